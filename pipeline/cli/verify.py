"""`gitvitae verify`: check sentences against the evidence that they cite."""

from __future__ import annotations

from typing import Any

import click

from pipeline.cli.options import reading_options


@click.command()
@click.argument("file", metavar="FILE")
@click.option(
    "--repo",
    "repositories",
    multiple=True,
    metavar="PATH",
    help="Repository to take evidence from.",
)
@click.option(
    "--evidence", "packs", multiple=True, metavar="PACK.jsonl", help="Evidence pack to read."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "jsonl", "sarif", "junit", "github"]),
    default="text",
    show_default=True,
)
@reading_options
@click.option("--explain", is_flag=True, help="Show for every sentence what its words rest on.")
@click.option("--fix", is_flag=True, help="Take out of the file what fails; put nothing in.")
@click.option("--dry-run", is_flag=True, help="With --fix: print the patch, change nothing.")
def command(
    file: str,
    repositories: tuple[str, ...],
    packs: tuple[str, ...],
    form: str,
    **options: Any,
) -> int:
    """Check a résumé, a ledger or a file of claims against its evidence.

    FILE is a résumé (.md, with ledger.json beside it), a ledger (.json) or claims (.jsonl). The
    repositories that the ledger names are read unless --repo or --evidence is given. Exit code 0:
    every sentence is supported; 1: some sentence is not; 2: nothing could be checked. With --fix
    the code is that of the mended file.
    """
    from pathlib import Path

    from pipeline.check import check
    from pipeline.cli.changes import mend_file, report
    from pipeline.cli.console import progress
    from pipeline.cli.request import settings_from
    from pipeline.errors import ExitCode, UsageError
    from pipeline.render.verdicts import Form, Sheet, render_verdicts

    fix, dry_run, explain = (options.pop(name) for name in ("fix", "dry_run", "explain"))
    settings = settings_from(options)
    if dry_run and not fix:
        raise UsageError("--dry-run only goes with --fix", todo="give both, or none")
    path = Path(file)
    if fix:
        mended = mend_file(path, repositories, packs, settings, explain=explain, write=not dry_run)
        told = mended.diff(file) if dry_run else report(mended, file)
        click.echo(told, nl=False, err=Form(form) is not Form.TEXT and not dry_run)
        checked = mended.checked
    else:
        with progress() as show:
            checked = check(path, repositories, packs, settings, show, explain=explain)
    if not dry_run:
        sheet = Sheet(checked.verdicts, file, checked.lines, checked.accounts)
        click.echo(render_verdicts(sheet, Form(form)), nl=False)
    return ExitCode.CLAIM_FAILED if checked.has_rejections else ExitCode.FINE
