"""The lexicon of values, in the forms in which it is asked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import cast

from pipeline import resources

CJK = r"\u3400-\u9fff"
_IS_CJK = re.compile(rf"[{CJK}]")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: its dimension, how many of the dimension's base one of it is, and its rate's time."""

    dimension: str
    factor: Decimal
    per: str = ""


def table(*keys: str) -> dict[str, object]:
    """Give one table of the lexicon."""
    found: object = resources.lexicon("values")
    for key in keys:
        found = cast("dict[str, object]", found)[key]
    return cast("dict[str, object]", found)


def listed(section: str, key: str) -> tuple[str, ...]:
    """Give one list of the lexicon."""
    return tuple(cast("list[str]", table(section)[key]))


@lru_cache
def whole(section: str, key: str) -> frozenset[str]:
    """Give one list as a set of lower-case words."""
    return frozenset(word.casefold() for word in listed(section, key))


@lru_cache
def integers(section: str) -> dict[str, int]:
    """Give one table of whole numbers."""
    return {key: int(cast("int", value)) for key, value in table(section).items()}


@lru_cache
def units() -> dict[str, Unit]:
    """Give each unit by every spelling that may stand apart from its number."""
    return {word: unit for unit, words, _ in _units() for word in words}


@lru_cache
def unit_of_name(ending: str) -> Unit | None:
    """Give the unit that the ending of a name tells, in whatever case: `_MS`, `_seconds`."""
    low = ending.casefold()
    spelled = {word.casefold(): unit for word, unit in units().items() if len(word) > 1}
    return spelled.get(low) if low in whole("names", "units") else None


@lru_cache
def glued() -> dict[str, Unit]:
    """Give each unit by every spelling that may touch its number."""
    return {word: unit for unit, words, short in _units() for word in (*words, *short)}


def _units() -> list[tuple[Unit, list[str], list[str]]]:
    rows = cast("list[dict[str, object]]", resources.lexicon("values")["unit"])
    return [
        (
            Unit(
                cast("str", row["dimension"]),
                Decimal(cast("str", row["factor"])),
                cast("str", row.get("per", "")),
            ),
            cast("list[str]", row["words"]),
            cast("list[str]", row.get("glued", [])),
        )
        for row in rows
    ]


@lru_cache
def nouns() -> dict[str, str]:
    """Give for each counted noun, in lower case, its class."""
    rows = table("nouns")
    return {w.casefold(): name for name, row in rows.items() for w in cast("list[str]", row)}


@lru_cache
def endings_of(kind: str) -> tuple[str, ...]:
    """Give what the paths of a kind of files end with; empty if it is no such kind."""
    return tuple(cast("list[str]", table("extensions").get(kind, [])))


def alternatives(phrases: Iterable[str]) -> str:
    """Make an alternation of phrases, longest first; English ones end at a word's end."""
    parts = sorted(set(phrases), key=lambda p: (-len(p), p))
    return "|".join(
        re.escape(p) + (r"(?![A-Za-z])" if p[-1].isascii() and p[-1].isalpha() else "")
        for p in parts
    )


def is_cjk(text: str) -> bool:
    """Tell whether a Chinese character stands in the text."""
    return bool(_IS_CJK.search(text))


def endings(phrases: Iterable[str]) -> re.Pattern[str]:
    """Make a pattern for text that ends with one of the phrases."""
    parts = sorted(set(phrases), key=lambda p: (-len(p), p))
    body = "|".join(
        (r"(?<![A-Za-z])" if p[0].isascii() and p[0].isalpha() else "") + re.escape(p)
        for p in parts
    )
    return re.compile(rf"(?:{body})\s*(?:(?:a|an|the|only|just)\s+)?$", re.IGNORECASE)
