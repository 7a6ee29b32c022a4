"""The report of an evaluation, and how it is shown: JSON, Markdown, text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.domain.markup import escape
from pipeline.domain.model import Model
from pipeline.evaluate.rate import Rate, Scores


class Group(Model):
    """Scores of one class, language, repository or plain check."""

    name: str
    scores: Scores


class Point(Model):
    """Scores at one value of the coverage threshold."""

    coverage: float
    is_current: bool
    scores: Scores


class RuleCount(Model):
    """What one rule rejected, rightly and wrongly, and what no other rule spoke about."""

    code: str
    rightly: int
    rightly_alone: int
    wrongly: int
    wrongly_alone: int


class Altered(Model):
    """One kind of generated edit: how often the gate was right, and where it was not."""

    name: str
    rate: Rate
    failed: tuple[str, ...]


class Cited(Model):
    """A citation as the claim gives it."""

    evidence: str
    quote: str | None


class Miss(Model):
    """One sentence on which label and gate disagree, with what is needed to see why."""

    id: str
    repo: str
    lang: str
    label: str
    error: str | None
    text: str
    cited: tuple[Cited, ...]
    proof: tuple[str, ...]
    findings: tuple[str, ...]
    codes: tuple[str, ...]


class Report(Model):
    """All figures of one suite."""

    suite: str
    claims: int
    evidence: int
    gate: Scores
    baselines: tuple[Group, ...]
    classes: tuple[Group, ...]
    languages: tuple[Group, ...]
    repositories: tuple[Group, ...]
    tradeoff: tuple[Point, ...]
    rules: tuple[RuleCount, ...]
    neighbours: Rate | None
    mutations: tuple[Altered, ...]
    benign: tuple[Altered, ...]
    misses: tuple[Miss, ...]


def as_json(report: Report) -> str:
    """Give the report as JSON, keys in the order of the model."""
    return report.model_dump_json(indent=2) + "\n"


def as_text(report: Report) -> str:
    """Give the figures that fit a terminal; the misses are counted, not shown."""
    blocks = [_headline(report), *(_text_table(*table) for table in _tables(report))]
    unsafe = sum(miss.label == "unsupported" for miss in report.misses)
    blocks.append(f"misses: {unsafe} let through, {len(report.misses) - unsafe} thrown out")
    return "\n\n".join(blocks) + "\n"


def as_markdown(report: Report) -> str:
    """Give the whole report, every miss with its sentence, citations and findings."""
    blocks = [f"# Evaluation: {escape(report.suite)}", escape(_headline(report))]
    for title, head, rows in _tables(report):
        blocks.append(f"## {escape(title)}")
        lines = [head, ["---"] * len(head), *([escape(cell) for cell in row] for row in rows)]
        blocks.append("\n".join(f"| {' | '.join(line)} |" for line in lines))
    blocks.append("## Let through though unsupported")
    blocks += _shown(miss for miss in report.misses if miss.label == "unsupported")
    blocks.append("## Thrown out though supported")
    blocks += _shown(miss for miss in report.misses if miss.label == "supported")
    for title, edits in (
        ("Let through after harm", report.mutations),
        ("Thrown out after a harmless edit", report.benign),
    ):
        for edit in edits:
            if edit.failed:
                blocks.append(f"## {title}: {edit.name}")
                blocks.append("\n".join(f"- {escape(text)}" for text in edit.failed))
    return "\n\n".join(blocks) + "\n"


Table = tuple[str, list[str], list[list[str]]]
_BOTH = ["unsafe accepts", "false rejects", "balanced"]


def _headline(report: Report) -> str:
    gate = report.gate
    return (
        f"{report.suite}: {report.claims} claims, {report.evidence} evidence items; unsafe accepts"
        f" {_rate(gate.unsafe_accepts)}, false rejects {_rate(gate.false_rejects)},"
        f" balanced accuracy {_share(gate.balanced_accuracy)}"
    )


def _tables(report: Report) -> Iterator[Table]:
    gate = Group(name="gitvitae", scores=report.gate)
    yield "Beside plain checks", ["check", *_BOTH], _both((*report.baselines, gate))
    yield (
        "By error class",
        ["class", "unsafe accepts"],
        [[group.name, _rate(group.scores.unsafe_accepts)] for group in report.classes],
    )
    yield "By language", ["language", *_BOTH], _both(report.languages)
    yield "By repository", ["repository", *_BOTH], _both(report.repositories)
    points = [
        Group(name=f"{p.coverage:.2f}{' (policy)' * p.is_current}", scores=p.scores)
        for p in report.tradeoff
    ]
    yield "Trade-off over the coverage threshold", ["coverage", *_BOTH], _both(points)
    yield (
        "By rule",
        ["rule", "rightly", "alone", "wrongly", "alone"],
        [
            [r.code, *map(str, (r.rightly, r.rightly_alone, r.wrongly, r.wrongly_alone))]
            for r in report.rules
        ],
    )
    if report.neighbours is not None:
        yield "Neighbouring commits", ["test", "caught"], [["±5", _rate(report.neighbours)]]
    for title, right, edits in (
        ("Generated alterations", "caught", report.mutations),
        ("Harmless edits", "kept", report.benign),
    ):
        if edits:
            yield title, ["edit", right], [[edit.name, _rate(edit.rate)] for edit in edits]


def _both(groups: Iterable[Group]) -> list[list[str]]:
    return [
        [
            group.name,
            _rate(group.scores.unsafe_accepts),
            _rate(group.scores.false_rejects),
            _share(group.scores.balanced_accuracy),
        ]
        for group in groups
    ]


def _rate(rate: Rate) -> str:
    if rate.share is None:
        return "- (n=0)"
    share, low, high = map(_share, (rate.share, rate.low, rate.high))
    return f"{rate.hits}/{rate.n} {share} ({low}-{high})"


def _share(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.1f}%"


def _text_table(title: str, head: list[str], rows: list[list[str]]) -> str:
    widths = [max(len(row[n]) for row in (head, *rows)) for n in range(len(head))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in (head, *rows)
    ]
    return "\n".join((title, *(f"  {line}" for line in lines)))


def _shown(misses: Iterable[Miss]) -> list[str]:
    return [_miss(miss) for miss in misses] or ["none"]


def _miss(miss: Miss) -> str:
    """Show one miss: the sentence, what it cites, what spoke or what carried it."""
    head = f"**{escape(miss.id)}** ({escape(miss.repo)}, {miss.lang}, {miss.label}"
    lines = [f"{head}{', ' + escape(miss.error) if miss.error else ''}): {escape(miss.text)}"]
    for cited in miss.cited:
        quote = f"“{escape(cited.quote)}”" if cited.quote else "no quote"
        lines.append(f"- cites {escape(cited.evidence)}: {quote}")
    lines += [f"- {escape(finding)}" for finding in miss.findings]
    lines += [f"- carried by: {escape(step)}" for step in miss.proof]
    return "\n".join((lines[0], "", *lines[1:]))
