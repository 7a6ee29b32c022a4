"""GV407: how far a thing has got."""

from __future__ import annotations

import pytest

from tests.verify.building import codes, commit


@pytest.mark.parametrize(
    ("text", "subject", "body", "is_refused"),
    [
        ("Shipped the retry queue.", "Add retry queue", "", True),
        ("Shipped the retry queue.", "Add retry queue", "The docs were released.", True),
        ("Released the retry queue.", "Release 1.4.0", "- add retry queue", False),
        ("Released the retry queue.", "Bump version to 1.4.0", "- add retry queue", False),
        ("发布了重试队列。", "Add retry queue", "", True),
        ("发布了重试队列。", "Ship the retry queue", "", False),
        ("Completed the move to leases.", "Move to leases", "", True),
        ("Completed the move to leases.", "Finish the move to leases", "", False),
        ("已完成租约的迁移。", "Migrate leases", "", True),
        ("Deprecated the `poll` command.", "Remove the `poll` command", "", True),
        ("Deprecated the `poll` command.", "Deprecate the `poll` command", "", False),
        ("弃用了 `poll` 命令。", "Rename the `poll` command", "", True),
        ("Removed the `poll` command.", "Deprecate the `poll` command", "", True),
        ("Backed out the lease worker.", "Add lease worker", "", True),
        ("Backed out the lease worker.", "Remove the lease worker again", "", False),
        ("Added the lease worker as an experiment.", "Add lease worker", "", True),
        ("Added the lease worker as an experiment.", "Add experimental lease worker", "", False),
        ("The lease worker was put on the roadmap.", "Add lease worker", "", True),
        ("移除了 `poll` 命令。", "Deprecate 'poll' in favour of `watch`", "", True),
        ("Removed the `poll` command.", "Deprecate `poll`", "Also drop `poll` v1.", False),
        ("Deprecated the `poll` command.", "Remove unused flags and obsolete `poll`", "", True),
        (
            "The lease worker ran in production.",
            "Add lease worker",
            "Not used in production yet.",
            True,
        ),
        (
            "The lease worker is not fit for production.",
            "Add lease worker",
            "Do not use in production.",
            False,
        ),
        ("租约工作者已上线。", "Add lease worker", "", True),
    ],
)
def test_status_is_stated(text: str, subject: str, body: str, *, is_refused: bool) -> None:
    """The same status stands in the evidence, of the same thing, and undenied."""
    assert ("GV407" in codes(text, commit(1, subject, body))) is is_refused


@pytest.mark.parametrize(
    ("text", "subject", "body", "is_refused"),
    [
        ("Introduced the lease store.", "Prepare for introducing the lease store", "", True),
        (
            "Prepared the worker for the lease store.",
            "Prepare the worker for the lease store",
            "",
            False,
        ),
        (
            "Relocated the auth stack.",
            "Add pool",
            "## Follow-ups\n\n- relocate the auth stack",
            True,
        ),
        (
            "Relocated the auth stack.",
            "Relocate auth stack",
            "## Follow-ups\n\n- relocate the cache",
            False,
        ),
        ("Encrypted the backup files.", "Add backup", "TODO: encrypt the backup files.", True),
        ("Encrypted the backup files.", "Add backup", "- [ ] encrypt the backup files", True),
        ("Encrypted the backup files.", "Add backup", "- [x] encrypt the backup files", False),
        ("加密了备份文件。", "Add backup", "We will encrypt the backup files.", True),
        ("加密了备份文件。", "新增备份", "后续将加密备份文件。", True),
        (
            "The writes became synchronous.",
            "Add batch entry point",
            "It does not yet make writes synchronous.",
            True,
        ),
    ],
)
def test_plans_are_not_deeds(text: str, subject: str, body: str, *, is_refused: bool) -> None:
    """What only a plan, a promise or a preparation carries was not done."""
    found = codes(text, commit(1, subject, body))
    assert bool(found & {"GV406", "GV407"}) is is_refused


@pytest.mark.parametrize(
    ("text", "subject", "is_refused"),
    [
        (
            "Encrypting the backup files was planned for a later release.",
            "Encrypt the backup files",
            True,
        ),
        ("Planned to encrypt the backup files.", "Plan to encrypt the backup files", False),
        ("计划加密备份文件。", "Encrypt the backup files", True),
    ],
)
def test_deeds_are_not_plans(text: str, subject: str, *, is_refused: bool) -> None:
    """What was done is not told as planned."""
    assert ("GV407" in codes(text, commit(1, subject))) is is_refused


@pytest.mark.parametrize(
    ("text", "subject", "body", "is_refused"),
    [
        ("该选项早已弃用，现予删除。", "Remove option", "It was deprecated long ago.", False),
        ("`poll` 只是弃用，并未删除。", "Deprecate, not remove, the `poll` command", "", False),
        ("Deprecated the `poll` command.", "Deprecate not remove the `poll` command", "", False),
        ("Released the `poll` command.", "Do not release the `poll` command", "", True),
        (
            "The lease worker was left unfinished.",
            "Add lease worker",
            "The lease worker is not finished yet.",
            False,
        ),
        (
            "Finished the lease worker.",
            "Add lease worker",
            "The lease worker is not finished yet.",
            True,
        ),
        ("Completed the lease worker.", "Lease worker is now done", "", False),
        ("Leases dated in the future are refused.", "Refuse leases with a future date", "", False),
        ("Renewal will be added in the future.", "Add renewal", "", True),
        ("Leases are eventually consistent.", "Make leases eventually consistent", "", False),
        (
            "The old lease API is obsolete since 2.0.",
            "Mark the lease API as deprecated since 2.0",
            "",
            False,
        ),
        ("Marked the lease API as deprecated.", "Deprecate lease API", "", False),
        ("将租约接口标记为弃用。", "Mark lease API as deprecated", "", False),
        ("将租约接口标记为废弃。", "Mark lease API as obsolete", "", False),
        ("Rolled out the lease worker.", "Roll out lease worker", "", False),
        (
            "Published the lease image on Docker Hub.",
            "Publish the lease image to Docker Hub",
            "",
            False,
        ),
        ("Leases that have finished are dropped.", "Drop finished leases", "", False),
        ("Leases that were delivered twice are dropped.", "Drop leases delivered twice", "", False),
        ("任务完成后释放租约。", "Release the lease after the task is complete", "", False),
        ("任务完成后释放租约。", "Release the lease when a task ends", "", False),
        (
            "The lease is released when the task finished.",
            "Release the lease at the end of the task",
            "",
            False,
        ),
        ("The lease is released on shutdown.", "Drop the lease on shutdown", "", False),
        ("Released the lease on shutdown.", "Free the lease on shutdown", "", False),
        ("推出了租约工作者。", "Add lease worker", "", True),
        (
            "Announced the lease worker in the release notes.",
            "Mention the lease worker in the release notes",
            "",
            False,
        ),
        ("The API had been deprecated since 1.2.", "Remove API deprecated in 1.2", "", False),
        ("Removed the deprecated API.", "Remove deprecated API", "", False),
        ("移除了已弃用的接口。", "Remove deprecated API", "", False),
        ("移除了已废弃的接口。", "Remove legacy API", "", True),
        ("The API was on its way out.", "Deprecate API", "", False),
        ("Finished jobs are archived.", "Archive completed jobs", "", False),
        ("Finished jobs are archived.", "Archive jobs that are done", "", False),
        ("已完成的任务会归档。", "Archive finished jobs", "", False),
        ("The job is complete once archived.", "Archive jobs", "", False),
        ("Completed the docs of the API.", "Complete API docs", "", False),
        ("补全了接口文档。", "Add the missing API docs", "", False),
        ("The writer is meant for production.", "Add writer for production use", "", False),
        ("In production the writer hung.", "Fix hang of writer seen in prod", "", False),
        ("线上出现写入卡死。", "Fix write hang seen in production", "", False),
        ("Published events carry a key.", "Add a key to published events", "", False),
        ("Events are published to a queue.", "Publish events to a queue", "", False),
        ("发布事件时附带键。", "Attach a key when publishing events", "", False),
        (
            "Messages delivered twice are dropped.",
            "Drop duplicate deliveries of messages",
            "",
            False,
        ),
        ("Delivered messages are counted.", "Count deliveries of messages", "", False),
        ("Migrated fully to the new API.", "Migrate to the new API", "", False),
        ("The release job signs the binaries.", "Sign binaries in the release job", "", False),
        ("Released versions are signed.", "Sign releases", "", False),
        ("Plans are cached.", "Cache query plans", "", False),
        ("The planned query is cached.", "Cache the planned query", "", False),
        ("A later commit fixed the cache.", "Fix the cache", "", False),
        (
            "Left for later the cleanup of the cache.",
            "Add cache",
            "Cleanup will follow in another PR.",
            False,
        ),
        ("Prepared statements are cached.", "Cache prepared statements", "", False),
        ("Prepares the cache on startup.", "Prepare the cache on startup", "", False),
        (
            "Warmed up the cache in preparation for reads.",
            "Warm up the cache",
            "Prepare for reads.",
            False,
        ),
        (
            "The first step of the scan reads keys.",
            "Read keys in the first step of the scan",
            "",
            False,
        ),
        ("Not yet written pages are kept.", "Keep pages that are not yet written", "", False),
        ("尚未落盘的页会保留。", "Keep pages that are not flushed yet", "", False),
        ("Rolled the lease worker out to the staging cluster.", "Add lease worker", "", True),
        (
            "Rolled the lease worker out to the staging cluster.",
            "Roll out the lease worker",
            "",
            False,
        ),
    ],
)
def test_status_in_other_words(text: str, subject: str, body: str, *, is_refused: bool) -> None:
    """A status is met by other words for the same of the same thing, and by no others."""
    assert ("GV407" in codes(text, commit(1, subject, body))) is is_refused


@pytest.mark.parametrize(
    "text",
    [
        "A follow-up mended the lease worker.",
        "后续修复了租约工作者。",
    ],
)
def test_what_came_later_is_no_plan(text: str) -> None:
    """A second change that was made is a deed, however it is called."""
    assert "GV407" not in codes(text, commit(1, "Fix the lease worker"))


def test_needs_and_ends_are_no_promises() -> None:
    """What will be needed, or comes in the end, says nothing of work to come."""
    body = "The size that we will need is read first, which eventually fills the buffer."
    text = "The size needed is read first."
    assert "GV407" not in codes(text, commit(1, "Read the size needed first", body))


@pytest.mark.parametrize(
    ("text", "body", "is_refused"),
    [
        ("Resolved issue #12 with a lease worker.", "Fixes #12.", False),
        ("Resolved issue #12 with a lease worker.", "Part of #12.", True),
        ("Resolved issue #12 with a lease worker.", "Partially fixes #12.", True),
        ("Resolved issue #12 with a lease worker.", "It helps when o/r#12 is addressed.", True),
        ("Resolved o/r#12 with a lease worker.", "Closes https://git.example/o/r/issues/12", False),
        ("Fixed #12 and #13 with a lease worker.", "Closes #12, #13 and #14.", False),
        ("Fixed #12 and #13 with a lease worker.", "Closes #12. See #13.", True),
        ("Closed two issues, #12 and #13, with a lease worker.", "Closes #12 Closes #13", False),
        ("#12 was resolved by a lease worker.", "As told in #12, leases were lost.", True),
        ("#12 was resolved by a lease worker.", "#12 is fixed by this.", False),
        ("Added a lease worker towards #12.", "Part of #12.", False),
        ("租约工作者解决了 #12。", "Part of #12.", True),
        ("租约工作者解决了 #12。", "修复 #12", False),
    ],
)
def test_an_issue_is_settled_by_what_closes_it(text: str, body: str, *, is_refused: bool) -> None:
    """A keyword before its number closes an issue; to name it, or a part of it, does not."""
    assert ("GV407" in codes(text, commit(1, "Add a lease worker", body))) is is_refused


@pytest.mark.parametrize(
    ("text", "body", "is_refused"),
    [
        ("Closed out #12 by adding a lease worker.", "Part of #12", True),
        ("The lease worker fixed #12 in part.", "Partially fixes #12", False),
        ("With #12 already in, added a lease worker.", "This is a blocker of #12.", True),
        ("With #12 already in, added a lease worker.", "Needed since #12 was merged.", False),
        ("#12 合并之后，增加了租约 worker。", "More will be added once #12 is merged.", True),
    ],
)
def test_a_change_is_merged_where_the_evidence_says_so(
    text: str, body: str, *, is_refused: bool
) -> None:
    """A number that is told as closed or merged must be so in the evidence."""
    assert ("GV407" in codes(text, commit(1, "Add a lease worker", body))) is is_refused


def test_a_proposal_shows_nothing_to_be_there() -> None:
    """What a proposal's text holds was proposed, not done."""
    proposal = commit(
        1,
        "Add a proposal for the migration of shards to leases",
        files=[{"path": "docs/proposals/leases.md", "added": 80, "deleted": 0}],
        identifiers={"added": ["migration", "shards", "leases"], "removed": []},
    )
    assert "GV407" in codes("Carried out the migration of shards to leases.", proposal)


@pytest.mark.parametrize(
    ("text", "subject", "is_refused"),
    [
        ("弃用了 `poll` 命令，改用 `watch`。", "Replace `poll` by `watch`", False),
        ("弃用了 `poll` 命令。", "Add the `poll` command", True),
        ("滚动发布时不再重新同步分片。", "Do not resync shards during rollout", False),
        (
            "Graduated the lease worker from experimental to stable.",
            "Enable the lease worker",
            True,
        ),
    ],
)
def test_words_that_only_look_like_a_status(text: str, subject: str, *, is_refused: bool) -> None:
    """What is given up need not be deprecated, and a rolling release releases nothing."""
    assert ("GV407" in codes(text, commit(1, subject))) is is_refused
