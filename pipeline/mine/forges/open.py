"""What `--pull-requests` was given, made into one source of pull requests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pipeline.domain.history import Source
from pipeline.domain.pull_request import PullRequest
from pipeline.errors import UsageError
from pipeline.mine.config import remote_url
from pipeline.mine.forge import Forge
from pipeline.mine.forges.answers import Answers
from pipeline.mine.forges.api import ApiForge, Target
from pipeline.mine.forges.export import ExportForge
from pipeline.mine.forges.place import Kind, Remote, Word, read_remote, read_word
from pipeline.mine.progress import Progress
from pipeline.mine.repository import GitRepository


class Network(StrEnum):
    """Which forges may be asked."""

    NAMED = "named"
    """Those that the user names in this very call."""
    KNOWN = "known"
    """Those that were asked from this machine before: what a file remembers is no permission."""
    NONE = "none"
    """None: what is kept must do."""


def is_forge(text: str) -> bool:
    """Tell whether what `--pull-requests` was given means a forge and not a file."""
    return read_word(text) is not None


@dataclass(frozen=True)
class _Several:
    """Knows what several know; where they disagree the last one is right."""

    forges: Sequence[Forge]

    def pull_requests(self, source: Source) -> Mapping[int, PullRequest]:
        known: dict[int, PullRequest] = {}
        for forge in self.forges:
            known |= forge.pull_requests(source)
        return known


def open_forge(
    given: Sequence[str],
    repositories: Sequence[GitRepository],
    folder: Path,
    network: Network,
    progress: Progress,
) -> Forge:
    """Make one source of pull requests of files and forges; files win over forges.

    Args:
        given: Files and words for forges, as the user gave them.
        repositories: Those that are mined.
        folder: Where answers of forges are kept.
        network: Which forges may be asked.
        progress: Told how many pull requests have come.

    Raises:
        FormatError: A file is no export, or belongs to none of the repositories.
        UsageError: A forge that was named holds none of the repositories.
    """
    words = {text: word for text in given if (word := read_word(text))}
    export = ExportForge([Path(text) for text in given if text not in words])
    export.refuse_foreign([repository.source for repository in repositories])
    remotes = {r.source.path: read_remote(remote_url(r.config)) for r in repositories}
    targets: dict[str, Target] = {}
    for text, word in words.items():
        found = _targets(word, remotes, folder, network)
        if not found:
            raise _nowhere(text, remotes)
        targets |= found
    return _Several([ApiForge(folder, targets, progress), export])


def _targets(
    word: Word, remotes: Mapping[str, Remote | None], folder: Path, network: Network
) -> dict[str, Target]:
    meant = {path: (word.meant(r), r) for path, r in remotes.items() if r is not None}
    if named := word.named():
        if len(remotes) > 1:
            what = "several repositories are given, and one is named on the forge"
            raise UsageError(what, where=named[1].path, todo="name the host alone")
        meant = dict.fromkeys(remotes, named)
    return {
        path: Target(kind, remote, _may_ask(kind, remote, folder, network))
        for path, (kind, remote) in meant.items()
        if kind is not None
    }


def _may_ask(kind: Kind, remote: Remote, folder: Path, network: Network) -> bool:
    match network:
        case Network.NAMED:
            return True
        case Network.KNOWN:
            return Answers(folder, kind, remote).knows_host
        case Network.NONE:
            return False


def _nowhere(text: str, remotes: Mapping[str, Remote | None]) -> UsageError:
    hosts = sorted({remote.host for remote in remotes.values() if remote})
    if not hosts:
        what = "no repository has a remote that leads to a forge"
        return UsageError(what, where=f"--pull-requests {text}", todo="git remote add origin URL")
    return UsageError(
        f"no repository's remote leads there, but to {', '.join(hosts)}",
        where=f"--pull-requests {text}",
        todo=f"name kind and host: --pull-requests github:{hosts[0]}, gitlab:… or gitea:…",
    )
