"""Rust: Cargo.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

_SECTIONS = ("dependencies", "dev-dependencies", "build-dependencies")


def read_cargo(text: str) -> Iterator[tuple[str, str | None]]:
    """Read the crates of a package or workspace, for every target; renamed ones by true name."""
    data = tomllib.loads(text)
    tables: list[dict[str, Any]] = [data, data.get("workspace", {})]
    tables += data.get("target", {}).values()
    for table in tables:
        for section in _SECTIONS:
            for name, value in table.get(section, {}).items():
                if isinstance(value, dict):
                    yield value.get("package", name), value.get("version")
                else:
                    yield name, value
