"""GV302: which of two names acts on the other; GV303: what came and what went."""

from __future__ import annotations

import pytest

from tests.verify.building import codes, commit


@pytest.mark.parametrize(
    ("subject", "right", "wrong"),
    [
        (
            "Wrap `DialLimiter` in `ConnPool`",
            "`ConnPool` now wrapped `DialLimiter`.",
            "`DialLimiter` now wrapped `ConnPool`.",
        ),
        (
            "`LeaseKeeper` now depends on `ClockSource`",
            "`ClockSource` was now used by `LeaseKeeper`.",
            "`LeaseKeeper` was now used by `ClockSource`.",
        ),
        (
            "Send spans from `Collector` to `IngestQueue`",
            "`IngestQueue` received spans from `Collector`.",
            "`Collector` received spans from `IngestQueue`.",
        ),
        (
            "`--config` overrides `APP_CONFIG`",
            "`APP_CONFIG` was overridden by `--config`.",
            "`--config` was overridden by `APP_CONFIG`.",
        ),
    ],
)
def test_roles_in_the_active_and_the_passive(subject: str, right: str, wrong: str) -> None:
    """Who acts may be told in either voice, and is one and the same."""
    change = commit(1, subject)
    assert "GV302" not in codes(right, change)
    assert "GV302" in codes(wrong, change)


@pytest.mark.parametrize(
    ("subject", "right", "wrong"),
    [
        ("Remove `--force`", "`--force` was removed.", "`--force` was introduced."),
        ("Bring back `--force`", "`--force` was brought back.", "`--force` disappeared."),
        (
            "Swap in `luxon` for `moment`",
            "`moment` gave way to `luxon`.",
            "`luxon` made way for `moment`.",
        ),
        (
            "Replace `moment` with `luxon`",
            "`luxon` took over from `moment`.",
            "`moment` took the place of `luxon`.",
        ),
        ("用 `luxon` 取代 `moment`", "`moment` 让位于 `luxon`。", "`luxon` 让位于 `moment`。"),
    ],
)
def test_what_came_and_what_went(subject: str, right: str, wrong: str) -> None:
    """Removals, additions and exchanges have two sides, in whatever words."""
    change = commit(1, subject)
    assert "GV303" not in codes(right, change)
    assert "GV303" in codes(wrong, change)


@pytest.mark.parametrize(
    ("text", "is_refused"),
    [
        ("Merged the files of `docs/advanced/` into a single `docs/advanced.md`.", True),
        ("Split `docs/advanced.md` up into the files of `docs/advanced/`.", False),
    ],
)
def test_what_was_emptied_is_not_where_things_went(text: str, *, is_refused: bool) -> None:
    """A file that only lost lines gave them to those that only gained."""
    files = [
        {"path": "docs/advanced.md", "added": 0, "deleted": 1296},
        {"path": "docs/advanced/clients.md", "added": 324, "deleted": 0},
        {"path": "docs/advanced/proxies.md", "added": 83, "deleted": 0},
    ]
    assert ("GV303" in codes(text, commit(1, "Restructure the docs", files=files))) is is_refused
