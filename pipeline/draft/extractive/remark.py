"""Remarks: what the people who made a change wrote about it, one statement each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from pipeline import resources
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
_CUT = re.compile(
    r"(?<!\be\.g)(?<!\bi\.e)(?<!\bvs)(?<!\betc)(?<!\bcf)(?<!\bapprox)[.!?…][\"'”’)]*\s+\S|\.\.\.$|…$"
    r"|\s(?:to|of|for|by|with|due|and|or|the|a|an|in|on|at|from)[.]?$",
    re.IGNORECASE,
)
"""A second sentence, or a text that was cut off."""
_LABELLED = re.compile(r"[^:]{1,60}: [A-Z][a-z]+s\b")
"""A name and what it does, as lists of parts have it: "Searcher: Returns …"."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LONGEST_REASON = 24
_REASON = re.compile(
    r"\b(?P<cue>because(?: of)?|so that|in order to|due to"
    r"|to (?=(?:avoid|prevent|reduce|ensure|make sure|keep|let|simplify|speed|guarantee)\b))"
    r"\s*(?P<clause>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_POINTING = re.compile(r"(?:it|they|this|that|these|those|he|she|i|we)\b", re.IGNORECASE)
_LEANING = re.compile(r"\b(?:it|they|them|he|she)\b", re.IGNORECASE)
_CHANGE = re.compile(
    r"(?:this (?:change|commit|patch|pr|pull request)|because|so that|to (?:avoid|prevent))\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"(?:this|it|which)\b", re.IGNORECASE)
"""What points at the statement before: the headline, only where that stands right above."""
_POINTED = re.compile(
    r"(?:\w+ ){0,3}(?:to|of|for|with|by|after|before|in|on) (?:this|that|these|those|it)(?=[ ,])",
    re.IGNORECASE,
)
"""An opening that leans on the statement before: "Due to this, …", "As a result of that …"."""
_WORD = re.compile(r"[A-Za-z_]{4,}")
_BARE_HASH = re.compile(r"\b(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{7,40}\b")
_FOLDED, _VERBS = 60, 2
_JOINTED = re.compile(r"[^\w\s]|\b(?:the|an?|and|or|but|that|which|when|if|so|with|instead)\b")
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
        if self.is_headline and _is_folded(self.text):
            return True
        return bool(_BARE_HASH.search(self.text) or pattern("skip", "trivial").search(self.text))

    @cached_property
    def is_leaning(self) -> bool:
        """Tell whether it opens with a word that leans on another statement or on its own end."""
        return _leans(self.text.split(" ", 1)[0]) or bool(_POINTED.match(self.text))

    @cached_property
    def is_sentence(self) -> bool:
        """Tell whether it can stand by itself as a sentence: whole, and leaning on no other."""
        words = self.text.split()
        if not _LEAST <= len(words) <= _MOST or not is_whole(self.text):
            return False
        if self.is_leaning:
            return False
        is_name = not words[0].strip(",:").isalpha() or _is_technology(words[0])
        if _LABELLED.match(self.text) or verb.base(words[0]) == words[0].casefold():
            return False
        opens = self.text[0].isupper() or (is_name and self.text[0] in "`" + _LETTERS)
        return opens and self.deed is None and _is_finite(words)

    def says(self, cue: str) -> bool:
        """Tell whether a cue of the lexicon stands in it."""
        return bool(pattern("cues", cue).search(self.text))


def _leans(word: str) -> bool:
    """Tell whether a first word leans on the sentence before, also in a short form: "It's"."""
    low = word.casefold().strip(",").replace("’", "'")
    return not writing().leaning.isdisjoint((low, low.partition("'")[0]))


def _is_folded(text: str) -> bool:
    """Tell whether git joined several lines without a mark to one long subject."""
    if len(text) <= _FOLDED or _JOINTED.search(text):
        return False
    return sum(verb.base(word) != "" for word in text.split()) > _VERBS


def is_whole(text: str) -> bool:
    """Tell whether brackets and quotes come in pairs, and the text is one sentence."""
    balanced = all(text.count(a) == text.count(b) for a, b in _PAIRS)
    even = text.count("`") % 2 == 0 and text.count('"') % 2 == 0
    return balanced and even and not _CUT.search(text)


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


def reason(item: Remark, head: Remark) -> str:
    """Give the reason that a statement states for the headline, as the end of its sentence.

    The statement must speak of the same thing, or point at the change itself ("This …").
    """
    match = _REASON.search(item.text)
    if match is None or not is_whole(item.text):
        return ""
    clause, cue = match["clause"].strip(), " ".join(match["cue"].casefold().split())
    if len(clause.split()) > _LONGEST_REASON or _POINTING.match(clause) or clause in head.text:
        return ""
    is_next = item.span == item.sheet.spans[1]
    if not (_CHANGE.match(item.text) or (is_next and _BEFORE.match(item.text))):
        leans = _LEANING.search(clause)
        if leans or not _shared(item.text[: match.start()], head.text):
            return ""
    return f", {cue} {tidy.ticked(clause)}"


def _shared(one: str, other: str) -> bool:
    words = {word.casefold() for word in _WORD.findall(one)}
    return any(word.casefold() in words for word in _WORD.findall(other))


def lowered(text: str) -> str:
    """Begin with a small letter, unless the first word is a name."""
    first = text.split(" ", 1)[0]
    word = first.strip(",;:").replace("-", "").replace("'", "")
    is_name = word[1:] != word[1:].lower() or not word.isalpha()
    return text if is_name or _is_technology(first) else text[:1].lower() + text[1:]


def _is_technology(word: str) -> bool:
    """Tell whether a word is a technology's name."""
    return resources.technologies().by_name(word) is not None
