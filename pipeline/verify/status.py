"""GV407: how far a thing has got; what is prepared, planned or denied is not there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pipeline.domain.commit import Commit
from pipeline.domain.narrative import Slot
from pipeline.verify import lexicon
from pipeline.verify.case import Case
from pipeline.verify.clause import Role
from pipeline.verify.dossier import Dossier
from pipeline.verify.names import holds
from pipeline.verify.piece import Piece, cue_of, pieces
from pipeline.verify.prospect import is_ahead
from pipeline.verify.rule import Objection
from pipeline.verify.stem import stem
from pipeline.verify.support import Footing
from pipeline.verify.token import Kind, Token

_LEAST = 2
"""Content words that a plan must share with a clause, and that make more than a fragment."""
_SHOWN = 80
_TEXTS = (".md", ".rst", ".txt", ".adoc")
_HEADLINE = re.compile(
    r"(?:chore\(release\)|chore: release|releas(?:e|ed|ing)|bump(?:ed|s)? (?:the )?version|version"
    r"|发布)\b.{0,40}\d+\.\d+|v?\d+\.\d+(?:\.\d+)?(?: release)?(?: \(#\d+\))?$",
    re.IGNORECASE,
)


_POINTING = re.compile(r"(?:it|this|these|they|those|both)\b", re.IGNORECASE)
"""A statement that opens so is about what the rest of the message is about."""


@lru_cache
def _statuses() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    """Give for each status the words that claim it and those that state it."""
    stated = lexicon.table("claims", "status_stated")
    return tuple(
        (name, lexicon.pattern(row), lexicon.pattern((*row, *stated.get(name, ()))))
        for name, row in lexicon.table("claims", "status").items()
    )


def status(case: Case) -> Iterator[Objection]:
    """GV407: the cited prose states the same status of the same thing."""
    if not case.cited or not lexicon.cues("claims", "status").search(case.text):
        return
    for name, claimed, stated in _statuses():
        for match in claimed.finditer(case.text):
            about = _about(case, match)
            if _is_denied(case, match[0]) or _is_released(case, name, about):
                continue
            if not _is_stated(case, stated, match[0], about):
                yield "the evidence does not give it this status; say what was changed", match[0]
                return


def _is_denied(case: Case, words: str) -> bool:
    """Tell whether the sentence itself says that the status is not reached."""
    return all(piece.denied or piece.absent for piece in pieces(case.said) if words in piece.text)


def _about(case: Case, match: re.Match[str]) -> frozenset[str]:
    """Give the keys of the clause that the words of status stand in, without their own."""
    for clause in case.clauses:
        if any(match.start() <= token.start < match.end() for token in clause.tokens):
            others = (t for t in clause.tokens if not match.start() <= t.start < match.end())
            return frozenset(key for token in others for key in token.keys)
    return frozenset(key for token in case.tokens for key in token.keys)


def _is_stated(case: Case, stated: re.Pattern[str], words: str, about: frozenset[str]) -> bool:
    root = stem(words)
    for dossier in case.dossiers:
        for passage in dossier.standing:
            is_fragment = sum(bool(token.keys) for token in passage.tokens) < _LEAST
            is_pointing = _POINTING.match(passage.normal)
            near = dossier.keys if is_fragment or is_pointing else passage.keys
            if about and not about & near:
                continue
            if any(_states(piece, stated, root) for piece in pieces(passage)):
                return True
    return False


def _states(piece: Piece, stated: re.Pattern[str], root: str) -> bool:
    """Tell whether a statement affirms a status: all of it, or what it sets against a denial."""
    if not piece.denied:
        return bool(stated.search(piece.text)) or _has(piece, root)
    against = cue_of("contrast").search(piece.text)
    done = piece.text[: against.start()].rstrip() if against else ""
    return any(match.end() == len(done) for match in stated.finditer(done))


def _has(piece: Piece, root: str) -> bool:
    return any(root in token.keys for token in piece.tokens)


def _is_released(case: Case, name: str, about: frozenset[str]) -> bool:
    """Tell whether a cited release commit names what the sentence calls released."""
    return name in {"let_go", "released"} and any(
        isinstance(dossier.item, Commit)
        and _HEADLINE.match(dossier.item.subject)
        and about & dossier.keys
        for dossier in case.dossiers
    )


def leaving(case: Case) -> Iterator[Objection]:
    """GV407: what the evidence only deprecates was not removed, and what it removes is gone."""
    for said in pieces(case.said):
        is_gone, is_kept = _leaves("removed", said), _leaves("deprecated", said)
        if said.denied or is_gone == is_kept:
            continue
        prose = [piece for d in case.dossiers for p in d.prose for piece in pieces(p)]
        for name in (t.text for t in said.tokens if t.kind in {Kind.CODE, Kind.NAME}):
            about = [piece for piece in prose if holds(piece.text.casefold(), name.casefold())]
            kept = any(_leaves("deprecated", piece) for piece in about)
            gone = any(_leaves("removes", piece) for piece in about)
            if is_gone and kept and not gone and not _is_removed(case, name):
                yield "the evidence says that this is deprecated, not removed", name
                return
            if is_kept and gone and not kept:
                yield "the evidence says that this is removed, not deprecated", name
                return


def _leaves(how: str, piece: Piece) -> bool:
    return bool(_leaving(how).search(piece.text))


@lru_cache
def _leaving(how: str) -> re.Pattern[str]:
    return lexicon.pattern(lexicon.words("claims", "leaving", how))


def _is_removed(case: Case, name: str) -> bool:
    """Tell whether the record shows that a name went."""
    return any(name.casefold() in d.sides.get("remove", ()) for d in case.dossiers)


def unfinished(case: Case) -> Iterator[Objection]:
    """GV407: what only a plan or a preparation carries is told as if it were done."""
    if case.sentence.slot is Slot.TITLE or is_ahead(case.said):
        return
    for rests in case.footings:
        if rests.clause.role in {Role.PURPOSE, Role.REASON, Role.CONTRAST}:
            continue
        for dossier in case.dossiers:
            if _is_planned(rests, dossier, case.dossiers):
                words = rests.clause.text.strip()[:_SHOWN]
                yield "the evidence says that this is not there yet", words
                return


def premature(case: Case) -> Iterator[Objection]:
    """GV407: what is told as planned or prepared must be so in the evidence."""
    if case.sentence.slot is Slot.TITLE or not case.cited:
        return
    for piece in pieces(case.said):
        if _intent().search(piece.text) and not any(
            token.keys & passage.keys
            for dossier in case.dossiers
            for passage in dossier.planned
            for token in piece.tokens
        ):
            yield "no cited evidence says that this is still to come", piece.text[:_SHOWN]
            return


@lru_cache
def _intent() -> re.Pattern[str]:
    return lexicon.pattern(lexicon.words("claims", "ahead", "intent"))


def _is_planned(rests: Footing, dossier: Dossier, dossiers: Sequence[Dossier]) -> bool:
    wanted = rests.clause.tokens
    most = max((_count(wanted, passage.keys) for passage in dossier.planned), default=0)
    if most < _LEAST or most * 3 < len(wanted) * 2:
        return False
    return not any(
        _count(wanted, passage.keys | _shown(other)) >= most
        for other in dossiers
        for passage in other.standing
    )


def _shown(dossier: Dossier) -> frozenset[str]:
    """Give the keys of what the record shows to be there; a proposal's text shows nothing."""
    is_text = all(path.endswith(_TEXTS) for path in dossier.paths)
    return frozenset() if is_text else dossier.record_keys


def _count(wanted: Sequence[Token], keys: frozenset[str]) -> int:
    return sum(bool(token.keys & keys) for token in wanted)
