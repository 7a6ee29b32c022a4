"""Phases → timeline: each one drafted, verified and, where the gate objects, mended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from pipeline import artifacts
from pipeline.domain.evidence import Evidence, EvidenceIndex
from pipeline.domain.history import History, Omission, Source
from pipeline.domain.metric import Metric
from pipeline.domain.narrative import Language, Narrative, Slot
from pipeline.domain.phase import Clustering, Phase
from pipeline.domain.pull_request import PullRequest
from pipeline.domain.timeline import Chapter, Entry, EvidenceNote, Strand, Tally, Timeline, Untold
from pipeline.domain.verdict import Status, Verdict
from pipeline.draft import Prompt, Writer, draft
from pipeline.settings import Policy
from pipeline.verify import verify

Progress = Callable[[str, int, int | None], None]
"""Told a stage's name, how far it is, and how much there is in all (None: not known)."""


@dataclass(frozen=True)
class Drafting:
    """Everything that the wording of a phase depends on, besides its evidence."""

    writer: Writer
    prompt: Prompt
    policy: Policy
    rounds: int
    concurrency: int
    inputs: str


def index(history: History) -> EvidenceIndex:
    """Make all that was mined citable."""
    return EvidenceIndex(history.evidence)


def tell(
    history: History,
    found: Clustering,
    drafting: Drafting,
    known: Mapping[str, Chapter | Untold],
    progress: Progress,
) -> list[Chapter | Untold]:
    """Draft and verify every phase.

    Args:
        history: What was mined.
        found: Its phases.
        drafting: The writer, its prompt, the gate's policy.
        known: What was told before, by phase id; where the inputs are the same it is kept.
        progress: Told about each phase.
    """
    evidence = index(history)
    chapters: list[Chapter | Untold] = []
    with ThreadPoolExecutor(max_workers=drafting.concurrency) as pool:
        told = pool.map(
            lambda phase: _told(phase, evidence, drafting, known.get(phase.id)), found.phases
        )
        for chapter in told:
            chapters.append(chapter)
            progress("draft and verify", len(chapters), len(found.phases))
    return chapters


def _told(
    phase: Phase, evidence: EvidenceIndex, drafting: Drafting, known: Chapter | Untold | None
) -> Chapter | Untold:
    items = [evidence[key] for key in phase.bounds.commits if key in evidence]
    inputs = artifacts.digest(drafting.inputs, phase, *items)
    if known is not None and known.inputs == inputs:
        return known
    verdicts = _verified(phase, evidence, drafting)
    rejected = tuple(_entry(v) for v in verdicts if v.status is Status.REJECTED)
    kept = [_entry(v) for v in verdicts if v.status is Status.SUPPORTED]
    titles = [entry for entry in kept if entry.sentence.slot is Slot.TITLE]
    entries = tuple(entry for entry in kept if entry.sentence.slot is not Slot.TITLE)
    if not titles or not entries:
        return Untold(id=phase.id, inputs=inputs, rejected=rejected)
    return Chapter(
        bounds=phase.bounds,
        repo=phase.repo,
        title=titles[0],
        entries=entries,
        rejected=rejected,
        technology=phase.technology,
        replaces=phase.replaces,
        replaced_by=phase.replaced_by,
        share=phase.share,
        inputs=inputs,
    )


def _verified(phase: Phase, evidence: EvidenceIndex, drafting: Drafting) -> list[Verdict]:
    """Draft, verify, and let the writer mend what was rejected, a bounded number of times."""
    settled: dict[str, Verdict] = {}
    rejected: tuple[Verdict, ...] = ()
    for _ in range(drafting.rounds + 1):
        narrative = draft(phase, evidence, drafting.writer, drafting.prompt, rejected)
        fresh = tuple(s for s in narrative.sentences if s.id not in settled)
        if not fresh:
            break
        outcome = verify(Narrative(phase=phase.bounds, sentences=fresh), evidence, drafting.policy)
        settled |= {verdict.sentence.id: verdict for verdict in outcome.verdicts}
        rejected = outcome.rejected
        if not rejected:
            break
    return list(settled.values())


def _entry(verdict: Verdict) -> Entry:
    sentence = verdict.sentence
    if verdict.status is Status.SUPPORTED:
        sentence = sentence.model_copy(update={"citations": verdict.citations})
    return Entry(
        sentence=sentence,
        generated=sentence.text,
        status=verdict.status,
        findings=verdict.findings,
        proof=verdict.proof,
    )


def assemble(
    history: History, found: Clustering, chapters: Sequence[Chapter | Untold], lang: Language
) -> Timeline:
    """Put chapters in their tracks, and say what was read, used and left out."""
    told = {c.bounds.id: c for c in chapters if isinstance(c, Chapter)}
    strands = tuple(
        Strand(id=track.id, title=track.title, chapters=own)
        for track in found.tracks
        if (own := tuple(told[key] for key in track.phases if key in told))
    )
    placed = {key for track in found.tracks for key in track.phases}
    strands += tuple(
        Strand(id=key, title=chapter.bounds.title or key, chapters=(chapter,))
        for key, chapter in told.items()
        if key not in placed
    )
    entries = [entry for c in told.values() for entry in (c.title, *c.entries)]
    cited = sorted({c.evidence for entry in entries for c in entry.sentence.citations})
    evidence = index(history)
    sources = {source.name: source for source in history.sources}
    return Timeline(
        person=history.scope.person,
        lang=lang,
        sources=history.sources,
        since=history.scope.since,
        until=history.scope.until,
        strands=strands,
        evidence=tuple(_note(evidence[key], sources) for key in cited if key in evidence),
        tally=_tally(history, found, chapters, cited),
    )


def _note(item: Evidence, sources: Mapping[str, Source]) -> EvidenceNote:
    match item:
        case Metric():
            return EvidenceNote(id=item.id, kind=item.kind, repo="", subject=item.name)
        case PullRequest():
            return EvidenceNote(
                id=item.id,
                kind=item.kind,
                repo=item.id.rpartition("#")[0],
                subject=item.title,
                day=item.merged_at.date() if item.merged_at else None,
                author=item.author.name,
                url=item.url,
            )
        case _:
            source = sources.get(item.repo)
            return EvidenceNote(
                id=item.id,
                kind=item.kind,
                repo=item.repo,
                subject=item.subject,
                day=item.authored_at.date(),
                author=item.author.name,
                url=source.commit_url(item.id) if source else "",
            )


def _tally(
    history: History,
    found: Clustering,
    chapters: Sequence[Chapter | Untold],
    cited: Sequence[str],
) -> Tally:
    kept = [e for c in chapters if isinstance(c, Chapter) for e in (c.title, *c.entries)]
    rejected = [entry for chapter in chapters for entry in chapter.rejected]
    codes = Counter(entry.findings[0].code for entry in rejected)
    person = history.scope.person
    own = [c for c in history.commits if person is None or c.is_by(person)]
    used = set(cited)
    usable = {commit.id for commit in own if not commit.labels}
    grouped = {key for phase in found.phases for key in phase.bounds.commits} & usable
    left = [
        *history.omissions,
        Omission(reason="in no phase", count=len(usable - grouped - used)),
        Omission(reason="in a phase, not cited", count=len(grouped - used)),
    ]
    return Tally(
        commits_read=len(history.commits),
        commits_person=len(own),
        commits_used=sum(commit.id in used for commit in own),
        omissions=tuple(omission for omission in left if omission.count),
        transitions=len(found.transitions),
        tracks=len(found.tracks),
        phases=len(found.phases),
        drafted=len(kept) + len(rejected),
        kept=len(kept),
        rejected=tuple(Omission(reason=k, count=n) for k, n in sorted(codes.items())),
    )
