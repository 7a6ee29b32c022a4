"""How far a stated value may lie from the true one.

- Said plainly: not at all. A value that is worked out (a percentage, a ratio) may be rounded: it
  must lie within half of the last digit shown.
- Said to be approximate: within 5 %, or half of the last digit shown, whichever is more.
- Said to be a limit (`over`, `at least`, `under`, `at most`): on the right side of it and within a
  quarter of it; a limit further off misleads. `within` has no lower end.
"""

from __future__ import annotations

from decimal import Decimal

from pipeline.verify.values.atom import Atom, Bound

_SHARE = Decimal("0.05")
_REACH = Decimal("0.25")


def fits(atom: Atom, true: Decimal, *, rounded: bool = False) -> bool:
    """Tell whether the true value may be stated as this atom states it."""
    shown, half = atom.value, atom.step / 2
    match atom.bound:
        case Bound.OVER | Bound.LEAST:
            return shown <= true <= shown * (1 + _REACH)
        case Bound.UNDER | Bound.MOST:
            return shown * (1 - _REACH) <= true <= shown
        case Bound.WITHIN:
            return true <= shown
        case Bound.NONE:
            slack = max(shown * _SHARE, half) if atom.approximate else half if rounded else 0
            return abs(true - shown) <= slack
