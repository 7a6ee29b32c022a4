"""Judges every value of a sentence: proved by one cited evidence, or rejected."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.domain.evidence import Evidence
from pipeline.domain.narrative import Sentence
from pipeline.domain.phase import Bounds
from pipeline.domain.text import normalize
from pipeline.domain.verdict import Finding, Help, Support
from pipeline.verify.values import words
from pipeline.verify.values.atom import Atom, Kind
from pipeline.verify.values.counts import judge_count
from pipeline.verify.values.derived import (
    judge_derived,
    judge_difference,
    judge_share,
    judge_sum,
)
from pipeline.verify.values.elapsed import (
    is_elapsed,
    judge_calendar,
    judge_days_on,
    judge_elapsed,
)
from pipeline.verify.values.extraction import extract
from pipeline.verify.values.lines import LINES, is_line_count, judge_lines, speaks_of_lines
from pipeline.verify.values.matter import Answer, Matter, Objection, Proof, matter
from pipeline.verify.values.moments import judge_moment
from pipeline.verify.values.portions import (
    judge_files_of_portion,
    judge_lines_of_portion,
    judge_share_of_portion,
    speaks_of_files,
)
from pipeline.verify.values.prose import elided, elsewhere, ends, in_name, roughly, stated
from pipeline.verify.values.several import several
from pipeline.verify.values.timing import judge_dates, judge_year, year_of
from pipeline.verify.values.versions import judge_version

_NUMBER = re.compile(r"\d[\d,.]*")
_OF_THEM = re.compile(r"\s+of\s+(?:them|these|those|which|whom)\b")
_WORD = re.compile(r"[a-z]+")
_UNSTATED = Objection(
    "GV201", "no cited evidence states this value: cite one that does, or leave it out"
)
LONGEST = 2_000
"""Characters of a sentence that are read: a longer one is no sentence."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the value rules say of one sentence."""

    findings: tuple[Finding, ...]
    supports: tuple[Support, ...]
    together: frozenset[str] = frozenset()
    """Ids of the evidence that some value was counted or measured over."""
    spanning: tuple[str, ...] = ()
    """The words of the values that were counted or measured over several."""


def judge(sentence: Sentence, cited: Sequence[Evidence], bounds: Bounds) -> Judgement:
    """Judge every value of a sentence against the evidence it cites."""
    text = normalize(sentence.text[:LONGEST])
    case = _resolved(matter(text, extract(text), cited, bounds, sentence.slot))
    findings: list[Finding] = []
    supports: list[Support] = []
    together: set[str] = set()
    spanning: list[str] = []
    for said, answer in _answers(case):
        match answer:
            case Objection():
                findings.append(_finding(answer, said))
            case Proof():
                supports.extend(
                    Support(words=said, evidence=proof.evidence, span=proof.span)
                    for proof in (answer, *answer.likewise)
                )
                together.update(answer.together)
                spanning += [said] if len(answer.together) > 1 else []
    spanning += _dates_apart(case, supports)
    return Judgement(tuple(findings), tuple(supports), frozenset(together), tuple(spanning))


def _dates_apart(case: Matter, supports: Sequence[Support]) -> list[str]:
    """Give the words of dates that several evidences prove, each its own."""
    dates = {atom.words for atom in case.atoms if atom.kind is Kind.DATE}
    proved: dict[str, set[str]] = {}
    for support in supports:
        if support.words in dates:
            proved.setdefault(support.words, set()).add(support.evidence)
    one = [words for words, by in proved.items() if len(by) == 1]
    return one if len({tuple(proved[words]) for words in one}) > 1 else []


def _finding(answer: Objection, said: str) -> Finding:
    """Make a finding of an objection; what stands instead keeps the words around the number."""
    known: Help | None = None
    if answer.instead:
        bare = answer.instead.isdigit() and _NUMBER.search(said)
        instead = _NUMBER.sub(answer.instead, said, count=1) if bare else answer.instead
        known = Help(text=f"write {instead}", replacement=instead)
    return Finding(code=answer.code, message=answer.message, words=said, help=known)


def _resolved(case: Matter) -> Matter:
    """Give bare numbers the unit that the evidence shows they share with a neighbour."""
    atoms = list(case.atoms)
    for at, atom in enumerate(atoms):
        if atom.kind is Kind.NUMBER and not atom.label and not stated(case, atom):
            full = elided(case, atom)
            if full:
                atoms[at] = full[0]
            elif noun := _meant(case, atom):
                atoms[at] = replace(atom, kind=Kind.COUNT, noun=noun)
    return replace(case, atoms=tuple(atoms))


def _meant(case: Matter, atom: Atom) -> str:
    """Give the class of what "of them" stands for, if it was told before; empty if it was not."""
    if not _OF_THEM.match(case.text, atom.end):
        return ""
    told = _WORD.findall(case.text[: atom.start].casefold())
    return next((words.nouns()[word] for word in reversed(told) if word in words.nouns()), "")


def _answers(case: Matter) -> Iterator[tuple[str, Answer]]:
    if not case.cited:
        exact = (atom for atom in case.atoms if atom.kind is not Kind.VAGUE)
        yield from ((atom.words, _UNSTATED) for atom in exact)
        return
    dated = {id(atom): answer for atom, answer in judge_dates(case)}
    for atom in case.atoms:
        answer = dated.get(id(atom)) or _answer(case, atom)
        if answer:
            yield atom.words, answer
    yield from judge_calendar(case)


def _answer(case: Matter, atom: Atom) -> Answer | None:
    return _JUDGES.get(atom.kind, _number)(case, atom)


def _range(case: Matter, atom: Atom) -> Answer:
    return (
        stated(case, atom)
        or ends(case, atom)
        or Objection(
            "GV201", "no cited evidence states this range: give both ends as they stand there"
        )
    )


def _issue(case: Matter, atom: Atom) -> Answer:
    for facts in case.facts:
        if atom.label in facts.issues:
            return Proof(facts.item.id, atom.words)
    return Objection("GV201", "no cited evidence names this issue or pull request")


def _verbatim(case: Matter, atom: Atom) -> Answer:
    for facts in case.facts:
        for said in facts.stated:
            same = (said.atom.value, said.atom.label) == (atom.value, atom.label)
            if said.atom.kind is atom.kind and same:
                return Proof(facts.item.id, said.span)
    return Objection("GV201", f"no cited evidence names this {atom.kind}")


def _vague(case: Matter, atom: Atom) -> Answer | None:
    """Judge a number known only by its ends; None for a weak one that nothing can count."""
    proof = roughly(case, atom)
    if proof:
        return proof
    if is_elapsed(case, atom):
        return judge_elapsed(case, atom)
    counted = judge_lines(case, atom) if atom.noun in LINES else judge_count(case, atom)
    if atom.label:
        return counted if isinstance(counted, Proof) else None
    if counted:
        return counted
    return Objection("GV201", "no cited evidence gives so many: count them, or leave it out")


def _quantity(case: Matter, atom: Atom) -> Answer:
    proof = stated(case, atom)
    if proof:
        return proof
    elapsed = judge_elapsed(case, atom) if is_elapsed(case, atom) else None
    answer = judge_days_on(case, atom) or (elapsed if isinstance(elapsed, Proof) else None)
    answer = answer or judge_sum(case, atom) or judge_difference(case, atom)
    if answer:
        return answer
    is_elsewhere = any(True for _ in elsewhere(case, atom))
    if atom.unit in {"percent", "ratio"}:
        answer = judge_share_of_portion(case, atom) or judge_share(case, atom)
        answer = answer or judge_derived(case, atom)
        if answer:
            return answer
        if not is_elsewhere:
            return Objection(
                "GV203", "no cited evidence states this, and no operands are named to compute it"
            )
    return elapsed if elapsed and not is_elsewhere else _unknown(case, atom, "GV202")


def _unknown(case: Matter, atom: Atom, code: str) -> Objection:
    """Say what the evidence has instead: the same figures with another unit, or nothing."""
    for facts, said in elsewhere(case, atom):
        code = "GV202" if atom.per and atom.per != said.atom.per else code
        shown = said.atom.words.strip()
        if atom.per != said.atom.per or atom.bound is not said.atom.bound or shown == atom.words:
            return Objection(code, f"{facts.item.id[:12]} says otherwise: {said.span[:120]}")
        return Objection(code, f"{facts.item.id[:12]} says {shown} instead", shown)
    return _UNSTATED


def _number(case: Matter, atom: Atom) -> Answer:
    if is_line_count(case, atom):
        proof = stated(case, atom) if atom.noun == "line" else None
        answer = proof or _lines(case, atom)
        if not (isinstance(answer, Proof) or atom.noun):
            told = stated(case, atom) or _bare(case, atom)
            answer = told if isinstance(told, Proof) else answer
        return answer or _unknown(case, atom, "GV201")
    proof = stated(case, atom)
    if proof:
        return proof
    if atom.label:
        return judge_version(case, replace(atom, kind=Kind.VERSION))
    if atom.noun:
        counted = judge_count(case, atom)
        if isinstance(counted, Proof):
            return counted
        listed = None if atom.noun in {"file", "commit"} else several(case, atom)
        if atom.noun == "file":
            listed = judge_files_of_portion(case, atom)
        return listed or counted or _unknown(case, atom, "GV205")
    return _bare(case, atom)


def _bare(case: Matter, atom: Atom) -> Answer:
    """Judge a number that no evidence states: as a list's length, a difference, a year, lines."""
    answer = in_name(case, atom) or judge_days_on(case, atom) or judge_sum(case, atom)
    answer = answer or several(case, atom) or judge_difference(case, atom)
    if not answer and year_of(atom):
        answer = judge_year(case, atom)
    if not answer and speaks_of_lines(case):
        answer = _lines(case, atom)
    if not isinstance(answer, Proof):
        answer = _elliptic(case, atom) or answer
    if not isinstance(answer, Proof) and speaks_of_files(case):
        answer = judge_files_of_portion(case, atom) or answer
    return answer or _unknown(case, atom, "GV201")


def _elliptic(case: Matter, atom: Atom) -> Proof | None:
    """Count what an earlier number counts, where this one leaves it out: `8 files against 3`."""
    told = [a.noun for a in case.atoms if a.end <= atom.start and a.kind is Kind.COUNT]
    if not told or atom.kind is not Kind.NUMBER:
        return None
    counted = replace(atom, kind=Kind.COUNT, noun=told[-1])
    is_lines = told[-1] in LINES
    answer = _lines(case, counted) if is_lines else judge_count(case, counted)
    return answer if isinstance(answer, Proof) else None


def _lines(case: Matter, atom: Atom) -> Answer | None:
    """Judge a number of lines: of what is named, or as what a portion of the record holds."""
    answer = judge_lines(case, atom)
    return answer if isinstance(answer, Proof) else judge_lines_of_portion(case, atom) or answer


_JUDGES: dict[Kind, Callable[[Matter, Atom], Answer | None]] = {
    Kind.CLOCK: judge_moment,
    Kind.DAYTIME: judge_moment,
    Kind.FAMILY: _verbatim,
    Kind.ISSUE: _issue,
    Kind.ORDINAL: _verbatim,
    Kind.QUANTITY: _quantity,
    Kind.RANGE: _range,
    Kind.VAGUE: _vague,
    Kind.VERSION: judge_version,
    Kind.WEEKDAY: judge_moment,
}
"""What judges each kind of value; any other is a number."""
