"""Dates as half-open intervals of days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.verify.values.atom import Days

ANY_YEAR = 4
"""Stands for a year that is not stated; a leap year, so that every day exists in it."""
_LAST_MONTH = 12
_LAST_YEAR = 9998


@dataclass(frozen=True, slots=True)
class Stated:
    """A date as far as a text states it."""

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    months: int = 1
    first: int | None = None
    last: int | None = None
    season: bool = False

    @property
    def days(self) -> tuple[Days, ...]:
        """Give its intervals; empty if there is no such date."""
        year = ANY_YEAR if self.year is None else self.year
        if not 1 < year < _LAST_YEAR:
            return ()
        if self.month is None:
            return ((date(year, 1, 1), date(year + 1, 1, 1)),)
        if self.first is None:
            starts = [year - 1, year] if self.season and self.month == _LAST_MONTH else [year]
            return tuple(_span(start, self.month, self.months) for start in starts)
        try:
            begin = date(year, self.month, self.first)
        except ValueError:
            return ()
        _, month_end = _span(year, self.month, 1)
        if self.last is not None and self.last < self.first:
            return ()
        length = (self.last or self.first) - self.first + 1
        return ((begin, min(begin + timedelta(days=length), month_end)),)


def _span(year: int, month: int, months: int) -> Days:
    total = year * 12 + month - 1 + months
    return date(year, month, 1), date(total // 12, total % 12 + 1, 1)


def holds(days: tuple[Days, ...], day: date, *, yearless: bool) -> bool:
    """Tell whether a day lies in one of the intervals."""
    if not yearless:
        return any(begin <= day < end for begin, end in days)
    return any(
        begin <= day.replace(year=year) < end
        for year in (ANY_YEAR, ANY_YEAR + 1)
        if (day.month, day.day) != (2, 29) or year == ANY_YEAR
        for begin, end in days
    )


def hull(first: tuple[Days, ...], last: tuple[Days, ...]) -> tuple[Days, ...]:
    """Give the stretch from one date to another, both included; empty if it runs backwards."""
    begin, end = min(d[0] for d in first), max(d[1] for d in last)
    return ((begin, end),) if begin < end and first[0][0] <= last[0][0] else ()
