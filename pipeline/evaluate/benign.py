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
_SPELLED = re.compile(rf"\b(?:{'|'.join(_WORDS)})(?= [a-z]{{4,}})")
_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d.,]\d)")

_PERCENT = re.compile(r"(?<=\d)\s?%(?![\w%])")
_MONTH = re.compile(
    r"\b(Jan|Feb|Mar|Apr|Aug|Oct|Nov|Dec)"
    r"(?:uary|ruary|ch|il|ust|ober|ember)(?= \d{4}\b)"
)
_ROUND = re.compile(r"(?<![\d.,`])(\d{1,3}),000(?![\d.,]\d|,)(?!\w)")


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


def _number_digits(claim: Claim, index: EvidenceIndex) -> Claim:
    """Write the first small number that is a word in digits."""
    del index
    match = _SPELLED.search(claim.text)
    if claim.lang is not Language.EN or not match:
        return claim
    digits = str(_WORDS.index(match.group()) + 2)
    text = claim.text[: match.start()] + digits + claim.text[match.end() :]
    return claim.model_copy(update={"text": text})


def _ungrouped(claim: Claim, index: EvidenceIndex) -> Claim:
    """Write 12,000 as 12000."""
    del index
    text = _GROUPED.sub(lambda match: match.group().replace(",", ""), claim.text)
    return claim.model_copy(update={"text": text})


def _no_full_stop(claim: Claim, index: EvidenceIndex) -> Claim:
    del index
    return claim.model_copy(update={"text": claim.text.rstrip(".。")})


def _percent(claim: Claim, index: EvidenceIndex) -> Claim:
    """Write 60% as 60 percent."""
    del index
    if claim.lang is not Language.EN:
        return claim
    return claim.model_copy(update={"text": _PERCENT.sub(" percent", claim.text)})


def _short_month(claim: Claim, index: EvidenceIndex) -> Claim:
    """Write December 2022 as Dec 2022."""
    del index
    return claim.model_copy(update={"text": _MONTH.sub(r"\1", claim.text)})


def _thousands(claim: Claim, index: EvidenceIndex) -> Claim:
    """Write 80,000 as 80k."""
    del index
    return claim.model_copy(update={"text": _ROUND.sub(r"\1k", claim.text)})


def _wide_spaces(claim: Claim, index: EvidenceIndex) -> Claim:
    """Put spaces around the sentence and double those inside."""
    del index
    return claim.model_copy(update={"text": f" {claim.text} ".replace(" ", "  ")})


def _narrow_marks(claim: Claim, index: EvidenceIndex) -> Claim:
    """Write a Chinese sentence with the commas of an English one."""
    del index
    return claim.model_copy(update={"text": claim.text.replace("，", ", ")})


def _wrapped_quotes(claim: Claim, index: EvidenceIndex) -> Claim:
    """Put the quote's words on several lines: white space is no difference."""
    del index
    wrapped = tuple(
        citation.model_copy(update={"quote": citation.quote and citation.quote.replace(" ", "\n ")})
        for citation in claim.citations
    )
    return claim.model_copy(update={"citations": wrapped})


BENIGN: Mapping[str, Edit] = {
    "full hash": _full_hash,
    "quotes dropped": _no_quote,
    "citations reversed": _reversed,
    "code marks dropped": _no_code_marks,
    "number spelled out": _number_word,
    "number in digits": _number_digits,
    "digits ungrouped": _ungrouped,
    "full stop dropped": _no_full_stop,
    "percent spelled out": _percent,
    "month abbreviated": _short_month,
    "thousands written short": _thousands,
    "white space doubled": _wide_spaces,
    "narrow commas": _narrow_marks,
    "quotes wrapped": _wrapped_quotes,
}
