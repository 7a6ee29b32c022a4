"""The forge that a repository's remote leads to, and whether there is a token for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.errors import ForgeError
from pipeline.mine.config import remote_url
from pipeline.mine.forges.place import Word, read_remote
from pipeline.mine.forges.token import find_token
from pipeline.mine.repository import GitRepository


@dataclass(frozen=True)
class KnownForge:
    """A forge that everyone knows; of the token only whether there is one."""

    host: str
    has_token: bool


def known_forge(repository: GitRepository, environment: Mapping[str, str]) -> KnownForge | None:
    """Give the forge of a repository; None where its remote leads to no host that all know."""
    remote = read_remote(remote_url(repository.config))
    kind = Word(None, "").meant(remote) if remote else None
    if remote is None or kind is None:
        return None
    try:
        token = find_token(kind, remote.host, environment)
    except ForgeError:
        token = None
    return KnownForge(remote.host, has_token=token is not None)
