"""Small numbers of things that the evidence lists without a number: two rules, three functions.

Such a number is proved where the things can be counted: cited one by one, listed in the sentence
or in one piece of the evidence, or named so often by the word that describes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.domain.commit import Commit
from pipeline.domain.pull_request import PullRequest
from pipeline.verify.values.atom import Atom
from pipeline.verify.values.facts import Facts
from pipeline.verify.values.matter import Matter, Proof

_FEWEST, _MOST = 2, 9
_CODE = re.compile(r"`[^`\n]{1,80}`")
_WORD = re.compile(r"[\s-]*([A-Za-z]{4,})")
_STEP = re.compile(
    r"[\s-]*(?:\w+[\s-]+)?(?:follow-?ups?|changes|steps|passes|stages|patches|fixes)\b"
)
_SPLIT = re.compile(r",\s+(?:and\s+|or\s+)?|\s+and\s+|、|和|与|及")
_BRACKETS = re.compile(r"\(([^()\n]{3,200})\)")
_NUMBERED = re.compile(r"^\s{0,3}(\d)[.)]\s", re.MULTILINE)


def several(matter: Matter, atom: Atom) -> Proof | None:
    """Count the things that a small number is about, where they are listed."""
    if atom.value != int(atom.value) or not _FEWEST <= atom.value <= _MOST:
        return None
    if atom.words[:1].isdigit() or atom.approximate:
        return None
    number = int(atom.value)
    first = matter.cited[0].id if matter.cited else ""
    if len(matter.cited) == number and _STEP.match(matter.text, atom.end):
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
    codes = _CODE.findall(matter.text)
    start, _ = matter.clause(atom)
    return len(codes) == number and ":" in matter.text[start : atom.end + 80]


def _counted(facts: Facts, matter: Matter, atom: Atom, number: int) -> Iterator[str]:
    word = _WORD.match(matter.text, atom.end)
    if word and facts.prose.count(word[1].casefold().removesuffix("s")) == number:
        yield f"{word[1]}: {number} times"
    for span in facts.sentences:
        if len(set(_CODE.findall(span))) == number:
            yield span
    body = facts.item.body if isinstance(facts.item, Commit | PullRequest) else ""
    highest = [int(n) for n in _NUMBERED.findall(body)]
    if highest and max(highest) == number:
        yield f"a list of {number}"
    bullets = [p for p in body.splitlines() if p.lstrip().startswith(("- ", "* "))]
    if len(bullets) == number:
        yield f"a list of {number}"
