"""`gitvitae eval`: measure the gate."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from pipeline.evaluate import Report, SuiteResult


@click.command()
@click.argument("folders", nargs=-1, required=True, metavar="FOLDER...")
@click.option("--thresholds", metavar="FILE", help="Default: thresholds.toml in or above FOLDER.")
@click.option("--report", metavar="DIR", help="Write NAME.html, .md and .json for each suite here.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
)
@click.option("--ratchet", is_flag=True, help="Write tighter limits where they hold; loosen none.")
@click.option("--mutate", is_flag=True, help="Also score generated mutations and harmless edits.")
@click.option("--neighbours", is_flag=True, help="Also re-cite each sentence to a near commit.")
def command(folders: tuple[str, ...], form: str, *, ratchet: bool, **options: Any) -> int:
    """Measure the gate on labelled sentences, against thresholds.

    FOLDER holds *.claims.jsonl and *.packs.jsonl. The report shows every miss, and how the two
    errors are traded. Exit code 1: a threshold is not met.
    """
    from pipeline import settings
    from pipeline.errors import ExitCode
    from pipeline.evaluate import as_json, as_markdown, as_text, run_suite

    forms = {"text": as_text, "json": as_json, "markdown": as_markdown}
    limits = Path(options["thresholds"]) if options["thresholds"] else None
    policy = settings.load().verify
    failed = False
    for folder in map(Path, folders):
        result = run_suite(
            folder,
            policy,
            limits,
            with_mutations=options["mutate"],
            with_neighbours=options["neighbours"],
        )
        click.echo(forms[form](result.report), nl=False)
        for line in result.failures:
            click.echo(f"threshold not met: {line}", err=True)
        for line in result.reserves:
            click.echo(f"better than its limit: {line}", err=True)
        if options["report"]:
            _write_report(Path(options["report"]), folder.resolve().name, result.report)
        if ratchet:
            _tighten(result)
        failed = failed or not result.has_passed
    return ExitCode.CLAIM_FAILED if failed else ExitCode.FINE


def _write_report(place: Path, name: str, report: Report) -> None:
    from pipeline import artifacts
    from pipeline.evaluate import as_html, as_json, as_markdown

    pages = {
        f"{name}.json": as_json(report),
        f"{name}.md": as_markdown(report),
        f"{name}.html": as_html(report),
    }
    with artifacts.exclusive(place):
        artifacts.write_all(place, pages)


def _tighten(result: SuiteResult) -> None:
    from pipeline import artifacts
    from pipeline.errors import UsageError

    if result.limits is None:
        raise UsageError("there is no thresholds.toml to tighten", todo="name it: --thresholds")
    if result.ratcheted:
        place = result.limits.parent
        with artifacts.exclusive(place):
            artifacts.write_all(place, {result.limits.name: result.ratcheted})
        click.echo(f"tightened: {result.limits}", err=True)
