"""GV402 and GV404 to GV407: claims that go further than the change itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pipeline.domain.narrative import Slot
from pipeline.verify import lexicon
from pipeline.verify.case import Case
from pipeline.verify.denial import pieces
from pipeline.verify.rule import Objection
from pipeline.verify.support import Footing
from pipeline.verify.token import Token, tokens

_CO_AUTHORED = re.compile(r"^co-authored-by:", re.IGNORECASE | re.MULTILINE)
_PIECES = re.compile(r"[,;:()（），；：—–.]")
_REACH = 3
"""Content words after a word of scope or denial that it is taken to be about."""
_OF_THE_CHANGE = re.compile(r"sole author of (?:the|this) (?:change|commit)", re.IGNORECASE)


@lru_cache
def _claims(section: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = lexicon.table("claims", section)
    return tuple((name, lexicon.pattern(row)) for name, row in rows.items())


def scope(case: Case) -> Iterator[Objection]:
    """GV405: a word of scope counts only for the thing that a cited span says it of."""
    if not case.cited:
        return
    for name, cue in _claims("scope"):
        for match in cue.finditer(case.text):
            stated = dict(_claims("scope_stated")).get(name, cue)
            noun = _noun_after(case.text, case.tokens, match.end())
            if not any(_said_of(case, c, noun) for c in (cue, stated)) and not _denied_in_prose(
                case, name
            ):
                yield "no cited span says it of so much; name what it covers", match.group()
                return


def _noun_after(text: str, sentence: Sequence[Token], at: int) -> frozenset[str]:
    """Give the keys of the words that a word of scope is about: the next ones with content."""
    stop = _PIECES.search(text, at)
    end = stop.start() if stop else len(text)
    following = [token for token in sentence if at <= token.start < end and token.keys]
    return frozenset(key for token in following[:_REACH] for key in token.keys)


def _said_of(case: Case, cue: re.Pattern[str], noun: frozenset[str]) -> bool:
    for dossier in case.dossiers:
        for passage in dossier.prose:
            for match in cue.finditer(passage.normal):
                about = _noun_after(passage.normal, passage.tokens, match.end())
                if not noun or not about or noun & about:
                    return True
    return False


def _denied_in_prose(case: Case, name: str) -> bool:
    """Tell whether the evidence says no or not, where the sentence says nothing or never."""
    return name == "zero" and any(
        piece.is_denying
        for footing in case.footings
        for passage in footing.passages
        for piece in pieces(passage.normal)
    )


def result(case: Case) -> Iterator[Objection]:
    """GV402: a result needs a span that states it, or a figure that was measured."""
    if not case.cited or case.sentence.slot is Slot.TITLE:
        return
    proved = any(case.values.supports) and not case.values.findings
    for footing in case.footings:
        for _, cue in _claims("result"):
            match = cue.search(footing.clause.text)
            if match and not proved and not _result_stated(footing, match.group()):
                yield "no cited span states or measures this result; cut it or cite it", match[0]
                return


def _result_stated(footing: Footing, words: str) -> bool:
    keys = frozenset(key for token in tokens(f"x {words}") for key in token.keys) - {"x"}
    return any(words.casefold() in p.low or keys & p.keys for p in footing.passages)
