"""Finds times of day in a text: 19:49, 7:49 pm, 19 点 49 分."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from pipeline.verify.values.atom import Atom, Kind

_MINUTE, _HOUR, _NOON = 60, 3600, 12
_TIME = re.compile(
    r"(?<![\w:.])(?P<hour>[01]?\d|2[0-3])(?::|\s?[点时]\s?)(?P<minute>[0-5]\d)"
    r"(?::(?P<second>[0-5]\d))?(?:\s?分)?(?![A-Za-z\d:]|[.,]\d)"
    r"(?:\s?(?P<half>[AaPp])\.?[Mm]\b\.?)?(?:\s?(?P<zone>UTC|GMT))?"
)
_LEADS = re.compile(
    r"\b(?:at|by|from|until|till|before|after|around|about|past)\s+$|[午晚上晨夜日时在于]\s?$"
)
"""What makes a time of one digit and two: without it, 1:10 is a ratio."""
_EVENING = re.compile(r"(?:下午|晚上?|夜里)\s?$")
_HEDGED = re.compile(
    r"\b(?:about|around|circa|roughly|(?:shortly|just) (?:before|after))\s+$|[约近]\s?$"
)
_LEAD = 20


def clocks(text: str) -> Iterator[Atom]:
    """Find the times of day in a text, in order: their value is in seconds since midnight."""
    for match in _TIME.finditer(text):
        lead = text[max(0, match.start() - _LEAD) : match.start()]
        is_time = len(match["hour"]) > 1 or match["half"] or _LEADS.search(lead)
        if not is_time:
            continue
        hour = int(match["hour"])
        is_late = (match["half"] or "").casefold() == "p" or bool(_EVENING.search(lead))
        if match["half"] or is_late:
            hour = hour % _NOON + (_NOON if is_late else 0)
        value = hour * _HOUR + int(match["minute"]) * _MINUTE + int(match["second"] or 0)
        yield Atom(
            Kind.CLOCK, match.group(), match.start(), match.end(), Decimal(value),
            step=Decimal(1 if match["second"] else _MINUTE),
            label="UTC" if match["zone"] else "", approximate=bool(_HEDGED.search(lead)),
        )  # fmt: skip
