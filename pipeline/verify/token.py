"""Tokens: the words, names and code of a sentence, with what each is matched by."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from itertools import zip_longest
from typing import NamedTuple

from pipeline import resources
from pipeline.verify import lexicon
from pipeline.verify.reading import Source


class Kind(StrEnum):
    """What a token is."""

    CODE = "code"
    """In backticks, or shaped like an identifier, a path or a module."""
    NAME = "name"
    """A technology, an acronym or a capitalised word inside a sentence."""
    WORD = "word"
    VALUE = "value"
    """Holds a digit and no name: what GV2 decides."""


class Token(NamedTuple):
    """One token of a text; `keys` is empty for words that carry no content of their own."""

    text: str
    start: int
    end: int
    kind: Kind
    keys: frozenset[str]


_TOKEN = re.compile(
    r"`(?P<ticks>[^`]+)`"
    r"|(?P<cjk>[\u3400-\u9fff]+)"
    r"|(?P<code>(?:[A-Za-z0-9_][\w]*)?(?:[./:@+#\-]{1,2}[\w*]+)+/?(?:\(\))?|\w+\(\))"
    r"|(?P<word>[A-Za-z][A-Za-z0-9_]*(?:['’][A-Za-z]+)?|[0-9](?:[.,]?[\w%])*|\w+)",
    re.ASCII,
)
_GENITIVE = re.compile(r"['’][A-Za-z]+$|(?<=[A-Z]{2})s$")
"""What makes no other name: `Kafka's` is Kafka, and `SSTs` are of the kind SST."""
_CAMEL = re.compile(r"[a-z0-9][A-Z]|[A-Z]{2,}[a-z]{2,}|_|[A-Za-z]\d")
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_PROSE_HYPHEN = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)+")
_PATHLIKE = re.compile(r"[./_:@#]|\(\)")
_PACKAGE = re.compile(r"[a-z]\w*(?:-(?!to-|and-)\w+)*-(?:go|py|js|rs|rb|php)")
"""A package's name by the convention that its last piece is the language: `sentinel-go`."""
_DIGITS = re.compile(r"[vV]?\d[\w.,:%+\-/]*")
_SHORTEST_ACRONYM = 2
_PARTICLES = frozenset(("away", "back", "down", "in", "off", "on", "out", "over", "through", "up"))
"""What makes one word with the verb before it."""


def parts(name: str) -> tuple[str, ...]:
    """Split a name at its punctuation and camel humps."""
    return tuple(match.group() for match in _PART.finditer(name))


@dataclass(frozen=True)
class Text(Source):
    """A text in normal form."""

    normal: str

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Give its tokens, in order."""
        return tokens(self.normal)

    @cached_property
    def content(self) -> tuple[Token, ...]:
        """Give the tokens that carry content."""
        return tuple(token for token in self.tokens if token.keys)

    @cached_property
    def telling(self) -> tuple[Token, ...]:
        """Give the tokens that carry content, and the figures."""
        return tuple(token for token in self.tokens if token.keys or token.kind is Kind.VALUE)

    @cached_property
    def code(self) -> tuple[tuple[int, int], ...]:
        """Give where its pieces of code begin and end, in order and apart."""
        return tuple((token.start, token.end) for token in self.tokens if token.kind is Kind.CODE)

    @cached_property
    def roots(self) -> frozenset[str]:
        """Give the words that stand here, without the concepts that they belong to."""
        return frozenset[str]().union(*(lexicon.roots(token.keys) for token in self.content))

    @cached_property
    def low(self) -> str:
        """Give the text as names are looked up in it."""
        return self.normal.casefold()


def is_within(at: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a place lies in one of some spans, which are in order and apart."""
    before = bisect_right(spans, at, key=lambda span: span[0])
    return before > 0 and at < spans[before - 1][1]


def tokens(text: str) -> tuple[Token, ...]:
    """Split a text into its tokens, in order."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        if match.lastgroup == "word":
            found.append(_word(match.group(), match.start()))
        else:
            found.extend(_read(match))
    return tuple(_joined(found))


def _joined(found: Sequence[Token]) -> Iterator[Token]:
    """Let a word and the particle behind it also be met as one word: `slow down`, a slowdown."""
    for token, following in zip_longest(found, found[1:]):
        if following and following.start - token.end == 1 and token.keys:
            low = following.text.casefold()
            if low in _PARTICLES and token.kind is Kind.WORD:
                yield token._replace(keys=_also(token.keys, token.text + low))
                continue
        yield token


@lru_cache(maxsize=65536)
def _also(keys: frozenset[str], word: str) -> frozenset[str]:
    """Add what another word is matched by; the same set each time, as sets are looked up by it."""
    return keys | word_keys(word)


def _read(match: re.Match[str]) -> Iterator[Token]:
    text, start = match.group(), match.start()
    if match["cjk"]:
        yield from _segment(text, start)
    elif match["ticks"]:
        inner = match["ticks"].strip()
        yield Token(inner, start, match.end(), Kind.CODE, name_keys(inner))
    else:
        yield from _compound(text, start)


def _compound(text: str, start: int) -> Iterator[Token]:
    """Tell code from hyphenated and slashed prose; prose falls apart into its words."""
    bare = text.strip("./:@+#-")
    if _DIGITS.fullmatch(bare):
        yield Token(text, start, start + len(text), Kind.VALUE, frozenset())
        return
    is_path = _PATHLIKE.search(bare) and not _is_slashed_prose(bare)
    if is_path or _PACKAGE.fullmatch(bare) or _technology(bare):
        yield Token(bare, start, start + len(text), Kind.CODE, name_keys(bare))
        return
    for piece in re.finditer(r"[A-Za-z0-9_]+", text):
        yield _word(piece.group(), start + piece.start())


def _is_slashed_prose(bare: str) -> bool:
    return all(piece.isalpha() and piece.isascii() for piece in bare.split("/")) and "/" in bare


def _word(text: str, start: int) -> Token:
    shown, kind, keys = _known(text, is_first=start == 0)
    return Token(shown, start, start + len(text), kind, keys)


@lru_cache(maxsize=65536)
def _known(text: str, *, is_first: bool) -> tuple[str, Kind, frozenset[str]]:
    """Give how a word is shown, what it is, and what it is matched by."""
    if text[0].isdigit():
        return text, Kind.VALUE, frozenset()
    bare = _GENITIVE.sub("", text)
    idle = {bare.casefold(), text.replace("’", "'").casefold()} & lexicon.function_words()
    if _CAMEL.search(bare) and not idle:
        return bare, Kind.CODE, name_keys(bare)
    if idle:
        return text, Kind.WORD, frozenset()
    is_name = (bare.isupper() and len(bare) >= _SHORTEST_ACRONYM) or (
        not is_first and bare[0].isupper()
    )
    is_known = _technology(bare.casefold() if is_first else bare)  # a capital there says nothing
    kind = Kind.NAME if is_name or is_known else Kind.WORD
    return text, kind, word_keys(bare)


@lru_cache(maxsize=65536)
def word_keys(word: str) -> frozenset[str]:
    """Give what a plain word is matched by; a technology also by its canonical name."""
    keys = lexicon.keys_of(word)
    known = _technology(word)
    return keys | {"~" + known} if known else keys


@lru_cache(maxsize=65536)
def name_keys(name: str) -> frozenset[str]:
    """Give what a name is matched by: itself, its technology, or else its parts."""
    low = name.casefold()
    known = _technology(name)
    if known:
        return frozenset(("~" + known, "#" + low))
    keys = {"#" + low}
    for part in parts(name):
        keys |= lexicon.keys_of(part)
    return frozenset(keys)


@lru_cache(maxsize=65536)
def _technology(name: str) -> str:
    known = resources.technologies().find(name)
    return known.name.casefold() if known else ""


def _segment(run: str, start: int) -> Iterator[Token]:
    """Cut a run of Chinese into the longest terms that the lexicon knows.

    What the lexicon does not know is left as pairs of characters: they can only be found in
    evidence that is Chinese itself.
    """
    terms, longest = lexicon.chinese(), lexicon.longest_term()
    at, unknown = 0, 0
    while at < len(run):
        most = min(longest, len(run) - at)
        size = next((n for n in range(most, 0, -1) if run[at : at + n] in terms), 0)
        if not size:
            at += 1
            continue
        yield from _unknown(run, unknown, at, start)
        term = run[at : at + size]
        yield Token(term, start + at, start + at + size, Kind.WORD, terms[term])
        at += size
        unknown = at
    yield from _unknown(run, unknown, len(run), start)


def _unknown(run: str, begin: int, end: int, start: int) -> Iterator[Token]:
    """Give what stands between known terms; a single character is a particle or a rest of one."""
    if begin == end:
        return
    piece = run[begin:end]
    pairs = {piece[i : i + 2] for i in range(len(piece) - 1)}
    yield Token(piece, start + begin, start + end, Kind.WORD, frozenset("zh:" + p for p in pairs))
