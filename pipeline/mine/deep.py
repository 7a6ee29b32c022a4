"""Depth 3: the methods that commits changed, read with PyDriller for the few that are cited.

PyDriller writes into the repository that it opens and runs what git's settings name, so it gets
the private directory and the safe environment, in a process of its own that is ended when its time
is up.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Collection, Iterator
from pathlib import Path
from threading import Timer

from pydantic import ValidationError

from pipeline.domain.commit import CodeChange
from pipeline.domain.history import History
from pipeline.domain.model import Model
from pipeline.mine.memory import Kind
from pipeline.mine.repository import GitRepository
from pipeline.mine.store import NOTES

Code = tuple[CodeChange, ...]
_KIND = Kind[Code]("methods", Code, ())
_FILES = 100
"""Files of one commit; a mass change says nothing by its methods."""


class _Answer(Model):
    id: str
    code: Code


def deepen(repository: GitRepository, history: History, cited: Collection[str]) -> History:
    """Give the history with the methods that cited commits changed, where those can be read.

    Args:
        repository: Where the commits are, open.
        history: As it was mined.
        cited: Ids; merges and mass changes stay as they are.
    """
    wanted = [
        commit.id
        for commit in history.commits
        if commit.id in cited
        and len(commit.parents) <= 1
        and 0 < len(commit.files) <= _FILES
        and commit.id not in repository.edge
    ]
    if repository.object_format != "sha1":
        NOTES.warning("%s: methods are not read: PyDriller knows no SHA-256", repository.path)
        return history
    own = wanted[: repository.settings.deep]
    found = repository.memory.complete(_KIND, own, (), lambda ids: (_read(repository, ids), ()))
    if len(found) < len(wanted):
        left = len(wanted) - len(found)
        NOTES.warning("%s: cited commits whose methods are not read: %d", repository.path, left)
    commits = (
        commit.model_copy(update={"code": found[commit.id]}) if commit.id in found else commit
        for commit in history.commits
    )
    return history.model_copy(update={"commits": tuple(commits)})


def _read(repository: GitRepository, ids: Collection[str]) -> dict[str, Code]:
    """Read commits until the time is up."""
    command = [sys.executable, "-I", str(Path(__file__).with_name("methods.py"))]
    child = subprocess.Popen(
        [*command, str(repository.private)],
        cwd=repository.git.folder,
        env=dict(repository.git.environment),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    timer = Timer(repository.settings.deep_seconds, child.kill)
    timer.start()
    try:
        output, _ = child.communicate("".join(f"{key}\n" for key in ids).encode())
    finally:
        timer.cancel()
        child.kill()
        child.wait()
    return {answer.id: answer.code for answer in _answers(output) if answer.id in ids}


def _answers(output: bytes) -> Iterator[_Answer]:
    for line in output.splitlines():
        try:
            yield _Answer.model_validate_json(line)
        except ValidationError:
            return  # the last line of a program that was ended
