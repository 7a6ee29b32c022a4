"""Dates as half-open intervals of days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.verify.values.atom import Days

ANY_YEAR = 4
"""Stands for a year that is not stated; a leap year, so that every day exists in it."""
_LAST_MONTH = 12
_LAST_YEAR = 9998
_REACH = timedelta(days=366)
"""How far "before" and "after" a date reach."""


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
    week: int | None = None
    in_week: bool = False
    """The week is meant in which its day lies, or which begins with it."""

    @property
    def days(self) -> tuple[Days, ...]:
        """Give its intervals; empty if there is no such date."""
        year = ANY_YEAR if self.year is None else self.year
        if not 1 < year < _LAST_YEAR:
            return ()
        if self.week is not None:
            return _iso_week(year, self.week)
        if self.month is None:
            return ((date(year, 1, 1), date(year + 1, 1, 1)),)
        if self.first is None:
            starts = [year - 1, year] if self.season and self.month == _LAST_MONTH else [year]
            return tuple(_span(start, self.month, self.months) for start in starts)
        days = _in_month(year, self.month, self.first, self.last or self.first)
        return _weeks_of(days[0][0]) if days and self.in_week else days


def _in_month(year: int, month: int, first: int, last: int) -> tuple[Days, ...]:
    """Give the days of a month from one to another, cut at its end; empty if there are none."""
    begin, end = _span(year, month, 1)
    if not 1 <= first <= min(last, (end - begin).days):
        return ()
    return ((begin + timedelta(days=first - 1), min(begin + timedelta(days=last), end)),)


def _weeks_of(day: date) -> tuple[Days, ...]:
    """Give the week from Monday to Sunday in which a day lies, and the one that begins with it."""
    begins = (day - timedelta(days=day.weekday()), day)
    return tuple((begin, begin + timedelta(days=7)) for begin in dict.fromkeys(begins))


def _iso_week(year: int, week: int) -> tuple[Days, ...]:
    """Give the seven days of a week as ISO 8601 numbers them; empty if the year has no such."""
    try:
        begin = date.fromisocalendar(year, week, 1)
    except ValueError:
        return ()
    return ((begin, begin + timedelta(days=7)),)


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


def before(days: tuple[Days, ...], *, whole: bool) -> tuple[Days, ...]:
    """Give the year that ends where a date begins: what lies further back is not told by it.

    `whole`: where the date ends, for "before the end of" includes that end's own days.
    """
    end = days[-1][1] if whole else days[0][0]
    return ((end - _REACH, end),)


def after(days: tuple[Days, ...]) -> tuple[Days, ...]:
    """Give the year that begins where a date ends."""
    end = days[-1][1]
    return ((end, end + _REACH),)


def hull(first: tuple[Days, ...], last: tuple[Days, ...]) -> tuple[Days, ...]:
    """Give the stretch from one date to another, both included; empty if it runs backwards."""
    begin, end = min(d[0] for d in first), max(d[1] for d in last)
    return ((begin, end),) if begin < end and first[0][0] <= last[0][0] else ()


def yearless(days: tuple[Days, ...]) -> tuple[Days, ...]:
    """Give the same days of no year; empty if they are a year long or more."""
    return _moved(days[-1], ANY_YEAR)


def last_before(days: tuple[Days, ...], day: date) -> tuple[Days, ...]:
    """Give the latest year's edition of days of no year that has begun by a day."""
    this = _moved(days[-1], day.year)
    return this if this and this[0][0] <= day else _moved(days[-1], day.year - 1)


def _moved(days: Days, year: int) -> tuple[Days, ...]:
    begin, end = days
    if end - begin > timedelta(days=364):
        return ()
    try:
        return ((begin.replace(year=year), end.replace(year=year + end.year - begin.year)),)
    except ValueError:  # 29 February
        return ()
