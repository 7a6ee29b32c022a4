"""One change counts once, however often a history holds it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.domain.commit import Commit, Label
from pipeline.domain.history import History, Omission
from pipeline.domain.scope import Scope
from pipeline.mine import GitRepository, NoForge, Store, mine
from tests.mine.building import DEV_ONE, ONE, SETTINGS, TWO, Built, mined

BODY = "".join(f"line {number}\n" for number in range(30))
BOTH = Scope(refs=("main", "side"))


def told(history: History) -> dict[str, Commit]:
    """Give the commits by subject."""
    return {commit.subject: commit for commit in history.commits}


def copies(history: History) -> dict[str, str]:
    """Give for each copy what it copies, by subject."""
    subjects = {commit.id: commit.subject for commit in history.commits}
    found = {c.subject: subjects[c.copies] for c in history.commits if c.copies}
    labelled = {c.subject for c in history.commits if Label.COPY in c.labels}
    assert labelled == set(found)
    return found


@pytest.fixture
def picked(built: Built) -> Built:
    """Give a fix on a side branch that was picked onto main after main had moved on."""
    built.commit("Root", {"a.py": BODY, "b.py": BODY})
    built.git("checkout", "-q", "-b", "side")
    built.commit("Fix", {"a.py": BODY.replace("line 3\n", "line three\n")})
    built.git("checkout", "-q", "main")
    built.commit("Move on", {"a.py": "new\n" * 20 + BODY, "c.py": "1\n"}, author=TWO)
    people = built.people("", TWO, "1700000000 +0000")
    committer = {key: value for key, value in people.items() if "COMMITTER" in key}
    built.git("cherry-pick", "-x", "side", **committer)
    return built


def test_a_picked_commit_is_a_copy(picked: Built) -> None:
    """The later one of two commits with one patch is labelled, linked and counted as a copy."""
    history = mined(picked.path, Scope(refs=("main", "side"), person=DEV_ONE))
    fixes = [commit for commit in history.commits if commit.subject == "Fix"]
    assert [commit.copies for commit in fixes] == [None, fixes[0].id]
    assert fixes[1].committed_at > fixes[0].committed_at
    assert Omission(reason="copies of other commits", count=1) in history.omissions


def test_one_of_a_kind_is_no_copy(picked: Built) -> None:
    """Where only one of the two is mined, it is the one that counts."""
    assert copies(mined(picked.path)) == {}


def test_an_original_outside_the_dates_still_counts(picked: Built) -> None:
    """A copy is one also when what it copies was made before the days that are mined."""
    picked.git("commit", "-q", "--amend", "--no-edit", "--date=1700000000 +0000", **_committer())
    history = mined(picked.path, Scope(refs=BOTH.refs, since="2022-01-01"))
    assert [Label.COPY in commit.labels for commit in history.commits] == [True]


def _committer() -> dict[str, str]:
    people = Built.people(TWO, TWO, "1700000000 +0000")
    return {key: value for key, value in people.items() if "COMMITTER" in key}


def test_the_same_words_are_no_copy(built: Built) -> None:
    """Equal subjects, authors, times and files with other changes are different work."""
    built.commit("Root", {"a.py": BODY})
    date = "1650000000 +0000"
    built.commit("Fix typo", {"a.py": BODY.replace("line 3\n", "line three\n")}, date=date)
    built.commit("Fix typo", {"a.py": BODY.replace("line 9\n", "line nine\n")}, date=date)
    assert [commit.copies for commit in mined(built.path).commits] == [None, None, None]


def test_a_squash_repeats_its_branch(built: Built) -> None:
    """A squash that lists its commits, and is their sum, copies the last of them."""
    built.commit("Root", {"a.py": BODY})
    built.git("checkout", "-q", "-b", "side")
    built.commit("Add one", {"one.py": "1\n"})
    built.commit("Add two", {"two.py": "2\n", "a.py": BODY + "end\n"})
    built.git("checkout", "-q", "main")
    built.commit("Elsewhere", {"z.py": "z\n"}, author=TWO)
    built.git("checkout", "-q", "side", "--", ".")
    built.commit("Add both (#7)\n\n* Add one\n\n* Add two\n\nWhy.", {})
    history = mined(built.path, BOTH)
    assert copies(history) == {"Add both (#7)": "Add two"}


def test_a_squash_of_one_commit(built: Built) -> None:
    """A squash of a single commit is a copy although its author date is the merge's."""
    built.commit("Root", {"a.py": BODY})
    built.git("checkout", "-q", "-b", "side")
    built.commit("Add one", {"one.py": "1\n"})
    built.git("checkout", "-q", "main")
    built.commit("Elsewhere", {"z.py": "z\n"}, author=TWO)
    built.commit("Add one (#8)", {"one.py": "1\n"})
    assert copies(mined(built.path, BOTH)) == {"Add one (#8)": "Add one"}


def test_a_squash_that_is_more_than_its_list(built: Built) -> None:
    """A commit that names others and does something else as well is work of its own."""
    built.commit("Root", {"a.py": BODY})
    built.git("checkout", "-q", "-b", "side")
    built.commit("Add one", {"one.py": "1\n"})
    built.commit("Add two", {"two.py": "2\n"})
    built.git("checkout", "-q", "main")
    built.git("checkout", "-q", "side", "--", ".")
    built.commit("Add both\n\n* Add one\n* Add two\n", {"three.py": "3\n"})
    built.commit("List\n\n* Not there\n* Add two\n", {"four.py": "4\n"})
    assert copies(mined(built.path, BOTH)) == {}


def test_what_was_reverted_and_landed_again_counts(built: Built) -> None:
    """Where the earlier one was reverted, the later one is the work that stands."""
    built.commit("Root", {"a.py": BODY})
    changed = BODY.replace("line 3\n", "line three\n")
    date = "1650000000 +0000"
    first = built.commit("Fix", {"a.py": changed}, date=date)
    built.commit(f'Revert "Fix"\n\nThis reverts commit {first}.', {"a.py": BODY})
    again = built.commit("Fix", {"a.py": changed}, date=date)
    by_id = {commit.id: commit for commit in mined(built.path).commits}
    assert by_id[first].labels == (Label.REVERTED,)
    assert (by_id[again].labels, by_id[again].copies) == ((), None)


def test_reverts_are_linked_both_ways(built: Built) -> None:
    """A revert leads to what it takes back, and that leads to the revert."""
    first = built.commit("Add", {"a.py": "1\n"})
    revert = built.commit(f'Revert "Add"\n\nThis reverts commit {first}.', {"a.py": None})
    history = told(mined(built.path))
    assert (history["Add"].reverted_by, history["Add"].reverts) == (revert, None)
    assert (history['Revert "Add"'].reverts, history['Revert "Add"'].reverted_by) == (first, None)


def test_a_script_that_repeats_itself_is_left_alone(built: Built) -> None:
    """Very many commits with one author, subject and file are not compared."""
    for number in range(25):
        built.commit("Sync", {"a.txt": f"{number % 2}\n"}, author=ONE)
    assert copies(mined(built.path)) == {}


def test_patches_are_remembered(picked: Built, tmp_path: Path) -> None:
    """A second run finds the same copies from the store."""
    with Store(tmp_path / "commits.sqlite") as store:
        runs = []
        for _ in range(2):
            with GitRepository(picked.path, SETTINGS, store) as repository:
                runs.append(mine(repository, NoForge(), BOTH))
    assert runs[0] == runs[1]
    assert copies(runs[1]) == {"Fix": "Fix"}


def test_a_candidate_that_misses_a_blob(picked: Built) -> None:
    """A copy that can't be compared is no copy, and its neighbours are compared."""
    blob = picked.git("rev-parse", "side:a.py")
    (picked.path / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    assert copies(mined(picked.path, BOTH)) == {}
