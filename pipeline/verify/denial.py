"""GV406: the polarity of what a sentence says is that of the statement most like it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.domain.narrative import Slot
from pipeline.verify import lexicon
from pipeline.verify.case import Case
from pipeline.verify.frame import is_verb
from pipeline.verify.pairs import exchanges
from pipeline.verify.piece import Piece, cue_of, keys_of, pieces, whole_keys
from pipeline.verify.reading import once
from pipeline.verify.rule import Objection
from pipeline.verify.token import Text, Token

_LEAST = 2
"""Content words that a denial and a sentence must share to be about the same."""
_ITSELF = 2
"""What a word counts that is met by itself, not only by its meaning."""
_CLOSE = 3
"""What a denied word and all that is shared must exceed: a word met by its meaning counts less."""
_SHOWN = 80
_WORD = re.compile(r"[a-z]{3,}")
_LINK = re.compile(r"\]\(\s?https?:")
_QUOTED = re.compile(r"[\"“”「」]")
"""A statement with quotation marks shows what something prints, not what holds."""


def unfounded(case: Case) -> Iterator[Objection]:
    """GV406: what the sentence denies, its evidence must deny; a denial elsewhere is no help."""
    if case.sentence.slot is Slot.TITLE or not case.cited:
        return
    is_problem = case.sentence.slot is Slot.PROBLEM
    for said in pieces(case.said):
        if len(said.targets) != 1:
            continue  # two denials make none
        target = said.targets[0]
        is_still = not is_problem and cue_of("still").search(said.text)
        read = _unmended if is_still else pieces
        stated = [piece for d in case.dossiers for p in d.prose for piece in read(p)]
        if _has_ended(target, said, stated, case) or _is_supplied(target, said, case):
            continue
        if _polarity(target, said, stated) > (-1 if said.denied else 0):
            yield "the evidence does not deny this", said.text[:_SHOWN]
            return


def _polarity(target: Sequence[Token], said: Piece, stated: Sequence[Piece]) -> int:
    """Tell whether the evidence denies (-1) or affirms (1) what a sentence denies; 0 neither."""
    if not target:
        return _polarity_of_all(said, stated)
    wanted = [t for t in target if not _is_foreign(t) or any(t.keys & p.keys for p in stated)]
    if any(_is_bound(wanted, other) for piece in stated for other in piece.targets):
        return -1
    about, deeds = keys_of(wanted), _deeds(said)
    denials = [p for p in stated if _denies(p, about) or not deeds.isdisjoint(p.unmade)]
    is_change = cue_of("ending").search(said.text)
    affirming = [
        p
        for p in stated
        if p not in denials
        and not (is_change and cue_of("past").search(p.text))
        and _affirmed(wanted, said, p)
    ]
    against = max((_likeness(wanted, said, p.keys | p.unmade) for p in denials), default=(0, 0))
    plain = max((_likeness(wanted, said, p.keys) for p in affirming), default=(0, 0))
    if not against[0] and not plain[0]:
        return -1 if _is_near(said, denials) else 0
    if against >= plain:
        return -1
    if plain[1] >= 2 * _LEAST:
        return 1
    return -1 if _is_near(said, denials) else 0


def _is_near(said: Piece, denials: Sequence[Piece]) -> bool:
    """Tell whether a denial has half of what a statement says, whatever word it denies."""
    near = max((_count(said.tokens, p.keys) for p in denials), default=0)
    return near * 2 >= len(said.tokens)


def _deeds(said: Piece) -> frozenset[str]:
    """Give the keys of all words: `altered no flag` is meant by `flags are unchanged`."""
    return frozenset[str]().union(*map(lexicon.keys_of, _WORD.findall(said.text.casefold())))


def _has_ended(target: Sequence[Token], said: Piece, stated: Sequence[Piece], case: Case) -> bool:
    """Tell whether what is said to have ended stands there as what was, or as what gave way."""
    if not target or not cue_of("ending").search(said.text):
        return False
    first = target[:1]
    gone = (old for d in case.dossiers for p in d.prose for old, _ in exchanges(p))
    return any(_count(first, keys_of(old.content)) for old in gone) or any(
        cue_of("past").search(piece.text)
        and _count(first, piece.keys)
        and _count(said.tokens, piece.keys) >= _LEAST
        for piece in stated
    )


def _is_supplied(target: Sequence[Token], said: Piece, case: Case) -> bool:
    """Tell whether what is said not to have been so before is just what the change does.

    `It had not called X` is what "Call X" mends: an order, at the head of a line.
    """
    if not target or not said.denied or not cue_of("before").search(said.text):
        return False
    heads = (pieces(p)[:2] for d in case.dossiers for p in d.prose)
    return any(
        is_verb(piece.tokens[0]) and _count(target, piece.keys) == len(target)
        for lines in heads
        for piece in lines
        if not piece.is_denying
    )


def _polarity_of_all(said: Piece, stated: Sequence[Piece]) -> int:
    """Tell the same where the denied word has no content: "could not be", "was not kept"."""
    least = min(_LEAST, len(said.tokens))
    return -1 if any(p.is_denying and _count(said.tokens, p.keys) >= least for p in stated) else 0


def _is_bound(wanted: Sequence[Token], target: Sequence[Token]) -> bool:
    """Tell whether two denials are of the same: the first word of one stands in the other.

    Or most of the words that one denies do.
    """
    if _LEAST <= _weight(wanted, keys_of(target)) // _ITSELF >= len(wanted) * 2 / 3:
        return True
    return (
        max(_weight(wanted[:1], keys_of(target)), _weight(target[:1], keys_of(wanted))) == _ITSELF
    )


def _denies(piece: Piece, about: frozenset[str]) -> bool:
    """Tell whether a statement denies something of what it names: a lost key denies no loss."""
    return bool(
        piece.targets
        or not about.isdisjoint(piece.unmade)
        or any(about.isdisjoint(cue) for cue in piece.cues)
    )


def _likeness(wanted: Sequence[Token], said: Piece, keys: frozenset[str]) -> tuple[int, int]:
    """Tell how like a statement is: in what is denied, then in the rest."""
    return _weight(wanted, keys), _weight(said.tokens, keys)


def _weight(wanted: Sequence[Token], keys: frozenset[str]) -> int:
    """Count what is shared; a word itself counts twice what stands for it."""
    met = [token for token in wanted if not whole_keys(token).isdisjoint(keys)]
    return len(met) + sum(not lexicon.roots(token.keys).isdisjoint(keys) for token in met)


def _affirmed(wanted: Sequence[Token], said: Piece, piece: Piece) -> bool:
    """Tell whether a statement is about what is denied: its first word, or most of all."""
    return bool(_count(wanted[:1], piece.keys)) or any(
        _count(words, piece.keys) * 2 > len(words) for words in (wanted, said.tokens)
    )


def _is_foreign(token: Token) -> bool:
    """Tell whether a word is Chinese that the lexicon lacks: English evidence can't have it."""
    return all(key.startswith("zh:") for key in token.keys)


def _count(wanted: Sequence[Token], keys: frozenset[str]) -> int:
    return sum(not whole_keys(token).isdisjoint(keys) for token in wanted)


def overruled(case: Case) -> Iterator[Objection]:
    """GV406: of the statements most like what the sentence affirms, one denies it."""
    if case.sentence.slot is Slot.TITLE:
        return
    against = [piece for d in case.dossiers for p in d.prose for piece in _lasting(p)]
    against = [
        p
        for p in against
        if (p.denied or (p.absent and len(p.targets) == 1))
        and not (cue_of("ending").search(p.text) and _is_before(case))
    ]
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
    whole = keys_of(case.tokens)
    denials = [said for said in pieces(case.said) if said.is_denying]
    against = [p for p in against if not any(_agrees(said, p) for said in denials)]
    for said in pieces(case.said):
        if said.targets:
            continue
        for piece in against:
            if (
                not any(cue.isdisjoint(piece.keys) for cue in said.cues)
                and _is_same(piece, said, whole)
                and not _is_held(piece, whole, standing)
            ):
                yield "the evidence denies this", piece.text[:_SHOWN]
                return


def _is_same(piece: Piece, said: Piece, whole: frozenset[str]) -> bool:
    """Tell whether what a statement denies is said, with most of the rest of it."""
    shared = _count(piece.tokens, whole)
    return shared >= max(_LEAST, len(piece.tokens) * 2 / 3) and any(
        _weight(target[:1], said.keys) + shared > _CLOSE
        for target in (*piece.denied, *piece.absent)
        if _weight(target[:1], said.keys) == _ITSELF
    )


def _is_before(case: Case) -> bool:
    """Tell whether a sentence tells how things were: what a change ends was so before it."""
    return case.sentence.slot is Slot.PROBLEM or bool(cue_of("before").search(case.text))


def _agrees(said: Piece, piece: Piece) -> bool:
    """Tell whether a denial of the sentence is the evidence's own, in other words.

    A removal that is told is none of the removal that the evidence denies: `don't remove it`.
    """
    heads = keys_of(token for target in piece.denied for token in target[:1])
    is_order = cue_of("ending").match(piece.text)
    if is_order and said.cues and not any(heads.isdisjoint(cue) for cue in said.cues):
        return False
    return any(_met_half(target, said.keys) for target in piece.targets) or any(
        _met_half(target, piece.keys) for target in said.targets
    )


def _met_half(target: Sequence[Token], keys: frozenset[str]) -> bool:
    met = _count(target, keys)
    return bool(_count(target[:1], keys)) or (met > 0 and met * 2 >= len(target))


def _is_held(piece: Piece, whole: frozenset[str], standing: Sequence[Piece]) -> bool:
    """Tell whether some statement affirms as much of what a denial shares with the sentence."""
    shared = [token for token in piece.tokens if not token.keys.isdisjoint(whole)]
    least = _weight(shared, whole)
    return any(_weight(shared, other.keys) >= least for other in standing)


def _is_conditional(piece: Piece) -> bool:
    """Tell whether a statement denies under a condition only, or in what it only mentions."""
    under = cue_of("conditional").search(piece.text)
    denial = cue_of("verbal", "nominal").search(piece.text)
    return bool(under and denial and under.start() < denial.start())


def _unmended(text: Text) -> tuple[Piece, ...]:
    """Give what a span says, unless it tells of a fault that is mended and not still there."""
    is_mended = cue_of("mended").search(text.normal) and not cue_of("still").search(text.normal)
    return () if is_mended else pieces(text)


@once
def _lasting(text: Text) -> tuple[Piece, ...]:
    """Give what a span says without condition, unless it tells of a fault that was mended."""
    if cue_of("mended").search(text.normal):
        return ()
    return tuple(
        piece
        for piece in pieces(text)
        if not _is_conditional(piece)
        and not cue_of("manner").search(piece.text)
        and not _QUOTED.search(piece.text)
    )
