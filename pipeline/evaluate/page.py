"""A report as one HTML file that needs nothing else and runs no script."""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup

from pipeline.domain.text import printable
from pipeline.evaluate.chart import chart
from pipeline.evaluate.classes import classes
from pipeline.evaluate.report import Report
from pipeline.evaluate.tables import bound, headline, percent, shown, tables
from pipeline.render.engine import environment, pin, read
from pipeline.verify.page import rules

_FOLDER = Path(__file__).resolve().parent / "templates"


def as_html(report: Report) -> str:
    """Write the page; all text in it is escaped, and invisible characters show as a mark."""
    style = read("report.css", _FOLDER)
    template = environment(autoescape=True, folder=_FOLDER).get_template("report.html.j2")
    return template.render(
        report=report,
        headline=headline(report),
        tables=tuple(tables(report)),
        chart=chart(report.tradeoff),
        bound=bound(report.tradeoff),
        titles={rule.code: rule.page.title for rule in rules()},
        classes=classes(),
        shown=shown,
        percent=percent,
        seen=printable,
        style=Markup(style),  # noqa: S704 - our own file
        policy=f"default-src 'none'; style-src '{pin(style)}'; base-uri 'none'; form-action 'none'",
    )
