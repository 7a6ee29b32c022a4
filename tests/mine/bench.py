"""What mining costs beside bare git and beside PyDriller, on the same commits in one run.

    python -m tests.mine.bench REPO...

Each figure is the least of several tries; CPU is that of all processes together. Totals (commits,
files, added and deleted lines) must be identical, or the exit code is 1. Everything happens in a
private directory over the repository's objects; the repository itself is not touched.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from time import perf_counter

import click
from pydriller import Git

from pipeline import settings
from pipeline.domain.person import Person
from pipeline.domain.scope import Scope
from pipeline.mine import GitRepository, NoForge, Store, find_person, mine, people, resolve, silent
from pipeline.mine.batch import read_objects
from pipeline.mine.difftree import DiffTree
from pipeline.mine.numstat import Files, count_lines
from pipeline.mine.selection import owns

SETTINGS = settings.load(directory=Path("/nonexistent"), environment={}).mine
QUARTER = 92 * 86_400
CITATIONS = 10_000
_BARE_LOG = ("log", "--raw", "--no-renames", "--stdin")
_BARE_NUMSTAT = ("diff-tree", "--stdin", "--numstat", "-M", "-r", "--root")
_LOG_LIMIT, _NUMSTAT_LIMIT, _PYDRILLER_GAIN = 2.0, 1.3, 10.0
_SECOND_LIMIT, _QUARTER_LIMIT, _CITATIONS_LIMIT = 0.5, 1.5, 1.0
_SECOND_COMMITS = 18_000
"""Commits for which the limit of a run without anything new is meant; more may take more."""
_MEMORY_LIMIT = 200.0

Totals = tuple[int, int, int]
"""Files, added lines, deleted lines."""


@dataclass(frozen=True)
class Cost:
    """CPU seconds of this process and its children, and seconds on the clock."""

    cpu: float
    wall: float

    def __str__(self) -> str:
        """Give both."""
        return f"{self.cpu:.2f} s CPU, {self.wall:.2f} s"


@dataclass(frozen=True)
class Line:
    """One line of the table."""

    measure: str
    ours: str
    reference: str = ""
    ratio: str = ""
    limit: str = ""
    is_good: bool = True


def clocked(work: Callable[[], object], tries: int = 3) -> Cost:
    """Give the least that some work costs."""
    costs = []
    for _ in range(tries):
        cpu, wall = _cpu(), perf_counter()
        work()
        costs.append((_cpu() - cpu, perf_counter() - wall))
    return Cost(min(cpu for cpu, _ in costs), min(wall for _, wall in costs))


def _cpu() -> float:
    usages = getrusage(RUSAGE_SELF), getrusage(RUSAGE_CHILDREN)
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


@contextmanager
def stand_in(path: Path) -> Iterator[Path]:
    """Give a bare repository with the objects and the HEAD of another; its HEAD may be moved."""
    with tempfile.TemporaryDirectory(prefix="gitvitae-bench-") as folder:
        place = Path(folder, "bench.git")
        with GitRepository(path, SETTINGS) as source:
            ((_, tip),) = source.tips()
            form = f"--object-format={source.object_format}"
            source.outside.run(["init", "-q", "--bare", "--template=", form, str(place)])
            alternates = place / "objects" / "info" / "alternates"
            alternates.write_text(f"{source.location.objects}\n", encoding="utf-8")
        move(place, tip)
        yield place


def move(place: Path, tip: str) -> None:
    """Let HEAD stand at another commit."""
    (place / "HEAD").write_text("ref: refs/heads/main\n", encoding="utf-8")
    branch = place / "refs" / "heads" / "main"
    branch.parent.mkdir(parents=True, exist_ok=True)
    branch.write_text(f"{tip}\n", encoding="utf-8")


def bare(repository: GitRepository, arguments: Sequence[str], feed: Sequence[str]) -> Cost:
    """Clock git itself, its output thrown away."""
    command = ["git", *repository.git.options, *arguments]
    text = "".join(f"{key}\n" for key in feed).encode()

    def work() -> None:
        subprocess.run(
            command,
            cwd=repository.git.folder,
            env=dict(repository.git.environment),
            input=text,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=True,
        )

    return clocked(work)


def log_line(place: Path, repository: GitRepository) -> Line:
    """Compare depth 1, from opening to the last row, with the log of bare git."""
    ((_, tip),) = tips = repository.tips()
    reference = bare(repository, _BARE_LOG, [tip])

    def work() -> None:
        with GitRepository(place, SETTINGS) as fresh:
            fresh.log(tips)

    ours = clocked(work)
    rows = repository.log(tips)
    output = repository.git.run([*_BARE_LOG, "--format=%H"], f"{tip}\n".encode())
    lines = output.decode(errors="replace").split("\n")
    entries = sum(line.startswith(":") for line in lines)
    same = entries == sum(len(row.paths) for row in rows) and {r.id for r in rows} == {
        line for line in lines if line and not line.startswith(":")
    }
    return _ratio("depth 1: all commits, paths", ours, reference, "git log --raw", _LOG_LIMIT, same)


def numstat_line(repository: GitRepository, ids: list[str]) -> Line:
    """Compare line counts with those of bare git on the same commits."""
    reference = bare(repository, _BARE_NUMSTAT, ids)
    tree = DiffTree(repository.git, complete=True, progress=silent)
    ours = clocked(lambda: count_lines(tree, ids))
    counted = count_lines(tree, ids)
    feed = "".join(f"{key}\n" for key in ids).encode()
    output = repository.git.run([*_BARE_NUMSTAT, "-z"], feed).decode(errors="replace")
    rows = [token.split("\t") for token in output.split("\0") if token.count("\t") >= 2]
    theirs = (len(rows), _sum(row[0] for row in rows), _sum(row[1] for row in rows))
    same = totals(counted.values()) == theirs
    name = f"depth 2: lines of {len(ids)} commits"
    return _ratio(name, ours, reference, "git diff-tree --numstat -M", _NUMSTAT_LIMIT, same)


def _sum(texts: Iterator[str]) -> int:
    return sum(int(text) for text in texts if text.isdigit())


def totals(changes: Iterator[Files] | Sequence[Files]) -> Totals:
    """Add up what commits changed."""
    files = [file for commit in changes for file in commit]
    return len(files), sum(f.added or 0 for f in files), sum(f.deleted or 0 for f in files)


def pydriller_line(repository: GitRepository, ids: list[str]) -> Line:
    """Compare line counts with those of PyDriller on a sample of the same commits."""
    theirs: list[Totals] = []

    def read() -> None:
        theirs.clear()
        library = Git(str(repository.git.options[0].partition("=")[2]))
        for key in ids:
            files = library.get_commit(key).modified_files
            theirs.append(
                (len(files), sum(f.added_lines for f in files), sum(f.deleted_lines for f in files))
            )
        library.clear()

    reference = clocked(read, tries=1)
    tree = DiffTree(repository.git, complete=True, progress=silent)
    ours = clocked(lambda: count_lines(tree, ids))
    counted = count_lines(tree, ids)
    same = [totals([counted[key]]) for key in ids] == theirs
    gain = reference.cpu / ours.cpu
    return Line(
        f"depth 2: lines of a sample of {len(ids)}",
        str(ours),
        f"PyDriller modified_files: {reference}",
        f"{gain:.0f}× less CPU",
        f"≥ {_PYDRILLER_GAIN:.0f}×, totals identical",
        gain >= _PYDRILLER_GAIN and same,
    )


def increment_lines(place: Path, repository: GitRepository, person: Person) -> Iterator[Line]:
    """Clock a run that finds a quarter's commits, and one that finds nothing new."""
    tips = repository.tips()
    rows = repository.log(tips)
    newest = rows[0].committed_at.timestamp()
    old = next((r for r in rows if r.committed_at.timestamp() < newest - QUARTER), rows[-1])
    scope = Scope(person=person)
    with tempfile.TemporaryDirectory(prefix="gitvitae-bench-") as folder:
        file = Path(folder, "commits.sqlite")

        def work() -> object:
            with Store(file) as store, GitRepository(place, SETTINGS, store) as fresh:
                return mine(fresh, NoForge(), scope)

        move(place, old.id)
        before = clocked(work, tries=1)
        move(place, tips[0][1])
        quarter = clocked(work, tries=1)
        stored = work()
        second = clocked(work)
    with GitRepository(place, SETTINGS) as fresh:
        same = stored == mine(fresh, NoForge(), scope)
    yield Line("all of it, first run", str(before))
    good = quarter.wall <= _QUARTER_LIMIT and same
    yield Line("a quarter's increment", str(quarter), "", "", f"≤ {_QUARTER_LIMIT} s", good)
    limit = _SECOND_LIMIT * max(1.0, len(rows) / _SECOND_COMMITS)
    good = second.wall <= limit and same
    yield Line("nothing new", str(second), "", "", f"≤ {limit:.2f} s", good)


def citations_line(repository: GitRepository) -> Line:
    """Clock the look-up of many citations with their texts."""
    ids = [row.id for row in repository.log(repository.tips())][:CITATIONS]

    def work() -> None:
        found = resolve(repository, ids)
        texts = sum(1 for _ in read_objects(repository.git, sorted(found.existing)))
        if texts != len(ids) or found.unreachable:
            raise SystemExit("citations are missing")

    cost = clocked(work)
    name = f"{len(ids)} citations, with texts"
    return Line(name, str(cost), "", "", f"≤ {_CITATIONS_LIMIT} s", cost.wall <= _CITATIONS_LIMIT)


def memory_line(place: Path, person: Person) -> Line:
    """Measure the peak of a process that does nothing but mine."""
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
        peak = pool.submit(_peak, place, person).result()
    limit = f"≤ {_MEMORY_LIMIT:.0f} MB"
    return Line("peak memory", f"{peak:.0f} MB", "", "", limit, peak <= _MEMORY_LIMIT)


def _peak(place: Path, person: Person) -> float:
    with (
        tempfile.TemporaryDirectory() as folder,
        Store(Path(folder, "commits.sqlite")) as store,
        GitRepository(place, SETTINGS, store) as repository,
    ):
        mine(repository, NoForge(), Scope(person=person))
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    (peak,) = re.findall(r"^VmHWM:\s+(\d+) kB$", status, re.MULTILINE)
    return int(peak) / 1024


def _ratio(
    measure: str,
    ours: Cost,
    reference: Cost,
    name: str,
    limit: float,
    same: bool,  # noqa: FBT001
) -> Line:
    ratio = ours.cpu / reference.cpu
    return Line(
        measure,
        str(ours),
        f"{name}: {reference}",
        f"{ratio:.2f}×",
        f"≤ {limit}×, totals identical",
        ratio <= limit and same,
    )


def lines(path: Path, sample: int) -> Iterator[Line]:
    """Measure one repository."""
    with stand_in(path) as place, GitRepository(place, SETTINGS) as repository:
        address = people(repository, Scope())[0][0].email
        person = find_person([address], [repository])
        ids = readable(repository, person)
        yield log_line(place, repository)
        yield numstat_line(repository, ids)
        yield pydriller_line(repository, middle(ids, sample))
        yield from increment_lines(place, repository, person)
        yield citations_line(repository)
        yield memory_line(place, person)


def middle(ids: list[str], number: int) -> list[str]:
    """Give neighbours from the middle: a sample is read as a whole history is, one by one."""
    start = max(0, (len(ids) - number) // 2)
    return ids[start : start + number]


def readable(repository: GitRepository, person: Person) -> list[str]:
    """Give the person's commits without those that miss objects: bare git would stop there."""
    rows = repository.log(repository.tips())
    own = [row.id for row in rows if len(row.parents) <= 1 and owns(person, row)]
    return list(count_lines(DiffTree(repository.git, complete=True, progress=silent), own))


@click.command()
@click.argument("repositories", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--sample", default=400, show_default=True, help="Commits that PyDriller reads.")
def main(repositories: tuple[Path, ...], sample: int) -> None:
    """Measure mining on repositories and print a table."""
    is_good = True
    for path in repositories:
        with GitRepository(path, SETTINGS) as repository:
            count = len(repository.log(repository.tips()))
        click.echo(f"\n{path}: {count} commits\n")
        click.echo("| measure | ours | beside it | ratio | wanted | |\n|---|---|---|---|---|---|")
        for line in lines(path, sample):
            is_good = is_good and line.is_good
            mark = "" if not line.limit else "yes" if line.is_good else "NO"
            cells = (line.measure, line.ours, line.reference, line.ratio, line.limit, mark)
            click.echo(f"| {' | '.join(cells)} |")
    sys.exit(0 if is_good else 1)


if __name__ == "__main__":
    main()
