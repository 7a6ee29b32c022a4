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
            "--path",
            "paths",
            multiple=True,
            metavar="PREFIX",
            help="File or folder of the repository that counts; may be given again. Default: all.",
        ),
        click.option(
            "--pull-requests",
            multiple=True,
            metavar="FILE|FORGE",
            help="Export of gh, glab, tea, az or gitvitae mine; or ask the forge that the remote "
            "leads to: `forge`, or `github`, `gitlab`, `gitea`, with :HOST for one of your own "
            "and :HOST/OWNER/NAME for another repository.",
        ),
    )
    return reading_options(_with(function, options))


def reading_options(function: F) -> F:
    """Add the options that say how repositories are read."""
    options = (
        click.option(
            "--no-cache",
            is_flag=True,
            help="Mine everything anew; keep nothing of it for the next run.",
        ),
        click.option(
            "--allow-shallow",
            is_flag=True,
            help="Take a clone whose history is cut off; what is cut off stays unknown.",
        ),
    )
    return _with(function, options)


def _with(function: F, options: Sequence[Callable[[F], F]]) -> F:
    for option in reversed(options):
        function = option(function)
    return function


def out_option(function: F) -> F:
    """Add the option that says where the résumé lies."""
    return click.option(
        "--out", default="resume", show_default=True, metavar="DIR", help="Folder of the résumé."
    )(function)
