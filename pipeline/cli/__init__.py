"""The command: arguments in, exit codes out.

Nothing heavy is imported here: `--help` has to answer at once. Each command lives in a module
of its own and imports what it needs when it runs.
"""

from __future__ import annotations

import logging
import os
import sys
import traceback
from importlib import import_module

import click
from click.exceptions import NoArgsIsHelpError

from pipeline import __version__
from pipeline.domain.text import printable
from pipeline.errors import ExitCode, GitvitaeError

COMMANDS = {
    "draft": "Draft a timeline résumé from one or several repositories.",
    "refresh": "Bring a résumé up to date; keep what a person edited.",
    "verify": "Check a résumé, a ledger or a file of claims against its evidence.",
    "eval": "Measure the gate on labelled sentences.",
    "mine": "Print the evidence of a repository.",
    "phases": "Print the tracks, phases and transitions of a repository.",
    "doctor": "Examine git, the repositories, the people in them, tokens and the cache.",
    "explain": "Say what a rule of the verifier looks for, and how to mend a finding.",
    "config": "Show the settings in force.",
}
INTERNAL_ERROR = 70
"""`EX_SOFTWARE` of sysexits.h: a bug of ours must not look like a failed claim."""


class Commands(click.Group):
    """The group of commands, each imported only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the names in the order in which people meet them."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"pipeline.cli.{cmd_name}").command
        if not isinstance(command, click.Command):
            raise TypeError(f"pipeline.cli.{cmd_name} has no command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="gitvitae")
def gitvitae() -> None:
    """Draft a timeline résumé whose every sentence is proved by the commits it cites."""


def main() -> None:
    """Run the command and leave with its exit code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run the command with these arguments and give its exit code."""
    logging.getLogger("pipeline").handlers = [_Notes(logging.WARNING)]
    try:
        code = gitvitae.main(args=arguments, prog_name="gitvitae", standalone_mode=False)
    except click.ClickException as error:
        _complain(error)
        return ExitCode.USAGE
    except GitvitaeError as error:
        _say(f"error: {error}")
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        _say("interrupted; nothing half done was left behind")
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.FINE
    except Exception:  # noqa: BLE001 - the last line of defence: a bug must say that it is one
        traceback.print_exc()
        _say("error: this is a bug of gitvitae; please report the lines above")
        return INTERNAL_ERROR
    return int(code or ExitCode.FINE)


def _complain(error: click.ClickException) -> None:
    """Say what is wrong with a call and where its options are told, on one line as all errors."""
    if isinstance(error, NoArgsIsHelpError):
        error.show()
        return
    said = " ".join(error.format_message().split()).rstrip(".")
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "gitvitae"
    where = path.partition(" ")[2]
    what = f"{where}: {said[:1].lower()}{said[1:]}".removeprefix(": ")
    _say(f"error: {what} (see {path} --help)")


class _Notes(logging.Handler):
    """Says on stderr what a person should know and what stops nothing."""

    def emit(self, record: logging.LogRecord) -> None:
        """Say one note."""
        _say(f"note: {record.getMessage()}")


def _say(text: str) -> None:
    click.echo(f"gitvitae: {printable(text)}", err=True)
