"""The report of an evaluation: all figures of one suite, and every miss."""

from __future__ import annotations

from pipeline.domain.model import Model
from pipeline.domain.verdict import Finding
from pipeline.evaluate.rate import Rate, Scores
from pipeline.evaluate.tradeoff import Point


class Check(Model):
    """What one plain check would do, or the gate."""

    name: str
    scores: Scores


class Group(Model):
    """Scores of one class, language or repository.

    Args:
        baselines: Of the same sentences, in the order of the report's baselines.
        languages: Of its English and of its Chinese sentences, where it is a class.
    """

    name: str
    scores: Scores
    baselines: tuple[Scores, ...]
    languages: tuple[Scores, ...] = ()


class RuleCount(Model):
    """What one rule rejected, rightly and wrongly, and what no other rule spoke about."""

    code: str
    rightly: int
    rightly_alone: int
    wrongly: int
    wrongly_alone: int


class Altered(Model):
    """One kind of generated edit: how often the gate was right, and where it was not.

    Args:
        error: The class of error that it makes; empty for a harmless edit.
        languages: The rate among English and among Chinese sentences.
    """

    name: str
    error: str
    rate: Rate
    languages: tuple[Rate, Rate]
    failed: tuple[str, ...]


class Cited(Model):
    """A citation as the claim gives it, and what it leads to.

    Args:
        known: Full id of the evidence; empty if nothing or several things go by the id.
        day: When the evidence was made.
        spans: What people wrote there, and what the machine recorded, a piece each.
        more: Pieces that are left out.
    """

    evidence: str
    quote: str | None
    known: str
    day: str
    spans: tuple[str, ...]
    more: int


class Step(Model):
    """Words of a sentence that was accepted, and the span they rest on."""

    words: str
    span: str


class Miss(Model):
    """One sentence on which label and gate disagree, with what is needed to see why.

    Args:
        should: Codes of the rules that its class of error calls for; empty for a false reject
            and for a class that nobody described.
        reason: Why these.
    """

    id: str
    repo: str
    lang: str
    slot: str
    label: str
    error: str | None
    text: str
    cited: tuple[Cited, ...]
    proof: tuple[Step, ...]
    findings: tuple[Finding, ...]
    codes: tuple[str, ...]
    should: tuple[str, ...]
    reason: str


class Report(Model):
    """All figures of one suite."""

    suite: str
    claims: int
    evidence: int
    gate: Scores
    baselines: tuple[Check, ...]
    classes: tuple[Group, ...]
    languages: tuple[Group, ...]
    repositories: tuple[Group, ...]
    tradeoff: tuple[Point, ...]
    rules: tuple[RuleCount, ...]
    neighbours: Rate | None
    mutations: tuple[Altered, ...]
    benign: tuple[Altered, ...]
    misses: tuple[Miss, ...]

    @property
    def accepted(self) -> tuple[Miss, ...]:
        """Give the unsupported sentences that were let through."""
        return tuple(miss for miss in self.misses if miss.label == "unsupported")

    @property
    def rejected(self) -> tuple[Miss, ...]:
        """Give the supported sentences that were thrown out."""
        return tuple(miss for miss in self.misses if miss.label == "supported")
