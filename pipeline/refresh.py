"""What changed since last time, and only that through run.

The ledger knows what was generated; the Markdown on disk is what the person made of it. A
refresh keeps the person's words, checks them again, and drafts only phases whose evidence is new.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline import artifacts, run
from pipeline.domain.evidence import EvidenceIndex
from pipeline.domain.narrative import Narrative
from pipeline.domain.timeline import Chapter, Entry, Origin, Timeline, Untold
from pipeline.domain.verdict import Status
from pipeline.render import Template, merge, render, scaffold
from pipeline.settings import Policy, Settings
from pipeline.tell import Progress, index
from pipeline.verify import verify
from pipeline.verify.markdown import MarkdownReading, ReadSentence, read_markdown


@dataclass(frozen=True)
class Refreshed:
    """The new ledger and Markdown, how much was told anew, and the person's words that fail."""

    drafted: run.Drafted
    markdown: str
    told_anew: int
    has_changed: bool
    failing: tuple[Entry, ...]


def refresh(folder: Path, settings: Settings, progress: Progress) -> Refreshed:
    """Bring the résumé in a folder up to date; nothing is written.

    Args:
        folder: Where resume.md and ledger.json lie.
        settings: The settings in force; what the ledger remembers of the drafting wins.
        progress: Told how far it is.

    Raises:
        UsageError: There is no résumé in the folder, or it can't be read.
    """
    old = artifacts.read_ledger(folder / artifacts.LEDGER)
    text = artifacts.read_text(folder / artifacts.MARKDOWN)
    settings = run.recall_settings(old, settings)
    request = run.recall(old, folder)
    history = run.gather(request, settings, progress)
    edited = with_edits(old.timeline, text)
    known = {chapter.bounds.id: chapter for chapter in _chapters(edited)}
    before: dict[str, Chapter | Untold] = {**known, **{item.id: item for item in old.untold}}
    desk = _Desk(known, index(history), settings.verify)
    drafted = run.draft_history(
        history, request, settings, folder, progress, known=before, settle=desk.settle
    )
    timeline = drafted.ledger.timeline
    markdown = merge(_markdown(edited), text, _markdown(timeline))
    return Refreshed(
        drafted=drafted,
        markdown=markdown,
        told_anew=sum(_is_new(chapter, known) for chapter in _chapters(timeline)),
        has_changed=markdown != text or drafted.ledger != old,
        failing=tuple(entry for c in _chapters(timeline) for entry in _own(c) if _fails(entry)),
    )


def with_edits(timeline: Timeline, text: str) -> Timeline:
    """Let the timeline say what the person's Markdown says."""
    reading = read_markdown(text, timeline, scaffold(timeline))
    strands = tuple(
        strand.model_copy(
            update={"chapters": tuple(_edited(chapter, reading) for chapter in strand.chapters)}
        )
        for strand in timeline.strands
    )
    return timeline.model_copy(update={"strands": strands})


def _edited(chapter: Chapter, reading: MarkdownReading) -> Chapter:
    said = [item for item in reading.sentences if item.phase == chapter.bounds.id]
    by_id = {item.entry.sentence.id: item for item in said if item.entry}
    title = by_id.get(chapter.title.sentence.id)
    entries = [by_id[e.sentence.id] for e in chapter.entries if e.sentence.id in by_id]
    added = [item for item in said if item.entry is None and item.sentence.slot.value != "title"]
    gone = [e.sentence.id for e in chapter.entries if e.sentence.id not in by_id]
    return chapter.model_copy(
        update={
            "title": _reworded(title) if title else chapter.title,
            "entries": tuple(_reworded(item) for item in (*entries, *added)),
            "removed": tuple(dict.fromkeys((*chapter.removed, *gone))),
        }
    )


def _reworded(item: ReadSentence) -> Entry:
    """Give the ledger's entry the words that the file has now."""
    if item.entry is None:
        origin = Origin.ATTESTED if item.attested else Origin.EDITED
        return Entry(sentence=item.sentence, generated="", origin=origin)
    if item.attested:
        update = {"sentence": item.sentence, "origin": Origin.ATTESTED}
        return item.entry.model_copy(update=update)
    if not item.changed:
        return item.entry
    return item.entry.model_copy(update={"sentence": item.sentence, "origin": Origin.EDITED})


@dataclass(frozen=True)
class _Desk:
    """Where fresh chapters and the person's own words come together."""

    known: Mapping[str, Chapter]
    evidence: EvidenceIndex
    policy: Policy

    def settle(self, chapters: Sequence[Chapter | Untold]) -> list[Chapter | Untold]:
        """Carry the person's words into the chapters; a chapter that holds some never vanishes."""
        settled = [self._settled(chapter) for chapter in chapters]
        present = {_id(chapter) for chapter in settled}
        lost = [c for key, c in self.known.items() if key not in present and any(_own(c))]
        return [*settled, *(self._checked(chapter) for chapter in lost)]

    def _settled(self, fresh: Chapter | Untold) -> Chapter | Untold:
        known = self.known.get(_id(fresh))
        if known is None:
            return fresh
        if isinstance(fresh, Untold):
            own = tuple(_own(known))
            if not own:
                return fresh
            update = {"entries": own, "inputs": fresh.inputs, "rejected": fresh.rejected}
            return self._checked(known.model_copy(update=update))
        return self._checked(fresh if fresh is known else _carried(known, fresh))

    def _checked(self, chapter: Chapter) -> Chapter:
        """Put the person's words through the gate again; generated ones have been through it."""
        own = [e for e in _own(chapter) if e.origin is Origin.EDITED]
        narrative = Narrative(phase=chapter.bounds, sentences=tuple(e.sentence for e in own))
        verdicts = {
            v.sentence.id: v for v in verify(narrative, self.evidence, self.policy).verdicts
        }

        def settled(entry: Entry) -> Entry:
            verdict = verdicts.get(entry.sentence.id)
            if verdict is None:
                return entry
            sentence = entry.sentence
            if verdict.status is Status.SUPPORTED:
                sentence = sentence.model_copy(update={"citations": verdict.citations})
            update = {
                "sentence": sentence,
                "status": verdict.status,
                "findings": verdict.findings,
                "proof": verdict.proof,
            }
            return entry.model_copy(update=update)

        entries = tuple(settled(entry) for entry in chapter.entries)
        return chapter.model_copy(update={"title": settled(chapter.title), "entries": entries})


def _carried(known: Chapter, fresh: Chapter) -> Chapter:
    """Put the person's words into a chapter that was told anew; what they took out stays out."""
    own = {entry.sentence.id: entry for entry in _own(known)}
    replaced = {entry.generated for entry in own.values()}
    entries = [
        own.pop(entry.sentence.id, entry)
        for entry in fresh.entries
        if entry.sentence.id not in known.removed
        and (entry.sentence.id in own or entry.generated not in replaced)
    ]
    title = own.pop(known.title.sentence.id, fresh.title)
    update = {"title": title, "entries": (*entries, *own.values()), "removed": known.removed}
    return fresh.model_copy(update=update)


def _own(chapter: Chapter) -> Iterator[Entry]:
    """Give the sentences whose words are the person's."""
    return (e for e in (chapter.title, *chapter.entries) if e.origin is not Origin.DRAFTED)


def _fails(entry: Entry) -> bool:
    return entry.origin is Origin.EDITED and entry.status is Status.REJECTED


def _id(chapter: Chapter | Untold) -> str:
    return chapter.id if isinstance(chapter, Untold) else chapter.bounds.id


def _is_new(chapter: Chapter, known: Mapping[str, Chapter]) -> bool:
    before = known.get(chapter.bounds.id)
    return before is None or before.inputs != chapter.inputs


def _chapters(timeline: Timeline) -> Iterator[Chapter]:
    return (chapter for strand in timeline.strands for chapter in strand.chapters)


def _markdown(timeline: Timeline) -> str:
    return render(timeline, Template.MARKDOWN)
