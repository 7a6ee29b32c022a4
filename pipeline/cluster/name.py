"""Technology identity: what packages, imports and words of prose mean the same thing."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline import resources
from pipeline.cluster.lexicon import words
from pipeline.domain.technology import Technology

_MAJOR = re.compile(r"(?:/v\d+|\.v\d+)$")
_HOSTED = re.compile(r"^[\w-]+(?:\.[\w-]+)+/")
_AFFIX = re.compile(r"^(?:go-|golang-|py-|python-|node-)|(?:-go|-golang|-py|-python|\.js|-js)$")
_TOKEN = re.compile(r"[A-Za-z0-9_@][\w@./+#-]*[\w+#]|[A-Za-z]")
_LONGEST = 4
"""Words in the longest name of a technology that prose is searched for."""
_HOST_PARTS = 3
"""`host/owner/name` identifies a hosted module; what follows is a package inside it."""


@dataclass(frozen=True, slots=True)
class Name:
    """One technology.

    `key` is equal for every spelling, major version and path of the same technology.
    """

    key: str
    title: str
    kind: str = ""
    standard: bool = False
    known: bool = False


NOTHING = Name(key="", title="")
"""What stands on the empty side of a transition: nothing, or own code."""


def _named(tech: Technology) -> Name:
    return Name(tech.name.casefold(), tech.name, tech.kind, tech.standard, known=True)


@cache
def of_package(package: str) -> Name:
    """Name what a manifest calls by this name."""
    bare = package.partition(" ")[0].strip()
    table = resources.technologies()
    while True:
        tech = table.by_package(bare) or table.by_package(bare.replace("_", "-"))
        shorter = _MAJOR.sub("", bare)
        if tech or shorter == bare:
            break
        bare = shorter
    if tech:
        return _named(tech)
    title = _HOSTED.sub("", bare) if _HOSTED.match(bare) else bare
    return Name(key=_stem(bare), title=title)


def _stem(package: str) -> str:
    """Reduce a package to the word it is known by: path, version and language affixes go."""
    last = package.casefold().replace("_", "-").rstrip("/").rpartition("/")[2]
    last = re.sub(r"\.v\d+$", "", last)
    return _AFFIX.sub("", last) or last


@cache
def of_import(path: str) -> Name | None:
    """Name what code imports by this path; None if it is a plain part of the language."""
    table = resources.technologies()
    if "/" in path or "." not in path:
        parts = path.split("/")
        for size in range(len(parts), 0, -1):
            tech = table.by_package("/".join(parts[:size]))
            if tech:
                return _named(tech)
        if _HOSTED.match(path):
            return of_package("/".join(parts[:_HOST_PARTS]))
    dotted = path.split(".")
    for size in range(len(dotted), 0, -1):
        tech = table.by_package(".".join(dotted[:size]))
        if tech:
            return _named(tech)
    first = dotted[0].partition("/")[0]
    if "/" in path and not path.startswith("@"):
        return Name(key=path.casefold(), title=path, standard=True)
    if first in sys.stdlib_module_names:
        return Name(key=first.casefold(), title=first, standard=True)
    return of_package(first)


def in_prose(phrase: str) -> Name | None:
    """Find the longest name of a known technology in a phrase; the first of equals wins."""
    tokens = _TOKEN.findall(phrase)
    table = resources.technologies()
    for size in range(min(_LONGEST, len(tokens)), 0, -1):
        for at in range(len(tokens) - size + 1):
            tech = table.find(" ".join(tokens[at : at + size]))
            if tech:
                return _named(tech)
    return None


def clean(phrase: str) -> str:
    """Strip a noun phrase of what is not part of a name; empty if it names nothing."""
    found = re.sub(r"[`'\"“”*]", "", phrase).strip(" .,:;-()[]")
    tokens = found.split()
    rules = words().phrase
    while tokens and tokens[0].casefold() in rules.leading:
        tokens.pop(0)
    while tokens and tokens[-1].casefold() in rules.trailing:
        tokens.pop()
    if any(token.casefold().strip(".,()") in rules.refused for token in tokens):
        return ""
    return " ".join(tokens)


def of_phrase(phrase: str) -> Name:
    """Name what a phrase of prose means; own work keeps its own words."""
    bare = clean(phrase)
    known = in_prose(bare)
    if known or not bare:
        return known or NOTHING
    only = bare.split()
    if len(only) == 1 and "/" in bare:
        return of_package(bare.removeprefix("https://"))
    key = "-".join(_stem(token) for token in only)
    return Name(key=key, title=bare)


@cache
def _mention(name: Name) -> re.Pattern[str]:
    spellings = {name.title, name.key, name.title.rpartition("/")[2]}
    tech = resources.technologies().by_name(name.title) if name.known else None
    if tech:
        spellings |= {*tech.aliases, *(p.partition(":")[2] for p in tech.packages), *tech.imports}
    longest = sorted(spellings - {""}, key=lambda word: (-len(word), word))
    either = "|".join(re.escape(word) for word in longest)
    return re.compile(rf"(?<![\w-])(?:{either})(?![\w])", re.IGNORECASE)


@lru_cache(maxsize=262144)
def is_named(name: Name, text: str) -> bool:
    """Tell whether prose names the technology."""
    return bool(name.key) and bool(_mention(name).search(text))
