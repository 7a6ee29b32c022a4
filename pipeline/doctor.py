"""Examine what gitvitae needs: git, the repositories, whose commits they hold, tokens, the cache.

Nothing is written, nothing is asked of a network, and no token is ever shown.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path

from pipeline import run
from pipeline.domain.model import Model
from pipeline.domain.scope import Scope
from pipeline.errors import GitvitaeError, PersonError
from pipeline.mine import GitRepository, find_person, known_forge, people
from pipeline.settings import Settings

_OLDEST_GIT = (2, 35)
_LISTED = 5
"""People that are named to choose from."""
_KEYS = ("OPENAI_API_KEY",)


class State(StrEnum):
    """How a thing is."""

    GOOD = "good"
    NOTE = "note"
    """It works, and something should be known of it."""
    BAD = "bad"


class Finding(Model):
    """What was found out about one thing, and what to do about it."""

    state: State
    topic: str
    what: str
    todo: str = ""


def examine(
    paths: Sequence[str], settings: Settings, environment: Mapping[str, str] | None = None
) -> Iterator[Finding]:
    """Examine the machine, then each repository.

    Args:
        paths: Repositories.
        settings: The settings in force.
        environment: Variables to read; the process's own by default.
    """
    variables = os.environ if environment is None else environment
    yield _git()
    yield _cache(settings)
    yield from (_key(name, variables) for name in _KEYS)
    for path in paths:
        yield from _repository(path, settings, variables)


def _git() -> Finding:
    place = shutil.which("git")
    if place is None:
        return _bad("git", "git is not installed", "install git 2.35 or later")
    done = subprocess.run([place, "version"], capture_output=True, check=False, text=True, cwd="/")
    match = re.search(r"(\d+)\.(\d+)\S*", done.stdout)
    if match is None:
        return _bad("git", f"{place} tells no version", "install git 2.35 or later")
    if (int(match[1]), int(match[2])) < _OLDEST_GIT:
        return _bad("git", f"{match[0]} is too old", "install git 2.35 or later")
    return _good("git", match[0])


def _cache(settings: Settings) -> Finding:
    file = run.commits_file()
    if not settings.mine.cache:
        return _note("cache", "switched off: every run reads whole histories", "mine.cache = true")
    size = f"{file.stat().st_size / 1e6:.1f} MB" if file.is_file() else "nothing yet"
    return _good("cache", f"{file}: {size}")


def _key(name: str, variables: Mapping[str, str]) -> Finding:
    if variables.get(name, "").strip():
        return _good("model", f"{name} is set")
    return _note("model", f"{name} is not set: the extractive writer needs none")


def _repository(path: str, settings: Settings, variables: Mapping[str, str]) -> Iterator[Finding]:
    loose = settings.mine.model_copy(update={"shallow": True, "cache": False})
    try:
        with GitRepository(Path(path), loose) as repository:
            yield from _state(repository)
            yield from _people(repository)
            yield _token(repository, variables)
    except GitvitaeError as error:
        yield _bad(path, error.what, error.todo)


def _state(repository: GitRepository) -> Iterator[Finding]:
    path, source = str(repository.path), repository.source
    kind = "bare repository" if repository.location.is_bare else "repository"
    kind = "linked worktree" if repository.location.is_linked else kind
    yield _good(path, f"{kind} of {source.name}, {source.object_format}")
    if repository.edge:
        todo = "git fetch --unshallow, or fetch-depth: 0 in CI, or --allow-shallow"
        yield _bad(path, "the clone is shallow: its history is cut off", todo)
    if repository.is_partial:
        yield _bad(path, repository.partial().what, repository.partial().todo)
    tips = repository.tips()
    rows = repository.log(tips)
    first, last = (f"{row.committed_at:%Y-%m-%d}" for row in (rows[-1], rows[0]))
    name = repository.branch(tips[0][0])
    yield _good(path, f"{len(rows)} commits on {name}, {first} to {last}")


def _people(repository: GitRepository) -> Iterator[Finding]:
    path = str(repository.path)
    try:
        person = find_person((), [repository])
    except PersonError as error:
        ranked = people(repository, Scope())[:_LISTED]
        names = ", ".join(f"{identity.email} ({count})" for identity, count in ranked)
        yield _note(path, error.what, f"--person, one of: {names}")
        return
    counts = {identity.key: count for identity, count in people(repository, Scope())}
    for identity in person.identities:
        count = counts.get(identity.key, 0)
        yield _good(path, f"{count} commits by {identity.name} <{identity.email}>")


def _token(repository: GitRepository, variables: Mapping[str, str]) -> Finding:
    path = str(repository.path)
    forge = known_forge(repository, variables)
    if forge is None:
        return _note(path, "no known forge: pull requests come from exports alone")
    if forge.has_token:
        return _good(path, f"a token for {forge.host} is there")
    todo = "--pull-requests with an export, or log in with the forge's own command"
    return _note(path, f"no token for {forge.host}", todo)


def _good(topic: str, what: str) -> Finding:
    return Finding(state=State.GOOD, topic=topic, what=what)


def _note(topic: str, what: str, todo: str = "") -> Finding:
    return Finding(state=State.NOTE, topic=topic, what=what, todo=todo)


def _bad(topic: str, what: str, todo: str) -> Finding:
    return Finding(state=State.BAD, topic=topic, what=what, todo=todo)
