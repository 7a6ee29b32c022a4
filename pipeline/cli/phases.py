"""`gitvitae phases`: tracks, phases and transitions of a repository."""

from __future__ import annotations

from typing import Any

import click

from pipeline.cli.options import scope_options


@click.command()
@click.argument("repositories", nargs=-1, required=True, metavar="REPO...")
@scope_options
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
def command(form: str, **options: Any) -> None:
    """Print the tracks, phases and transitions of a repository.

    Without --person everyone's commits are grouped.
    """
    from pipeline import run
    from pipeline.cli.console import progress
    from pipeline.cli.request import request_from, settings_from
    from pipeline.render.phases import phases_json, phases_text

    settings = settings_from(options)
    request = request_from(options)
    if not request.persons:
        request = request.model_copy(update={"everyone": True})
    with progress() as show:
        found = run.group(run.gather(request, settings, show), settings, show)
    click.echo(phases_json(found) if form == "json" else phases_text(found), nl=False)
