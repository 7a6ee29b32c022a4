"""Alters supported sentences so that each becomes wrong in one known way.

Generated alterations are cruder than what people write: their figures are reported apart and
never instead of written cases. Deterministic: which name or commit is put in hangs on the claim's
id alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from pipeline import resources
from pipeline.domain.commit import Commit
from pipeline.domain.evidence import EvidenceIndex
from pipeline.domain.narrative import Language
from pipeline.domain.technology import Technology
from pipeline.evaluate.additions import merged, put_in
from pipeline.evaluate.altering import cited, draw, known
from pipeline.evaluate.classes import classes
from pipeline.evaluate.wrong_citations import foreign, invented, misplaced, misquoted, padded
from pipeline.verify import Claim

Alteration = Callable[[Claim, EvidenceIndex], Claim | None]


class Mutation(NamedTuple):
    """A way to do harm, and the class of error that it makes."""

    error: str
    alter: Alteration


_CODE = re.compile(r"`[^`]*`")
_DIGIT = re.compile(r"(?<![\w.`/#-])\d")
_UNITS = {
    "ms": "s", "milliseconds": "seconds", "millisecond": "second", "seconds": "minutes",
    "second": "hour", "minutes": "hours", "minute": "hour", "hours": "days", "hour": "day",
    "days": "weeks", "day": "week", "KB": "MB", "kB": "MB", "MB": "GB", "GB": "TB",
    "KiB": "MiB", "MiB": "GiB", "bytes": "kilobytes", "percent": "percentage points",
    "%": " percentage points", "files": "lines", "file": "line", "lines": "files", "line": "file",
    "毫秒": "秒", "秒": "分钟", "分钟": "小时", "小时": "天", "天": "周",
    "个文件": "行", "行": "个文件",
}  # fmt: skip
_UNIT = re.compile(
    r"(?<=\d)(?P<gap>[\s-]?)(?P<unit>"
    + "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
    + r")(?![A-Za-z])"
)
_TAIL = r"(?=[,.;:]|$| (?:in|for|to|and|at|by|on|since|as|which|that|with|so|from)\b)"
_NUMBER = r"\d(?:[\d.,]*\d)?%?"
_SOURCE = rf"(`[^`]+`|{_NUMBER}|[A-Za-z][\w./-]*\w)"
_TARGET = rf"(`[^`]+`|{_NUMBER}|[A-Za-z][\w./-]*\w{_TAIL})"
_LATIN = r"(`[^`]+`|[A-Za-z0-9_][A-Za-z0-9_./-]*)"
_DIRECTIONS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\bfrom {_SOURCE} (?:\w+ )??to {_TARGET}",
        rf"\b[Rr]eplac(?:ed|ing|es) (?:the )?{_SOURCE} (?:\w+ )??(?:with|by) {_TARGET}",
        r"(`[^`]+`) (?:instead of|rather than|in place of|in favou?r of) (`[^`]+`)",
        rf"从\s*{_LATIN}[^,，。;；]{{0,12}}?(?:到|为|至|换成)\s*{_LATIN}",
        rf"(?:用|以)\s*{_LATIN}\s*(?:替换|取代|代替|替代)(?:了)?\s*{_LATIN}",
        rf"将\s*{_LATIN}[^,，。;；]{{0,8}}?(?:替换为|改为|换成|换为)\s*{_LATIN}",
    )
)
_AUXILIARY = re.compile(
    r"\b(?:was|were|is|are|has|have|had|can|could|will|would|does|did|must|should)\b(?! not|n't)"
)
_PAST_START = re.compile(r"^([A-Z])([a-z]+ed)\b")
_CHINESE_VERB = re.compile(
    r"修复|新增|引入|移除|删除|替换|改为|支持|添加|增加|升级|重构|优化|重写|启用|弃用|合并|拆分|改用"
)
_BOUND = re.compile(
    r"(?:\b(?:above|over|under|below|least|most|within|than)|超过|低于|不到|至少|至多)[\s~]*$"
)
_WORD = re.compile(r"(?<![\w./-])[A-Z][A-Za-z]+(?![\w/-])")
_DENIAL = re.compile(r" not\b|\bno longer |\bnever |n't\b|并未|没有|不再")
_DENYING = re.compile(
    r"\b(?:not?|never|none|nobody|nothing|without|cannot)\b|n't\b|[不未没无非]", re.IGNORECASE
)
_PERCENTAGE = re.compile(r"(?<![\d.,])(?P<whole>\d{1,2})(?:\.\d+)?\s?%")
_FIGURES = re.compile(
    r"(?:\bfrom|从)\s*(?P<old>\d[\d,]*(?:\.\d+)?)\s?[A-Za-z\u4e00-\u9fff]{0,8}?\s*"
    r"(?:\bto|降到|降至|升到|提高到|到|至)\s*(?P<new>\d[\d,]*(?:\.\d+)?)"
)
_YEAR = re.compile(r"(?<![\d./-])20[0-2]\d(?!\d|[./-]\d)")
_NAMED = re.compile(rf"{_CODE.pattern}|{_WORD.pattern}")
_ROLE = re.compile(
    r"\b(?:by|with|in|on|for|from|to|of|over|through|into|using|via|than|against|before|after)\b"
    r"|[由用在从到向给对让把被]|通过|使用|替换|改为"
)
_IDENTIFIER = 6
"""Shortest identifier that is put in as another name."""


def mutate(claims: Sequence[Claim], index: EvidenceIndex) -> Iterator[Claim]:
    """Give each supported claim once for every kind of alteration that it has a place for."""
    yield from merged(claims)
    for claim in claims:
        if claim.label != "supported":
            continue
        for name, mutation in MUTATIONS.items():
            altered = mutation.alter(claim, index)
            if altered and (altered.text, altered.citations) != (claim.text, claim.citations):
                labels = {"id": f"{claim.id}~{name}", "label": "unsupported", "error": name}
                yield altered.model_copy(update=labels)


def _digit(claim: Claim, index: EvidenceIndex) -> Claim | None:
    """Raise the first digit of the first number outside code by one, nine becoming eight."""
    del index
    match = _first_exact(_DIGIT, claim.text)
    if not match:
        return None
    digit = int(match.group())
    return _put(claim, match.start(), match.end(), str(digit + 1 if digit < 9 else 8))  # noqa: PLR2004


def _unit(claim: Claim, index: EvidenceIndex) -> Claim | None:
    del index
    match = _first_exact(_UNIT, claim.text)
    if not match:
        return None
    return _put(claim, match.start("unit"), match.end("unit"), _UNITS[match["unit"]])


def _direction(claim: Claim, index: EvidenceIndex) -> Claim | None:
    """Let the two sides of the first change swap their places."""
    del index
    for pattern in _DIRECTIONS:
        match = pattern.search(claim.text)
        if match and match[1].casefold() != match[2].casefold():
            between = claim.text[match.end(1) : match.start(2)]
            swapped = match[2] + between + match[1]
            return _put(claim, match.start(1), match.end(2), swapped)
    return None


def _name(claim: Claim, index: EvidenceIndex) -> Claim | None:
    """Put another name where code, or else a technology, is named; the citations lack it.

    Code is swapped for another identifier of the repository, a technology for another of its kind.
    """
    if match := _CODE.search(claim.text):
        names = [n for n in _identifiers(index, claim.repo) if len(n) >= _IDENTIFIER]
        form = "`{}`"
    elif match := next(filter(_technology, _WORD.finditer(claim.text)), None):
        names = _others(_technology(match))
        form = "{}"
    else:
        return None
    said = known(claim, index)
    others = sorted(name for name in names if name.casefold() not in said)
    if not others or not cited(claim, index):
        return None
    return _put(claim, *match.span(), form.format(others[draw(claim, len(others))]))


def _technology(match: re.Match[str]) -> Technology | None:
    """Give the technology that a capitalised word can't but mean."""
    found = resources.technologies().by_name(match.group())
    return found if found and not found.ambiguous else None


def _others(technology: Technology | None) -> list[str]:
    """Give capitalised words that name technologies of the same kind."""
    return [
        other.name
        for other in resources.technologies().technologies
        if technology
        and other.kind == technology.kind
        and other.name.isalpha()
        and other.name.istitle()
        and not other.ambiguous
    ]


def _negation(claim: Claim, index: EvidenceIndex) -> Claim | None:
    """Deny the first verb; a sentence that denies something already might turn true."""
    del index
    text = _blank(claim.text)
    if _DENYING.search(text):
        return None
    if claim.lang is Language.ZH:
        match = _CHINESE_VERB.search(text)
        return _put(claim, match.start(), match.start(), "并未") if match else None
    if match := _AUXILIARY.search(text):
        return _put(claim, match.end(), match.end(), " not")
    if match := _PAST_START.search(text):
        return _put(claim, 0, match.end(), f"Never {match[1].lower()}{match[2]}")
    return None


def _affirmation(claim: Claim, index: EvidenceIndex) -> Claim | None:
    """Take the first denial away."""
    del index
    match = _DENIAL.search(_blank(claim.text))
    return _put(claim, match.start(), match.end(), "") if match else None


def _percentage(claim: Claim, index: EvidenceIndex) -> Claim | None:
    """Change a percentage, or put a wrong one behind the two figures it would come from."""
    del index
    if match := _first_exact(_PERCENTAGE, claim.text):
        value = int(match["whole"])
        return _put(claim, *match.span("whole"), str(value + 7 if value < 90 else value - 9))  # noqa: PLR2004
    match = _FIGURES.search(_blank(claim.text))
    old, new = (float(match[side].replace(",", "")) if match else 0.0 for side in ("old", "new"))
    if not match or not old or old == new:
        return None
    wrong = round(100 * abs(old - new) / old) + 11
    words = f"，变化 {wrong}%" if claim.lang is Language.ZH else f", a change of {wrong}%"
    end = len(claim.text.rstrip(".。"))
    return _put(claim, end, end, words)


def _year(claim: Claim, index: EvidenceIndex) -> Claim | None:
    del index
    match = _YEAR.search(_blank(claim.text))
    return _put(claim, *match.span(), str(int(match.group()) - 3)) if match else None


def _roles(claim: Claim, index: EvidenceIndex) -> Claim | None:
    """Let two names swap their places across a word that tells their roles apart."""
    if _direction(claim, index):
        return None
    names = [m for m in _NAMED.finditer(claim.text) if m.group()[0] == "`" or _technology(m)]
    for one, other in pairwise(names):
        between = claim.text[one.end() : other.start()]
        if _ROLE.search(between) and one.group().casefold() != other.group().casefold():
            swapped = other.group() + between + one.group()
            return _put(claim, one.start(), other.end(), swapped)
    return None


MUTATIONS: Mapping[str, Mutation] = {
    "digit changed": Mutation("number_changed", _digit),
    "unit changed": Mutation("unit_changed", _unit),
    "direction swapped": Mutation("direction_reversed", _direction),
    "name swapped": Mutation("entity_swapped", _name),
    "hash swapped": Mutation("wrong_commit", misplaced),
    "negation inserted": Mutation("negation", _negation),
    "negation dropped": Mutation("negation", _affirmation),
    "percentage changed": Mutation("derived_wrong", _percentage),
    "year changed": Mutation("date_wrong", _year),
    "names exchanged": Mutation("role_swapped", _roles),
    **{
        f"{name.replace('_', ' ')}, put in": Mutation(name, partial(put_in, name))
        for name, kind in classes().items()
        if kind.put
    },
    "hash invented": Mutation("invented_hash", invented),
    "commit of another phase": Mutation("foreign_commit", foreign),
    "quote altered": Mutation("quote_not_verbatim", misquoted),
    "citation added": Mutation("padding", padded),
}
"""Ways to make one sentence wrong by itself; `merged` takes two."""


def _blank(text: str) -> str:
    """Hide code from the patterns, each character behind a backtick: places stay the same."""
    return _CODE.sub(lambda match: "`" * len(match.group()), text)


def _first_exact(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """Find the first place outside code that is no bound: above 80 is true of 90 as well."""
    hidden = _blank(text)
    for match in pattern.finditer(hidden):
        before = hidden[: match.start()].rstrip("0123456789.,")
        if not _BOUND.search(before) and "内" not in hidden[match.end() : match.end() + 8]:
            return match
    return None


def _put(claim: Claim, start: int, end: int, words: str) -> Claim:
    return claim.model_copy(update={"text": claim.text[:start] + words + claim.text[end:]})


def _identifiers(index: EvidenceIndex, repo: str) -> set[str]:
    return {
        name
        for item in index
        if isinstance(item, Commit) and item.repo == repo
        for name in (*item.identifiers.added, *item.identifiers.removed)
    }
