"""What the gate costs: 10,000 sentences over 2,000 commits, and how it grows on hostile input.

    python -m tests.verify.bench

The sentences and commits are those of the demonstration suite, many times over: each copy has ids
and a name of its own, in the sentence and in its evidence, so that no text comes twice and nothing
is remembered from the copy before. CPU is that of this one process.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha1
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from time import perf_counter, process_time

import click

from pipeline import settings
from pipeline.artifacts import read_evidence, write_evidence
from pipeline.domain.commit import Commit
from pipeline.domain.evidence import Evidence, EvidenceIndex
from pipeline.domain.narrative import Language
from pipeline.domain.pull_request import PullRequest
from pipeline.domain.verdict import Status
from pipeline.evaluate import read_suite
from pipeline.render import Template, render, scaffold
from pipeline.verify import Claim, read_claims, verify
from pipeline.verify.dossier import dossier_of
from pipeline.verify.markdown import read_markdown
from tests.render.sample import timeline
from tests.verify.building import codes, commit

DEMO = Path(__file__).resolve().parents[2] / "evals" / "suites" / "demo"
POLICY = settings.load(directory=Path("/nonexistent"), environment={}).verify
_ALL_LIMIT, _SENTENCE_LIMIT, _GROWTH_LIMIT = 15.0, 1.0, 8.0
"""Seconds on the clock for all, milliseconds of CPU for one sentence, and times for four times."""
_NOTICED = 0.02
"""Seconds of CPU below which growth is noise."""
_END = re.compile(r"[.。]?$")
_NAMES = "abcd"
"""Names that a copy of a commit has: a sentence that comes again about it takes the next."""
HOSTILE = (
    *(
        "a",
        "a ",
        "9",
        "12 ",
        "1,",
        "5% ",
        "3x ",
        "-",
        "_a",
        "a.b",
        "/",
        "(",
        "`",
        "`a` ",
        '"',
        ": ",
    ),
    *(
        "from a to b ",
        "a before b, ",
        "a became ",
        "先 a 再 b",
        "from ",
        "replaced a by b ",
        "a instead of b ",
        "not ",
        "because ",
        "v1.2.3 ",
    ),
    *(
        "将 a 改为 b，",
        "从",
        "一千二百",
        "5 of ",
        "3 days ",
        "2022-03-01 ",
        "2022 Q4 ",
        "x. ",
        "快。",
    ),
    *("- a\n", "> ", "[", "[`", "](", "<sup>", "**a ", "| a ", "<!-- ", "```\n", "\\", "\u202e"),
)


@dataclass(frozen=True)
class Line:
    """One line of the table."""

    measure: str
    ours: str
    limit: str = ""
    is_good: bool = True


def copies(count: int, commits: int) -> tuple[list[Claim], list[Evidence]]:
    """Give so many sentences over so many commits."""
    suite = read_suite(DEMO)
    times = -(-commits // len(suite.evidence))
    evidence = [_renamed(item, n) for n in range(times) for item in suite.evidence][:commits]
    rounds = -(-count // len(suite.claims))
    turns = [divmod(n, times) for n in range(rounds)]
    claims = [_claim(claim, turn, copy) for turn, copy in turns for claim in suite.claims]
    return claims[:count], evidence


def _renamed(item: Evidence, copy: int) -> Evidence:
    names = " ".join(f"`module{copy}{letter}`" for letter in _NAMES)
    match item:
        case Commit():
            changes = {"subject": f"{item.subject} in {names}"}
        case PullRequest():
            changes = {"title": f"{item.title} in {names}"}
        case _:
            changes = {}
    return item.model_copy(update={"id": _key(item.id, copy), **changes})


def _key(key: str, copy: int) -> str:
    """Give another id; what is no id of the suite, or a beginning of one, becomes none either."""
    if "#" in key:
        return f"{key}0{copy}"
    return sha1(f"{key[:12]}{copy}".encode(), usedforsecurity=False).hexdigest()[: len(key)]


def _claim(claim: Claim, number: int, copy: int) -> Claim:
    phase = claim.phase.model_copy(
        update={"commits": tuple(_key(key, copy) for key in claim.phase.commits)}
    )
    cited = tuple(
        citation.model_copy(update={"evidence": _key(citation.evidence, copy)})
        for citation in claim.citations
    )
    name = f"`module{copy}{_NAMES[number % len(_NAMES)]}`"
    end = f" in {name}." if claim.lang is Language.EN else f"（{name}）。"
    text = _END.sub(end, claim.text, count=1)
    changes = {
        "id": f"{claim.id}-{copy}-{number}",
        "phase": phase,
        "citations": cited,
        "text": text,
    }
    return claim.model_copy(update=changes)


def lines(count: int, commits: int) -> Iterator[Line]:
    """Measure reading, indexing and judging."""
    claims, evidence = copies(count, commits)
    claims_file = "\n".join(claim.model_dump_json() for claim in claims)
    packs_file = "\n".join(write_evidence(item) for item in evidence)
    wall, start = perf_counter(), process_time()
    items, read = read_evidence(packs_file, "packs"), read_claims(claims_file)
    yield Line("read both files", f"{process_time() - start:.2f} s CPU")
    start = process_time()
    index = EvidenceIndex(items)
    for item in index:
        dossier_of(index, item)
    yield Line(f"index {len(index)} commits", f"{process_time() - start:.2f} s CPU")
    begun = _begun(read)
    found = [verify(claim.narrative, index, POLICY).verdicts[0] for claim in read[:begun]]
    start = process_time()
    found += [verify(claim.narrative, index, POLICY).verdicts[0] for claim in read[begun:]]
    cpu = process_time() - start
    total = perf_counter() - wall
    each = 1000 * cpu / max(len(read) - begun, 1)
    limit = f"≤ {_SENTENCE_LIMIT:g} ms CPU"
    yield Line("one sentence", f"{each:.2f} ms CPU", limit, each <= _SENTENCE_LIMIT)
    supported = sum(verdict.status is Status.SUPPORTED for verdict in found)
    told = f"{total:.1f} s, {process_time():.1f} s CPU with the start; {supported} supported"
    yield Line(f"all {len(read)} sentences", told, f"≤ {_ALL_LIMIT:g} s", total <= _ALL_LIMIT)
    yield Line("peak memory", f"{getrusage(RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _begun(claims: Sequence[Claim]) -> int:
    """Count the sentences up to the last that cites something for the first time.

    What is worked out of an evidence when it is first asked about belongs to its indexing: one
    sentence is measured on those that follow, and all of them in the total.
    """
    told: set[str] = set()
    last = 0
    for at, claim in enumerate(claims, 1):
        cited = {citation.evidence for citation in claim.citations}
        last = last if cited <= told else at
        told |= cited
    return last


def growth_lines(size: int, pieces: Sequence[str] = HOSTILE) -> Iterator[Line]:
    """Measure how CPU grows when a hostile text becomes four times as long: 4 is linear."""
    told = timeline()
    page, known = render(told, Template.MARKDOWN), scaffold(told)

    def as_message(text: str) -> None:
        codes("Cut 5 of 7 intervals by 60% in v1.2.", commit(1, "Cut the interval", text))

    def as_file(text: str) -> None:
        read_markdown(page + text, told, known)

    for name, work in (("message", as_message), ("file", as_file)):
        times, piece = max((_growth(work, piece, size), piece) for piece in pieces)
        limit = f"≤ {_GROWTH_LIMIT:g}×"
        yield Line(f"growth, {name}", f"{times:.1f}× ({piece!r})", limit, times <= _GROWTH_LIMIT)


def _growth(work: Callable[[str], None], piece: str, size: int) -> float:
    """Give how much more four times the text costs; 0 where that is too little to tell."""
    short, long = (
        min(_cpu(work, piece, length, n) for n in range(3)) for length in (size, 4 * size)
    )
    return long / short if long > _NOTICED and short else 0.0


def _cpu(work: Callable[[str], None], piece: str, length: int, try_: int) -> float:
    """Give the CPU of one try; its text differs from those of the others."""
    text = f"{try_} " + piece * (length // len(piece))
    start = process_time()
    work(text)
    return process_time() - start


@click.command()
@click.option("--claims", default=10_000, show_default=True, help="Sentences that are judged.")
@click.option("--commits", default=2_000, show_default=True, help="Commits that they cite.")
@click.option("--size", default=10_000, show_default=True, help="Characters of a hostile text.")
def main(claims: int, commits: int, size: int) -> None:
    """Measure the gate and print a table."""
    is_good = True
    click.echo("| measure | ours | wanted | |\n|---|---|---|---|")
    for measured in (lines(claims, commits), growth_lines(size)):
        for line in measured:
            is_good = is_good and line.is_good
            mark = "" if not line.limit else "yes" if line.is_good else "NO"
            click.echo(f"| {line.measure} | {line.ours} | {line.limit} | {mark} |")
    sys.exit(0 if is_good else 1)


if __name__ == "__main__":
    main()
