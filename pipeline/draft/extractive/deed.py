"""Deeds: statements that begin with a verb, put into the simple past."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from pipeline import resources
from pipeline.draft.extractive import tidy, verb
from pipeline.draft.extractive.lexicon import writing

_FIRST = re.compile(r"(?P<word>[A-Za-z]+(?:-[A-Za-z]+)?)(?P<rest>(?:\s.*)?)$", re.DOTALL)
_THIS = re.compile(
    r"(?:this|the) (?:pr|pull request|commit|change|patch)(?: also)? (?=[a-z]+s\b)", re.IGNORECASE
)
_NEGATION = re.compile(
    r"(?:do not|don't|dont|never|no longer)\s+(?P<word>[a-z]+)\b(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_JOIN = re.compile(
    r"(?P<join>,? (?:and|but) (?:also |then )?|, (?:then )?|; )"
    r"(?P<word>(?:(?<=; )[A-Z])?[a-z]+)(?= [\w'\"*(/`]| $)"
)
_DETERMINED = re.compile(r" (?:the|a|an|all|any|its|their|this|that|these|it|them|to)\b| $")
_NOUN_AFTER = re.compile(r"\s+(?:for|to|of|in|on|from|with|and|or|is|was|at)\b|$|[,:;]")
_OBJECT = re.compile(
    r"(?P<head>[^,;:(]+?)(?:$|[,;:(]|\s(?:for|to|of|in|on|from|with|and|or|by|at|into|when|if|that"
    r"|which|so|as|via|using|instead|because|since|before|after|between|during|without|under|over"
    r"|per|than)\b)"
)
_NEW = frozenset(
    ("add", "introduce", "create", "implement", "define", "declare", "write", "provide")
)
_INITIALS = re.compile(r"[A-Z]{2,}(?![a-z])")
_NOUN = re.compile(r"(?:tion|sion|ment|ness|ity|ance|ence|ings?|ers?|ors?|ures?|support|setup)s?$")
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|cannot|should|must|rises|falls|goes|becomes"
    r"|takes|shows|grows|needs|keeps|fails|loses|breaks|remains|stays|happens|lives|stops"
    r"|depends|doesn['’]t|don['’]t|isn['’]t|aren['’]t|didn['’]t|can['’]t|didn['’]t)\b",
    re.IGNORECASE,
)
_CODE = re.compile(r"`[^`]*`")
_SUBORDINATE = re.compile(
    r"\b(?:that|which|who|whose|what|when|where|whenever|if|because|since|so|as|until|while|after"
    r"|before|unless|whether|how|why|though|although|than)\b|[,;:(]",
    re.IGNORECASE,
)
_PLACED = re.compile(r"\s(?:to|into|from)\s")
_PREFIXES = frozenset(("", "re", "auto", "pre", "un", "de", "force"))
_ADVERBS = frozenset(("always", "also", "only", "now"))
_LEANING = frozenset(("it", "them", "this", "that", "these", "those", "now", "->", "=>", "→", "/"))
_ARTICLES = frozenset(("a", "an", "the", "all", "its", "their"))
_AFTER_VERB = frozenset(("a", "an", "the", "its", "off", "us"))
_OPEN = frozenset(("support", "test", "fix", "use"))
"""Verbs that, before a preposition, are nouns: "Fix for streaming"."""


_ASIDE_HARD = re.compile(r"[;,]\s|\s\(")
_ASIDE = re.compile(r"[;,]\s|\s\(|\s[-–—]\s|\s(?:because|since|so that|in order to|instead of)\b")
_SWAPS = (
    (
        re.compile(r"(?:replace|swap|substitute)$"),
        re.compile(r"(?P<old>.+?) (?:with|by|for) (?P<new>.+)$"),
    ),
    (re.compile(r"rename$"), re.compile(r"(?P<old>.+?) (?:to|into|as) (?P<new>.+)$")),
    (
        re.compile(r"(?:move|migrate|switch|convert|change)$"),
        re.compile(r"(?:\S+ )?from (?P<old>.+?) to (?P<new>.+)$"),
    ),
    (
        re.compile(r"use$"),
        re.compile(r"(?P<new>.+?) (?:instead of|rather than|in place of) (?P<old>.+)$"),
    ),
)
_PLACE = re.compile(r"\s(?:for|in|on|of|from)\s")
_SIDE = 4
"""Words of one side of an arrow: more is a clause."""


@dataclass(frozen=True)
class Deed:
    """What was done: the verb, and what follows it, verbatim."""

    verb: str
    rest: str
    before: str = ""
    """An adverb before the verb."""
    is_negated: bool = False

    @property
    def told(self) -> str:
        """Tell it in the simple past, with a capital letter and no full stop."""
        if self.is_negated:
            words = f"stopped {verb.gerund(self.verb)}"
        else:
            words = f"{self.before} {verb.past(self.verb)}".strip()
        rest = _spread(with_article(self.verb, self.rest))
        return capital(tidy.ticked(f"{words} {rest}".strip()))

    @property
    def heading(self) -> str:
        """Tell it as a heading: what replaced what, what was added, or the deed as a gerund."""
        if swapped := _swapped(self.verb, _ASIDE_HARD.split(self.rest, maxsplit=1)[0].strip()):
            return " → ".join(map(tidy.coded, swapped))
        if self.is_negated or self.before:
            return ""
        rest = _alone(_ASIDE.split(self.rest, maxsplit=1)[0].strip())
        is_telling = " " in rest or "`" in tidy.ticked(rest)
        if self.verb in _NEW and is_telling and not _PLACED.search(rest):
            return capital(tidy.ticked(rest))
        return capital(tidy.ticked(f"{verb.gerund(self.verb)} {rest}"))


def read(text: str) -> Deed | None:
    """Read a statement as a deed; None if it does not begin with a verb."""
    text = _THIS.sub("", text, count=1)
    if match := _NEGATION.match(text):
        found = verb.base(match["word"])
        return Deed(found, match["rest"].strip(), is_negated=True) if found else None
    match = _FIRST.match(text)
    if match is None:
        return None
    word, rest = match["word"], match["rest"].strip()
    found = _base(word)
    if not found:
        return _after_adverb(word, rest)
    if not rest or (found in _OPEN and _NOUN_AFTER.match(f" {rest}")):
        return None
    if _is_clause(word, rest) or (word.casefold() == "testing" and rest[0].isupper()):
        return None
    return Deed(found, _first_of_many(rest))


def _first_of_many(rest: str) -> str:
    """Cut where a further deed begins without a word between: lines that git joined to one."""
    words = rest.split()
    for at in range(1, len(words)):
        before = words[at - 1].casefold()
        is_bare = before[-1] not in ",;:-–—(&+/"
        if words[at] in writing().run_on and is_bare and before not in writing().joints:
            return " ".join(words[:at])
    return rest


def is_thing(text: str) -> bool:
    """Tell whether a statement without a verb names a thing, by the noun that it is about."""
    match, words = _OBJECT.match(text), text.split()
    if len(words) > 1 and words[1].casefold() in _ARTICLES:
        return False  # an unknown verb: "announce the endpoint"
    head = match["head"].split()[-1].casefold() if match else ""
    known = writing().countable
    return head in known or head.removesuffix("s") in known or bool(_NOUN.search(head))


def _is_clause(word: str, rest: str) -> bool:
    """Tell whether the first word is a noun after all: "Pool timeouts should be …"."""
    first = rest.split(maxsplit=1)[0].casefold()
    main = _SUBORDINATE.split(_CODE.sub("X", rest), maxsplit=1)[0]
    leans = first in _LEANING
    is_past = word.endswith("s") and verb.base(first) not in {"", first}
    return leans or is_past or bool(_FINITE.search(main)) or _is_subject(word, rest)


def _is_subject(word: str, rest: str) -> bool:
    """Tell whether a gerund is what did something: "Scaling out set off a storm"."""
    return word.endswith("ing") and any(
        after in _AFTER_VERB and verb.is_finite(before)
        for before, after in pairwise(rest.casefold().split())
    )


def capital(text: str) -> str:
    """Begin with a capital letter, unless a name stands there."""
    is_name = resources.technologies().by_name(text.split(" ", 1)[0]) is not None
    return text if is_name else text[:1].upper() + text[1:]


def _base(word: str) -> str:
    prefix, dash, stem = word.rpartition("-")
    found = verb.base(stem)
    return f"{prefix.casefold()}{dash}{found}" if found and prefix.casefold() in _PREFIXES else ""


def _after_adverb(word: str, rest: str) -> Deed | None:
    if not word.casefold().endswith("ly") and word.casefold() not in _ADVERBS:
        return None
    inner = _FIRST.match(rest)
    found = verb.base(inner["word"]) if inner else ""
    what = inner["rest"].strip() if inner else ""
    if not inner or not found or not what or _is_clause(inner["word"], what):
        return None
    adverb = "" if word.casefold() in {"also", "now"} else word.casefold()
    return Deed(found, what, before=adverb)


def _spread(rest: str) -> str:
    """Put further verbs of the same sentence into the past: "Add X and remove Y"."""

    def turn(match: re.Match[str]) -> str:
        word = match["word"].lower()
        found = verb.base(word)
        if found != word:
            return match.group()
        after = match.string[match.end() :]
        if word in writing().plain_verbs or _DETERMINED.match(after):
            return match["join"] + verb.past(found)
        return match.group()

    pieces = rest.split("`")
    pieces[::2] = (
        [_JOIN.sub(turn, piece) for piece in pieces[::2]]
        if len(pieces) > 1
        else [_JOIN.sub(turn, rest)]
    )
    return "`".join(pieces)


def _alone(rest: str) -> str:
    """Cut what a deed is told together with: "drop X and delete Y" keeps X."""
    for match in _JOIN.finditer(rest):
        if verb.base(match["word"]) == match["word"] and match["word"] in writing().plain_verbs:
            return rest[: match.start()]
    return rest


def with_article(done: str, rest: str) -> str:
    """Give a lone countable noun its article: "Add retry method" → "Added a retry method"."""
    words = rest.split()
    if not words or words[0].casefold() in writing().determiners or words[0][0].isdigit():
        return rest
    match = _OBJECT.match(rest)
    head = match["head"].split() if match else [""]
    if head[-1].casefold() not in writing().countable or head[0].endswith("ing"):
        return rest
    if done not in _NEW:
        return f"the {rest}"
    return f"{_article(words[0].strip('`*('))} {rest}"


def _article(word: str) -> str:
    """Choose by the sound that a word begins with: an option, an HTTP client, a unique key."""
    initials = _INITIALS.match(word)
    is_spelt = bool(initials) and word not in writing().spoken
    return "an" if word[:1] in ("AEFHILMNORSX" if is_spelt else "AEIOaeio") else "a"


def _swapped(done: str, rest: str) -> tuple[str, str] | None:
    """Read what gave way to what: "Replace X with Y", "Rename X to Y", "Use Y instead of X"."""
    for verbs, form in _SWAPS:
        match = form.match(rest) if verbs.match(done) else None
        if match and max(len(match[side].split()) for side in ("old", "new")) <= _SIDE:
            old, new = _PLACE.split(match["old"])[0], match["new"]
            is_told = old.casefold() != new.casefold() and min(len(old), len(new)) > 1
            return (old, new) if is_told else None  # one letter tells a reader nothing
    return None
