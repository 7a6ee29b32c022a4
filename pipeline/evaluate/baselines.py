"""What plain checks would do, for comparison: each one asks for more than the one before."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from pipeline import resources
from pipeline.domain.evidence import Evidence, EvidenceIndex, spans_of
from pipeline.domain.text import normalize
from pipeline.verify import Claim

Baseline = Callable[[Claim, EvidenceIndex], bool]

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NAME = re.compile(
    r"`([^`]+)`"  # what the writer marked as code
    r"|(?<!\w)((?:[\w.-]*[a-z0-9][A-Z]|[A-Za-z]+_|[A-Za-z]\w*[./])[\w./-]*\w)"  # code by its shape
    r"|(?<=[\w,;] )([A-Z][\w+-]*)"  # a capital inside the sentence
)
_WORD = re.compile(r"[A-Za-z][\w.+-]*[\w+]")


def accept_all(claim: Claim, index: EvidenceIndex) -> bool:
    """Accept everything."""
    del claim, index
    return True


def hash_exists(claim: Claim, index: EvidenceIndex) -> bool:
    """Accept what cites something, if each citation is found and belongs to the phase."""
    found = _cited(claim, index)
    return bool(found) and all(item and item.id in claim.phase.commits for item in found)


def quotes_verbatim(claim: Claim, index: EvidenceIndex) -> bool:
    """Accept if, besides, each quote that is given stands in the text of its citation."""
    return hash_exists(claim, index) and all(
        citation.quote is None or _stands(citation.quote, item)
        for citation, item in zip(claim.citations, _cited(claim, index), strict=True)
        if item
    )


def nothing_new(claim: Claim, index: EvidenceIndex) -> bool:
    """Accept if, besides, each number and name of the sentence stands in some cited evidence."""
    if not quotes_verbatim(claim, index):
        return False
    texts = [_everything(item) for item in _cited(claim, index) if item]
    numbers = {number for text in texts for number in _NUMBER.findall(text)}
    return all(number in numbers for number in _NUMBER.findall(claim.text)) and all(
        any(name in text for text in texts) for name in _names(claim.text)
    )


BASELINES: Mapping[str, Baseline] = {
    "accept all": accept_all,
    "hash exists and in phase": hash_exists,
    "+ quotes verbatim": quotes_verbatim,
    "+ no new number or name": nothing_new,
}


def _cited(claim: Claim, index: EvidenceIndex) -> list[Evidence | None]:
    """Look every citation up; what is unknown or ambiguous is None."""
    hits = [index.matches(citation.evidence) for citation in claim.citations]
    return [found[0] if len(found) == 1 else None for found in hits]


def _stands(quote: str, item: Evidence) -> bool:
    return normalize(quote) in _prose(item)


@lru_cache(maxsize=4096)
def _prose(item: Evidence) -> str:
    parts = [getattr(item, name, "") for name in ("subject", "title", "body")]
    return normalize("\n".join((*parts, *(span.text for span in spans_of(item)))))


@lru_cache(maxsize=4096)
def _everything(item: Evidence) -> str:
    """Give all that a pack says of the evidence, dates, paths and names included."""
    return normalize(_prose(item) + "\n" + item.model_dump_json(by_alias=True)).casefold()


def _names(text: str) -> set[str]:
    """Find names by their looks and by the technology list."""
    found = {next(filter(None, match.groups())) for match in _NAME.finditer(text)}
    table = resources.technologies()
    found |= {word for word in _WORD.findall(text) if table.find(word)}
    return {name.casefold().removesuffix("()") for name in found}
