"""Which pull request a commit belongs to, and who gets the credit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.domain.history import Source
from pipeline.errors import FormatError
from pipeline.mine import ExportForge
from tests.mine.building import ONE, TWO, Built, mined

ROW = {
    "number": 7,
    "title": "Add a thing",
    "body": "Because of it.",
    "author": {"login": "dev-two", "name": "Dev Two"},
    "state": "MERGED",
    "createdAt": "2021-01-01T00:00:00Z",
    "mergedAt": "2021-01-02T00:00:00Z",
    "mergeCommit": {"oid": "1" * 40},
    "url": "https://github.com/owner/name/pull/7",
    "labels": [],
}


def _export(folder: Path, *rows: dict[str, object]) -> Path:
    path = folder / "pulls.json"
    path.write_text(json.dumps([ROW | row for row in rows]), encoding="utf-8")
    return path


def _numbers(built: Built) -> dict[str, int | None]:
    return {commit.subject: commit.pull_request for commit in mined(built.path).commits}


def test_a_squash_belongs_to_its_number(built: Built) -> None:
    """`(#n)` at the end of a subject counts, '#n' elsewhere does not."""
    built.commit("Add a thing (#7)", {"a": "1"})
    built.commit("Fix #8 for good", {"a": "2"})
    built.commit("See (#9) for it", {"a": "3"})
    assert list(_numbers(built).values()) == [7, None, None]


def test_commits_inside_a_merge_belong_to_it(built: Built) -> None:
    """What a merge brings belongs to its pull request, what was there before does not."""
    built.commit("Base", {"a": "1"})
    built.git("checkout", "-q", "-b", "side")
    built.commit("Side 1", {"b": "1"})
    built.commit("Side 2", {"b": "2"})
    built.git("checkout", "-q", "main")
    built.commit("Main", {"a": "2"})
    built.git("checkout", "-q", "side")
    built.merge("main", "Merge branch 'main' into side")
    built.git("checkout", "-q", "main")
    built.merge("side", "Merge pull request #12 from owner/side")
    built.commit("After", {"a": "3"})
    numbers = _numbers(built)
    assert {subject for subject, number in numbers.items() if number == 12} == {
        "Side 1",
        "Side 2",
        "Merge branch 'main' into side",
        "Merge pull request #12 from owner/side",
    }
    assert set(numbers.values()) == {12, None}


def test_nested_merges_keep_the_inner_number(built: Built) -> None:
    """A commit that two pull requests brought belongs to the one that brought it first."""
    built.commit("Base", {"a": "1"})
    built.git("checkout", "-q", "-b", "develop")
    built.commit("Own", {"d": "1"})
    built.git("checkout", "-q", "-b", "inner")
    built.commit("Inner", {"i": "1"})
    built.git("checkout", "-q", "develop")
    built.merge("inner", "Merge pull request #3 from owner/inner")
    built.git("checkout", "-q", "main")
    built.merge("develop", "Merge pull request #4 from owner/develop")
    numbers = _numbers(built)
    assert (numbers["Inner"], numbers["Own"]) == (3, 4)
    assert numbers["Merge pull request #3 from owner/inner"] == 3


def test_an_export_names_merge_commits(built: Built, tmp_path: Path) -> None:
    """A commit without any number in its message belongs to the export's pull request."""
    merged = built.commit("Add a thing", {"a": "1"})
    forge = ExportForge([_export(tmp_path, {"mergeCommit": {"oid": merged}})])
    history = mined(built.path, forge=forge)
    assert history.commits[0].pull_request == 7
    assert [request.number for request in history.pull_requests] == [7]


def test_other_forges_merges(built: Built) -> None:
    """Merges of other forges and of robots tell their number in their own ways."""
    built.commit("Base", {"a": "1"})
    for name, message in {
        "x": "Merge branch 'x' into 'main'\n\nTitle\n\nSee merge request group/name!21",
        "y": "Merged in y (pull request #22)",
        "z": "Merge pull request 'It''s done (#9)' (#23) from owner/z into main",
        "r": "Auto merge of #24 - owner:r, r=reviewer",
        "s": "Merge owner/name#25: Do it",
        "t": "Merge #26 #27",
        "u": "Merge branch 'u' of #28",
    }.items():
        built.git("checkout", "-q", "-b", name)
        built.commit(f"On {name}", {name: "1"})
        built.git("checkout", "-q", "main")
        built.merge(name, message)
    numbers = _numbers(built)
    expected = {"x": 21, "y": 22, "z": 23, "r": 24, "s": 25, "t": None, "u": None}
    assert {name: numbers[f"On {name}"] for name in expected} == expected


def test_descriptions_come_with_their_commits(built: Built, tmp_path: Path) -> None:
    """Pull requests of the mined commits come along, those of others don't."""
    built.git("remote", "add", "origin", "git@github.com:owner/name.git")
    built.commit("Add a thing (#7)", {"a": "1"})
    forge = ExportForge([_export(tmp_path, {}, {"number": 8, "url": ROW["url"][:-1] + "8"})])
    (request,) = mined(built.path, forge=forge).pull_requests
    assert (request.id, request.title, request.body) == (
        "owner/name#7",
        "Add a thing",
        "Because of it.",
    )
    assert request.merged_at is not None
    assert request.merged_at.year == 2021


def test_other_repositories_exports_do_not_match(built: Built, tmp_path: Path) -> None:
    """Numbers of another repository's export say nothing about this one."""
    built.git("remote", "add", "origin", "https://github.com/other/name")
    built.commit("Add a thing (#7)", {"a": "1"})
    assert mined(built.path, forge=ExportForge([_export(tmp_path, {})])).pull_requests == ()


def test_a_squash_is_credited_to_its_author(built: Built, tmp_path: Path) -> None:
    """Who pressed the button is not the author: the pull request's author is, if known here."""
    built.commit("Own work", {"b": "1"}, author=TWO)
    built.commit("Add a thing (#7)", {"a": "1"}, author=ONE)
    commits = mined(built.path, forge=ExportForge([_export(tmp_path, {})])).commits
    assert commits[1].author.email == "dev2@example.org"
    assert commits[1].committer.email == "dev1@example.org"


def test_an_unknown_account_changes_no_author(built: Built, tmp_path: Path) -> None:
    """An author whom the history doesn't know by account or name leaves the commit as it is."""
    built.commit("Add a thing (#7)", {"a": "1"}, author=ONE)
    row = {"author": {"login": "dev1", "name": "Somebody"}}
    commits = mined(built.path, forge=ExportForge([_export(tmp_path, row)])).commits
    assert commits[0].author.email == "dev1@example.org"


@pytest.mark.parametrize(
    ("commits", "account", "expected"),
    [
        ([("Add", ONE)], {"login": "dev1", "name": None}, "dev1@example.org"),
        ([("Add", ONE), ("Fix", TWO)], {"login": "d", "name": "dev two"}, "dev2@example.org"),
        ([("Add", ONE), ("Fix", TWO)], {"login": "Dev Two"}, "dev2@example.org"),
        (
            [("Add", ONE), ("Fix", "Dev <9+dev-two@users.noreply.github.com>")],
            {"login": "dev-two", "name": "D"},
            "9+dev-two@users.noreply.github.com",
        ),
        (
            [("Add", ONE), ("Fix", "Dev <9-dev-two@users.noreply.gitlab.example.org>")],
            {"login": "dev-two", "name": "D"},
            "9-dev-two@users.noreply.gitlab.example.org",
        ),
        (
            [("Add", ONE), ("Fix", "Dev <dev-two@noreply.git.example.org>")],
            {"login": "dev-two", "name": "D"},
            "dev-two@noreply.git.example.org",
        ),
        (
            [("Add", ONE), ("Fix", "Dev <9-dev-two@users.noreply.github.com>")],
            {"login": "dev-two", "name": "D"},
            "dev-two@users.noreply.github.com",
        ),
        (
            [("Add", ONE), ("Fix", "Dev One <one@home.example.org>")],
            {"login": "x", "name": "Dev One"},
            "dev1@example.org",
        ),
        ([("Add", ONE), ("Fix", TWO)], {"login": "d", "name": "D"}, "d@users.noreply.github.com"),
        ([("Add", ONE), ("Fix", "<dev@example.org>")], {"login": "", "name": ""}, ""),
    ],
)
def test_a_pull_request_is_its_authors(
    built: Built,
    tmp_path: Path,
    commits: list[tuple[str, str]],
    account: dict[str, object],
    expected: str,
) -> None:
    """Its account stands for who wrote its commits or commits under its name, or for nobody."""
    built.commit("Base", {"a": "1"}, author="Dev Four <dev4@example.org>")
    built.git("checkout", "-q", "-b", "side")
    for subject, author in commits:
        built.commit(subject, {"b": subject}, author=author)
    built.git("checkout", "-q", "main")
    built.merge("side", "Merge pull request #7 from owner/side", author="Four <dev4@example.org>")
    forge = ExportForge([_export(tmp_path, {"author": account})])
    (request,) = mined(built.path, forge=forge).pull_requests
    assert request.author.email == expected


def test_the_demonstrations_pull_requests_have_their_authors(demo: Path) -> None:
    """Every pull request of the demonstration history is a person's who commits there."""
    forge = ExportForge([demo / "pulls.json"])
    history = mined(demo / "platform", forge=forge)
    known = {commit.author.email for commit in history.commits}
    assert {request.author.email for request in history.pull_requests} <= known
    own = [pr for pr in history.pull_requests if pr.author.name == "Main Author"]
    assert own
    assert {request.author.email for request in own} == {"author@example.org"}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "broken JSON"),
        ("[]", "no pull request"),
        ("[{", "broken JSON in line 1"),
        ('{"number": 1}', "no export of pull requests"),
        ('[{"iid": 1}]', "0.title: field required"),
        ('[{"id": 1, "name": "x"}]', "0 has the keys: 'id', 'name'"),
        ("[7]", "0 has the keys: none"),
        ('{"number": 1, "title": "x"}\n{"number"', "broken JSON in line 2"),
        ('{"kind": "commit", "id": "x"}', "no pull request"),
        ('[{"number": -1, "title": "x"}]', "0.number"),
        ('"text"', "a list is expected"),
        ("\xff\xff", "not JSON"),
        ("[" * 100_000, "JSON"),
    ],
)
def test_foreign_exports_are_refused(tmp_path: Path, content: str, message: str) -> None:
    """A broken, empty or foreign file is refused by name, and what is expected is said."""
    path = tmp_path / "pulls.json"
    path.write_bytes(content.encode("latin-1"))
    with pytest.raises(FormatError, match=message) as caught:
        ExportForge([path])
    assert str(path) in str(caught.value)
    assert "gh pr list" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_export_is_refused(tmp_path: Path) -> None:
    """A file that is not there is refused by name."""
    with pytest.raises(FormatError, match="No such file"):
        ExportForge([tmp_path / "none.json"])


def test_hostile_addresses_are_dropped(tmp_path: Path) -> None:
    """An address that is no pull request's is not passed on."""
    forge = ExportForge([_export(tmp_path, {"url": "javascript:alert(1)"})])
    assert forge.pull_requests(Source(name="a/b", path="."))[7].url == ""
