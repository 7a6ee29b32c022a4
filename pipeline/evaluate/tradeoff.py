"""How the two errors are traded against each other: by thresholds, and by rules switched off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.domain.evidence import EvidenceIndex
from pipeline.domain.model import Model
from pipeline.evaluate.judged import Judged, judge
from pipeline.evaluate.rate import Scores, scores
from pipeline.settings import Policy
from pipeline.verify.page import rules
from pipeline.verify.rule import Severity, selected

BOUND = 0.03
"""Share of unsafe accepts under which the loosest policy is sought."""
_STEPS = 20
SWEPT: Mapping[str, tuple[tuple[float, ...], str]] = {
    "coverage": (tuple(n / _STEPS for n in range(_STEPS + 1)), "GV502"),
}
"""For each threshold of the policy the values that are tried, and the rule that reads it."""
_ALL = "all rules"


class Setting(Model):
    """A policy that is tried.

    Args:
        name: What is different about it.
        kind: `threshold`, or `preset` for rules switched off by family or severity, or `rule` for
            a single one.
        policy: The policy.
    """

    name: str
    kind: str
    policy: Policy


class Point(Model):
    """The two errors under one setting.

    Args:
        is_current: It is the policy in force.
        is_loosest: Of all settings with few enough unsafe accepts none rejects less.
    """

    name: str
    kind: str
    scores: Scores
    is_current: bool
    is_loosest: bool


def tradeoff(judged: Sequence[Judged], index: EvidenceIndex, policy: Policy) -> tuple[Point, ...]:
    """Score the gate under every setting that can be made of a policy.

    Args:
        judged: The claims with their verdicts under the policy in force.
        index: What they may cite.
        policy: The policy in force.
    """
    tried = [
        (setting, scores(_outcomes(judged, index, policy, setting.policy)))
        for setting in settings(policy)
    ]
    best = min(
        (
            (found.false_rejects.hits, -found.unsafe_accepts.hits, place)
            for place, (_, found) in enumerate(tried)
            if found.unsafe_accepts.share is not None and found.unsafe_accepts.share <= BOUND
        ),
        default=(0, 0, -1),
    )[2]
    return tuple(
        Point(
            name=setting.name,
            kind=setting.kind,
            scores=found,
            is_current=setting.policy == policy,
            is_loosest=place == best,
        )
        for place, (setting, found) in enumerate(tried)
    )


def settings(policy: Policy) -> Iterator[Setting]:
    """Give the settings around a policy: thresholds first, then families, severities, rules."""
    for name, (steps, _) in SWEPT.items():
        for value in sorted({*steps, float(getattr(policy, name))}):
            changed = policy.model_copy(update={name: value})
            yield Setting(name=f"{name} {value:g}", kind="threshold", policy=changed)
    on = [rule.code for rule in selected(rules(), policy)]
    for family in sorted({code[:3] for code in on}):
        yield _without(policy, f"without {family}", "preset", [c for c in on if c[:3] == family])
    mildest_first = tuple(Severity)[::-1]
    for number in range(1, len(mildest_first)):
        dropped = mildest_first[:number]
        codes = [rule.code for rule in rules() if rule.page.severity in dropped]
        yield _without(policy, f"without {' and '.join(dropped)}", "preset", codes)
    for code in on:
        yield _without(policy, f"without {code}", "rule", [code])


def _without(policy: Policy, name: str, kind: str, codes: Sequence[str]) -> Setting:
    ignore = tuple(sorted({*policy.ignore, *codes}))
    return Setting(name=name, kind=kind, policy=policy.model_copy(update={"ignore": ignore}))


def _outcomes(
    judged: Iterable[Judged], index: EvidenceIndex, old: Policy, new: Policy
) -> Iterator[tuple[bool, bool]]:
    """Give (is supported, was accepted) under another policy, asking the gate only if it must.

    A rule that is on under both, and reads no threshold that differs, objects under both. What
    was accepted stays so unless a threshold differs.
    """
    moved = {code for name, (_, code) in SWEPT.items() if getattr(old, name) != getattr(new, name)}
    still = {rule.code for rule in selected(rules(), new)} - moved
    for item in judged:
        if still.intersection(item.codes):
            yield item.is_supported, False
        elif item.is_accepted and not moved:
            yield item.is_supported, True
        else:
            yield judge((item.claim,), index, new)[0].outcome
