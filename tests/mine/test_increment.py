"""What was mined before is not read again, and nothing stale is served."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from pipeline.domain.history import History
from pipeline.domain.scope import Scope
from pipeline.errors import RepositoryError
from pipeline.mine import GitRepository, NoForge, Store, mine
from pipeline.mine.child import Git
from pipeline.settings import MineSettings
from tests.mine.building import DEV_ONE, SETTINGS, TWO, Built, build


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Give the place of a store that is not there yet."""
    return tmp_path / "cache" / "commits.sqlite"


@pytest.fixture
def grown(built: Built) -> Built:
    """Give a repository of several people, manifests, renames and a merge."""
    built.commit("Add", {"a.py": "import os\n", "go.mod": "module m\nrequire a.org/b v1.0.0\n"})
    built.commit("Swap", {"a.py": "import json\n"}, author=TWO)
    built.git("checkout", "-q", "-b", "side")
    built.commit("Move\n\nCo-authored-by: Dev One <dev1@example.org>", {"b.bin": b"\0\1"}, TWO)
    built.git("checkout", "-q", "main")
    built.commit("Update", {"go.mod": "module m\nrequire a.org/b v1.1.0\n"})
    built.merge("side", "Merge branch 'side'")
    return built


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give the git commands that look at commits or their contents, as they are run."""
    seen: list[str] = []
    stream = Git.stream

    def watched(self: Git, arguments: Sequence[str], feed: bytes = b"") -> Iterator[bytes]:
        if arguments[0] in {"log", "diff-tree", "cat-file"}:
            seen.append(f"{arguments[0]} {feed.decode()}".strip())
        return stream(self, arguments, feed)

    monkeypatch.setattr(Git, "stream", watched)
    return seen


def again(
    path: Path, file: Path | None, scope: Scope | None = None, settings: MineSettings = SETTINGS
) -> History:
    """Mine a repository with a store."""
    with Store(file) as store, GitRepository(path, settings, store) as repository:
        return mine(repository, NoForge(), scope or Scope())


def notes(caplog: pytest.LogCaptureFixture) -> str:
    """Give what was said beside the result."""
    return "\n".join(record.getMessage() for record in caplog.records)


@pytest.mark.parametrize("scope", [Scope(), Scope(person=DEV_ONE), Scope(paths=("a.py",))])
def test_a_second_run_asks_git_nothing(
    grown: Built, file: Path, calls: list[str], scope: Scope
) -> None:
    """With nothing new the history is the same, and git reads neither commits nor contents."""
    first = again(grown.path, None, scope)
    assert again(grown.path, file, scope) == first
    calls.clear()
    assert again(grown.path, file, scope) == first
    assert calls == []


def test_only_what_is_new_is_read(grown: Built, file: Path, calls: list[str]) -> None:
    """Git is asked for the commits after the old tip, and for the contents of those alone."""
    old = grown.git("rev-parse", "HEAD")
    again(grown.path, file)
    new = grown.commit("New", {"a.py": "import sys\n"})
    calls.clear()
    history = again(grown.path, file)
    assert calls == [f"log {new}\n^{old}", f"diff-tree {new}", f"diff-tree {new}"]
    assert history == again(grown.path, None)
    assert history.commits[-1].imports.added == ("sys",)


def test_another_person_shares_what_is_known(grown: Built, file: Path, calls: list[str]) -> None:
    """Commits and manifests serve whoever asks; only contents nobody asked for are read."""
    again(grown.path, file, Scope(person=DEV_ONE))
    calls.clear()
    assert again(grown.path, file) == again(grown.path, None)
    assert not any(call.startswith(("log", "cat-file")) for call in calls[:2])


def test_an_unchanged_branch_is_no_rewrite(
    grown: Built, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A ref that moved on, another ref, and a HEAD that goes elsewhere are nothing to report."""
    again(grown.path, file)
    grown.commit("New", {"a.py": "1\n"})
    again(grown.path, file)
    again(grown.path, file, Scope(refs=("side",)))
    grown.git("checkout", "-q", "--detach", "HEAD~2")
    again(grown.path, file)
    assert len(again(grown.path, file, Scope(refs=("main",))).commits) == 6
    assert notes(caplog) == ""


def test_a_rewritten_branch_is_noticed(
    grown: Built, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """What vanished is told by number and id, is not served, and is not kept."""
    gone = grown.commit("Mistake", {"secret.txt": "1\n"})
    again(grown.path, file)
    grown.git("reset", "-q", "--hard", "HEAD~1")
    kept = grown.commit("Better", {"a.py": "import ast\n"})
    history = again(grown.path, file)
    assert history == again(grown.path, None)
    assert "refs/heads/main was rewritten" in notes(caplog)
    assert f"1 of its commits are gone ({gone[:12]})" in notes(caplog)
    with sqlite3.connect(file) as connection:
        known = {key for (key,) in connection.execute("SELECT id FROM commits")}
        read = {key for (key,) in connection.execute("SELECT id FROM results")}
    connection.close()
    assert kept in known & read
    assert gone not in known | read


def test_a_branch_that_went_back_serves_no_more(grown: Built, file: Path) -> None:
    """A tip that moved to an ancestor gives the commits below it alone."""
    again(grown.path, file)
    grown.git("reset", "-q", "--hard", "HEAD~1")
    assert again(grown.path, file) == again(grown.path, None)


def test_an_old_tip_that_git_dropped_stops_nothing(grown: Built, file: Path) -> None:
    """Where git has thrown the old tip away, the history is read anew."""
    grown.commit("Mistake", {"b": "1\n"})
    again(grown.path, file)
    grown.git("reset", "-q", "--hard", "HEAD~3")
    grown.commit("Other", {"c": "1\n"})
    grown.git("reflog", "expire", "--expire=now", "--all")
    grown.git("branch", "-q", "-D", "side")
    grown.git("gc", "-q", "--prune=now")
    assert again(grown.path, file) == again(grown.path, None)


def test_another_repository_in_its_place_is_another(
    grown: Built, file: Path, tmp_path: Path, calls: list[str]
) -> None:
    """Nothing of a repository serves another one that lies where it lay."""
    again(grown.path, file)
    grown.path.rename(tmp_path / "away")
    shutil.copytree(tmp_path / "away", grown.path)
    calls.clear()
    again(grown.path, file)
    assert calls[0].startswith("log")


def test_other_settings_read_anew(grown: Built, file: Path, calls: list[str]) -> None:
    """What settings change is not taken from a run with others."""
    again(grown.path, file)
    other = SETTINGS.model_copy(update={"generated": ("*.py",), "message": 10})
    calls.clear()
    history = again(grown.path, file, settings=other)
    assert history == again(grown.path, None, settings=other)
    assert max(len(commit.message) for commit in history.commits) <= 10
    assert not any(commit.imports.added for commit in history.commits)


def test_our_own_rules_count(
    grown: Built, file: Path, calls: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What another version read of a commit is read anew."""
    again(grown.path, file)
    monkeypatch.setattr("pipeline.mine.memory._rules", lambda: "others")
    calls.clear()
    again(grown.path, file)
    assert any(call.startswith("diff-tree") for call in calls)
    assert not any(call.startswith("log") for call in calls)


def test_an_interrupted_run_is_taken_up(
    grown: Built, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that ended halfway leaves nothing that a later one could take for the whole."""
    with monkeypatch.context() as patch:
        patch.setattr("pipeline.mine.increment._BATCH", 2)
        patch.setattr("pipeline.mine.increment.newest_first", _interrupt)
        with pytest.raises(KeyboardInterrupt):
            again(grown.path, file)
    assert again(grown.path, file) == again(grown.path, None)


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def test_the_file_is_private(grown: Built, file: Path) -> None:
    """Nobody else can read the file or the files beside it, whatever they were before."""
    file.parent.mkdir()
    file.touch(0o644)
    again(grown.path, file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    shutil.rmtree(file.parent)
    again(grown.path, file)
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in file.parent.iterdir())


def test_deleting_it_loses_nothing(grown: Built, file: Path) -> None:
    """Without the file the history is the same."""
    first = again(grown.path, file)
    file.unlink()
    assert again(grown.path, file) == first


def _bytes(file: Path) -> None:
    file.write_bytes(os.urandom(9000))


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def _sql(statement: str) -> Callable[[Path], None]:
    def damage(file: Path) -> None:
        connection = sqlite3.connect(file)
        with connection:
            connection.execute(statement)
        connection.close()

    return damage


@pytest.mark.parametrize(
    "damage",
    [
        _bytes,
        _cut,
        _sql("UPDATE commits SET record = replace(record, 'Add', 'Sub')"),
        _sql("UPDATE commits SET record = 'x', sum = 0"),
        _sql("UPDATE results SET result = CAST('[1]' AS BLOB)"),
        _sql("DELETE FROM commits WHERE rowid = 1"),
        _sql("DROP TABLE tips"),
        _sql("PRAGMA user_version = 99"),
        _sql("CREATE TRIGGER t AFTER INSERT ON tips BEGIN DELETE FROM tips; END"),
    ],
)
def test_a_damaged_file_is_made_anew(
    grown: Built, file: Path, damage: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    """A file that was cut, overwritten or altered is told of once and thrown away."""
    first = again(grown.path, file)
    damage(file)
    assert again(grown.path, file) == first
    assert notes(caplog).count("is damaged and is made anew") == 1
    caplog.clear()
    assert again(grown.path, file) == first
    assert notes(caplog) == ""


def test_a_well_formed_lie_is_caught(
    grown: Built, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A result with the right checksum that is no result is damage, too."""
    first = again(grown.path, file)
    key = first.commits[0].id
    with Store(file) as store, GitRepository(grown.path, SETTINGS, store) as repository:
        connection = store.connection()
        assert connection is not None
        query = "SELECT form FROM forms WHERE kind = 'files'"
        (form,) = connection.execute(query).fetchone()
        repository.shelf.keep_results("files", form, {key: b'[{"path":1}]'})
    assert again(grown.path, file) == first
    assert "is damaged" in notes(caplog)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_refuses_stops_nothing(
    grown: Built, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Where the file can't be made, mining works without it and says so."""
    file.parent.mkdir(mode=0o500)
    assert again(grown.path, file) == again(grown.path, None)
    assert "can't be used" in notes(caplog)


def test_a_link_in_its_place_is_not_followed(
    grown: Built, file: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A symbolic link where the file should be is left alone."""
    file.parent.mkdir()
    file.symlink_to(tmp_path / "elsewhere")
    assert again(grown.path, file) == again(grown.path, None)
    assert "can't be used" in notes(caplog)
    assert not (tmp_path / "elsewhere").exists()


def test_several_runs_at_once(grown: Built, file: Path) -> None:
    """A run that can't write because another one does goes on without writing."""
    again(grown.path, file)
    grown.commit("New", {"a.py": "1\n"})
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pipeline.mine.store._PATIENCE", 0.1)
        assert again(grown.path, file) == again(grown.path, None)
    other.rollback()
    other.close()
    assert again(grown.path, file) == again(grown.path, None)


@pytest.mark.parametrize("cores", [1, 2, 5])
def test_any_number_of_cores_gives_the_same(
    built: Built, cores: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same history comes out, byte for byte, however many processes read it."""
    monkeypatch.setattr("pipeline.mine.difftree._FEW", 2)
    for number in range(23):
        built.commit(f"Step {number}", {f"{number % 3}.py": f"import m{number}\n" * number})
    blob = built.git("rev-parse", "HEAD~7:0.py")
    (built.path / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    one, several = (
        again(built.path, None, settings=SETTINGS.model_copy(update={"cores": number}))
        for number in (1, cores)
    )
    assert several.model_dump_json() == one.model_dump_json()
    assert one.omissions[0].count == 2


def test_order_is_gits_own(built: Built) -> None:
    """Commits come in the order of `git log`, also where dates are equal or run backwards."""
    date = "1600000000 +0000"
    built.commit("Root", {"r": "1"}, date=date)
    for number in range(4):
        built.git("checkout", "-q", "-b", f"b{number}")
        built.commit(f"On {number}", {f"{number}": "1"}, date=date)
        if number:
            built.merge("main", f"Merge {number}")
        built.git("checkout", "-q", "main")
        built.commit(f"Main {number}", {"m": str(number)}, date=f"16000000{9 - number}0 +0000")
    refs = ("main", "b0", "b1", "b2", "b3")
    wanted = built.git("log", "--format=%H", *refs).split()
    found = again(built.path, None, Scope(refs=refs))
    assert [commit.id for commit in found.commits] == wanted[::-1]


def test_a_stranger_repository_does_not_mix(
    grown: Built, file: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Two repositories in one file stay apart, also when their branches are called alike."""
    other = build(tmp_path / "other")
    other.commit("Elsewhere", {"x": "1\n"})
    again(grown.path, file)
    assert [commit.subject for commit in again(other.path, file).commits] == ["Elsewhere"]
    assert again(grown.path, file) == again(grown.path, None)
    assert notes(caplog) == ""


def test_a_failing_git_leaves_the_old_state(
    grown: Built, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When git fails in the middle, the next run reads what is missing."""
    again(grown.path, file)
    grown.commit("New", {"a.py": "1\n"})
    tight = SETTINGS.model_copy(update={"bytes": 100})
    with pytest.raises(RepositoryError, match="100 bytes"):
        again(grown.path, file, settings=tight)
    assert again(grown.path, file) == again(grown.path, None)
