"""What follows a number: its unit, or the noun that it counts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.verify.values import words
from pipeline.verify.values.words import Unit

_IN_CLAUSE = re.compile(r"[了被把将已正]|在(?!线)")
"""What belongs to a verb: a noun that follows it is its object, and not what is counted."""


@dataclass(frozen=True, slots=True)
class Tail:
    """A unit, or a noun with what stands between it and the number, and where it ends."""

    end: int
    unit: Unit | None = None
    noun: str = ""
    modifiers: tuple[str, ...] = ()
    measured: bool = False
    half: bool = False

    @property
    def is_beside(self) -> bool:
        """Tell whether nothing stands between the number and its unit or noun."""
        return bool(self.unit) or not self.modifiers


@lru_cache
def _unit() -> re.Pattern[str]:
    return re.compile(
        rf"[\s-]?(?:{words.alternatives(words.units())})(?![A-Za-z])".replace("\\-", "-")
    )


@lru_cache
def _noun() -> re.Pattern[str]:
    nouns = words.alternatives(n for n in words.nouns() if n.isascii())
    return re.compile(
        rf"(?P<mods>(?:[\s-]+(?:[A-Za-z`]|(?:19|20)\d\d)[^\s,;:()。，]{{0,60}}+){{0,4}}?)[\s-]+(?P<noun>{nouns})(?![\w-]|['’]s\b|(?<!-line)(?<!-file)(?<!-test)\s(?:{nouns})\b)",
        re.IGNORECASE,
    )


@lru_cache
def _chinese() -> re.Pattern[str]:
    measures = words.alternatives(words.listed("measures", "words"))
    nouns = words.alternatives(words.nouns())
    direct = words.alternatives(n for n in words.nouns() if not n.isascii())
    return re.compile(
        rf"\s?[多余]?\s?(?:(?P<direct>{direct})|(?P<measure>{measures})"
        rf"(?:(?P<mods>[^,，。;；、:：()（）\d]{{0,10}}?)(?P<noun>{nouns})(?!{direct}))?)",
        re.IGNORECASE,
    )


@lru_cache
def _half_more() -> re.Pattern[str]:
    return re.compile(rf"\s?个半\s?(?P<unit>{words.alternatives(words.units())})")


def tail(text: str, end: int) -> Tail | None:
    """Read what follows a number that ends at an offset."""
    match = _unit().match(text, end)
    if match:
        return Tail(match.end(), unit=words.units()[match.group().lstrip("- \t\n")])
    is_chinese = words.is_cjk(text[end : end + 3])
    return _chinese_tail(text, end) if is_chinese else _counted(text, end)


def _counted(text: str, end: int) -> Tail | None:
    match = _noun().match(text, end)
    if not match:
        return None
    between = tuple(match["mods"].replace("-", " ").split())
    if any(word.casefold() in words.whole("stops", "words") for word in between):
        return None
    return Tail(match.end(), noun=words.nouns()[match["noun"].casefold()], modifiers=between)


def _chinese_tail(text: str, end: int) -> Tail | None:
    half = _half_more().match(text, end)
    if half:
        return Tail(half.end(), unit=words.units()[half["unit"]], half=True)
    match = _chinese().match(text, end)
    if not match:
        return None
    if match["direct"]:
        return Tail(match.end(), noun=words.nouns()[match["direct"].casefold()])
    if not match["noun"] or _IN_CLAUSE.search(match["mods"] or ""):
        return Tail(match.end("measure"), measured=True)
    between = tuple((match["mods"] or "").split())
    noun = words.nouns()[match["noun"].casefold()]
    return Tail(match.end(), noun=noun, modifiers=between, measured=True)
