"""Light stemming: the forms of one English word fall together, different words stay apart.

Own rules after Porter's idea (M. Porter, "An algorithm for suffix stripping", 1980), shortened:
inflection first, then the noun endings that commit messages put on verbs.
"""

from __future__ import annotations

from functools import lru_cache
from typing import cast

from pipeline import resources

_LEAST = 3
_VOWELS = frozenset("aeiouy")
_ENDINGS = (
    ("ization", "iz"), ("isation", "iz"), ("izing", "iz"), ("ising", "iz"), ("ized", "iz"),
    ("ised", "iz"), ("izer", "iz"), ("iser", "iz"), ("ize", "iz"), ("ise", "iz"),
    ("ification", "ify"), ("ifies", "ify"), ("ified", "ify"), ("ying", "y"),
    ("iveness", ""), ("ations", ""), ("ation", ""), ("ating", ""), ("ators", ""), ("ator", ""),
    ("ated", ""), ("ates", ""), ("ate", ""), ("ative", ""),
    ("ctions", "ct"), ("ction", "ct"), ("ptions", "pt"), ("ption", "pt"),
    ("sions", "s"), ("sion", "s"), ("tions", "t"), ("tion", "t"), ("ions", ""), ("ion", ""),
    ("ments", ""), ("ment", ""), ("nesses", ""), ("ness", ""),
    ("ibilities", ""), ("abilities", ""), ("ibility", ""), ("ability", ""), ("ible", ""),
    ("able", ""), ("ities", ""), ("ity", ""), ("encies", ""), ("ency", ""), ("ancies", ""),
    ("ancy", ""), ("ences", ""), ("ence", ""), ("ances", ""), ("ance", ""), ("ently", ""),
    ("antly", ""), ("ents", ""), ("ent", ""), ("ants", ""), ("ant", ""), ("fully", ""),
    ("ful", ""), ("ically", ""), ("ical", ""), ("ionally", ""), ("ional", ""), ("ally", ""),
    ("ics", ""), ("ic", ""),
    ("ously", ""), ("ous", ""), ("ively", ""), ("ive", ""), ("als", ""), ("al", ""),
    ("ingly", ""), ("edly", ""), ("ings", ""), ("ing", ""), ("ies", "y"), ("ied", "y"),
    ("iers", "y"), ("ier", "y"), ("ers", ""), ("ors", ""), ("er", ""), ("or", ""), ("ily", "y"),
    ("ly", ""), ("eed", "ee"), ("ed", ""), ("es", ""), ("s", ""), ("e", ""),
)  # fmt: skip


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Give the stem of an English word; anything else comes back in small letters."""
    low = word.casefold().removesuffix("'s").removesuffix("’s")
    if not low.isascii() or not low.isalpha():
        return low
    low = _irregular().get(low, low)
    if low in _whole():
        return low
    return _agent(low, _tidy(_strip(low))) if len(low) > _LEAST else low


def _strip(word: str) -> str:
    for ending, instead in _ENDINGS:
        if not word.endswith(ending) or (ending == "s" and word.endswith("ss")):
            continue
        root = word[: -len(ending)]
        if len(root) >= _LEAST and any(letter in _VOWELS for letter in root):
            return root + instead
    return word


def _agent(word: str, root: str) -> str:
    """Let refactor and refactored, prefer and preferred meet: both lose the ending of an agent."""
    is_form = word.endswith(("ed", "ing"))
    return (
        _tidy(root[:-2])
        if is_form and root.endswith(("er", "or")) and len(root) > _LEAST + 1
        else root
    )


def _tidy(root: str) -> str:
    """Undo a doubled consonant and a final e or i, so that stop, stopped and stopping meet."""
    if len(root) > _LEAST and root[-1] == root[-2] and root[-1] not in "lsz":
        root = root[:-1]
    root = root.removesuffix("e") if len(root) > _LEAST else root
    return root[:-1] + "y" if root.endswith("i") and len(root) > _LEAST else root


@lru_cache
def _irregular() -> dict[str, str]:
    """Give the base of each form that no ending tells."""
    return cast("dict[str, str]", resources.lexicon("forms")["irregular"])


@lru_cache
def _whole() -> frozenset[str]:
    """Give the words whose end only looks like an ending."""
    return frozenset(cast("list[str]", resources.lexicon("forms")["whole"]))
