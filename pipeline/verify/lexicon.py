"""The lexicons under config/lexicons, in the form in which the gate asks them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import cast

from pipeline import resources
from pipeline.verify.stem import stem

_CJK = re.compile(r"[\u3400-\u9fff]")
_CHOICE = re.compile(r"\(\?:([^()]*)\)(?![?*+{])")
_BACK = re.compile(r"((?:\(\?<[!=][^()]*\))*)(.*)", re.DOTALL)
_GROUP = re.compile(r"\([^()]*\)")
_LETTER = re.compile(rf"(?:[A-Za-z]|{_CJK.pattern})(?![?*+{{])")
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

    Phrases are plain words, or regular expressions of our own lexicons that begin with a letter;
    what they look back at may stand in front of it. Matching is linear: they hold no nested
    repetition. At one place the longest phrase is tried first.

    A pattern begins with the plain set of the letters that begin a phrase, as `re` then passes
    over the rest of a text without trying anything, and boundaries are looked at behind it.
    """
    ordered = sorted(set(phrases), key=lambda p: (-len(p), p))
    tails: dict[str, list[str]] = {}
    for form in (form for phrase in ordered for form in _forms(phrase)):
        tails.setdefault(form[0].casefold(), []).append(form[1:])
    chinese = {letter for letter in tails if _CJK.match(letter)}
    sides = [_side(tails, chinese, "", "")] if chinese else []
    if tails.keys() - chinese:
        sides.append(_side(tails, tails.keys() - chinese, r"(?<![\w-])", r"(?![\w-])"))
    first = "".join(map(_either, tails))
    return re.compile(f"[{first}](?i:{'|'.join(sides)})" if tails else r"(?!)")


def _side(
    tails: Mapping[str, Sequence[str]], letters: AbstractSet[str], before: str, behind: str
) -> str:
    """Write what may follow some first letters, between what must stand around the whole."""
    mine = {letter: rest for letter, rest in tails.items() if letter in letters}
    any_of = "".join(map(_either, mine))
    rests = (f"(?<=[{_either(letter)}])(?:{'|'.join(rest)})" for letter, rest in mine.items())
    return rf"(?<={before}[{any_of}])(?:{'|'.join(rests)}){behind}"


def _forms(phrase: str) -> Iterator[str]:
    """Write out a phrase so that its letter comes first.

    The choice that it begins with is made, and what it looks back at comes behind the letter:
    `(?<!a )(?:b|c)d` is `b(?<!a b)d` and `c(?<!a c)d`.
    """
    back, rest = cast("re.Match[str]", _BACK.match(phrase)).groups()
    choice = _CHOICE.match(rest)
    heads, tail = (choice[1].split("|"), rest[choice.end() :]) if choice else ([""], rest)
    for form in (head + tail for head in heads):
        if not _LETTER.match(form) or "|" in _outside(form):
            msg = f"The phrase {phrase!r} of a lexicon must begin with a letter, in each choice."
            raise ValueError(msg)
        yield form[0] + back.replace(")", form[0] + ")") + form[1:]


def _outside(phrase: str) -> str:
    """Give what stands in no group."""
    inner, outer = "", phrase
    while inner != outer:
        inner, outer = outer, _GROUP.sub("", outer)
    return outer


def _either(letter: str) -> str:
    """Give a letter in all forms that case is not told apart in."""
    meets = re.compile(letter, re.IGNORECASE).match
    return "".join(filter(meets, dict.fromkeys(letter + letter.upper() + _CASELESS)))


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
