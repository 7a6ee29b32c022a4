"""GV405: of how much something is said."""

from __future__ import annotations

import pytest

from tests.verify.building import codes, commit


@pytest.mark.parametrize(
    ("text", "subject", "body", "is_refused"),
    [
        ("Encrypted all backups.", "Encrypt backups", "", True),
        ("Encrypted all backups.", "Encrypt every backup", "", False),
        ("Encrypted all backups.", "Encrypt backups", "Keep all keys in the vault.", True),
        ("Every worker renews its lease.", "Renew the lease on each worker", "", False),
        ("Every worker renews its lease.", "Renew the lease on every start of a worker", "", True),
        ("加密了所有备份。", "Encrypt backups", "", True),
        ("加密了所有备份。", "Encrypt all backups", "", False),
        ("加密了全部备份。", "Encrypt each backup", "", False),
        ("加密了全部备份。", "Encrypt nightly backups", "", True),
        ("Rewrote the lease store completely.", "Rewrite the lease store", "", True),
        ("Rewrote the lease store completely.", "Rewrite the entire lease store", "", False),
        ("彻底重写了租约存储。", "Rewrite the lease store", "", True),
        ("Moved the leases with zero downtime.", "Move the leases", "", True),
        ("Moved the leases with no downtime.", "Move the leases without downtime", "", False),
        ("零损失迁移了租约。", "Migrate the leases", "", True),
        ("零损失迁移了租约。", "Migrate the leases with zero loss", "", False),
        ("Added the first lease store.", "Add lease store", "", True),
        ("Added the first lease store.", "Add a first lease store", "", False),
        ("新增了首个租约存储。", "Add lease store", "", True),
        ("新增了首个租约存储。", "Add the first lease store", "", False),
        ("The only lease store is Redis.", "Add Redis lease store", "", True),
        ("The only lease store is Redis.", "Make Redis the single lease store", "", False),
        ("唯一的租约存储是 Redis。", "Add Redis lease store", "", True),
        ("唯一的租约存储是 Redis。", "Keep Redis as the only lease store", "", False),
        ("Added a company-wide lease store.", "Add lease store", "", True),
        ("为全公司新增了租约存储。", "Add lease store", "", True),
        ("Added the fastest lease store.", "Add lease store", "", True),
        ("Renewed leases all within a minute.", "Renew leases within a minute", "", False),
        ("Renewed all leases within a minute.", "Renew leases within a minute", "", True),
        ("Changed nothing in the lease store.", "Refactor the lease store", "", True),
        ("Changed nothing but the lease store.", "Change the lease store", "", False),
        ("The first lease is kept, the second dropped.", "Keep one of two leases", "", False),
        ("最前的租约保留。", "Keep the lease in front", "", False),
        ("租约最便宜。", "Keep the lease", "", True),
    ],
)
def test_scope_is_stated(text: str, subject: str, body: str, *, is_refused: bool) -> None:
    """A word of scope stands in the evidence, of the same thing."""
    assert ("GV405" in codes(text, commit(1, subject, body))) is is_refused


@pytest.mark.parametrize(
    ("text", "files", "is_refused"),
    [
        ("Added lease options, all in `setup.cfg`.", {"setup.cfg": (6, 0)}, False),
        ("Added lease options, all in `setup.cfg`.", {"setup.cfg": (6, 0), "a.py": (1, 0)}, True),
        ("新增租约选项，全部在 `setup.cfg` 中。", {"setup.cfg": (6, 0)}, False),
        ("新增租约选项，全部在 `setup.cfg` 中。", {"setup.cfg": (6, 0), "a.py": (1, 0)}, True),
        ("Added lease options to `setup.cfg`, removing none.", {"setup.cfg": (6, 0)}, False),
        ("Added lease options to `setup.cfg`, removing none.", {"setup.cfg": (6, 2)}, True),
    ],
)
def test_scope_is_computed(
    text: str, files: dict[str, tuple[int, int]], *, is_refused: bool
) -> None:
    """What all of a change touched, and what none of it did, the record shows."""
    rows = [{"path": path, "added": a, "deleted": d} for path, (a, d) in files.items()]
    assert ("GV405" in codes(text, commit(1, "Add lease options", files=rows))) is is_refused


@pytest.mark.parametrize(
    "text",
    [
        "Added lease options in the first quarter of 2022.",
        "Added at most three lease options.",
        "Added the most recent lease options.",
        "Added lease options in all.",
    ],
)
def test_likeness_is_no_scope(text: str) -> None:
    """A word of scope inside a fixed term claims none."""
    assert "GV405" not in codes(text, commit(1, "Add lease options"))


@pytest.mark.parametrize(
    ("text", "subject", "body", "is_refused"),
    [
        (
            "Encrypted the backups, above all the nightly ones.",
            "Encrypt the backups",
            "Nightly ones matter most.",
            False,
        ),
        ("The lease expired all the same.", "Renew lease", "The lease still expired.", False),
        ("Encrypted all three backups.", "Encrypt the three backups", "", False),
        ("Encrypted all three backups.", "Encrypt the backups", "", True),
        (
            "Encrypted all but the oldest backup.",
            "Encrypt backups, except for the oldest",
            "",
            False,
        ),
        ("Encrypted all but the oldest backup.", "Encrypt the oldest backup", "", True),
        (
            "The expired leases were all renewed by one worker.",
            "Renew leases",
            "Every expired lease goes to one worker.",
            False,
        ),
        (
            "The expired leases were all renewed by one worker.",
            "Renew leases",
            "One worker renews expired leases.",
            True,
        ),
        (
            "A whole batch of leases is renewed in one call.",
            "Renew a batch of leases in one call",
            "",
            False,
        ),
        ("Rewrote the whole lease store.", "Rewrite the lease store", "", True),
        ("A lease on a disk that is full is refused.", "Refuse a lease on a full disk", "", False),
        (
            "The lease worker runs on every pull request.",
            "Run the lease worker on each PR",
            "",
            False,
        ),
        ("The lease worker runs on every pull request.", "Run the lease worker", "", True),
        ("租约工作者在代码各处生效。", "Apply the lease worker throughout the code", "", False),
        ("租约工作者在代码各处生效。", "Apply the lease worker in the code", "", True),
        ("Redis 成为租约的唯一来源。", "Make Redis the one lease-data source", "", True),
        ("Redis 成为租约的唯一来源。", "Make Redis the sole lease-data source", "", False),
        (
            "The lease was always kept until the restart.",
            "Fix lease",
            "The worker holds a lease whose flag is always true.",
            False,
        ),
        ("The lease was always kept.", "Keep the lease", "", True),
        ("Both workers now share one lease.", "Share one lease between both workers", "", False),
        ("Neither worker holds a lease any longer.", "No worker holds a lease any more", "", False),
        ("Fully tested the lease.", "Test lease", "", True),
        ("Every request carries a lease.", "Attach the lease to all requests", "", False),
        ("Each and every request carries a lease.", "Attach the lease to requests", "", True),
        ("The lease holds for the entire run.", "Hold the lease during the whole run", "", False),
        (
            "The lease holds for the entire run.",
            "Hold the lease for the duration of the run",
            "",
            False,
        ),
        (
            "The lease is never renewed twice.",
            "Make sure that a lease is renewed only once",
            "",
            False,
        ),
        ("The first lease is renewed at once.", "Renew the first lease at once", "", False),
        ("Lease keys are read only once.", "Read lease keys only once", "", False),
        ("The only change to the lease was a comment.", "Change a comment on the lease", "", True),
        ("Removed the lease, since nothing used it.", "Remove unused lease", "", False),
        ("None of the leases survived the restart.", "Leases do not survive a restart", "", False),
        ("Every lease is now checked.", "Check leases", "Leases were unchecked.", True),
        ("所有租约都会在启动时检查。", "Check each lease on startup", "", False),
        ("每次启动都检查租约。", "Check leases on every startup", "", False),
        ("每次启动都检查租约。", "Check leases on startup", "", False),
        ("Replaced all uses of the lease by a token.", "Replace lease usages with token", "", True),
        ("完全移除了租约。", "Remove the lease completely", "", False),
        ("完全移除了租约。", "Remove the lease", "", True),
        ("最大租约数设为 20。", "Set the maximum number of leases to 20", "", False),
        (
            "Moved the leases to Redis with no change of behaviour.",
            "Move leases to Redis",
            "No functional change.",
            False,
        ),
        (
            "Moved the leases to Redis with no change of behaviour.",
            "Move leases to Redis",
            "",
            True,
        ),
        (
            "Both the reader and the writer share one cursor.",
            "Share a cursor between reader and writer",
            "",
            False,
        ),
        ("Checks every argument.", "Check all the arguments", "", False),
        ("Checks every argument.", "Check arguments one by one", "", True),
        ("Every one of the arguments is checked.", "Check all arguments", "", False),
        ("All of the arguments are checked.", "Check every argument", "", False),
        ("None of the arguments is checked.", "Do not check arguments", "", False),
        ("The argument is checked for the first time.", "Start to check the argument", "", False),
        ("It only takes one argument.", "Take one argument", "", False),
        ("Checked the argument at last.", "Check the argument", "", False),
        ("Cleaned up the entire package.", "Clean up package", "", True),
        ("Never checked arguments before.", "Check arguments", "They were not checked.", False),
        ("The latest argument wins.", "Let the last argument win", "", False),
        ("Full-text search came first.", "Add full-text search", "", False),
        ("Added full-text search.", "Add full-text search", "", False),
        ("Stores the full name.", "Store the full name", "", False),
        ("Stores the full name.", "Store the complete name", "", False),
        (
            "Waits until the buffer is completely flushed.",
            "Wait until the buffer is flushed",
            "",
            True,
        ),
        (
            "Waits until the buffer is completely flushed.",
            "Wait until all of the buffer is flushed",
            "",
            False,
        ),
        ("Always closes the cursor.", "Close the cursor even on error", "", False),
        ("Always closes the cursor.", "Close the cursor", "", True),
        ("The cursor is closed in any case.", "Always close the cursor", "", False),
        ("无论如何都会关闭游标。", "Always close the cursor", "", False),
        ("始终关闭游标。", "Always close the cursor", "", False),
        ("始终关闭游标。", "Close the cursor", "", True),
        ("对所有参数都做检查。", "Check arguments", "", True),
        ("首次启动时检查参数。", "Check arguments on first start", "", False),
        ("第一个参数是游标。", "The first argument is the cursor", "", False),
        ("最常见的错误是缺少参数。", "The most common error is a missing argument", "", False),
        ("全部参数改为可选。", "Make all parameters optional", "", False),
        ("参数一律改为可选。", "Make all parameters optional", "", False),
        ("每行只写一个参数。", "One argument per line", "", False),
    ],
)
def test_scope_in_other_words(text: str, subject: str, body: str, *, is_refused: bool) -> None:
    """A word of scope is met by other words for as much of the same thing, and by no others."""
    assert ("GV405" in codes(text, commit(1, subject, body))) is is_refused
