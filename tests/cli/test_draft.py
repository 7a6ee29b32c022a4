"""`gitvitae draft`: four files and a summary, the same each time, from what the options say."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.cli import run

FILES = ["ledger.json", "resume.html", "resume.json", "resume.md"]
PERSON = ("--person", "author@example.org")


def written(folder: Path) -> dict[str, bytes]:
    """Give every file of a folder."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def ledger(folder: Path) -> dict[str, object]:
    """Read the timeline of a ledger."""
    timeline = json.loads((folder / "ledger.json").read_text(encoding="utf-8"))["timeline"]
    assert isinstance(timeline, dict)
    return timeline


def days(folder: Path) -> list[str]:
    """Give the days of the cited evidence."""
    notes = ledger(folder)["evidence"]
    assert isinstance(notes, list)
    return sorted(note["day"] for note in notes)


def test_files_and_summary(demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A draft leaves exactly four files and says what was read, found, kept and written."""
    out = tmp_path / "new" / "resume"
    assert run(["draft", str(demo / "platform"), *PERSON, "--out", str(out)]) == 0
    assert sorted(written(out)) == FILES
    heads = [line.split()[0] for line in capsys.readouterr().out.splitlines() if line[0] != " "]
    assert heads == ["person", "commits", "found", "sentences", "time", "written"]


def test_summary_adds_up(demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As JSON the summary says that kept and rejected sentences are all that were drafted."""
    command = ["draft", str(demo / "platform"), *PERSON, "--out", str(tmp_path / "r"), "--json"]
    assert run(command) == 0
    said = json.loads(capsys.readouterr().out)
    rejected = sum(item["count"] for item in said["rejected"])
    assert said["kept"] > 0
    assert said["drafted"] == said["kept"] + rejected
    assert said["usage"]["calls"] == 0


def test_second_draft_changes_nothing(world: Path) -> None:
    """Drafting again from the same history touches no file."""
    before = {path: path.stat().st_mtime_ns for path in (world / "resume").iterdir()}
    command = ["draft", str(world / "platform"), *PERSON, "--out", str(world / "resume")]
    assert run([*command, "--pull-requests", str(world / "pulls.json")]) == 0
    assert {path: path.stat().st_mtime_ns for path in (world / "resume").iterdir()} == before


def test_same_bytes_under_any_hash_seed(world: Path) -> None:
    """What another process writes, under any order of sets, is the same to the byte."""
    texts = []
    for seed in ("1", "99"):
        out = world / f"seed{seed}"
        command = [sys.executable, "-m", "pipeline", "draft", str(world / "platform"), *PERSON]
        environment = os.environ | {"PYTHONHASHSEED": seed}
        subprocess.run(
            [*command, "--lang", "zh", "--out", str(out)],
            check=True,
            env=environment,
            capture_output=True,
        )
        texts.append(written(out))
    assert texts[0] == texts[1]


def test_several_repositories(demo: Path, tmp_path: Path) -> None:
    """Two repositories make one résumé that names both."""
    paths = [str(demo / name) for name in ("platform", "console")]
    assert run(["draft", *paths, *PERSON, "--out", str(tmp_path)]) == 0
    sources = ledger(tmp_path)["sources"]
    assert isinstance(sources, list)
    assert [source["name"] for source in sources] == ["example/platform", "example/console"]
    assert run(["verify", str(tmp_path / "resume.md")]) == 0


def test_since_and_until(demo: Path, tmp_path: Path) -> None:
    """Only days from the first on and before the last are told."""
    window = ("--since", "2022-01-01", "--until", "2023-01-01")
    command = ["draft", str(demo / "platform"), *PERSON, *window, "--out", str(tmp_path)]
    assert run(command) == 0
    found = days(tmp_path)
    assert found[0] >= "2022-01-01"
    assert found[-1] < "2023-01-01"


def test_everyone(demo: Path, tmp_path: Path) -> None:
    """Everyone's résumé belongs to nobody and cites more than one author."""
    command = ["draft", str(demo / "platform"), "--everyone", "--out", str(tmp_path)]
    assert run(command) == 0
    timeline = ledger(tmp_path)
    assert timeline["person"] is None
    notes = timeline["evidence"]
    assert isinstance(notes, list)
    assert len({note["author"] for note in notes}) > 1


def test_chinese(demo: Path, tmp_path: Path) -> None:
    """A résumé in Chinese says so, holds Chinese and passes the gate."""
    command = ["draft", str(demo / "platform"), *PERSON, "--lang", "zh", "--out", str(tmp_path)]
    assert run(command) == 0
    text = (tmp_path / "resume.md").read_text(encoding="utf-8")
    assert "时间" in text
    assert ledger(tmp_path)["lang"] == "zh"
    assert run(["verify", str(tmp_path / "resume.md")]) == 0
