"""Stretches of time as the field writes them: quarters."""

from __future__ import annotations

from datetime import date, timedelta

from pipeline.render.labels import Labels


def window(since: date | None, until: date | None, words: Labels) -> str:
    """Write a half-open stretch of days as its first and last quarter.

    Args:
        since: First day.
        until: First day after it.
        words: Labels of the résumé's language.
    """
    last = until - timedelta(days=1) if until and until > date.min else None
    if since is None or last is None:
        known = since or last
        return words.undated if known is None else _quarter(known, words)
    start, end = _quarter(min(since, last), words), _quarter(max(since, last), words)
    return start if start == end else words.range.format(start=start, end=end)


def _quarter(day: date, words: Labels) -> str:
    return words.quarter.format(year=day.year, quarter=words.quarters[(day.month - 1) // 3])
