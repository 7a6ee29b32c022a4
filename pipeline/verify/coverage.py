"""GV109, GV304, GV401, GV403, GV501 and GV502: does the evidence carry what each clause says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache, reduce

from pipeline.domain.narrative import Slot
from pipeline.verify import lexicon
from pipeline.verify.case import Case
from pipeline.verify.clause import CAUSAL, Clause, Role, openings
from pipeline.verify.dossier import Dossier
from pipeline.verify.frame import is_verb
from pipeline.verify.names import stands_in
from pipeline.verify.rule import Objection
from pipeline.verify.support import NEAR, Footing
from pipeline.verify.token import Kind, Token

_OWN = 3
"""Content words from which a clause says something of its own."""
_CLAIM = 2.0
"""Weight of uncarried words that make a claim: one word may be the teller's own, two are not."""
_FRONT = 0.5
"""Share of a clause's content from which what is uncarried in it only leads in."""
_TAIL = 0.67
"""The same for the last clause of several, where what is invented stands."""
_LEAST = 0.6
"""Share of a reason's content below which it was invented, where the evidence gives a reason."""
_UNSAID = 0.75
"""The same where it does not: then the words alone must carry it."""
_LIGHT = re.compile(r"[A-Za-z'’]+|[\u3400-\u9fff]")
_REASONING = 4
"""Light words, or characters, from which a clause without content still gives a reason."""
_APART = 0.05
"""Loss of share from which a reason and its deed rest on different evidence."""
_NOTED = NEAR / 2
"""Loss of weight from which a clause is worse off without a citation."""
_TIED = re.compile(
    r"\W*(?:an? (?!(?:(?!that\b|which\b|who\b)[\w`-]+ )*(?:is|are|was|were|has|had|have)\b)"
    r"|by \w+ing\b|which\b|(?!follow|bring|dur|leav|includ)\w+ing\b|through\b|as part of\b)",
    re.IGNORECASE,
)
"""Begins what is true only of what stands before it: an apposition, which says that two things are
one and has no verb, a means, a relative clause, a participle."""
_POINT = re.compile(r"\b(?:at|after|by|from|in|on|until|since|upon)$", re.IGNORECASE)
"""Before "which": a point in time, told of another change."""
_HALF = re.compile(r"[;；]")
_ONE = re.compile(r"[,\s]*one\b")
_SHOWN = 120
_JOINER = re.compile(r"\b(?:and|or|plus)\b|[,;、，；]|和|与|及|并")


def remainder(case: Case) -> Iterator[Objection]:
    """GV502."""
    if not case.cited or case.sentence.slot is Slot.TITLE:
        return
    weights = [weight for footing in case.footings for weight in footing.weights]
    share = sum(weights) / len(weights) if weights else 1.0
    if share < case.policy.coverage:
        missing = ", ".join(t.text for f in case.footings for t in f.missing)[:_SHOWN]
        yield f"the evidence carries {share:.0%} of what it says; cut or cite the rest", missing


def second_clause(case: Case) -> Iterator[Objection]:
    """GV501, the part that looks at clauses: none may hold a claim's worth of uncarried words.

    The front of a sentence leads in, in words that no evidence needs to have; what is tacked on
    behind must be carried better.
    """
    told = tuple(_clauses(case, *Role))
    for footing in told if len(told) > 1 else ():
        least = _TAIL if footing is told[-1] else _FRONT
        is_bare = footing.lacking >= _CLAIM and footing.share < least
        if is_bare and not _is_list(footing, case) and not _is_head(footing, case):
            yield (
                "nothing cited supports this clause; cut it or cite it",
                footing.clause.text.strip()[:_SHOWN],
            )


def _is_head(footing: Footing, case: Case) -> bool:
    """Tell whether a clause only says how many things a list has that it leads to, or when."""
    text = footing.clause.text.rstrip()
    behind = case.text[max(case.text.find(footing.clause.text), 0) + len(footing.clause.text) :]
    leads = text.endswith(":") or bool(_ONE.match(behind))
    return leads and any(support.words in text for support in case.values.supports)


def reason(case: Case) -> Iterator[Objection]:
    """GV401."""
    if case.sentence.slot is Slot.ABANDONMENT:
        return
    for words in _unproved_reasons(case):
        yield "no cited span gives this reason or purpose; cut the clause or cite it", words


def abandonment(case: Case) -> Iterator[Objection]:
    """GV403."""
    if case.sentence.slot is not Slot.ABANDONMENT:
        return
    for words in _unproved_reasons(case):
        yield "no cited span says why it was given up; cut the clause or cite it", words


def _unproved_reasons(case: Case) -> Iterator[str]:
    for footing in _clauses(case, Role.REASON, Role.PURPOSE):
        least = _least(footing, case.sentence.slot)
        if _is_empty(footing) or footing.share < least or _is_borrowed(footing, case, least):
            yield footing.clause.text.strip()[:_SHOWN]


def _least(footing: Footing, slot: Slot) -> float:
    """Give the share of a reason that must be carried.

    It is less where the evidence reasons too. Why something was given up is invented most, and
    must always stand there.
    """
    is_reason = footing.clause.role is Role.REASON
    passages = () if is_reason and slot is Slot.ABANDONMENT else footing.passages
    is_given = any(
        any(role in CAUSAL for role, _, _ in openings(passage))
        or (is_reason and _given().search(passage.normal))
        for passage in passages
    )
    return _LEAST if is_given else _UNSAID


@lru_cache
def _given() -> re.Pattern[str]:
    return lexicon.pattern(lexicon.words("clauses", "given", "words"))


def _is_empty(footing: Footing) -> bool:
    """Tell whether a clause gives a reason in light words alone: nothing could prove it."""
    clause = footing.clause
    return not clause.tokens and len(_LIGHT.findall(clause.text)) >= _REASONING


def _is_borrowed(footing: Footing, case: Case, least: float) -> bool:
    """Tell whether what only the reason says is carried worse than the reason as a whole."""
    rest = {
        key for f in case.footings if f is not footing for t in f.clause.tokens for key in t.keys
    }
    own = [weight for token, weight in _weighed(footing) if not token.keys & rest]
    is_reason = footing.clause.role is Role.REASON
    return is_reason and bool(own) and sum(own) / len(own) < least


def _clauses(case: Case, *roles: Role) -> Iterator[Footing]:
    if case.cited and case.sentence.slot is not Slot.TITLE:
        yield from (footing for footing in case.footings if footing.clause.role in roles)


def merged(case: Case) -> Iterator[Objection]:
    """GV304: half of a clause stands in one evidence only, half in another only."""
    if len(case.dossiers) < 2 or case.sentence.slot is Slot.TITLE:  # noqa: PLR2004 - it takes two
        return
    for footing in case.footings:
        if any(words in footing.clause.text for words in case.values.spanning):
            continue  # a time between two changes tells of both
        lacking = [
            token
            for token, weight in _weighed(footing)
            if not weight and not _is_telling(token) and _elsewhere(token, footing, case)
        ]
        if lacking and len(footing.clause.tokens) >= _OWN and not _is_list(footing, case):
            yield (
                "no single evidence carries both halves of this clause; tell them apart",
                ", ".join(token.text for token in lacking)[:_SHOWN],
            )


def joined(case: Case) -> Iterator[Objection]:
    """GV304: one evidence tells what was done, another what is given as its reason, means or name.

    Told to go together, both must rest on one evidence hardly worse than each on its best.
    """
    footings = [*_clauses(case, *Role)]
    plain = [f.clause for f in footings if not _is_tied(f, case)]
    if len(case.dossiers) < 2 or not plain:  # noqa: PLR2004 - it takes two
        return
    deed = reduce(Clause.joined, plain)
    for at, footing in enumerate(footings):
        if not _is_tied(footing, case) or len(footing.clause.tokens) < 2:  # noqa: PLR2004 - one word may stand anywhere
            continue
        beside = next((f.clause for f in reversed(footings[:at]) if f.clause in plain), deed)
        if all(_is_apart(case, what, footing.clause) for what in (deed, beside)):
            yield (
                "no single evidence gives this with what it is given for; tell them apart",
                footing.clause.text.strip()[:_SHOWN],
            )


def _is_apart(case: Case, deed: Clause, given: Clause) -> bool:
    """Tell whether two clauses each rest on an evidence that carries the other less."""
    shares = [
        (case.rest(deed, (dossier,)).share, case.rest(given, (dossier,)).share)
        for dossier in case.dossiers
    ]
    best = max(done for done, _ in shares) + max(share for _, share in shares)
    return best / 2 > max(map(sum, shares)) / 2 + _APART


def _is_tied(footing: Footing, case: Case) -> bool:
    """Tell whether a clause is true only with the rest: a cause, a means, a name for it.

    A name for it stands behind it, in the same half of the sentence.
    """
    clause = footing.clause
    before = case.text[: max(case.text.find(clause.text), 0)].rstrip()
    goes_on = bool(before) and before[-1] not in ";；" and not _leads(before, case)
    goes_on = goes_on and not _POINT.search(before)
    return clause.role in CAUSAL or (goes_on and bool(_TIED.match(clause.text)))


def _leads(before: str, case: Case) -> bool:
    """Tell whether what stands before a clause only leads to it: a time, or the head of a list."""
    opening = _HALF.split(before)[-1]
    is_time = "," not in opening[:-1] and any(words in opening for words in case.values.spanning)
    return is_time or ":" in opening


def _is_telling(token: Token) -> bool:
    """Tell whether a word only tells: a verb, of which there are many, or half a Chinese word.

    A participle that opens the sentence is what the rest is said of: `retrying them cut the time`.
    """
    is_subject = not token.start and token.text.endswith("ing")
    return (is_verb(token) and not is_subject) or len(token.text) == 1


def _is_list(footing: Footing, case: Case) -> bool:
    """Tell whether the clause only lists things, each of which one evidence carries whole."""
    pieces: list[list[Token]] = [[]]
    last = footing.clause.tokens[0].start
    for token in footing.clause.tokens:
        if _JOINER.search(case.text[last : token.start]):
            pieces.append([])
        pieces[-1].append(token)
        last = token.end
    return len(pieces) > 1 and all(
        any(all(_holds(dossier, token) for token in piece) for dossier in case.dossiers)
        for piece in pieces
    )


def _weighed(footing: Footing) -> Iterator[tuple[Token, float]]:
    yield from zip(footing.clause.tokens, footing.weights, strict=True)


def _elsewhere(token: Token, footing: Footing, case: Case) -> bool:
    return any(
        _holds(dossier, token) for dossier in case.dossiers if dossier is not footing.dossier
    )


def _holds(dossier: Dossier, token: Token) -> bool:
    if token.kind is Kind.CODE:
        return stands_in(token, dossier)
    return bool(token.keys & dossier.prose_keys)


def padding(case: Case) -> Iterator[Objection]:
    """GV109: leave one citation out; if no word loses its support, it supports nothing."""
    if len(case.dossiers) < 2:  # noqa: PLR2004 - a single citation carries all there is
        return
    proved = {*_proving_alone(case), *case.values.together}
    content = [token for token in case.tokens if token.keys]
    holders = [[dossier for dossier in case.dossiers if _holds(dossier, t)] for t in content]
    holding_alone = {found[0].item.id for found in holders if len(found) == 1}
    for cited in case.dossiers:
        needed = cited.item.id in proved or cited.item.id in holding_alone
        if not needed and not _weakens(case, cited):
            yield "this citation supports nothing that the others do not", cited.item.id[:12]


def _weakens(case: Case, left_out: Dossier) -> bool:
    """Tell whether some clause stands worse without one of the citations.

    Only a clause that rests on it can: any other finds the same stretch again.
    """
    own = [known for known in case.footings if known.dossier is left_out]
    others = tuple(dossier for dossier in case.dossiers if dossier is not left_out) if own else ()
    return any(
        sum(case.rest(known.clause, others).weights) + _NOTED <= sum(known.weights) for known in own
    )


def _proving_alone(case: Case) -> Iterator[str]:
    """Give the evidence that proves a value which nothing else cited proves."""
    proofs: dict[str, set[str]] = {}
    for support in case.values.supports:
        proofs.setdefault(support.words, set()).add(support.evidence)
    for found in proofs.values():
        if len(found) == 1:
            yield from found
