"""`gitvitae verify --fix`: takes away what fails, puts nothing in, and leaves all else alone."""

from __future__ import annotations

import difflib
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from pipeline.cli import run
from tests.cli.test_verify import BATCHES, CLUSTER, TAMPERED, claim, edit

ADDED = {"an uncited bullet", "an uncited paragraph", "an uncited cell", "an uncited end"}
HELD = {"a direction", "a direction in a heading", "a quote"}
"""What can't be left out: a headline, a line of evidence."""
LONG = "because nobody else could deploy it"


def verify(file: Path, *options: str) -> int:
    """Check a file, or mend it."""
    return run(["verify", str(file), *options])


def taken(before: str, after: str) -> list[str]:
    """Give the lines that the mended file says otherwise than the file did."""
    lines = difflib.ndiff(before.split("\n"), after.split("\n"))
    return [line[2:] for line in lines if line.startswith("+ ")]


@pytest.mark.parametrize("case", sorted(TAMPERED))
def test_change_by_hand_is_mended(case: str, world: Path) -> None:
    """What fails goes, or stays and is told; nothing comes in, and a second run changes nothing."""
    old, new, _ = TAMPERED[case]
    file = world / "resume" / "resume.md"
    whole = file.read_text(encoding="utf-8")
    edit(file, old, new)
    before = file.read_text(encoding="utf-8")
    code = verify(file, "--fix")
    after = file.read_text(encoding="utf-8")
    assert code == (1 if case in HELD else 0)
    assert (after == before) == (case in HELD)
    assert verify(file) == code
    for line in taken(before, after):
        assert set(line.split()) <= set(" ".join(before.split()).split())
    if case in ADDED:
        assert after == whole
    assert verify(file, "--fix") == code
    assert file.read_text(encoding="utf-8") == after


def test_only_the_clause_goes(world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of a sentence that goes too far the rest stays, with its citation."""
    file = world / "resume" / "resume.md"
    whole = file.read_bytes()
    edit(file, CLUSTER, CLUSTER.replace(".", f", {LONG}."))
    assert verify(file, "--fix") == 0
    assert file.read_bytes() == whole
    said = capsys.readouterr().out
    assert "cut (GV401)" in said
    assert f"+ {CLUSTER}" in said
    assert "1 change: 1 cut, 0 left out" in said
    assert "0 rejected" in said


def test_words_of_the_person_stay(world: Path) -> None:
    """Line ends, emphasis, wrapping and attested words around what fails stay byte for byte."""
    file = world / "resume" / "resume.md"
    own = (
        "- **Loaded** due tasks in\n  batches of 500. [`9b69d8a77970`]\n"
        "- I like *tea*. <sup>attested</sup>\n"
        "- An alert fires at > 0.7 % again. Loaded due tasks in batches of 500. [`9b69d8a77970`]\n"
        "- Led a team\n  of twelve. Loaded due tasks in batches of 500. [`9b69d8a77970`]\n"
    )
    mended = own.replace("Led a team\n  of twelve. ", "")
    mended = mended.replace("An alert fires at > 0.7 % again. ", "")
    text = file.read_text(encoding="utf-8").replace("- Loaded due", f"{own}- Loaded due", 1)
    file.write_bytes(text.replace("\n", "\r\n").encode())
    assert verify(file, "--fix") == 0
    assert file.read_bytes() == text.replace(own, mended).replace("\n", "\r\n").encode()


def test_table_of_the_person_is_emptied(world: Path) -> None:
    """Cells that claim without a citation say that nothing is stated; the table stays one."""
    file = world / "resume" / "resume.md"
    whole = file.read_text(encoding="utf-8")
    file.write_text(whole + "\n| a | b |\n|---|---|\n| Go | 9 years |\n", encoding="utf-8")
    assert verify(file, "--fix") == 0
    row = "| not stated | not stated |\n"
    assert file.read_text(encoding="utf-8") == f"{whole}\n{row}|---|---|\n{row}"


def test_dry_run_shows_a_patch_that_applies(
    world: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The patch is all that is printed, nothing is written, and git makes the same file of it."""
    file = world / "resume" / "resume.md"
    edit(file, "- Loaded due", "- Led a team of twelve.\n- Loaded due")
    edit(file, CLUSTER, CLUSTER.replace(".", f", {LONG}."))
    before = file.read_bytes()
    assert verify(file, "--fix", "--dry-run") == 0
    patch = capsys.readouterr().out
    assert file.read_bytes() == before
    copy = world / "copy"
    copy.mkdir()
    shutil.copy(file, copy / "resume.md")
    lines = patch.splitlines(keepends=True)
    named = "".join(("--- a/resume.md\n", "+++ b/resume.md\n", *lines[2:]))
    command = ["git", "apply", "-"]
    subprocess.run(command, cwd=copy, input=named, text=True, check=True)
    assert verify(file, "--fix") == 0
    assert (copy / "resume.md").read_bytes() == file.read_bytes()


def test_dry_run_alone_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without --fix there is nothing to try out."""
    assert verify(tmp_path / "a.md", "--dry-run") == 2
    assert "--fix" in capsys.readouterr().err


def test_ledger_keeps_what_it_lost(world: Path) -> None:
    """In a ledger a sentence goes over to the rejected ones, and the counts with it."""
    file = world / "resume" / "ledger.json"
    before = json.loads(file.read_text(encoding="utf-8"))["timeline"]["tally"]
    edit(
        file,
        '"text": "Loaded due tasks in batches of 500."',
        '"text": "Loaded due tasks in batches of 600."',
    )
    edit(file, f'"text": "{CLUSTER}"', f'"text": "{CLUSTER[:-1]}, {LONG}."')
    assert verify(file, "--fix") == 0
    text = file.read_text(encoding="utf-8")
    timeline = json.loads(text)["timeline"]
    chapters = [chapter for strand in timeline["strands"] for chapter in strand["chapters"]]
    told = [entry["sentence"]["text"] for c in chapters for entry in c["entries"]]
    lost = [entry for c in chapters for entry in c["rejected"]]
    assert CLUSTER in told
    assert not any("batches of" in line for line in told)
    (moved,) = [entry for entry in lost if "batches of 600" in entry["sentence"]["text"]]
    assert moved["findings"][0]["code"] == "GV201"
    assert timeline["tally"]["kept"] == before["kept"] - 1
    assert verify(file, "--fix") == 0
    assert file.read_text(encoding="utf-8") == text


def test_foreign_ledger_is_refused(world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A ledger in another layout is not written anew to change one sentence."""
    file = world / "resume" / "ledger.json"
    edit(file, '"text": "Loaded due tasks in batches of 500."', '"text":  "Loaded due tasks."')
    edit(file, f'"text": "{CLUSTER}"', f'"text": "{CLUSTER[:-1]}, {LONG}."')
    before = file.read_bytes()
    assert verify(file, "--fix") == 2
    assert "mend the résumé" in capsys.readouterr().err
    assert file.read_bytes() == before


def test_claims_change_by_the_byte(drafted: Path, tmp_path: Path) -> None:
    """Of claims a line goes, or the words of its text; spaces, order and escapes stay."""
    file = tmp_path / "a.claims.jsonl"
    true = "Loaded due tasks in batches of 500."
    odd = claim(true).replace('"id": ', '"note" : "caf\\u00e9", "id" :  ', 1)
    long = claim(f"{true[:-1]} because nobody slept.").replace('"id": ', '"x":1,"id": ', 1)
    file.write_text(odd + "\n" + claim("Led a team of twelve.") + long, encoding="utf-8")
    repository = str(drafted / "platform")
    assert verify(file, "--repo", repository, "--fix") == 0
    expected = long.replace(f'"text": "{true[:-1]} because nobody slept."', f'"text": "{true}"')
    assert file.read_text(encoding="utf-8") == odd + "\n" + expected
    assert verify(file, "--repo", repository, "--fix") == 0
    assert file.read_text(encoding="utf-8") == odd + "\n" + expected


def test_padding_goes_alone(drafted: Path, tmp_path: Path) -> None:
    """A citation that proves nothing goes, the sentence and the other citation stay."""
    file = tmp_path / "a.claims.jsonl"
    row = json.loads(claim("Loaded due tasks in batches of 500."))
    other = "40457ca604a1"
    whole = json.dumps(row) + "\n"
    row["phase"] = {"id": "p"}
    good = json.dumps(row) + "\n"
    row["citations"].append({"evidence": other, "quote": None})
    file.write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert BATCHES in whole
    assert verify(file, "--repo", str(drafted / "platform"), "--fix") == 0
    assert file.read_text(encoding="utf-8") == good


def test_nothing_is_not_written(
    drafted: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where no sentence passes the file stays: an empty one would pass for nothing."""
    file = tmp_path / "a.claims.jsonl"
    file.write_text(claim("Led a team of twelve."), encoding="utf-8")
    before = file.read_bytes()
    assert verify(file, "--repo", str(drafted / "platform"), "--fix") == 2
    assert "nothing would be left" in capsys.readouterr().err
    assert file.read_bytes() == before
