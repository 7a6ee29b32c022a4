"""The lexicons under config/lexicons, in the form in which the gate asks them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import cast

from pipeline import resources
from pipeline.verify.stem import stem

_CJK = re.compile(r"[\u3400-\u9fff]")


def words(name: str, *keys: str) -> tuple[str, ...]:
    """Give one list of a lexicon; the keys lead to it."""
    table: object = resources.lexicon(name)
    for key in keys:
        table = cast("dict[str, object]", table)[key]
    return tuple(cast("list[str]", table))


def table(name: str, key: str) -> dict[str, tuple[str, ...]]:
    """Give one table of lists of a lexicon."""
    rows = cast("dict[str, list[str]]", resources.lexicon(name)[key])
    return {name: tuple(row) for name, row in rows.items()}


def pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    """Make one pattern of many phrases: whole words in English, anywhere in Chinese.

    Phrases are plain words, or regular expressions of our own lexicons. Matching is linear:
    they hold no nested repetition.
    """
    parts = sorted(set(phrases), key=lambda p: (-len(p), p))
    return re.compile(
        "|".join(p if _CJK.search(p) else rf"(?<![\w-])(?:{p})(?![\w-])" for p in parts) or r"(?!)",
        re.IGNORECASE,
    )


@lru_cache
def groups() -> dict[str, frozenset[str]]:
    """Give the concepts that each stem stands for; a concept is written `=name`."""
    found: dict[str, set[str]] = {}
    for section in ("verbs", "nouns", "qualities"):
        for name, members in table("english", section).items():
            for member in (name, *members):
                found.setdefault(stem(member), set()).add("=" + name)
    return {key: frozenset(value) for key, value in found.items()}


@lru_cache
def function_words() -> frozenset[str]:
    """Give the words that carry no content of their own; figures are for GV2 to judge."""
    counting = words("clauses", "numbers") + words("clauses", "units")
    return frozenset(words("english", "function") + words("english", "light") + counting)


@lru_cache(maxsize=65536)
def keys_of(word: str) -> frozenset[str]:
    """Give what a word is matched by: its stem and the concepts it stands for."""
    root = stem(word)
    return groups().get(root, frozenset()) | {root}


@lru_cache
def chinese() -> dict[str, frozenset[str]]:
    """Give for each Chinese term the keys of the English words it stands for.

    A term with no English words is a function word: it has no keys.
    """
    found: dict[str, frozenset[str]] = {}
    for section in ("function", "verbs", "nouns", "qualities"):
        rows = cast("dict[str, str]", resources.lexicon("chinese")[section])
        for term, gloss in rows.items():
            keys = frozenset(key for word in gloss.split() for key in keys_of(word))
            found[term] = found.get(term, frozenset()) | keys
    return found


@lru_cache
def longest_term() -> int:
    """Give the length of the longest Chinese term."""
    return max(map(len, chinese()))
