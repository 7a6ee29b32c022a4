"""Finds dates in a text: English and Chinese, days to years, and stretches between two."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import cast

from pipeline.verify.values import numerals, words
from pipeline.verify.values.atom import Atom, Days, Kind
from pipeline.verify.values.days import Stated, after, before, hull

_YEAR = r"(?:19|20)\d\d"
_LEAD = 28
"""Characters before a month that may narrow it down."""
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "final": 4}
_HAS_DATE = re.compile(
    r"\d{4}|[年月季]|\bQ[1-4]"
    r"|\b(?:quarter|[Hh]alf of|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
)
_COUNTS = (
    r"(?!\s+(?:(?!(?:is|was|has|this|its|as|thus|plus|across|versus|always|afterwards)\b)"
    r"[a-z]+s|ms|s|min|[kMGT]i?B|px)\b)"
)
"""What follows a date: no noun in the plural and no unit, or else its last digits count those."""
_MONTH_ONLY = re.compile(
    r"(?:^|\b(?:in|of|since|by|early|late|mid|that|until|till|during|from|to|through|between|and"
    r"|next|following|same|before|after|on))[\s-]+$",
    re.IGNORECASE,
)
_JOIN = re.compile(r"\s*(?:,?\s*(?P<and>and)|to|through|until|till|[-–—~～至到和])\s*(?:the\s+)?")
_TO_QUARTER = re.compile(r"\s*(?:and|to|through|[-–—])\s*Q[1-4]\b")
_MONTH_NOUN = re.compile(r"\s+(?:(?P<kind>day|commits?|release)\b|[a-z]{3,})")
_THE = re.compile(r"\bthe\s+\Z")
_TO_MONTH = re.compile(r"\s*(?:to|through|[-–—])\s*[A-Z]")
_WEEK = re.compile(
    r"\bweek\s+(?:of|beginning|starting|commencing)\s+(?:on\s+)?(?:the\s+)?$", re.IGNORECASE
)
_WEEK_ZH = re.compile(r"\s?(?:所在的?|的)?[这那当]一?[周週]")
_BETWEEN = re.compile(r"(?:\b(?:between|from)\s+(?:the\s+)?|[在从自]\s*)$", re.IGNORECASE)
_EARLIER = re.compile(r"\b(?:before|prior to|ahead of)\s+$", re.IGNORECASE)
_CLOSING = re.compile(r"\b(?:end|close) of\b|[底末]$")
_LATER = re.compile(r"\bafter\s+$", re.IGNORECASE)
_EARLIER_ZH = re.compile(r"\s?(?:之前|以前|前(?![后端置缀提往面夕]))")
_SAME_MONTH = re.compile(
    r"(?:同|当)月\s?(?P<day>\d{1,2})\s?[日号]"
    r"|(?<![\d月年./-])(?P<bare>\d{1,2})\s?日(?![内后前起均活志常益期程])"
    r"|(?<=\b(?:on|by) )the (?P<nth>\d{1,2})(?:st|nd|rd|th)\b"
    r"(?! (?:attempt|try|line|commit|call|iteration|request|time|run|item|element|row|byte|release"
    r"|version|percentile|step|node|member|of (?!the same|that))\b|-)"
)
_LATER_ZH = re.compile(r"\s?(?:之后|以后|后(?![端台续缀面期来]))")


@lru_cache
def _english() -> re.Pattern[str]:
    months = "|".join(sorted((m.capitalize() for m in words.integers("months")), key=len)[::-1])
    seasons = "|".join(s for s in words.integers("seasons") if s.isascii())
    english = (p for p in words.table("year_parts") if p.isascii())
    parts = "|".join(f"[{p[0].upper()}{p[0]}]{p[1:]}" for p in english)
    day = r"\d{1,2}(?:st|nd|rd|th)?"
    to = r"to|and|through|until|till|[-–]"
    ordinal = "|".join((*_QUARTERS, "1st", "2nd", "3rd", "4th"))
    return re.compile(
        rf"(?<![\w./-])(?:"
        rf"(?P<iso>{_YEAR})(?:-(?P<isom>\d\d)(?:-(?P<isod>\d\d))?|/(?P<slm>\d\d?)/(?P<sld>\d\d?))"
        rf"(?![\w/-])"
        rf"|(?P<wy>{_YEAR})-?W(?P<w>\d\d)(?![\w-])"
        rf"|[Ww]eek\s+(?P<w2>\d{{1,2}})\s+(?:of|in)\s+(?P<w2y>{_YEAR})\b"
        rf"|(?:(?:the\s+)?(?P<part>[Ee]arly|[Mm]id|[Ll]ate)[\s-]+)?"
        rf"(?:(?P<d1>{day})(?:\s*(?:{to})\s*(?P<d2>{day}))?\s+(?:of\s+)?)?"
        rf"(?P<month>{months})\b\.?"
        rf"(?:\s+(?P<d3>{day})(?![\d%]|[,.]\d){_COUNTS}(?:\s*(?:{to})\s*(?P<d4>{day})(?![\d.]))?)?"
        rf"(?:,?\s+(?:(?:of|in)\s+)?(?P<myear>{_YEAR})(?![\w.]*\w))?"
        rf"|(?P<qord>{ordinal})\s+quarter\s+(?:of\s+)?(?P<qoy>{_YEAR})\b"
        rf"|Q(?P<q1>[1-4])(?:[\s,]*(?:of\s+)?(?P<q1y>{_YEAR}))?(?![\w-]*\w)"
        rf"|(?P<q2y>{_YEAR})[\s-]*Q(?P<q2>[1-4])\b"
        rf"|(?P<hord>first|second)\s+half\s+of\s+(?P<hoy>{_YEAR})\b"
        rf"|H(?P<h1>[12])\s+(?P<h1y>{_YEAR})\b|(?P<h2y>{_YEAR})\s*H(?P<h2>[12])\b"
        rf"|(?P<season>{seasons})\s+(?:of\s+)?(?P<sy>{_YEAR})\b"
        rf"|(?:the\s+)?(?P<ypart>{parts})(?:[\s-]+|\s+(?:of|in)\s+)(?P<py>{_YEAR})\b"
        rf"|(?:[Ii]n|of|[Dd]uring|[Ss]ince|[Bb]y|until|till|[Tt]hroughout|[Bb]efore|[Aa]fter|[Ff]rom|[Bb]etween|to)\s+"
        rf"(?P<year>{_YEAR})(?:\s*(?:and|or|to|through|[-–—])\s*(?P<until>{_YEAR}))?"
        rf"(?![\w.,%-]*\w){_COUNTS}"
        rf")",
    )


@lru_cache
def _chinese() -> re.Pattern[str]:
    digit = r"[一二三四五六七八九十]"
    month = rf"(?P<month>\d{{1,2}}|{digit}{{1,2}})\s*月(?!份额)"
    until = rf"(?:\s*(?:至|到|[-–—~～])\s*(?P<last>\d{{1,2}}|{digit}{{1,3}})\s*[日号])?"
    day = rf"(?:份)?\s*(?:(?P<day>\d{{1,2}}|{digit}{{1,3}})\s*[日号]{until})?"
    until2 = until.replace("last", "last2")
    parts = "的?第[一二三四1-4]周|的?最后一周|[上下]半月|上旬|中旬|下旬|初|底|末"
    part = rf"(?P<part>{parts})?"
    seasons = "".join(s for s in words.integers("seasons") if not s.isascii())
    return re.compile(
        rf"(?:(?<!\d)(?P<year>{_YEAR}|[零〇一二三四五六七八九]{{4}})\s*年\s*)"
        rf"(?:{month}{day}{part}|第?(?P<q>[一二三四1-4])\s*季度|Q(?P<q2>[1-4])"
        rf"|第\s?(?P<week>\d{{1,2}}|{digit}{{1,3}})\s?周"
        rf"|(?P<half>[上下])半年|(?P<season>[{seasons}])[季天]?|年?(?P<ypart>初|底|末|中期|中))?"
        rf"|第?(?P<q3>[一二三四1-4])\s*季度"
        rf"|(?<![\d个{digit[1:-1]}])(?P<month2>\d{{1,2}}|{digit}{{1,2}})\s*月(?!份额)"
        rf"(?:份)?\s*(?:(?P<day2>\d{{1,2}}|{digit}{{1,3}})\s*[日号]{until2})?(?P<part2>{parts})?"
    )


def dates(text: str) -> tuple[Atom, ...]:
    """Find the dates of a text, in order; those joined to a stretch become one."""
    if not _HAS_DATE.search(text):
        return ()
    found = [*_read_english(text)]
    if words.is_cjk(text):
        found = sorted([*found, *_read_chinese(text)], key=lambda s: s.start)
    return tuple(_joined(text, _with_days(text, _apart(found))))


def _with_days(text: str, found: list[Stated]) -> list[Stated]:
    """Add the days that are told by the month of the date before them: `同月 22 日`."""
    ends = [stated.end for stated in found]
    days = [
        Stated(
            m.start(), m.end(), last.year, last.month, first=int(m["day"] or m["bare"] or m["nth"])
        )
        for m in _SAME_MONTH.finditer(text)
        if (at := bisect_right(ends, m.start())) and (last := found[at - 1]).month
        if at == len(found) or m.end() <= found[at].start
    ]
    return sorted([*found, *days], key=lambda s: s.start) if days else found


def _apart(found: list[Stated]) -> list[Stated]:
    kept: list[Stated] = []
    for stated in found:
        if not kept or stated.start >= kept[-1].end:
            kept.append(stated)
    return kept


def _read_english(text: str) -> Iterator[Stated]:
    for m in _english().finditer(text):
        if m["iso"]:
            yield from _numeric(m)
        elif m["year"]:
            yield from _years(m)
        elif stated := _named(m, text) if m["month"] else _of_year(m, text):
            yield stated


def _numeric(m: re.Match[str]) -> Iterator[Stated]:
    month = int(m["isom"] or m["slm"])
    day = m["isod"] or m["sld"]
    if 1 <= month <= 12:  # noqa: PLR2004
        first = int(day) if day else None
        yield Stated(m.start(), m.end(), int(m["iso"]), month, first=first)


def _years(m: re.Match[str]) -> Iterator[Stated]:
    for name in ("year", "until"):
        if m[name]:
            yield Stated(m.start(name), m.end(name), int(m[name]))


def _named(m: re.Match[str], text: str) -> Stated | None:
    month = words.integers("months")[m["month"].casefold()]
    year = int(m["myear"]) if m["myear"] else None
    first = m["d1"] or m["d3"]
    bare = not (year or first or m["part"])
    if bare and not _stands(m, text):
        return None
    begin: int | None = None
    end: int | None = None
    start, in_week = m.start(), False
    if first:
        begin, end = _day(first), _day(m["d2"] or m["d4"] or first)
        in_week = bool(year and _WEEK.search(text, max(0, start - _LEAD), start))
    elif m["part"]:
        begin, end = _part(m["part"])
    elif narrowed := _narrowing().search(text, max(0, start - _LEAD), start):
        begin, end = _span_of(narrowed["span"])
        start = narrowed.start()
    return Stated(start, m.end(), year, month, first=begin, last=end, in_week=in_week)


def _stands(m: re.Match[str], text: str) -> bool:
    """Tell whether a month alone is one: "may" and "march" are also verbs."""
    before = text[max(0, m.start() - 12) : m.start()]
    if _MONTH_ONLY.search(before) or _TO_MONTH.match(text, m.end()):
        return True
    if _listed().match(text, m.end()):
        return True
    following = _MONTH_NOUN.match(text, m.end())
    if not following:
        return False
    return bool(_THE.search(before)) or bool(following["kind"] and m["month"] != "May")


@lru_cache
def _listed() -> re.Pattern[str]:
    """Give the pattern of what follows a month that stands in a list of months."""
    months = "|".join(m.capitalize() for m in words.integers("months"))
    return re.compile(rf"\s*(?:,|,?\s+and)\s+(?:{months})\b")


@lru_cache
def _narrowing() -> re.Pattern[str]:
    spans = words.alternatives(words.table("spans"))
    return re.compile(rf"(?<!by the )\b(?P<span>{spans})\s+(?:of|in)\s+$", re.IGNORECASE)


def _span_of(name: str) -> tuple[int, int]:
    first, last = cast("list[int]", words.table("spans")[name.casefold()])
    return first, last


def _day(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def _part(name: str) -> tuple[int, int]:
    first, last = cast("list[int]", words.table("parts")[name.casefold()])
    return first, last


def _of_year(m: re.Match[str], text: str) -> Stated | None:
    at = m.start(), m.end()
    if m["qord"]:
        quarter = _QUARTERS.get(m["qord"]) or int(m["qord"][0])
        return Stated(*at, int(m["qoy"]), 3 * quarter - 2, 3)
    if m["q1"] or m["q2"]:
        return _quarter(m, text)
    if m["hord"] or m["h1"] or m["h2"]:
        half = _QUARTERS.get(m["hord"] or "") or int(m["h1"] or m["h2"])
        return Stated(*at, int(m["hoy"] or m["h1y"] or m["h2y"]), 6 * half - 5, 6)
    if m["w"] or m["w2"]:
        return Stated(*at, int(m["wy"] or m["w2y"]), week=int(m["w"] or m["w2"]))
    if m["season"]:
        start = words.integers("seasons")[m["season"].casefold()]
        return Stated(*at, int(m["sy"]), start, 3, season=True)
    return Stated(*at, int(m["py"]), *_year_part(m["ypart"]))


def _quarter(m: re.Match[str], text: str) -> Stated | None:
    """Read a quarter; one without a year only where a date can stand: Q1 is also a name."""
    year = m["q1y"] or m["q2y"]
    stands = _MONTH_ONLY.search(text[max(0, m.start() - 12) : m.start()])
    if not (year or stands or _TO_QUARTER.match(text, m.end())):
        return None
    month = 3 * int(m["q1"] or m["q2"]) - 2
    return Stated(m.start(), m.end(), int(year) if year else None, month, 3)


def _year_part(name: str) -> tuple[int, int]:
    """Give the first month of a part of a year, and how many months it has."""
    first, last = cast("list[int]", words.table("year_parts")[name.casefold()])
    return first, last - first + 1


def _read_chinese(text: str) -> Iterator[Stated]:
    for m in _chinese().finditer(text):
        year = _whole(m["year"]) if m["year"] else None
        at = m.start(), m.end()
        if m["month"] or m["month2"]:
            yield from _chinese_month(m, year)
        elif quarter := m["q"] or m["q2"] or m["q3"]:
            yield Stated(*at, year, 3 * (_whole(quarter) or 1) - 2, 3)
        elif m["week"]:
            yield Stated(*at, year, week=_whole(m["week"]))
        elif m["half"]:
            yield Stated(*at, year, 1 if m["half"] == "上" else 7, 6)
        elif m["season"]:
            yield Stated(*at, year, words.integers("seasons")[m["season"]], 3, season=True)
        elif m["ypart"]:
            yield Stated(*at, year, *_year_part(m["ypart"][0]))
        else:
            yield Stated(*at, year)


def _chinese_month(m: re.Match[str], year: int | None) -> Iterator[Stated]:
    month = _whole(m["month"] or m["month2"])
    if month is None or not 1 <= month <= 12:  # noqa: PLR2004
        return
    day, part = m["day"] or m["day2"], m["part"] or m["part2"]
    first = _whole(day) if day else None
    until = m["last"] or m["last2"]
    last = _whole(until) if until else None
    if part and not day:
        first, last = _part(part.removeprefix("的"))
    week = _WEEK_ZH.match(m.string, m.end()) if year and day else None
    end = week.end() if week else m.end()
    yield Stated(m.start(), end, year, month, first=first, last=last, in_week=bool(week))


def _whole(text: str) -> int | None:
    if text.isdigit():
        return int(text)
    if len(text) == 4 and "十" not in text:  # noqa: PLR2004 - a year, digit by digit
        return int("".join(str("〇一二三四五六七八九".index(c.replace("零", "〇"))) for c in text))
    number = numerals.from_chinese(text)
    return None if number is None else int(number)


def _joined(text: str, found: list[Stated]) -> Iterator[Atom]:
    at = 0
    while at < len(found):
        stated = found[at]
        following = found[at + 1] if at + 1 < len(found) else None
        whole = _stretch(text, stated, following) if following else None
        yield whole or _atom(text, stated)
        at += 2 if whole else 1


def _stretch(text: str, first: Stated, last: Stated) -> Atom | None:
    join = _JOIN.fullmatch(text[first.end : min(last.start, first.end + 24)])
    if not join or last.start - first.end > 24:  # noqa: PLR2004 - the longest join
        return None
    opened = _BETWEEN.search(text[max(0, first.start - 14) : first.start])
    is_list = join["and"] or "和" in join.group()
    if is_list and not (opened or "之间" in text[last.end : last.end + 3]):
        return None
    if first.year is None and last.year is not None:
        first = replace(first, year=last.year)
    elif last.year is None and first.year is not None:
        last = replace(last, year=first.year)
    days = hull(first.days, last.days) if first.days and last.days else ()
    if not days:
        return None
    return Atom(
        Kind.DATE,
        text[first.start : last.end],
        first.start,
        last.end,
        days=days,
        ends=(first.days[0], last.days[-1]),
        yearless=first.year is None,
    )


def _atom(text: str, stated: Stated) -> Atom:
    return Atom(
        Kind.DATE,
        text[stated.start : stated.end],
        stated.start,
        stated.end,
        days=_shifted(text, stated),
        ends=(*stated.days[:1], *stated.days[-1:]),
        yearless=stated.year is None,
    )


def _shifted(text: str, stated: Stated) -> tuple[Days, ...]:
    """Give the days that are meant: the date's own, or those before or after it."""
    if stated.year is None or not stated.days:
        return stated.days
    lead = text[max(0, stated.start - 12) : stated.start]
    if _EARLIER.search(lead) or _EARLIER_ZH.match(text, stated.end):
        return before(stated.days, whole=bool(_CLOSING.search(text[stated.start : stated.end])))
    if _LATER.search(lead) or _LATER_ZH.match(text, stated.end):
        return after(stated.days)
    return stated.days
