"""Alterations by what a sentence cites, by words put in, and by fusing two sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from hashlib import sha256

from pipeline.domain.commit import Commit
from pipeline.domain.evidence import SHORT, EvidenceIndex
from pipeline.domain.narrative import Language, Slot
from pipeline.domain.text import normalize
from pipeline.evaluate.classes import classes
from pipeline.verify import Claim
from pipeline.verify.claims import ClaimCitation

MERGED = "halves of two sentences"
_STOPS = ".。"
_WORDS = re.compile(r"[A-Za-z]{5,}|\d+|[\u4e00-\u9fff]{2}")
_JOINT = {
    Language.EN: re.compile(r" (?:in|on|with|by|for|because|so that|from) "),
    Language.ZH: re.compile(r"[，、]|因为|以便"),
}


def draw(claim: Claim, count: int) -> int:
    """Choose one of so many by the claim's id alone."""
    return int.from_bytes(sha256(claim.id.encode()).digest()[:8]) % count


def put_in(name: str, claim: Claim, index: EvidenceIndex) -> Claim | None:
    """Put words of a class before or behind a sentence, if its evidence has none of them."""
    put = classes()[name].put
    is_abandonment = claim.slot is Slot.ABANDONMENT
    if not put or ((name == "abandon_reason_invented") != is_abandonment and "reason" in name):
        return None
    choices = put.zh if claim.lang is Language.ZH else put.en
    known = _known(claim, index)
    fitting = [words for words in choices if not any(w in known for w in _WORDS.findall(words))]
    if not fitting:
        return None
    words = fitting[draw(claim, len(fitting))]
    if put.where == "behind":
        text = claim.text.rstrip(_STOPS)
        return claim.model_copy(update={"text": text + words + claim.text[len(text) :]})
    first = claim.text[:1].lower() if claim.text[1:2].islower() else claim.text[:1]
    return claim.model_copy(update={"text": words + first + claim.text[1:]})


def invented(claim: Claim, index: EvidenceIndex) -> Claim | None:
    """Let the first citation lead nowhere."""
    key = sha256(claim.id.encode()).hexdigest()[:SHORT]
    return _recited(claim, key) if claim.citations and not index.matches(key) else None


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
    return _recited(claim, others[draw(claim, len(others))][:SHORT])


def misquoted(claim: Claim, index: EvidenceIndex) -> Claim | None:
    """Let two neighbouring words of the first quote swap their places."""
    quote = (claim.citations[0].quote or "") if claim.citations else ""
    words = quote.split()
    for at in range(len(words) // 2, len(words) - 1):
        changed = " ".join((*words[:at], words[at + 1], words[at], *words[at + 2 :]))
        if normalize(changed).casefold() not in _known(claim, index):
            first, *rest = claim.citations
            bad = first.model_copy(update={"quote": changed})
            return claim.model_copy(update={"citations": (bad, *rest)})
    return None


def padded(claim: Claim, index: EvidenceIndex) -> Claim | None:
    """Cite one more commit of the phase."""
    cited = {hit.id for c in claim.citations for hit in index.matches(c.evidence)}
    others = [key for key in claim.phase.commits if key in index and key not in cited]
    if not others or not claim.citations:
        return None
    more = ClaimCitation(evidence=others[draw(claim, len(others))][:SHORT])
    return claim.model_copy(update={"citations": (*claim.citations, more)})


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


def _recited(claim: Claim, key: str) -> Claim:
    """Cite something else in the first place, without a quote that would give it away."""
    first, *rest = claim.citations
    other = first.model_copy(update={"evidence": key, "quote": None})
    return claim.model_copy(update={"citations": (other, *rest)})


def _known(claim: Claim, index: EvidenceIndex) -> str:
    """Give the sentence and all that a pack says of its evidence, in small letters."""
    cited = [hit for c in claim.citations for hit in index.matches(c.evidence)]
    return normalize(" ".join((claim.text, *(item.model_dump_json() for item in cited)))).casefold()
