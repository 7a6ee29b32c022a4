"""Pairs of a text: what it says gave way to what, and what it says came before what."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.verify import lexicon
from pipeline.verify.reading import once
from pipeline.verify.token import Kind, Text

Pairs = Sequence[tuple[Text, Text]]
"""Two phrases each, in the text's own words: old and new, or first and then."""

_LEFT = r"(?P<{0}>[^,;，；()]{{1,90}}?)"
_RIGHT = r"(?P<{0}>[^,;，；()]{{1,90}})"


def _forms(left: str, right: str, *forms: str) -> tuple[re.Pattern[str], ...]:
    """Compile forms in which one phrase stands to the left of the other."""
    phrases = {left: _LEFT.format(left), right: _RIGHT.format(right)}
    return tuple(re.compile(form.format(**phrases), re.IGNORECASE) for form in forms)


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
_OLD_NEW = _forms(
    "old",
    "new",
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
_APPOSITION = re.compile(r", ?(`[^`]{1,90}`),")
_VERBS = r"\b(?:us\w+|prefer\w*|rely\w*|relied on|wait\w* for|adopt\w*|to|keep\w*|kept|by|with|as)"
_MOVES = r"\b(?:migrat|mov|switch|chang|port|convert)\w*"
_NEW_OLD = _forms(
    "new",
    "old",
    _MOVES + r" (?:over |back )?(?:to|onto|into) {new} from {old}",
    _VERBS + r" {new} (?:instead of|rather than|in place of|in lieu of|over) {old}",
    r"\b(?:by|with|as|us\w+) {new},? (?:and |but )?not {old}",
    r"用{new}(?:取代|代替|替代|替换){old}",
)
_CUES = (_ARROW, _INTO, _YIELDS, _BECOMES, _REPLACED, _BY)
_NEEDED = {
    form: tuple(re.compile(cue) for cue in _CUES if cue in form.pattern)
    for form in _OLD_NEW + _NEW_OLD
}
"""What a text must hold before a form that may begin anywhere is tried: trying it is dear."""
_SOON = r"(?:right |just |shortly |immediately |even |only )?"
_ORDER = _forms(
    "first",
    "then",
    r"{first},? " + _SOON + r"before (?!v?\d){then}",
    r"{first},? and (?:only )?then {then}",
    r"\bfirst {first},? (?:and )?(?:only )?then {then}",
    r"\bafter (?!all\b){first}, {then}",
    r"先{first}[，,]? ?(?:再|然后|随后|接着|之后){then}",
    r"在{first}(?:之后|后)[，,]? ?{then}",
    r"{first}(?:之后|后)再{then}",
) + _forms(
    "then",
    "first",
    r"{then},? " + _SOON + r"after (?!all\b){first}",
    r"\bbefore (?!v?\d){then}, {first}",
    r"在{then}(?:之前|前)[，,]? ?{first}",
    r"{then}(?:之前|前)先{first}",
)
_TIMED = re.compile(r"\b(?:before|after|then)\b|[先前后]", re.IGNORECASE)


@once
def exchanges(text: Text) -> Pairs:
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


@once
def orders(text: Text) -> Pairs:
    """Give what the text says came first and what came then, in its own words."""
    if not _TIMED.search(text.normal):
        return ()
    return tuple(
        (Text(match["first"]), Text(match["then"]))
        for form in _ORDER
        for match in form.finditer(text.normal)
    )


def both_ways(one: Text, other: Text, stated: Pairs) -> tuple[float, float]:
    """Tell how like a pair is to the likest of some pairs, as it stands and turned round."""
    as_told = max((_likeness(one, first, other, second) for first, second in stated), default=0.0)
    turned = max((_likeness(one, second, other, first) for first, second in stated), default=0.0)
    return as_told, turned


def _likeness(old: Text, other_old: Text, new: Text, other_new: Text) -> float:
    """Tell how like two pairs of phrases are, from 0 to 1; 0 if one of them names another thing."""
    sides = ((_content(old), _content(other_old)), (_content(new), _content(other_new)))
    if any(len(one & other) * 2 < max(min(len(one), len(other)), 1) for one, other in sides):
        return 0.0
    return sum(len(one & other) / len(one | other) for one, other in sides) / 2
