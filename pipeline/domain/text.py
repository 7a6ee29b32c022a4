"""Plain text: normal form, paragraphs, sentence ends in English and Chinese."""

from __future__ import annotations

import re
import unicodedata

_BULLET = re.compile(r"^\s*(?:[-*+•]|\d{1,3}[.)])\s+")
_ABBREVIATIONS = {
    *("e.g", "i.e", "etc", "vs", "cf", "approx", "no", "nr", "fig", "eq", "resp", "incl"),
    *("mr", "mrs", "dr", "st", "al", "inc", "ltd", "ver", "v"),
}
_LONGEST_WORD = 40
"""Characters looked back for an abbreviation: looking back further would not be linear."""
_END = re.compile(
    r"[。！？；]+[”’」』）]*"
    r"|(?<![.!?])[.!?]+[\"'”’)\]]*(?=\s|$)"
)


def normalize(text: str) -> str:
    """Put text in the form in which quotes are compared: NFKC, white space collapsed."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def printable(text: str) -> str:
    """Replace what would steer a terminal or split a line; the rest stays as it is."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


def counted(count: int, noun: str) -> str:
    """Write how many there are of what an English noun names: 1 phase, 2 phases."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def sentences(text: str) -> tuple[str, ...]:
    """Split one paragraph into sentences; the pieces joined by spaces give it back.

    A full stop ends a sentence only before white space, and not after an abbreviation, an
    initial or in front of a small letter. Chinese ends need no white space.
    """
    flat = " ".join(text.split())
    pieces: list[str] = []
    start = 0
    for match in _END.finditer(flat):
        if _is_end(flat, match):
            pieces.append(flat[start : match.end()].strip())
            start = match.end()
    pieces.append(flat[start:].strip())
    return tuple(piece for piece in pieces if piece)


def _is_end(flat: str, match: re.Match[str]) -> bool:
    mark = match.group()[0]
    if mark in "。！？；":
        return True
    follows = flat[match.end() : match.end() + 2].lstrip()
    if mark == "." and follows[:1].islower():
        return False
    before = flat[max(0, match.start() - _LONGEST_WORD) : match.start()]
    word = re.split(r"[\s(\[]", before)[-1]
    is_initial = len(word) == 1 and word.isalpha() and word.isupper()
    return not (mark == "." and (word.casefold() in _ABBREVIATIONS or is_initial))


def paragraphs(text: str) -> tuple[str, ...]:
    """Split text into bullets and paragraphs; hard-wrapped lines are joined by one space.

    Fenced and indented blocks of code and quoted lines stay one line each.
    """
    blocks: list[list[str]] = [[]]
    fenced = False
    for line in text.splitlines():
        if line.lstrip().startswith("```"):
            fenced = not fenced
            blocks.append([])
        elif not line.strip():
            blocks.append([])
        elif fenced or (line.startswith(("    ", "\t", ">")) and not blocks[-1]):
            blocks.extend(([line.strip()], []))
        elif _BULLET.match(line):
            blocks.append([_BULLET.sub("", line).strip()])
        else:
            blocks[-1].append(line.strip())
    return tuple(" ".join(block) for block in blocks if block)
