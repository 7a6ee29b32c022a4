"""How far a stated value may lie from the true one.

- Said plainly: not at all. A value that is worked out (a percentage, a ratio) may be rounded to the
  digits shown: 69 % is right from 68.5 to below 69.5. A ratio in whole numbers would hide too much:
  it may lie a twentieth off at most.
- Said to be approximate: within half of what it is rounded to (about 1,200 is right from 1,150,
  about 35 from 32.5, about 57 from 56.5), but no further off than a twentieth. "Nearly" lies below,
  never above.
- Said to be a limit (`over`, `at least`, `under`, `at most`, `within`): it is the value itself, or
  a rounder number on the right side and within a quarter of it. A limit further off misleads, and
  nobody says "over 620" of 630.
- Vague (`several`, `dozens`): from the least to the most that the word may mean.
"""

from __future__ import annotations

from decimal import Decimal

from pipeline.verify.values.atom import Atom, Bound, Kind

_SHARE = Decimal("0.05")
_RATIO = Decimal("0.1")
"""The same for a hedged ratio: "nearly twice" is said of 1.8."""
_REACH = Decimal("0.25")
_BEYOND = {Bound.OVER, Bound.UNDER, Bound.NEARLY}
"""Limits that are not reached: over 600 is not 600."""


def fits(atom: Atom, true: Decimal, *, rounded: bool = False) -> bool:
    """Tell whether the true value may be stated as this atom states it."""
    if atom.kind is Kind.VAGUE:
        return atom.value <= true and (atom.high is None or true <= atom.high)
    if true == atom.value:
        return atom.bound not in _BEYOND
    low, high = _span(atom, rounded=rounded)
    is_limit = atom.bound not in {Bound.NONE, Bound.NEARLY}
    return low <= true < high and (not is_limit or _is_rounder(atom, true))


def _span(atom: Atom, *, rounded: bool) -> tuple[Decimal, Decimal]:
    """Give the half-open stretch in which the true value may lie."""
    shown = atom.value
    match atom.bound:
        case Bound.OVER | Bound.LEAST | Bound.ACROSS:
            return shown, shown * (1 + _REACH)
        case Bound.UNDER | Bound.MOST | Bound.WITHIN:
            return shown * (1 - _REACH), shown
        case Bound.NEARLY:
            return shown - _slack(atom, rounded=rounded), shown
        case Bound.NONE:
            slack = _slack(atom, rounded=rounded)
            return shown - slack, shown + slack


def _slack(atom: Atom, *, rounded: bool) -> Decimal:
    """Give how far a value that is no limit may be off."""
    half, share = atom.step / 2, atom.value * (_RATIO if atom.unit == "ratio" else _SHARE)
    if atom.bound is Bound.NEARLY:
        return max(share, half if rounded else Decimal(0))
    if atom.approximate and atom.unit == "percent" and not any(map(str.isdigit, atom.words)):
        return max(share, half)  # a share in words is no round number: about two thirds
    if atom.approximate:
        return max(
            min(share, _coarse(atom.value / atom.factor) * atom.factor / 2),
            half if atom.unit != "ratio" else Decimal(0),
        )
    if not rounded:
        return Decimal(0)
    return min(half, share) if atom.unit == "ratio" else half


def _coarse(number: Decimal) -> Decimal:
    """Give what a number is rounded to: 100 of 1,200, 5 of 35, 0.1 of 2.3."""
    sign, digits, exponent = number.normalize().as_tuple()
    del sign
    ends = int(exponent) if isinstance(exponent, int) else 0
    return Decimal(5 if digits[-1] == 5 else 1).scaleb(ends)  # noqa: PLR2004 - the last digit


def _is_rounder(atom: Atom, true: Decimal) -> bool:
    return _coarse(atom.value / atom.factor) > _coarse(true / atom.factor)


def agrees(atom: Atom, said: Atom, *, turned: bool) -> bool:
    """Tell whether a limit of the evidence is a limit on the same side in the sentence, or none.

    `turned`: the evidence may say what must not be: what fails below 95 % must be at least 95 %.
    """
    side, other = _SIDE.get(atom.bound, 0), _SIDE.get(said.bound, 0)
    return side != -other or turned or not side


_SIDE = {
    Bound.OVER: 1,
    Bound.LEAST: 1,
    Bound.UNDER: -1,
    Bound.MOST: -1,
    Bound.WITHIN: -1,
    Bound.NEARLY: -1,
}
