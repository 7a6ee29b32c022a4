"""Remarks: what the people who made a change wrote about it, one statement each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from pipeline.domain.span import Span, SpanKind
from pipeline.draft.extractive import deed, tidy, verb
from pipeline.draft.extractive.deed import Deed
from pipeline.draft.extractive.lexicon import pattern, writing
from pipeline.draft.sheet import Sheet

_LEAST, _MOST = 5, 32
"""Words of a sentence that can stand by itself."""
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|does|do|did|can|could|will|would|must|should|may|might"
    r"|cannot|\w+n['’]t)\b",
    re.IGNORECASE,
)
_PAIRS = (("(", ")"), ("[", "]"), ("{", "}"), ("“", "”"))
_SECTIONS = ("skip", "problem", "tradeoff", "outcome", "choice")


@dataclass(frozen=True)
class Remark:
    """One statement of an evidence: its span, its text without markup, where it stands.

    Args:
        sheet: The evidence.
        span: The span it was read from.
        text: The statement, without full stop.
        kind: The conventional type before a subject (`fix`), small letters; else empty.
        section: What the section of the description is about; empty outside of any.
    """

    sheet: Sheet
    span: Span
    text: str
    kind: str = ""
    section: str = ""

    @property
    def key(self) -> str:
        """Give the name by which the span is cited."""
        return self.sheet.key(self.span)

    @property
    def is_headline(self) -> bool:
        """Tell whether it is a subject or a title."""
        return self.span.kind in {SpanKind.SUBJECT, SpanKind.TITLE}

    @cached_property
    def deed(self) -> Deed | None:
        """Read it as a deed."""
        return deed.read(self.text)

    @cached_property
    def is_trivial(self) -> bool:
        """Tell whether it is not worth a line."""
        return bool(pattern("skip", "trivial").search(self.text))

    @cached_property
    def is_sentence(self) -> bool:
        """Tell whether it can stand by itself as a sentence: whole, and leaning on no other."""
        words = self.text.split()
        if not _LEAST <= len(words) <= _MOST or not is_whole(self.text):
            return False
        if words[0].casefold().strip(",") in writing().leaning:
            return False
        opens = self.text[0].isupper() or self.text[0] == "`"
        return opens and self.deed is None and _is_finite(words)

    def says(self, cue: str) -> bool:
        """Tell whether a cue of the lexicon stands in it."""
        return bool(pattern("cues", cue).search(self.text))


def is_whole(text: str) -> bool:
    """Tell whether brackets and quotes come in pairs, and the text is one sentence."""
    balanced = all(text.count(a) == text.count(b) for a, b in _PAIRS)
    even = text.count("`") % 2 == 0 and text.count('"') % 2 == 0
    return balanced and even and not re.search(r"[.!?…]\s+[A-Z]|\.\.\.$|…$", text)


def _is_finite(words: list[str]) -> bool:
    if _FINITE.search(" ".join(words)):
        return True
    return any(verb.is_finite(word.strip(",;")) for word in words[1:])


def headline(sheet: Sheet) -> Remark:
    """Read the subject or title."""
    text, kind = tidy.headline(sheet.spans[0].text)
    return Remark(sheet=sheet, span=sheet.spans[0], text=text, kind=kind)


def body(sheet: Sheet) -> Iterator[Remark]:
    """Read the statements below the subject; sections about tests and the like are left out."""
    section = ""
    for span in sheet.spans[1:]:
        if not span.kind.is_prose:
            return
        if span.text.startswith("#"):
            section = _section(span.text)
        elif section != "skip" and not pattern("skip", "idle").search(span.text):
            text = tidy.statement(span.text)
            if text:
                yield Remark(sheet=sheet, span=span, text=text, section=section)


def _section(heading: str) -> str:
    found = (name for name in _SECTIONS if pattern("sections", name).search(heading))
    return next(found, "")
