"""`gitvitae mine`: the evidence of a repository."""

from __future__ import annotations

from typing import Any

import click

from pipeline.cli.options import scope_options


@click.command()
@click.argument("repositories", nargs=-1, required=True, metavar="REPO...")
@scope_options
@click.option("--format", "form", type=click.Choice(["jsonl"]), default="jsonl", show_default=True)
def command(form: str, **options: Any) -> None:
    """Print the evidence of a repository: commits and pull requests, one JSON object a line.

    Without --person everyone's commits are printed.
    """
    from pipeline import artifacts, run
    from pipeline.cli.console import progress
    from pipeline.cli.request import request_from, settings_from

    del form
    request = request_from(options)
    if not request.persons:
        request = request.model_copy(update={"everyone": True})
    with progress() as show:
        history = run.gather(request, settings_from(options), show)
    for item in history.evidence:
        click.echo(artifacts.write_evidence(item))
