"""What a number counts, by the words behind it, in both languages alike."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.verify.token import tokens
from pipeline.verify.values import words

_REACH = 48
_MOST = 3
"""Content words behind a number that may name what it counts."""
_BREAK = re.compile(r"[，。；：、（）()]|[,.;:!?](?=\s|$)|就|可以|都|均|被|把")
"""Ends a phrase: a mark, or a word that leads to a verb in Chinese."""


@lru_cache(maxsize=8192)
def things(text: str, start: int, end: int) -> frozenset[str]:
    """Give the keys of the first words from a number on; empty if they name nothing known.

    An English phrase ends with its noun in the plural: what follows is said of the things.

    Args:
        text: The text, in normal form.
        start: Where the number begins.
        end: Where the value ends, its noun included.
    """
    stop = _BREAK.search(text, end, end + _REACH)
    stretch = text[start : stop.start() if stop else end + _REACH]
    found: set[str] = set()
    counted = 0
    for token in tokens(stretch):
        low = token.text.casefold()
        if token.start >= end - start and low in words.whole("stops", "words"):
            break
        keys = {key for key in token.keys if not key.startswith("zh:")}
        if not keys or low in words.whole("stops", "anything"):
            continue
        found |= keys
        counted += 1
        if counted == _MOST or _is_plural(low):
            break
    return frozenset(found)


def _is_plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith("ss")


def alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether two numbers may count the same; what names nothing known may be anything."""
    return not one or not other or bool(one & other)


@lru_cache(maxsize=4096)
def keys(text: str) -> frozenset[str]:
    """Give the keys of all words of a text."""
    return frozenset(key for token in tokens(text) for key in token.keys)
