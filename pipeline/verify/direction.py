"""GV302, GV303 and GV305: who did what to what, and from where to where."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from pipeline.domain.narrative import Slot
from pipeline.verify.case import Case
from pipeline.verify.lexicon import keys_of
from pipeline.verify.rule import Objection
from pipeline.verify.support import Footing
from pipeline.verify.token import Kind, Token, name_keys, tokens

_LEFT = r"(?P<{0}>[^,;，；()]{{1,90}}?)"
_RIGHT = r"(?P<{0}>[^,;，；()]{{1,90}})"
_OLD_NEW = tuple(
    re.compile(form.format(old=_LEFT.format("old"), new=_RIGHT.format("new")), re.IGNORECASE)
    for form in (
        r"\b(?:replac|swap|substitut|exchang|supersed)\w* {old} (?:with|for|by|out for) {new}",
        r"\b(?:from|off(?: of)?|out of) {old} (?:to|into|onto|and onto|up into) {new}",
        r"\b(?:was|were) {old} and (?:is|are)(?: now)? {new}",
        r"\brenam\w* {old} (?:back )?to {new}",
        r"\b(?:drop|remov|delet|retir|abandon)\w* {old} in favou?r of {new}",
        r"{old} ?(?:->|→|=>) ?{new}",
        r"(?:将|把|用)?{old}(?:替换为|替换成|换成|改为|改成|迁移到|迁移至|移至|移到|重命名为|移入){new}",
        r"从{old}(?:迁移到|迁移至|迁到|移到|移至|改为|切换到|切换至|升级到|到|变为){new}",
        r"由{old}(?:改为|改成|变为|换成|迁移到|升级到){new}",
    )
)
_APPOSITION = re.compile(r", ?(`[^`]{1,90}`),")
_BESIDE = 4
"""Content words on each side of a name that say something of it."""
_PREPOSITION = re.compile(r"\b(?:to|from|into|onto|for)\b", re.IGNORECASE)
_BREAK = re.compile(r"[,;:.()，；]|\b(?:and|or|but)\b", re.IGNORECASE)
_VERBS = r"\b(?:us\w+|prefer\w*|rely\w*|relied on|wait\w* for|adopt\w*|to)"
_MOVES = r"\b(?:migrat|mov|switch|chang|port|convert)\w*"
_NEW_OLD = tuple(
    re.compile(form.format(old=_RIGHT.format("old"), new=_LEFT.format("new")), re.IGNORECASE)
    for form in (
        _MOVES + r" (?:over |back )?(?:to|onto|into) {new} from {old}",
        _VERBS + r" {new} (?:instead of|rather than|in place of|in lieu of|over) {old}",
        r"用{new}(?:取代|代替|替代|替换){old}",
    )
)


def reversed_direction(case: Case) -> Iterator[Objection]:
    """GV303."""
    claimed = _pairs(case.text)
    if not claimed:
        return
    stated = [pair for d in case.dossiers for p in d.prose for pair in _pairs(p.normal)]
    for old, new in claimed:
        if any(_same(old, so) and _same(new, sn) for so, sn in stated):
            continue
        if any(_same(old, sn) and _same(new, so) for so, sn in stated) or _against(case, old, new):
            yield "the evidence has it the other way round", f"{old.strip()} → {new.strip()}"


@lru_cache(maxsize=16384)
def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    """Give what the text says was given up and what came instead, in its own words."""
    plain = _APPOSITION.sub(r" \1 ", text)
    return tuple(
        (match["old"], match["new"])
        for form in _OLD_NEW + _NEW_OLD
        for match in form.finditer(plain)
    )


def _content(text: str) -> frozenset[str]:
    found = tokens(text)
    figures = frozenset(token.text for token in found if token.kind is Kind.VALUE)
    return figures | {key for t in found for key in t.keys if not key.startswith("=")}


def _same(one: str, other: str) -> bool:
    """Tell whether two phrases name the same thing: one holds most of the other's words."""
    first, second = _content(one), _content(other)
    shared = len(first & second)
    return bool(shared) and shared * 2 >= min(len(first), len(second))


def _against(case: Case, old: str, new: str) -> bool:
    """Tell whether the manifests have the two on the opposite sides."""
    gained = _is_only(case, old, "add", "remove")
    lost = _is_only(case, new, "remove", "add")
    return (gained or lost) if case.sentence.slot is Slot.TITLE else (gained and lost)


def _is_only(case: Case, phrase: str, side: str, other: str) -> bool:
    """Tell whether the record has a phrase's names on one side of the changes only."""
    wanted = {key for t in tokens(phrase) if t.kind is not Kind.WORD for key in _named(t.text)}
    here, there = (
        {key for d in case.dossiers for name in d.sides.get(deed, ()) for key in _named(name)}
        for deed in (side, other)
    )
    return bool(wanted & here) and not wanted & there


def _named(name: str) -> frozenset[str]:
    """Give what a name in a manifest or a diff is met by: itself and its technology."""
    return frozenset(key for key in name_keys(name) if key[0] in "#~")


def contradicted(case: Case) -> Iterator[Objection]:
    """GV305: the verb before a name says the opposite of what the change did to it."""
    for before, name in pairwise(t for t in case.tokens if t.keys or t.kind is Kind.CODE):
        if name.kind is not Kind.CODE or before.kind is not Kind.WORD:
            continue
        for claim, deed in (("add", "remove"), ("remove", "add")):
            is_claimed = before.keys & keys_of(claim) and not before.keys & keys_of(deed)
            if is_claimed and _only_done(case, name.text, deed, claim):
                yield f"the change did the opposite: it did {deed} this", name.text


def _only_done(case: Case, name: str, deed: str, claim: str) -> bool:
    low = name.casefold()
    done = any(low in d.sides.get(deed, ()) for d in case.dossiers)
    claimed = any(low in d.sides.get(claim, ()) for d in case.dossiers)
    said = any(low in p.low and p.keys & keys_of(claim) for d in case.dossiers for p in d.prose)
    return done and not claimed and not said


def other_role(case: Case) -> Iterator[Objection]:
    """GV302: a name stands in the prose, but not where the rest of its clause does."""
    if case.sentence.slot is Slot.TITLE:
        return
    for footing in case.footings:
        for token in footing.clause.tokens:
            if token.kind is Kind.CODE and _stands_apart(token.text, footing):
                yield "the evidence names this, but says something else of it", token.text


def _stands_apart(name: str, footing: Footing) -> bool:
    low = name.casefold()
    if footing.dossier is None or any(low in p.low for p in footing.passages):
        return False
    elsewhere = [p for p in footing.dossier.prose if low in p.low]
    others = _around(name, footing.clause.tokens)
    if not elsewhere or not others:
        return False
    best = max(sum(bool(t.keys & p.keys) for t in others) for p in elsewhere)
    return best * 3 < len(others)


def _around(name: str, inside: Sequence[Token]) -> list[Token]:
    """Give the words next to a name: what is said of it."""
    places = [at for at, token in enumerate(inside) if token.text == name]
    near = {i for at in places for i in range(at - _BESIDE, at + _BESIDE + 1)}
    return [token for i, token in enumerate(inside) if i in near and token.text != name]


def crossed(case: Case) -> Iterator[Objection]:
    """GV302: the evidence binds the two ends of a preposition the other way about."""
    stated = [bond for d in case.dossiers for p in d.prose for bond in _bonds(p.normal, p.tokens)]
    for preposition, left, right in _bonds(case.text, case.tokens):
        same = [(one, two) for word, one, two in stated if word == preposition]
        if any(left.keys & one.keys and right.keys & two.keys for one, two in same):
            continue
        mine = any(_roots(left) & _roots(one) for one, _ in same)
        theirs = any(_roots(right) & _roots(two) for _, two in same)
        if mine and theirs:
            yield "the evidence binds these to other words", f"{left.text} … {right.text}"


def _bonds(text: str, sentence: Sequence[Token]) -> Iterator[tuple[str, Token, Token]]:
    """Give for each preposition the content words on its two sides."""
    content = [token for token in sentence if token.keys]
    for left, right in pairwise(content):
        between = text[left.end : right.start]
        found = _PREPOSITION.search(between)
        if found and not _BREAK.search(between):
            yield found.group().casefold(), left, right


def _roots(token: Token) -> frozenset[str]:
    return frozenset(key for key in token.keys if not key.startswith("="))
