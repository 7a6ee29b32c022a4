"""`gitvitae mine`: the evidence of a repository."""

from __future__ import annotations

from typing import Any

import click

from pipeline.cli.options import scope_options


@click.command()
@click.argument("repositories", nargs=-1, required=True, metavar="REPO...")
@scope_options
@click.option("--format", "form", type=click.Choice(["jsonl"]), default="jsonl", show_default=True)
@click.option(
    "--cited-by",
    metavar="LEDGER",
    help="Print only what this ledger cites, with the methods that its commits changed.",
)
def command(form: str, cited_by: str | None, **options: Any) -> None:
    """Print the evidence of a repository: commits and pull requests, one JSON object a line.

    Without --person everyone's commits are printed.
    """
    from pathlib import Path

    from pipeline import artifacts, run
    from pipeline.cli.console import progress
    from pipeline.cli.request import request_from, settings_from

    del form
    request = request_from(options)
    if not request.persons:
        request = request.model_copy(update={"everyone": True})
    cited = None
    if cited_by is not None:
        timeline = artifacts.read_ledger(Path(cited_by)).timeline
        cited = frozenset(note.id for note in timeline.evidence)
    with progress() as show:
        history = run.gather(request, settings_from(options), show, cited or frozenset())
    for item in history.evidence:
        if cited is None or item.id in cited:
            click.echo(artifacts.write_evidence(item))
