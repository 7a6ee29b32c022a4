"""Transitions, tracks and phases."""

from __future__ import annotations

from datetime import date, datetime

from pipeline.domain.model import Model


class Reason(Model):
    """Why, in the evidence's own words: a verbatim quote and the evidence it stands in."""

    quote: str
    evidence: str


class Transition(Model):
    """One technology replaced by another. `target` may be empty: by nothing, or by own code."""

    origin: str
    target: str
    track: str
    start_commit: str
    end_commit: str
    start_date: datetime
    end_date: datetime
    evidence: tuple[str, ...]
    reason: Reason | None = None


class Track(Model):
    """One part of the system over time: the ids of its phases, oldest first."""

    id: str
    title: str
    phases: tuple[str, ...]


class Bounds(Model):
    """What a narrative may cite: the phase's own commits, people and days.

    Args:
        id: Stable id of the phase.
        title: Its headline.
        commits: Full ids of the evidence that belongs to it (commits and pull requests).
        people: E-mail addresses of the résumé's owner; empty means anyone's work counts.
        since: First day.
        until: First day after it (half-open).
    """

    id: str
    title: str = ""
    commits: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None


class Share(Model):
    """How much of a phase's work is the person's, each from 0 to 1."""

    commits: float = 1.0
    lines: float = 1.0


class Candidates(Model):
    """Evidence ids that look like they carry a slot of the story, best first."""

    problem: tuple[str, ...] = ()
    constraint: tuple[str, ...] = ()
    choice: tuple[str, ...] = ()
    tradeoff: tuple[str, ...] = ()
    outcome: tuple[str, ...] = ()
    abandonment: tuple[str, ...] = ()


class Phase(Model):
    """One problem, solved by one choice, in one stretch of time.

    `technology` is what the phase adopted (canonical name), empty where nothing was adopted.
    `replaces` is what it gave up, `replaced_by` what the next phase of the track put in its place.
    """

    bounds: Bounds
    track: str
    repo: str
    technology: str = ""
    replaces: str = ""
    replaced_by: str = ""
    transition: Transition | None = None
    ending: Transition | None = None
    candidates: Candidates = Candidates()
    share: Share = Share()

    @property
    def id(self) -> str:
        """Give the phase's stable id."""
        return self.bounds.id


class Clustering(Model):
    """Everything that clustering found, and the commits it left as noise."""

    tracks: tuple[Track, ...]
    phases: tuple[Phase, ...]
    transitions: tuple[Transition, ...]
    noise: tuple[str, ...] = ()
