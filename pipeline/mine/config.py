"""A git config file, read by git itself without any repository around it."""

from __future__ import annotations

import os
import re
from pathlib import Path

from pipeline.mine.child import Git

_SECRET = re.compile(r"(?<=//)[^/@]*@")
_SSH = re.compile(r"(?:[\w.-]+@)?(?P<host>[\w.-]+):(?!//|:)(?P<path>.+)")
_URL = re.compile(r"(?:https?|ssh|git)://(?P<host>[\w.-]+)(?::\d+)?/(?P<path>.+)")
_FORGES = ("github", "gitlab", "gitea", "bitbucket", "codeberg", "forgejo")


def read_config(git: Git, file: Path, *, includes: bool = False) -> dict[str, list[str]]:
    """Give every value by key, section and key in small letters.

    Args:
        git: Runs outside of any repository.
        file: The file; one that is missing holds nothing.
        includes: Follow include directives: only in the user's own files.
    """
    if not file.is_file():
        return {}
    option = "--includes" if includes else "--no-includes"
    output = git.run(["config", "--file", str(file), option, "-z", "--list"])
    values: dict[str, list[str]] = {}
    for record in output.decode(errors="replace").split("\0"):
        key, _, value = record.partition("\n")
        if key:
            values.setdefault(key, []).append(value)
    return values


def user_files() -> tuple[Path, ...]:
    """Give the user's own config files, the one that wins last."""
    home = Path(os.environ.get("HOME", "/nonexistent"))
    base = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")
    return (base / "git" / "config", home / ".gitconfig")


def remote_url(config: dict[str, list[str]]) -> str:
    """Give the address of the remote without credentials; `origin` wins, then the first by name."""
    urls = {k: v[0] for k, v in config.items() if k.startswith("remote.") and k.endswith(".url")}
    first = "remote.origin.url" if "remote.origin.url" in urls else min(urls, default="")
    return _SECRET.sub("", urls.get(first, ""))


def remote_page(config: dict[str, list[str]]) -> tuple[str, str]:
    """Give `owner/name` and the address of the page that a config's remote leads to.

    Both are empty without a remote; the address is empty where the host is no known forge.
    """
    url = remote_url(config)
    match = _URL.fullmatch(url) or _SSH.fullmatch(url)
    if match is None:
        return "", ""
    path = match["path"].strip("/").removesuffix(".git")
    host = match["host"].lower()
    known = any(forge in host for forge in _FORGES) and re.fullmatch(r"[\w./~+-]+", path)
    return path, f"https://{host}/{path}" if known else ""
