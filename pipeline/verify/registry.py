"""The rules, in the order of their codes: the one list of what the gate checks."""

from __future__ import annotations

from pipeline.verify import (
    abandonment,
    closing,
    coverage,
    default,
    denial,
    direction,
    form,
    identity,
    naming,
    opposite,
    outcome,
    ownership,
    parallel,
    relation,
    role,
    scope,
    sequence,
    status,
    unity,
    usability,
)
from pipeline.verify.figures import figures
from pipeline.verify.rule import Check, Rule, pages

_CHECKS: dict[str, tuple[Check, ...]] = {
    "GV101": (identity.cites_nothing,),
    "GV102": (identity.unknown,),
    "GV103": (identity.ambiguous,),
    "GV104": (identity.outside,),
    "GV105": (identity.not_theirs,),
    "GV106": (identity.unreachable,),
    "GV107": (usability.unusable,),
    "GV108": (identity.not_verbatim,),
    "GV109": (coverage.padding,),
    "GV201": (figures("GV201"),),
    "GV202": (figures("GV202"),),
    "GV203": (figures("GV203"),),
    "GV204": (figures("GV204"), sequence.misdated),
    "GV205": (figures("GV205"),),
    "GV206": (figures("GV206"),),
    "GV301": (naming.not_in_evidence,),
    "GV302": (
        role.exchanged,
        role.rivalled,
        role.crossed,
        parallel.paralleled,
        relation.reversed_roles,
    ),
    "GV303": (
        direction.reversed_direction,
        direction.turned,
        direction.disordered,
        direction.rerouted,
        sequence.misordered,
        sequence.misplaced,
        sequence.misranked,
    ),
    "GV304": (coverage.merged, coverage.joined, unity.united),
    "GV305": (direction.contradicted,),
    "GV401": (coverage.reason,),
    "GV402": (outcome.result,),
    "GV403": (coverage.abandonment, abandonment.given_up),
    "GV404": (ownership.ownership,),
    "GV405": (scope.scope,),
    "GV406": (denial.unfounded, denial.overruled, opposite.opposed, default.defaulted),
    "GV407": (
        status.status,
        status.leaving,
        status.unfinished,
        status.premature,
        closing.unsettled,
    ),
    "GV501": (form.more_than_one, coverage.second_clause),
    "GV502": (coverage.remainder,),
    "GV503": (form.unsafe,),
    "GV504": (form.no_anchor,),
}

RULES: tuple[Rule, ...] = tuple(
    Rule(code=code, page=pages()[code], checks=checks) for code, checks in sorted(_CHECKS.items())
)
