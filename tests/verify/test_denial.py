"""GV406: a denial belongs to what it denies."""

from __future__ import annotations

import pytest

from pipeline.verify.piece import pieces
from pipeline.verify.token import Text
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
    ("解析器未等待缓存。", "Wait for the cache in the parser", "", True),
    ("解析器无需等待缓存。", "Do not wait for the cache in the parser", "", False),
    ("The move altered no wire format.", "Move the codec", "The wire format is unchanged.", False),
    ("The move altered no wire format.", "Move the codec", "The wire format is new.", True),
    ("不再使用 `fork.New` 工厂。", "Use expvar", "* removed `fork.New` factory usage", False),
    ("不再使用 `fork.New` 工厂。", "Use expvar", "* keep `fork.New` factory usage", True),
    (
        "The ruler had not called `SetWriteNotified` before.",
        "Call `SetWriteNotified` in the ruler",
        "",
        False,
    ),
    (
        "The ruler did not call `SetWriteNotified`.",
        "Call `SetWriteNotified` in the ruler",
        "",
        True,
    ),
    (
        "The docs had not been maintained since the parser was built.",
        "Sync the docs",
        "The docs have not been updated since the parser was built.",
        False,
    ),
    (
        "A failure to open the log file is now checked for.",
        "Check the log file",
        "add an error check for opening the log file",
        False,
    ),
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
            "The worker was ignoring leases.",
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
        (
            "Readers could not tell a closed cursor from an open one.",
            "Fix cursor",
            "There was no way for readers to tell a closed cursor from an open one.",
            False,
        ),
        (
            "The cursor was left open on errors.",
            "Close cursor on errors",
            "The cursor was not closed on errors.",
            False,
        ),
        (
            "The cursor used to leak on errors.",
            "Close cursor on errors",
            "The cursor was not closed on errors.",
            False,
        ),
        (
            "Nothing closed the cursor on errors.",
            "Close cursor on errors",
            "It was never closed.",
            False,
        ),
        (
            "The writer gave up after one try.",
            "Retry writes",
            "Previously the writer did not retry.",
            False,
        ),
        (
            "Non-idempotent writes are left alone.",
            "Retry writes",
            "Non-idempotent writes are not retried.",
            False,
        ),
        (
            "The writer retries writes that are not idempotent.",
            "Retry only idempotent writes",
            "",
            True,
        ),
        ("The cursor no longer leaks.", "Fix cursor leak", "", False),
        ("The cursor leak is gone.", "Fix cursor leak", "", False),
        (
            "Users need not restart the writer.",
            "Reload writer config at run time",
            "A restart is no longer needed.",
            False,
        ),
        (
            "The writer can be reloaded without a restart.",
            "Reload the writer's config without restarting",
            "",
            False,
        ),
        ("The check is skipped for read-only cursors.", "Don't check read-only cursors", "", False),
        ("The check excludes read-only cursors.", "Only check cursors that write", "", False),
        ("Read-only cursors are not checked.", "Skip check for read-only cursors", "", False),
        ("The field must not be empty.", "Require field to be non-empty", "", False),
        ("The field is not required.", "Make the field optional", "", False),
        ("The default is off.", "Disable it by default", "", False),
        ("Caching is not enabled by default.", "Disable caching by default", "", False),
        ("Caching is enabled by default.", "Disable caching by default", "", True),
        ("Caching is off by default.", "Do not enable caching by default", "", False),
        (
            "Cursors cannot be shared between threads.",
            "Document that cursors are not thread-safe",
            "",
            False,
        ),
        ("The old name still works.", "Rename option", "The old name is not removed.", False),
        ("The old name was kept.", "Rename option", "The old name was not dropped.", False),
        ("The API did not change.", "Rework internals", "No API changes.", False),
        ("The API is unchanged.", "Rework internals", "No API changes.", False),
        ("Left the API as it was.", "Rework internals", "No API changes.", False),
        ("游标不能在线程间共享。", "Cursors are not shareable between threads", "", False),
        ("默认不启用缓存。", "Disable caching by default", "", False),
        ("默认启用缓存。", "Disable caching by default", "", True),
        ("只读游标不再检查。", "Skip the check of read-only cursors", "", False),
        ("写入失败时不再重试。", "Do not retry failed writes", "", False),
        ("写入失败时不再重试。", "Retry failed writes", "", True),
        ("出错时未关闭游标。", "Close the cursor on error", "It was not closed before.", False),
        ("该字段不可为空。", "Require non-empty field", "", False),
        ("旧名称未移除。", "Keep the old name", "", False),
        ("旧名称未移除。", "Remove the old name", "", True),
        (
            "Instead of failing, the writer waits.",
            "Make the writer wait instead of failing",
            "",
            False,
        ),
        ("Rather than fail, the writer waits.", "Writer: wait, don't fail", "", False),
        (
            "The writer waits and does not fail.",
            "Make the writer wait instead of failing",
            "",
            False,
        ),
        (
            "Go does not guarantee the order of a map.",
            "Sort keys",
            "Map order is not guaranteed in Go.",
            False,
        ),
        (
            "The order of a map is undefined.",
            "Sort keys",
            "Map order is not guaranteed in Go.",
            False,
        ),
        ("There is no need to sort.", "Remove needless sort", "", False),
        ("Sorting turned out to be unnecessary.", "Remove needless sort", "", False),
        ("Sorting is not necessary.", "Remove unnecessary sort", "", False),
        (
            "It had not been possible to sort the keys.",
            "Allow sorting of keys",
            "It was impossible to sort the keys.",
            False,
        ),
        (
            "The worker renews its lease.",
            "Rework the worker",
            "It does not renew its lease before stopping.",
            True,
        ),
        (
            "Closing the lease does not close the broker.",
            "Closing the lease also closes the broker",
            "",
            True,
        ),
        ("The fixture does not load the lease.", "Load the lease in the fixture", "", True),
    ],
)
def test_denial_in_other_words(text: str, subject: str, body: str, *, is_refused: bool) -> None:
    """A denial and its opposite are met by other words for the same."""
    assert ("GV406" in codes(text, commit(1, subject, body))) is is_refused


@pytest.mark.parametrize(
    ("text", "body", "is_refused"),
    [
        (
            "The entire series is removed from memory on an immediate flush.",
            "Don't remove the entire series from memory on an immediate flush.",
            True,
        ),
        (
            "Split the loader methods so that existing calls kept working.",
            "Split the loader methods to not break existing calls.",
            False,
        ),
    ],
)
def test_a_denial_speaks_by_its_own_word(text: str, body: str, *, is_refused: bool) -> None:
    """What is denied is the denied word, neither a synonym of it nor a removal that is told."""
    assert ("GV406" in codes(text, commit(1, "Rework the store", body))) is is_refused


@pytest.mark.parametrize("limit", ["no less than", "not more than", "no later than"])
def test_a_limit_denies_nothing(limit: str) -> None:
    """At least twelve is no denial, however it is said."""
    (piece,) = pieces(Text(f"Needs {limit} twelve workers"))
    assert not piece.denied
    assert not piece.absent


@pytest.mark.parametrize(
    ("text", "subject", "body", "is_refused"),
    [
        # An affirmation that shares as much of what is denied stands against the denial.
        (
            "The seed of each shuffle is logged.",
            "Log the seed of each shuffle",
            "So far it was drawn from the clock and never logged.",
            False,
        ),
        # A nearer statement affirms it; the denial is of something else.
        (
            "The old probes were dropped, though they are not run in staging.",
            "Drop the old probes",
            "They are run in staging.",
            True,
        ),
        # A word of negative meaning that is itself denied affirms nothing.
        ("The budget is no longer exceeded.", "Tune pool", "The budget is still exceeded.", True),
        # A fault that was mended is not there still.
        (
            "Nested labels could still not be read from the environment.",
            "Fix labels",
            "This fixes that nested labels could not be read from the environment.",
            True,
        ),
        # Two denials in one statement make none.
        (
            "No pool starts without a lease.",
            "Require a lease",
            "A pool needs a lease to start.",
            False,
        ),
        # How something was done is denied, not that it was.
        (
            "The lease cache is flushed.",
            "Rework cache",
            "The lease cache isn't well flushed.",
            False,
        ),
    ],
)
def test_the_nearest_statement_decides(
    text: str, subject: str, body: str, *, is_refused: bool
) -> None:
    """Of all statements, the one most like the sentence tells whether it is denied."""
    assert ("GV406" in codes(text, commit(1, subject, body))) is is_refused


def test_an_order_to_leave_off_tells_what_was_so() -> None:
    """Where the sentence tells how things were, what the change ends agrees with it."""
    subject = "Don't count the shared pages twice"
    told = "The shared pages used to be counted twice."
    assert "GV406" not in codes(told, commit(1, subject))
    assert "GV406" in codes("The shared pages are counted twice.", commit(1, subject))


@pytest.mark.parametrize(
    ("text", "subject", "body", "is_refused"),
    [
        (
            "Idle sockets are no longer closed at once.",
            "Delay the close",
            "We currently close idle sockets immediately, though peers may need them.",
            False,
        ),
        (
            "Idle sockets are no longer closed at once.",
            "Close idle sockets immediately",
            "Peers may need them.",
            True,
        ),
        ("The id stopped being a `uuid`.", "Change the id from `uuid` to string", "", False),
    ],
)
def test_what_was_or_gave_way_is_no_longer(
    text: str, subject: str, body: str, *, is_refused: bool
) -> None:
    """What the evidence tells of the time before, or gives up, has ended; nothing else has."""
    assert ("GV406" in codes(text, commit(1, subject, body))) is is_refused
