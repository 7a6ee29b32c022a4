"""The token for a forge: from the environment, or from the forge's own command line.

A token goes to the host that it was made for and to no other; it is never printed.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import SecretStr

from pipeline.errors import ForgeError
from pipeline.mine.forges.place import Kind

_TOKEN = re.compile(r"[\x21-\x7e]{1,1000}")
_SECONDS = 20
_COMMANDS = {
    Kind.GITHUB: ("gh", "auth", "token", "--hostname"),
    Kind.GITLAB: ("glab", "config", "get", "token", "--host"),
}
"""Commands that print the token of the host given as their last argument."""
_HOSTS = {
    Kind.GITLAB: ("GITLAB_HOST", "GITLAB_URI", "GL_HOST"),
    Kind.GITEA: ("GITEA_SERVER_URL", "GITEA_HOST"),
}
"""Variables that say which host the variable with the token is for."""
_NAMES = {Kind.GITLAB: ("GITLAB_TOKEN",), Kind.GITEA: ("GITEA_TOKEN", "FORGEJO_TOKEN")}
_PUBLIC = ("GH_TOKEN", "GITHUB_TOKEN")
_ENTERPRISE = ("GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN")


def find_token(
    kind: Kind, host: str, environment: Mapping[str, str] | None = None
) -> SecretStr | None:
    """Find the token for one host; None where there is none.

    Args:
        kind: Which forge it is.
        host: Its host, as the user named it or as everyone knows it.
        environment: Variables to read; the process's own by default.

    Raises:
        ForgeError: What is given as a token can't be one.
    """
    variables = os.environ if environment is None else environment
    for name in _variables(kind, host, variables):
        text = variables.get(name, "").strip()
        if text:
            return _checked(text, name)
    # A variable that holds the token of another host would be printed for this one as well.
    tokens = {*_PUBLIC, *_ENTERPRISE, *(name for names in _NAMES.values() for name in names)}
    return _from_command(kind, host, {k: v for k, v in variables.items() if k not in tokens})


def _variables(kind: Kind, host: str, variables: Mapping[str, str]) -> Iterator[str]:
    if kind is not Kind.GITHUB:
        named = {_host(variables.get(name, "")) for name in _HOSTS[kind]} - {""}
        if not named or host in named:
            yield from _NAMES[kind]
        return
    servers = {_host(variables.get(name, "")) for name in ("GH_HOST", "GITHUB_SERVER_URL")}
    is_public = host == "github.com" or host.endswith(".ghe.com")
    if not is_public:
        yield from _ENTERPRISE
    if is_public or host in servers:
        yield from _PUBLIC


def _host(text: str) -> str:
    """Give the host of an address or of a bare name."""
    return urlsplit(text if "//" in text else f"//{text}").netloc.rpartition("@")[2].lower()


def _from_command(kind: Kind, host: str, environment: Mapping[str, str]) -> SecretStr | None:
    command = _COMMANDS.get(kind)
    if command is None:
        return None
    try:
        done = subprocess.run(
            [*command, host],
            cwd=Path(os.sep).resolve(),  # never in a repository: its own settings must not count
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=True,
            text=True,
            timeout=_SECONDS,
        )
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
    text = done.stdout.strip()
    return _checked(text, " ".join(command[:-1])) if text else None


def _checked(text: str, origin: str) -> SecretStr:
    if not _TOKEN.fullmatch(text):
        raise ForgeError("holds no token: one word of printable characters", where=origin)
    return SecretStr(text)
