"""`gitvitae doctor`: what is there, and what is missing."""

from __future__ import annotations

import click


@click.command()
@click.argument("repositories", nargs=-1, metavar="[REPO...]")
@click.option("--json", "as_json", is_flag=True, help="Print a list of findings as JSON.")
def command(repositories: tuple[str, ...], *, as_json: bool) -> int:
    """Examine git, the repositories, the people in them, tokens and the cache.

    Without REPO the working directory is examined. Tokens are told to be there or not, and never
    shown. Exit code 2: something keeps gitvitae from working.
    """
    import json

    from pipeline import settings
    from pipeline.doctor import State, examine
    from pipeline.domain.text import printable
    from pipeline.errors import ExitCode

    findings = list(examine(repositories or (".",), settings.load()))
    if as_json:
        rows = [finding.model_dump(mode="json") for finding in findings]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    for finding in () if as_json else findings:
        todo = f" ({finding.todo})" if finding.todo else ""
        click.echo(printable(f"{finding.state:<5} {finding.topic}: {finding.what}{todo}"))
    is_bad = any(finding.state is State.BAD for finding in findings)
    return ExitCode.USAGE if is_bad else ExitCode.FINE
