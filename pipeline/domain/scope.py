"""What is mined."""

from __future__ import annotations

from datetime import date

from pipeline.domain.model import Model
from pipeline.domain.person import Person


class Scope(Model):
    """Which commits count.

    Args:
        person: Whose work it is; None means everyone's.
        refs: Branches or tags to read; empty means HEAD.
        since: First day that counts, in UTC.
        until: First day that no longer counts, in UTC (half-open).
        paths: Path prefixes; empty means all.
    """

    person: Person | None = None
    refs: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    paths: tuple[str, ...] = ()
