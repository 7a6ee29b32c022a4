"""Every kind of repository is found and read, or refused in one clear line."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.domain.history import Omission
from pipeline.domain.scope import Scope
from pipeline.errors import RepositoryError
from pipeline.mine import GitRepository, NoForge, Store, mine
from tests.mine.building import SETTINGS, TWO, Built, build, mined


@pytest.fixture
def three(built: Built) -> Built:
    """Give a repository of three commits."""
    for number in range(3):
        built.commit(f"Step {number}", {"a.txt": f"{number}\n"})
    return built


def _subjects(path: Path, **scope: object) -> list[str]:
    history = mined(path, Scope.model_validate(scope))
    return [commit.subject for commit in history.commits]


_STEPS = ["Step 0", "Step 1", "Step 2"]


def test_a_folder_inside(three: Built) -> None:
    """A folder inside a working tree leads to its repository."""
    inside = three.path / "deep" / "down"
    inside.mkdir(parents=True)
    assert _subjects(inside) == _STEPS


def test_a_bare_repository(three: Built, tmp_path: Path) -> None:
    """A bare repository with packed refs is read; its name loses `.git`."""
    three.git("clone", "-q", "--bare", ".", str(tmp_path / "other.git"))
    history = mined(tmp_path / "other.git")
    assert len(history.commits) == 3
    assert history.sources[0].object_format == "sha1"


def test_a_linked_worktree(three: Built, tmp_path: Path) -> None:
    """A linked worktree has its own HEAD and shares the rest."""
    three.git("worktree", "add", "-q", "--detach", str(tmp_path / "tree"), "HEAD~1")
    assert _subjects(tmp_path / "tree") == _STEPS[:2]


def test_a_detached_head(three: Built) -> None:
    """A detached HEAD counts as HEAD."""
    three.git("checkout", "-q", "--detach", "HEAD~2")
    assert _subjects(three.path) == _STEPS[:1]


def test_borrowed_objects(three: Built, tmp_path: Path) -> None:
    """A clone that borrows its objects is read through its own alternates."""
    three.git("clone", "-q", "--shared", ".", str(tmp_path / "shared"))
    assert _subjects(tmp_path / "shared") == _STEPS


def test_packed_refs(three: Built) -> None:
    """Branches and tags are found when they are packed, and by short name."""
    three.git(
        "tag",
        "-a",
        "v1",
        "-m",
        "one",
        "HEAD~1",
        **three.people("D <d@example.org>", "D <d@example.org>", "1600000000 +0000"),
    )
    three.git("pack-refs", "--all")
    assert _subjects(three.path, refs=("v1",)) == _STEPS[:2]
    assert _subjects(three.path, refs=("main",)) == _STEPS


def test_strange_paths(tmp_path: Path) -> None:
    """A path with quotes, spaces, backslashes and a newline is read."""
    odd = build(tmp_path / 'a "b" \\ #c\nd')
    odd.commit("Add", {"a": "1"})
    assert _subjects(odd.path) == ["Add"]


def test_sha256(tmp_path: Path) -> None:
    """A repository with SHA-256 ids is read like any other."""
    wide = build(tmp_path / "wide", "--object-format=sha256")
    key = wide.commit("Add", {"go.mod": "module m\n\nrequire a.org/b v1.2.3\n"})
    history = mined(wide.path)
    assert history.commits[0].id == key
    assert len(key) == 64
    assert history.commits[0].files[0].added == 3
    assert history.commits[0].dependencies.added[0].name == "a.org/b"
    assert history.sources[0].object_format == "sha256"


def test_refs_are_recorded(three: Built) -> None:
    """The source says which ref stood where."""
    tip = three.git("rev-parse", "HEAD")
    assert mined(three.path).sources[0].refs == (("HEAD", tip),)
    assert mined(three.path, Scope(refs=("main",))).sources[0].refs == (("refs/heads/main", tip),)


def test_several_refs(three: Built) -> None:
    """Commits of several refs are told once each."""
    three.git("checkout", "-q", "-b", "side", "HEAD~1")
    three.commit("Side", {"b": "1"})
    found = _subjects(three.path, refs=("main", "side"))
    assert sorted(found) == sorted([*_STEPS, "Side"])


def test_orphan_branches_and_octopus_merges(three: Built) -> None:
    """Roots beside the first and merges of many parents are read."""
    for name in ("x", "y"):
        three.git("checkout", "-q", "-b", name, "main")
        three.commit(f"On {name}", {name: "1"})
    three.git("checkout", "-q", "--orphan", "lone")
    three.commit("Lone", {"z": "1"})
    three.git("checkout", "-q", "main")
    three.commit("On main", {"m": "1"})
    people = three.people("D <d@example.org>", "D <d@example.org>", "1700000000 +0000")
    three.git("merge", "-q", "-m", "All", "x", "y", **people)
    three.git("merge", "-q", "--allow-unrelated-histories", "-m", "Lone in", "lone", **people)
    history = mined(three.path)
    assert len(history.commits) == 9
    assert max(len(commit.parents) for commit in history.commits) == 3


def test_not_a_repository(tmp_path: Path) -> None:
    """A folder without a repository is refused by name."""
    with pytest.raises(RepositoryError, match="not a git repository"):
        mined(tmp_path)
    with pytest.raises(RepositoryError, match="no such directory"):
        mined(tmp_path / "missing")


def test_an_empty_repository(built: Built) -> None:
    """A repository without a commit is refused."""
    with pytest.raises(RepositoryError, match="no commit yet"):
        mined(built.path)


def test_an_unborn_head(three: Built) -> None:
    """A HEAD without commits is refused, and what to do is said."""
    three.git("checkout", "-q", "--orphan", "new")
    with pytest.raises(RepositoryError, match=r"HEAD.*--ref"):
        mined(three.path)
    assert _subjects(three.path, refs=("main",)) == _STEPS


@pytest.mark.parametrize("ref", ["nowhere", "--all", "-x", "main^{tree}", ""])
def test_an_unknown_ref(three: Built, ref: str) -> None:
    """A ref that names no commit is refused, also one that looks like an option."""
    with pytest.raises(RepositoryError, match="no commit is called"):
        mined(three.path, Scope(refs=(ref,)))


def test_a_shallow_clone(three: Built, tmp_path: Path) -> None:
    """A shallow clone is refused, and both remedies are named."""
    three.git("clone", "-q", "--depth=1", three.path.as_uri(), str(tmp_path / "cut"))
    with pytest.raises(RepositoryError, match=r"shallow.*--unshallow.*fetch-depth: 0"):
        mined(tmp_path / "cut")


def test_a_partial_clone(three: Built, tmp_path: Path) -> None:
    """A clone without its files' contents is refused; nothing is fetched."""
    three.git("config", "uploadpack.allowFilter", "true")
    three.git(
        "clone", "-q", "--bare", "--filter=blob:none", three.path.as_uri(), str(tmp_path / "p")
    )
    with pytest.raises(RepositoryError, match=r"partial.*--filter"):
        mined(tmp_path / "p")


def test_a_missing_blob_costs_only_its_commits(three: Built) -> None:
    """Commits whose contents are missing keep their text and lose their line counts."""
    blob = three.git("rev-parse", "HEAD~1:a.txt")
    (three.path / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    history = mined(three.path)
    assert [commit.files[0].added for commit in history.commits] == [1, None, None]
    assert history.omissions == (Omission(reason="line counts unknown", count=2),)


def test_damage_is_one_line(three: Built) -> None:
    """A repository whose commits are missing is refused in one line without control characters."""
    commit = three.git("rev-parse", "HEAD~1")
    (three.path / ".git" / "objects" / commit[:2] / commit[2:]).unlink()
    with pytest.raises(RepositoryError) as caught:
        mined(three.path)
    assert str(caught.value).isprintable()


@pytest.fixture
def cut(three: Built, tmp_path: Path) -> Path:
    """Give a shallow clone of two commits of three, the older of which is a merge."""
    three.git("checkout", "-q", "-b", "side", "HEAD~1")
    three.commit("Side", {"b.txt": "1\n" * 50}, author=TWO)
    three.git("checkout", "-q", "main")
    three.merge("side", "Merge branch 'side'")
    three.commit("Last", {"a.txt": "9\n"})
    three.git("clone", "-q", "--depth=2", three.path.as_uri(), str(tmp_path / "cut"))
    return tmp_path / "cut"


def test_a_shallow_clone_that_is_allowed(
    three: Built, cut: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """At the edge nothing is made up: true parents, no files, no counts, no shares."""
    whole = {commit.id: commit for commit in mined(three.path).commits}
    history = mined(cut, settings=SETTINGS.model_copy(update={"shallow": True}))
    edge, last = history.commits
    assert last == whole[last.id].model_copy(update={"repo": last.repo, "census": None})
    assert (edge.subject, edge.parents) == (whole[edge.id].subject, whole[edge.id].parents)
    assert len(edge.parents) == 2
    assert edge.files == ()
    assert edge.identifiers.added == ()
    assert "commits at its edge: 1;" in caplog.text


def test_lines_at_the_edge_are_unknown(three: Built, tmp_path: Path) -> None:
    """A commit at the edge that is no merge is counted among those without lines."""
    three.git("clone", "-q", "--depth=1", three.path.as_uri(), str(tmp_path / "cut"))
    history = mined(tmp_path / "cut", settings=SETTINGS.model_copy(update={"shallow": True}))
    assert [commit.subject for commit in history.commits] == ["Step 2"]
    assert history.omissions == (Omission(reason="line counts unknown", count=1),)


def test_a_shallow_clone_is_not_remembered(three: Built, cut: Path, tmp_path: Path) -> None:
    """When the clone is made whole later, nothing of its edge is served."""
    loose = SETTINGS.model_copy(update={"shallow": True})
    with Store(tmp_path / "commits.sqlite") as store:
        with GitRepository(cut, loose, store) as repository:
            mine(repository, NoForge(), Scope())
        Built(cut).git("fetch", "-q", "--unshallow")
        with GitRepository(cut, SETTINGS, store) as repository:
            found = mine(repository, NoForge(), Scope())
    assert [commit.id for commit in found.commits] == [c.id for c in mined(three.path).commits]
    assert all(commit.files or len(commit.parents) > 1 for commit in found.commits)


def test_reftable_is_refused(three: Built) -> None:
    """Refs in a form that can't be read are refused in one line, not taken for an empty list."""
    three.git("config", "extensions.refStorage", "reftable")
    with pytest.raises(RepositoryError, match=r"reftable.*git refs migrate"):
        mined(three.path)


def test_an_unknown_object_format_is_refused(three: Built) -> None:
    """Ids of a kind that is not known are refused."""
    three.git("config", "extensions.objectFormat", "sha512")
    with pytest.raises(RepositoryError, match="unknown object format"):
        mined(three.path)


def test_a_bare_repository_without_commits(tmp_path: Path) -> None:
    """A new bare repository is refused like any empty one."""
    bare = build(tmp_path / "bare.git", "--bare")
    with pytest.raises(RepositoryError, match="no commit yet"):
        mined(bare.path)


def test_histories_without_a_merge_base(three: Built) -> None:
    """Branches that share no commit are read together."""
    three.git("checkout", "-q", "--orphan", "lone")
    three.commit("Lone", {"z": "1"})
    assert sorted(_subjects(three.path, refs=("main", "lone"))) == sorted([*_STEPS, "Lone"])


def test_a_part_of_a_monorepo(built: Built) -> None:
    """Under a path only its commits count, with its files alone, merges aside."""
    built.commit("Both", {"api/a.py": "import os\n", "web/b.js": "import 'x'\n"})
    built.commit("Web", {"web/b.js": "import 'y'\n"})
    built.commit("Near", {"api2/a.py": "import no\n"})
    history = mined(built.path, Scope(paths=("api", "doc/")))
    (commit,) = history.commits
    assert [(file.path, file.added) for file in commit.files] == [("api/a.py", 1)]
    assert commit.imports.added == ("os",)
    assert history.omissions == (Omission(reason="outside the paths", count=2),)


def test_a_file_with_few_lines_and_many_bytes(built: Built) -> None:
    """A file of 30 MB in one line is counted and costs no more than its share of memory."""
    built.commit("Add", {"big.json": b"[" + b"1," * 15_000_000 + b"1]\n"})
    (commit,) = mined(built.path).commits
    assert [(file.path, file.added) for file in commit.files] == [("big.json", 1)]
