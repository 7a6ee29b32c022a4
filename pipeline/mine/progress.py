"""How mining tells how far it is."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int | None], None]
"""Told a stage's name, how far it is, and how much there is in all (None: not known)."""


def silent(stage: str, done: int, total: int | None) -> None:
    """Tell nobody."""
