"""From span names to citations: full ids and verbatim quotes."""

from __future__ import annotations

import re

from pipeline.domain.narrative import Citation
from pipeline.draft.writer import Brief, Line

LONGEST = 25
"""Words of a quote: enough to be found, too few to copy a text."""
_WORD = re.compile(r"\w+")


def citations(line: Line, brief: Brief) -> tuple[Citation, ...]:
    """Give the citations of a line.

    A name that no span has stays as it was typed: the gate rejects it and says so.
    """
    found: list[Citation] = []
    for name in dict.fromkeys(line.spans):
        if name in brief.spans:
            sheet, span = brief.spans[name]
            found.append(Citation(evidence=sheet.item.id, quote=piece(span.text, line.text)))
        else:
            found.append(Citation(evidence=name))
    return tuple(found)


def piece(text: str, told: str) -> str:
    """Cut the verbatim piece of a long span that shares most words with what is told of it."""
    words = text.split(" ")
    if len(words) <= LONGEST:
        return text
    wanted = {word.casefold() for word in _WORD.findall(told)}
    hits = [any(w.casefold() in wanted for w in _WORD.findall(word)) for word in words]
    starts = range(len(words) - LONGEST + 1)
    best = max(starts, key=lambda start: (sum(hits[start : start + LONGEST]), -start))
    return " ".join(words[best : best + LONGEST])
