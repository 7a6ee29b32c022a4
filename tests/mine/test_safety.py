"""Nothing that a repository plants runs, nothing is written into it, no forgery is believed."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import zlib
from pathlib import Path

import pytest

from pipeline.domain.scope import Scope
from pipeline.errors import RepositoryError
from pipeline.mine import GitRepository, NoForge, Store, find_person, mine
from tests.mine.building import DEV_ONE, SETTINGS, TWO, Built, mined

_HOOKS = ("post-checkout", "post-index-change", "reference-transaction", "pre-auto-gc")


def _state(folder: Path) -> dict[str, tuple[int, str]]:
    """Give time and digest of every file and folder."""
    found = {}
    for path in sorted(folder.rglob("*")):
        digest = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        found[path.relative_to(folder).as_posix()] = (path.stat().st_mtime_ns, digest)
    return found


@pytest.fixture
def trap(built: Built, tmp_path: Path) -> Path:
    """Plant every way that is known to make git run a program; give the file it would write."""
    ran = tmp_path / "ran"
    script = tmp_path / "trap.sh"
    script.write_text(f'#!/bin/sh\necho "$0 $@" >> {ran}\ncat\n', encoding="utf-8")
    script.chmod(0o755)
    built.commit("Add", {".gitattributes": "* diff=trap filter=trap\n", "a.py": "one = 1\n"})
    built.commit("Change", {"a.py": "import os\n", "go.mod": "module x\nrequire a.org/b v1.0.0\n"})
    settings = (
        "core.fsmonitor diff.external diff.trap.command diff.trap.textconv filter.trap.clean "
        "filter.trap.smudge gpg.program gpg.ssh.program core.pager core.sshCommand core.editor "
        "credential.helper uploadpack.packObjectsHook alias.log alias.diff-tree"
    )
    for key in settings.split():
        built.git("config", key, f"!{script}" if key.startswith("alias") else str(script))
    built.git("config", "log.showSignature", "true")
    built.git("config", "remote.origin.url", f"ext::{script}")
    built.git("config", "remote.origin.uploadpack", str(script))
    for hook in _HOOKS:
        link = built.path / ".git" / "hooks" / hook
        link.parent.mkdir(exist_ok=True)
        link.write_text(script.read_text(encoding="utf-8"), encoding="utf-8")
        link.chmod(0o755)
    return ran


@pytest.mark.usefixtures("trap")
def test_nothing_runs(built: Built, trap: Path) -> None:
    """Programs named by config, attributes, hooks and remotes are not started."""
    trap.unlink(missing_ok=True)
    history = mined(built.path)
    assert [commit.subject for commit in history.commits] == ["Add", "Change"]
    assert history.commits[1].imports.added == ("os",)
    assert not trap.exists()


@pytest.mark.usefixtures("trap")
def test_the_trap_works(built: Built, trap: Path) -> None:
    """The planted programs do run when git reads the repository in the ordinary way."""
    trap.unlink(missing_ok=True)
    built.git("diff", "HEAD~1", "HEAD")
    assert trap.exists()


@pytest.mark.usefixtures("trap")
def test_nothing_is_written(built: Built) -> None:
    """No file of the repository changes, not even its times."""
    before = _state(built.path)
    mined(built.path, Scope(person=DEV_ONE))
    assert _state(built.path) == before


def test_nothing_stays_behind(
    built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The private directory is gone afterwards."""
    built.commit("Add", {"a": "1"})
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    mined(built.path)
    assert list(place.iterdir()) == []


def test_the_callers_environment_is_not_followed(
    built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """GIT_DIR, GIT_EXTERNAL_DIFF and the like in the environment change nothing."""
    built.commit("Add", {"a": "1\n"})
    ran = tmp_path / "ran"
    for name, value in {
        "GIT_DIR": "/nonexistent",
        "GIT_EXTERNAL_DIFF": f"touch {ran}",
        "GIT_OBJECT_DIRECTORY": "/nonexistent",
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "core.fsmonitor",
        "GIT_CONFIG_VALUE_0": f"touch {ran}",
    }.items():
        monkeypatch.setenv(name, value)
    assert len(mined(built.path).commits) == 1
    assert not ran.exists()


def test_replace_refs_are_not_believed(built: Built) -> None:
    """A commit that a replace ref stands in for is read as it truly is."""
    true = built.commit("True", {"a": "1"})
    built.commit("Later", {"b": "1"})
    forged = built.git(
        "commit-tree", "HEAD^{tree}", "-m", "Forged", **built.people(TWO, TWO, "1600000000 +0000")
    )
    built.git("replace", true, forged)
    assert [commit.subject for commit in mined(built.path).commits] == ["True", "Later"]


def test_grafts_are_not_believed(built: Built) -> None:
    """A graft file cuts no history."""
    built.commit("First", {"a": "1"})
    last = built.commit("Last", {"a": "2"})
    grafts = built.path / ".git" / "info" / "grafts"
    grafts.parent.mkdir(exist_ok=True)
    grafts.write_text(f"{last}\n", encoding="utf-8")
    assert len(mined(built.path).commits) == 2


def test_an_altered_commit_graph_is_not_believed(built: Built) -> None:
    """A commit-graph is not read at all: history comes from the objects."""
    for number in range(5):
        built.commit(f"Step {number}", {"a": str(number)})
    built.git("commit-graph", "write", "--reachable")
    graph = built.path / ".git" / "objects" / "info" / "commit-graph"
    graph.chmod(0o644)
    graph.write_bytes(b"CGPH" + os.urandom(200))
    assert len(mined(built.path).commits) == 5


def test_a_hostile_mailmap_renames_nobody(built: Built) -> None:
    """A tracked .mailmap changes no author, and gives no one to who was not asked for."""
    built.commit("Add", {".mailmap": "Someone Else <else@example.org> <dev1@example.org>\n"})
    built.commit("More", {"a": "1"}, author=TWO)
    authors = [commit.author.email for commit in mined(built.path).commits]
    assert authors == ["dev1@example.org", "dev2@example.org"]
    with GitRepository(built.path, SETTINGS) as repository:
        person = find_person(["dev2@example.org"], [repository])
    assert [identity.email for identity in person.identities] == ["dev2@example.org"]


def test_setup_py_is_not_executed(built: Built, tmp_path: Path) -> None:
    """A setup.py is parsed: what it would do at run time is not done."""
    ran = tmp_path / "ran"
    text = (
        f"open({str(ran)!r}, 'w')\nfrom setuptools import setup\nsetup(install_requires=['a>1'])\n"
    )
    built.commit("Add", {"setup.py": text})
    (dependency,) = mined(built.path).commits[0].dependencies.added
    assert (dependency.name, dependency.version) == ("a", ">1")
    assert not ran.exists()


def test_submodules_and_links_are_only_names(built: Built, tmp_path: Path) -> None:
    """A symbolic link is not followed and a submodule is not entered."""
    secret = tmp_path / "secret.txt"
    secret.write_text("require secret.org/x v1.0.0\n", encoding="utf-8")
    (built.path / "go.mod").symlink_to(secret)
    built.git("add", "-A")
    link = f"160000,{'1' * 40},module"
    built.git("update-index", "--add", "--cacheinfo", link)
    built.git("commit", "-q", "-m", "Link", **built.people(TWO, TWO, "1600000000 +0000"))
    (commit,) = mined(built.path).commits
    assert sorted(file.path for file in commit.files) == ["go.mod", "module"]
    assert not commit.dependencies


def test_limits_end_a_child(built: Built) -> None:
    """A child that gives more than it may is ended with one clear line."""
    built.commit("Add " + "x" * 5000, {"a": "1"})
    tight = SETTINGS.model_copy(update={"bytes": 1000})
    with (
        GitRepository(built.path, tight) as repository,
        pytest.raises(Exception, match="1000 bytes"),
    ):
        mine(repository, NoForge(), Scope())


def test_nothing_is_fetched(built: Built, trap: Path) -> None:
    """A blob that a partial clone lacks is not asked for, whatever its remote would run."""
    blob = built.git("rev-parse", "HEAD:a.py")
    built.git("config", "extensions.partialClone", "origin")
    built.git("config", "core.repositoryFormatVersion", "1")
    built.git("config", "remote.origin.promisor", "true")
    (built.path / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    trap.unlink(missing_ok=True)
    with pytest.raises(RepositoryError, match="partial"):
        mined(built.path)
    assert not trap.exists()


def test_a_wellformed_forged_commit_graph_is_not_believed(built: Built) -> None:
    """A commit-graph that is sound in itself and tells of other parents cuts no history."""
    for number in range(4):
        built.commit(f"Step {number}", {"a": str(number)})
    true = [commit.id for commit in mined(built.path).commits]
    graph = built.path / ".git" / "objects" / "info" / "commit-graph"
    built.git("commit-graph", "write", "--reachable")
    data = bytearray(graph.read_bytes())
    entry = data.index(b"CDAT", 8)
    rows = int.from_bytes(data[entry + 4 : entry + 12], "big")
    for at in range(rows, rows + 36 * len(true), 36):
        data[at + 20 : at + 24] = (0x70000000).to_bytes(4, "big")  # no parent
    data[-20:] = hashlib.sha1(bytes(data[:-20]), usedforsecurity=False).digest()
    graph.chmod(0o644)
    graph.write_bytes(data)
    assert built.git("rev-list", "--count", "HEAD") == "1"
    assert [commit.id for commit in mined(built.path).commits] == true


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_a_repository_of_somebody_else(built: Built) -> None:
    """A repository that belongs to another user is read like any other, and not changed."""
    built.commit("Add", {"a": "1"})
    for path in (built.path, *built.path.rglob("*")):
        os.chown(path, 12345, 12345)
    before = _state(built.path)
    assert len(mined(built.path).commits) == 1
    assert _state(built.path) == before


def test_a_message_in_the_records_own_form_forges_nothing(built: Built) -> None:
    """A message that looks like a whole record of the stream is one commit's message."""
    fake = "f" * 40
    text = f"Real\n\n{fake}\n\nName\nmail\n1 +0000\n:100644 100644 {fake} {fake} M\tx\n\x1e{fake}"
    key = built.commit(text, {"a": "1"})
    (commit,) = mined(built.path).commits
    assert (commit.id, commit.subject) == (key, "Real")
    assert [file.path for file in commit.files] == ["a"]


def test_a_lie_about_an_id_does_not_spread(built: Built, tmp_path: Path) -> None:
    """An object that its repository files under another's id reaches no other repository."""
    key = built.commit("True", {"a": "1"})
    built.commit("Later", {"a": "2"})
    liar = shutil.copytree(built.path, tmp_path / "liar")
    place = Path(".git", "objects", key[:2], key[2:])
    true = zlib.decompress((built.path / place).read_bytes())
    (liar / place).chmod(0o644)
    (liar / place).write_bytes(zlib.compress(true.replace(b"True", b"Lie!")))
    with Store(tmp_path / "commits.sqlite") as store:
        for path, subject in ((liar, "Lie!"), (built.path, "True")):
            with GitRepository(path, SETTINGS, store) as repository:
                commit = mine(repository, NoForge(), Scope()).commits[0]
            assert (commit.id, commit.subject) == (key, subject)
