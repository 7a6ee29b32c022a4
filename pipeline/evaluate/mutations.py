"""Alters supported sentences so that each becomes wrong in one known way.

Generated alterations are cruder than what people write: their figures are reported apart and
never instead of written cases. Deterministic: which name or commit is put in hangs on the claim's
id alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import NamedTuple

from pipeline import resources
from pipeline.domain.commit import Commit
from pipeline.domain.evidence import SHORT, EvidenceIndex
from pipeline.domain.narrative import Language
from pipeline.domain.technology import Technology
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
_END = re.compile(r"[.。]?$")
_BOUND = re.compile(
    r"(?:\b(?:above|over|under|below|least|most|within|than)|超过|低于|不到|至少|至多)[\s~]*$"
)
_WORD = re.compile(r"(?<![\w./-])[A-Z][A-Za-z]+(?![\w/-])")
_IDENTIFIER = 6
"""Shortest identifier that is put in as another name."""


def mutate(claims: Sequence[Claim], index: EvidenceIndex) -> Iterator[Claim]:
    """Give each supported claim once for every kind of alteration that it has a place for."""
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
    cited = [hit for c in claim.citations for hit in index.matches(c.evidence)]
    known = " ".join((claim.text, *(item.model_dump_json() for item in cited))).casefold()
    if match := _CODE.search(claim.text):
        names = [n for n in _identifiers(index, claim.repo) if len(n) >= _IDENTIFIER]
        form = "`{}`"
    elif match := next(filter(_technology, _WORD.finditer(claim.text)), None):
        names = _others(_technology(match))
        form = "{}"
    else:
        return None
    others = sorted(name for name in names if name.casefold() not in known)
    if not others or not cited:
        return None
    return _put(claim, *match.span(), form.format(others[_draw(claim, len(others))]))


def _technology(match: re.Match[str]) -> Technology | None:
    """Give the technology that a capitalised word can't but mean."""
    found = resources.technologies().by_name(match.group())
    return found if found and not found.ambiguous else None


def _others(known: Technology | None) -> list[str]:
    """Give capitalised words that name technologies of the same kind."""
    return [
        other.name
        for other in resources.technologies().technologies
        if known
        and other.kind == known.kind
        and other.name.isalpha()
        and other.name.istitle()
        and not other.ambiguous
    ]


def _hash(claim: Claim, index: EvidenceIndex) -> Claim | None:
    """Let the first citation point to another commit of the phase; its quote stays."""
    if not claim.citations:
        return None
    cited = {hit.id for c in claim.citations for hit in index.matches(c.evidence)}
    others = [key for key in claim.phase.commits if key in index and key not in cited]
    if not others:
        return None
    first, *rest = claim.citations
    other = others[_draw(claim, len(others))][:SHORT]
    return claim.model_copy(
        update={"citations": (first.model_copy(update={"evidence": other}), *rest)}
    )


def _negation(claim: Claim, index: EvidenceIndex) -> Claim | None:
    del index
    text = _blank(claim.text)
    if claim.lang is Language.ZH:
        match = _CHINESE_VERB.search(text)
        return _put(claim, match.start(), match.start(), "并未") if match else None
    if match := _AUXILIARY.search(text):
        return _put(claim, match.end(), match.end(), " not")
    if match := _PAST_START.search(text):
        return _put(claim, 0, match.end(), f"Never {match[1].lower()}{match[2]}")
    return None


def _superlative(claim: Claim, index: EvidenceIndex) -> Claim | None:
    del index
    is_chinese = claim.lang is Language.ZH
    boast = ",覆盖了所有服务" if is_chinese else " for the first time across every service"
    match = _END.search(claim.text)
    return _put(claim, match.start(), match.start(), boast) if match else None


MUTATIONS: Mapping[str, Mutation] = {
    "digit changed": Mutation("number_changed", _digit),
    "unit changed": Mutation("unit_changed", _unit),
    "direction swapped": Mutation("direction_reversed", _direction),
    "name swapped": Mutation("entity_swapped", _name),
    "hash swapped": Mutation("wrong_commit", _hash),
    "negation inserted": Mutation("negation", _negation),
    "superlative inserted": Mutation("superlative_or_scope", _superlative),
}


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


def _draw(claim: Claim, count: int) -> int:
    return int.from_bytes(sha256(claim.id.encode()).digest()[:8]) % count


def _identifiers(index: EvidenceIndex, repo: str) -> set[str]:
    return {
        name
        for item in index
        if isinstance(item, Commit) and item.repo == repo
        for name in (*item.identifiers.added, *item.identifiers.removed)
    }
