"""Edits that change nothing a sentence says: what was accepted must stay accepted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from pipeline.domain.evidence import EvidenceIndex
from pipeline.domain.narrative import Language
from pipeline.verify import Claim

Edit = Callable[[Claim, EvidenceIndex], Claim]

_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_SMALL = re.compile(r"(?<![\w.,`/#:-])(?:[2-9]|10)(?= [a-z]{4,})")
_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d.,]\d)")


def unharmed(claims: Iterable[Claim], index: EvidenceIndex) -> Iterator[Claim]:
    """Give each claim once for every edit that changes its form; labels stay as they are."""
    for claim in claims:
        for name, edit in BENIGN.items():
            edited = edit(claim, index)
            if edited != claim:
                yield edited.model_copy(update={"id": f"{claim.id}~{name}", "error": name})


def _full_hash(claim: Claim, index: EvidenceIndex) -> Claim:
    """Cite full ids instead of prefixes."""
    full = [
        citation.model_copy(update={"evidence": hits[0].id}) if len(hits) == 1 else citation
        for citation in claim.citations
        for hits in [index.matches(citation.evidence)]
    ]
    return claim.model_copy(update={"citations": tuple(full)})


def _no_quote(claim: Claim, index: EvidenceIndex) -> Claim:
    """Leave it to the gate to find the spans."""
    del index
    bare = tuple(citation.model_copy(update={"quote": None}) for citation in claim.citations)
    return claim.model_copy(update={"citations": bare})


def _reversed(claim: Claim, index: EvidenceIndex) -> Claim:
    del index
    return claim.model_copy(update={"citations": claim.citations[::-1]})


def _no_code_marks(claim: Claim, index: EvidenceIndex) -> Claim:
    del index
    return claim.model_copy(update={"text": claim.text.replace("`", "")})


def _number_word(claim: Claim, index: EvidenceIndex) -> Claim:
    """Spell the first small number out; other languages than English are left alone."""
    del index
    match = _SMALL.search(claim.text) if claim.lang is Language.EN else None
    if not match:
        return claim
    word = _WORDS[int(match.group()) - 2]
    text = claim.text[: match.start()] + word + claim.text[match.end() :]
    return claim.model_copy(update={"text": text})


def _ungrouped(claim: Claim, index: EvidenceIndex) -> Claim:
    """Write 12,000 as 12000."""
    del index
    text = _GROUPED.sub(lambda match: match.group().replace(",", ""), claim.text)
    return claim.model_copy(update={"text": text})


def _no_full_stop(claim: Claim, index: EvidenceIndex) -> Claim:
    del index
    return claim.model_copy(update={"text": claim.text.rstrip(".。")})


BENIGN: Mapping[str, Edit] = {
    "full hash": _full_hash,
    "quotes dropped": _no_quote,
    "citations reversed": _reversed,
    "code marks dropped": _no_code_marks,
    "number spelled out": _number_word,
    "digits ungrouped": _ungrouped,
    "full stop dropped": _no_full_stop,
}
