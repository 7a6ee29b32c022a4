"""The rules, in the order of their codes: the one list of what the gate checks."""

from __future__ import annotations

from pipeline.verify import form, identity, names, usability
from pipeline.verify.rule import Check, Rule, pages

_CHECKS: dict[str, Check] = {
    "GV101": identity.cites_nothing,
    "GV102": identity.unknown,
    "GV103": identity.ambiguous,
    "GV104": identity.outside,
    "GV105": identity.not_theirs,
    "GV106": identity.unreachable,
    "GV107": usability.unusable,
    "GV108": identity.not_verbatim,
    "GV301": names.not_in_evidence,
    "GV501": form.more_than_one,
    "GV503": form.unsafe,
    "GV504": form.no_anchor,
}

RULES: tuple[Rule, ...] = tuple(
    Rule(code=code, page=pages()[code], check=check) for code, check in sorted(_CHECKS.items())
)
