"""GV303 and GV305: from where to where, and whether the change did what is said of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pipeline.domain.narrative import Slot
from pipeline.verify import lexicon
from pipeline.verify.case import Case
from pipeline.verify.dossier import Dossier, Passage
from pipeline.verify.frame import Part, frames
from pipeline.verify.lexicon import keys_of
from pipeline.verify.reading import once
from pipeline.verify.rule import Objection
from pipeline.verify.side import OTHER, Side, sides
from pipeline.verify.token import Kind, Text, Token, name_keys, tokens

Pairs = Sequence[tuple[Text, Text]]

_LEFT = r"(?P<{0}>[^,;，；()]{{1,90}}?)"
_RIGHT = r"(?P<{0}>[^,;，；()]{{1,90}})"
_ARROW = r"(?:->|→|=>)"
_YIELDS = r"(?:gave|gives?|giving) way to"
_BECOMES = r"(?:became|becomes?|becoming)"
_REPLACED = (
    r"(?:which |that )?(?:is|are|was|were|be|been|being|has been|have been|had been)"
    r" (?:replaced|superseded|supplanted|substituted) (?:by|with|for)"
)
_DROPS = r"\b(?:drop|remov|delet|retir|abandon|eliminat|discard|deprecat)\w*"
_BY = r"(?:取代|代替|替代|替换)"
_INTO = r"(?:替换为|替换成|换成|改为|改成|迁移到|迁移至|移至|移到|重命名为|移入)"
_OLD_NEW = tuple(
    re.compile(form.format(old=_LEFT.format("old"), new=_RIGHT.format("new")), re.IGNORECASE)
    for form in (
        r"\b(?:replac|swap|substitut|exchang|supersed)\w* {old} (?:with|for|by|out for) {new}",
        r"\b(?:from|off(?: of)?|out of) {old} (?:to|into|onto|and onto|up into) {new}",
        r"\b(?:was|were) {old} and (?:is|are)(?: now)? {new}",
        r"\brenam\w* {old} (?:back )?to {new}",
        _DROPS + r" {old} in favou?r of {new}",
        r"\b(?:switch|chang|convert|turn)\w* {old} (?:in)?to {new}",
        r"{old} ?" + _ARROW + r" ?{new}",
        r"{old} " + _YIELDS + r" {new}",
        r"{old} " + _BECOMES + r" {new}",
        r"{old},? " + _REPLACED + r" {new}",
        r"{old}[，,]? ?(?:被|改?由){new}" + _BY,
        r"(?:将|把|用)?{old}" + _INTO + r"{new}",
        r"从{old}(?:迁移到|迁移至|迁到|移到|移至|改为|切换到|切换至|升级到|到|变为){new}",
        r"由{old}(?:改为|改成|变为|换成|迁移到|升级到){new}",
    )
)
_APPOSITION = re.compile(r", ?(`[^`]{1,90}`),")
_VERBS = r"\b(?:us\w+|prefer\w*|rely\w*|relied on|wait\w* for|adopt\w*|to|keep\w*|kept|by|with|as)"
_MOVES = r"\b(?:migrat|mov|switch|chang|port|convert)\w*"
_NEW_OLD = tuple(
    re.compile(form.format(old=_RIGHT.format("old"), new=_LEFT.format("new")), re.IGNORECASE)
    for form in (
        _MOVES + r" (?:over |back )?(?:to|onto|into) {new} from {old}",
        _VERBS + r" {new} (?:instead of|rather than|in place of|in lieu of|over) {old}",
        r"\b(?:by|with|as|us\w+) {new},? (?:and |but )?not {old}",
        r"用{new}(?:取代|代替|替代|替换){old}",
    )
)
_CUES = (_ARROW, _INTO, _YIELDS, _BECOMES, _REPLACED, _BY)
_NEEDED = {
    form: tuple(re.compile(cue) for cue in _CUES if cue in form.pattern)
    for form in _OLD_NEW + _NEW_OLD
}
"""What a text must hold before a form that may begin anywhere is tried: trying it is dear."""
_SOON = r"(?:right |just |shortly |immediately |even |only )?"
_ORDER = tuple(
    re.compile(form.format(first=_LEFT.format("first"), then=_RIGHT.format("then")), re.IGNORECASE)
    for form in (
        r"{first},? " + _SOON + r"before (?!v?\d){then}",
        r"{first},? and (?:only )?then {then}",
        r"\bfirst {first},? (?:and )?(?:only )?then {then}",
        r"\bafter (?!all\b){first}, {then}",
        r"先{first}[，,]? ?(?:再|然后|随后|接着|之后){then}",
        r"在{first}(?:之后|后)[，,]? ?{then}",
        r"{first}(?:之后|后)再{then}",
    )
) + tuple(
    re.compile(form.format(first=_RIGHT.format("first"), then=_LEFT.format("then")), re.IGNORECASE)
    for form in (
        r"{then},? " + _SOON + r"after (?!all\b){first}",
        r"\bbefore (?!v?\d){then}, {first}",
        r"在{then}(?:之前|前)[，,]? ?{first}",
        r"{then}(?:之前|前)先{first}",
    )
)
_TIMED = re.compile(r"\b(?:before|after|then)\b|[先前后]", re.IGNORECASE)


def reversed_direction(case: Case) -> Iterator[Objection]:
    """GV303."""
    claimed = _pairs(case.said)
    if not claimed:
        return
    stated = [pair for d in case.dossiers for p in d.prose for pair in _told(d, p)]
    for old, new in claimed:
        as_told, turned = _both_ways(old, new, stated)
        if as_told and as_told >= turned:
            continue
        if turned or _against(case, old.normal, new.normal):
            words = f"{old.normal.strip()} → {new.normal.strip()}"
            yield "the evidence has it the other way round", words


def disordered(case: Case) -> Iterator[Objection]:
    """GV303: what the sentence tells as first and then, the evidence has in the other order.

    How it was before the change is no claim about how it is: problems are left alone.
    """
    claimed = _ordered(case.said) if case.sentence.slot is not Slot.PROBLEM else ()
    if not claimed:
        return
    stated = [pair for d in case.dossiers for p in d.prose for pair in _ordered(p)]
    for first, then in claimed:
        as_told, turned = _both_ways(first, then, stated)
        if turned > as_told:
            words = f"{first.normal.strip()} … {then.normal.strip()}"
            yield "the evidence has it in the other order", words
            return


def _both_ways(one: Text, other: Text, stated: Pairs) -> tuple[float, float]:
    """Tell how like a pair is to the likest of some pairs, as it stands and turned round."""
    as_told = max((_likeness(one, first, other, second) for first, second in stated), default=0.0)
    turned = max((_likeness(one, second, other, first) for first, second in stated), default=0.0)
    return as_told, turned


@once
def _ordered(text: Text) -> Pairs:
    """Give what the text says came first and what came then, in its own words."""
    if not _TIMED.search(text.normal):
        return ()
    return tuple(
        (Text(match["first"]), Text(match["then"]))
        for form in _ORDER
        for match in form.finditer(text.normal)
    )


def _told(dossier: Dossier, passage: Passage) -> Iterator[tuple[Text, Text]]:
    """Give the pairs of a passage; the headline of a revert tells what it takes back."""
    for old, new in _pairs(passage):
        yield (new, old) if _is_taken_back(dossier, passage.normal) else (old, new)


def _is_taken_back(dossier: Dossier, text: str) -> bool:
    """Tell whether a text is the headline of a revert, in which everything is the other way."""
    return text.startswith("Revert ") and text == dossier.prose[0].normal


@once
def _pairs(text: Text) -> Pairs:
    """Give what the text says was given up and what came instead, in its own words."""
    plain = _APPOSITION.sub(r" \1 ", text.normal)
    return tuple(
        (Text(match["old"]), Text(match["new"]))
        for form, needed in _NEEDED.items()
        if all(cue.search(plain) for cue in needed)
        for match in form.finditer(plain)
    )


@once
def _content(text: Text) -> frozenset[str]:
    figures = frozenset(token.text for token in text.tokens if token.kind is Kind.VALUE)
    return figures.union(*(lexicon.roots(token.keys) for token in text.content))


def _likeness(old: Text, other_old: Text, new: Text, other_new: Text) -> float:
    """Tell how like two pairs of phrases are, from 0 to 1; 0 if one of them names another thing."""
    sides = ((_content(old), _content(other_old)), (_content(new), _content(other_new)))
    if any(len(one & other) * 2 < max(min(len(one), len(other)), 1) for one, other in sides):
        return 0.0
    return sum(len(one & other) / len(one | other) for one, other in sides) / 2


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
    return lexicon.names(name_keys(name))


def turned(case: Case) -> Iterator[Objection]:
    """GV303: what the sentence gives up is what the evidence takes, or the other way round."""
    claimed = _by_side(sides(case.said))
    if not claimed:
        return
    told = [_told_sides(dossier) for dossier in case.dossiers]
    stated = {
        key: frozenset(side for by_side in told for side in by_side.get(key, ())) for key in claimed
    }
    named = {key for t, _ in sides(case.said) if t.kind is not Kind.WORD for key in _exactly(t)}
    agreeing = [key for key, mine in claimed.items() if mine & stated[key]]
    turned = [key for key, mine in claimed.items() if stated[key] and not mine & stated[key]]
    if len(turned) > len(agreeing) and (len(turned) > 1 or turned[0] in named):
        words = ", ".join(t.text for t, _ in sides(case.said) if _exactly(t) & set(turned))
        yield "the evidence has it on the other side of the change", words


@once
def _told_sides(dossier: Dossier) -> dict[str, frozenset[Side]]:
    """Give for each word of the prose on which sides it stands."""
    return _by_side(_sided(dossier))


def _sided(dossier: Dossier) -> Iterator[tuple[Token, Side]]:
    for text in _texts(dossier):
        taken_back = _is_taken_back(dossier, text.normal)
        yield from ((t, OTHER[s]) if taken_back else (t, s) for t, s in sides(text))


def _texts(dossier: Dossier) -> Iterator[Text]:
    """Give the passages; a headline that runs on into the body is read as one with it."""
    prose = [passage.normal for passage in dossier.prose]
    yield from dossier.prose
    if len(prose) > 1 and prose[0][-1:] not in {".", ":", "!", "?"} and prose[1][:1].islower():
        yield Text(f"{prose[0]} {prose[1]}")


def _by_side(pairs: Iterable[tuple[Token, Side]]) -> dict[str, frozenset[Side]]:
    """Give for each word on which sides it stands."""
    found: dict[str, frozenset[Side]] = {}
    for token, side in pairs:
        for key in _exactly(token):
            found[key] = found.get(key, frozenset()) | {side}
    return found


def _exactly(token: Token) -> frozenset[str]:
    """Give what makes a word this and no other: a name letter by letter, also in its case."""
    technology = lexicon.technologies(token.keys)
    if token.kind is Kind.WORD:
        return technology or lexicon.roots(token.keys)
    return technology | {token.text.removesuffix("()")}


def contradicted(case: Case) -> Iterator[Objection]:
    """GV305: the verb before a name says the opposite of what the change did to it."""
    for frame in frames(case.said):
        for claim, deed in (("add", "remove"), ("remove", "add")):
            if not frame.verb.keys & keys_of(claim) or frame.verb.keys & keys_of(deed):
                continue
            for argument in frame.parts(Part.OBJECT):
                for name in argument.tokens:
                    if name.kind is Kind.CODE and _only_done(case, name.text, deed, claim):
                        yield f"the change did the opposite: it did {deed} this", name.text


def _only_done(case: Case, name: str, deed: str, claim: str) -> bool:
    low = name.casefold()
    done = any(low in d.sides.get(deed, ()) for d in case.dossiers)
    claimed = any(low in d.sides.get(claim, ()) for d in case.dossiers)
    said = any(low in p.low and p.keys & keys_of(claim) for d in case.dossiers for p in d.prose)
    return done and not claimed and not said
