"""Take a sentence, a piece of one or a citation out of a Markdown résumé; all else stays."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from pipeline.domain.markup import plain, shown
from pipeline.domain.narrative import Sentence
from pipeline.verify.markdown.pieces import trailing

_REACH = 40
"""Lines below its first in which a sentence may end."""
_MARKUP = "\\*_"
"""What may stand before a letter of a sentence without being one."""
_GAP = re.compile(r"[^\S\n]*(?:\n[ \t>]*)?")
_STOPS = ".。!！?？"
_OPENING = re.compile(r"[\s>]*(?:(?:[-*+]|\d{1,9}[.)]|#{1,6})\s+(?:\[[ xX]\]\s+)?)?")
_BEGINS = re.compile(r"[\s>]*(?:[-*+]\s|\d{1,9}[.)]\s|#{1,6}\s|\||```|<|$)")
_RECORD = re.compile(r'\s*[-*+]\s+<a id="e-')


def amend(text: str, line: int, said: Sentence, rest: Sentence | None, unstated: str) -> str:
    """Make a file say the rest of a sentence, or nothing in its place.

    Args:
        text: The file.
        line: Where the sentence begins, from 1.
        said: What it says there.
        rest: What is to be left of it; None for nothing.
        unstated: What an empty cell of the résumé says.

    Returns:
        The file; as it was if the sentence can't be found there or is no sentence of its own:
        a headline, a time or a line of evidence can't be left out.
    """
    begin = _start_of(text, line)
    if _RECORD.match(text, begin):
        return text
    found = _found(text, begin, _start_of(text, line + _REACH), plain(said.text))
    if found is None:
        return text
    if rest is None:
        return _dropped(text, found, unstated)
    kept = {shown(citation.evidence) for citation in rest.citations}
    return _shortened(_uncited(text, found, kept), found, plain(said.text), plain(rest.text))


def _start_of(text: str, line: int) -> int:
    at = 0
    for _ in range(line - 1):
        following = text.find("\n", at)
        if following < 0:
            return len(text)
        at = following + 1
    return at


def _found(text: str, begin: int, end: int, said: str) -> list[int] | None:
    """Find where each letter of a sentence stands."""
    for at in range(begin, end):
        places = _laid(text, at, said) if text[at] == said[:1] else None
        if places and not (_joins(text, at) or _joins(text, places[-1] + 1)):
            return places
    return None


def _joins(text: str, at: int) -> bool:
    """Tell whether a place lies inside a word or a tag."""
    pair = text[max(0, at - 1) : at + 1]
    return pair.isascii() and ((pair.isalnum() and len(pair) > 1) or pair[:1] in {"<", "/"})


def _laid(text: str, at: int, said: str) -> list[int] | None:
    """Lay a sentence along a file from one place on; markup and line ends lie between."""
    places: list[int] = []
    for number, letter in enumerate(said):
        while at < len(text) and text[at] != letter and text[at] in _MARKUP:
            at += 1
        if letter == " " and (end := _end_of_gap(text, at)) > at:
            places.append(at)
            at = end
            continue
        if number == len(said) - 1 and letter in _STOPS and text[at : at + 1] != letter:
            at = _end_of_tail(text, at)
        if text[at : at + 1] != letter:
            return None
        places.append(at)
        at += 1
    return places


def _end_of_gap(text: str, at: int) -> int:
    gap = _GAP.match(text, at)
    return gap.end() if gap else at


def _end_of_tail(text: str, at: int) -> int:
    tail = trailing(text, at)
    return tail[-1].end if tail else at


def _dropped(text: str, places: list[int], unstated: str) -> str:
    start, end = places[0], _end_of_tail(text, places[-1] + 1)
    while start and text[start - 1] in "*_":
        start -= 1
    while text[end : end + 1] in {"*", "_"}:
        end += 1
    head = text[text.rfind("\n", 0, start) + 1 : start]
    foot = text[end : end + text[end:].find("\n")] if "\n" in text[end:] else text[end:]
    if head.lstrip(" >").startswith("|"):
        return _from_cell(text, start, end, unstated)
    if _OPENING.fullmatch(head) and not foot.strip():
        return _from_lines(text, start - len(head), start, end + len(foot))
    if foot.strip():
        return text[:start] + text[_end_of_gap(text, end) :]
    return text[:start].rstrip(" ") + text[end:]


def _from_cell(text: str, start: int, end: int, unstated: str) -> str:
    left, right = text[:start].rstrip(" "), text[end:].lstrip(" ")
    is_alone = left.endswith("|") and right.startswith("|")
    return f"{left} {unstated} {right}" if is_alone else f"{left} {right}"


def _from_lines(text: str, begin: int, start: int, end: int) -> str:
    """Take out whole lines; a bullet stays where the next line goes on with it."""
    below = text[end + 1 :] if end < len(text) else ""
    if text[begin:start].strip(" >") and below and not _BEGINS.match(below.split("\n", 1)[0]):
        return text[:start] + below.lstrip()
    above = text[:begin]
    if re.search(r"(?:^|\n)\r?\n$", above) and (blank := re.match(r"\r?\n", below)):
        below = below[blank.end() :]
    return above + below


def _uncited(text: str, places: list[int], kept: set[str]) -> str:
    """Take out the citations behind a sentence that are not kept."""
    for token in reversed(trailing(text, places[-1] + 1)):
        if (
            token.shown
            and token.shown not in kept
            and not any(
                known.startswith(token.shown) or token.shown.startswith(known) for known in kept
            )
        ):
            text = text[: token.start].rstrip(" ") + text[token.end :]
    return text


def _shortened(text: str, places: list[int], said: str, rest: str) -> str:
    """Carry the difference of two sentences over to the file, letter by letter."""
    changes = SequenceMatcher(None, said, rest, autojunk=False).get_opcodes()
    for kind, first, last, begin, end in reversed(changes):
        if kind != "equal":
            stop = places[last] if last < len(places) else places[-1] + 1
            start = places[first] if first < len(places) else stop
            text = text[:start] + rest[begin:end] + text[stop:]
    return text
