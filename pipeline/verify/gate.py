"""The gate: a narrative and its evidence in, a verdict for each sentence out."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.domain.evidence import EvidenceIndex
from pipeline.domain.narrative import Citation, Narrative
from pipeline.domain.verdict import Finding, Status, Verdict, Verification
from pipeline.settings import Policy
from pipeline.verify.case import Case
from pipeline.verify.proof import proof_of, quoted
from pipeline.verify.registry import RULES
from pipeline.verify.rule import Rule, selected


def verify(narrative: Narrative, evidence: EvidenceIndex, policy: Policy) -> Verification:
    """Decide for each sentence whether the evidence that it cites supports it.

    Pure and deterministic: the same input gives the same verdict, for ever. What the rules can't
    decide is rejected, with a finding that says so.
    """
    rules = selected(RULES, policy)
    return Verification(
        verdicts=tuple(
            _verdict(
                Case(sentence=sentence, bounds=narrative.phase, index=evidence, policy=policy),
                rules,
            )
            for sentence in narrative.sentences
        )
    )


def _verdict(case: Case, rules: tuple[Rule, ...]) -> Verdict:
    findings = tuple(_findings(case, rules))
    if findings:
        return Verdict(sentence=case.sentence, status=Status.REJECTED, findings=findings)
    return Verdict(
        sentence=case.sentence,
        status=Status.SUPPORTED,
        citations=tuple(Citation(evidence=c.item.id, quote=quoted(case, c)) for c in case.cited),
        proof=proof_of(case),
    )


def _findings(case: Case, rules: tuple[Rule, ...]) -> Iterator[Finding]:
    """Ask the rules in their order; a sentence with no evidence at all is asked no further."""
    objected = False
    for rule in rules:
        if objected and not case.cited:
            return
        for finding in rule.findings(case):
            objected = True
            yield finding
