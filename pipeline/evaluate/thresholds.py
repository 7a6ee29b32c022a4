"""What a suite must reach: limits that may only be tightened."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from math import ceil
from typing import Annotated

from pydantic import Field, TypeAdapter, ValidationError

from pipeline.domain.model import Model
from pipeline.errors import FormatError
from pipeline.evaluate.rate import Rate
from pipeline.evaluate.report import Report

Share = Annotated[float, Field(ge=0, le=1)]

DEFAULT = "default"
"""Name of the limits for suites that have none of their own."""
_SLACK = 1e-9
"""Shares written with ten digits must not fail for the eleventh."""


class Thresholds(Model):
    """Limits of one suite; None is no limit.

    Args:
        claims: Fewest claims: cases can't be taken out to pass.
        unsafe_accepts: Largest share of the unsupported that may be accepted.
        false_rejects: Largest share of the supported that may be rejected.
        neighbours: Smallest share of neighbouring commits that must be caught, where tested.
        classes: Largest share accepted, by error class.
    """

    claims: int = Field(default=1, ge=1)
    unsafe_accepts: Share | None = None
    false_rejects: Share | None = None
    neighbours: Share | None = None
    classes: dict[str, Share] = Field(default_factory=dict)


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


def failures(report: Report, limits: Thresholds) -> Iterator[str]:
    """Say which limits are not met, one sentence each. What was not measured is not met."""
    if report.claims < limits.claims:
        yield f"{report.claims} claims, but there must be {limits.claims}"
    gate = report.gate
    yield from _above("unsafe accepts", gate.unsafe_accepts, limits.unsafe_accepts)
    yield from _above("false rejects", gate.false_rejects, limits.false_rejects)
    found = {group.name: group.scores.unsafe_accepts for group in report.classes}
    for name, limit in sorted(limits.classes.items()):
        if name in found:
            yield from _above(f"unsafe accepts of {name}", found[name], limit)
        else:
            yield f"no claim of class {name}: nothing measured"
    caught = report.neighbours
    if caught is not None and limits.neighbours is not None:
        if caught.share is None:
            yield "no neighbouring commit: nothing measured"
        elif caught.share < limits.neighbours - _SLACK:
            yield f"neighbours caught {caught.share:.4f}, at least {limits.neighbours:.4f} allowed"


def reserves(report: Report, limits: Thresholds) -> Iterator[str]:
    """Say which limits are looser than what was reached, and what they could be."""
    gate = report.gate
    for name, rate, limit in (
        ("unsafe_accepts", gate.unsafe_accepts, limits.unsafe_accepts),
        ("false_rejects", gate.false_rejects, limits.false_rejects),
    ):
        if limit is not None and rate.share is not None:
            reached = ceil(rate.share * 1000) / 1000
            if reached < limit - _SLACK:
                yield f"{name} = {limit} may be tightened to {reached}"


def _above(name: str, rate: Rate, limit: float | None) -> Iterator[str]:
    if limit is None:
        return
    if rate.share is None:
        yield f"{name}: nothing measured"
    elif rate.share > limit + _SLACK:
        yield f"{name} {rate.hits} of {rate.n} ({rate.share:.4f}), at most {limit:.4f} allowed"
