"""GV402 and GV404 to GV407: claims that go further than the change itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pipeline.domain.commit import Commit
from pipeline.domain.narrative import Slot
from pipeline.verify import lexicon
from pipeline.verify.case import Case
from pipeline.verify.dossier import Passage
from pipeline.verify.rule import Objection
from pipeline.verify.stem import stem
from pipeline.verify.support import Footing
from pipeline.verify.token import Kind, Token, tokens

_CO_AUTHORED = re.compile(r"^co-authored-by:", re.IGNORECASE | re.MULTILINE)
_PIECES = re.compile(r"[,;:()（），；：—–.]")
_REACH = 3
"""Content words after a word of scope or denial that it is taken to be about."""
_OF_THE_CHANGE = re.compile(r"sole author of (?:the|this) (?:change|commit)", re.IGNORECASE)


@lru_cache
def _claims(section: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = lexicon.table("claims", section)
    return tuple((name, lexicon.pattern(row)) for name, row in rows.items())


def ownership(case: Case) -> Iterator[Objection]:
    """GV404: what the cited commits alone can give is that one person wrote them."""
    for _, cue in _claims("ownership"):
        match = cue.search(case.text)
        if match and not _is_record(case) and not _stated(case, match.group()):
            yield "the record does not give this; say what was done, not whose it was", match[0]
            return


def _is_record(case: Case) -> bool:
    if not _OF_THE_CHANGE.search(case.text):
        return False
    commits = [dossier.item for dossier in case.dossiers if isinstance(dossier.item, Commit)]
    people = {identity.key for commit in commits for identity in commit.people}
    return len(people) == 1 and not any(_CO_AUTHORED.search(commit.body) for commit in commits)


def _stated(case: Case, words: str) -> bool:
    """Tell whether some cited prose says the same, by a word of the same meaning."""
    keys = frozenset(key for token in tokens(f"x {words}") for key in token.keys) - {"x"}
    low = words.casefold()
    return any(
        low in passage.low or (keys and keys <= passage.keys)
        for dossier in case.dossiers
        for passage in dossier.prose
    )


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
        _polarity("negators", passage.normal) or _polarity("implicit", passage.normal)
        for footing in case.footings
        for passage in footing.passages
    )


def status(case: Case) -> Iterator[Objection]:
    """GV407."""
    for _, cue in _claims("status"):
        match = cue.search(case.text)
        if match and case.cited and not _in_prose(case, cue) and not _in_other_form(case, match[0]):
            yield "the evidence does not give it this status; say what was changed", match.group()
            return
    for footing in case.footings:
        if _is_unfinished(footing):
            yield "the evidence says that this is not there yet", footing.clause.text.strip()[:80]
            return


def _in_other_form(case: Case, words: str) -> bool:
    """Tell whether cited prose has the very word in another form: delivers for delivered."""
    root = stem(words)
    return any(root in passage.keys for dossier in case.dossiers for passage in dossier.prose)


def _in_prose(case: Case, cue: re.Pattern[str]) -> bool:
    return any(cue.search(p.normal) for dossier in case.dossiers for p in dossier.prose)


def _is_unfinished(footing: Footing) -> bool:
    hedge = dict(_claims("hedges"))["not_yet"]
    if hedge.search(footing.clause.text) or not footing.passages:
        return False
    head = footing.passages[0]
    stated = dict(_claims("status"))["done"].search(footing.clause.text)
    return bool(stated and hedge.search(head.normal))


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


def negation(case: Case) -> Iterator[Objection]:
    """GV406: a clause denies what its evidence affirms, or the other way round."""
    if case.sentence.slot is Slot.TITLE:
        return
    implied = _polarity("implicit", case.text)
    for footing in case.footings:
        if footing.dossier is None or len(footing.carried) < 2:  # noqa: PLR2004 - too little
            continue
        denied = _polarity("negators", footing.clause.text)
        if denied and not _deniers(footing, *footing.dossier.prose):
            yield "the evidence does not deny this", footing.clause.text.strip()[:80]
            return
        denier = "" if implied or _polarity("negators", case.text) else _denied(footing)
        if denier:
            yield "the evidence denies this", denier[:80]
            return


def _deniers(footing: Footing, *passages: Passage) -> bool:
    """Tell whether a passage that denies something carries as much of the clause as any other.

    A third of the clause is the least: a denial about something else denies nothing here.
    """
    wanted = footing.clause.tokens
    denying = affirming = 0
    for passage in passages:
        count = sum(bool(token.keys & passage.keys) for token in wanted)
        if _polarity("negators", passage.normal) or _polarity("implicit", passage.normal):
            denying = max(denying, count)
        else:
            affirming = max(affirming, count)
    outdone = denying < affirming and affirming * 4 >= len(wanted) * 3
    return denying * 3 >= len(wanted) and not outdone


def _denied(footing: Footing) -> str:
    """Give the piece of a passage that carries most of the clause, if it denies it outright."""
    wanted = [t for t in footing.clause.tokens if t.kind is not Kind.VALUE]
    for passage in footing.passages:
        for piece in _PIECES.split(passage.normal):
            if not _polarity("negators", piece):
                continue
            keys = frozenset(key for token in tokens(piece) for key in token.keys)
            count = sum(bool(t.keys & keys) for t in wanted)
            if count * 4 >= len(wanted) * 3 and not _affirmed(footing, wanted, count):
                return piece.strip()
    return ""


def _affirmed(footing: Footing, wanted: list[Token], count: int) -> bool:
    """Tell whether a passage that denies nothing carries as much of the clause."""
    prose = footing.dossier.prose if footing.dossier else ()
    return any(
        sum(bool(token.keys & passage.keys) for token in wanted) >= count
        and not _polarity("negators", passage.normal)
        for passage in prose
    )


@lru_cache(maxsize=65536)
def _polarity(name: str, text: str) -> bool:
    return bool(dict(_claims("negation"))[name].search(text))
