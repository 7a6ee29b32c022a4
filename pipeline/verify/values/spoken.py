"""Reads numbers told in words: twenty-two, a pair of, a week, half an hour, 两万五千."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from pipeline.verify import lexicon
from pipeline.verify.values import numerals, words
from pipeline.verify.values.atom import Atom, Kind
from pipeline.verify.values.hedges import hedge
from pipeline.verify.values.made import AND_HALF, made
from pipeline.verify.values.tail import Tail, tail

_NOT_A_NUMERAL = frozenset("同统唯之单第每几数某另任逐划")
_POINTING = frozenset("这那此该上下前后")
_ONE = frozenset(("one", "a one", "single", "a single", "一"))
_ARTICLES = frozenset(("a", "an"))
_OF_RECORD = frozenset(("commit", "file", "line"))
"""Of these 一 is a number; of others it is the article."""
_INDEFINITE = frozenset(("a", "an", "another"))
_NOT_ONE = re.compile(r"[也都]?(?:未|没有?)")
_RECENT = frozenset(("last", "past"))
_SOME_OF = re.compile(r"\bthe (?:first|last|latter|former|other|next)\s+$", re.IGNORECASE)
_OF_THEM = re.compile(r"\s+of\s+(?:them|these|those|which)\b")
_THE = re.compile(r"\bthe\s+$", re.IGNORECASE)
_BY = re.compile(r"\bby\s+$", re.IGNORECASE)
"""Division by zero is the name of a fault."""
_NEXT = re.compile(r"\s*(?:(?P<word>[A-Za-z]+)|[,.;:)]|$)")
_OF = re.compile(r"\s+(?:of|in)\b")
_BETWEEN = re.compile(r"(?<=两次)[^，。；：、,;:]{1,12}之间")
"""`两次更新之间`: from one to the next, not two in all."""
_LARGE = re.compile(
    r"[一二两三四五六七八九十百千]{1,4}[百千万亿][零一二两三四五六七八九十百千万亿]*"
)
"""A Chinese numeral that is one also without a measure behind it: 两万五千."""
_LASTING = re.compile(r"\b(?:for|to|than)\s+$", re.IGNORECASE)
"""What makes an article before a unit of time a number: `kept for a week`."""
_HALF = re.compile(r"half(?:[\s-]+(?:an?|of\s+an?))?[\s-]+", re.IGNORECASE)


@lru_cache
def _starters() -> frozenset[str]:
    return frozenset(words.integers("numbers")) | frozenset(words.integers("scales")) | {"half"}


def word(text: str, m: re.Match[str]) -> Atom | None:
    """Read an English word as the beginning of a value, if it is one."""
    low = m["name"].casefold()
    if low in _proportions():
        return _proportion(text, m, low)
    if low in _INDEFINITE:
        return _indefinite(text, m)
    if low in _RECENT:
        return _recent(text, m)
    return _spelled(text, m) if low.partition("-")[0] in _starters() else None


@lru_cache
def _proportions() -> frozenset[str]:
    """Give the words that are a ratio or a percentage by themselves."""
    return frozenset((*words.table("cuts"), *words.table("ratios")))


def _recent(text: str, m: re.Match[str]) -> Atom | None:
    """Read `the last year` as the year that it lasts; `the last week of March` is a date."""
    following = tail(text, m.end())
    if not following or not following.unit or following.unit.dimension not in {"time", "month"}:
        return None
    is_dated = bool(_OF.match(text, following.end))
    stands = _THE.search(text[max(0, m.start() - 5) : m.start()])
    return _one(text, m, following) if stands and not is_dated else None


def _one(text: str, m: re.Match[str], following: Tail) -> Atom:
    return made(text, m.start(), m.end(), following, Decimal(1), Decimal(1))


def _proportion(text: str, m: re.Match[str], low: str) -> Atom:
    """Read a word that is a ratio or a percentage by itself: `twice`, `halved`."""
    ratio = words.table("ratios").get(low)
    value, unit = (
        (Decimal(str(ratio)), "ratio")
        if ratio
        else (Decimal(words.integers("cuts")[low]), "percent")
    )
    approximate, bound = hedge(text, m.start(), m.end(), m.end())
    return Atom(
        Kind.QUANTITY, m["name"], m.start(), m.end(), value,
        unit=unit, approximate=approximate, bound=bound,
    )  # fmt: skip


def _indefinite(text: str, m: re.Match[str]) -> Atom | None:
    """Read `a day later`, `a dozen`, `a hundred`: an article is one only before a unit of time."""
    number = numerals.english().match(text, m.start())
    if number:
        return _spelled(text, m)
    if group := _group().match(text, m.end()):
        size = Decimal(words.integers("groups")[group["name"].casefold()])
        end = group.end()
        return made(text, m.start(), end, tail(text, end), size, Decimal(1))
    following = tail(text, m.end())
    if not following or not following.unit or following.unit.dimension not in {"time", "month"}:
        return None
    after = text[following.end : following.end + 10].split()[:1]
    lasts = bool(after) and after[0].strip(".,") in _counted_by()
    lasts = lasts or bool(AND_HALF.match(text, following.end))
    lasts = lasts or bool(_LASTING.search(text[max(0, m.start() - 8) : m.start()]))
    is_hedged = any(hedge(text, m.start(), m.end(), following.end))
    return _one(text, m, following) if lasts or is_hedged else None


@lru_cache
def _group() -> re.Pattern[str]:
    """Give the pattern of the words that count what they are followed by: a `trio of` hooks."""
    names = words.alternatives(words.integers("groups"))
    return re.compile(rf"\s+(?P<name>{names})(?=\s+of\s)", re.IGNORECASE)


@lru_cache
def _counted_by() -> frozenset[str]:
    """Give what makes an article before a unit of time a number: `a day later`, `a day per run`."""
    return frozenset((*words.listed("elapsed", "counted"), "per", "each", "every"))


def _spelled(text: str, m: re.Match[str]) -> Atom | None:
    half = _HALF.match(text, m.start())
    if half:
        following = tail(text, half.end() - 1)
        if following and following.unit:
            return made(text, m.start(), half.end() - 1, following, Decimal("0.5"), Decimal("0.5"))
    end, value = _in_words(text, m.start())
    if value is None:
        return None
    following = tail(text, end)
    is_named = text[end : end + 1] == "-" and not (following and following.is_beside)
    if not value and (is_named or _BY.search(text[max(0, m.start() - 4) : m.start()])):
        return None
    following = None if is_named else following
    is_one = text[m.start() : end].casefold() in _ONE and not _counts(following)
    if is_one or (not following and _is_pronoun(text, m.start(), end)):
        return None
    return made(text, m.start(), end, following, value, Decimal(1))


def _in_words(text: str, start: int) -> tuple[int, Decimal | None]:
    """Read a number in words, or its first word alone; an article alone is none."""
    number = numerals.english().match(text, start)
    if not number:
        return start, None
    value = numerals.from_english(number.group())
    if value is not None:
        return number.end(), value
    first = re.split(r"[\s-]", number.group())[0]
    is_article = first.casefold() in _ARTICLES
    return start + len(first), None if is_article else numerals.from_english(first)


def _is_pronoun(text: str, start: int, end: int) -> bool:
    """Tell whether "the two" stands for things already named: no noun of its own is behind it."""
    if _SOME_OF.search(text[max(0, start - 16) : start]) and _OF_THEM.match(text, end):
        return True
    if not _THE.search(text[max(0, start - 8) : start]):
        return False
    following = _NEXT.match(text, end)
    if not following or not following["word"]:
        return bool(following)
    word = following["word"].casefold()
    return word in lexicon.function_words() - words.whole("stops", "anything")


def _counts(following: Tail | None) -> bool:
    """Tell whether what follows "one" makes it a number and not a pronoun."""
    return bool(following and (following.unit or following.noun in _OF_RECORD))


def chinese(text: str, m: re.Match[str]) -> Atom | None:
    """Read a Chinese numeral, with the measure, the unit or the noun behind it."""
    before = text[m.start() - 1 : m.start()]
    value = numerals.from_chinese(m["chinese"])
    if value is None or before in _NOT_A_NUMERAL:
        return None
    following = tail(text, m.end())
    if not following and _LARGE.fullmatch(m["chinese"]):
        return made(text, m.start(), m.end(), None, value, Decimal(1))
    if following and text[m.end() : m.end() + 1] == "位":
        following = Tail(following.end, measured=True)
    if not following or (following.noun and following.noun == "commit" and not following.measured):
        return None
    if following.measured and _BETWEEN.match(text, following.end):
        return None
    is_article = before in _POINTING or following.noun not in _OF_RECORD
    if m["chinese"] == "一" and not following.unit and is_article:
        return None
    if m["chinese"] == "一" and _NOT_ONE.match(text, following.end):
        value = Decimal(0)
    return made(text, m.start(), m.end(), following, value, Decimal(1))
