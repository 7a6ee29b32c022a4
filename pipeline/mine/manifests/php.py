"""PHP: composer.json."""

from __future__ import annotations

import json
from collections.abc import Iterator


def read_composer(text: str) -> Iterator[tuple[str, str | None]]:
    """Read composer.json; the platform itself (php, ext-*) is no package."""
    data = json.loads(text)
    for section in ("require", "require-dev"):
        for name, version in (data.get(section) or {}).items():
            if "/" in name:
                yield name, version if isinstance(version, str) else None
