"""Reads claims: sentences with their citations, one JSON object a line."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from typing import Literal

from pydantic import Field, ValidationError

from pipeline import artifacts
from pipeline.domain.model import Foreign
from pipeline.domain.narrative import Citation, Language, Narrative, Sentence, Slot
from pipeline.domain.phase import Bounds
from pipeline.errors import FormatError

_SHOWN = 80
"""Characters of an id that a message shows."""
_TEXT = re.compile(r'"text"\s*:\s*(?P<value>"(?:[^"\\]|\\.)*")')
_CITATIONS = re.compile(r'"citations"\s*:\s*\[\s*')
_COMMA = re.compile(r"\s*,\s*")


class ClaimPhase(Foreign):
    """The phase of a claim. `until` is its last day: claims are written with closed intervals."""

    id: str
    title: str = ""
    commits: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None

    @property
    def bounds(self) -> Bounds:
        """Give the phase with the half-open interval that the gate works on."""
        until = None
        if self.until:
            until = self.until if self.until == date.max else self.until + timedelta(days=1)
        return Bounds(
            id=self.id,
            title=self.title,
            commits=self.commits,
            people=self.people,
            since=self.since,
            until=until,
        )


class ClaimCitation(Foreign):
    """A citation of a claim."""

    evidence: str
    quote: str | None = None


class Claim(Foreign):
    """One sentence with its phase and citations; `label` and `error` are there for evaluation."""

    id: str = Field(min_length=1)
    repo: str = ""
    lang: Language = Language.EN
    phase: ClaimPhase
    slot: Slot
    text: str
    citations: tuple[ClaimCitation, ...] = ()
    label: Literal["supported", "unsupported"] | None = None
    error: str | None = None
    line: int = Field(default=0, exclude=True)
    """Line of the file that it was read from, counted from 1."""

    @property
    def narrative(self) -> Narrative:
        """Give the claim as a narrative of one sentence, ready for the gate."""
        sentence = Sentence(
            id=self.id,
            slot=self.slot,
            text=self.text,
            citations=tuple(Citation(evidence=c.evidence, quote=c.quote) for c in self.citations),
            lang=self.lang,
        )
        return Narrative(phase=self.phase.bounds, sentences=(sentence,))


def read_claims(text: str, where: str = "claims") -> tuple[Claim, ...]:
    """Read claims JSONL; empty lines are skipped.

    Args:
        text: The claims, one JSON object a line.
        where: The file's name, for messages.

    Raises:
        FormatError: Some lines are malformed; the one message names each as `where:line`.
    """
    claims: dict[str, Claim] = {}
    problems: dict[int, str] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            claim = Claim.model_validate(artifacts.parse(line)).model_copy(update={"line": number})
        except (ValueError, RecursionError) as error:
            problems[number] = _explain(error)
            continue
        if claim.id in claims:
            problems[number] = f"the id {claim.id[:_SHOWN]!r} is used twice"
        claims[claim.id] = claim
    if problems:
        raise _malformed(problems, where)
    return tuple(claims.values())


def amend_claim(line: str, said: Sentence, rest: Sentence) -> str:
    """Make a line of claims say the rest of its sentence; every other byte of it stays.

    Gives the line as it was if its text or a citation can't be told apart in it.
    """
    gone = [c.evidence for c in said.citations if c not in rest.citations]
    for evidence in gone:
        line = _without_citation(line, evidence)
    if said.text == rest.text:
        return line
    places = [m for m in _TEXT.finditer(line) if json.loads(m["value"]) == said.text]
    if len(places) != 1:
        return line
    start, end = places[0].span("value")
    is_ascii = line.isascii()
    return line[:start] + json.dumps(rest.text, ensure_ascii=is_ascii) + line[end:]


def _without_citation(line: str, evidence: str) -> str:
    opening = _CITATIONS.search(line)
    at = opening.end() if opening else len(line)
    rows: list[tuple[int, int, bool]] = []
    while at < len(line) and line[at] == "{":
        row, end = json.JSONDecoder().raw_decode(line, at)
        rows.append((at, end, row.get("evidence") == evidence))
        comma = _COMMA.match(line, end)
        at = comma.end() if comma else len(line)
    for number, (start, end, is_it) in enumerate(rows):
        if is_it and len(rows) > 1:
            if number:
                return line[: rows[number - 1][1]] + line[end:]
            return line[:start] + line[rows[1][0] :]
    return line


def _malformed(problems: dict[int, str], where: str) -> FormatError:
    """Give one error for all malformed lines; it stands at the first of them."""
    (first, problem), *others = problems.items()
    rest = [f"{where}:{number}: {other}" for number, other in others]
    return FormatError(
        artifacts.summary([problem, *rest]),
        where=f"{where}:{first}",
        todo="one claim a line, as JSON; see the README",
    )


def _explain(error: ValueError | RecursionError) -> str:
    if not isinstance(error, ValidationError):
        return artifacts.not_a("a claim", error)
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    return f"{place}: {first['msg'].lower()}" if place else first["msg"].lower()
