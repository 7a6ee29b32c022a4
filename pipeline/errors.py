"""Every error that gitvitae raises on purpose.

GitvitaeError                     what went wrong, where, and what to do
├── UsageError            exit 2  the call, a file or a repository can't be used as it is
│   ├── SettingsError             unknown keys or bad values, all of them at once
│   ├── RepositoryError           not a repository, empty, shallow, unknown ref …
│   ├── PersonError               nobody, or several people, fit
│   └── FormatError               an export, a pack, a claims file or a ledger can't be read
├── OutsideError          exit 3  something beyond this machine failed
│   ├── ModelError                the language model refused, was cut off or answered nonsense
│   └── ForgeError                a forge refused, can't be reached or answered nonsense
└── StaleError            exit 4  the ledger no longer fits its repositories

Anything else that escapes is a bug of ours, and says so.
"""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of the command; other programs rely on them."""

    FINE = 0
    CLAIM_FAILED = 1
    USAGE = 2
    OUTSIDE = 3
    STALE = 4
    INTERRUPTED = 130


class GitvitaeError(Exception):
    """A failure the user can act on.

    Args:
        what: What is wrong, in one sentence.
        where: The file, line, repository or option it is about.
        todo: What to do about it.
    """

    exit_code = ExitCode.USAGE

    def __init__(self, what: str, *, where: str = "", todo: str = "") -> None:
        self.what = what
        self.where = where
        self.todo = todo
        super().__init__(what)

    def __str__(self) -> str:
        """Put where, what and what to do on one line."""
        text = f"{self.where}: {self.what}" if self.where else self.what
        return f"{text} ({self.todo})" if self.todo else text


class UsageError(GitvitaeError):
    """The call, a file or a repository can't be used as it is."""


class SettingsError(UsageError):
    """The settings hold unknown keys or bad values."""


class RepositoryError(UsageError):
    """A repository can't be read as it is."""


class PersonError(UsageError):
    """Nobody, or several people, fit.

    Args:
        what: What is wrong, in one sentence.
        todo: What to do about it.
        candidates: Addresses that may be meant, with their commits, most first.
    """

    def __init__(
        self, what: str, *, todo: str = "", candidates: tuple[tuple[str, int], ...] = ()
    ) -> None:
        super().__init__(what, todo=todo)
        self.candidates = candidates


class FormatError(UsageError):
    """A file does not have the form it should have."""


class OutsideError(GitvitaeError):
    """Something beyond this machine failed."""

    exit_code = ExitCode.OUTSIDE


class ModelError(OutsideError):
    """The language model gave no usable answer."""


class ForgeError(OutsideError):
    """A forge gave no usable answer."""


class StaleError(GitvitaeError):
    """The ledger no longer fits its repositories."""

    exit_code = ExitCode.STALE
