"""A résumé to render, in English and Chinese; its stories are data in sample.toml."""

from __future__ import annotations

import tomllib
from datetime import date
from hashlib import sha1
from pathlib import Path
from typing import Any

from pipeline.domain.history import Omission, Source
from pipeline.domain.narrative import Citation, Language, Sentence, Slot
from pipeline.domain.person import Identity, Person
from pipeline.domain.phase import Bounds
from pipeline.domain.timeline import Chapter, Entry, EvidenceNote, Origin, Strand, Tally, Timeline
from pipeline.domain.verdict import Status

WEB = "https://forge.example.org/example/tasks"
REPO = "example/tasks"
TRACKS: list[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("sample.toml").read_text(encoding="utf-8")
)["track"]


def commit_id(subject: str) -> str:
    """Give a hash that looks like git's."""
    return sha1(subject.encode(), usedforsecurity=False).hexdigest()


def cite(source: str) -> Citation:
    """Read a citation of the data file."""
    subject, _, quote = source.partition("|")
    evidence = subject if "#" in subject else commit_id(subject)
    return Citation(evidence=evidence, quote=quote or subject)


def entry(key: str, slot: str, story: dict[str, Any], cites: list[str], lang: Language) -> Entry:
    """Make a drafted and proved sentence."""
    sentence = Sentence(
        id=key,
        slot=Slot(slot),
        text=story[lang.value],
        citations=tuple(cite(source) for source in cites),
        lang=lang,
    )
    return Entry(sentence=sentence, generated=sentence.text)


def chapter(phase: dict[str, Any], lang: Language) -> Chapter:
    """Make a phase; its headline rests on what its first choice or sentence rests on."""
    stories = phase["sentence"]
    entries = tuple(
        entry(f"{phase['id']}.{number}", story["slot"], story, story["cites"], lang)
        for number, story in enumerate(stories, 1)
    )
    commits = {c.evidence: None for e in entries for c in e.sentence.citations}
    return Chapter(
        bounds=Bounds(
            id=phase["id"],
            title=phase["en"],
            commits=tuple(commits),
            people=("dev1@example.org",),
            since=phase["since"],
            until=phase["until"],
        ),
        repo=REPO,
        title=entry(f"{phase['id']}.0", "title", phase, stories[0]["cites"][:1], lang),
        entries=entries,
        technology=phase["en"].rpartition("→")[2].strip(" `"),
    )


def notes() -> tuple[EvidenceNote, ...]:
    """Note every evidence that the stories cite."""
    found: dict[str, EvidenceNote] = {}
    for phase in (phase for track in TRACKS for phase in track["phase"]):
        for story in phase["sentence"]:
            day = phase["until" if story["slot"] == "abandonment" else "since"]
            for source in story["cites"]:
                note = _note(source, day)
                found.setdefault(note.id, note)
    return tuple(found[key] for key in sorted(found))


def _note(source: str, day: date) -> EvidenceNote:
    key = cite(source).evidence
    request = "#" in key
    return EvidenceNote(
        id=key,
        kind="pull_request" if request else "commit",
        repo=REPO,
        subject="Replace cron with Redis Streams" if request else source.partition("|")[0],
        day=day,
        author="Dev One",
        url=f"{WEB}/pulls/41" if request else f"{WEB}/commit/{key}",
    )


def timeline(lang: Language = Language.EN) -> Timeline:
    """Make the whole résumé."""
    strands = tuple(
        Strand(
            id=track["id"],
            title=track[lang.value],
            chapters=tuple(chapter(phase, lang) for phase in track["phase"]),
        )
        for track in TRACKS
    )
    return Timeline(
        person=Person(
            name="Dev One",
            identities=(Identity(name="Dev One", email="dev1@example.org"),),
        ),
        lang=lang,
        sources=(Source(name=REPO, path="tasks", web=WEB),),
        since=None,
        until=None,
        strands=strands,
        evidence=notes(),
        tally=Tally(
            commits_read=212,
            commits_person=96,
            commits_used=11,
            omissions=(Omission(reason="by bots", count=9), Omission(reason="merges", count=14)),
            transitions=6,
            tracks=4,
            phases=7,
            drafted=31,
            kept=25,
            rejected=(Omission(reason="GV301", count=2), Omission(reason="GV401", count=4)),
        ),
    )


def with_entry(told: Timeline, added: Entry) -> Timeline:
    """Put a sentence behind those of the first phase."""
    strand = told.strands[0]
    first = strand.chapters[0]
    longer = first.model_copy(update={"entries": (*first.entries, added)})
    chapters = (longer, *strand.chapters[1:])
    strands = (strand.model_copy(update={"chapters": chapters}), *told.strands[1:])
    return told.model_copy(update={"strands": strands})


def marked() -> Timeline:
    """Make a résumé in which one sentence is attested, one edited and one failed the check."""
    told = timeline()
    cited = (Citation(evidence=commit_id("feat: schedule tasks with time.Ticker")),)
    rows: tuple[tuple[Origin, Status, tuple[Citation, ...], str], ...] = (
        (Origin.ATTESTED, Status.REJECTED, (), "On call for the service, one week in four."),
        (Origin.EDITED, Status.SUPPORTED, cited, "One node had to do."),
        (Origin.EDITED, Status.REJECTED, cited, "It never failed."),
    )
    for number, (origin, status, citations, text) in enumerate(rows):
        sentence = Sentence(
            id=f"own.{number}", slot=Slot.CONSTRAINT, text=text, citations=citations
        )
        told = with_entry(
            told, Entry(sentence=sentence, generated="", origin=origin, status=status)
        )
    return told
