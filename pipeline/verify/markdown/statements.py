"""Blocks → sentences; those that the ledger holds word for word are tied to it here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.domain.markup import anchor, plain, shown, unescape
from pipeline.domain.narrative import Citation
from pipeline.domain.text import sentences
from pipeline.domain.timeline import Entry
from pipeline.verify.markdown.blocks import Block, Place
from pipeline.verify.markdown.pieces import Piece, Typed, pieces
from pipeline.verify.markdown.record import Record
from pipeline.verify.markdown.statement import SLOTS, Statement

_LONGEST = 8
"""Pieces that are joined at most to find a sentence which the splitter would cut."""
_EVIDENCE = re.compile(r"\[?`([^`\]\s]*)`\]?(?:\(([^()\s]*)\))?\s*(.*)", re.DOTALL)


def statements(blocks: Iterable[Block], record: Record) -> Iterator[Statement]:
    """Read each block as what its place makes it."""
    time: Block | None = None
    for block in blocks:
        if time and (block.line != time.line or block.place is not Place.TITLE):
            yield _bare_time(time, record)
            time = None
        match block.place:
            case Place.TIME:
                time = block
            case Place.HEADING:
                yield from _heading(block, record)
            case Place.EVIDENCE:
                yield _evidence(block)
            case _:
                for statement in _plain(block, record):
                    if time:
                        statement.text = f"{unescape(time.text)}: {statement.text}"
                        time = None
                    yield statement
    if time:
        yield _bare_time(time, record)


def _borrowed(phase: str, record: Record) -> tuple[Citation, ...]:
    """Give what the phase's headline cites; the words are other ones, so without quotes."""
    cited = record.titles[phase].sentence.citations
    return tuple(Citation(evidence=citation.evidence) for citation in cited)


def _bare_time(block: Block, record: Record) -> Statement:
    cited = _borrowed(block.phase, record)
    return Statement(block.line, block.phase, Place.TIME, unescape(block.text), borrowed=cited)


def _heading(block: Block, record: Record) -> Iterator[Statement]:
    """Read an edited heading as another edition of the phase's headline."""
    window, _, title = block.text.partition(" · ")
    title = unescape(title)
    untouched = f'<a id="t-{block.anchor}"></a>{window}' in record.scaffold
    if untouched and title == plain(record.titles[block.phase].sentence.text):
        return
    text = title if untouched and title else unescape(block.text).replace(" · ", ": ", 1)
    cited = _borrowed(block.phase, record)
    yield Statement(block.line, block.phase, block.place, text, borrowed=cited)


def _evidence(block: Block) -> Statement:
    """Read an edited line of evidence as a sentence that quotes all it shows."""
    found = _EVIDENCE.match(block.text)
    if not found:
        return Statement(block.line, "", Place.TEXT, unescape(block.text) or block.anchor)
    name, rest = found[1], unescape(found[3])
    agrees = block.anchor == anchor(shown(name))
    typed = Typed(name, found[2] or "") if agrees else Typed(name, f"#e-{block.anchor}")
    text = rest or name
    return Statement(block.line, "", block.place, text, cites=(typed,), quote=text)


def _plain(block: Block, record: Record) -> Iterator[Statement]:
    for piece in pieces(block.text, record.scaffold):
        yield from _cut(piece, block, record)


def _cut(piece: Piece, block: Block, record: Record) -> Iterator[Statement]:
    """Cut a piece into sentences; what follows it belongs to the last of them."""
    slots = SLOTS[block.place]
    *lead, last = sentences(piece.text) or ("",)
    entry = record.take(block.phase, piece.text, slots, piece.cites)
    if entry:
        lead, last = [], piece.text
    elif piece.closed:
        entry, lead, last = _longest([*lead, last], piece, block, record)
    for part in lead:
        known = record.take(block.phase, part, slots)
        yield Statement(block.line, block.phase, block.place, part, entry=known)
    yield Statement(
        block.line,
        block.phase,
        block.place,
        last or " ".join(typed.shown for typed in piece.cites) or "-",
        cites=tuple(piece.cites),
        attested=any(mark.startswith("<sup>") for mark in piece.marks),
        entry=entry,
    )


def _longest(
    parts: list[str], piece: Piece, block: Block, record: Record
) -> tuple[Entry | None, list[str], str]:
    """Find the ledger's sentence at the end of a piece that a person put words in front of."""
    for length in range(1, min(_LONGEST, len(parts)) + 1):
        text = " ".join(parts[-length:])
        entry = record.take(block.phase, text, SLOTS[block.place], piece.cites)
        if entry:
            return entry, parts[:-length], text
    return None, parts[:-1], parts[-1]
