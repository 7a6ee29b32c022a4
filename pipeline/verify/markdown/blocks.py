"""The lines of a Markdown résumé → blocks of text that may claim something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from pipeline.verify.markdown.record import Record, squash

_CELL = re.compile(r"((?:[^|\\]|\\.|\\$)*)(?:\||$)", re.DOTALL)
_TIME = re.compile(r'<a id="t-([^"]*)"></a>')
_HEADING = re.compile(r"(#{1,6})\s+(?:<a id=\"([^\"]*)\"></a>)?\s*(.*)", re.DOTALL)
_EVIDENCE = re.compile(r"[-*+]\s+<a id=\"e-([^\"]*)\"></a>\s*(.*)", re.DOTALL)
_BULLET = re.compile(r"(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?")
_ALONE = re.compile(rf"\||{_HEADING.pattern}|{_EVIDENCE.pattern}", re.DOTALL)
_SILENT = re.compile(r"[\s!-/:-@\[-`{-~]*")


class Place(StrEnum):
    """Where in the résumé a block stands."""

    TIME = "time"
    TITLE = "title"
    DRIVE = "drive"
    END = "end"
    HEADING = "heading"
    EVIDENCE = "evidence"
    TEXT = "text"


_COLUMNS = (Place.TIME, Place.TITLE, Place.DRIVE, Place.END)


@dataclass
class Block:
    """A cell, heading, bullet, paragraph or line of evidence that is not scaffold."""

    line: int
    phase: str
    place: Place
    text: str
    anchor: str = ""
    """Of a heading or a line of evidence: what its anchor names."""


def blocks(text: str, record: Record) -> Iterator[Block]:
    """Go through a file; wrapped lines of a bullet or paragraph are joined."""
    phase = ""
    wrapped: list[str] = []
    begun = 0
    for number, raw in enumerate((*text.removeprefix("\ufeff").split("\n"), ""), 1):
        line = raw.strip().lstrip(">").strip()
        silent = squash(line) in record.scaffold or bool(_SILENT.fullmatch(line))
        alone, bullet = _ALONE.match(line), _BULLET.match(line)
        if wrapped and (silent or alone or bullet):
            yield Block(begun, phase, Place.TEXT, " ".join(wrapped))
            wrapped = []
        if heading := _HEADING.match(line):
            phase = record.phase(heading[2] or "")
        if silent:
            continue
        if alone:
            yield from _whole_line(line, number, phase, record)
        elif wrapped:
            wrapped.append(line)
        else:
            begun = number
            wrapped.append(line[bullet.end() :] if bullet else line)


def _whole_line(line: str, number: int, phase: str, record: Record) -> Iterator[Block]:
    """Read a row, a heading or a line of evidence."""
    if line.startswith("|"):
        yield from _row(line, number, record)
    elif heading := _HEADING.match(line):
        place = Place.HEADING if phase else Place.TEXT
        yield Block(number, phase, place, heading[3], heading[2] or "")
    elif evidence := _EVIDENCE.match(line):
        yield Block(number, "", Place.EVIDENCE, evidence[2], evidence[1])


def _row(line: str, number: int, record: Record) -> Iterator[Block]:
    """Go through the cells of a table's row; a row of ours names its phase in the first."""
    cells = [cell.strip() for cell in _CELL.findall(line.removeprefix("|"))]
    named = _TIME.match(cells[0])
    phase = record.phase(named[1]) if named else ""
    for column, cell in enumerate(cells):
        if squash(cell) in record.scaffold or _SILENT.fullmatch(cell):
            continue
        place = _COLUMNS[column] if phase and column < len(_COLUMNS) else Place.TEXT
        text = _TIME.sub("", cell, count=1) if column == 0 else cell
        yield Block(number, phase, place, text)
