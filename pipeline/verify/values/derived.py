"""GV203: percentages, ratios and differences, recomputed from operands that are named.

Operands are two values of the sentence itself, or the one change that the cited evidence states of
what the sentence speaks of. The gate never searches for operands that would fit.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from pipeline.verify.values import words
from pipeline.verify.values.atom import Atom, Kind, Side
from pipeline.verify.values.facts import Change
from pipeline.verify.values.lines import speaks_of_lines, whole
from pipeline.verify.values.matter import Answer, Matter, Objection, Proof
from pipeline.verify.values.tolerance import fits

_DERIVED = {"percent", "ratio", "point"}
_PERCENT = Decimal(100)
_REACH = 28
_PAIR = 2
_CHURN = re.compile(
    r"\b(?:added|removed|deleted)\b.*\b(?:added|removed|deleted|adding)\b", re.IGNORECASE
)
_THAN = re.compile(r"\b(?:more|less|fewer|no more|no less) than\b", re.IGNORECASE)
_OF = re.compile(r"(?:[.,;:]\s*|\bout\s+)of\s+(?:(?:the|its|all|these|those)\s+)*$", re.IGNORECASE)
_PART_OF = re.compile(
    r"\s+(?:\w+\s+)?of\s+(?:(?:the|its|all|these|those)\s+)*|[，,;；、\s]*其中\s?", re.IGNORECASE
)
_AMONG = re.compile(r"[^，,。；;\d]{0,10}[中里](?=[，,有\s])")
_IN_ALL = re.compile(r"\s+(?:in\s+all|in\s+total|altogether|all\s+told)\b", re.IGNORECASE)
_IN_ALL_ZH = re.compile(r"(?:合计|总计|一共|共计|总共|共)\s?$")
_AS_MANY = re.compile(r"\s+as (?:many|much|long|large|big|high)\b(?!\s+again)")
_TO = re.compile(r"\b(?:to|at) $", re.IGNORECASE)
"""What leads to what is left: brought down `to` a third."""
_JOIN = re.compile(r",\s?(?:and\s)?|\s(?:and|plus)\s|、|[和与及]")
_BY = re.compile(
    r"(?:\bby\s+(?:\w+\s+){0,2}|\ban?\s+(?:\w+\s+){0,2}of\s+|[了少加低高]\s*)$", re.IGNORECASE
)


@lru_cache
def _cue(key: str) -> re.Pattern[str]:
    return re.compile(
        "|".join(
            rf"\b{re.escape(w)}\b" if w.isascii() else re.escape(w)
            for w in sorted(words.listed("derived", key), key=lambda w: (-len(w), w))
        ),
        re.IGNORECASE,
    )


def judge_derived(matter: Matter, atom: Atom) -> Answer | None:
    """Recompute a percentage or a ratio; None if no operands are named."""
    operands = _operands(matter, atom)
    if operands is None:
        return None
    first, second = operands
    low, high = sorted(operands)
    if low <= 0:
        return None
    relation = _relation(matter, atom)
    true = _computed(atom.unit, relation, low, high)
    shown = f"{_plain(true)}{' %' if atom.unit == 'percent' else ' times'}"
    formula = f"{_plain(first)} and {_plain(second)} give {shown}"
    if fits(atom, true, rounded=True):
        return Proof(matter.cited[0].id, formula)
    return Objection("GV203", f"{formula}: write that, or leave it out", shown)


def judge_share(matter: Matter, atom: Atom) -> Proof | None:
    """Find a share as a part and its whole in the evidence: four fifths of `4 of those 5`."""
    if atom.unit != "percent":
        return None
    for facts in matter.facts:
        for part in facts.parts:
            if fits(atom, part.part / part.whole * _PERCENT, rounded=True):
                return Proof(facts.item.id, part.span)
    return None


def judge_difference(matter: Matter, atom: Atom) -> Answer | None:
    """Recompute a difference between two values; None if it is none or names no operands."""
    after = matter.text[atom.end : atom.end + _REACH].lstrip()
    before = matter.text[max(0, atom.start - _REACH) : atom.start]
    compared = _cue("less").match(after) or _cue("more").match(after)
    if atom.unit in {"percent", "ratio"}:
        return None
    if not (compared or _BY.search(before)):
        return _apart(matter, atom)
    operands = _operands(matter, atom)
    if operands is None:
        return None
    true = abs(operands[0] - operands[1])
    formula = f"{_plain(operands[0])} and {_plain(operands[1])} differ by {_plain(true)}"
    if fits(atom, true):
        return Proof(matter.cited[0].id, formula)
    return Objection("GV203", f"{formula}: write that, or leave it out", _plain(true))


def _apart(matter: Matter, atom: Atom) -> Proof | None:
    """Find a measure as what the one change of the evidence comes to: `took 136 bytes off`."""
    change = _change(matter, atom) if atom.unit else None
    if not change or abs(change.old - change.new) != atom.value:
        return None
    formula = f"{_plain(change.old)} and {_plain(change.new)} differ by {_plain(atom.value)}"
    return Proof(matter.cited[0].id, formula)


def judge_sum(matter: Matter, atom: Atom) -> Answer | None:
    """Add up the list that a total closes: `4, 6 and 3 percent, 13 in all`; None if it is none."""
    if not _IN_ALL.match(matter.text, atom.end) and not _IN_ALL_ZH.search(matter.before(atom, 8)):
        return None
    parts = _parts(matter, atom)
    if len(parts) < _PAIR:
        return None
    true = sum((part.value for part in parts), Decimal(0)) / parts[-1].factor
    formula = f"{' + '.join(_plain(p.value / p.factor) for p in parts)} give {_plain(true)}"
    if atom.value / atom.factor == true:
        return Proof(matter.cited[0].id, formula)
    return Objection("GV203", f"{formula}: write that, or leave it out", _plain(true))


def _parts(matter: Matter, atom: Atom) -> list[Atom]:
    """Give the last values before a total that follow one another and share one unit."""
    parts: list[Atom] = []
    for other in reversed([a for a in matter.atoms if a.end <= atom.start]):
        is_part = other.kind is Kind.QUANTITY and atom.unit in {"", other.unit}
        if is_part and (not parts or _is_next(matter, other, parts[0])):
            parts.insert(0, other)
        elif parts:
            break
    return parts


def _is_next(matter: Matter, one: Atom, other: Atom) -> bool:
    same = (one.unit, one.factor) == (other.unit, other.factor)
    return same and bool(_JOIN.fullmatch(matter.text, one.end, other.start))


def _computed(unit: str, relation: str, low: Decimal, high: Decimal) -> Decimal:
    if unit == "ratio":
        return high / low
    base = {"less": high, "share": high}.get(relation, low)
    part = low if relation == "share" else high - low
    return part / base * _PERCENT


def _relation(matter: Matter, atom: Atom) -> str:
    """Tell what the percentage is of: read after it first, then before it."""
    following = min((a.start for a in matter.atoms if a.start >= atom.end), default=None)
    after = matter.text[atom.end : following][:_REACH]
    before = matter.text[max(0, atom.start - _REACH) : atom.start]
    if atom.words.casefold() in words.table("cuts"):
        return "less"
    if _AS_MANY.match(after) or (not atom.words[0].isdigit() and _TO.search(before)):
        return "share"
    if _is_shared(matter, [a for a in matter.atoms if a.end <= atom.start]):
        return "share"
    for text in (after, _THAN.sub(" ", before)):
        found = [
            (m.start(), key) for key in ("less", "more", "share") if (m := _cue(key).search(text))
        ]
        if found:
            return min(found)[1]
    sides = {a.side: a.value for a in matter.atoms if a.side}
    if Side.OLD in sides and Side.NEW in sides:
        return "less" if sides[Side.NEW] < sides[Side.OLD] else "more"
    return "less"


def _is_shared(matter: Matter, told: list[Atom]) -> bool:
    """Tell whether what was told before is a part and its whole: `42 of the 56`."""
    last = told[-_PAIR:]
    return any(_is_whole(matter, a) for a in told) or (
        len(last) == _PAIR and bool(_PART_OF.fullmatch(matter.text, last[0].end, last[1].start))
    )


def _is_whole(matter: Matter, atom: Atom) -> bool:
    """Tell whether a value is what others are a part of: `of the 80 tests`, `80 个测试中`."""
    lead = ("." + matter.text[: atom.start])[-16:]
    return bool(_OF.search(lead) or _AMONG.match(matter.text, atom.end))


def _operands(matter: Matter, atom: Atom) -> tuple[Decimal, Decimal] | None:
    values = [
        a
        for a in matter.atoms
        if a is not atom
        and a.kind in {Kind.NUMBER, Kind.QUANTITY, Kind.COUNT}
        and not a.label
        and (a.unit not in _DERIVED or (atom.unit != a.unit and a.unit == "percent"))
        and a.noun not in {"commit", "file"}
    ]
    sided = [a for a in values if a.side]
    if atom.unit not in _DERIVED:
        values = [a for a in sided if a.unit == atom.unit]
    measured = [a for a in values if a.unit]
    values = measured if len(measured) >= _PAIR else values
    chosen = sided if len(sided) == _PAIR else values
    if len(chosen) > _PAIR:
        earlier = [a for a in chosen if a.end <= atom.start][-_PAIR:]
        chosen = earlier if len(earlier) == _PAIR else chosen[:_PAIR]
    if len(chosen) == _PAIR and _alike(*chosen):
        return chosen[0].value, chosen[1].value
    change = _change(matter, atom)
    if chosen and not (change and all(_is_end(change, a) for a in chosen)):
        return None
    tally = whole(matter) if speaks_of_lines(matter) or _CHURN.search(matter.text) else None
    if tally and atom.unit in _DERIVED and not chosen:
        return Decimal(tally.added), Decimal(tally.deleted)
    return (change.old, change.new) if change else None


def _is_end(change: Change, atom: Atom) -> bool:
    """Tell whether a value of the sentence is one end of the evidence's change."""
    ends = {Side.OLD: (change.old,), Side.NEW: (change.new,)}.get(atom.side)
    return atom.unit == change.unit and atom.value in (ends or (change.old, change.new))


def _change(matter: Matter, atom: Atom) -> Change | None:
    """Give the one change of the evidence, or of several the one whose words the sentence has."""
    unit = {"percent": "", "ratio": "", "point": "percent"}.get(atom.unit, atom.unit)
    changes = [c for facts in matter.facts for c in facts.changes if not unit or c.unit == unit]
    if len(changes) < _PAIR:
        return changes[0] if changes else None
    text = matter.text.casefold()
    ranked = sorted(((sum(w in text for w in c.about), at) for at, c in enumerate(changes)))
    (second, _), (most, best) = ranked[-2:]
    return changes[best] if most > second else None


def _alike(one: Atom, other: Atom) -> bool:
    return one.unit == other.unit


def _plain(number: Decimal) -> str:
    places = Decimal("0.1") if abs(number) >= 1 else Decimal("0.001")
    text = f"{number.quantize(places):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
