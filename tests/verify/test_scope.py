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
