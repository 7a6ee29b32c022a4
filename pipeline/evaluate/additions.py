"""Alterations that add what the evidence does not say: words put in, halves of another sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.domain.evidence import EvidenceIndex
from pipeline.domain.narrative import Language, Slot
from pipeline.evaluate.altering import draw, known
from pipeline.evaluate.classes import classes
from pipeline.verify import Claim

MERGED = "halves of two sentences"
_STOPS = ".。"
_WORDS = re.compile(r"[A-Za-z]{5,}|\d+|[\u4e00-\u9fff]{2}")
_JOINT = {
    Language.EN: re.compile(r" (?:in|on|with|by|for|because|so that|from) "),
    Language.ZH: re.compile(r"[，、]|因为|以便"),
}


def put_in(name: str, claim: Claim, index: EvidenceIndex) -> Claim | None:
    """Put words of a class before or behind a sentence, if its evidence has none of them."""
    put = classes()[name].put
    is_abandonment = claim.slot is Slot.ABANDONMENT
    if not put or ((name == "abandon_reason_invented") != is_abandonment and "reason" in name):
        return None
    choices = put.zh if claim.lang is Language.ZH else put.en
    said = known(claim, index)
    fitting = [words for words in choices if not any(w in said for w in _WORDS.findall(words))]
    if not fitting:
        return None
    words = fitting[draw(claim, len(fitting))]
    if put.where == "behind":
        text = claim.text.rstrip(_STOPS)
        return claim.model_copy(update={"text": text + words + claim.text[len(text) :]})
    first = claim.text[:1].lower() if claim.text[1:2].islower() else claim.text[:1]
    return claim.model_copy(update={"text": words + first + claim.text[1:]})


def merged(claims: Sequence[Claim]) -> Iterator[Claim]:
    """Give the first half of each supported sentence with the second half of another.

    The other is the next of the phase in the same language that rests on other evidence, and
    has the same joint.
    """
    sound = [claim for claim in claims if claim.label == "supported"]
    for at, claim in enumerate(sound):
        for other in (*sound[at + 1 :], *sound[:at]):
            text = _fused(claim, other)
            if text:
                changes = {
                    "id": f"{claim.id}~{MERGED}",
                    "text": text,
                    "citations": tuple(dict.fromkeys((*claim.citations, *other.citations))),
                    "label": "unsupported",
                    "error": MERGED,
                }
                yield claim.model_copy(update=changes)
                break


def _fused(claim: Claim, other: Claim) -> str:
    """Put the halves together; empty where the two don't fit or rest on the same."""
    cited = {citation.evidence for citation in claim.citations}
    shares = any(citation.evidence in cited for citation in other.citations)
    if claim.phase.id != other.phase.id or claim.lang is not other.lang or shares:
        return ""
    for match in _JOINT[claim.lang].finditer(claim.text):
        at = other.text.find(match.group())
        if at > 0 and "`" not in claim.text[match.end() - 1 : match.end()]:
            return claim.text[: match.start()] + other.text[at:]
    return ""
