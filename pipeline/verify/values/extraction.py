"""Reads the values of a text, one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from pipeline import resources
from pipeline.verify.values import numerals, words
from pipeline.verify.values.atom import Atom, Kind
from pipeline.verify.values.clock import clocks
from pipeline.verify.values.dates import dates
from pipeline.verify.values.daytimes import daytimes
from pipeline.verify.values.made import LEAD, made
from pipeline.verify.values.pairs import paired
from pipeline.verify.values.shares import shares
from pipeline.verify.values.spoken import chinese, word
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
_FILE = re.compile(r"[a-z]{3,}\.[a-z]{2,4}$")
"""How a file ends that begins with a version: `v1-guarantees.md`."""
_COMPARED = re.compile(
    r"\s+(?:as(?! (?:described|explained|mentioned|noted|shown|part|well)\b)"
    r"|the|more|less|fewer|over|that|its|what|\w+er)\b"
)
_CLOCK = re.compile(
    r"(?:(?P<h>\d{1,3})h(?P<m>\d{1,3})m(?:(?P<s>\d{1,3})s)?|(?P<m2>\d{1,3})m(?P<s2>\d{1,3})s)(?!\w)"
)
_SECONDS = {"h": 3600, "m": 60, "s": 1, "m2": 60, "s2": 1}
_POWER = re.compile(r"[eE](\d{1,2})")
_UNIT_IN_NAME = re.compile(r"_(?P<unit>[A-Za-z]{1,7})`?\s*(?:[:=]+|->|→|to|is|of)\s*`?$")
"""A name that ends with its unit: `POLL_INTERVAL_MS = 300`."""


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
            return word(text, m)
        case "code":
            return _in_code(m)
        case "issue" | "family" as kind:
            return Atom(Kind(kind), m.group(), m.start(), m.end(), label=m[kind].casefold())
        case "version":
            return _version(m)
        case "chinese":
            return chinese(text, m)
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


def _version(m: re.Match[str]) -> Atom | None:
    if _FILE.search(m["version"]):
        return None
    return Atom(Kind.VERSION, m["version"], m.start(), m.end(), label=m["version"].lstrip("vV"))


def _digits(text: str, m: re.Match[str]) -> Atom | None:
    number, step = numerals.from_digits(m["number"])
    suffix = m["suffix"] or ""
    end = m.end()
    if clock := _CLOCK.match(text, m.start()):
        value = Decimal(sum(int(clock[part] or 0) * worth for part, worth in _SECONDS.items()))
        seconds = Tail(clock.end(), unit=words.glued()["s"])
        return made(text, m.start(), clock.end(), seconds, value, Decimal(1))
    if suffix:
        glued = _glued(suffix)
        if glued is None:
            return _ordinal(m, suffix)
        factor, unit = glued
        number, step = number * factor, step * factor
        if unit:
            return made(text, m.start(), m.end("number"), Tail(end, unit=unit), number, step)
    mark = text[end : end + 2].strip()[:1]
    if mark and mark in "万亿千百" and words.is_cjk(mark):
        end = text.index(mark, end) + 1
        number, step = numerals.scaled(number, mark), numerals.scaled(step, mark)
    elif not suffix:
        end, scale = numerals.scale_after(text, end)
        number, step = number * scale, step * scale
    following = tail(text, end) or _by_name(text, m.start(), end)
    atom = made(text, m.start(), end, following, number, step)
    lead = text[max(0, m.start() - LEAD) : m.start()]
    if not following and _ISSUE.search(lead) and m["number"].isdigit():
        return Atom(Kind.ISSUE, m["number"], m.start(), end, label=m["number"])
    is_plain = not following and not suffix and m["number"].replace(".", "").isdigit()
    if is_plain and _is_versioned(lead, m.start()):
        return replace(atom, kind=Kind.VERSION, label=m["number"])
    is_bare = atom.kind is Kind.NUMBER and "." in m["number"] and end == m.end("number")
    return replace(atom, label=m["number"] if is_bare else "")


def _by_name(text: str, start: int, end: int) -> Tail | None:
    """Give a number the unit with which the name that it is assigned to ends."""
    match = _UNIT_IN_NAME.search(text, max(0, start - LEAD), start)
    unit = words.unit_of_name(match["unit"]) if match else None
    return Tail(end, unit=unit) if unit else None


def _is_versioned(lead: str, start: int) -> bool:
    """Tell whether a number is a version by what it stands behind: `Python 3`, not `Keep 13 rows`.

    A capital that begins the sentence makes no name of a word.
    """
    match = _VERSIONED.search(lead)
    if not match or not match["name"]:
        return bool(match)
    begins = start <= LEAD and not lead[: match.start("name")].strip()
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
