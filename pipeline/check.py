"""Check a file of sentences: a résumé that a person edited, a ledger, or claims."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from pipeline import artifacts, run
from pipeline.domain.evidence import EvidenceIndex
from pipeline.domain.narrative import Narrative
from pipeline.domain.timeline import Ledger, Timeline
from pipeline.domain.verdict import Account, Status, Verdict
from pipeline.errors import UsageError
from pipeline.mine import Network
from pipeline.render import scaffold
from pipeline.settings import Policy, Settings
from pipeline.tell import Progress
from pipeline.verify import accounts, read_claims, verify
from pipeline.verify.markdown import read_markdown


@dataclass(frozen=True)
class Checked:
    """A verdict for each sentence of a file, in its order, and the line where each stands.

    `accounts` say where the words of each sentence rest, by its id, where that was asked for.
    """

    verdicts: tuple[Verdict, ...]
    lines: Mapping[str, int]
    accounts: Mapping[str, Account] | None = None

    @property
    def has_rejections(self) -> bool:
        """Tell whether any sentence is not supported."""
        return any(verdict.status is Status.REJECTED for verdict in self.verdicts)


@dataclass(frozen=True)
class Reading:
    """A file as it was read.

    Args:
        narratives: The sentences to judge, by phase.
        lines: The line of each, by its id, from 1; empty for a ledger.
        ledger: The ledger that the file is or belongs to.
        said: The words of every sentence, those that nobody judges too.
    """

    narratives: Sequence[Narrative]
    lines: Mapping[str, int]
    ledger: Ledger | None
    said: tuple[str, ...]


def check(
    file: Path,
    repositories: Sequence[str],
    packs: Sequence[str],
    settings: Settings,
    progress: Progress,
    *,
    explain: bool = False,
) -> Checked:
    """Verify every sentence of a file.

    Args:
        file: `.md` (with its ledger beside it), `.json` (a ledger) or `.jsonl` (claims).
        repositories: Where evidence is mined; without any, and without packs, the ledger's own.
        packs: Evidence packs.
        settings: The gate's policy and the limits of mining.
        progress: Told how far it is.
        explain: Whether to account for every word.

    Raises:
        UsageError: The file can't be read, holds no sentence, or there is no evidence.
    """
    reading = read(file, artifacts.read_text(file))
    evidence = evidence_for(file, reading, repositories, packs, settings, progress)
    verdicts = chain.from_iterable(
        verify(narrative, evidence, settings.verify).verdicts for narrative in reading.narratives
    )
    accounted = account_for(reading, evidence, settings.verify) if explain else None
    return Checked(tuple(verdicts), reading.lines, accounted)


def account_for(reading: Reading, evidence: EvidenceIndex, policy: Policy) -> dict[str, Account]:
    """Say for every sentence of a file, by its id, where its words rest."""
    told = (accounts(narrative, evidence, policy) for narrative in reading.narratives)
    return dict(chain.from_iterable(told))


def read(file: Path, text: str) -> Reading:
    """Read a file's text as what its name says it is.

    Raises:
        UsageError: It is none of the kinds, is malformed, or holds no sentence.
    """
    reading = _read(file, text)
    if not any(narrative.sentences for narrative in reading.narratives):
        raise UsageError("holds no sentence to check", where=str(file))
    return reading


def _read(file: Path, text: str) -> Reading:
    match file.suffix.lower():
        case ".jsonl":
            claims = read_claims(text, str(file))
            lines = {claim.id: claim.line for claim in claims}
            told = [claim.narrative for claim in claims]
            return Reading(told, lines, None, _said(told))
        case ".json":
            ledger = artifacts.parse_ledger(text, file)
            told = narratives(ledger.timeline)
            return Reading(told, {}, ledger, _said(told))
        case ".md":
            ledger = artifacts.read_ledger(file.with_name(artifacts.LEDGER))
            timeline = ledger.timeline
            reading = read_markdown(text, timeline, scaffold(timeline))
            own_word = reading.attested
            judged = [
                narrative.model_copy(
                    update={
                        "sentences": tuple(s for s in narrative.sentences if s.id not in own_word)
                    }
                )
                for narrative in reading.narratives
            ]
            return Reading(judged, reading.lines, ledger, _said(reading.narratives))
        case _:
            what = "neither a résumé (.md), a ledger (.json) nor claims (.jsonl)"
            raise UsageError(what, where=str(file))


def _said(told: Sequence[Narrative]) -> tuple[str, ...]:
    return tuple(sentence.text for narrative in told for sentence in narrative.sentences)


def narratives(timeline: Timeline) -> list[Narrative]:
    """Give the told sentences of a timeline, phase by phase."""
    return [
        Narrative(
            phase=chapter.bounds,
            sentences=(chapter.title.sentence, *(entry.sentence for entry in chapter.entries)),
        )
        for strand in timeline.strands
        for chapter in strand.chapters
    ]


def evidence_for(
    file: Path,
    reading: Reading,
    repositories: Sequence[str],
    packs: Sequence[str],
    settings: Settings,
    progress: Progress,
) -> EvidenceIndex:
    """Gather what a file's sentences may cite; the arguments are those of `check`.

    Raises:
        UsageError: There is no evidence, or it can't be read.
    """
    ledger = reading.ledger
    items = [
        item
        for pack in packs
        for item in artifacts.read_evidence(artifacts.read_text(Path(pack)), pack)
    ]
    request = None
    if ledger is not None and (repositories or not packs):
        request = run.recall(ledger, file.parent, repositories)
        request = request.model_copy(update={"network": Network.NONE})
    elif repositories:
        request = run.Request(repositories=tuple(repositories), everyone=True)
    if request is not None:
        history = run.gather(request, settings, progress)
        items += history.evidence
    if not items:
        raise UsageError("no evidence to check against", todo="give --repo or --evidence")
    return EvidenceIndex(items)
