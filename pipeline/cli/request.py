"""From parsed options to what the pipeline asks for."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import datetime
from posixpath import normpath
from typing import Any

import click

from pipeline import settings
from pipeline.domain.text import printable
from pipeline.errors import PersonError, UsageError
from pipeline.run import Request

_SHOWN = 15
"""People that are offered to choose from."""


def settings_from(options: Mapping[str, Any]) -> settings.Settings:
    """Load the settings; options that were given win."""
    return settings.load(
        {
            "draft.writer": options.get("writer"),
            "draft.base_url": options.get("base_url"),
            "draft.lang": options.get("lang"),
            "mine.cache": False if options.get("no_cache") else None,
            "mine.shallow": options.get("allow_shallow") or None,
        }
    )


def request_from(options: Mapping[str, Any]) -> Request:
    """Say whose résumé is wanted, from what."""
    return Request(
        repositories=options["repositories"],
        persons=options["persons"],
        everyone=options["everyone"],
        since=_day(options["since"]),
        until=_day(options["until"]),
        refs=options["refs"],
        paths=tuple(filter(None, map(_prefix, options["paths"]))),
        pull_requests=options["pull_requests"],
    )


def with_person(request: Request, error: PersonError) -> Request:
    """Ask on the terminal whose résumé it is; where nobody can answer, the error stands."""
    if not error.candidates or not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise error
    click.echo(str(error), err=True)
    shown = error.candidates[:_SHOWN]
    for number, (address, commits) in enumerate(shown, 1):
        click.echo(f"{number:>3}  {printable(address)}  ({commits} commits)", err=True)
    number = click.prompt("Whose résumé", type=click.IntRange(1, len(shown)), err=True)
    return request.model_copy(update={"persons": (shown[number - 1][0],)})


def _prefix(path: str) -> str:
    """Give a file or folder as a repository names it; empty for its top."""
    plain = normpath(f"/{path}").strip("/")
    if ".." in path.split("/") or "\0" in path:
        raise UsageError("no file or folder inside a repository", where=f"--path {path}")
    return plain


def _day(value: datetime | None) -> Any:
    return value.date() if value else None
