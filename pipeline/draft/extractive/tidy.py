"""Takes off what stands around a statement: prefixes, numbers, markup, pictures."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pipeline import resources
from pipeline.draft.extractive import verb
from pipeline.draft.extractive.lexicon import writing

_LINK = re.compile(r"!?\[([^\]\[]*)\]\([^()\s]*\)")
_TYPE = re.compile(
    r"(?P<type>[A-Za-z][\w/.-]{0,23})(?P<more>(?:\s?[,&+]\s?[a-z][\w/.-]{0,23}){0,4})"
    r"(?:\([^()]{1,40}\))?!?:\s+"
)
"""A type or an area, or several areas: `fix(api):`, `store & compact:`, `receive,ruler:`."""
_OPEN_TYPE = re.compile(
    r"(?P<type>[a-z]+)(?:\([^()]{1,40}\)\s+|\s+(?=(?P<verb>[a-z]+)\s))", re.IGNORECASE
)
"""A conventional type whose colon was left out: `refactor(store) handle …`, `refactor remove …`."""
_AREA = re.compile(r"(?:\[(?P<area>[^\[\]()]{1,30})\]:?\s*|\((?P<scope>[^\[\]()]{1,30})\):?\s+)")
_REFERENCE = (
    r"(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?|refs?|issue|pr|gh|see|re|for|continues|part of)"
)
_NUMBER = re.compile(rf"\s*[(\[](?:{_REFERENCE}?[ :]*(?:#|gh-)\d+[, ]*)+[)\]]", re.IGNORECASE)
_TRAILING = re.compile(
    rf"[\s,;.-]*\b{_REFERENCE}?:?\s*(?<!\w)(?:issue )?#\d+(?:[, ]+(?:and )?#\d+)*\.?$",
    re.IGNORECASE,
)
_LABEL = re.compile(r"(?:\*\*|__)(?P<label>[^*]{1,60}?)(?:\*\*|__)(?P<mark>\s*[:–—-]\s+|:?\s+)")
_EMPHASIS = re.compile(r"(?<![\w*`])(\*\*|__|\*)(?=\S)([^*_`]+?)(?<=\S)\1(?![\w*`])")
_SHORTCODE = re.compile(r":[a-z][a-z0-9_+]+:")
_IDENTIFIER = re.compile(
    r"(?<![\w`/.@:'\"&$%-])(?P<name>"
    r"\*?[A-Za-z_]\w*(?:(?:\.|::)[A-Za-z_]\w*)+(?:/[\w.-]+)*(?:\(\))?"  # a.b, a.b/c
    r"|\w*[A-Za-z0-9]_\w+(?:\(\))?|__?\w+"  # with underscores
    r"|--[a-z][\w.-]+|[a-z][\w.-]*/v\d+"  # an option, a major version
    r"|[a-z]+[A-Z]\w*(?:\(\))?|[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]+)+(?:\(\))?|[A-Za-z]\w+\(\)"
    r"|/?(?:[\w.-]+/){2,}[\w.*-]*|/[a-z][\w.-]*(?:/[\w.*-]*)*"  # paths
    r")(?![\w`/*({=-]|\.\w)"
)
_QUOTED = re.compile(r"(?<![\w'])'([A-Za-z_][\w.\-/]*(?:\(\))?)'(?!\w)")
_NO_NAMES = frozenset(("e.g", "i.e", "a.k.a", "and/or", "w.r.t"))


def headline(subject: str) -> tuple[str, str]:
    """Give a subject's statement, and the conventional type before it, if there is one."""
    text, kind = plain(subject), ""
    while True:
        if match := _AREA.match(text):
            text = text[match.end() :]
            kind = kind or _known_type(match["area"] or match["scope"])
        elif match := _typed(text):
            text = text[match.end() :]
            kind = kind or match["type"].casefold()
        else:
            break
    text = _TRAILING.sub("", _NUMBER.sub("", text))
    return text.strip(" .;:,-"), kind


def _typed(text: str) -> re.Match[str] | None:
    """Match the conventional type or the area that a subject begins with."""
    match = _TYPE.match(text)
    if match and not _is_deed(match["type"]):
        return match
    match = _OPEN_TYPE.match(text)
    return match if match and _is_type(match["type"], match["verb"]) else None


def statement(sentence: str) -> str:
    """Give the statement of one sentence or bullet of a body, without markup and labels."""
    text = (
        _LABEL.sub("", plain(sentence), count=1)
        if sentence.startswith(("**", "__"))
        else plain(sentence)
    )
    text = _EMPHASIS.sub(r"\2", _LINK.sub(r"\1", text))
    text = _TRAILING.sub("", _NUMBER.sub("", text))
    return text.strip(" ;,-–—*").removesuffix(".").strip()


def plain(text: str) -> str:
    """Take pictures and unseen characters out, and collapse white space."""
    seen = "".join(c for c in _SHORTCODE.sub(" ", text) if not _is_picture(c))
    return " ".join(seen.split())


def ticked(text: str) -> str:
    """Set identifiers as code: `RDB.ExtendLease`, `max_size`, `--eager`; brands are none."""
    pieces = text.split("`")
    if len(pieces) % 2 == 0:
        return text.replace("`", "")
    prose = [_QUOTED.sub(r"`\1`", piece).split("`") for piece in pieces[::2]]
    for inner in prose:
        inner[::2] = [_IDENTIFIER.sub(_tick, piece) for piece in inner[::2]]
    pieces[::2] = ["`".join(inner) for inner in prose]
    return "`".join(pieces)


def coded(name: str) -> str:
    """Set one side of an arrow as code, unless it is prose or set already."""
    is_name = " " not in name and not name.istitle() and "`" not in name
    return f"`{name.strip(chr(39))}`" if is_name else ticked(name)


def _tick(match: re.Match[str]) -> str:
    name = match["name"]
    low = name.casefold().removesuffix("()")
    is_brand = low in writing().brands or low in _brands()
    return name if is_brand or low in _NO_NAMES else f"`{name}`"


@lru_cache
def _brands() -> frozenset[str]:
    """Give the words of all technologies' names that are spelt as brands, not as code."""
    table = resources.technologies().technologies
    names = [name for tech in table if not tech.standard for name in (tech.name, *tech.aliases)]
    words = [word for name in names for word in name.split()]
    return frozenset(word.casefold() for word in words if word.isalnum())


def _is_picture(letter: str) -> bool:
    return unicodedata.category(letter) in {"So", "Sk", "Cf", "Co", "Cs"} and letter not in "`^"


def _known_type(area: str) -> str:
    low = area.casefold()
    return low if low in writing().types else ""


def _is_type(word: str, verb_after: str | None) -> bool:
    """Tell whether a word stands as a type: before a scope, or before the verb of the deed."""
    low = word.casefold()
    if verb_after is None:
        return low in writing().types or low in writing().silent_types
    return low in writing().silent_types and verb_after in writing().plain_verbs


def _is_deed(word: str) -> bool:
    """Tell a statement with a colon from a conventional type: "Allow styles: …"."""
    is_type = word.casefold() in writing().types
    return not is_type and bool(verb.base(word)) and word[:1].isupper()
