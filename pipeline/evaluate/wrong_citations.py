"""Alterations of what a sentence cites; its words stay."""

from __future__ import annotations

from hashlib import sha256

from pipeline.domain.commit import Commit
from pipeline.domain.evidence import SHORT, EvidenceIndex
from pipeline.domain.text import normalize
from pipeline.evaluate.altering import cited, draw, known
from pipeline.verify import Claim
from pipeline.verify.claims import ClaimCitation


def invented(claim: Claim, index: EvidenceIndex) -> Claim | None:
    """Let the first citation lead nowhere."""
    key = sha256(claim.id.encode()).hexdigest()[:SHORT]
    return _recited(claim, key, quote=None) if claim.citations and not index.matches(key) else None


def foreign(claim: Claim, index: EvidenceIndex) -> Claim | None:
    """Let the first citation lead to a commit of the repository that the phase does not hold."""
    own = frozenset(claim.phase.commits)
    others = [
        item.id
        for item in index
        if isinstance(item, Commit) and item.repo == claim.repo and item.id not in own
    ]
    if not others or not claim.citations or not own:
        return None
    return _recited(claim, others[draw(claim, len(others))][:SHORT], quote=None)


def misplaced(claim: Claim, index: EvidenceIndex) -> Claim | None:
    """Let the first citation lead to another commit of the phase; its quote stays."""
    other = _uncited(claim, index)
    return _recited(claim, other, claim.citations[0].quote) if other else None


def misquoted(claim: Claim, index: EvidenceIndex) -> Claim | None:
    """Let two neighbouring words of the first quote swap their places."""
    quote = (claim.citations[0].quote or "") if claim.citations else ""
    words = quote.split()
    for at in range(len(words) // 2, len(words) - 1):
        changed = " ".join((*words[:at], words[at + 1], words[at], *words[at + 2 :]))
        if normalize(changed).casefold() not in known(claim, index):
            first, *rest = claim.citations
            bad = first.model_copy(update={"quote": changed})
            return claim.model_copy(update={"citations": (bad, *rest)})
    return None


def padded(claim: Claim, index: EvidenceIndex) -> Claim | None:
    """Cite one more commit of the phase."""
    other = _uncited(claim, index)
    if not other:
        return None
    more = ClaimCitation(evidence=other)
    return claim.model_copy(update={"citations": (*claim.citations, more)})


def _uncited(claim: Claim, index: EvidenceIndex) -> str:
    """Choose a commit of the phase that the claim does not cite; empty if there is none."""
    own = {item.id for item in cited(claim, index)}
    others = [key for key in claim.phase.commits if key in index and key not in own]
    return others[draw(claim, len(others))][:SHORT] if others and claim.citations else ""


def _recited(claim: Claim, key: str, quote: str | None) -> Claim:
    """Cite something else in the first place."""
    first, *rest = claim.citations
    other = first.model_copy(update={"evidence": key, "quote": quote})
    return claim.model_copy(update={"citations": (other, *rest)})
