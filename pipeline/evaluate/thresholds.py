"""What a suite must reach: limits that may only be tightened."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from math import ceil, floor
from typing import Annotated

import tomlkit
from pydantic import Field, TypeAdapter, ValidationError
from tomlkit.items import AbstractTable

from pipeline.domain.model import Model
from pipeline.errors import FormatError
from pipeline.evaluate.rate import Rate
from pipeline.evaluate.report import Report

Share = Annotated[float, Field(ge=0, le=1)]

DEFAULT = "default"
"""Name of the limits for suites that have none of their own."""
_SLACK = 1e-9
"""Shares written with ten digits must not fail for the eleventh."""
_GRAIN = 1000
"""Limits are written in thousandths."""


class Thresholds(Model):
    """Limits of one suite; None is no limit.

    Args:
        claims: Fewest claims: cases can't be taken out to pass.
        unsafe_accepts: Largest share of the unsupported that may be accepted.
        false_rejects: Largest share of the supported that may be rejected.
        gap: Largest difference between English and Chinese in either of the two errors.
        neighbours: Smallest share of neighbouring commits that must be caught, where tested.
        classes: Largest share accepted, by error class.
    """

    claims: int | None = Field(default=None, ge=1)
    unsafe_accepts: Share | None = None
    false_rejects: Share | None = None
    gap: Share | None = None
    neighbours: Share | None = None
    classes: dict[str, Share] = Field(default_factory=dict)


class Measure(Model):
    """One limit beside what was reached.

    Args:
        key: Its keys in the file.
        name: What is measured, in words.
        reached: The share or count; None if nothing was measured.
        limit: What the file asks for.
        is_floor: The limit is the least that must be reached, not the most that may be.
        told: The reached value as it is shown.
    """

    key: tuple[str, ...]
    name: str
    reached: float | None
    limit: float
    is_floor: bool = False
    told: str = ""

    @property
    def is_met(self) -> bool:
        """Tell whether the limit holds; what was not measured is not met."""
        return self.reached is not None and self._ahead >= -_SLACK

    @property
    def is_loose(self) -> bool:
        """Tell whether a tighter limit would hold as well."""
        return self.is_met and abs(self.tightest - self.limit) > _SLACK

    @property
    def tightest(self) -> float:
        """Give the tightest limit, in thousandths, that what was reached still meets."""
        if self.reached is None or self._ahead <= 0:
            return self.limit
        if self.is_floor:
            return max(self.limit, floor(self.reached * _GRAIN + _SLACK) / _GRAIN)
        return min(self.limit, ceil(self.reached * _GRAIN - _SLACK) / _GRAIN)

    @property
    def _ahead(self) -> float:
        """Give by how much the limit is undercut, or the floor exceeded."""
        reached = self.reached or 0.0
        return reached - self.limit if self.is_floor else self.limit - reached


_FILE = TypeAdapter(dict[str, Thresholds])


def read_thresholds(text: str, where: str) -> dict[str, Thresholds]:
    """Read a thresholds file: one table for each suite, by the name of its folder.

    Raises:
        FormatError: It is not valid; the message names every wrong key.
    """
    try:
        return _FILE.validate_python(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise FormatError(f"not valid TOML: {error}", where=where) from None
    except ValidationError as error:
        items = error.errors(include_url=False, include_input=False)
        wrong = [f"{'.'.join(map(str, e['loc']))}: {e['msg'].lower()}" for e in items]
        raise FormatError("; ".join(wrong), where=where) from None


def measures(report: Report, limits: Thresholds) -> Iterator[Measure]:
    """Put each limit that applies beside what was reached."""
    gate = report.gate
    if limits.claims is not None:
        least = float(limits.claims)
        count = float(report.claims)
        yield Measure(key=("claims",), name="claims", reached=count, limit=least, is_floor=True)
    yield from _at_most(("unsafe_accepts",), gate.unsafe_accepts, limits.unsafe_accepts)
    yield from _at_most(("false_rejects",), gate.false_rejects, limits.false_rejects)
    found = {group.name: group.scores.unsafe_accepts for group in report.classes}
    nothing = Rate(hits=0, n=0, share=None, low=None, high=None)
    for name, limit in sorted(limits.classes.items()):
        yield from _at_most(("classes", name), found.get(name, nothing), limit)
    if limits.gap is not None:
        name = "difference between English and Chinese"
        yield Measure(key=("gap",), name=name, reached=gap(report), limit=limits.gap)
    caught = report.neighbours
    if caught is not None and limits.neighbours is not None:
        yield Measure(
            key=("neighbours",),
            name="neighbours caught",
            reached=caught.share,
            limit=limits.neighbours,
            is_floor=True,
            told=_told(caught),
        )


def gap(report: Report) -> float | None:
    """Give the larger of the two errors' differences between languages; None if one is missing."""
    both = [group.scores for group in report.languages]
    sides = (
        [found.unsafe_accepts.share for found in both],
        [found.false_rejects.share for found in both],
    )
    known = [[share for share in side if share is not None] for side in sides]
    if any(len(side) < 2 for side in known):  # noqa: PLR2004 - two languages
        return None
    return max(max(side) - min(side) for side in known)


def failure(measure: Measure) -> str:
    """Say that a limit is not met, and by how much."""
    if measure.reached is None:
        return f"{measure.name}: nothing measured"
    if measure.key == ("claims",):
        return f"{measure.reached:.0f} claims, but there must be {measure.limit:.0f}"
    bound = "at least" if measure.is_floor else "at most"
    return f"{measure.name} {_reached(measure)}, {bound} {measure.limit:.4f} allowed"


def reserve(measure: Measure) -> str:
    """Say that a limit is looser than what was reached, by how much, and what it could be."""
    key = ".".join(measure.key)
    if measure.key == ("claims",):
        return f"{key} = {measure.limit:.0f} may be tightened to {measure.tightest:.0f}"
    ahead = 100 * abs((measure.reached or 0.0) - measure.limit)
    return (
        f"{key} = {measure.limit:g} may be tightened to {measure.tightest:g}:"
        f" {_reached(measure)} is better by {ahead:.1f} points"
    )


def tightened(text: str, suite: str, limits: Thresholds, found: list[Measure]) -> str:
    """Write the tightest limits that hold into a thresholds file; comments and order stay.

    A suite without limits of its own gets a table with those that it is held to. No limit
    becomes looser, and one that is not met stays as it is.

    Args:
        text: The file.
        suite: Name of the table.
        limits: The limits that the suite is held to.
        found: What was reached.
    """
    document = tomlkit.parse(text)
    if suite not in document:
        own = tomlkit.table()
        for name, value in limits.model_dump(exclude_defaults=True).items():
            own[name] = value
        document[suite] = own
    for measure in found:
        if measure.is_loose:
            table = document[suite]
            for name in measure.key[:-1]:
                table = _inside(table)[name]
            value = measure.tightest
            _inside(table)[measure.key[-1]] = int(value) if measure.key == ("claims",) else value
    return tomlkit.dumps(document)


def _inside(table: object) -> AbstractTable:
    if not isinstance(table, AbstractTable):  # pragma: no cover - the file was read as tables
        raise TypeError(table)
    return table


def _at_most(key: tuple[str, ...], rate: Rate, limit: float | None) -> Iterator[Measure]:
    if limit is not None:
        what = key[-1].replace("_", " ") if len(key) == 1 else f"unsafe accepts of {key[-1]}"
        yield Measure(key=key, name=what, reached=rate.share, limit=limit, told=_told(rate))


def _told(rate: Rate) -> str:
    return f"{rate.hits} of {rate.n} ({rate.share or 0.0:.4f})"


def _reached(measure: Measure) -> str:
    return measure.told or f"{measure.reached or 0.0:.4f}"
