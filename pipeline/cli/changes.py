"""Take out of a file what fails, and say so line by line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline import artifacts
from pipeline.cli.console import progress
from pipeline.domain.text import printable
from pipeline.domain.verdict import Status
from pipeline.errors import UsageError
from pipeline.mend import Change, Mended, mend
from pipeline.render.reading import fold
from pipeline.settings import Settings


def mend_file(
    file: Path,
    repositories: Sequence[str],
    packs: Sequence[str],
    settings: Settings,
    *,
    explain: bool,
    write: bool,
) -> Mended:
    """Mend a file and, where that is asked for, put the mended one in its place.

    Raises:
        UsageError: It can't be mended or written, or it changed while it was being checked.
    """
    if not write:
        with progress() as show:
            return mend(file, repositories, packs, settings, show, explain=explain)
    text = artifacts.read_text(file)
    with artifacts.exclusive(file.parent), progress() as show:
        mended = mend(file, repositories, packs, settings, show, explain=explain)
        if artifacts.read_text(file) != text or mended.before != text:
            raise UsageError("was changed meanwhile", where=str(file), todo="try again")
        artifacts.write_all(file.parent, {file.name: mended.after})
    return mended


def report(mended: Mended, file: str) -> str:
    """Say of each sentence what was done and why, then how many were mended and how many fail."""
    lines: list[str] = []
    for change in sorted(mended.changes, key=lambda change: change.line):
        codes = ", ".join(dict.fromkeys(f.code for f in change.verdict.findings))
        place = printable(f"{file}:{change.line}" if change.line else file)
        lines.append(f"{place}: {_deed(change)} ({codes})")
        lines.append(fold(f"- {printable(change.verdict.sentence.text)}", 4, 2))
        if change.rest:
            lines.append(fold(f"+ {printable(change.rest.text)}", 4, 2))
    stay = sum(verdict.status is Status.REJECTED for verdict in mended.checked.verdicts)
    dropped = sum(change.rest is None for change in mended.changes)
    cut = len(mended.changes) - dropped
    noun = "change" if len(mended.changes) == 1 else "changes"
    lines.append(f"{len(mended.changes)} {noun}: {cut} cut, {dropped} left out")
    if stay:
        why = "a headline, a time or a quote of the record can't be left out"
        lines.append(fold(f"{stay} to mend by hand: {why}"))
    return "\n".join(lines) + "\n"


def _deed(change: Change) -> str:
    if change.rest is None:
        return "left out"
    same = change.rest.text == change.verdict.sentence.text
    return "citation left out" if same else "cut"
