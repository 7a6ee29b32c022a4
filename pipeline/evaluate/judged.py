"""A labelled claim together with what the gate said about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.domain.evidence import EvidenceIndex
from pipeline.domain.verdict import Status, Verdict
from pipeline.settings import Policy
from pipeline.verify import Claim, verify


@dataclass(frozen=True)
class Judged:
    """One claim and its verdict."""

    claim: Claim
    verdict: Verdict

    @property
    def is_supported(self) -> bool:
        """Tell what the label says."""
        return self.claim.label == "supported"

    @property
    def is_accepted(self) -> bool:
        """Tell what the gate said."""
        return self.verdict.status is Status.SUPPORTED

    @property
    def is_miss(self) -> bool:
        """Tell whether label and gate disagree."""
        return self.is_supported != self.is_accepted

    @property
    def outcome(self) -> tuple[bool, bool]:
        """Give (is supported, was accepted), as scores are made of."""
        return self.is_supported, self.is_accepted

    @property
    def codes(self) -> tuple[str, ...]:
        """Give the codes that spoke, each once, in their order."""
        return tuple(dict.fromkeys(finding.code for finding in self.verdict.findings))


def judge(claims: Iterable[Claim], index: EvidenceIndex, policy: Policy) -> tuple[Judged, ...]:
    """Run the gate over claims, in their order."""
    return tuple(
        Judged(claim=claim, verdict=verify(claim.narrative, index, policy).verdicts[0])
        for claim in claims
    )
