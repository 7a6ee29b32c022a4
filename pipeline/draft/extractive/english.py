"""English sentences from one evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.domain.narrative import Slot
from pipeline.draft.extractive import deed, remark, tidy
from pipeline.draft.extractive.candidate import Candidate
from pipeline.draft.extractive.lexicon import writing
from pipeline.draft.extractive.remark import Remark
from pipeline.draft.sheet import Sheet

_MOST = 36
"""Words of a sentence; a longer one is hard to check and hard to read."""
_HEADING = 12
_LONGEST_REASON = 24
_BODY = 30
"""Statements of a body that are looked at."""
_REASON = re.compile(
    r"\b(?P<cue>because(?: of)?|so that|in order to|due to"
    r"|to (?=(?:avoid|prevent|reduce|ensure|make sure|keep|let|simplify|speed|guarantee)\b))"
    r"\s*(?P<clause>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_POINTING = re.compile(r"(?:it|they|this|that|these|those|he|she|i|we)\b", re.IGNORECASE)
_SELF = re.compile(r"(?:this|it|which)\b", re.IGNORECASE)
_ARROW = re.compile(r"\s*(?:->|=>|→)\s*")
_WORD = re.compile(r"[A-Za-z_]{4,}")
_PLURAL = re.compile(r"\b(?:we|our|us|you|your)\b", re.IGNORECASE)


def candidates(sheet: Sheet) -> Iterator[Candidate]:
    """Give every sentence that one evidence can carry."""
    head = remark.headline(sheet)
    below = list(remark.body(sheet))[:_BODY]
    if not head.is_trivial:
        yield from _of_headline(head, below)
    for item in below:
        if item.is_trivial:
            continue
        if item.deed is not None:
            yield from _of_deed(item, item.deed.told)
        elif item.is_sentence:
            yield from _of_sentence(item)


def told(item: Remark) -> str:
    """Tell a statement in the simple past; empty where it names no deed."""
    if item.deed is not None:
        return item.deed.told
    opening = writing().types.get(item.kind, "")
    return f"{opening} {lowered(tidy.ticked(item.text))}" if opening and item.text else ""


def lowered(text: str) -> str:
    """Begin with a small letter, unless the first word is a name."""
    first = text.split(" ", 1)[0]
    is_name = first[1:] != first[1:].lower() or first.startswith("`") or not first.isalpha()
    return text if is_name else text[:1].lower() + text[1:]


def _of_headline(head: Remark, below: list[Remark]) -> Iterator[Candidate]:
    title = deed.capital(tidy.ticked(head.text))
    if head.deed is None and head.text and remark.is_whole(title):
        yield _made(Slot.TITLE, _ARROW.sub(" → ", title), (head,))
    text = told(head)
    if not text:
        return
    yield from _of_deed(head, text)
    for item in below:
        clause = _reason(item, head)
        if clause:
            yield _made(_slot(head, Slot.CHOICE), f"{text}{clause}", (head, item), 1.0)


def _of_deed(item: Remark, text: str) -> Iterator[Candidate]:
    less = 0.0 if item.is_headline else -1.0
    yield _made(_slot(item, Slot.CHOICE), text, (item,), less)
    heading = item.deed.heading if item.deed else ""
    if heading and remark.is_whole(heading):
        yield _made(Slot.TITLE, heading, (item,), less + 2.0 * (" → " in heading))


def _slot(item: Remark, otherwise: Slot) -> Slot:
    if item.says("outcome") and re.search(r"\d", item.text):
        return Slot.OUTCOME
    if item.kind in {"fix", "bugfix", "hotfix"} or (item.deed and item.deed.verb == "fix"):
        return Slot.PROBLEM
    if item.says("tradeoff") or item.section == "tradeoff":
        return Slot.TRADEOFF
    return otherwise


def _of_sentence(item: Remark) -> Iterator[Candidate]:
    less = -1.5 if _PLURAL.search(item.text) else 0.0
    text = deed.capital(tidy.ticked(item.text))
    if item.says("outcome") and re.search(r"\d", item.text):
        yield _made(Slot.OUTCOME, text, (item,), less + 1.0)
    elif item.says("tradeoff") or item.section == "tradeoff":
        yield _made(Slot.TRADEOFF, text, (item,), less)
    elif item.section == "problem" or item.says("problem"):
        yield _made(Slot.PROBLEM, text, (item,), less + 1.0 * (item.section == "problem"))
    elif item.says("constraint"):
        yield _made(Slot.CONSTRAINT, text, (item,), less)


def _reason(item: Remark, head: Remark) -> str:
    """Give the reason that a statement states for the headline, as the end of a sentence."""
    match = _REASON.search(item.text)
    if match is None or not match.start() or not remark.is_whole(item.text):
        return ""
    clause, cue = match["clause"].strip(), match["cue"].casefold()
    if len(clause.split()) > _LONGEST_REASON or _POINTING.match(clause):
        return ""
    if not _SELF.match(item.text) and not _shared(item.text[: match.start()], head.text):
        return ""
    return f", {cue} {tidy.ticked(clause)}"


def _shared(one: str, other: str) -> bool:
    words = {word.casefold() for word in _WORD.findall(one)}
    return any(word.casefold() in words for word in _WORD.findall(other))


def _made(slot: Slot, text: str, items: tuple[Remark, ...], weight: float = 0.0) -> Candidate:
    return Candidate(
        slot=slot,
        text=text if slot is Slot.TITLE else f"{text}.",
        spans=tuple(item.key for item in items),
        cores=frozenset(item.text.casefold() for item in items),
        weight=weight,
        order=items[0].sheet.number,
    )


def is_tellable(candidate: Candidate) -> bool:
    """Tell whether a sentence has a length that can be read, and its brackets and quotes whole."""
    most = _HEADING if candidate.slot is Slot.TITLE else _MOST
    return len(candidate.text.split()) <= most and remark.is_whole(candidate.text)
