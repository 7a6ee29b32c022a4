"""`gitvitae refresh`: bring a résumé up to date."""

from __future__ import annotations

from typing import Any

import click

from pipeline.cli.options import out_option, reading_options


@click.command()
@out_option
@click.option("--check", is_flag=True, help="Write nothing; exit 4 if a refresh would change it.")
@reading_options
def command(out: str, *, check: bool, **reading: Any) -> int:
    """Bring a résumé up to date; keep what a person edited.

    Only phases with new evidence are drafted again. Sentences that were edited in resume.md keep
    their words and are verified again; those that fail are reported, with exit code 1.
    """
    from pathlib import Path

    from pipeline import artifacts, run
    from pipeline.cli.console import progress
    from pipeline.cli.request import settings_from
    from pipeline.domain.text import printable
    from pipeline.errors import ExitCode, StaleError
    from pipeline.refresh import refresh

    folder = Path(out)
    artifacts.read_ledger(folder / artifacts.LEDGER)  # before the folder is held, or made
    with artifacts.exclusive(folder), progress() as show:
        result = refresh(folder, settings_from(reading), show)
        if check and result.has_changed:
            raise StaleError("out of date", where=str(folder), todo="gitvitae refresh")
        if not check:
            run.publish(result.drafted.ledger, folder, result.markdown)
    for entry in result.failing:
        click.echo(f"not supported any more: {printable(entry.sentence.text)}")
        for finding in entry.findings:
            click.echo(f"    {finding.code} {printable(finding.message)}")
    anew = f"{result.told_anew} phase{'' if result.told_anew == 1 else 's'} told anew"
    state = anew if result.has_changed else "nothing new"
    fails = "sentence fails" if len(result.failing) == 1 else "sentences fail"
    click.echo(f"{state}; {len(result.failing)} edited {fails}")
    return ExitCode.CLAIM_FAILED if result.failing else ExitCode.FINE
