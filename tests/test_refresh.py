"""`gitvitae refresh`: only what is new is told anew, and the person's words stay."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from pipeline.cli import run
from pipeline.draft.extractive import ExtractiveWriter
from pipeline.draft.writer import Brief, Line

BATCHES = "- Loaded due tasks in batches of 500."
MARK = " <sub>unverified</sub>"


def refresh(world: Path, *options: str) -> int:
    """Refresh the résumé."""
    return run(["refresh", "--out", str(world / "resume"), *options])


def contents(world: Path) -> dict[str, bytes]:
    """Give every file of the résumé's folder."""
    return {path.name: path.read_bytes() for path in (world / "resume").iterdir()}


def markdown(world: Path) -> str:
    """Give the résumé's text."""
    return (world / "resume" / "resume.md").read_text(encoding="utf-8")


def told_part(text: str) -> str:
    """Give what a résumé tells: all but its head, which counts, and its list of evidence."""
    return text[text.index("## Scheduler") : text.index("## Evidence")]


def edit(world: Path, old: str, new: str) -> str:
    """Change the first place where a text stands, and give the whole new text."""
    text = markdown(world)
    assert old in text
    text = text.replace(old, new, 1)
    (world / "resume" / "resume.md").write_text(text, encoding="utf-8")
    return text


def origins(world: Path) -> dict[str, str]:
    """Give the origin of each sentence by its text."""
    ledger = json.loads((world / "resume" / "ledger.json").read_text(encoding="utf-8"))
    return {
        entry["sentence"]["text"]: entry["origin"]
        for strand in ledger["timeline"]["strands"]
        for chapter in strand["chapters"]
        for entry in (chapter["title"], *chapter["entries"])
    }


def commit(world: Path, path: str, subject: str) -> None:
    """Add a commit of the main author to the history."""
    repository = world / "platform"
    file = repository / path
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="utf-8") as stream:
        stream.write("\n// more\n")
    names = ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM")
    days = ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE")
    environment = os.environ | dict.fromkeys(names, os.devnull)
    environment |= dict.fromkeys(days, "2024-03-01T12:00:00+00:00")
    who = ("-c", "user.name=Main Author", "-c", "user.email=author@example.org")
    for command in (("add", "-A"), (*who, "commit", "-q", "-m", subject)):
        subprocess.run(["git", *command], cwd=repository, env=environment, check=True)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Watch which phases the writer is asked for."""
    asked: list[str] = []
    write = ExtractiveWriter.write

    def watched(self: ExtractiveWriter, brief: Brief) -> tuple[Line, ...]:
        asked.append(brief.phase.id)
        return write(self, brief)

    monkeypatch.setattr(ExtractiveWriter, "write", watched)
    return asked


def test_nothing_new(world: Path, told: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """With nothing new no phase is drafted and no file changes, to the byte."""
    before = contents(world)
    assert refresh(world) == 0
    assert told == []
    assert contents(world) == before
    assert "nothing new" in capsys.readouterr().out
    assert refresh(world, "--check") == 0


def test_only_touched_phases_are_told_anew(world: Path, told: list[str]) -> None:
    """A new commit has its own phase drafted again; every other section stays."""
    before = markdown(world)
    path = "internal/controlplane/sync.go"
    commit(world, path, "fix(controlplane): sync Karmada custom resources in order")
    assert refresh(world) == 0
    assert 0 < len(set(told)) <= 2
    scheduler = before[before.index("## Scheduler") : before.index("## Storage")]
    assert scheduler in markdown(world)
    assert run(["verify", str(world / "resume" / "resume.md")]) == 0
    after = contents(world)
    told.clear()
    assert refresh(world) == 0
    assert told == []
    assert contents(world) == after


def test_check_writes_nothing(world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--check` says with its exit code that the résumé is out of date, and leaves it so."""
    commit(world, "internal/controlplane/sync.go", "fix(controlplane): sync Karmada in order")
    before = contents(world)
    assert refresh(world, "--check") == 4
    assert contents(world) == before
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "out of date" in captured.err
    assert captured.err.count("\n") == 1


def test_supported_edit_keeps_its_words(world: Path, told: list[str]) -> None:
    """A paraphrase that the evidence carries stays as the person wrote it."""
    text = edit(world, BATCHES, "- Due tasks  are loaded in batches of 500.")
    assert refresh(world) == 0
    assert markdown(world) == text
    assert origins(world)["Due tasks are loaded in batches of 500."] == "edited"
    assert told == []


def test_false_edit_is_reported_and_kept(world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A false edit keeps its words, is marked, and is reported each time, with exit code 1."""
    text = edit(world, BATCHES, "- Loaded due tasks in batches of 600.")
    for _ in range(2):
        assert refresh(world) == 1
        out = capsys.readouterr().out
        assert "Loaded due tasks in batches of 600." in out
        assert "GV201" in out
        now = markdown(world)
        assert now.count(MARK) == 1
        assert told_part(now).replace(MARK, "") == told_part(text)
    assert run(["verify", str(world / "resume" / "resume.md")]) == 1


def test_mended_edit_loses_its_mark(world: Path) -> None:
    """Once the words are true again nothing is reported or marked."""
    before = told_part(markdown(world))
    edit(world, BATCHES, "- Loaded due tasks in batches of 600.")
    assert refresh(world) == 1
    edit(world, "- Loaded due tasks in batches of 600.", BATCHES)
    assert refresh(world) == 0
    assert told_part(markdown(world)) == before
    assert run(["verify", str(world / "resume" / "resume.md")]) == 0


def test_edit_outlives_new_commits(world: Path) -> None:
    """Words in a phase that is told anew stay the person's."""
    mine = "- Task loading happens in batches of 500."
    edit(world, BATCHES, mine)
    commit(world, "internal/scheduler/cron.go", "fix(scheduler): close cron/v3 on shutdown")
    refresh(world)
    text = markdown(world)
    assert text.count(mine) == 1
    assert BATCHES not in text


def test_deleted_sentence_stays_away(world: Path, told: list[str]) -> None:
    """What a person took out does not come back, now or later."""
    line = next(line for line in markdown(world).splitlines(keepends=True) if BATCHES in line)
    text = edit(world, line, "")
    for _ in range(2):
        assert refresh(world) == 0
        assert told_part(markdown(world)) == told_part(text)
    assert told == []


def test_own_paragraph_stays(world: Path) -> None:
    """A paragraph that the person added stays where it is, byte for byte."""
    text = edit(world, "## Storage\n", "## Storage\n\nMy favourite part.\n")
    refresh(world)
    assert told_part(markdown(world)) == told_part(text)


def test_attested_sentence_stays(world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What its owner attests is kept and never reported."""
    own = "- Led a team of twelve. <sup>attested</sup>\n"
    text = edit(world, BATCHES, own + BATCHES)
    for _ in range(2):
        assert refresh(world) == 0
        assert told_part(markdown(world)) == told_part(text)
        assert "not supported" not in capsys.readouterr().out
    assert origins(world)["Led a team of twelve."] == "attested"
