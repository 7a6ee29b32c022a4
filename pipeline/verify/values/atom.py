"""Atoms: the values that a text states, typed and exact."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """What a value is."""

    NUMBER = "number"
    QUANTITY = "quantity"
    """A number with a unit; durations included."""
    COUNT = "count"
    """A number of things that a record can count: commits, files, lines."""
    RANGE = "range"
    VAGUE = "vague"
    """A number known only by its least and its most: several, dozens, 十几."""
    DATE = "date"
    """A day, month, quarter, half, season, year, or a stretch between two of them."""
    CLOCK = "clock"
    """A time of day, in seconds since midnight; labelled where its zone is told."""
    WEEKDAY = "weekday"
    """One or more days of the week, in the label; the value tells which of its month's."""
    DAYTIME = "daytime"
    """A part of the day, in seconds since midnight, from the first to the last."""
    VERSION = "version"
    ORDINAL = "ordinal"
    ISSUE = "issue"
    FAMILY = "family"
    """A code that stands for a hundred: 5xx."""


class Bound(StrEnum):
    """On which side of the stated value the true one lies."""

    NONE = ""
    OVER = "over"
    LEAST = "least"
    UNDER = "under"
    MOST = "most"
    WITHIN = "within"
    ACROSS = "across"
    """A plain "over" before days or files: more than so many, or spread over them."""
    NEARLY = "nearly"
    """No limit, but a true value that lies a little below."""


class Side(StrEnum):
    """The side of a change that a value stands on."""

    NONE = ""
    OLD = "old"
    NEW = "new"


Days = tuple[date, date]
"""A half-open interval of days."""


@dataclass(frozen=True, slots=True)
class Atom:
    """One value with the words that state it.

    Args:
        kind: What it is.
        words: The words, verbatim.
        start: Offset of the first character.
        end: Offset after the last one.
        value: The number; a quantity's in the base of its dimension.
        high: The other end of a range; the most that a vague number may mean, None for no end.
        step: Worth of the last digit shown, in the same base: what rounding may hide.
        factor: How many bases one of its own unit is.
        unit: A quantity's dimension (`time`, `byte`, `percent`); empty for none.
        noun: The class of things counted (`file`, `line`); empty if the record can't count them.
        modifiers: The words between the number and the noun.
        label: A version's or an issue's text, without `v` and `#`.
        days: A date's intervals; a season of a year has two.
        ends: The first and the last date of a stretch, each as its own interval.
        yearless: The days are those of year 4: any year will do.
        approximate: Said to be about right.
        bound: Said to be a limit.
        side: Stands after "from" or "to".
        code: Stands in a code span.
        per: The unit of time that a rate counts by, empty for no rate.
    """

    kind: Kind
    words: str
    start: int
    end: int
    value: Decimal = Decimal(0)
    high: Decimal | None = None
    step: Decimal = Decimal(1)
    factor: Decimal = Decimal(1)
    unit: str = ""
    noun: str = ""
    modifiers: tuple[str, ...] = ()
    label: str = ""
    days: tuple[Days, ...] = ()
    ends: tuple[Days, ...] = ()
    yearless: bool = False
    approximate: bool = False
    bound: Bound = Bound.NONE
    side: Side = Side.NONE
    code: bool = False
    per: str = ""
