"""GV406: a denial belongs to what it denies."""

from __future__ import annotations

import pytest

from tests.verify.building import codes, commit

CASES = [
    # The denial stands in the evidence, but of another deed.
    (
        "The parser was not started after the timeout.",
        "Start the parser after the timeout",
        "Workers do not wait for the cache.",
        True,
    ),
    (
        "The parser does not wait for the cache.",
        "Start the parser early",
        "It no longer waits for the cache.",
        False,
    ),
    ("Deleted rows were never archived.", "Archive deleted rows", "", True),
    ("Deleted rows are never archived.", "Stop archiving deleted rows", "", False),
    (
        "Sent the batch without compressing the payload.",
        "Compress the payload of the batch",
        "",
        True,
    ),
    (
        "Sent the batch without compressing the payload.",
        "Send the batch with an uncompressed payload",
        "",
        False,
    ),
    (
        "The scheduler stopped retrying expired leases.",
        "Retry expired leases in the scheduler",
        "",
        True,
    ),
    (
        "The scheduler stopped retrying expired leases.",
        "Do not retry expired leases in the scheduler",
        "",
        False,
    ),
    ("The exporter failed to flush the buffer.", "Flush the buffer in the exporter", "", True),
    (
        "The exporter failed to flush the buffer.",
        "Fix exporter",
        "It fails to flush the buffer.",
        False,
    ),
    (
        "Sharding is no longer configured by hand.",
        "Shard the index",
        "Sharding is configured by hand.",
        True,
    ),
    (
        "Sharding is no longer configured by hand.",
        "Remove the sharding that was configured by hand",
        "",
        False,
    ),
    ("调度器不再重试过期的租约。", "Retry expired leases in the scheduler", "", True),
    ("调度器不再重试过期的租约。", "Stop retrying expired leases in the scheduler", "", False),
    ("导出时没有压缩数据。", "Compress data on export", "", True),
    ("导出时没有压缩数据。", "Export data without compression", "", False),
    ("避免重复压缩数据。", "Compress data on export", "", False),
    ("解析器未等待缓存。", "Wait for the cache in the parser", "", True),
    ("解析器无需等待缓存。", "Do not wait for the cache in the parser", "", False),
]


@pytest.mark.parametrize(("text", "subject", "body", "is_refused"), CASES)
def test_denial_needs_the_same_denial(
    text: str, subject: str, body: str, *, is_refused: bool
) -> None:
    """What a sentence denies, its evidence denies too, in these or in other words."""
    assert ("GV406" in codes(text, commit(1, subject, body))) is is_refused


@pytest.mark.parametrize(
    ("text", "body", "is_refused"),
    [
        (
            "The exporter shares the token cache.",
            "The exporter does **not** share the token cache.",
            True,
        ),
        (
            "The exporter shares the token cache.",
            "The exporter does not share the socket pool.",
            False,
        ),
        ("导出器共享令牌缓存。", "The exporter does not share the token cache.", True),
        (
            "The exporter shares the token cache.",
            "Previously it did not share the token cache.",
            False,
        ),
        (
            "The exporter does not share the token cache.",
            "It doesn’t share the token cache.",
            False,
        ),
        (
            "Regenerated the snapshots of the tests.",
            "No snapshot of the tests was regenerated.",
            True,
        ),
    ],
)
def test_denied_in_the_evidence(text: str, body: str, *, is_refused: bool) -> None:
    """What the evidence denies for good, no sentence affirms."""
    assert ("GV406" in codes(text, commit(1, "Rework the exporter", body))) is is_refused


def test_denied_thing_is_met_whole() -> None:
    """A thing that is said not to be is affirmed by no sentence; quoted output denies nothing."""
    text = "The rotation takes effect for archived keys."
    assert "GV406" in codes(text, commit(1, "Rotate keys", "No effect for archived keys."))
    printed = 'Prints "no effect for archived keys".'
    assert "GV406" not in codes(text, commit(1, "Rotate keys", printed))


@pytest.mark.parametrize(
    ("text", "subject", "body", "is_refused"),
    [
        (
            "The parser fails to recognise nested quotes.",
            "Fix parser",
            "It doesn't recognise nested quotes.",
            False,
        ),
        (
            "The parser does not recognise nested quotes.",
            "Fix parser",
            "It fails to recognise nested quotes.",
            False,
        ),
        (
            "The parser does not recognise nested quotes.",
            "Recognise nested quotes in the parser",
            "",
            True,
        ),
        ("Payloads were never compressed.", "Fix exporter", "Sends un-compressed payloads.", False),
        ("Payloads were never compressed.", "Compress payloads", "", True),
        (
            "The outage of a node no longer loses leases.",
            "Keep leases",
            "Leases survive the loss of a node.",
            False,
        ),
        (
            "The parser is still short of full coverage of the grammar.",
            "Extend parser",
            "It does not cover the full grammar.",
            False,
        ),
        (
            "The store rejects empty leases.",
            "Skip empty leases",
            "The store won't accept empty leases.",
            False,
        ),
        ("The store rejects empty leases.", "Accept empty leases in the store", "", True),
        ("The store accepts empty leases.", "Reject empty leases in the store", "", True),
        ("The store does not accept empty leases.", "Reject empty leases in the store", "", False),
        ("The store refuses empty leases.", "Reject empty leases in the store", "", False),
        (
            "Removed what remained of the lease store.",
            "Remove the remaining parts of the lease store",
            "",
            False,
        ),
        ("Removed what remained of the lease store.", "Remove rest of the lease store", "", False),
        ("Kept the lease store.", "Remove the lease store", "", True),
        (
            "The config flag was deprecated, not removed.",
            "Deprecate, don't remove, the config flag",
            "",
            False,
        ),
        ("A lease without a token is invalid.", "Require a token for a lease", "", False),
        (
            "The lease was missing its token.",
            "Fix lease",
            "The token was not set on the lease.",
            False,
        ),
        (
            "The worker did not start because the lease was missing.",
            "Fix worker",
            "The worker could not start as there was no lease.",
            False,
        ),
        (
            "The worker has nothing to wait for.",
            "Start worker at once",
            "It need not wait for anything.",
            False,
        ),
        ("Nobody else can take the lease.", "Make the lease exclusive", "", False),
        ("The lease is not valid after a day.", "Expire leases after a day", "", False),
        (
            "The lease is invalid after a day.",
            "The lease is no longer valid after a day",
            "",
            False,
        ),
        ("The lease stays valid.", "The lease is no longer valid", "", True),
        ("Leases are kept instead of being dropped.", "Don't drop leases", "", False),
        ("Leases are kept.", "Don't drop leases", "", False),
        (
            "The worker stopped ignoring leases.",
            "Respect leases in the worker",
            "The worker ignored leases.",
            False,
        ),
        ("The worker hangs no more.", "Fix hang of the worker", "", False),
        ("Prevented the worker from hanging.", "Fix hang of the worker", "", False),
        ("工作者不再卡死。", "Fix worker hang", "", False),
        ("无需租约即可启动。", "Start without a lease", "", False),
        ("未设置令牌时返回错误。", "Return an error when the token is empty", "", False),
        ("租约不能超过一天。", "Limit leases to one day", "", False),
        ("No lease may exceed one day.", "Limit leases to one day", "", False),
        ("Leases may not exceed one day.", "Limit leases to one day", "", False),
        ("The option is not needed any more.", "Drop the option as it is obsolete", "", False),
        ("The worker did not close its socket.", "Close the socket in the worker", "", True),
        (
            "Retries could not be turned off.",
            "Add a switch for retries",
            "There was no way to turn off retries.",
            False,
        ),
        ("The timeout can't be configured.", "Make the timeout configurable", "", True),
    ],
)
def test_denial_in_other_words(text: str, subject: str, body: str, *, is_refused: bool) -> None:
    """A denial and its opposite are met by other words for the same."""
    assert ("GV406" in codes(text, commit(1, subject, body))) is is_refused
