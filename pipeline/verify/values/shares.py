"""Shares and multiples told in words: a third of, two thirds, half the, 三分之一, 三成, 翻倍."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from pipeline.verify.values import numerals, words
from pipeline.verify.values.atom import Atom, Kind
from pipeline.verify.values.hedges import hedge
from pipeline.verify.values.tail import tail

_HUNDRED = Decimal(100)
_STEP = Decimal(2)
"""What a share in words is rounded to, in percent: a third is told of 33 % and of 34 %."""
_STEPS = Decimal("0.1")
"""The same for a multiple: doubled is told of 1.95."""
_SCALES = frozenset("百千万")
_OF_ONE = re.compile(r"\s+of\s+an?(?=\s)")
_CUES = (
    *("half", "halv", "third", "quarter", "fifth", "sixth", "eighth", "tenth", "fold"),
    *("doubl", "tripl", "trebl", "/", "分", "成", "半", "倍", "番", "斩"),
)
_IN = re.compile(r"(?:one|two|three|four|five|six|seven|eight|nine|\d)[\s-]in[\s-]")
"""A text that holds none of these tells no share; to ask so costs little."""


@lru_cache
def _pattern() -> re.Pattern[str]:
    parts = words.alternatives(words.table("fractions"))
    plural = words.alternatives(f"{p}s" for p in words.table("fractions") if p != "half")
    some = words.alternatives(words.integers("numbers"))
    many = rf"{some}|{words.alternatives(words.integers('scales'))}|\d{{1,5}}"
    folds = "|".join(sorted(words.integers("numbers"), key=lambda w: (-len(w), w)))
    digit = numerals.CHINESE[:-2] + "点]"
    return re.compile(
        rf"(?<![A-Za-z0-9-])(?:"
        rf"(?P<some>{some}|\d{{1,2}})[\s-](?P<plural>{plural})"
        rf"|one[\s-](?P<one>{parts})(?=\s+(?:of\b|the\b)|\s*[,.;:)]|$)"
        rf"|(?:a\s+)?(?P<of>{parts})(?=\s+(?:of|as|fewer|less|more|faster|slower|smaller|shorter)\b)"
        rf"|half(?P<half>)(?=\s+(?:the|its|our|their|that|this)\b)"
        rf"|(?<=\bby\s)(?:a\s+|one\s+)?(?P<by>{parts})(?=\s*(?:[,.;:)]|$|(?:and|to|from|in|on|for|after|since|when|with)\b))"
        rf"|(?<=\bto\s)(?:a\s+|one\s+)?(?P<to>{parts})(?=\s*(?:[.,;:)]|$))"
        rf"|in\s+half(?P<cut>)(?![\w-]|\s+an?\b)"
        rf"|(?<!\.)(?P<few>{some}|\d{{1,2}})[\s-]in[\s-](?:every\s+)?(?:an?\s+)?(?P<many>{many})(?![\w.,%]*\w)"
        rf"|(?P<top>\d{{1,2}})/(?P<bottom>\d{{1,2}})(?=\s+of\b)"
        rf"|(?P<fold>{folds})-?fold(?![A-Za-z])"
        rf"|(?P<times>\d{{1,3}})-?fold(?![A-Za-z])"
        rf"|(?P<deed>{words.alternatives(words.table('deeds'))})(?=\s+(?:the|its|our|their|this|that)\b)"
        rf")"
        rf"|(?P<down>{digit}{{1,5}}|\d{{1,4}})\s?分之\s?(?P<up>{digit}{{1,8}}|\d{{1,3}}(?:\.\d+)?)"
        rf"|(?<![完生形造变促达合组构收])(?P<tenths>[一二三四五六七八九]|\d)\s?成(?P<five>半)?"
        rf"(?![功为立员本果分交长熟品型就因份千不套熟])"
        rf"|(?P<word>{words.alternatives(words.table('share_words'))})(?!导)",
        re.IGNORECASE,
    )


def shares(text: str) -> Iterator[Atom]:
    """Read the shares and multiples of a text, in order."""
    low = text.casefold()
    if not any(cue in low for cue in _CUES) and not _IN.search(low):
        return
    for match in _pattern().finditer(text):
        value, unit = _value(match)
        if value is not None and (part := _part_of_unit(text, match, value, unit)):
            yield part
        elif value is not None and not (match["many"] and _is_measured(text, match.end())):
            approximate, bound = hedge(text, match.start(), match.end(), match.end())
            yield Atom(
                Kind.QUANTITY, match.group(), match.start(), match.end(), value,
                step=_step(match, value) if unit == "percent" else _STEPS,
                unit=unit, approximate=approximate, bound=bound,
            )  # fmt: skip


def _is_measured(text: str, end: int) -> bool:
    """Tell whether a unit follows: `one in two minutes` is no share."""
    following = tail(text, end)
    return bool(following and following.unit)


def _step(m: re.Match[str], value: Decimal) -> Decimal:
    """Give what a share is rounded to: one in fifty is told more closely than a third."""
    return min(_STEP, value / 10) if m["many"] else _STEP


def _part_of_unit(text: str, m: re.Match[str], value: Decimal, unit: str) -> Atom | None:
    """Read a share of one unit as a quantity: `a quarter of an hour`; None for other shares."""
    one = _OF_ONE.match(text, m.end()) if unit == "percent" else None
    following = tail(text, one.end()) if one else None
    if not following or not following.unit:
        return None
    factor, end = following.unit.factor, following.end
    approximate, bound = hedge(text, m.start(), end, end)
    return Atom(
        Kind.QUANTITY, text[m.start() : end], m.start(), end, value / _HUNDRED * factor,
        step=factor / _HUNDRED, factor=factor, unit=following.unit.dimension,
        approximate=approximate, bound=bound, per=following.unit.per,
    )  # fmt: skip


def _value(m: re.Match[str]) -> tuple[Decimal | None, str]:
    """Give the percentage or the multiple that a match states; None if its numerals are none."""
    if m["fold"] or m["times"]:
        return _count(m["fold"] or m["times"]), "ratio"
    if m["word"] or m["deed"]:
        return _word(m)
    return _percent(m), "percent"


def _percent(m: re.Match[str]) -> Decimal | None:
    part = m["one"] or m["of"] or m["by"] or m["to"] or m["plural"]
    if part:
        whole = words.integers("fractions")[part.casefold().removesuffix("s")]
        return _share(_count(m["some"] or "1"), Decimal(whole))
    if m["many"]:
        return _share(_count(m["few"]), _count(m["many"]))
    if m["tenths"]:
        return (_chinese(m["tenths"]) or Decimal(0)) * 10 + (5 if m["five"] else 0)
    if m["down"]:
        return _share(_chinese(m["up"]), _chinese(m["down"]))
    return _share(Decimal(m["top"] or 1), Decimal(m["bottom"] or 2))


def _word(m: re.Match[str]) -> tuple[Decimal, str]:
    key = "deeds" if m["deed"] else "share_words"
    row = words.table(key)[(m["deed"] or m["word"]).casefold()]
    number, unit = str(row).split()
    return Decimal(number), unit


def _share(top: Decimal | None, bottom: Decimal | None) -> Decimal | None:
    return None if top is None or not bottom or top > bottom else top / bottom * _HUNDRED


def _count(text: str) -> Decimal | None:
    return Decimal(text) if text.isdigit() else numerals.from_english(text)


def _chinese(text: str) -> Decimal | None:
    if text.replace(".", "", 1).isdigit():
        return Decimal(text)
    return numerals.from_chinese("一" + text if text in _SCALES else text)
