"""Reads the values of a text, one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from pipeline import resources
from pipeline.verify import lexicon
from pipeline.verify.values import numerals, words
from pipeline.verify.values.atom import Atom, Bound, Kind
from pipeline.verify.values.clock import clocks
from pipeline.verify.values.dates import dates
from pipeline.verify.values.daytimes import daytimes
from pipeline.verify.values.hedges import hedge
from pipeline.verify.values.pairs import paired
from pipeline.verify.values.rates import is_labelled, money_of, rate
from pipeline.verify.values.shares import shares
from pipeline.verify.values.tail import Tail, tail
from pipeline.verify.values.vague import vague

VERSION = (
    r"(?:[vV]\d++(?:\.\d++)*+|\d++(?:\.\d++){2,}+)"
    r"(?:[-+](?:[A-Za-z]|\d{8})\w*+(?:[.-]\w++)*+|(?:a|b|rc)\d++|\.(?:dev|post)\d++)?"
)
_TOKEN = re.compile(
    r"(?P<code>`[^`\n]{1,400}`)"
    r"|(?<![\w/])#(?P<issue>\d{1,9})(?!\w)"
    rf"|(?<![\w.])(?P<version>{VERSION})(?![A-Za-z0-9_])"
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_]*+(?:[./:@#+\\-]++[A-Za-z0-9_]++)*+)"
    r"|(?<![\w.])(?P<family>\d(?:xx|XX))(?!\w)"
    rf"|(?<![A-Za-z0-9_.])(?P<number>{numerals.DIGITS})(?P<suffix>[A-Za-z_µμ%][A-Za-z0-9_]*+)?"
    rf"|(?P<chinese>{numerals.CHINESE}{{1,20}}(?:点{numerals.CHINESE}{{1,10}})?)"
)
_VERSIONED = re.compile(r"(?:\b(?:[Vv]ersions?|(?P<name>[A-Z][\w+#]*)|release)|版本?|≥|>=)\s*$")
_ISSUE = re.compile(r"\b(?:[Ii]ssues?|PRs?|[Pp]ull requests?|[Tt]icket|[Bb]ug)\s+(?:no\.\s*)?$")
_COMPARED = re.compile(
    r"\s+(?:as(?! (?:described|explained|mentioned|noted|shown|part|well)\b)"
    r"|the|more|less|fewer|over|that|its|what|\w+er)\b"
)
_NOT_A_NUMERAL = frozenset("同统唯之单第每几数某另任逐划")
_POINTING = frozenset("这那此该上下前后")
_ONE = frozenset(("one", "a one", "single", "a single", "一"))
_ARTICLES = frozenset(("a", "an"))
_OF_RECORD = frozenset(("commit", "file", "line"))
"""Of these 一 is a number; of others it is the article."""
_SPANNED = frozenset(
    ("time", "month", "commit", "file", "pull", "repository", "service", "test", "workflow")
)
"""What work can spread over: a plain "over" before it need not mean "more than"."""
_FEW = 12
"""Things that work can spread over, whatever they are: over three calls."""
_PLAIN_OVER = re.compile(r"(?P<lead>[A-Za-z]*)\s*\bover\s+$", re.IGNORECASE)
_CLOCK = re.compile(
    r"(?:(?P<h>\d{1,3})h(?P<m>\d{1,3})m(?:(?P<s>\d{1,3})s)?|(?P<m2>\d{1,3})m(?P<s2>\d{1,3})s)(?!\w)"
)
_INDEFINITE = frozenset(("a", "an", "another"))
_NOT_ONE = re.compile(r"[也都]?(?:未|没有?)")
_RECENT = frozenset(("last", "past"))
_SECONDS = {"h": 3600, "m": 60, "s": 1, "m2": 60, "s2": 1}
_SOME_OF = re.compile(r"\bthe (?:first|last|latter|former|other|next)\s+$", re.IGNORECASE)
_OF_THEM = re.compile(r"\s+of\s+(?:them|these|those|which)\b")
_THE = re.compile(r"\bthe\s+$", re.IGNORECASE)
_BY = re.compile(r"\bby\s+$", re.IGNORECASE)
"""Division by zero is the name of a fault."""
_POWER = re.compile(r"[eE](\d{1,2})")
_NEXT = re.compile(r"\s*(?:(?P<word>[A-Za-z]+)|[,.;:)]|$)")
_OF = re.compile(r"\s+(?:of|in)\b")
_LEAD = 24
"""Characters before a number that may say what it is."""
_BETWEEN = re.compile(r"(?<=两次)[^，。；：、,;:]{1,12}之间")
"""`两次更新之间`: from one to the next, not two in all."""
_LARGE = re.compile(
    r"[一二两三四五六七八九十百千]{1,4}[百千万亿][零一二两三四五六七八九十百千万亿]*"
)
"""A Chinese numeral that is one also without a measure behind it: 两万五千."""
_UNIT_IN_NAME = re.compile(r"_(?P<unit>[A-Za-z]{1,7})`?\s*(?:[:=]+|->|→|to|is|of)\s*`?$")
"""A name that ends with its unit: `POLL_INTERVAL_MS = 300`."""
_LASTING = re.compile(r"\b(?:for|to|than)\s+$", re.IGNORECASE)
"""What makes an article before a unit of time a number: `kept for a week`."""
_FACTOR = re.compile(r"(?:\bby|[,(–—])\s*a factor of\s+(?:\w+\s+)?$", re.IGNORECASE)
_AND_HALF = re.compile(r"\s+and\s+a\s+half\b(?!\s+(?:of|million|billion|thousand)\b)")
_HALF = re.compile(r"half(?:[\s-]+(?:an?|of\s+an?))?[\s-]+", re.IGNORECASE)


@lru_cache(maxsize=4096)
def extract(text: str) -> tuple[Atom, ...]:
    """Read all values of a text, in order."""
    told = dates(text)
    dated = _beside(_beside(told, clocks(text)), daytimes(text, told))
    taken = _beside(_beside(dated, shares(text)), vague(text))
    found = list(_atoms(text, taken))
    counted = (_occasions(text, atom) for atom in found)
    return paired(text, tuple(sorted([*taken, *counted], key=lambda a: a.start)))


def _beside(taken: tuple[Atom, ...], more: Iterable[Atom]) -> tuple[Atom, ...]:
    """Add those values, given in order, that overlap with none of those taken."""
    found = list(taken)
    at = 0
    for atom in more:
        while at < len(taken) and taken[at].end <= atom.start:
            at += 1
        if at == len(taken) or taken[at].start >= atom.end:
            found.append(atom)
    return tuple(sorted(found, key=lambda atom: atom.start))


def _occasions(text: str, atom: Atom) -> Atom:
    """Tell "three times" from "three times as fast": without a comparison it is a number."""
    is_ratio = atom.unit == "ratio" and atom.words.casefold().endswith(("times", "twice", "thrice"))
    if not is_ratio or _COMPARED.match(text, atom.end):
        return atom
    return replace(atom, kind=Kind.NUMBER, unit="")


def _atoms(text: str, taken: tuple[Atom, ...]) -> Iterator[Atom]:
    at = 0
    stops = iter(taken)
    stop = next(stops, None)
    while match := _TOKEN.search(text, at):
        while stop and stop.end <= match.start():
            stop = next(stops, None)
        if stop and match.end() > stop.start and match.lastgroup != "code":
            at = max(stop.end, match.start() + 1)
            continue
        atom = _read(text, match)
        at = max(match.end(), atom.end if atom else 0)
        if atom:
            yield atom


def _read(text: str, m: re.Match[str]) -> Atom | None:
    match m.lastgroup:
        case "name":
            return _word(text, m)
        case "code":
            return _in_code(m)
        case "issue" | "family" as kind:
            return Atom(Kind(kind), m.group(), m.start(), m.end(), label=m[kind].casefold())
        case "version":
            return _version(m)
        case "chinese":
            return _chinese(text, m)
        case _:
            return _digits(text, m)


def _in_code(m: re.Match[str]) -> Atom | None:
    """Read a code span that is nothing but one value."""
    inner = m["code"][1:-1].strip()
    if not inner or not (inner[0].isdigit() or inner[0] in "vV<>=~"):
        return None
    atoms = tuple(_atoms(inner, ()))
    if len(atoms) != 1 or len(atoms[0].words) < len(inner.lstrip("<>=~ ")):
        return None
    return replace(atoms[0], words=m.group(), start=m.start(), end=m.end(), code=True)


def _version(m: re.Match[str]) -> Atom:
    return Atom(Kind.VERSION, m["version"], m.start(), m.end(), label=m["version"].lstrip("vV"))


def _digits(text: str, m: re.Match[str]) -> Atom | None:
    number, step = numerals.from_digits(m["number"])
    suffix = m["suffix"] or ""
    end = m.end()
    if clock := _CLOCK.match(text, m.start()):
        value = Decimal(sum(int(clock[part] or 0) * worth for part, worth in _SECONDS.items()))
        seconds = Tail(clock.end(), unit=words.glued()["s"])
        return _made(text, m.start(), clock.end(), seconds, value, Decimal(1))
    if suffix:
        glued = _glued(suffix)
        if glued is None:
            return _ordinal(m, suffix)
        factor, unit = glued
        number, step = number * factor, step * factor
        if unit:
            return _made(text, m.start(), m.end("number"), Tail(end, unit=unit), number, step)
    mark = text[end : end + 2].strip()[:1]
    if mark and mark in "万亿千百" and words.is_cjk(mark):
        end = text.index(mark, end) + 1
        number, step = numerals.scaled(number, mark), numerals.scaled(step, mark)
    elif not suffix:
        end, scale = numerals.scale_after(text, end)
        number, step = number * scale, step * scale
    following = tail(text, end) or _by_name(text, m.start(), end)
    atom = _made(text, m.start(), end, following, number, step)
    lead = text[max(0, m.start() - _LEAD) : m.start()]
    if not following and _ISSUE.search(lead) and m["number"].isdigit():
        return Atom(Kind.ISSUE, m["number"], m.start(), end, label=m["number"])
    is_plain = not following and not suffix and m["number"].replace(".", "").isdigit()
    if is_plain and _is_versioned(lead, m.start()):
        return replace(atom, kind=Kind.VERSION, label=m["number"])
    is_bare = atom.kind is Kind.NUMBER and "." in m["number"] and end == m.end("number")
    return replace(atom, label=m["number"] if is_bare else "")


def _by_name(text: str, start: int, end: int) -> Tail | None:
    """Give a number the unit with which the name that it is assigned to ends."""
    match = _UNIT_IN_NAME.search(text, max(0, start - _LEAD), start)
    unit = words.unit_of_name(match["unit"]) if match else None
    return Tail(end, unit=unit) if unit else None


def _is_versioned(lead: str, start: int) -> bool:
    """Tell whether a number is a version by what it stands behind: `Python 3`, not `Keep 13 rows`.

    A capital that begins the sentence makes no name of a word.
    """
    match = _VERSIONED.search(lead)
    if not match or not match["name"]:
        return bool(match)
    begins = start <= _LEAD and not lead[: match.start("name")].strip()
    return not begins or resources.technologies().find(match["name"]) is not None


def _glued(suffix: str) -> tuple[Decimal, words.Unit | None] | None:
    """Read letters that touch a number: `k`, `ms`, `kB`, `%`."""
    if suffix in words.glued():
        return Decimal(1), words.glued()[suffix]
    power = _POWER.fullmatch(suffix)
    factor = 10 ** int(power[1]) if power else words.integers("multipliers").get(suffix)
    if factor:
        return Decimal(factor), None
    return None


def _ordinal(m: re.Match[str], suffix: str) -> Atom | None:
    if suffix in {"st", "nd", "rd", "th"}:
        return Atom(Kind.ORDINAL, m.group(), m.start(), m.end(), Decimal(m["number"]))
    return None


def _made(
    text: str, start: int, number_end: int, following: Tail | None, number: Decimal, step: Decimal
) -> Atom:
    end = following.end if following else number_end
    approximate, bound = hedge(text, start, number_end, end)
    kind, unit, noun, factor = Kind.NUMBER, "", "", Decimal(1)
    per = ""
    modifiers: tuple[str, ...] = ()
    if following and following.unit:
        kind, unit, factor = Kind.QUANTITY, following.unit.dimension, following.unit.factor
        per = following.unit.per
        if more := _AND_HALF.match(text, end):
            number, end = number + Decimal("0.5"), more.end()
        number, step = (number + Decimal(following.half) / 2) * factor, step * factor
    elif following and following.noun and number == int(number):
        kind, noun, modifiers = Kind.COUNT, following.noun, following.modifiers
    is_few = not unit and number <= _FEW
    if bound is Bound.OVER and (is_few or unit in _SPANNED or noun in _SPANNED):
        plain = _PLAIN_OVER.search(text[max(0, start - 16) : start])
        is_more = not plain or plain["lead"].casefold() in words.whole("bounds", "more_over")
        bound = bound if is_more else Bound.ACROSS
    if kind is Kind.NUMBER and (money := money_of(text, start, end)):
        kind, unit, end = Kind.QUANTITY, *money
    elif kind is Kind.NUMBER and is_labelled(text, start):
        kind, unit = Kind.QUANTITY, "rate"
    elif kind is Kind.NUMBER and _FACTOR.search(text[max(0, start - _LEAD) : start]):
        kind, unit = Kind.QUANTITY, "ratio"
    return Atom(
        kind, text[start:end], start, end, number, None, step, factor, unit, noun, modifiers,
        approximate=approximate, bound=bound, per=per or rate(text, start, end),
    )  # fmt: skip


@lru_cache
def _starters() -> frozenset[str]:
    return frozenset(words.integers("numbers")) | frozenset(words.integers("scales")) | {"half"}


def _word(text: str, m: re.Match[str]) -> Atom | None:
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
    return _made(text, m.start(), m.end(), following, Decimal(1), Decimal(1))


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
        return _made(text, m.start(), end, tail(text, end), size, Decimal(1))
    following = tail(text, m.end())
    if not following or not following.unit or following.unit.dimension not in {"time", "month"}:
        return None
    after = text[following.end : following.end + 10].split()[:1]
    lasts = bool(after) and after[0].strip(".,") in _counted_by()
    lasts = lasts or bool(_AND_HALF.match(text, following.end))
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
            return _made(text, m.start(), half.end() - 1, following, Decimal("0.5"), Decimal("0.5"))
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
    return _made(text, m.start(), end, following, value, Decimal(1))


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


def _chinese(text: str, m: re.Match[str]) -> Atom | None:
    before = text[m.start() - 1 : m.start()]
    value = numerals.from_chinese(m["chinese"])
    if value is None or before in _NOT_A_NUMERAL:
        return None
    following = tail(text, m.end())
    if not following and _LARGE.fullmatch(m["chinese"]):
        return _made(text, m.start(), m.end(), None, value, Decimal(1))
    if following and text[m.end() : m.end() + 1] == "位":
        following = Tail(following.end, measured=True)
    if not following or (following.noun and following.noun == "commit" and not following.measured):
        return None
    if following.measured and _BETWEEN.match(text, following.end):
        return None
    if m["chinese"] == "一" and before in _POINTING and not following.unit:
        return None
    if m["chinese"] == "一" and _NOT_ONE.match(text, following.end):
        value = Decimal(0)
    if m["chinese"] == "一" and not (following.unit or following.noun in _OF_RECORD):
        return None
    return _made(text, m.start(), m.end(), following, value, Decimal(1))
