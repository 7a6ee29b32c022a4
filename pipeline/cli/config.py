"""`gitvitae config`: the settings in force."""

from __future__ import annotations

import click


@click.group()
def command() -> None:
    """Show the settings in force."""


@command.command()
def show() -> None:
    """Print every setting with its value, and where settings files are looked for."""
    from pipeline import settings

    current = settings.load()
    click.echo(f"# user file: {settings.user_file()}")
    click.echo(f"# project file: {settings.PROJECT_FILE} in the working directory")
    click.echo(current.model_dump_json(indent=2))
