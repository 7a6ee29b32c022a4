"""Go: modules, and the tools that came before them."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator

Names = Iterator[tuple[str, str | None]]

_REQUIRE = re.compile(r"(?P<name>[^\s()]+)\s+(?P<version>v[^\s]+)\s*(?P<note>//.*)?")
_HOSTED = re.compile(r"[\w-]+(?:\.[\w-]+)+/\S+")
_PACKAGE = re.compile(r"""^-?\s*package:\s*["']?(?P<name>[^\s"']+)""")
_VERSION = re.compile(r"""^version:\s*["']?(?P<version>[^\s"']+)""")
_OWNED = 3
"""Parts of a path on a host that name a repository: host, owner, name."""


def read_mod(text: str) -> Names:
    """Read go.mod: what is required directly; what others require is theirs."""
    block = ""
    for line in text.splitlines():
        words = line.strip()
        if block and words.startswith(")"):
            block = ""
        elif words.endswith("(") and not block:
            block = words.partition(" ")[0].rstrip("(")
        else:
            given = words if block == "require" else words.removeprefix("require ")
            match = _REQUIRE.fullmatch(given.strip())
            is_required = block == "require" or (given != words and not block)
            if match and is_required and "indirect" not in (match["note"] or ""):
                yield match["name"], match["version"]


def read_gopkg(text: str) -> Names:
    """Read the constraints of dep."""
    data = tomllib.loads(text)
    for section in ("constraint", "override"):
        for row in data.get(section, []):
            yield row["name"], _version(row)
    for path in data.get("required", []):
        yield repository_of(path), None


def read_gopkg_lock(text: str) -> Names:
    """Read what dep locked, only what the project itself imports where the lock says so."""
    data = tomllib.loads(text)
    wanted = [repository_of(path) for path in data.get("solve-meta", {}).get("input-imports", [])]
    for row in data.get("projects", []):
        if not wanted or row["name"] in wanted:
            yield row["name"], _version(row)


def read_glide(text: str) -> Names:
    """Read glide.yaml line by line: its packages and their versions."""
    name = ""
    for line in text.splitlines():
        words = line.strip()
        package = _PACKAGE.match(words)
        version = _VERSION.match(words.removeprefix("- "))
        if package and words.startswith("-"):
            if name:
                yield name, None
            name = repository_of(package["name"])
        elif version and name:
            yield name, version["version"]
            name = ""
    if name:
        yield name, None


def read_govendor(text: str) -> Names:
    """Read vendor/vendor.json."""
    for row in json.loads(text).get("package", []):
        yield repository_of(row["path"]), row.get("version") or row.get("revision")


def read_godeps(text: str) -> Names:
    """Read Godeps/Godeps.json."""
    for row in json.loads(text).get("Deps", []):
        yield repository_of(row["ImportPath"]), row.get("Comment") or row.get("Rev")


def repository_of(path: str) -> str:
    """Cut a package's path down to the repository that it lies in, where the host tells."""
    parts = path.split("/")
    if parts[0] in {"github.com", "gitlab.com", "bitbucket.org", "golang.org"}:
        return "/".join(parts[:_OWNED])
    return path if not parts[0].startswith("gopkg.in") else "/".join(parts[: _gopkg_size(parts)])


def _gopkg_size(parts: list[str]) -> int:
    return 2 if len(parts) > 1 and ".v" in parts[1] else _OWNED


def _version(row: dict[str, str]) -> str | None:
    return row.get("version") or row.get("branch") or row.get("revision")
