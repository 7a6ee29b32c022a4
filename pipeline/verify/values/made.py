"""Puts a number and what stands around it together to one value."""

from __future__ import annotations

import re
from decimal import Decimal

from pipeline.verify.values import words
from pipeline.verify.values.atom import Atom, Bound, Kind
from pipeline.verify.values.hedges import hedge
from pipeline.verify.values.rates import is_labelled, money_of, rate
from pipeline.verify.values.tail import Tail

_SPANNED = frozenset(
    ("time", "month", "commit", "file", "pull", "repository", "service", "test", "workflow")
)
"""What work can spread over: a plain "over" before it need not mean "more than"."""
_FEW = 12
"""Things that work can spread over, whatever they are: over three calls."""
_PLAIN_OVER = re.compile(r"(?P<lead>[A-Za-z]*)\s*\bover\s+$", re.IGNORECASE)
LEAD = 24
"""Characters before a number that may say what it is."""
_FACTOR = re.compile(r"(?:\bby|[,(–—])\s*a factor of\s+(?:\w+\s+)?$", re.IGNORECASE)
AND_HALF = re.compile(r"\s+and\s+a\s+half\b(?!\s+(?:of|million|billion|thousand)\b)")


def made(
    text: str, start: int, number_end: int, following: Tail | None, number: Decimal, step: Decimal
) -> Atom:
    """Make the value of a number: with its unit or noun, its hedges and its rate.

    Args:
        text: The text that it stands in.
        start: Offset of its first character.
        number_end: Offset behind the number alone.
        following: The unit or the noun behind it.
        number: The number.
        step: Worth of its last digit.
    """
    end = following.end if following else number_end
    approximate, bound = hedge(text, start, number_end, end)
    kind, unit, noun, factor = Kind.NUMBER, "", "", Decimal(1)
    per = ""
    modifiers: tuple[str, ...] = ()
    if following and following.unit:
        kind, unit, factor = Kind.QUANTITY, following.unit.dimension, following.unit.factor
        per = following.unit.per
        if more := AND_HALF.match(text, end):
            number, end = number + Decimal("0.5"), more.end()
        number, step = (number + Decimal(following.half) / 2) * factor, step * factor
    elif following and following.noun and number == int(number):
        kind, noun, modifiers = Kind.COUNT, following.noun, following.modifiers
    is_few = not unit and number <= _FEW
    if bound is Bound.OVER and (is_few or unit in _SPANNED or noun in _SPANNED):
        plain = _PLAIN_OVER.search(text[max(0, start - 16) : start])
        is_more = not plain or plain["lead"].casefold() in words.whole("bounds", "more_over")
        bound = bound if is_more else Bound.ACROSS
    if kind is Kind.NUMBER and (money := money_of(text, start, end)):
        kind, unit, end = Kind.QUANTITY, *money
    elif kind is Kind.NUMBER and is_labelled(text, start):
        kind, unit = Kind.QUANTITY, "rate"
    elif kind is Kind.NUMBER and _FACTOR.search(text[max(0, start - LEAD) : start]):
        kind, unit = Kind.QUANTITY, "ratio"
    return Atom(
        kind, text[start:end], start, end, number, None, step, factor, unit, noun, modifiers,
        approximate=approximate, bound=bound, per=per or rate(text, start, end),
    )  # fmt: skip
