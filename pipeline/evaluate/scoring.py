"""Scores the gate on labelled claims. Pure: the same claims and evidence give the same report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from pipeline.domain.commit import Commit
from pipeline.domain.evidence import Evidence, EvidenceIndex, spans_of
from pipeline.domain.narrative import Language
from pipeline.domain.pull_request import PullRequest
from pipeline.evaluate.additions import MERGED
from pipeline.evaluate.baselines import BASELINES
from pipeline.evaluate.benign import BENIGN, unharmed
from pipeline.evaluate.classes import classes
from pipeline.evaluate.judged import Judged, judge
from pipeline.evaluate.mutations import MUTATIONS, mutate
from pipeline.evaluate.neighbours import neighbours
from pipeline.evaluate.rate import Scores, rate, scores
from pipeline.evaluate.report import (
    Altered,
    Check,
    Cited,
    Group,
    Miss,
    Report,
    RuleCount,
    Step,
)
from pipeline.evaluate.tradeoff import tradeoff
from pipeline.settings import Policy
from pipeline.verify import Claim
from pipeline.verify.claims import ClaimCitation

_SPANS = 24
"""Pieces of a cited evidence that a report shows."""
_LETTERS = 400
"""Characters of a piece that a report shows."""


def evaluate(
    claims: Sequence[Claim],
    evidence: Sequence[Evidence],
    policy: Policy,
    *,
    suite: str = "",
    with_mutations: bool = False,
    with_neighbours: bool = False,
) -> Report:
    """Run the gate and the plain checks over labelled claims and count their errors.

    Args:
        claims: Labelled claims, ids unique.
        evidence: What they may cite, each repository in the order of its history.
        policy: The gate's policy.
        suite: Name that the report carries.
        with_mutations: Also alter supported sentences: harm must be caught, the rest kept.
        with_neighbours: Also cite neighbouring commits and see which are caught.
    """
    index = EvidenceIndex(evidence)
    judged = judge(claims, index, policy)
    nearby = judge(neighbours(claims, evidence, index), index, policy) if with_neighbours else ()
    return Report(
        suite=suite,
        claims=len(claims),
        evidence=len(evidence),
        gate=scores(item.outcome for item in judged),
        baselines=tuple(
            Check(name=name, scores=found)
            for name, found in zip(BASELINES, _baselines(judged, index), strict=True)
        ),
        classes=_groups(
            [item for item in judged if not item.is_supported],
            lambda item: item.claim.error or "",
            index,
            by_language=True,
        ),
        languages=_groups(judged, lambda item: item.claim.lang.value, index),
        repositories=_groups(judged, lambda item: item.claim.repo, index),
        tradeoff=tradeoff(judged, index, policy),
        rules=_rules(judged),
        neighbours=rate(not item.is_accepted for item in nearby) if with_neighbours else None,
        mutations=_caught(claims, index, policy) if with_mutations else (),
        benign=_kept(judged, index, policy) if with_mutations else (),
        misses=tuple(_miss(item, index) for item in judged if item.is_miss),
    )


def _baselines(judged: Sequence[Judged], index: EvidenceIndex) -> tuple[Scores, ...]:
    """Score the plain checks on the same sentences."""
    return tuple(
        scores((item.is_supported, check(item.claim, index)) for item in judged)
        for check in BASELINES.values()
    )


def _groups(
    judged: Sequence[Judged],
    key: Callable[[Judged], str],
    index: EvidenceIndex,
    *,
    by_language: bool = False,
) -> tuple[Group, ...]:
    """Score each group apart, sorted by name."""
    found: dict[str, list[Judged]] = {}
    for item in judged:
        found.setdefault(key(item), []).append(item)
    return tuple(
        Group(
            name=name,
            scores=scores(item.outcome for item in group),
            baselines=_baselines(group, index),
            languages=_by_language(group) if by_language else (),
        )
        for name, group in sorted(found.items())
    )


def _by_language(judged: Sequence[Judged]) -> tuple[Scores, ...]:
    return tuple(
        scores(item.outcome for item in judged if item.claim.lang is lang) for lang in Language
    )


def _rules(judged: Sequence[Judged]) -> tuple[RuleCount, ...]:
    """Count for each rule what it rejected, and what no other rule would have."""
    counts: dict[str, Counter[str]] = {}
    for item in judged:
        side = "wrongly" if item.is_supported else "rightly"
        for code in item.codes:
            counter = counts.setdefault(code, Counter())
            counter[side] += 1
            counter[f"{side}_alone"] += len(item.codes) == 1
    return tuple(
        RuleCount(
            code=code,
            rightly=counts[code]["rightly"],
            rightly_alone=counts[code]["rightly_alone"],
            wrongly=counts[code]["wrongly"],
            wrongly_alone=counts[code]["wrongly_alone"],
        )
        for code in sorted(counts)
    )


def _caught(claims: Sequence[Claim], index: EvidenceIndex, policy: Policy) -> tuple[Altered, ...]:
    """Count for each kind of harm how much of it is rejected."""
    made = judge(mutate(claims, index), index, policy)
    kinds = {name: kind.error for name, kind in MUTATIONS.items()} | {MERGED: "merged_facts"}
    return tuple(_altered(name, error, made, is_harm=True) for name, error in kinds.items())


def _kept(judged: Sequence[Judged], index: EvidenceIndex, policy: Policy) -> tuple[Altered, ...]:
    """Count for each harmless edit how many accepted sentences stay accepted."""
    accepted = [item.claim for item in judged if item.is_supported and item.is_accepted]
    made = judge(unharmed(accepted, index), index, policy)
    return tuple(_altered(name, "", made, is_harm=False) for name in BENIGN)


def _altered(name: str, error: str, made: Iterable[Judged], *, is_harm: bool) -> Altered:
    same = [item for item in made if item.claim.error == name]
    english, chinese = (
        rate(item.is_accepted != is_harm for item in same if item.claim.lang is lang)
        for lang in (Language.EN, Language.ZH)
    )
    return Altered(
        name=name,
        error=error,
        rate=rate(item.is_accepted != is_harm for item in same),
        languages=(english, chinese),
        failed=tuple(
            f"{item.claim.text} {' '.join(item.codes)}".strip()
            for item in same
            if item.is_accepted == is_harm
        ),
    )


def _miss(item: Judged, index: EvidenceIndex) -> Miss:
    claim = item.claim
    kind = classes().get(claim.error or "") if not item.is_supported else None
    return Miss(
        id=claim.id,
        repo=claim.repo,
        lang=claim.lang.value,
        slot=claim.slot.value,
        label=claim.label or "",
        error=claim.error,
        text=claim.text,
        cited=tuple(_cited(citation, index) for citation in claim.citations),
        proof=tuple(Step(words=s.words, span=_cut(s.span)) for s in item.verdict.proof),
        findings=item.verdict.findings,
        codes=item.codes,
        should=kind.codes if kind else (),
        reason=kind.reason if kind else "",
    )


def _cited(citation: ClaimCitation, index: EvidenceIndex) -> Cited:
    found = index.matches(citation.evidence)
    evidence = found[0] if len(found) == 1 else None
    spans = [_cut(span.text) for span in spans_of(evidence)] if evidence else []
    return Cited(
        evidence=citation.evidence,
        quote=citation.quote,
        known=evidence.id if evidence else "",
        day=_day(evidence),
        spans=tuple(spans[:_SPANS]),
        more=max(len(spans) - _SPANS, 0),
    )


def _day(evidence: Evidence | None) -> str:
    match evidence:
        case Commit():
            return evidence.authored_at.date().isoformat()
        case PullRequest():
            return evidence.merged_at.date().isoformat() if evidence.merged_at else ""
        case _:
            return ""


def _cut(text: str) -> str:
    return text if len(text) <= _LETTERS else f"{text[:_LETTERS]}…"
