"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

DAY = click.DateTime(formats=["%Y-%m-%d"])


def scope_options(function: F) -> F:
    """Add the options that say whose commits are read, and which."""
    options = (
        click.option(
            "--person",
            "persons",
            multiple=True,
            metavar="EMAIL",
            help="Whose work it is; may be given again for further addresses. Default: git config.",
        ),
        click.option("--everyone", is_flag=True, help="Take everyone's work."),
        click.option("--since", type=DAY, metavar="YYYY-MM-DD", help="First day that counts."),
        click.option(
            "--until", type=DAY, metavar="YYYY-MM-DD", help="First day that no longer counts."
        ),
        click.option(
            "--ref", "refs", multiple=True, metavar="REF", help="Branch or tag. Default: HEAD."
        ),
        click.option(
            "--pull-requests",
            multiple=True,
            metavar="FILE",
            help="Export of `gh pr list --state all --json number,title,body,author,…`.",
        ),
    )
    return cache_option(_with(function, options))


def cache_option(function: F) -> F:
    """Add the option that switches the cache of mined commits off."""
    return click.option(
        "--no-cache",
        is_flag=True,
        help="Mine everything anew; keep nothing of it for the next run.",
    )(function)


def _with(function: F, options: Sequence[Callable[[F], F]]) -> F:
    for option in reversed(options):
        function = option(function)
    return function


def out_option(function: F) -> F:
    """Add the option that says where the résumé lies."""
    return click.option(
        "--out", default="resume", show_default=True, metavar="DIR", help="Folder of the résumé."
    )(function)
