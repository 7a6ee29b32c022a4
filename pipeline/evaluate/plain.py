"""A report as JSON, as text for a terminal, and as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.domain.markup import escape
from pipeline.domain.text import printable
from pipeline.evaluate.report import Cited, Miss, Report
from pipeline.evaluate.tables import Table, headline, tables


def as_json(report: Report) -> str:
    """Give the report as JSON, keys in the order of the model."""
    return report.model_dump_json(indent=2) + "\n"


def as_text(report: Report) -> str:
    """Give the figures that fit a terminal; the misses are counted, not shown."""
    blocks = [headline(report), *map(_text_table, tables(report))]
    blocks.append(f"misses: {len(report.accepted)} let through, {len(report.rejected)} thrown out")
    return "\n\n".join(_printable(block) for block in blocks) + "\n"


def as_markdown(report: Report) -> str:
    """Give the whole report, every miss with its sentence, citations and findings."""
    blocks = [f"# Evaluation: {escape(report.suite)}", escape(headline(report))]
    for table in tables(report):
        blocks.append(f"## {escape(table.title)}")
        if table.note:
            blocks.append(escape(table.note))
        blocks.append(_markdown_table(table))
    blocks.append("## Let through though unsupported")
    blocks += _shown(report.accepted)
    blocks.append("## Thrown out though supported")
    blocks += _shown(report.rejected)
    for title, edits in (
        ("Let through after harm", report.mutations),
        ("Thrown out after a harmless edit", report.benign),
    ):
        for edit in edits:
            if edit.failed:
                blocks.append(f"## {title}: {edit.name}")
                blocks.append("\n".join(f"- {escape(text)}" for text in edit.failed))
    return "\n\n".join(blocks) + "\n"


def _printable(block: str) -> str:
    """Let names from a suite neither steer the terminal nor break a line."""
    return "\n".join(map(printable, block.split("\n")))


def _text_table(table: Table) -> str:
    rows = (table.head, *table.rows)
    widths = [max(len(row[n]) for row in rows) for n in range(len(table.head))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    note = (f"  {table.note}",) if table.note else ()
    return "\n".join((table.title, *note, *(f"  {line}" for line in lines)))


def _markdown_table(table: Table) -> str:
    lines = [table.head, ("---",) * len(table.head)]
    lines += [tuple(escape(cell) for cell in row) for row in table.rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _shown(misses: Sequence[Miss]) -> list[str]:
    return [_miss(miss) for miss in misses] or ["none"]


def _miss(miss: Miss) -> str:
    """Show one miss: the sentence, what it cites, what spoke or what carried it."""
    head = f"**{escape(miss.id)}** ({escape(miss.repo)}, {miss.lang}, {miss.slot}, {miss.label}"
    first = f"{head}{', ' + escape(miss.error) if miss.error else ''}): {escape(miss.text)}"
    lines = [line for cited in miss.cited for line in _cited(cited)]
    for finding in miss.findings:
        words = f" “{escape(finding.words)}”" if finding.words else ""
        lines.append(f"- said: {finding.code} {escape(finding.message)}{words}")
    lines += [f"- carried: {escape(s.words)} ← {escape(s.span)}" for s in miss.proof]
    if miss.should:
        lines.append(f"- should have spoken: {', '.join(miss.should)}. {escape(miss.reason)}")
    return "\n".join((first, "", *lines))


def _cited(cited: Cited) -> Iterator[str]:
    quote = f"“{escape(cited.quote)}”" if cited.quote else "no quote"
    yield f"- cites {escape(cited.evidence)} {cited.day or '(not found)'}: {quote}"
    for span in cited.spans:
        yield f"  - {escape(span)}"
    if cited.more:
        yield f"  - and {cited.more} more"
