"""The gate: a narrative and its evidence in, a verdict for each sentence out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.domain.evidence import EvidenceIndex
from pipeline.domain.narrative import Citation, Narrative
from pipeline.domain.verdict import Account, Finding, Status, Verdict, Verification
from pipeline.settings import Policy
from pipeline.verify.case import Case
from pipeline.verify.help import helped
from pipeline.verify.proof import account, quoted
from pipeline.verify.registry import RULES
from pipeline.verify.rule import Rule, selected
from pipeline.verify.trim import trim

HELPED = 20
"""Findings of one sentence that get help: one with more is written anew, not mended."""


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
        return Verdict(
            sentence=case.sentence,
            status=Status.REJECTED,
            findings=findings,
            trimmed=trim(
                case.sentence,
                findings,
                lambda rest: tuple(_findings(replace(case, sentence=rest), rules)),
            ),
        )
    return Verdict(
        sentence=case.sentence,
        status=Status.SUPPORTED,
        citations=tuple(Citation(evidence=c.item.id, quote=quoted(case, c)) for c in case.cited),
        proof=account(case).steps,
    )


def accounts(
    narrative: Narrative, evidence: EvidenceIndex, policy: Policy
) -> Iterator[tuple[str, Account]]:
    """Say for each sentence, by its id, where each of its content words rests."""
    for sentence in narrative.sentences:
        yield (
            sentence.id,
            account(Case(sentence=sentence, bounds=narrative.phase, index=evidence, policy=policy)),
        )


def _findings(case: Case, rules: tuple[Rule, ...]) -> Iterator[Finding]:
    """Ask the rules in their order; a sentence with no evidence at all is asked no further."""
    found = 0
    for rule in rules:
        if found and not case.cited:
            return
        for finding in rule.findings(case):
            found += 1
            known = helped(case, finding) if found <= HELPED else None
            yield finding.model_copy(update={"help": known})
