"""`gitvitae eval`: measure the gate."""

from __future__ import annotations

import click


@click.command()
@click.argument("folders", nargs=-1, required=True, metavar="FOLDER...")
@click.option("--thresholds", metavar="FILE", help="Default: thresholds.toml in or above FOLDER.")
@click.option("--report", metavar="DIR", help="Write NAME.json and NAME.md for each suite here.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
)
@click.option("--mutate", is_flag=True, help="Also score generated mutations and harmless edits.")
@click.option("--neighbours", is_flag=True, help="Also re-cite each sentence to a near commit.")
def command(
    folders: tuple[str, ...],
    thresholds: str | None,
    report: str | None,
    form: str,
    *,
    mutate: bool,
    neighbours: bool,
) -> int:
    """Measure the gate on labelled sentences, against thresholds.

    FOLDER holds *.claims.jsonl and *.packs.jsonl. Exit code 1: a threshold is not met.
    """
    from pathlib import Path

    from pipeline import artifacts, settings
    from pipeline.errors import ExitCode
    from pipeline.evaluate import as_json, as_markdown, as_text, run_suite

    forms = {"text": as_text, "json": as_json, "markdown": as_markdown}
    limits = Path(thresholds) if thresholds else None
    policy = settings.load().verify
    failed = False
    for folder in map(Path, folders):
        result = run_suite(
            folder, policy, limits, with_mutations=mutate, with_neighbours=neighbours
        )
        click.echo(forms[form](result.report), nl=False)
        for line in result.failures:
            click.echo(f"threshold not met: {line}", err=True)
        for line in result.reserves:
            click.echo(f"can be tightened: {line}", err=True)
        if report:
            name = folder.resolve().name
            pages = {
                f"{name}.json": as_json(result.report),
                f"{name}.md": as_markdown(result.report),
            }
            with artifacts.exclusive(Path(report)):
                artifacts.write_all(Path(report), pages)
        failed = failed or not result.has_passed
    return ExitCode.CLAIM_FAILED if failed else ExitCode.FINE
