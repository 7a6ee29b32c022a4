"""Numbers known only by their least and their most: several, dozens of, 几个, 十几次, 数百行."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import cast

from pipeline.verify.values import words
from pipeline.verify.values.atom import Atom, Kind
from pipeline.verify.values.tail import tail

_TABLES = ("weak", "strong", "spans")
_COUNTED = re.compile(r"(?:\d|[A-Za-z])[\s-]+\Z")
_UNCOUNTED = re.compile(
    r"\b(?:came|come|only|just|and|then|until|till|followed|but)\s+\Z", re.IGNORECASE
)
"""What may stand before a unit in the plural that no number counts."""


@lru_cache
def _range(word: str) -> tuple[Decimal, Decimal | None]:
    tables = {k: v for name in _TABLES for k, v in words.table("vague", name).items()}
    least, most = cast("list[int]", tables[word])
    return Decimal(least), Decimal(most) if most else None


@lru_cache
def weak() -> frozenset[str]:
    """Give the words that say little more than the plural."""
    return frozenset(words.table("vague", "weak"))


@lru_cache
def _pattern() -> re.Pattern[str]:
    every = (*words.table("vague", "weak"), *words.table("vague", "strong"))
    english = words.alternatives(w for w in every if w.isascii())
    chinese = words.alternatives(w for w in every if not w.isascii())
    return re.compile(
        rf"(?<![A-Za-z0-9-])(?P<english>{english})(?![\w-])"
        rf"|(?<![\d一二三四五六七八九十百千万亿第个参函整常变次行总计倍指分多少人条件])(?P<chinese>{chinese})",
        re.IGNORECASE,
    )


@lru_cache
def _spans() -> re.Pattern[str]:
    units = words.alternatives(words.table("vague", "spans"))
    return re.compile(
        rf"(?<![\w-])(?:{units})(?=\s+(?:later|after|before|earlier|apart)\b)", re.IGNORECASE
    )


def vague(text: str) -> Iterator[Atom]:
    """Read the vague numbers of a text; in Chinese only those that something counted follows."""
    low = text.casefold()
    found = list(_numbers(text)) if any(sign in low for sign in _signs()) else []
    if any(name in low for name in words.table("vague", "spans")):
        found += _uncounted(text)
    yield from sorted(found, key=lambda atom: atom.start)


def _uncounted(text: str) -> Iterator[Atom]:
    """Read times between events that no number counts: `minutes later`."""
    for match in _spans().finditer(text):
        lead = text[max(0, match.start() - 16) : match.start()]
        if _COUNTED.search(lead) and not _UNCOUNTED.search(lead):
            continue
        name = match.group().casefold()
        unit, (least, most) = words.units()[name], _range(name)
        yield Atom(
            Kind.VAGUE, match.group(), match.start(), match.end(), least * unit.factor,
            None if most is None else most * unit.factor, unit.factor, unit.factor,
            unit.dimension, label="weak",
        )  # fmt: skip


@lru_cache
def _signs() -> tuple[str, ...]:
    """Give pieces of which a text with a vague number holds one: to ask so costs little."""
    every = (*words.table("vague", "weak"), *words.table("vague", "strong"))
    return tuple(dict.fromkeys(word.split()[-1 if word[-3:] != " of" else -2] for word in every))


def _numbers(text: str) -> Iterator[Atom]:
    for match in _pattern().finditer(text):
        following = tail(text, match.end())
        if match["chinese"] and match.group() not in {"多个", "若干"} and not following:
            continue
        unit = following.unit if following else None
        factor = unit.factor if unit else Decimal(1)
        least, most = _range(match.group().casefold())
        end = following.end if following else match.end()
        yield Atom(
            Kind.VAGUE, text[match.start() : end], match.start(), end, least * factor,
            None if most is None else (most + 1) * factor - 1 if unit else most,
            factor, factor, unit.dimension if unit else "",
            following.noun if following else "", following.modifiers if following else (),
            label="weak" if match.group().casefold() in weak() else "",
        )  # fmt: skip
