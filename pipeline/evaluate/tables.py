"""The figures of a report as tables of texts, the same for every form it is shown in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from pipeline.domain.model import Model
from pipeline.evaluate.rate import Rate, Scores
from pipeline.evaluate.report import Altered, Report
from pipeline.evaluate.tradeoff import BOUND, Point

_BOTH = ("unsafe accepts", "false rejects", "balanced")


class Table(Model):
    """A table: its title, what it means, its head, and its rows as long as the head."""

    title: str
    note: str = ""
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def headline(report: Report) -> str:
    """Say in one sentence how the suite went."""
    gate = report.gate
    return (
        f"{report.suite}: {report.claims} claims, {report.evidence} evidence items; unsafe accepts"
        f" {shown(gate.unsafe_accepts)}, false rejects {shown(gate.false_rejects)},"
        f" balanced accuracy {percent(gate.balanced_accuracy)}"
    )


def tables(report: Report) -> Iterator[Table]:
    """Give all tables of a report, in the order in which they are shown."""
    checks = [(check.name, check.scores) for check in report.baselines]
    yield _both("Beside plain checks", "check", [*checks, ("gitvitae", report.gate)])
    yield _classes(report)
    yield _languages(report)
    repositories = [(group.name, group.scores) for group in report.repositories]
    yield _both("By repository", "repository", repositories)
    yield from _tradeoff(report.tradeoff)
    yield Table(
        title="By rule",
        note="Sentences that a rule rejects, and those that no other rule does.",
        head=("rule", "rightly", "alone", "wrongly", "alone"),
        rows=tuple(
            (r.code, *map(str, (r.rightly, r.rightly_alone, r.wrongly, r.wrongly_alone)))
            for r in report.rules
        ),
    )
    if report.neighbours is not None:
        row = ("±5", shown(report.neighbours))
        yield Table(title="Neighbouring commits", head=("test", "caught"), rows=(row,))
    if report.mutations:
        yield _altered("Generated alterations", "caught", report.mutations)
    if report.benign:
        yield _altered("Harmless edits", "kept", report.benign)


def bound(points: Sequence[Point]) -> str:
    """Say which policy is the loosest that lets little enough through."""
    limit = f"{BOUND:.0%} unsafe accepts".replace("%", " %")
    found = next((point for point in points if point.is_loosest), None)
    if found is None:
        return f"No setting keeps within {limit}."
    scores = found.scores
    return (
        f"The loosest setting that keeps within {limit} is “{found.name}”: unsafe accepts"
        f" {shown(scores.unsafe_accepts)}, false rejects {shown(scores.false_rejects)}."
    )


def _classes(report: Report) -> Table:
    """Leave the first plain check out: it lets all through, whatever the class."""
    names = tuple(check.name for check in report.baselines[1:])
    return Table(
        title="By error class",
        note="Unsafe accepts: of the gate, in each language, and of the plain checks.",
        head=("class", "gitvitae", "en", "zh", *names),
        rows=tuple(
            (
                group.name,
                shown(group.scores.unsafe_accepts),
                *(shown(found.unsafe_accepts) for found in group.languages),
                *(percent(found.unsafe_accepts.share) for found in group.baselines[1:]),
            )
            for group in report.classes
        ),
    )


def _languages(report: Report) -> Table:
    """Show each language with what the plain checks make of it below."""
    rows = [
        row
        for group in report.languages
        for row in (
            _row(group.name, group.scores),
            *(
                _row(f"{group.name}, {check.name}", found)
                for check, found in zip(report.baselines, group.baselines, strict=True)
            ),
        )
    ]
    return Table(title="By language", head=("language", *_BOTH), rows=tuple(rows))


def _tradeoff(points: Sequence[Point]) -> Iterator[Table]:
    """Show thresholds and presets whole, and of the single rules those that change something."""
    current = next(point.scores for point in points if point.is_current)
    for kind, title in (
        ("threshold", "Trade-off over the policy's thresholds"),
        ("preset", "Trade-off over families and severities"),
        ("rule", "Trade-off over single rules that make a difference"),
    ):
        same = [p for p in points if p.kind == kind and (kind != "rule" or p.scores != current)]
        runs = _runs(same) if kind == "threshold" else [[point] for point in same]
        found = _both(title, "setting", [(_name(run), run[0].scores) for run in runs])
        note = bound(points) if kind == "threshold" else ""
        yield found.model_copy(update={"note": note})


def _runs(points: Sequence[Point]) -> list[list[Point]]:
    """Put neighbours together that nothing tells apart: the same errors, and no mark."""

    def told(point: Point) -> tuple[bool, bool, str]:
        return point.is_current, point.is_loosest, point.scores.model_dump_json()

    return [list(run) for _, run in groupby(points, told)]


def _name(run: Sequence[Point]) -> str:
    first, last = run[0], run[-1]
    name = first.name if first is last else f"{first.name} to {last.name.rpartition(' ')[2]}"
    marks = " (policy)" * first.is_current + " (loosest within the bound)" * first.is_loosest
    return name + marks


def _altered(title: str, right: str, edits: Sequence[Altered]) -> Table:
    return Table(
        title=title,
        head=("edit", "class", right, "en", "zh"),
        rows=tuple(
            (edit.name, edit.error or "-", *map(shown, (edit.rate, *edit.languages)))
            for edit in edits
        ),
    )


def _both(title: str, name: str, found: Iterable[tuple[str, Scores]]) -> Table:
    return Table(title=title, head=(name, *_BOTH), rows=tuple(_row(*pair) for pair in found))


def _row(name: str, found: Scores) -> tuple[str, ...]:
    return (
        name,
        shown(found.unsafe_accepts),
        shown(found.false_rejects),
        percent(found.balanced_accuracy),
    )


def shown(rate: Rate) -> str:
    """Give hits, n, share and interval."""
    if rate.share is None:
        return "- (n=0)"
    share, low, high = map(percent, (rate.share, rate.low, rate.high))
    return f"{rate.hits}/{rate.n} {share} ({low}-{high})"


def percent(share: float | None) -> str:
    """Give a share in per cent with one decimal."""
    return "-" if share is None else f"{100 * share:.1f}%"
