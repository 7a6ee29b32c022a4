"""GV402: what a change achieved is another matter than what it did."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pipeline.domain.narrative import Slot
from pipeline.verify import lexicon
from pipeline.verify.case import Case
from pipeline.verify.piece import pieces
from pipeline.verify.rule import Objection
from pipeline.verify.token import Token, tokens

_BESIDE = 3
"""Content words on each side of a word of effect that may be what it is said of."""


@lru_cache
def _cues() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """Give for each kind of effect the words that claim it and those that state it."""
    more = lexicon.table("claims", "result_stated")
    return tuple(
        (lexicon.pattern(row), lexicon.pattern((*row, *more.get(name, ()))))
        for name, row in lexicon.table("claims", "result").items()
    )


def result(case: Case) -> Iterator[Objection]:
    """GV402: a result needs a span that states it of the same thing, or a figure of its own."""
    if not case.cited or case.sentence.slot is Slot.TITLE:
        return
    for footing in case.footings:
        is_claimed = lexicon.cues("claims", "result").search(footing.clause.text)
        for claimed, stated in _cues() if is_claimed else ():
            match = claimed.search(footing.clause.text)
            if match and not _is_measured(case, match) and not _is_stated(case, match, stated):
                yield "no cited span states or measures this result; cut it or cite it", match[0]
                return


def _is_measured(case: Case, match: re.Match[str]) -> bool:
    """Tell whether a figure was proved beside the words of effect, and none was refuted.

    Beside is in the same piece of the sentence, or in the next if that has little but the figure.
    """
    if case.values.findings:
        return False
    said = pieces(case.said)
    near = {
        other
        for place, piece in enumerate(said)
        if match[0] in piece.text
        for other in (place, place + 1)
        if other == place or (other < len(said) and len(said[other].tokens) <= _BESIDE)
    }
    words = [support.words for support in case.values.supports]
    return any(word in said[place].text for place in near for word in words)


def _is_stated(case: Case, match: re.Match[str], stated: re.Pattern[str]) -> bool:
    """Tell whether cited prose has the same effect on something that the clause names."""
    own = _roots(tokens(f"x {match[0]}")) - {"x"}
    about = _beside(match)
    return any(
        (stated.search(piece.text) or own & _roots(piece.tokens))
        and (not about or about & _roots(piece.tokens))
        for dossier in case.dossiers
        for passage in dossier.standing
        for piece in pieces(passage)
    )


def _beside(match: re.Match[str]) -> frozenset[str]:
    found = [token for token in tokens(match.string) if token.keys]
    before = [token for token in found if token.end <= match.start()][-_BESIDE:]
    after = [token for token in found if token.start >= match.end()][:_BESIDE]
    return _roots((*before, *after))


def _roots(found: Sequence[Token]) -> frozenset[str]:
    """Give the words themselves, not what they may stand for: an effect is not paraphrased far."""
    return frozenset[str]().union(*(lexicon.roots(token.keys) for token in found))
