"""The lexicons under config/lexicons, in the form in which the gate asks them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby
from typing import cast

from pipeline import resources
from pipeline.verify.stem import stem

_CJK = re.compile(r"[\u3400-\u9fff]")
_CHOICE = re.compile(r"\(\?:([^()]*)\)(?![?*+{])")
_GROUP = re.compile(r"\([^()]*\)")
_LETTER = re.compile(r"[A-Za-z](?![?*+{])")
_CASELESS = "ıİſ\u212a"
"""Letters beyond ASCII that meet one within it where case is not told apart."""


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
    they hold no nested repetition. A Chinese phrase begins with a Chinese character.
    """
    parts = sorted(set(phrases), key=lambda p: (-len(p), p))
    chinese = [p for p in parts if _CJK.search(p)]
    english = [p for p in parts if not _CJK.search(p)]
    sides = []
    if chinese:  # what they begin with is looked at once for all, and so are the boundaries
        sides.append(rf"(?={_CJK.pattern})(?:{'|'.join(chinese)})")
    if english:
        sides.append(rf"(?<![\w-])(?:{_by_letter(english)})(?![\w-])")
    return re.compile("|".join(sides) or r"(?!)", re.IGNORECASE)


def _by_letter(phrases: Iterable[str]) -> str:
    """Write an alternation that looks at a letter once for all phrases that begin with it.

    At a place it meets what it would in the order given: phrases that begin with different
    letters never meet, and none changes places with one whose first letter is not plain.
    """
    spread = (form for phrase in phrases for form in _forms(phrase))
    found: list[str] = []
    for is_plain, forms in groupby(spread, _begins_plainly):
        tails: dict[str, list[str]] = {}
        for form in forms:
            letter, tail = (form[0].casefold(), form[1:]) if is_plain else ("", form)
            tails.setdefault(letter, []).append(tail)
        found += (f"{_either(letter)}(?:{'|'.join(rest)})" for letter, rest in tails.items())
    return "|".join(found)


def _forms(phrase: str) -> list[str]:
    """Write out the choice that a phrase begins with: `(?:a|b) c` is `a c` and `b c`."""
    choice = _CHOICE.match(phrase)
    return [head + phrase[choice.end() :] for head in choice[1].split("|")] if choice else [phrase]


def _begins_plainly(phrase: str) -> bool:
    """Tell whether every match of a phrase begins with its first letter."""
    inner, outer = "", phrase
    while inner != outer:
        inner, outer = outer, _GROUP.sub("", outer)
    return bool(_LETTER.match(phrase)) and "|" not in outer


def _either(letter: str) -> str:
    """Write a letter in all forms that case is not told apart in, as a plain set: it is fast."""
    meets = re.compile(letter, re.IGNORECASE).match
    forms = filter(meets, letter + letter.upper() + _CASELESS)
    return f"(?-i:[{''.join(forms)}])" if letter else ""


@lru_cache
def cues(name: str, *keys: str) -> re.Pattern[str]:
    """Make one pattern of all lists of some tables: most texts hold none, and are asked once."""
    return pattern(phrase for key in keys for row in table(name, key).values() for phrase in row)


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
def _synonyms() -> dict[str, frozenset[str]]:
    """Give for each stem the stems it may stand for: heads and members of a group meet.

    Two members of a group need not mean the same: raise and have both update, each in its way.
    """
    found: dict[str, set[str]] = {}
    for section in ("verbs", "nouns", "qualities"):
        for name, members in table("english", section).items():
            head = stem(name)
            for root in map(stem, members):
                found.setdefault(head, set()).add(root)
                found.setdefault(root, set()).add(head)
    for line in _lines("wordnet"):
        first, *others = map(stem, line.split(" "))
        for root in others:
            found.setdefault(first, set()).add(root)
            found.setdefault(root, set()).add(first)
    return {root: frozenset(others) for root, others in found.items()}


@lru_cache(maxsize=65536)
def roots(keys: frozenset[str]) -> frozenset[str]:
    """Give of a word's keys those that are words themselves, without the concepts."""
    return frozenset(key for key in keys if key[0] != "=")


@lru_cache(maxsize=65536)
def names(keys: frozenset[str]) -> frozenset[str]:
    """Give of a word's keys those that are a name whole, never by its parts."""
    return frozenset(key for key in keys if key[0] in "#~")


@lru_cache(maxsize=65536)
def technologies(keys: frozenset[str]) -> frozenset[str]:
    """Give of a word's keys the technologies that it names."""
    return frozenset(key for key in keys if key[0] == "~")


@lru_cache(maxsize=65536)
def direct(keys: frozenset[str]) -> frozenset[str]:
    """Give the words that mean the same as one with these keys: itself and its synonyms."""
    own = roots(keys)
    return own.union(*(_synonyms().get(root, frozenset()) for root in own))


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

    A term whose English words carry no content carries none itself: it has no keys, and neither
    has a unit, in either language. Our own terms go before the dictionary's.
    """
    found: dict[str, frozenset[str]] = {}
    idle = function_words()
    units = frozenset(map(stem, words("clauses", "units")))
    for section in ("function", "verbs", "nouns", "qualities"):
        rows = cast("dict[str, str]", resources.lexicon("chinese")[section])
        for term, gloss in rows.items():
            glosses = [] if idle.issuperset(gloss.split()) else gloss.split()
            keys = frozenset(
                key for word in glosses if stem(word) not in units for key in keys_of(word)
            )
            found[term] = found.get(term, frozenset()) | keys
    return _dictionary() | found


def _dictionary() -> dict[str, frozenset[str]]:
    """Read the general dictionary: what a term's content words are matched by."""
    rows = (line.split(" ") for line in _lines("cedict"))
    idle = function_words()
    return {
        term: frozenset(key for word in words if word not in idle for key in keys_of(word))
        for term, *words in rows
    }


def _lines(name: str) -> list[str]:
    """Read a plain word list: one entry a line, `#` begins a remark."""
    lines = resources.read_text("config", f"lexicons/{name}.txt").splitlines()
    return [line for line in lines if not line.startswith("#")]


@lru_cache
def longest_term() -> int:
    """Give the length of the longest Chinese term."""
    return max(map(len, chinese()))


@lru_cache
def verbs() -> frozenset[str]:
    """Give the words that head a group of verbs, or stand in one and in no group of nouns."""
    nouns = {word for name, row in table("english", "nouns").items() for word in (name, *row)}
    rows = table("english", "verbs")
    members = {word for row in rows.values() for word in row}
    general = {word for line in _lines("verbs") for word in line.split()}
    return frozenset(rows) | ((members | general) - nouns - _no_verbs())


@lru_cache
def _no_verbs() -> frozenset[str]:
    qualities = table("english", "qualities").items()
    qualified = {word for name, row in qualities for word in (name, *row)}
    return frozenset(words("english", "function")) | qualified


@lru_cache
def chinese_verbs() -> frozenset[str]:
    """Give the Chinese terms that are verbs and never nouns."""
    rows = resources.lexicon("chinese")
    return frozenset(cast("dict[str, str]", rows["verbs"])) - frozenset(
        cast("dict[str, str]", rows["nouns"])
    )


@lru_cache
def irregular() -> dict[str, str]:
    """Give the stem of each English form that no ending tells."""
    return cast("dict[str, str]", resources.lexicon("forms")["irregular"])


@lru_cache
def verb_stems() -> frozenset[str]:
    """Give the stems of the verbs."""
    return frozenset(stem(word) for word in verbs())
