"""Small numbers of things that the evidence lists without a number: two rules, three functions.

Such a number is proved where the things can be counted: cited one by one, listed in the sentence
or in one piece of the evidence, or named so often by the word that describes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import takewhile

from pipeline.domain.commit import Commit
from pipeline.domain.pull_request import PullRequest
from pipeline.verify import lexicon
from pipeline.verify.values import words
from pipeline.verify.values.atom import Atom
from pipeline.verify.values.facts import Facts
from pipeline.verify.values.matter import Matter, Proof
from pipeline.verify.values.things import keys, things

_FEWEST, _MOST = 2, 20
_CODE = re.compile(r"`[^`\n]{1,80}`")
_JOIN = re.compile(r"\s*(?:,\s*)?(?:and|or|plus|/|、|和|与|及|,)?\s*(?:the\s+)?")
_WORD = re.compile(r"[A-Za-z]{2,}")
_STEP = re.compile(
    r"[\s-]*(?:\w+[\s-]+)?(?:follow-?ups?|changes|steps|passes|stages|patches|fixes)\b"
)
_SPLIT = re.compile(r",\s+(?:and\s+|or\s+)?|\s+and\s+|、|和|与|及")
_BRACKETS = re.compile(r"\(([^()\n]{3,200})\)")
_STOP = re.compile(r"[;.。；](?=\s|$)")
_APPOSITION = re.compile(r"[^,:;(–—]{1,40}\s?(?:,|–|—|-\s)\s*")
_ROW_OF_ITEMS = re.compile(
    r"(?:[^,;:()，；。]{1,60},\s+){0,6}?[^,;:()，；。]{1,60}?,?\s+(?:and|plus)\s+"
    r"[^,;:()，；。]{1,60}?(?=[,;:()，；。]|\.(?:\s|$)|$)"
)
_ONE_BY_ONE = re.compile(
    r"(?:^|[:;,–—(：；，]|\b(?:and|while|whereas))\s*"
    r"(one|another|the other|a second|the second|a third|the third|the last"
    r"|另一[个处种项]|[一二三四五]是|一[个处种项])(?![a-z])(?! of (?:them|these|those)\b)"
)
_NAME = re.compile(r"(?:[A-Z`\d]\S*)(?:\s+\S+){0,2}$")
_ITEM = re.compile(r"(?P<indent>\s*)(?:(?P<mark>[-*+•]|\d{1,2}[.)])\s|(?P<flag>--)\w)")
_SAME_INDENT = 1
"""Spaces by which the items of one list may differ."""
_POINTED = re.compile(r"(?:这|那|上述|\b(?:these|those|the)\s+(?:same\s+)?)$", re.IGNORECASE)
_ROW = re.compile(
    r"(?<![\w`./-])(?:[\w`./-]++(?: [\w`./-]++)?, (?!and\b|or\b))++"
    r"[\w`./-]++(?: (?!and\b|or\b)[\w`./-]++)?(?P<last>,?) (?:and|or) "
)
_SPLIT_ZH = re.compile(r"[、和与及]")
_ROW_ZH = re.compile(r"[^，。；：的将把由]{1,60}\s?$")
_NAMES = re.compile(
    r"`[^`\n]{1,80}`|(?<![\w.])(?:[A-Za-z]\w*_\w+|[A-Z][A-Za-z]*\d\w*|[A-Za-z][a-z]+[A-Z]\w*"
    r"|[A-Za-z]\w*+\.[A-Za-z]\w*|\w+\(\))"
)
"""Code, and what is shaped like it: `a_b`, `ES256`, `fooBar`, `foo.Bar`, `run()`."""
_ONES = re.compile(r"\s+(?:\w+\s+)?ones\b")
_WORDS = 4
"""Words that an item between brackets has at most."""


def several(matter: Matter, atom: Atom) -> Proof | None:
    """Count the things that a small number is about, where they are listed."""
    if atom.value != int(atom.value) or not _FEWEST <= atom.value <= _MOST:
        return None
    if atom.approximate or atom.bound:
        return None
    number = int(atom.value)
    first = matter.cited[0].id
    is_often = atom.words.casefold().endswith(("twice", "thrice", "times"))
    own = things(matter.text, atom.start, atom.end)
    is_deed = is_often or _STEP.match(matter.text, atom.end)
    if len(matter.cited) == number and (
        is_deed or all(own & keys(facts.prose) for facts in matter.facts)
    ):
        return Proof(first, f"{number} evidences cited", tuple(item.id for item in matter.cited))
    if matter.cited and _listed(matter, atom, number):
        return Proof(first, "listed in the sentence")
    for facts in matter.facts:
        for span in _counted(facts, matter, atom, number):
            return Proof(facts.item.id, span)
    return None


def _listed(matter: Matter, atom: Atom, number: int) -> bool:
    """Tell whether the sentence itself goes on to list so many things, or has just listed them."""
    head, _, rest = matter.text[atom.end :].partition(":")
    if rest and len(head) < 60 and len(_SPLIT.split(rest)) == number:  # noqa: PLR2004
        return True
    if any(len(_SPLIT.split(inside)) == number for inside in _BRACKETS.findall(matter.text)):
        return True
    told = matter.text[: atom.start]
    if _POINTED.search(told):
        return number in _rows(told, _NAMES) or number in _enumerated(told)
    row = _ROW_ZH.search(told) if words.is_cjk(atom.words) else None
    if row and len(_SPLIT_ZH.split(row.group())) == number:
        return True
    following = matter.text[atom.end :]
    if number in _rows(_STOP.split(following)[0], _CODE) or _named(following, number):
        return True
    return number in (_apposed(following), _told_apart(following))


def _apposed(following: str) -> int:
    """Count the list that a noun is followed by: `two signals, INT and TERM, are sent` has two."""
    apposition = _APPOSITION.match(following)
    row = _ROW_OF_ITEMS.match(following, apposition.end()) if apposition else None
    items = _SPLIT.split(row.group()) if row else []
    words_of = [item.strip().split() for item in items]
    if not all(words_of) or any(
        len(w) > 2 * _WORDS or w[0].casefold() in _linking() for w in words_of
    ):
        return 0
    return len(items)


@lru_cache
def _linking() -> frozenset[str]:
    """Give the words of grammar with which no item of a list begins."""
    return lexicon.function_words() - {"a", "an", "the", "its", "their", "new"}


def _told_apart(following: str) -> int:
    """Count what a sentence tells one by one: `two flags, one for … and one for …` has two."""
    found = _ONE_BY_ONE.findall(_STOP.split(following)[0])
    if found and found[0].casefold() in {"one", "一个", "一是", "一处", "一种", "一项"}:
        return len(found)
    return 0


def _enumerated(text: str) -> set[int]:
    """Give how many short items each enumeration has: `mail, a clock and tea` has three."""
    return {row.group().count(", ") + 1 + (row["last"] == "") for row in _ROW.finditer(text)}


def _rows(text: str, names: re.Pattern[str]) -> set[int]:
    """Give how many names stand in each row of them: `a`, `b` and `c` are a row of three."""
    sizes: set[int] = set()
    size, last = 0, -1
    for match in names.finditer(text):
        joined = last >= 0 and _JOIN.fullmatch(text, last, match.start())
        size, last = size + 1 if joined else 1, match.end()
        sizes.discard(size - 1 if joined else 0)
        sizes.add(size)
    return sizes


def _named(following: str, number: int) -> bool:
    """Tell whether so many short names follow the noun: `two classes, Client and Server`."""
    apposition = _APPOSITION.match(following)
    if not apposition:
        return False
    items = _SPLIT.split(_STOP.split(following[apposition.end() :])[0])
    return len(items) == number and all(_NAME.match(item.strip()) for item in items)


@lru_cache
def _double() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words.alternatives(words.listed('stops', 'twice'))})")


def _counted(facts: Facts, matter: Matter, atom: Atom, number: int) -> Iterator[str]:
    if atom.words.casefold() == "twice" and (double := _double().search(facts.prose)):
        yield double.group()
    wanted = _wanted(matter, atom)
    noun = _noun(matter, atom)
    paths = [p for p in facts.paths if noun and noun in p]
    if len(paths) == number:
        yield ", ".join(paths)
    for span in facts.sentences:
        told = wanted & keys(span)
        if number in _rows(span, _NAMES) and told:
            yield span
        if number in _enumerated(span) | _bracketed(span) and lexicon.roots(told):
            yield span
    body = facts.item.body if isinstance(facts.item, Commit | PullRequest) else ""
    for lead, rows in _lists(body.splitlines()):
        if len(rows) == number and _is_of_parts(matter, atom, wanted, lead, rows[0]):
            yield f"a list of {number}"


def _wanted(matter: Matter, atom: Atom) -> frozenset[str]:
    """Give the keys of what is counted; of `four existing ones`, of what was counted before."""
    told = [a for a in matter.atoms if a.end <= atom.start]
    meant = told[-1] if told and _ONES.match(matter.text, atom.end) else atom
    return things(matter.text, meant.start, meant.end)


def _bracketed(text: str) -> set[int]:
    """Give how many items each enumeration between brackets has: `(mail, a clock)` has two."""
    rows = (inside.split(",") for inside in _BRACKETS.findall(text))
    return {len(row) for row in rows if all(len(item.split()) <= _WORDS for item in row)}


def _lists(lines: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Give each list of a text, those within others too, with the line that leads to it.

    As in Markdown, a line that is no item goes on with the item before it, if no empty line stands
    between, or if it is indented more.
    """
    opened: list[tuple[int, str, str, list[str]]] = []
    last, is_apart = "", True
    for line in lines:
        item = _ITEM.match(line)
        indent = len(line) - len(line.lstrip())
        if item:
            kind = (item["mark"] or item["flag"])[-1]
            while opened and indent < opened[-1][0] - _SAME_INDENT:
                yield opened[-1][2:]
                opened.pop()
            if not opened or indent > opened[-1][0] + _SAME_INDENT:
                opened.append((indent, kind, last, []))
            elif opened[-1][1] != kind:
                yield opened.pop()[2:]
                opened.append((indent, kind, last, []))
            opened[-1][3].append(line)
        elif line.strip() and is_apart:
            while opened and indent <= opened[-1][0]:
                yield opened.pop()[2:]
        last = line if line.strip() else last
        is_apart = not line.strip()
    yield from (row[2:] for row in opened)


@lru_cache
def _parts() -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:{words.alternatives(words.listed('stops', 'parts'))})")


def _noun(matter: Matter, atom: Atom) -> str:
    """Give the noun that a number counts, in the singular: the last word before the next phrase."""
    stops = words.whole("stops", "words")
    found = _WORD.findall(matter.after(atom, 48).casefold())
    phrase = list(takewhile(lambda word: word not in stops, found))
    return phrase[-1].removesuffix("s") if phrase else ""


def _is_of_parts(matter: Matter, atom: Atom, wanted: frozenset[str], lead: str, first: str) -> bool:
    """Tell whether a list is of what is counted: parts of the work, or named where it begins."""
    after = matter.after(atom, 48).casefold()
    is_generic = bool(_parts().search(after))
    return is_generic or bool(wanted & (keys(lead) | keys(first)))
