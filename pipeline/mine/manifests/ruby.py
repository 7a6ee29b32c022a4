"""Ruby: the Gemfile, read line by line; it is code, and is not run."""

from __future__ import annotations

import re
from collections.abc import Iterator

_GEM = re.compile(
    r"""^\s*gem[\s(]+["'](?P<name>[\w./-]+)["'](?:\s*,\s*["'](?P<version>[^"']*\d[^"']*)["'])?"""
)


def read_gemfile(text: str) -> Iterator[tuple[str, str | None]]:
    """Read the gems that are named literally."""
    for line in text.splitlines():
        match = _GEM.match(line)
        if match:
            yield match["name"], match["version"]
