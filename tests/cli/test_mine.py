"""`gitvitae mine` prints evidence line by line, from the part of the history that was asked for."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.artifacts import read_evidence, read_ledger
from pipeline.cli import run
from tests.mine.building import build


def mined(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> list[str]:
    """Mine and give the subjects of the commits that were printed."""
    capsys.readouterr()
    assert run(["mine", *map(str, arguments)]) == 0
    items = read_evidence(capsys.readouterr().out, "stdout")
    return [item.subject for item in items if item.kind == "commit"]


@pytest.fixture
def monorepo(tmp_path: Path) -> Path:
    """Give a repository of two parts."""
    built = build(tmp_path / "mono")
    built.commit("Api", {"svc/api/a.py": "1\n"})
    built.commit("Web", {"svc/web/b.py": "1\n"})
    return built.path


@pytest.mark.parametrize("path", ["svc/api", "svc/api/", "./svc//api", "/svc/api", "svc/api/a.py"])
def test_a_path_however_it_is_written(
    monorepo: Path, capsys: pytest.CaptureFixture[str], path: str
) -> None:
    """A file or folder is one, with or without slashes and dots."""
    assert mined(capsys, monorepo, "--path", path) == ["Api"]


def test_the_top_is_everything(monorepo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The top of the repository as a path leaves nothing out."""
    assert mined(capsys, monorepo, "--path", ".") == ["Api", "Web"]
    assert mined(capsys, monorepo, "--path", "svc/api", "--path", "svc/web") == ["Api", "Web"]


def test_a_path_outside_is_refused(monorepo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A path that leads out of the repository is a mistake."""
    assert run(["mine", str(monorepo), "--path", "../other"]) == 2
    assert "no file or folder inside a repository" in capsys.readouterr().err


def test_a_path_is_remembered(demo: Path, tmp_path: Path) -> None:
    """A refresh reads the part of the repository that the draft read."""
    command = ["draft", str(demo / "platform"), "--person", "author@example.org"]
    assert run([*command, "--path", "./scheduler", "--out", str(tmp_path / "out")]) == 0
    assert ("path", "scheduler") in read_ledger(tmp_path / "out" / "ledger.json").options
    assert run(["refresh", "--check", "--out", str(tmp_path / "out")]) == 0


def test_a_shallow_clone_when_allowed(
    demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the flag a shallow clone is read, and what is unknown is said."""
    clone = ["git", "clone", "-q", "--depth", "3", f"file://{demo / 'platform'}"]
    subprocess.run([*clone, str(tmp_path / "cut")], check=True, capture_output=True)
    assert run(["mine", str(tmp_path / "cut")]) == 2
    assert "--allow-shallow" in capsys.readouterr().err
    assert run(["mine", str(tmp_path / "cut"), "--allow-shallow"]) == 0
    said = capsys.readouterr()
    assert said.out.count("\n") >= 3
    assert "note: " in said.err
    assert "the clone is shallow" in said.err


def test_the_cache_can_be_left_alone(
    monorepo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the flag a file is kept for the next run, with it nothing is written."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert run(["mine", str(monorepo), "--no-cache"]) == 0
    assert not (tmp_path / "cache").exists()
    assert run(["mine", str(monorepo)]) == 0
    assert (tmp_path / "cache" / "gitvitae" / "commits.sqlite").is_file()


def test_a_reader_that_has_enough_ends_it(demo: Path) -> None:
    """Lines come one by one: who reads the first one only gets that, and no complaint."""
    command = f"{sys.executable} -m pipeline mine {demo / 'platform'} | head -n 1"
    done = subprocess.run(command, shell=True, capture_output=True, check=True, text=True)  # noqa: S602
    assert json.loads(done.stdout)["kind"] == "commit"
    assert done.stderr == ""


def test_what_a_ledger_cites(drafted: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Only cited evidence is printed, and its commits tell the methods that they changed."""
    ledger = drafted / "resume" / "ledger.json"
    cited = {note.id for note in read_ledger(ledger).timeline.evidence if note.kind == "commit"}
    capsys.readouterr()
    assert run(["mine", str(drafted / "platform"), "--cited-by", str(ledger)]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {row["id"] for row in rows if row["kind"] == "commit"} == cited
    assert any(method for row in rows for file in row.get("code", ()) for method in file["methods"])
