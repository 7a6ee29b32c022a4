"""What all alterations of claims share: a choice without chance, and what is known already."""

from __future__ import annotations

from hashlib import sha256

from pipeline.domain.evidence import Evidence, EvidenceIndex
from pipeline.domain.text import normalize
from pipeline.verify import Claim


def draw(claim: Claim, count: int) -> int:
    """Choose one of so many by the claim's id alone."""
    return int.from_bytes(sha256(claim.id.encode()).digest()[:8]) % count


def cited(claim: Claim, index: EvidenceIndex) -> list[Evidence]:
    """Give the evidence that the citations lead to."""
    return [hit for citation in claim.citations for hit in index.matches(citation.evidence)]


def known(claim: Claim, index: EvidenceIndex) -> str:
    """Give the sentence and all that a pack says of its evidence, in small letters."""
    packs = (item.model_dump_json() for item in cited(claim, index))
    return normalize(" ".join((claim.text, *packs))).casefold()
