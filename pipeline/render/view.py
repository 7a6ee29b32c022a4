"""What every form of the résumé shows, in reading order: no markup yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from pipeline.domain.history import Source
from pipeline.domain.markup import anchor, plain, shown
from pipeline.domain.model import Model
from pipeline.domain.narrative import Language, Slot
from pipeline.domain.timeline import Chapter, Entry, EvidenceNote, Origin, Strand, Tally, Timeline
from pipeline.domain.verdict import Status
from pipeline.render.address import address
from pipeline.render.labels import Labels, labels
from pipeline.render.window import window

ORDER = (
    Slot.TITLE,
    Slot.PROBLEM,
    Slot.CONSTRAINT,
    Slot.CHOICE,
    Slot.TRADEOFF,
    Slot.OUTCOME,
    Slot.ABANDONMENT,
)


class Proof(Model):
    """One citation: the evidence's note and the words quoted from it."""

    id: str
    shown: str
    anchor: str
    url: str
    kind: str
    repo: str
    day: str
    author: str
    subject: str
    quote: str


class Claim(Model):
    """One sentence and what it rests on."""

    id: str
    slot: Slot
    text: str
    proofs: tuple[Proof, ...]
    origin: Origin
    mark: str
    """The word that warns of it: attested, or not verified; empty for a proved sentence."""

    @property
    def shown(self) -> tuple[str, ...]:
        """Give what is shown of its evidence, each once: two quotes may be from one commit."""
        return tuple(dict.fromkeys(proof.shown for proof in self.proofs))


class PhaseView(Model):
    """One row of the résumé."""

    id: str
    anchor: str
    repo: str
    window: str
    since: date | None
    until: date | None
    title: Claim
    claims: tuple[Claim, ...]
    technology: str
    replaced: bool
    share: float

    def of(self, *slots: Slot) -> tuple[Claim, ...]:
        """Give the sentences of these slots, slot by slot."""
        return tuple(claim for slot in slots for claim in self.claims if claim.slot is slot)


class TrackView(Model):
    """One track: its phases, oldest first."""

    anchor: str
    title: str
    phases: tuple[PhaseView, ...]


class EvidenceView(Model):
    """One cited evidence with every quote taken from it."""

    note: Proof
    quotes: tuple[str, ...]


class View(Model):
    """The whole résumé."""

    name: str
    lang: Language
    words: Labels
    window: str
    since: date | None
    until: date | None
    sources: tuple[tuple[str, str], ...]
    tally: Tally
    tracks: tuple[TrackView, ...]
    evidence: tuple[EvidenceView, ...]

    @property
    def phases(self) -> tuple[PhaseView, ...]:
        """Give the phases of all tracks."""
        return tuple(phase for track in self.tracks for phase in track.phases)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Give all sentences in reading order."""
        return tuple(c for phase in self.phases for c in (phase.title, *phase.claims))


def view(timeline: Timeline) -> View:
    """Put a timeline in the order in which it is read, heaviest track first."""
    words = labels(timeline.lang)
    notes = {note.id: note for note in timeline.evidence}
    strands = sorted(timeline.strands, key=_weight, reverse=True)
    tracks = tuple(_track(strand, notes, words) for strand in strands if strand.chapters)
    phases = [phase for track in tracks for phase in track.phases]
    since = min((p.since for p in phases if p.since), default=timeline.since)
    until = max((p.until for p in phases if p.until), default=timeline.until)
    return View(
        name=plain(timeline.person.name) if timeline.person else words.everyone,
        lang=timeline.lang,
        words=words,
        window=window(since, until, words),
        since=since,
        until=until,
        sources=tuple(_source(source) for source in timeline.sources),
        tally=timeline.tally,
        tracks=tracks,
        evidence=tuple(_evidence(phases)),
    )


def _weight(strand: Strand) -> tuple[int, int]:
    commits = {key for chapter in strand.chapters for key in chapter.bounds.commits}
    return len(commits), sum(len(chapter.entries) for chapter in strand.chapters)


def _source(source: Source) -> tuple[str, str]:
    return plain(source.name), address(source.web)


def _track(strand: Strand, notes: dict[str, EvidenceNote], words: Labels) -> TrackView:
    return TrackView(
        anchor="track-" + anchor(strand.id),
        title=plain(strand.title) or plain(strand.id),
        phases=tuple(_phase(chapter, notes, words) for chapter in strand.chapters),
    )


def _phase(chapter: Chapter, notes: dict[str, EvidenceNote], words: Labels) -> PhaseView:
    bounds = chapter.bounds
    claims = (_claim(entry, notes, words) for entry in chapter.entries)
    return PhaseView(
        id=bounds.id,
        anchor=anchor(bounds.id),
        repo=plain(chapter.repo),
        window=window(bounds.since, bounds.until, words),
        since=bounds.since,
        until=bounds.until,
        title=_claim(chapter.title, notes, words),
        claims=tuple(sorted(claims, key=lambda claim: ORDER.index(claim.slot))),
        technology=plain(chapter.technology),
        replaced=bool(chapter.replaced_by),
        share=chapter.share.commits,
    )


def _claim(entry: Entry, notes: dict[str, EvidenceNote], words: Labels) -> Claim:
    sentence = entry.sentence
    return Claim(
        id=sentence.id,
        slot=sentence.slot,
        text=plain(sentence.text),
        proofs=tuple(_proof(c.evidence, c.quote, notes) for c in sentence.citations),
        origin=entry.origin,
        mark=_mark(entry, words),
    )


def _mark(entry: Entry, words: Labels) -> str:
    if entry.origin is Origin.ATTESTED:
        return words.attested
    proved = entry.status is Status.SUPPORTED and entry.sentence.citations
    return "" if proved else words.unverified


def _proof(evidence: str, quote: str | None, notes: dict[str, EvidenceNote]) -> Proof:
    note = notes.get(evidence) or EvidenceNote(id=evidence, kind="", repo="", subject="")
    return Proof(
        id=evidence,
        shown=shown(evidence),
        anchor="e-" + anchor(shown(evidence)),
        url=_short(address(note.url), evidence),
        kind=note.kind,
        repo=plain(note.repo),
        day=note.day.isoformat() if note.day else "",
        author=plain(note.author),
        subject=plain(note.subject),
        quote=plain(quote or ""),
    )


def _short(url: str, evidence: str) -> str:
    """Cut the hash at the end of an address to what is shown; forges resolve both."""
    return url.removesuffix(evidence) + shown(evidence) if url.endswith(evidence) else url


def _evidence(phases: Iterable[PhaseView]) -> Iterator[EvidenceView]:
    """Collect what is cited, by day, then id, each with its quotes in reading order."""
    notes: dict[str, Proof] = {}
    quotes: dict[str, dict[str, None]] = {}
    for claim in (c for phase in phases for c in (phase.title, *phase.claims)):
        for proof in claim.proofs:
            notes.setdefault(proof.id, proof)
            if proof.quote and proof.quote != proof.subject:
                quotes.setdefault(proof.id, {})[proof.quote] = None
    for note in sorted(notes.values(), key=lambda note: (note.day, note.id)):
        yield EvidenceView(note=note, quotes=tuple(quotes.get(note.id, ())))
