"""Where a repository lives on the web, several of them together, and looking ids up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.mine import ExportForge, GitRepository, combine, resolve
from pipeline.mine.config import remote_page
from tests.mine.building import SETTINGS, Built, build, mined


@pytest.mark.parametrize(
    ("url", "name", "web"),
    [
        ("https://github.com/owner/name.git", "owner/name", "https://github.com/owner/name"),
        ("git@github.com:owner/name.git", "owner/name", "https://github.com/owner/name"),
        ("ssh://git@gitlab.com:22/a/b/name", "a/b/name", "https://gitlab.com/a/b/name"),
        ("https://user:secret@github.com/o/n", "o/n", "https://github.com/o/n"),
        ("https://gitea.example.org/o/n/", "o/n", "https://gitea.example.org/o/n"),
        ("git@bitbucket.org:o/n.git", "o/n", "https://bitbucket.org/o/n"),
        ("https://git.example.org/o/n", "o/n", ""),
        ("/srv/git/name.git", "", ""),
        ("ext::sh -c evil", "", ""),
        ('https://github.com/o/n"><script>', 'o/n"><script>', ""),
    ],
)
def test_remotes_lead_to_pages(url: str, name: str, web: str) -> None:
    """Addresses of known forges become pages, without credentials; others don't."""
    assert remote_page({"remote.origin.url": [url]}) == (name, web)


def test_origin_wins(built: Built) -> None:
    """Of several remotes origin is taken, else the first by name."""
    built.commit("Add", {"a": "1"})
    built.git("remote", "add", "beta", "https://github.com/beta/name")
    built.git("remote", "add", "alpha", "https://github.com/alpha/name")
    assert mined(built.path).sources[0].name == "alpha/name"
    built.git("remote", "add", "origin", "https://github.com/own/name")
    source = mined(built.path).sources[0]
    assert (source.name, source.web) == ("own/name", "https://github.com/own/name")


def test_without_a_remote_the_folder_names_it(built: Built) -> None:
    """A repository without a remote goes by its folder's name, and links nowhere."""
    built.commit("Add", {"a": "1"})
    source = mined(built.path).sources[0]
    assert (source.name, source.web) == ("source", "")


def test_several_repositories_are_one_history(built: Built, tmp_path: Path) -> None:
    """Commits of several repositories are told by time, in the order of each, once each."""
    other = build(tmp_path / "other")
    for number in range(2):
        built.commit(f"A{number}", {"a": str(number)}, date=f"16000000{number}0 +0000")
        other.commit(f"B{number}", {"b": str(number)}, date=f"16000000{number}5 +0000")
    both = combine([mined(built.path), mined(other.path), mined(built.path)])
    assert [commit.subject for commit in both.commits] == ["A0", "B0", "A1", "B1"]
    assert [source.name for source in both.sources] == ["source", "other", "source"]


def test_equal_folder_names_are_told_apart(tmp_path: Path) -> None:
    """Repositories in folders of one name are named with as many folders around as it takes."""
    names = {}
    for place in ("a/x/app", "b/x/app", "c/app", "other"):
        repository = build(tmp_path / place)
        repository.commit(place, {"a": place})
        names[place] = mined(repository.path)
    both = combine([names["c/app"], names["other"], names["a/x/app"]])
    assert [source.name for source in both.sources] == ["c/app", "other", "x/app"]
    assert {commit.subject: commit.repo for commit in both.commits} == {
        "a/x/app": "x/app",
        "c/app": "c/app",
        "other": "other",
    }
    deep = combine([names["a/x/app"], names["b/x/app"], names["a/x/app"]])
    assert [source.name for source in deep.sources] == ["a/x/app", "b/x/app", "a/x/app"]


def test_pull_requests_of_equal_folders_stay_apart(tmp_path: Path) -> None:
    """Requests of one number from two folders of one name are both kept, under their names."""
    rows = [{"number": 7, "title": "Add", "author": {"login": "x"}}]
    (tmp_path / "pulls.json").write_text(json.dumps(rows), encoding="utf-8")
    forge = ExportForge([tmp_path / "pulls.json"])
    histories = []
    for place in ("a/app", "b/app"):
        repository = build(tmp_path / place)
        repository.commit(f"Add {place} (#7)", {"a": place})
        histories.append(mined(repository.path, forge=forge))
    both = combine(histories)
    assert [request.id for request in both.pull_requests] == ["a/app#7", "b/app#7"]


@pytest.mark.parametrize(
    ("folder", "name"), [("tool.git", "tool"), ("tool/repo", "tool"), ("tool.git/.bare", "tool")]
)
def test_bare_directories_have_a_name(built: Built, tmp_path: Path, folder: str, name: str) -> None:
    """A bare directory goes by its own name, or by its folder's where its own says nothing."""
    built.commit("Add", {"a": "1"})
    built.git("clone", "-q", "--bare", str(built.path), str(tmp_path / folder))
    bare = Built(tmp_path / folder)
    bare.git("remote", "remove", "origin")
    assert mined(bare.path).sources[0].name == name


def test_wrong_clocks_do_not_turn_a_history_round(built: Built, tmp_path: Path) -> None:
    """A commit dated before its parent still follows it."""
    other = build(tmp_path / "other")
    other.commit("B", {"b": "1"}, date="1600000010 +0000")
    built.commit("First", {"a": "1"}, date="1600000020 +0000")
    built.commit("Second", {"a": "2"}, date="1600000000 +0000")
    both = combine([mined(built.path), mined(other.path)])
    assert [commit.subject for commit in both.commits] == ["B", "First", "Second"]


def test_ids_exist_and_are_reached_or_not(built: Built) -> None:
    """Of the ids asked for, those that exist are told, and those that no ref reaches any more."""
    kept = built.commit("Kept", {"a": "1"})
    lost = built.commit("Lost", {"a": "2"})
    built.git("reset", "-q", "--hard", kept)
    tree = built.git("rev-parse", "HEAD^{tree}")
    with GitRepository(built.path, SETTINGS) as repository:
        found = resolve(repository, [kept, lost, tree, "1" * 40, kept[:12], "HEAD", "x\n" + kept])
    assert found.existing == {kept, lost}
    assert found.unreachable == (lost,)
