"""What a résumé shows, and the ledger that remembers how it came about."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pipeline.domain.history import Omission, Source
from pipeline.domain.model import Model
from pipeline.domain.narrative import Language, Sentence
from pipeline.domain.person import Person
from pipeline.domain.phase import Bounds, Share
from pipeline.domain.verdict import Finding, Status, Support


class Origin(StrEnum):
    """Whose words a sentence is made of, and what stands behind it."""

    DRAFTED = "drafted"
    EDITED = "edited"
    ATTESTED = "attested"


class Entry(Model):
    """A sentence as the ledger keeps it.

    `generated` is the text that the writer gave; `sentence.text` is what the résumé says now.
    `sentence.citations` are resolved: full ids with quotes.
    """

    sentence: Sentence
    generated: str
    origin: Origin = Origin.DRAFTED
    status: Status = Status.SUPPORTED
    findings: tuple[Finding, ...] = ()
    proof: tuple[Support, ...] = ()


class EvidenceNote(Model):
    """What a résumé shows of one cited evidence: enough to find it and to know what it says."""

    id: str
    kind: str
    repo: str
    subject: str
    day: date | None = None
    author: str = ""
    url: str = ""


class Chapter(Model):
    """One phase as the résumé tells it: bounds, window, headline, sentences.

    `inputs` is the digest of everything that the drafting of this phase depended on.
    """

    bounds: Bounds
    repo: str
    title: Entry
    entries: tuple[Entry, ...]
    rejected: tuple[Entry, ...] = ()
    technology: str = ""
    replaces: str = ""
    replaced_by: str = ""
    share: Share = Share()
    inputs: str = ""
    removed: tuple[str, ...] = ()
    """Ids of sentences that the person took out; they don't come back."""


class Untold(Model):
    """A phase of which no headline or no sentence could be proved: remembered, not shown."""

    id: str
    inputs: str
    rejected: tuple[Entry, ...]


class Strand(Model):
    """A track with its chapters, oldest first."""

    id: str
    title: str
    chapters: tuple[Chapter, ...]


class Tally(Model):
    """What was read, used and left out; what was drafted, kept and rejected."""

    commits_read: int = 0
    commits_person: int = 0
    commits_used: int = 0
    omissions: tuple[Omission, ...] = ()
    transitions: int = 0
    tracks: int = 0
    phases: int = 0
    drafted: int = 0
    kept: int = 0
    rejected: tuple[Omission, ...] = ()
    """Rejected sentences by the code of their first finding."""


class Timeline(Model):
    """All that a résumé shows: renderers need nothing else."""

    person: Person | None
    lang: Language
    sources: tuple[Source, ...]
    since: date | None
    until: date | None
    strands: tuple[Strand, ...]
    evidence: tuple[EvidenceNote, ...]
    tally: Tally


class Ledger(Model):
    """The file beside the résumé. `inputs` digests scope, settings, writer and prompts."""

    schema_version: int = 1
    generator: str
    inputs: str
    writer: str
    prompt: str = ""
    options: tuple[tuple[str, str], ...] = ()
    """The drafting options that a refresh repeats, by name."""
    timeline: Timeline
    untold: tuple[Untold, ...] = ()
