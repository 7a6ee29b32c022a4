"""Pieces: the statements of a text, each with what it denies."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.verify import lexicon
from pipeline.verify.opposite import opposed_to
from pipeline.verify.reading import once
from pipeline.verify.token import Kind, Text, Token, is_within

_REACH = 4
"""Content words after a denial that it may be about; the first is the one it denies."""
_OUTRIGHT = ("verbal", "nominal", "turning")
_DENYING = (*_OUTRIGHT, "implicit")
"""The lists of words that deny: most statements have none of any."""
_STOP = re.compile(r"[;:()（），；：。！？—–]|,(?!\d)|\.(?=\s|$)")
_LATIN = re.compile(r"[A-Za-z]+")
_BREAK = re.compile(r"\b(?!(?:a|an|the|its|their|of|any)\b)[a-z]+", re.IGNORECASE)
_BULLET = " *-+•"
_EMPHASIS = re.compile(r"\*{1,3}|(?<![\w`])_{1,2}(?=\w)|(?<=\w)_{1,2}(?![\w`])")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch between two stops: one statement, with its content words and its denials."""

    text: str
    tokens: tuple[Token, ...]
    keys: frozenset[str]
    unmade: frozenset[str]
    """The keys of what words deny by their form: unused, stateless."""
    denied: tuple[tuple[Token, ...], ...] = ()
    """For each word that denies a deed, the content words that follow it, nearest first."""
    absent: tuple[tuple[Token, ...], ...] = ()
    """The same for each word that denies a thing: no, none, nothing."""
    turned: tuple[tuple[Token, ...], ...] = ()
    """The same for each word that turns what follows round: stop, avoid, without."""
    cues: tuple[frozenset[str], ...] = ()
    """The roots of each word that denies by its meaning."""

    @property
    def targets(self) -> tuple[tuple[Token, ...], ...]:
        """Give all that its words deny outright."""
        return (*self.denied, *self.absent, *self.turned)

    @property
    def is_denying(self) -> bool:
        """Tell whether anything in it denies, be it only by its meaning: removed, missing."""
        return bool(self.cues or self.targets)


@once
def pieces(text: Text) -> tuple[Piece, ...]:
    """Cut a text into its statements."""
    plain = _EMPHASIS.sub("", text.normal)
    read = text if plain == text.normal else Text(plain)
    content = read.content
    stops = (m.start() for cue in (_STOP, cue_of("stops")) for m in cue.finditer(plain))
    cuts = sorted({at for at in stops if not is_within(at, read.code)})
    starts = [token.start for token in content]
    found = []
    for start, end in zip([0, *cuts], [*cuts, len(plain)], strict=True):
        inside = tuple(content[bisect_left(starts, start) : bisect_left(starts, end)])
        if inside:
            found.append(_piece(plain[start:end], start, inside))
    return tuple(found)


def _piece(text: str, start: int, inside: tuple[Token, ...]) -> Piece:
    bare, keys, unmade = text.strip(" ,;:()，；（）"), keys_of(inside), _unmade(text)
    if not cue_of(*_DENYING).search(text):
        return Piece(bare, inside, keys, unmade)
    denied, absent, turned = (tuple(_after(cue_of(k), text, start, inside)) for k in _OUTRIGHT)
    return Piece(
        bare, inside, keys, unmade, denied, absent, turned, tuple(_cues(text, start, inside))
    )


def _cues(text: str, start: int, inside: Sequence[Token]) -> Iterator[frozenset[str]]:
    """Give the roots of each word that denies by its meaning, and does not only describe."""
    describing = [match.span() for match in cue_of("describing").finditer(text)]
    starts = [token.start for token in inside]
    for match in cue_of("implicit").finditer(text):
        begin, end = start + match.start(), start + match.end()
        leads = not text[: match.start()].strip(_BULLET)  # `removed X` alone tells what was done
        if leads or not is_within(match.start(), describing):
            words = inside[bisect_left(starts, begin) : bisect_left(starts, end)]
            yield lexicon.roots(keys_of(words))


def keys_of(found: Iterable[Token]) -> frozenset[str]:
    """Give what some words are met by."""
    return frozenset[str]().union(*map(whole_keys, found))


def whole_keys(token: Token) -> frozenset[str]:
    """Give what a word is met by here: a name only whole, never by its parts."""
    return lexicon.names(token.keys) if token.kind is Kind.CODE else token.keys


def _after(
    denying: re.Pattern[str], text: str, start: int, inside: Sequence[Token]
) -> Iterator[tuple[Token, ...]]:
    """Give what stands behind each word that denies; nothing, where no content follows."""
    found = list(denying.finditer(text))
    content = [t for t in inside if not cue_of("idle").fullmatch(t.text)] if found else []
    starts = [token.start for token in content]
    for match in found:
        begin, end = start + match.start(), start + match.end()
        before = bisect_right(starts, begin)
        if before and end < content[before - 1].end:
            continue  # a fixed term that holds the negator is judged as a word
        following = bisect_left(starts, end)
        yield tuple(_phrase(text, start, content[following : following + _REACH]))


def _phrase(text: str, start: int, following: Sequence[Token]) -> Iterator[Token]:
    """Give the first words up to the next word of grammar."""
    last = None
    for token in following:
        if last and _BREAK.search(text, last.end - start, token.start - start):
            return
        yield token
        last = token


@lru_cache
def cue_of(*names: str) -> re.Pattern[str]:
    """Give the pattern of lists of the words that deny, or tell when a denial holds."""
    return lexicon.pattern(
        word for name in names for word in lexicon.words("claims", "denial", name)
    )


def _unmade(text: str) -> frozenset[str]:
    """Give the keys of what words deny by their form or as the opposite: unused, expired."""
    found = _affixed().finditer(text.casefold())
    bare = frozenset(key for m in found for key in lexicon.keys_of(m["stem"] or m["bare"]))
    return bare.union(*map(opposed_to, _LATIN.findall(text)))


@lru_cache
def _affixed() -> re.Pattern[str]:
    """Give the pattern of words that an affix turns round."""
    before = "|".join(lexicon.words("claims", "denial", "prefixes"))
    after = "|".join(lexicon.words("claims", "denial", "suffixes"))
    word = rf"(?:{before})(?P<stem>[a-z]{{4,}})|(?P<bare>[a-z]{{3,}})-?(?:{after})"
    return re.compile(rf"(?<![\w-])(?:{word})(?![\w-])")
