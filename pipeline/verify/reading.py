"""Readings: what is worked out of a text or an evidence is worked out once, and kept with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, wraps
from typing import Any, TypeVar


class Source:
    """Something to read: what was read from it is kept with it, and goes when it goes."""

    @cached_property
    def readings(self) -> dict[object, Any]:
        """Give what was read so far, by what read it."""
        return {}


S = TypeVar("S", bound=Source)
T = TypeVar("T")


def once(read: Callable[[S], T]) -> Callable[[S], T]:
    """Let a source keep what a function reads from it, so that it is read once."""

    @wraps(read)
    def kept(source: S) -> T:
        readings = source.readings
        if read not in readings:
            readings[read] = read(source)
        found: T = readings[read]
        return found

    return kept
