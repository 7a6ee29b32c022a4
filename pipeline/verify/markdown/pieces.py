"""A run of Markdown → pieces: text, and the citations and marks that follow it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.domain.markup import unescape

_TOKEN = re.compile(
    r"\\."
    r"|(?P<link>\[(?P<tick>`?)(?P<shown>[^\[\]`\s]{1,200})`?\](?:\((?P<href>[^()\s]{0,2000})\))?)"
    r"|(?P<mark><su[bp]>[^<>]{1,60}</su[bp]>)"
    r"|`[^`]*`",
    re.DOTALL,
)
_EMPHASIS = re.compile(
    r"\\.|`[^`]*`|(?P<mark>\*{1,3}|__)(?=[^\s*_])(?P<text>[^*\n]{1,300}?)(?<=[^\s*\\])(?P=mark)(?![*_\w])",
    re.DOTALL,
)
_HASH = re.compile(r"(?=[a-f]*\d)[0-9a-f]{7,64}", re.IGNORECASE)
_WRAP = re.compile(r"[ \t]*(?:\r?\n[ \t>]*(?=\[|<su))?")
_END = ".。!！?？"
_BETWEEN = re.compile(r"[\s!-/:-@\[-`{-~，。、；：（）！？]*")


@dataclass(frozen=True)
class Typed:
    """A citation as it stands in the file: what it shows and where it leads."""

    shown: str
    href: str = ""


@dataclass
class Piece:
    """Text up to the end of the citations that follow it."""

    text: str
    cites: list[Typed] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)

    @property
    def closed(self) -> bool:
        """Tell whether anything follows the text that ends it."""
        return bool(self.cites or self.marks)


@dataclass(frozen=True)
class Token:
    """A citation or a mark: where it stands, and what a citation shows."""

    start: int
    end: int
    shown: str


def trailing(raw: str, at: int) -> list[Token]:
    """Give the citations and marks right behind a place of a file."""
    found: list[Token] = []
    while token := _TOKEN.match(raw, _space_end(raw, at)):
        if not token["mark"] and not (token["link"] and _cites(token)):
            break
        found.append(Token(token.start(), token.end(), token["shown"] or ""))
        at = token.end()
    return found


def _space_end(raw: str, at: int) -> int:
    gap = _WRAP.match(raw, at)
    return gap.end() if gap else at


def pieces(raw: str, marks: frozenset[str]) -> list[Piece]:
    """Cut a cell, bullet or paragraph into pieces.

    Args:
        raw: Its Markdown.
        marks: The tags that count as marks; any other is text.
    """
    result: list[Piece] = []
    for text, token in _tokens(raw, marks):
        _add_text(result, text)
        if isinstance(token, Typed):
            _last(result).cites.append(token)
        elif token:
            _last(result).marks.append(token)
    return result


def _tokens(raw: str, marks: frozenset[str]) -> Iterator[tuple[str, Typed | str]]:
    """Go through the citations and marks, each with the text before it."""
    start = 0
    for found in _TOKEN.finditer(raw):
        token: Typed | str = ""
        if found["link"] and _cites(found):
            token = Typed(found["shown"], found["href"] or "")
        elif found["mark"] in marks:
            token = found["mark"]
        if token:
            yield raw[start : found.start()], token
            start = found.end()
    yield raw[start:], ""


def _cites(found: re.Match[str]) -> bool:
    """Tell a citation from any other link: it shows a hash or an id, or leads to evidence."""
    shown, href = found["shown"], found["href"]
    if href is None:
        return bool(_HASH.fullmatch(shown))
    if href.startswith("#e-") or _HASH.fullmatch(shown):
        return True
    return bool(found["tick"]) and any(c.isdigit() or c == "#" for c in shown)


def _bare(found: re.Match[str]) -> str:
    """Take emphasis off: it is the person's, and changes no claim."""
    return found["text"] if found["mark"] else found.group()


def _last(result: list[Piece]) -> Piece:
    if not result:
        result.append(Piece(""))
    return result[-1]


def _add_text(result: list[Piece], text: str) -> None:
    """Begin a new piece; a mere full stop behind a citation belongs to the sentence before it."""
    text = " ".join(unescape(_EMPHASIS.sub(_bare, text)).split())
    if not _BETWEEN.fullmatch(text):
        result.append(Piece(text))
    elif result and text[:1] in _END and not result[-1].text.endswith(tuple(_END)):
        result[-1].text += text[:1]
