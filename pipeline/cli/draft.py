"""`gitvitae draft`: from repositories to a résumé."""

from __future__ import annotations

from typing import Any

import click

from pipeline.cli.options import out_option, scope_options


@click.command()
@click.argument("repositories", nargs=-1, required=True, metavar="REPO...")
@scope_options
@click.option("--writer", metavar="extractive|MODEL", help="What drafts. Default: extractive.")
@click.option("--base-url", metavar="URL", help="Address of an OpenAI-compatible server.")
@click.option("--lang", type=click.Choice(["en", "zh"]), help="Language of the résumé.")
@out_option
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
def command(out: str, *, as_json: bool, **options: Any) -> None:
    """Draft a timeline résumé from one or several repositories.

    Writes resume.md, resume.html, resume.json and ledger.json into DIR. Every sentence in them
    has passed the verifier.
    """
    from pathlib import Path
    from time import monotonic

    from pipeline import artifacts, run
    from pipeline.cli.console import progress
    from pipeline.cli.request import request_from, settings_from, with_person
    from pipeline.cli.summary import print_summary
    from pipeline.errors import PersonError

    start = monotonic()
    settings = settings_from(options)
    folder = Path(out)
    request = request_from(options)

    def go(request: run.Request) -> run.Drafted:
        with progress() as show:
            return run.draft_resume(request, settings, folder, show)

    with artifacts.exclusive(folder):
        try:
            drafted = go(request)
        except PersonError as error:
            drafted = go(with_person(request, error))
        run.publish(drafted.ledger, folder)
    print_summary(drafted, folder, monotonic() - start, as_json=as_json)
