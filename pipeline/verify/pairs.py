"""Pairs of a text: what it says gave way to what, and what it says came before what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from pipeline.verify.meeting import own
from pipeline.verify.reading import once
from pipeline.verify.token import Text

Pairs = Sequence[tuple[Text, Text]]
"""Two phrases each, in the text's own words: old and new, or first and then."""

Forms = tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]

_LEFT = r"(?P<{0}>[^,;，；()]{{1,90}}?)"
_RIGHT = r"(?P<{0}>[^,;，；()]{{1,90}})"


def _forms(left: str, right: str, forms: Mapping[str, str]) -> Forms:
    """Compile forms in which one phrase stands to the left of the other.

    Each comes with the pieces of which a text must hold one before it is tried: most texts hold
    none, and a form that may begin anywhere is dear.
    """
    phrases = {left: _LEFT.format(left), right: _RIGHT.format(right)}
    return tuple(
        (re.compile(form.format(**phrases), re.IGNORECASE), tuple(needs.split("|")))
        for form, needs in forms.items()
    )


_DROPS = "drop|remov|delet|retir|abandon|eliminat|discard|deprecat"
_SWAPS = "replac|swap|substitut|exchang|supersed"
_TRADES = "trad|ditch|exchang|swap|replac|abandon"
_CEDES = "yield(?:ed|s)?|ceded?|cedes|handed|hands|lost|passed|passes"
_TURNS = "switch|chang|convert|turn"
_MOVES = "migrat|mov|switch|chang|port|convert"
_TURNED = "renamed|converted|changed|turned|switched|moved|migrated|ported"
_LEFT_OUT = f"{_DROPS}|t(?:ook|aking|akes?) out"
_TAKES_IN = "add|introduc|bring|brought|put"
_BE = "is|are|was|were|be|been|being|has been|have been|had been"
_GONE = "replaced|superseded|supplanted|substituted"
_INTO = "替换为|替换成|换成|改为|改成|迁移到|迁移至|移至|移到|重命名为|移入"
_BY = "取代|代替|替代|替换"
_ZH_TO = "迁移到|迁移至|迁到|移到|移至|改为|切换到|切换至|升级到|到|变为"
_RATHER = "instead of|rather than|in place of|in lieu of"
_INSTEAD = f"{_RATHER}|over"
_STANDS_IN = "alternative|replacement|substitute"
_LEADING = "is|are|was|were|be|been|being|now|became|becomes?|becoming"
_TAKES = "us\\w+|prefer\\w*|rely\\w*|relied on|wait\\w* for|adopt\\w*|to|keep\\w*|kept|by|with|as"
_OLD_NEW = _forms(
    "old",
    "new",
    {
        rf"\b(?:{_SWAPS})\w* (?!in\b|out\b){{old}} (?:with|by|out for) {{new}}": _SWAPS,
        rf"\b(?:{_TRADES})\w* (?!in\b){{old}} for {{new}}": _TRADES,
        r"\b(?:left|leav\w+) {old} behind for {new}": "behind",
        rf"{{old}} (?:{_CEDES})(?: [\w`'.-]+){{{{0,6}}}}? to {{new}}": _CEDES,
        r"\bno longer {old} but {new}": "no longer",
        r"\bout (?:went|goes) {old},? (?:and )?in (?:came|comes) {new}": "out ",
        r"\boverr[io]d\w* {old} (?:with|by) {new}": "overrid|overrod",
        r"\b(?:from|off(?: of)?|out of) {old} (?:to|into|onto|and onto|up into) {new}": (
            "from|off|out of"
        ),
        r"\b(?:was|were) {old} and (?:is|are)(?: now)? {new}": "was|were",
        r"\brenam\w* {old} (?:back )?to {new}": "renam",
        rf"\b(?:{_DROPS})\w* {{old}} in favou?r of {{new}}": "in favo",
        rf"\b(?:{_TURNS})\w* {{old}} (?<!used )(?:in)?to (?!be\b){{new}}": _TURNS,
        rf"{{old}} (?:{_BE}) (?:{_TURNED})(?: over| back)? (?:in)?to {{new}}": _TURNED,
        rf"\b(?:{_LEFT_OUT})\w* {{old}},? and (?:instead )?(?:{_TAKES_IN})\w* {{new}}": (
            "instead|place"
        ),
        r"{old} ?(?:->|→|=>) ?{new}": "->|→|=>",
        r"{old} (?:gave|gives?|giving) way to {new}": "way to",
        r"{old} (?:became|becomes?|becoming) {new}": "becam|becom",
        rf"{{old}},? (?:which |that )?(?:{_BE}) (?:{_GONE}) (?:by|with|for) {{new}}": _GONE,
        rf"{{old}}[，,]? ?(?:被|改?由){{new}}(?:{_BY})": _BY,
        rf"(?:将|把|用)?{{old}}(?:{_INTO}){{new}}": _INTO,
        rf"从{{old}}(?:{_ZH_TO}){{new}}": "从",
        r"{old}[^，。；]{{0,6}}为{new}让": "让",
        r"弃{old}而用{new}": "弃",
        r"{old}到{new}的(?:替换|迁移|切换)": "的",
        r"由{old}(?:改为|改成|变为|换成|迁移到|升级到){new}": "由",
    },
)
_NEW_OLD = _forms(
    "new",
    "old",
    {
        rf"\b(?:{_MOVES})\w* (?:over |back )?(?:to|onto|into) {{new}} from {{old}}": "from",
        rf"\b(?:{_TAKES}) {{new}} (?:{_INSTEAD}) {{old}}": _INSTEAD,
        r"{new} overr[io]d\w* (?!.{{1,90}} (?:with|by)\b){old}": "overrid|overrod",
        rf"{{new}} as (?:an?|the) (?:{_STANDS_IN}) (?:for|to|of) {{old}}": _STANDS_IN,
        rf"(?P<new>(?:(?!(?:{_LEADING})\b)[\w`'./-]+ ){{{{0,8}}}}(?!(?:{_LEADING})\b)[\w`'./-]+),?"
        rf" (?:{_RATHER}) {{old}}": _RATHER,
        r"\b(?:by|with|as|us\w+) {new},? (?:and |but )?not {old}": "not",
        r"\b(?:substitut\w*|swap\w* in) {new} for {old}": "substitut|swap",
        r"{new} t(?:ook|akes?|aking) over (?:[\w]+ ){{0,3}}(?:from|that|of) {old}": "over ",
        r"\bput {new} in,? and t(?:ook|ake) {old} out": "put",
        r"{new} (?:now )?(?:stood|stands?|sits?|sat) where {old}": "where",
        r"\bput {new} where {old}": "where",
        r"\bwhat {new} replaced(?: [\w']+){{0,6}}? (?:was|were|is) {old}": "what",
        r"{new}对{old}的(?:取代|替换|替代)": "的",
        r"用{new}作为[^，。；]{{0,4}}{old}的(?:替代|替换)": "作为",
        rf"用{{new}}(?:{_BY}|换掉了?){{old}}": _BY + "|换掉",
    },
)
_INWARD = re.compile(r" into (?=\S)")
_OUTWARD = re.compile(r" from (?=\S)(?!\w+ing\b)")
_PHRASE = 90
"""Characters of a phrase beside a preposition."""
_OTHER_SIDE = re.compile(rf",? (?:{_RATHER}) ")
_BOUND = re.compile(r"[,;，；()]")
_APPOSITION = re.compile(r", ?(`[^`]{1,90}`),")
_SOON = "(?:right |just |shortly |immediately |even |only )?"
_FIRST_THEN = _forms(
    "first",
    "then",
    {
        rf"{{first}},? {_SOON}before (?!v?\d){{then}}": "before",
        r"{first},? (?:prior to|ahead of(?! time\b)|preced(?:es|ed|ing)) (?!v?\d){then}": (
            "prior to|ahead of|preced"
        ),
        r"{first} first,? and {then} (?:after(?:wards?)?|later|second|next)\b": "first",
        r"\bonce {first} (?:is|was|has|had|were|are)\b[^,]{{0,40}}, {then}": "once",
        r"\bafter {first} (?:came|comes|did) {then}": "after",
        r"{first},? and (?:only )?then {then}": "then",
        r"\bfirst {first},? (?:and )?(?:only )?then {then}": "then",
        r"\bafter (?!all\b){first}, {then}": "after",
        r"{first}先于{then}": "先于",
        r"{first}在前[，,、]? ?{then}在后": "在前",
        r"先{first}[，,]? ?(?:再|然后|随后|接着|之后){then}": "先",
        r"在{first}(?:之后|后)[，,]? ?{then}": "后",
        r"{first}(?:之后|后)再{then}": "后再",
    },
)
_THEN_FIRST = _forms(
    "then",
    "first",
    {
        rf"{{then}},? {_SOON}after (?!all\b|wards\b){{first}}": "after",
        r"{then} (?:to )?wait(?:s|ed|ing)? (?:for|until) {first}": "wait",
        r"{then} only once {first}": "once",
        r"\bbefore (?!v?\d){then}, {first}": "before",
        r"在{then}(?:之前|前)[，,]? ?{first}": "前",
        r"{then}(?:之前|前)先{first}": "前先",
    },
)


@once
def exchanges(text: Text) -> Pairs:
    """Give what the text says was given up and what came instead, in its own words."""
    plain = _APPOSITION.sub(r" \1 ", text.normal)
    return tuple(_read(plain, "old", "new", _OLD_NEW + _NEW_OLD))


@once
def inward(text: Text) -> Pairs:
    """Give what the text says went into what."""
    return tuple(_beside(text.normal, _INWARD))


@once
def outward(text: Text) -> Pairs:
    """Give what the text says came from what, the source first."""
    return tuple((source, target) for target, source in _beside(text.normal, _OUTWARD))


def _beside(text: str, preposition: re.Pattern[str]) -> Iterator[tuple[Text, Text]]:
    """Give the phrases on both sides of a preposition, each up to the next stop."""
    for match in preposition.finditer(text):
        before = _BOUND.split(text[max(0, match.start() - _PHRASE) : match.start()])[-1]
        behind = _BOUND.split(text[match.end() : match.end() + _PHRASE])[0]
        if before.strip() and behind.strip():
            yield Text(before), Text(behind)


@once
def orders(text: Text) -> Pairs:
    """Give what the text says came first and what came then, in its own words."""
    return tuple(_read(text.normal, "first", "then", _FIRST_THEN + _THEN_FIRST))


def _read(text: str, one: str, other: str, forms: Forms) -> Iterator[tuple[Text, Text]]:
    low = text.casefold()
    for form, needs in forms:
        if any(need in low for need in needs):
            for match in form.finditer(text):
                yield _side_of(match[one]), _side_of(match[other])


def _side_of(phrase: str) -> Text:
    """Give one side alone: what follows `instead of` is the other."""
    return Text(_OTHER_SIDE.split(phrase, maxsplit=1)[0])


@once
def _content(text: Text) -> frozenset[str]:
    """Give what a phrase is made of: words, figures, or else its signs as they stand.

    A name of several parts is that name alone.
    """
    return frozenset[str]().union(*map(own, text.telling)) or frozenset(
        (text.normal.strip(" .。`"),)
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
