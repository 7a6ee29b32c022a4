"""What the verifier says."""

from __future__ import annotations

from enum import StrEnum

from pipeline.domain.model import Model
from pipeline.domain.narrative import Citation, Sentence


class Status(StrEnum):
    """The two answers there are: what can't be decided is rejected."""

    SUPPORTED = "supported"
    REJECTED = "rejected"


class Finding(Model):
    """One rule's objection: its code, what is wrong and what would mend it, and the words."""

    code: str
    message: str
    words: str = ""


class Support(Model):
    """One step of a proof: these words rest on this span of that evidence."""

    words: str
    evidence: str
    span: str


class Verdict(Model):
    """The answer for one sentence.

    `citations` are the sentence's own, resolved: full ids, and a quote for each (the given one,
    or the span that the verifier found). Empty if rejected.
    """

    sentence: Sentence
    status: Status
    findings: tuple[Finding, ...] = ()
    citations: tuple[Citation, ...] = ()
    proof: tuple[Support, ...] = ()


class Verification(Model):
    """One verdict for each sentence, in their order: kept + rejected = drafted."""

    verdicts: tuple[Verdict, ...]

    @property
    def kept(self) -> tuple[Verdict, ...]:
        """Give the supported ones."""
        return tuple(v for v in self.verdicts if v.status is Status.SUPPORTED)

    @property
    def rejected(self) -> tuple[Verdict, ...]:
        """Give the rejected ones."""
        return tuple(v for v in self.verdicts if v.status is Status.REJECTED)
