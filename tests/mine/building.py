"""Small repositories with fixed dates, made by git for the tests of mining."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from pipeline import settings
from pipeline.domain.history import History
from pipeline.domain.person import Identity, Person
from pipeline.domain.scope import Scope
from pipeline.mine import Forge, GitRepository, NoForge, mine
from pipeline.settings import MineSettings

ONE = "Dev One <dev1@example.org>"
TWO = "Dev Two <dev2@example.org>"
DEV_ONE = Person(name="Dev One", identities=(Identity(name="Dev One", email="dev1@example.org"),))
SETTINGS = settings.load(directory=Path("/nonexistent"), environment={}).mine
_START = 1_600_000_000
_ENVIRONMENT = {
    "PATH": os.environ.get("PATH", os.defpath),
    "HOME": "/nonexistent",
    "LC_ALL": "C.UTF-8",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
}


@dataclass
class Built:
    """A repository that a test builds up commit by commit, an hour apart."""

    path: Path
    clock: int = _START

    def git(self, *arguments: str, feed: bytes = b"", **variables: str) -> str:
        """Run git in it and give what it prints."""
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.path,
            env=_ENVIRONMENT | variables,
            input=feed,
            capture_output=True,
            check=True,
        )
        return done.stdout.decode(errors="replace").strip()

    def commit(
        self,
        message: str | bytes = "Change something",
        files: dict[str, str | bytes | None] | None = None,
        author: str = ONE,
        date: str = "",
        committer: str = "",
    ) -> str:
        """Write files (None removes one), commit, and give the id."""
        for name, content in (files or {}).items():
            self.write(name, content)
        self.git("add", "-A")
        self.clock += 3600
        raw = message.encode() if isinstance(message, str) else message
        people = self.people(author, committer or author, date or f"{self.clock} +0000")
        self.git("commit", "-q", "--allow-empty", "--cleanup=verbatim", "-F-", feed=raw, **people)
        return self.git("rev-parse", "HEAD")

    def merge(self, branch: str, message: str, author: str = ONE) -> str:
        """Merge a branch with a merge commit, and give its id."""
        self.clock += 3600
        people = self.people(author, author, f"{self.clock} +0000")
        self.git("merge", "-q", "--no-ff", "-m", message, branch, **people)
        return self.git("rev-parse", "HEAD")

    def write(self, name: str, content: str | bytes | None) -> None:
        """Write one file of the working tree."""
        path = self.path / name
        if content is None:
            path.unlink()
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)

    @staticmethod
    def people(author: str, committer: str, date: str) -> dict[str, str]:
        """Give the variables that make git commit as these people at that time."""
        variables = {"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date}
        for role, text in (("AUTHOR", author), ("COMMITTER", committer)):
            name, _, email = text.rstrip(">").partition(" <")
            variables |= {f"GIT_{role}_NAME": name, f"GIT_{role}_EMAIL": email}
        return variables


def build(path: Path, *options: str) -> Built:
    """Make an empty repository with a branch `main`."""
    path.mkdir(parents=True, exist_ok=True)
    built = Built(path)
    built.git("init", "-q", "-b", "main", *options)
    return built


def mined(
    path: Path,
    scope: Scope | None = None,
    forge: Forge | None = None,
    settings: MineSettings = SETTINGS,
) -> History:
    """Mine a repository, with the default settings unless told otherwise."""
    with GitRepository(path, settings) as repository:
        return mine(repository, forge or NoForge(), scope or Scope())
