"""Small numbers of things that the evidence lists without a number: two rules, three functions.

Such a number is proved where the things can be counted: cited one by one, listed in the sentence
or in one piece of the evidence, or named so often by the word that describes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.domain.commit import Commit
from pipeline.domain.pull_request import PullRequest
from pipeline.verify.values import words
from pipeline.verify.values.atom import Atom
from pipeline.verify.values.facts import Facts
from pipeline.verify.values.matter import Matter, Proof

_FEWEST, _MOST = 2, 9
_CODE = re.compile(r"`[^`\n]{1,80}`")
_WORD = re.compile(r"[A-Za-z]{4,}")
_LONG = re.compile(r"[a-z_]{5,}")
_STEP = re.compile(
    r"[\s-]*(?:\w+[\s-]+)?(?:follow-?ups?|changes|steps|passes|stages|patches|fixes)\b"
)
_SPLIT = re.compile(r",\s+(?:and\s+|or\s+)?|\s+and\s+|、|和|与|及")
_BRACKETS = re.compile(r"\(([^()\n]{3,200})\)")
_STOP = re.compile(r"[;.。；](?=\s|$)")
_APPOSITION = re.compile(r"[^,:;(–—]{1,40}\s?(?:,|–|—|-\s)\s*")
_NAME = re.compile(r"(?:[A-Z`\d]\S*)(?:\s+\S+){0,2}$")
_NUMBERED = re.compile(r"^\s{0,3}(\d)[.)]\s", re.MULTILINE)


def several(matter: Matter, atom: Atom) -> Proof | None:
    """Count the things that a small number is about, where they are listed."""
    if atom.value != int(atom.value) or not _FEWEST <= atom.value <= _MOST:
        return None
    if atom.words[:1].isdigit() or atom.approximate or atom.bound:
        return None
    number = int(atom.value)
    first = matter.cited[0].id if matter.cited else ""
    is_often = atom.words.casefold().endswith(("twice", "thrice", "times"))
    if len(matter.cited) == number and (is_often or _STEP.match(matter.text, atom.end)):
        return Proof(first, f"{number} evidences cited")
    if matter.cited and _listed(matter, atom, number):
        return Proof(first, "listed in the sentence")
    for facts in matter.facts:
        for span in _counted(facts, matter, atom, number):
            return Proof(facts.item.id, span)
    return None


def _listed(matter: Matter, atom: Atom, number: int) -> bool:
    """Tell whether the sentence itself goes on to list so many things, or has just listed them."""
    head, _, rest = matter.text[atom.end :].partition(":")
    if rest and len(head) < 60 and len(_SPLIT.split(rest)) >= number:  # noqa: PLR2004
        return True
    if any(len(_SPLIT.split(inside)) == number for inside in _BRACKETS.findall(matter.text)):
        return True
    following = matter.text[atom.end :]
    codes = _CODE.findall(_STOP.split(following)[0])
    return len(codes) == number or _named(following, number)


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


def _described(matter: Matter, atom: Atom) -> list[str]:
    """Give the words right after a number, in the singular: what it is a number of."""
    after = matter.after(atom, 48)
    return [w.casefold().removesuffix("s") for w in _WORD.findall(after)[:3]]


def _counted(facts: Facts, matter: Matter, atom: Atom, number: int) -> Iterator[str]:
    if atom.words.casefold() == "twice" and (double := _double().search(facts.prose)):
        yield double.group()
    described = _described(matter, atom)
    for word in described:
        if facts.prose.count(word) == number:
            yield f"{word}: {number} times"
        paths = [p for p in facts.paths if word in p]
        if len(paths) == number:
            yield ", ".join(paths)
    about = set(_LONG.findall(matter.text.casefold()))
    for span in facts.sentences:
        is_about = words.is_cjk(matter.text) or bool(about & set(_LONG.findall(span.casefold())))
        if is_about and len(set(_CODE.findall(span))) == number:
            yield span
    body = facts.item.body if isinstance(facts.item, Commit | PullRequest) else ""
    highest = [int(n) for n in _NUMBERED.findall(body)]
    if highest and max(highest) == number:
        yield f"a list of {number}"
    bullets = [p for p in body.splitlines() if p.lstrip().startswith(("- ", "* "))]
    if len(bullets) == number:
        yield f"a list of {number}"
