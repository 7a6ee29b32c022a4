"""JavaScript and TypeScript: package.json."""

from __future__ import annotations

import json
from collections.abc import Iterator

_SECTIONS = ("dependencies", "devDependencies", "peerDependencies", "optionalDependencies")


def read_package(text: str) -> Iterator[tuple[str, str | None]]:
    """Read package.json: what is needed to run, to build and to test."""
    data = json.loads(text)
    for section in _SECTIONS:
        for name, version in (data.get(section) or {}).items():
            yield name, version if isinstance(version, str) else None
