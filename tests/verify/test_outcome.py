"""GV402: what a change achieved."""

from __future__ import annotations

import pytest

from tests.verify.building import codes, commit


@pytest.mark.parametrize(
    ("text", "subject", "body", "is_refused"),
    [
        ("Cached the tokens, which sped up the login.", "Cache tokens", "", True),
        ("Cached the tokens, which sped up the login.", "Cache tokens", "Makes login fast.", False),
        ("Cached the tokens, which sped up the login.", "Cache tokens", "Tests are fast.", True),
        ("缓存令牌，加快了查询。", "Cache tokens", "", True),
        ("缓存令牌，加快了查询。", "Cache tokens to speed up queries", "", False),
        ("Cached the tokens and reduced the lookups.", "Cache tokens", "", True),
        ("Cached the tokens and reduced the lookups.", "Cache tokens to save lookups", "", False),
        ("缓存令牌，减少了查询。", "Cache tokens", "Keep queries.", True),
        ("缓存令牌，减少了查询。", "Cache tokens to avoid queries", "", False),
        ("Pooled sockets, which eliminated timeouts.", "Pool sockets", "Leaves timeouts.", True),
        ("Pooled sockets, which eliminated timeouts.", "Pool sockets", "Fixes timeouts.", False),
        ("Made the tests more reliable.", "Change the tests", "", True),
        ("Made the tests more reliable.", "Make the tests stable", "", False),
        ("让测试更稳定。", "Change the tests", "", True),
        ("Made the parser easier to read.", "Change the parser", "", True),
        ("Made the parser easier to read.", "Simplify the parser", "", False),
        ("Will speed up the login.", "Cache tokens", "TODO: speed up the login.", True),
    ],
)
def test_result_is_stated(text: str, subject: str, body: str, *, is_refused: bool) -> None:
    """An effect stands in the evidence, on the same thing, as something that is there."""
    assert ("GV402" in codes(text, commit(1, subject, body))) is is_refused


@pytest.mark.parametrize(
    ("text", "is_refused"),
    [
        ("Reduced the login from 40 ms to 12 ms.", False),
        ("Login took 12 ms, and the memory was reduced noticeably.", True),
        ("登录耗时从 40 毫秒降低到 12 毫秒。", False),
    ],
)
def test_figure_proves_its_own_clause(text: str, *, is_refused: bool) -> None:
    """A figure that was measured proves the effect beside it, not one in another clause."""
    item = commit(1, "Cache tokens", "The login took 40 ms, now 12 ms.")
    assert ("GV402" in codes(text, item)) is is_refused


@pytest.mark.parametrize(
    ("text", "subject", "body", "is_refused"),
    [
        ("反序列化更快。", "Skip lookups", "Speeds up unmarshalling.", False),
        ("Skipping lookups made decoding faster.", "Skip lookups", "Speeds up decoding.", False),
        ("Skipping lookups made decoding faster.", "Skip lookups", "", True),
        ("Fewer locks are taken per lookup.", "Take one lock less per lookup", "", False),
        ("The test became reliable.", "Fix flaky test", "", False),
        ("The test no longer fails at random.", "Deflake the test", "", False),
        ("Cut the lookups.", "Save lookups", "", False),
        ("Raised the timeout from 5 s to 9 s.", "Increase timeout from 5s to 9s", "", False),
        ("Raised the timeout.", "Bump the timeout", "", False),
        ("Raised the timeout.", "Longer timeout", "", False),
        ("Reduced the timeout.", "Shorter timeout", "", False),
        ("Reduced the timeout.", "Cut down the timeout", "", False),
        ("延长了超时时间并减少了重试。", "Longer timeout, fewer retries", "", False),
        ("Improved the error message.", "Better error message", "", False),
        ("Improved the error message.", "Change the error message", "", True),
        ("改善了错误信息。", "Clearer error message", "", False),
        ("Made the parser simpler.", "Refactor the parser to be less complex", "", False),
        ("Memory use shrank.", "Use less memory", "", False),
        ("Memory use shrank.", "Decrease the memory footprint", "", False),
        ("内存占用降低。", "Decrease memory usage", "", False),
        ("查询更安全。", "Make the query safe for concurrent use", "", False),
        ("Ended the deadlock.", "Fix deadlock", "", False),
        ("Ended the crash on empty input.", "Don't crash on empty input", "", False),
        (
            "Raised an error when the lease is empty.",
            "Return an error for an empty lease",
            "",
            False,
        ),
        ("性能提升明显。", "Improve performance a lot", "", False),
        ("Sped up lookups.", "Lookups are 3x faster", "", False),
        ("Lowered the memory limit from 4 GB to 2 GB.", "Memory limit 4GB -> 2GB", "", False),
        ("The scan takes less memory.", "Scan with less memory", "", False),
        ("The scan needs fewer allocations.", "Avoid allocations in the scan", "", False),
        ("The scan needs fewer allocations.", "Rewrite the scan", "", True),
        ("Cut the number of allocations in the scan.", "Fewer allocations in the scan", "", False),
        ("Cut memory use of the scan.", "Reduce the scan's memory", "", False),
        ("The scan is much quicker.", "Make the scan fast", "", False),
        ("The scan is much quicker.", "Make the scan parallel", "", True),
        ("The scan no longer slows down.", "Fix slow scan", "", False),
        ("Latency of the scan is logged.", "Log the latency of the scan", "", False),
        ("Measured the throughput of the scan.", "Benchmark the scan's throughput", "", False),
        ("Measured the throughput of the scan.", "Add benchmark for scan", "", True),
        ("Reduced duplication between scan and read.", "Deduplicate scan and read", "", False),
        ("Improved coverage of the scan.", "Add tests for the scan", "", True),
        ("Improved coverage of the scan.", "Increase test coverage of the scan", "", False),
        ("Improved the docs of the scan.", "Improve docs of scan", "", False),
        ("Simplified the scan.", "Simplify scan", "", False),
        ("Made the scan more efficient.", "Optimize scan", "", False),
        ("Made the scan more efficient.", "More efficient scan", "", False),
        ("扫描更高效。", "Optimize scan", "", False),
        ("减少扫描的内存分配。", "Reduce allocations in scan", "", False),
        ("降低扫描的内存占用。", "Use less memory for the scan", "", False),
        ("提升扫描速度。", "Speed up scan", "", False),
        ("提升扫描速度。", "Rewrite scan", "", True),
        ("消除了扫描中的死锁。", "Fix deadlock in scan", "", False),
        ("Lookups returned quicker.", "Quicker lookups", "", False),
        ("The linter runs faster.", "Speed up linting", "", False),
        ("The suite became more stable.", "Deflake the suite", "", False),
        ("Robustness of the suite grew.", "Make the suite robust", "", False),
        ("The build shrank to 3 MB.", "Shrink build to 3MB", "", False),
        ("Increased the pool from 5 to 10.", "Pool size: 5 -> 10", "", False),
    ],
)
def test_result_in_other_words(text: str, subject: str, body: str, *, is_refused: bool) -> None:
    """An effect is met by other words for the same on the same thing, and by no others."""
    assert ("GV402" in codes(text, commit(1, subject, body))) is is_refused
