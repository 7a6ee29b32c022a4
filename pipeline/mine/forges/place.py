"""Which forge is meant: what the user asked for, and where a repository's remote leads."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import ip_address
from urllib.parse import urlsplit

from pipeline.errors import UsageError

_WORD = re.compile(
    r"(?P<kind>forge|github|gitlab|gitea)"
    r"(?::(?P<host>[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?)(?:/(?P<path>.+))?)?"
)
_SSH = re.compile(r"(?:[\w.-]+@)?(?P<host>[\w.-]+):(?!//|:)(?P<path>.+)")
_PATH = re.compile(r"[\w.~+-]+(?:/[\w.~+-]+)+")


class Kind(StrEnum):
    """A family of forges that speak one API; Forgejo speaks Gitea's."""

    GITHUB = "github"
    GITLAB = "gitlab"
    GITEA = "gitea"


_KNOWN = {
    "github.com": Kind.GITHUB,
    "gitlab.com": Kind.GITLAB,
    "gitea.com": Kind.GITEA,
    "codeberg.org": Kind.GITEA,
}
"""Hosts that need not be named: nobody else can hold them."""
_TENANTS = ".ghe.com"
"""GitHub's own domain for companies' instances."""


@dataclass(frozen=True)
class Remote:
    """A repository on a forge.

    Args:
        host: With its port, where the address tells one.
        path: `owner/name`, with further groups on GitLab.
        scheme: `https`, or `http` on this very machine.
    """

    host: str
    path: str
    scheme: str = "https"


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine, by its number or as `localhost`."""
    name = urlsplit(f"//{host}").hostname or ""
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"


def read_remote(url: str) -> Remote | None:
    """Read the address of a remote; None where it leads to no forge.

    An ssh address leads to the same host over https; its port is not the web's.
    """
    match = _SSH.fullmatch(url)
    if match and "://" not in url:
        return _remote(match["host"], match["path"], "https")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return None
    if parts.query or parts.fragment or not url.isprintable():
        return None
    host = f"[{host}]" if ":" in host else host
    if parts.scheme in {"ssh", "git"}:
        return _remote(host, parts.path, "https")
    if parts.scheme not in {"http", "https"}:
        return None
    scheme = parts.scheme if is_loopback(host) else "https"
    is_told = port is not None and scheme == parts.scheme
    return _remote(f"{host}:{port}" if is_told else host, parts.path, scheme)


def _remote(host: str, path: str, scheme: str) -> Remote | None:
    path = path.strip("/").removesuffix(".git")
    return Remote(host.lower(), path, scheme) if host and _is_path(path) else None


def _is_path(path: str) -> bool:
    return bool(_PATH.fullmatch(path)) and not {".", ".."} & set(path.split("/"))


@dataclass(frozen=True)
class Word:
    """What the user asked for: `forge`, or a kind, perhaps with a host, and a repository there.

    Without a host only hosts that everyone knows are meant: a repository's own configuration must
    never decide where a token goes.
    """

    kind: Kind | None
    host: str = ""
    path: str = ""

    def meant(self, remote: Remote) -> Kind | None:
        """Give the kind of forge to ask for a repository; None where the word means another."""
        if self.host:
            return self.kind if remote.host == self.host else None
        known = _KNOWN.get(remote.host)
        if remote.host.endswith(_TENANTS):
            known = Kind.GITHUB
        return known if self.kind in {None, known} else None

    def named(self) -> tuple[Kind, Remote] | None:
        """Give the very repository that is meant; None where the remote is to tell."""
        if self.kind is None or not self.path:
            return None
        return self.kind, Remote(
            self.host, self.path, "http" if is_loopback(self.host) else "https"
        )


def read_word(text: str) -> Word | None:
    """Read what `--pull-requests` was given; None if it is the name of a file.

    Raises:
        UsageError: A host is named, but not what it speaks, or what is no repository's path.
    """
    match = _WORD.fullmatch(text)
    if match is None:
        return None
    host, path = match["host"] or "", match["path"] or ""
    if match["kind"] == "forge":
        if host:
            what = "a host alone does not tell which forge it runs"
            todo = "--pull-requests github:HOST, gitlab:HOST or gitea:HOST"
            raise UsageError(what, where=text, todo=todo)
        return Word(None)
    if path and not _is_path(path):
        raise UsageError("is no repository's path", where=text, todo="HOST/owner/name")
    return Word(Kind(match["kind"]), host, path)
