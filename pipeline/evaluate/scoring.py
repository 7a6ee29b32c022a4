"""Scores the gate on labelled claims. Pure: the same claims and evidence give the same report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from pipeline.domain.evidence import Evidence, EvidenceIndex
from pipeline.evaluate.baselines import BASELINES
from pipeline.evaluate.benign import BENIGN, unharmed
from pipeline.evaluate.judged import Judged, judge
from pipeline.evaluate.mutations import MUTATIONS, mutate
from pipeline.evaluate.neighbours import neighbours
from pipeline.evaluate.rate import rate, scores
from pipeline.evaluate.report import Altered, Cited, Group, Miss, Point, Report, RuleCount
from pipeline.settings import Policy
from pipeline.verify import Claim

COVERAGES = (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
"""Values of the policy's `coverage` between which the two errors are traded."""


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
        baselines=_baselines(claims, index),
        classes=_groups(
            [item for item in judged if not item.is_supported], lambda item: item.claim.error or ""
        ),
        languages=_groups(judged, lambda item: item.claim.lang.value),
        repositories=_groups(judged, lambda item: item.claim.repo),
        tradeoff=_tradeoff(claims, index, policy),
        rules=_rules(judged),
        neighbours=rate(not item.is_accepted for item in nearby) if with_neighbours else None,
        mutations=_caught(claims, index, policy) if with_mutations else (),
        benign=_kept(judged, index, policy) if with_mutations else (),
        misses=tuple(_miss(item) for item in judged if item.is_miss),
    )


def _baselines(claims: Sequence[Claim], index: EvidenceIndex) -> tuple[Group, ...]:
    return tuple(
        Group(
            name=name,
            scores=scores((claim.label == "supported", check(claim, index)) for claim in claims),
        )
        for name, check in BASELINES.items()
    )


def _groups(judged: Sequence[Judged], key: Callable[[Judged], str]) -> tuple[Group, ...]:
    """Score each group apart, sorted by name."""
    return tuple(
        Group(name=name, scores=scores(item.outcome for item in judged if key(item) == name))
        for name in sorted({key(item) for item in judged})
    )


def _tradeoff(claims: Sequence[Claim], index: EvidenceIndex, policy: Policy) -> tuple[Point, ...]:
    """Score the gate at each value of the coverage threshold, all else as the policy says."""
    values = sorted({*COVERAGES, policy.coverage})
    points: list[Point] = []
    for value in values:
        at = policy.model_copy(update={"coverage": value})
        outcome = scores(item.outcome for item in judge(claims, index, at))
        points.append(Point(coverage=value, is_current=value == policy.coverage, scores=outcome))
    return tuple(points)


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
    return tuple(_altered(name, made, is_harm=True) for name in MUTATIONS)


def _kept(judged: Sequence[Judged], index: EvidenceIndex, policy: Policy) -> tuple[Altered, ...]:
    """Count for each harmless edit how many accepted sentences stay accepted."""
    accepted = [item.claim for item in judged if item.is_supported and item.is_accepted]
    made = judge(unharmed(accepted, index), index, policy)
    return tuple(_altered(name, made, is_harm=False) for name in BENIGN)


def _altered(name: str, made: Iterable[Judged], *, is_harm: bool) -> Altered:
    same = [item for item in made if item.claim.error == name]
    return Altered(
        name=name,
        rate=rate(item.is_accepted != is_harm for item in same),
        failed=tuple(
            f"{item.claim.text} {' '.join(item.codes)}".strip()
            for item in same
            if item.is_accepted == is_harm
        ),
    )


def _miss(item: Judged) -> Miss:
    claim = item.claim
    return Miss(
        id=claim.id,
        repo=claim.repo,
        lang=claim.lang.value,
        label=claim.label or "",
        error=claim.error,
        text=claim.text,
        cited=tuple(Cited(evidence=c.evidence, quote=c.quote) for c in claim.citations),
        proof=tuple(f"{step.words} <- {step.span}" for step in item.verdict.proof),
        findings=tuple(f"{f.code} {f.message}" for f in item.verdict.findings),
        codes=item.codes,
    )
