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
_TOKEN = re.compile(r"[A-Za-z0-9_@.][\w@./+#-]*[\w+#]|[A-Za-z]")
_QUALIFIER = re.compile(r"\s*\([^)]*\)$")
_QUOTES = re.compile(r"[`\"“”*]|(?<!\w)'|'(?!\w)")
_LONG_NAME = 8
"""Letters of a name that is sought in prose also across spaces."""
_SHORTEST_OWN = 2
"""Letters of a name that is no known technology: one letter names a folder or a variable."""
_LONGEST = 4
"""Words in the longest name of a technology that prose is searched for."""
_HOST_PARTS = 3
"""`host/owner/name` identifies a hosted module; what follows is a package inside it."""
_ECOSYSTEMS = (
    (re.compile(r"(?:^|/)(?:go\.mod|Gopkg|glide|vendor\.json|Godeps)"), "golang"),
    (re.compile(r"(?:^|/)package\.json$"), "npm"),
    (re.compile(r"(?:^|/)Cargo\.toml$"), "cargo"),
    (re.compile(r"(?:^|/)(?:pom\.xml|.*\.gradle(?:\.kts)?)$"), "maven"),
    (re.compile(r"(?:^|/)(?:Gemfile|.*\.gemspec)$"), "gem"),
    (re.compile(r"(?:^|/)composer\.json$"), "composer"),
    (re.compile(r"requirement|(?:^|/)(?:setup|pyproject|Pipfile)|\.(?:txt|in)$"), "pypi"),
)


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

    @property
    def is_light(self) -> bool:
        """Tell whether it serves the developers, not the product."""
        return self.kind in words().kinds["light"]

    @property
    def is_telling(self) -> bool:
        """Tell whether its kind says what it is for."""
        return bool(self.kind) and self.kind not in words().kinds["vague"]

    def is_like(self, other: Name) -> bool:
        """Tell whether both are there for the same thing."""
        return self.is_telling and self.kind == other.kind and self.key != other.key


NOTHING = Name(key="", title="")
"""What stands on the empty side of a transition: nothing, or own code."""


def _named(tech: Technology) -> Name:
    title = _QUALIFIER.sub("", tech.name)
    return Name(tech.name.casefold(), title, tech.kind, tech.standard, known=True)


@cache
def of_package(package: str, manifest: str = "") -> Name:
    """Name what a manifest calls by this name."""
    bare = _MAJOR.sub("", package.partition(" ")[0].strip())
    table = resources.technologies()
    ecosystem = next((name for pattern, name in _ECOSYSTEMS if pattern.search(manifest)), "")
    tech = table.by_package(f"{ecosystem}:{bare}") if ecosystem else None
    tech = tech or table.by_package(bare)
    if tech:
        return _named(tech)
    title = _HOSTED.sub("", bare) if _HOSTED.match(bare) else bare
    return Name(key=_stem(bare), title=title, kind=_guess(bare, manifest))


def _guess(package: str, manifest: str) -> str:
    """Tell a tool for tests or linting by its name or by the manifest that lists it."""
    light = words().light
    low, place = package.casefold(), manifest.casefold()
    is_tool = any(low.startswith(piece) or low.endswith(piece) for piece in light["packages"])
    return "testing" if is_tool or any(piece in place for piece in light["manifests"]) else ""


def _stem(package: str) -> str:
    """Reduce a package to the word it is known by: path, version and language affixes go."""
    last = package.casefold().replace("_", "-").rstrip("/").rpartition("/")[2]
    last = _MAJOR.sub("", last)
    return _AFFIX.sub("", last) or last


@cache
def of_import(path: str) -> Name:
    """Name what code imports by this path."""
    tech = resources.technologies().by_package(path)
    if tech:
        return _named(tech)
    if _HOSTED.match(path):
        return of_package("/".join(path.split("/")[:_HOST_PARTS]))
    first = path.split(".", maxsplit=1)[0].partition("/")[0]
    is_standard = "/" in path or first in sys.stdlib_module_names
    if is_standard and not path.startswith("@"):
        name = path if "/" in path else first
        return Name(key=name.casefold(), title=name, standard=True)
    return of_package(path if path.startswith("@") else first)


def of_tool(title: str) -> Name:
    """Name a tool by its title, as the lexicon or the table of technologies has it."""
    tech = resources.technologies().by_name(title)
    return _named(tech) if tech else Name(key=title.casefold(), title=title, kind="build")


def in_prose(phrase: str) -> Name | None:
    """Find the longest name of a known technology in a phrase; the first of equals wins."""
    tokens = _TOKEN.findall(phrase)
    table = resources.technologies()
    for size in range(min(_LONGEST, len(tokens)), 0, -1):
        for at in range(len(tokens) - size + 1):
            joined = " ".join(tokens[at : at + size])
            tech = table.find(joined) or table.find(joined.replace("-", " "))
            if tech:
                return _named(tech)
    return None


def _at_end(phrase: str) -> Name | None:
    """Find the longest name of a known technology that ends a phrase."""
    tokens = _TOKEN.findall(phrase)[-_LONGEST:]
    for at in range(len(tokens)):
        joined = " ".join(tokens[at:])
        tech = resources.technologies().find(joined)
        if tech:
            return _named(tech)
    return None


def clean(phrase: str, *, whole: bool = False) -> str:
    """Strip a noun phrase of what is not part of a name; empty if it names nothing.

    `whole`: leave its end, where "server" or "client" tells two parts of one technology apart.
    """
    tokens = _QUOTES.sub("", phrase).strip(" .,:;-()[]").split()
    rules = words().phrase
    while tokens and tokens[0].casefold() in rules.leading:
        tokens.pop(0)
    while tokens and tokens[-1].casefold() in rules.trailing and not whole:
        tokens.pop()
    if any(token.casefold().strip(".,()") in rules.refused for token in tokens):
        return ""
    if tokens and tokens[0].casefold() in rules.openers:
        return ""
    return " ".join(tokens)


def of_phrase(phrase: str, *, by_head: bool = False) -> Name:
    """Name what a phrase of prose means; own work keeps its own words.

    `by_head`: a technology counts only at the phrase's end, where English has what it speaks of:
    "gRPC instrumentation" is instrumentation.
    """
    bare = clean(phrase)
    raw = _QUOTES.sub("", phrase)
    known = (_at_end(raw) or _at_end(bare)) if by_head else (in_prose(raw) or in_prose(bare))
    if known or len(bare) < _SHORTEST_OWN:
        return known if known and bare else NOTHING
    only = bare.split()
    if len(only) == 1 and "/" in bare:
        return of_package(bare.removeprefix("https://"))
    return Name(key="-".join(_stem(token) for token in only), title=bare)


@cache
def _mention(name: Name) -> re.Pattern[str]:
    spellings = {name.title, name.key, name.title.rpartition("/")[2]}
    tech = resources.technologies().by_name(name.key) if name.known else None
    if tech:
        packages = {package.partition(":")[2] for package in tech.packages}
        spellings |= {*tech.aliases, *packages, *tech.imports}
    if tech and tech.ambiguous:  # as an ordinary word it names nothing, unless it stands in code
        spellings = {w.capitalize() if w.islower() and w.isalpha() else w for w in spellings}
        spellings.add(f"`{tech.name.casefold()}`")
    longest = sorted(spellings - {""}, key=lambda word: (-len(word), word))
    either = "|".join(re.escape(word).replace(r"\ ", r"[\s_-]") for word in longest)
    flags = re.NOFLAG if tech and tech.ambiguous else re.IGNORECASE
    return re.compile(rf"(?<![\w-])(?:{either})(?![\w])", flags)


@lru_cache(maxsize=262144)
def is_named(name: Name, text: str) -> bool:
    """Tell whether prose names the technology; "HSTS Preloading" names `hstspreload`."""
    if not name.key:
        return False
    if _mention(name).search(text):
        return True
    plain = _squeezed(name.key)
    return not name.known and len(plain) >= _LONG_NAME and plain in _squeezed(text)


def _squeezed(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.casefold())


def begins_with(name: Name, text: str) -> bool:
    """Tell whether a phrase begins with the name, words that belong to none aside."""
    found = _mention(name).search(text)
    before = text[: found.start()].split() if found else [""]
    return all(
        re.sub(r"[`'\"]|\S+/", "", w).casefold() in words().phrase.leading | {""} for w in before
    )


def are_kin(one: Name, other: Name) -> bool:
    """Tell whether one name is part of the other, as a driver's holds its database's."""
    first, second = _letters(one), _letters(other)
    if not (first and second):
        return False
    words_, others = set(one.title.casefold().split()), set(other.title.casefold().split())
    return first in second or second in first or words_ <= others or others <= words_


def _letters(name: Name) -> str:
    bare = name.title.casefold() if " " in name.title else _stem(name.title)
    return re.sub(r"[^a-z0-9]|^go|(?<=sql)3$", "", bare)
