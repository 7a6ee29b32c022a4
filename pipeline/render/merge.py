"""A résumé rendered anew under a person's hand: their lines stay, byte for byte.

A résumé is a list of blocks: a table row, the section of a phase, a line of evidence, any other
line; the blank lines after a block belong to it. The person's file is the frame. Blocks in it
that the person did not touch become what the new rendering says of them, or go where it says
nothing; blocks that only the new rendering has come in after the block they follow there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

_ROW = re.compile(r'\| *<a id="t-([^"]*)">')
_SECTION = re.compile(r'### *<a id="([^"]*)">')
_EVIDENCE = re.compile(r'- *<a id="e-([^"]*)">')
_HEADING = re.compile(r"#{1,3} |</?details>")
_TRACK = re.compile(r"## (.*)")

Key = tuple[str, ...]


@dataclass(frozen=True)
class _Block:
    """A piece of the file. `key` says which piece it is, whatever it says now."""

    key: Key
    body: str
    tail: str = ""
    """The blank lines after it."""


def merge(old_rendered: str, edited: str, new_rendered: str) -> str:
    """Bring a new rendering into the file that a person made of the old one.

    Args:
        old_rendered: What was rendered last time.
        edited: What the person made of it.
        new_rendered: What is rendered now.
    """
    if edited == old_rendered:
        return new_rendered
    if "\r\n" in edited and "\r\n" not in old_rendered:
        old_rendered = old_rendered.replace("\n", "\r\n")
        new_rendered = new_rendered.replace("\n", "\r\n")
    said = list(_blocks(old_rendered))
    old = {block.key: block for block in _headed(said)}
    new = {block.key: block for block in _headed(_blocks(new_rendered))}
    names = dict(zip((block.key for block in said), old, strict=True))
    kept = [
        result
        for block in _own(edited, names)
        if (result := _settle(block, old.get(block.key), new.get(block.key)))
    ]
    fresh = [key for key in new if key not in old]
    return _join(_insert(kept, fresh, new))


def _settle(block: _Block, old: _Block | None, new: _Block | None) -> _Block | None:
    """Decide what becomes of one block of the person's file."""
    if old is None or block.body != old.body:
        return block
    if new is None:
        return None
    return new if block.tail == old.tail else replace(new, tail=block.tail)


def _insert(kept: list[_Block], fresh: list[Key], new: dict[Key, _Block]) -> list[_Block]:
    """Put each fresh block after the nearest block before it that the result has."""
    present = {block.key for block in kept}
    wanted = set(fresh) - present
    after: dict[Key | None, list[_Block]] = {}
    place: Key | None = None
    for key, block in new.items():
        if key in wanted:
            after.setdefault(place, []).append(block)
        elif key in present:
            place = key
    result = list(after.get(None, ()))
    for block in kept:
        result += (block, *after.get(block.key, ()))
    return result


def _join(blocks: list[_Block]) -> str:
    pieces = [block.body + block.tail for block in blocks]
    return "".join(
        piece if piece.endswith("\n") or number == len(pieces) else f"{piece}\n"
        for number, piece in enumerate(pieces, 1)
    )


def _own(edited: str, names: dict[Key, Key]) -> Iterator[_Block]:
    """Name the blocks of the person's file; what the old rendering hasn't is the person's own."""
    for number, block in enumerate(_blocks(edited)):
        yield replace(block, key=names.get(block.key, ("own", str(number))))


def _headed(blocks: Iterable[_Block]) -> Iterator[_Block]:
    """Name the lines of a rendering's head by their place: there each one has its own part."""
    in_head = True
    for number, block in enumerate(blocks):
        in_head = in_head and not block.body.startswith(("```", "## "))
        yield replace(block, key=("head", str(number))) if in_head else block


def _blocks(text: str) -> Iterator[_Block]:
    """Cut a file into blocks; keys are unique."""
    seen: Counter[Key] = Counter()
    for key, lines in _grouped(text):
        seen[key] += 1
        stop = len(lines)
        while stop > 1 and not lines[stop - 1].strip():
            stop -= 1
        name = key if seen[key] == 1 else (*key, str(seen[key]))
        yield _Block(name, "".join(lines[:stop]), "".join(lines[stop:]))


def _grouped(text: str) -> Iterator[tuple[Key, list[str]]]:
    key: Key = ()
    lines: list[str] = []
    track = ""
    for line in re.findall(r"[^\n]*\n|[^\n]+", text):
        if heading := _TRACK.match(line):
            track = heading[1].strip()
        continues = not line.strip() or (key[:1] == ("section",) and not _begins(line))
        if lines and continues:
            lines.append(line)
            continue
        if lines:
            yield key, lines
        key, lines = _key(line, track), [line]
    if lines:
        yield key, lines


def _begins(line: str) -> bool:
    """Tell whether a line ends the section before it."""
    return bool(_HEADING.match(line) or _ROW.match(line) or _EVIDENCE.match(line))


def _key(line: str, track: str) -> Key:
    for kind, pattern in (("row", _ROW), ("section", _SECTION), ("evidence", _EVIDENCE)):
        if found := pattern.match(line):
            return (kind, found[1])
    return ("line", track, line.strip())
