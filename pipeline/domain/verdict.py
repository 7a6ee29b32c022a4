"""What the verifier says."""

from __future__ import annotations

from enum import StrEnum

from pipeline.domain.model import Model
from pipeline.domain.narrative import Citation, Sentence


class Status(StrEnum):
    """The two answers there are: what can't be decided is rejected."""

    SUPPORTED = "supported"
    REJECTED = "rejected"


class Help(Model):
    """What would mend a finding: taken from the evidence alone, shown, never accepted for it.

    Args:
        text: What to do, on one line.
        evidence: Id of the evidence that it comes from.
        span: The span of it that comes nearest, verbatim.
        replacement: What may stand in place of the finding's words.
        cut: The piece of the sentence to take out, to the letter.
    """

    text: str
    evidence: str = ""
    span: str = ""
    replacement: str = ""
    cut: str = ""


class Finding(Model):
    """One rule's objection: its code, what is wrong, the words it is about, and what would help."""

    code: str
    message: str
    words: str = ""
    help: Help | None = None


class Support(Model):
    """One step of a proof: these words rest on this span of that evidence."""

    words: str
    evidence: str
    span: str


class Verdict(Model):
    """The answer for one sentence.

    `citations` are the sentence's own, resolved: full ids, and a quote for each (the given one,
    or the span that the verifier found). Empty if rejected. `trimmed` is what is left of a
    rejected sentence without what its findings name, where that passes by itself.
    """

    sentence: Sentence
    status: Status
    findings: tuple[Finding, ...] = ()
    citations: tuple[Citation, ...] = ()
    proof: tuple[Support, ...] = ()
    trimmed: Sentence | None = None


class Account(Model):
    """Where every content word of a sentence rests, rejected or not.

    `loose` rest nowhere. `unweighed` are words of structure, which the gate asks nothing of.
    """

    steps: tuple[Support, ...]
    loose: tuple[str, ...] = ()
    unweighed: tuple[str, ...] = ()


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
