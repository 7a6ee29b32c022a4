"""What the ledger knows, laid out for looking up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from pipeline.domain.evidence import MINIMUM_PREFIX, SHORT
from pipeline.domain.markup import anchor, plain, shown
from pipeline.domain.narrative import Citation, Slot
from pipeline.domain.phase import Bounds
from pipeline.domain.timeline import Chapter, Entry, EvidenceNote, Timeline
from pipeline.verify.markdown.pieces import Typed


def squash(line: str) -> str:
    """Put a line in the form in which scaffold is recognized, whatever an editor made of it."""
    flat = " ".join(line.split())
    return f"- {flat[2:]}" if flat.startswith(("* ", "+ ")) else flat


class Record:
    """The ledger's phases, entries and evidence, by what the file shows of them."""

    def __init__(self, timeline: Timeline, scaffold: frozenset[str]) -> None:
        chapters = [chapter for strand in timeline.strands for chapter in strand.chapters]
        self.scaffold = frozenset(squash(line) for line in scaffold)
        self.bounds = {chapter.bounds.id: chapter.bounds for chapter in chapters}
        self.whole = _whole(chapters)
        self.titles = {chapter.bounds.id: chapter.title for chapter in chapters}
        self.order = {entry.sentence.id: n for n, (_, entry) in enumerate(_entries(chapters))}
        self._waiting: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        self._homes: dict[str, list[str]] = defaultdict(list)
        for phase, entry in _entries(chapters):
            text = plain(entry.sentence.text)
            self._waiting[phase, text].append(entry)
            self._homes[text].append(phase)
        self._anchors = {anchor(key): key for key in reversed(self.bounds)}
        self._notes = _notes(timeline, chapters)
        sources = [source for source in timeline.sources if source.web]
        self._commits = tuple(source.commit_url("") for source in sources)
        self._webs = tuple(f"{source.web}/" for source in sources)

    def phase(self, name: str) -> str:
        """Give the id of the phase with this anchor; empty if there is none."""
        return self._anchors.get(name, "")

    def take(
        self, phase: str, text: str, slots: Sequence[Slot] = (), cites: Sequence[Typed] = ()
    ) -> Entry | None:
        """Give an entry of a phase that says exactly this; each is given once.

        Of several, the one that fits best: by slot, then by citations, then by the ledger's order.
        """
        waiting = self._waiting.get((phase, text))
        if not waiting:
            return None
        place = max(range(len(waiting)), key=lambda n: self._fit(waiting[n], slots, cites))
        return waiting.pop(place)

    def _fit(
        self, entry: Entry, slots: Sequence[Slot], cites: Sequence[Typed]
    ) -> tuple[bool, bool, int]:
        known = entry.sentence
        fits = known.slot in slots
        same = {typed.shown for typed in cites} == {shown(c.evidence) for c in known.citations}
        return fits, same, -slots.index(known.slot) if fits else 0

    def take_anywhere(self, text: str) -> Entry | None:
        """Give the next entry of any phase that says exactly this."""
        found = (self.take(home, text) for home in self._homes.get(text, ()))
        return next((entry for entry in found if entry), None)

    def left(self) -> dict[str, list[Entry]]:
        """Give the entries not taken yet, by phase, in the ledger's order."""
        rest: dict[str, list[Entry]] = defaultdict(list)
        for (phase, _), waiting in self._waiting.items():
            rest[phase] += waiting
        for entries in rest.values():
            entries.sort(key=lambda entry: self.order[entry.sentence.id])
        return rest

    def citation(self, typed: Typed) -> Citation:
        """Resolve what stands in the file; where text and link disagree, neither counts."""
        note = self._note(typed.shown)
        if not self.agrees(typed, note):
            return Citation(evidence=f"{typed.shown}≠{typed.href.rpartition('/')[2]}")
        return Citation(evidence=note.id if note else typed.shown)

    def repeated(self, typed: Typed, citation: Citation) -> bool:
        """Tell whether a citation in the file is this one of the ledger's."""
        same = shown(citation.evidence) == typed.shown
        return same and self.agrees(typed, self._note(typed.shown))

    def _note(self, typed: str) -> EvidenceNote | None:
        note = self._notes.get(typed) or self._notes.get(typed[:SHORT])
        return note if note and (note.id.startswith(typed) or shown(note.id) == typed) else None

    def agrees(self, typed: Typed, note: EvidenceNote | None) -> bool:
        """Tell whether a link leads where its text says."""
        href = typed.href
        if not href:
            return True
        if href.startswith("#"):
            return href == f"#e-{anchor(shown(note.id if note else typed.shown))}"
        start, _, tail = href.rpartition("/")
        if note and note.url:
            known, _, end = note.url.rpartition("/")
            return start == known and _same(tail, end)
        if f"{start}/" in self._commits:
            return _same(tail, note.id if note else typed.shown)
        number = typed.shown.partition("#")[2]
        return bool(number) and tail == number and href.startswith(self._webs)


def _same(tail: str, known: str) -> bool:
    """Compare two hashes of which either may be cut, or two numbers."""
    short = min(len(tail), len(known))
    return tail == known or (short >= MINIMUM_PREFIX and tail[:short] == known[:short])


def _entries(chapters: list[Chapter]) -> Iterator[tuple[str, Entry]]:
    for chapter in chapters:
        for entry in (chapter.title, *chapter.entries):
            yield chapter.bounds.id, entry


def _notes(timeline: Timeline, chapters: list[Chapter]) -> dict[str, EvidenceNote]:
    """Collect evidence by what is shown of it, also what is cited but not noted."""
    notes: dict[str, EvidenceNote] = {}
    for note in timeline.evidence:
        notes.setdefault(shown(note.id), note)
    for _, entry in _entries(chapters):
        for citation in entry.sentence.citations:
            bare = EvidenceNote(id=citation.evidence, kind="", repo="", subject="")
            notes.setdefault(shown(citation.evidence), bare)
    return notes


def _whole(chapters: list[Chapter]) -> Bounds:
    """Bound the résumé as a whole: what any of its phases may cite."""
    bounds = [chapter.bounds for chapter in chapters]
    return Bounds(
        id="",
        commits=tuple(dict.fromkeys(key for b in bounds for key in b.commits)),
        people=tuple(dict.fromkeys(key for b in bounds for key in b.people)),
        since=min((b.since for b in bounds if b.since), default=None),
        until=max((b.until for b in bounds if b.until), default=None),
    )
