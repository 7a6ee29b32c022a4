"""Mend a file of sentences by taking away what fails: a clause, a citation, or the sentence.

Nothing is put in its place. After each step the file is read again: no other sentence of it may
have changed, and whatever is left of the one that failed goes before the gate as it now stands.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from pipeline import artifacts
from pipeline.check import Checked, Reading, account_for, evidence_for, read
from pipeline.domain.evidence import EvidenceIndex
from pipeline.domain.history import Omission
from pipeline.domain.narrative import Narrative, Sentence, Slot
from pipeline.domain.phase import Bounds
from pipeline.domain.timeline import Chapter, Entry, Ledger, Tally
from pipeline.domain.verdict import Status, Verdict
from pipeline.errors import UsageError
from pipeline.render.labels import labels
from pipeline.settings import Policy, Settings
from pipeline.tell import Progress
from pipeline.verify import amend_claim, verify
from pipeline.verify.markdown import amend


@dataclass(frozen=True)
class Change:
    """What was done about one sentence: its verdict before, and what is left of it, if anything.

    `line` is where it stood in the file as it was, from 1; 0 in a ledger.
    """

    verdict: Verdict
    rest: Sentence | None
    line: int


@dataclass(frozen=True)
class Mended:
    """A file before and after, what was changed, and the verdicts on what it says now."""

    before: str
    after: str
    changes: tuple[Change, ...]
    checked: Checked

    def diff(self, name: str) -> str:
        """Give the difference as a patch."""
        old, new = (text.splitlines(keepends=True) for text in (self.before, self.after))
        return "".join(unified_diff(old, new, name, name))


def mend(
    file: Path,
    repositories: Sequence[str],
    packs: Sequence[str],
    settings: Settings,
    progress: Progress,
    *,
    explain: bool = False,
) -> Mended:
    """Take out of a file what the gate refuses; nothing is written.

    What can be left out neither whole nor in part, such as a headline, stays and keeps failing.

    Raises:
        UsageError: The file can't be read or mended, nothing of it would be left, or there is no
            evidence.
    """
    before = text = artifacts.read_text(file)
    reading = read(file, text)
    evidence = evidence_for(file, reading, repositories, packs, settings, progress)
    bench = _Bench(file, evidence, settings.verify)
    changes: list[Change] = []
    stuck: set[Sentence] = set()
    while target := next(bench.failing(reading, stuck), None):
        step = bench.step(text, reading, *target)
        if step is None:
            stuck.add(_anonymous(target[1].sentence))
            continue
        line = _line_before(reading.lines.get(target[1].sentence.id, 0), changes, before, text)
        changes.append(Change(target[1], step.rest, line))
        text, reading = step.text, step.reading
        stuck.clear()  # with one sentence gone another may be told apart
    accounted = account_for(reading, evidence, settings.verify) if explain else None
    checked = Checked(tuple(bench.verdicts(reading)), reading.lines, accounted)
    return Mended(before, text, tuple(changes), checked)


def _line_before(line: int, changes: Sequence[Change], before: str, now: str) -> int:
    """Count back to the line of the file as it was: what went stood above or below."""
    if not changes or not line:
        return line
    wanted = now.split("\n")[line - 1]
    gone = before.count("\n") - now.count("\n")
    lines = before.split("\n")
    near = range(line, min(line + gone, len(lines)) + 1)
    return next((number for number in near if lines[number - 1] == wanted), line)


@dataclass(frozen=True)
class _Step:
    """A file in which one sentence says less."""

    text: str
    reading: Reading
    rest: Sentence | None


class _Bench:
    """Where one file is judged and changed; a sentence that stays is judged once."""

    def __init__(self, file: Path, evidence: EvidenceIndex, policy: Policy) -> None:
        self._file = file
        self._evidence = evidence
        self._policy = policy
        self._known: dict[tuple[str, Sentence], Verdict] = {}

    def verdict(self, bounds: Bounds, sentence: Sentence) -> Verdict:
        """Judge one sentence."""
        key = bounds.id, _anonymous(sentence)
        if key not in self._known:
            narrative = Narrative(phase=bounds, sentences=(sentence,))
            (self._known[key],) = verify(narrative, self._evidence, self._policy).verdicts
        return self._known[key].model_copy(update={"sentence": sentence})

    def verdicts(self, reading: Reading) -> Iterator[Verdict]:
        """Judge all sentences of a file."""
        for narrative in reading.narratives:
            for sentence in narrative.sentences:
                yield self.verdict(narrative.phase, sentence)

    def failing(self, reading: Reading, stuck: set[Sentence]) -> Iterator[tuple[Bounds, Verdict]]:
        """Go through the sentences that fail, those aside that can't be helped."""
        for narrative in reading.narratives:
            for sentence in narrative.sentences:
                verdict = self.verdict(narrative.phase, sentence)
                if verdict.status is Status.REJECTED and _anonymous(sentence) not in stuck:
                    yield narrative.phase, verdict

    def step(self, text: str, reading: Reading, bounds: Bounds, verdict: Verdict) -> _Step | None:
        """Leave of a sentence what passes, else nothing; None if the file does not allow it."""
        for rest in dict.fromkeys((verdict.trimmed, None)):
            after = self._amended(text, reading, bounds, verdict, rest)
            if after == text:
                continue
            expected = Counter(reading.said) - Counter([verdict.sentence.text])
            expected += Counter([rest.text] if rest else [])
            if not expected:
                raise _nothing_left(self._file)
            now = read(self._file, after)
            if Counter(now.said) == expected:
                return _Step(after, now, rest)
        return None

    def _amended(
        self,
        text: str,
        reading: Reading,
        bounds: Bounds,
        verdict: Verdict,
        rest: Sentence | None,
    ) -> str:
        line = reading.lines.get(verdict.sentence.id, 0)
        match self._file.suffix.lower():
            case ".md" if reading.ledger and verdict.sentence.slot is not Slot.TITLE:
                unstated = labels(reading.ledger.timeline.lang).unstated
                return amend(text, line, verdict.sentence, rest, unstated)
            case ".jsonl":
                return _amended_claims(text, line, verdict.sentence, rest)
            case ".json" if reading.ledger:
                settled = self.verdict(bounds, rest) if rest else None
                return _amended_ledger(self._file, text, reading.ledger, verdict, settled)
            case _:
                return text


def _anonymous(sentence: Sentence) -> Sentence:
    """Leave the id aside: it names the line, which changes."""
    return sentence.model_copy(update={"id": ""})


def _nothing_left(file: Path) -> UsageError:
    what = "nothing would be left: no sentence passes"
    return UsageError(what, where=str(file), todo="gitvitae verify --explain shows why")


def _amended_claims(text: str, line: int, said: Sentence, rest: Sentence | None) -> str:
    *whole, last = text.split("\n")
    lines = [*(f"{row}\n" for row in whole), last]
    lines[line - 1] = amend_claim(lines[line - 1], said, rest) if rest else ""
    return "".join(lines)


def _amended_ledger(
    file: Path, text: str, ledger: Ledger, verdict: Verdict, settled: Verdict | None
) -> str:
    """Change one entry of a ledger; what is left out is kept there as rejected."""
    if artifacts.write_ledger(ledger) != text:
        what = "not written as gitvitae writes it, so mending would change all of it"
        raise UsageError(what, where=str(file), todo="mend the résumé beside it instead")
    timeline = ledger.timeline
    strands = tuple(
        strand.model_copy(
            update={
                "chapters": tuple(_amended_chapter(c, verdict, settled) for c in strand.chapters)
            }
        )
        for strand in timeline.strands
    )
    if strands == timeline.strands:
        return text
    tally = timeline.tally if settled else _counted(timeline.tally, verdict)
    changed = timeline.model_copy(update={"strands": strands, "tally": tally})
    return artifacts.write_ledger(ledger.model_copy(update={"timeline": changed}))


def _amended_chapter(chapter: Chapter, verdict: Verdict, settled: Verdict | None) -> Chapter:
    key = verdict.sentence.id
    known = next((entry for entry in chapter.entries if entry.sentence.id == key), None)
    if known is None:
        return chapter
    if settled is None:
        update = {"status": verdict.status, "findings": verdict.findings, "proof": ()}
        entries = tuple(entry for entry in chapter.entries if entry is not known)
        rejected = (*chapter.rejected, known.model_copy(update=update))
        return chapter.model_copy(update={"entries": entries, "rejected": rejected})
    entries = tuple(_settled(e, settled) if e is known else e for e in chapter.entries)
    return chapter.model_copy(update={"entries": entries})


def _settled(entry: Entry, verdict: Verdict) -> Entry:
    sentence = verdict.sentence.model_copy(update={"citations": verdict.citations})
    return entry.model_copy(
        update={
            "sentence": sentence,
            "status": verdict.status,
            "findings": (),
            "proof": verdict.proof,
        }
    )


def _counted(tally: Tally, verdict: Verdict) -> Tally:
    """Count one sentence over from the kept to the rejected."""
    codes = Counter({item.reason: item.count for item in tally.rejected})
    codes[verdict.findings[0].code] += 1
    rejected = tuple(Omission(reason=code, count=codes[code]) for code in sorted(codes))
    return tally.model_copy(update={"kept": tally.kept - 1, "rejected": rejected})
