"""Pull-request descriptions without what no person wrote.

What is taken out, and why, stands in `config/lexicons/descriptions.toml`. Besides, a line that
many descriptions of one repository share word for word is its template's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from pipeline import resources
from pipeline.domain.model import Model

_FLAGS = re.IGNORECASE | re.MULTILINE
_MARKER = re.compile(
    r"<!--(?P<html>(?s:.*?))(?:-->|\Z)|^\[//\]: # \((?P<link>.*)\)[ \t]*$", re.MULTILINE
)
_MARKER_TEXT = 200
"""Characters of a marker that are looked at."""
_HEADING = re.compile(r"^#{1,6}\s.*$")
_LONGEST = 100_000
"""Characters of a description that are looked at; forges allow 65,536."""
_NESTED = 20
"""How deep blocks may lie in each other."""
_SHARED_LINES = 5
"""Descriptions that must share a line before it counts as the template's ..."""
_SHARED_PART = 4
"""... and they must be at least one in so many of all that say anything."""
_WORDS = 3
"""Words that a shared line needs: "Fixes it." says nothing about a template."""


class Pattern(Model):
    """One thing that is taken out.

    Args:
        kind: What the evidence says was taken out.
        reason: Why it is nobody's text.
        regex: Finds it, with letter case aside and ^ and $ at every line.
        example: Something that it takes out entirely.
        whole: It reaches to the end of the description.
    """

    kind: str
    reason: str
    regex: str
    example: str
    whole: bool = False


class Pair(Model):
    """Two markers and all that stands between them.

    Args:
        kind: What the evidence says was taken out.
        reason: Why it is nobody's text.
        begin: Fits the text inside the first marker.
        end: Fits the text inside the second; a group `name` must be the same in both.
        example: Something that it takes out entirely.
    """

    kind: str
    reason: str
    begin: str
    end: str
    example: str


class Cleaned(Model):
    """A description's own text, and the kinds of text that were taken out of it, each once."""

    text: str
    taken: tuple[str, ...] = ()


class Lexicon(Model):
    """All that is taken out of descriptions, in this order."""

    pair: tuple[Pair, ...]
    pattern: tuple[Pattern, ...]


@lru_cache
def lexicon() -> Lexicon:
    """Read `config/lexicons/descriptions.toml`."""
    return Lexicon.model_validate(resources.lexicon("descriptions"))


@lru_cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row.kind, re.compile(row.regex, _FLAGS)) for row in lexicon().pattern)


@lru_cache
def _pairs() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    return tuple(
        (row.kind, re.compile(row.begin, _FLAGS), re.compile(row.end, _FLAGS))
        for row in lexicon().pair
    )


class Cleaner:
    """Cleans the descriptions of one repository.

    Args:
        descriptions: All of them, as their forge has them: they tell what the template is.
    """

    def __init__(self, descriptions: Iterable[str] = ()) -> None:
        counts: Counter[str] = Counter()
        said = 0
        for text in descriptions:
            lines = {line for line in map(_plain, _lines(text)) if line}
            counts.update(lines)
            said += bool(lines)
        least = max(_SHARED_LINES, -(-said // _SHARED_PART))
        self._template = frozenset(line for line, count in counts.items() if count >= least)

    def clean(self, text: str) -> Cleaned:
        """Take out bots' blocks, comments, folded blocks, checklists, badges and the template.

        A heading that nothing follows any more goes as well: it belongs to the template.
        """
        given = text
        text = text[:_LONGEST].replace("\r\n", "\n")
        taken = ["end"] if len(given) > _LONGEST else []
        for kind, begin, end in _pairs() if _has_markers(text) else ():
            text, count = _without_pairs(begin, end, text)
            taken += [kind] if count else []
        for kind, pattern in _patterns():
            text, count = _without(pattern, text)
            taken += [kind] if count else []
        lines = text.split("\n")
        if self._template:
            own = [line for line in lines if _plain(line) not in self._template]
            taken += ["template line"] if len(own) < len(lines) else []
            lines = own
        kept = _without_empty_sections(lines)
        taken += ["empty heading"] if len(kept) < len(lines) else []
        text = re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()
        return Cleaned(text=text, taken=tuple(dict.fromkeys(taken)))


def _has_markers(text: str) -> bool:
    """Tell whether there may be a pair of markers: most descriptions have none at all."""
    return text.count("<!--") + text.count("[//]:") > 1


def _without_pairs(begin: re.Pattern[str], end: re.Pattern[str], text: str) -> tuple[str, int]:
    """Take out what stands between two markers, in one walk over all of them."""
    opened: dict[str, int] = {}
    kept: list[str] = []
    start = count = 0
    for marker in _MARKER.finditer(text):
        inside = " ".join((marker["html"] or marker["link"] or "")[:_MARKER_TEXT].split())
        closing, opening = end.search(inside), begin.search(inside)
        if closing and closing["name"] in opened:
            kept.append(text[start : opened[closing["name"]]])
            start = marker.end()
            opened.clear()
            count += 1
        elif opening:
            opened.setdefault(opening["name"], marker.start())
    return "".join([*kept, text[start:]]), count


def _without(pattern: re.Pattern[str], text: str) -> tuple[str, int]:
    """Take a pattern out, again and again where one block lay in another."""
    total = 0
    for _ in range(_NESTED):
        text, count = pattern.subn("", text)
        total += count
        if not count:
            break
    return text, total


def _lines(text: str) -> list[str]:
    return text[:_LONGEST].replace("\r\n", "\n").split("\n")


def _plain(line: str) -> str:
    """Give the form in which lines are counted; empty for those that never are a template's."""
    plain = " ".join(line.split()).casefold()
    is_prose = len(plain.split()) >= _WORDS and not _HEADING.match(line)
    return plain if is_prose else ""


def _without_empty_sections(lines: list[str]) -> list[str]:
    kept: list[str] = []
    has_text = False
    for line in reversed(lines):
        if _HEADING.match(line):
            if has_text:
                kept.append(line)
            has_text = False
        else:
            has_text = has_text or bool(line.strip())
            kept.append(line)
    return kept[::-1]
