"""GV406, the part that looks at denials: each one is bound to what it denies."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.domain.narrative import Slot
from pipeline.verify import lexicon
from pipeline.verify.case import Case
from pipeline.verify.opposite import contraries
from pipeline.verify.reading import once
from pipeline.verify.rule import Objection
from pipeline.verify.stem import stem
from pipeline.verify.token import Kind, Text, Token

_REACH = 4
"""Content words after a denial that it may be about; the first is the one it denies."""
_LEAST = 2
"""Content words that a denial and a sentence must share to be about the same."""
_SHOWN = 80
_STOP = re.compile(r"[;:()（），；：。！？—–]|,(?!\d)|\.(?=\s|$)")
_LATIN = re.compile(r"[A-Za-z]+")
_LINK = re.compile(r"\]\(\s?https?:")
_QUOTED = re.compile(r"[\"“”「」]")
"""A statement with quotation marks shows what something prints, not what holds."""
_EMPHASIS = re.compile(r"\*{1,3}|(?<![\w`])_{1,2}(?=\w)|(?<=\w)_{1,2}(?![\w`])")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch between two stops: one statement, with its content words and its denials."""

    text: str
    tokens: tuple[Token, ...]
    denied: tuple[tuple[Token, ...], ...]
    """For each word that denies a deed, the content words that follow it, nearest first."""
    absent: tuple[tuple[Token, ...], ...]
    """The same for each word that denies a thing: no, none, nothing."""
    lacking: tuple[tuple[Token, ...], ...]
    """The same for each word that says what is not beside it: without."""
    turned: tuple[tuple[Token, ...], ...]
    """The same for each verb that turns what follows round: stop, avoid, fail to."""
    is_denying: bool
    """Whether anything in it denies, be it only by its meaning: removed, unused, missing."""
    scope: tuple[Token, ...]
    """What its denials may be about: all but the words that deny by their meaning.

    Of those, what stands behind a word that undoes it is denied as well: fixed lost jobs.
    """


@once
def pieces(text: Text) -> tuple[Piece, ...]:
    """Cut a text into its statements."""
    plain = _EMPHASIS.sub("", text.normal)
    content = (text if plain == text.normal else Text(plain)).content
    code = [(token.start, token.end) for token in content if token.kind is Kind.CODE]
    stops = (m.start() for cue in (_STOP, _pattern("stops")) for m in cue.finditer(plain))
    cuts = sorted({at for at in stops if not _is_within(at, code)})
    starts = [token.start for token in content]
    found = []
    for start, end in zip([0, *cuts], [*cuts, len(plain)], strict=True):
        inside = tuple(content[bisect_left(starts, start) : bisect_left(starts, end)])
        if inside:
            found.append(_piece(plain[start:end], start, inside))
    return tuple(found)


def _forward(text: str) -> int:
    """Give where the denials of a text begin, if all that deny in it only look forward; else 0."""
    ahead = [match.span() for match in _pattern("forward").finditer(text)]
    if all(_is_within(m.start(), ahead) for m in _pattern("implicit").finditer(text)):
        return ahead[0][0] if ahead else 0
    return 0


def _is_within(at: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a place lies in one of some spans, which are in order and apart."""
    before = bisect_right(spans, at, key=lambda span: span[0])
    return before > 0 and at < spans[before - 1][1]


def _piece(text: str, start: int, inside: tuple[Token, ...]) -> Piece:
    bare = text.strip(" ,;:()，；（）")
    if not _denying().search(text):
        return Piece(bare, inside, (), (), (), (), is_denying=False, scope=inside)
    denied, absent, lacking, turned = (
        tuple(_after(_pattern(kind), text, start, inside))
        for kind in ("verbal", "nominal", "lacking", "turning")
    )
    places = [(start + m.start(), start + m.end()) for m in _pattern("implicit").finditer(text)]
    explicit = {
        token for targets in (denied, absent, lacking, turned) for t in targets for token in t
    }
    first = _forward(text) if places and not explicit else 0
    undoing = _pattern("undoing").search(text)
    undone = start + undoing.end() if undoing else start + len(text)
    scope = tuple(
        token
        for token in inside
        if token.start >= start + first
        and (token in explicit or token.start >= undone or not _is_within(token.start, places))
    )
    is_denying = bool(places or denied or absent or lacking or turned)
    return Piece(bare, inside, denied, absent, lacking, turned, is_denying, scope)


def _after(
    cue: re.Pattern[str], text: str, start: int, inside: Sequence[Token]
) -> Iterator[tuple[Token, ...]]:
    """Give what stands behind each word that denies; nothing, where no content follows."""
    found = list(cue.finditer(text))
    content = [t for t in inside if not _pattern("idle").fullmatch(t.text)] if found else []
    starts = [token.start for token in content]
    for match in found:
        begin, end = start + match.start(), start + match.end()
        before = bisect_right(starts, begin)
        if before and end < content[before - 1].end:
            continue  # a fixed term that holds the negator is judged as a word
        following = bisect_left(starts, end)
        yield tuple(content[following : following + _REACH])


@lru_cache
def _denying() -> re.Pattern[str]:
    """Give the pattern of every word that denies: most statements have none."""
    return lexicon.pattern(
        word
        for kind in ("verbal", "nominal", "lacking", "turning", "implicit")
        for word in lexicon.words("claims", "denial", kind)
    )


@lru_cache
def _pattern(name: str) -> re.Pattern[str]:
    return lexicon.pattern(lexicon.words("claims", "denial", name))


def unfounded(case: Case) -> Iterator[Objection]:
    """GV406: what the sentence denies, its evidence must deny; a denial elsewhere is no help."""
    if case.sentence.slot is Slot.TITLE or not case.cited:
        return
    stated = [piece for d in case.dossiers for p in d.prose for piece in pieces(p)]
    for piece in pieces(case.said):
        is_unfounded = any(not _is_denied(target, piece, stated) for target in piece.denied)
        is_contrary = any(
            not _is_denied(target, piece, stated) and _affirmed(target, stated) >= _LEAST
            for target in (*piece.absent, *piece.lacking, *piece.turned)
        )
        if is_unfounded or is_contrary:
            yield "the evidence does not deny this", piece.text[:_SHOWN]
            return


def _is_denied(target: Sequence[Token], said: Piece, stated: Sequence[Piece]) -> bool:
    """Tell whether the evidence denies the same thing as a statement of the sentence.

    It does where a denial has the deed that is denied, or is otherwise about most of the same
    and nothing affirms more of it.
    """
    wanted = [t for t in target if not _is_foreign(t) or any(_met([t], p) for p in stated)]
    denials = [piece for piece in stated if piece.is_denying]
    if not wanted:
        least = min(_LEAST, len(said.tokens))
        return any(p.denied or p.absent or _met(said.tokens, p) >= least for p in denials)
    if any(_is_lexical(wanted[0], p) or _is_contrary(wanted[0], said, p) for p in stated):
        return True
    outright = [target[:_LEAST] for p in denials for target in _outright(p)]
    is_deed = target not in said.absent and target not in said.lacking
    bound = [piece.scope for piece in denials] if is_deed else outright
    if any(_among(wanted[:1], found) for found in bound):
        return True
    most = max((_among(wanted, p.scope) for p in denials if _is_near(wanted, said, p)), default=0)
    plainly = max((_among(wanted, t) for p in denials for t in _outright(p)), default=0)
    affirmed = _affirmed(wanted, stated)
    return most > affirmed or plainly >= max(affirmed, 1)


def _is_contrary(denied: Token, said: Piece, piece: Piece) -> bool:
    """Tell whether a statement says the opposite of what is denied, of the same thing."""
    others = contraries(denied)
    return (
        bool(others)
        and not piece.denied
        and any(stem(word) in others for word in _LATIN.findall(piece.text))
        and _met([token for token in said.tokens if token != denied], piece) > 0
    )


def _outright(piece: Piece) -> tuple[tuple[Token, ...], ...]:
    return (*piece.denied, *piece.absent, *piece.lacking)


def _is_foreign(token: Token) -> bool:
    """Tell whether a word is Chinese that the lexicon lacks: English evidence can't have it."""
    return all(key.startswith("zh:") for key in token.keys)


def _is_near(wanted: Sequence[Token], said: Piece, piece: Piece) -> bool:
    """Tell whether a denial is about most of what is denied, or shares more of the statement."""
    met = _among(wanted, piece.scope)
    return met * 2 >= len(wanted) or (met > 0 and _met(said.tokens, piece) >= _LEAST)


def _affirmed(wanted: Sequence[Token], stated: Sequence[Piece]) -> int:
    """Count what the evidence affirms of what is denied: its first word, or all but that."""
    found = ((_met(wanted, p), _met(wanted[:1], p)) for p in stated if not p.is_denying)
    most = max(_REACH - 1, len(wanted) - 1)
    return max((met for met, first in found if first or met >= most), default=0)


def _is_lexical(denied: Token, piece: Piece) -> bool:
    """Tell whether a statement has a word that denies another by its form: unused, stateless."""
    return any(
        denied.keys & lexicon.keys_of(match["stem"] or match["bare"])
        for match in _affixed().finditer(piece.text.casefold())
    )


@lru_cache
def _affixed() -> re.Pattern[str]:
    """Give the pattern of words that an affix turns round."""
    before = "|".join(lexicon.words("claims", "denial", "prefixes"))
    after = "|".join(lexicon.words("claims", "denial", "suffixes"))
    word = rf"(?:{before})(?P<stem>[a-z]{{4,}})|(?P<bare>[a-z]{{3,}})-?(?:{after})"
    return re.compile(rf"(?<![\w-])(?:{word})(?![\w-])")


def _met(wanted: Sequence[Token], piece: Piece) -> int:
    return _among(wanted, piece.tokens)


def _among(wanted: Sequence[Token], found: Sequence[Token]) -> int:
    keys = frozenset(key for token in found for key in token.keys)
    return sum(bool(token.keys & keys) for token in wanted)


def overruled(case: Case) -> Iterator[Objection]:
    """GV406: the evidence denies, in so many words, what the sentence affirms."""
    if case.sentence.slot is Slot.TITLE:
        return
    against = [piece for d in case.dossiers for p in d.prose for piece in _lasting(p)]
    if not against:
        return
    standing = [
        piece
        for dossier in case.dossiers
        for passage in dossier.standing
        if not _LINK.search(passage.normal)  # the title of another text states nothing here
        for piece in pieces(passage)
        if not piece.denied and not piece.absent
    ]
    whole = frozenset(key for token in case.tokens for key in token.keys)
    denials = [p for p in pieces(case.said) if p.is_denying and not _is_conditional(p)]
    against = [p for p in against if not any(_agrees(said, p) for said in denials)]
    for said in pieces(case.said):
        wanted = frozenset(key for token in said.tokens for key in token.keys)
        for piece in () if said.is_denying else against:
            shared = _shared(piece, wanted, whole)
            if shared and not any(_holds(other, shared) for other in standing):
                yield "the evidence denies this", piece.text[:_SHOWN]
                return


def _holds(piece: Piece, shared: Sequence[Token]) -> bool:
    """Tell whether a statement has all of these words themselves, not what stands for them."""
    found = frozenset(key for token in piece.tokens for key in _own(token))
    return all(_own(token) & found for token in shared)


def _own(token: Token) -> frozenset[str]:
    return lexicon.roots(_whole(token))


def _agrees(said: Piece, piece: Piece) -> bool:
    """Tell whether a denial of the sentence is the evidence's own, in other words."""
    return any(
        _met(target[:1], said) or _met(target, said) * 2 >= len(target)
        for target in _outright(piece)
        if target
    )


def _is_conditional(piece: Piece) -> bool:
    """Tell whether a statement holds under a condition only: it states nothing by itself."""
    return bool(_pattern("conditional").match(piece.text))


@once
def _lasting(text: Text) -> tuple[Piece, ...]:
    """Give what a span says without condition, unless it tells of a fault that was mended."""
    if _pattern("mended").search(text.normal):
        return ()
    return tuple(
        piece
        for piece in pieces(text)
        if not _is_conditional(piece) and not _QUOTED.search(piece.text)
    )


def _shared(piece: Piece, said: frozenset[str], whole: frozenset[str]) -> tuple[Token, ...]:
    """Give what a denial has in common with the sentence; nothing, unless that is most of it.

    A denied deed must stand in the statement itself, and half of what is shared in its own words.
    Where a thing is denied, not a deed, the statement must hold all that follows.
    """
    if any(_is_said(target, said) for target in piece.denied):
        shared = tuple(token for token in piece.tokens if _whole(token) & whole)
        own = [token for token in shared if _own(token) & whole]
        is_most = len(shared) * 3 >= len(piece.tokens) * 2 and len(own) * 2 >= len(shared)
        return shared if is_most and len(shared) >= _LEAST else ()
    for target in piece.absent:
        if len(target) >= _LEAST and all(_whole(token) & said for token in target):
            return target
    return ()


def _is_said(target: Sequence[Token], said: frozenset[str]) -> bool:
    """Tell whether a statement has what is denied: the word itself, or two by what they mean."""
    if not target or not _whole(target[0]) & said:
        return False
    return bool(_own(target[0]) & said) or any(_whole(token) & said for token in target[1:])


def _whole(token: Token) -> frozenset[str]:
    """Give what a word is met by here: a name only whole, never by its parts."""
    if token.kind is not Kind.CODE:
        return token.keys
    return lexicon.names(token.keys)
