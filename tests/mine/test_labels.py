"""What sets commits apart."""

from __future__ import annotations

import pytest

from pipeline.domain.commit import Label
from pipeline.domain.scope import Scope
from tests.mine.building import DEV_ONE, TWO, Built, mined

BOT = "renovate[bot] <29139614+renovate[bot]@users.noreply.example.org>"


def test_ordinary_work_has_no_label(built: Built) -> None:
    """A commit that is plain work carries no label, lock file beside it or not."""
    built.commit("Add", {"a.go": "package a\n", "go.sum": "x\n"})
    assert mined(built.path).commits[0].labels == ()


def test_merges_bots_and_vendored(built: Built) -> None:
    """Merges, bots' commits and commits of foreign files only are labelled, and counted."""
    built.commit("Add", {"a": "1"})
    built.commit("Bump", {"b": "1"}, author=BOT)
    built.commit("Vendor", {"vendor/x/y.go": "1", "deep/yarn.lock": "1"})
    built.git("checkout", "-q", "-b", "side")
    built.commit("Side", {"c": "1"})
    built.git("checkout", "-q", "main")
    built.merge("side", "Merge branch 'side'")
    history = mined(built.path)
    labels = {commit.subject: commit.labels for commit in history.commits}
    assert labels["Bump"] == (Label.BOT,)
    assert labels["Vendor"] == (Label.VENDORED,)
    assert labels["Merge branch 'side'"] == (Label.MERGE,)
    assert [(o.reason, o.count) for o in history.omissions] == [
        ("by bots", 1),
        ("merges", 1),
        ("vendored, generated or lock files only", 1),
    ]


def test_reverts_point_at_what_they_revert(built: Built) -> None:
    """A revert names its target by full id, and the target knows that it was reverted."""
    bad = built.commit("Bad idea", {"a": "1"})
    built.commit(f'Revert "Bad idea"\n\nThis reverts commit {bad[:12]}.', {"a": "0"})
    first, second = mined(built.path).commits
    assert (second.reverts, second.labels) == (bad, (Label.REVERT,))
    assert first.labels == (Label.REVERTED,)


def test_a_reverted_revert_takes_nothing_back(built: Built) -> None:
    """What was reverted and brought back stands."""
    bad = built.commit("Idea", {"a": "1"})
    undo = built.commit(f'Revert "Idea"\n\nThis reverts commit {bad}.', {"a": "0"})
    built.commit(f'Revert "Revert "Idea""\n\nThis reverts commit {undo}.', {"a": "1"})
    first, second, third = mined(built.path).commits
    assert Label.REVERTED not in first.labels
    assert Label.REVERTED in second.labels
    assert third.reverts == undo


def test_a_revert_of_a_pull_request(built: Built) -> None:
    """`Reverts owner/name#n` leads to the one commit of that pull request."""
    bad = built.commit("Idea (#7)", {"a": "1"})
    built.commit('Revert "Idea (#7)" (#8)\n\nReverts owner/name#7', {"a": "0"})
    assert mined(built.path).commits[1].reverts == bad


def test_an_unknown_target_is_no_guess(built: Built) -> None:
    """A revert of a commit that is not there has no target."""
    built.commit(f"Revert x\n\nThis reverts commit {'1' * 40}.", {"a": "0"})
    (commit,) = mined(built.path).commits
    assert (commit.reverts, commit.labels) == (None, (Label.REVERT,))


def test_only_the_persons_omissions_count(built: Built) -> None:
    """What is left out is counted for the person alone."""
    built.commit("Add", {"a": "1"}, date="1500000000 +0000")
    built.commit("Bump", {"b": "1"}, author=BOT)
    built.commit("Vendor", {"vendor/x": "1"}, author=TWO)
    scope = Scope(person=DEV_ONE, since="2020-01-01")
    history = mined(built.path, scope)
    assert [(o.reason, o.count) for o in history.omissions] == [("outside the dates", 1)]
    assert [commit.subject for commit in history.commits] == ["Bump", "Vendor"]


def test_days_are_half_open_in_utc(built: Built) -> None:
    """The first day counts and the last does not, by the author's time in UTC."""
    built.commit("Before", {"a": "1"}, date="2021-01-01T00:30:00+0100")
    built.commit("First", {"a": "2"}, date="2020-12-31T23:30:00-0100")
    built.commit("Last", {"a": "3"}, date="2021-01-02T23:59:59+0000")
    built.commit("After", {"a": "4"}, date="2021-01-03T00:00:00+0000")
    history = mined(built.path, Scope(since="2021-01-01", until="2021-01-03"))
    assert [commit.subject for commit in history.commits] == ["First", "Last"]


def test_paths_cut_commits(built: Built) -> None:
    """With paths in the scope, files outside them don't count, nor commits without any inside."""
    built.commit("In", {"api/a.py": "1\n", "web/b.py": "1\n", "api/go.mod": "", "apix": "1\n"})
    built.commit("Out", {"web/b.py": "2\n"})
    history = mined(built.path, Scope(paths=("api/",)))
    assert [commit.subject for commit in history.commits] == ["In"]
    assert [file.path for file in history.commits[0].files] == ["api/a.py", "api/go.mod"]


@pytest.mark.parametrize(
    ("scope", "census"),
    [
        (Scope(), 2),
        (Scope(person=DEV_ONE), 2),
        (Scope(paths=("src",)), None),
        (Scope(since="2000-01-01"), None),
    ],
)
def test_only_a_whole_history_is_counted(built: Built, scope: Scope, census: int | None) -> None:
    """A census is taken where everyone's work was read, whoever the person is."""
    built.commit(files={"src/a.py": "1\n"})
    built.commit(files={"src/a.py": "2\n"}, author=TWO)
    assert {commit.census for commit in mined(built.path, scope).commits} == {census}
