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
