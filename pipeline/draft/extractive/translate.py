"""Says an English deed in Chinese where every word of it has one plain equivalent."""

from __future__ import annotations

import re
from functools import lru_cache

from pydantic import TypeAdapter

from pipeline import resources
from pipeline.draft.extractive import tidy
from pipeline.draft.extractive.deed import Deed

_TOKEN = re.compile(r"`[^`]+`|[^\s,`]+|,")
_PREPOSITIONS = frozenset(("to", "with", "by", "from", "in", "into", "for", "as", "on", "through"))
_INSTEAD = re.compile(r"(?P<new>.+?) (?:instead of|rather than|in place of) (?P<old>.+)$")
_DROPPED = frozenset(("a", "an", "the", "its", "their"))
_NAME = re.compile(r"`[^`]+`|[A-Z][\w.+-]*|v?\d[\w.]*|[\w.-]*[/_.\d][\w./-]*")
_GAP = re.compile(r"(?<=[\u3400-\u9fff])(?=[A-Za-z0-9`])|(?<=[A-Za-z0-9`)%])(?=[\u3400-\u9fff])")


def deed(done: Deed) -> str:
    """Say a deed; empty where something in it can't be said without guessing."""
    if done.is_negated or done.before:
        return ""
    rest = tidy.ticked(done.rest)
    if done.verb == "use" and (match := _INSTEAD.match(rest)):
        return _two("use instead", match["new"], match["old"])
    whole = _table("one").get(done.verb, "")
    said = thing(rest)
    if whole and said:
        return spaced(whole.format(said))
    return _split(done.verb, rest)


def _split(verb: str, rest: str) -> str:
    """Try each preposition as the place where the object ends."""
    pieces = _TOKEN.findall(rest)
    for at, piece in enumerate(pieces):
        if piece not in _PREPOSITIONS:
            continue
        said = _two(f"{verb} {piece}", " ".join(pieces[:at]), " ".join(pieces[at + 1 :]))
        if said:
            return said
        if piece == "from" and not at and "to" in pieces:
            place = pieces.index("to")
            old, new = " ".join(pieces[1:place]), " ".join(pieces[place + 1 :])
            return _two(f"{verb} to", old, new)
    return ""


def _two(key: str, first: str, second: str) -> str:
    form = _table("two").get(key, "")
    one, two = thing(first), thing(second)
    return spaced(form.format(one, two)) if form and one and two else ""


def thing(text: str) -> str:
    """Say a name or a noun phrase; empty where a word of it has no equivalent."""
    parts = re.split(r" of ", text)
    if len(parts) == 2:  # noqa: PLR2004 - one "of"
        head, owner = thing(parts[0]), thing(parts[1])
        return f"{owner}的{head}" if head and owner else ""
    said: list[str] = []
    for piece in _TOKEN.findall(text):
        word = _word(piece)
        if word is None:
            return ""
        said.append(word)
    return _joined(said)


def _word(piece: str) -> str | None:
    low = piece.casefold()
    if low in _DROPPED:
        return ""
    if piece == ",":
        return "、"
    if low in _table("between"):
        return _table("between")[low]
    if resources.technologies().by_name(piece) or _NAME.fullmatch(piece):
        return piece
    words = _table("words")
    singular = low[:-3] + "y" if low.endswith("ies") else low.removesuffix("s")
    return words.get(low) or words.get(singular)


def _joined(words: list[str]) -> str:
    text = ""
    for word in words:
        between_names = text[-1:].isascii() and word[:1].isascii()
        text += f" {word}" if text and word and between_names else word
    return text


def spaced(text: str) -> str:
    """Put a space between Chinese and Latin letters, digits and code."""
    return _GAP.sub(" ", text)


@lru_cache
def _table(name: str) -> dict[str, str]:
    tables = TypeAdapter(dict[str, dict[str, str]]).validate_python(resources.lexicon("writing_zh"))
    return tables[name]
