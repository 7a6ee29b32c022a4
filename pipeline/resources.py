"""Finds prompts/ and config/: inside the installed package first, then one folder up."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from pydantic import TypeAdapter

from pipeline.domain.technology import Technology, TechnologyTable

_PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """Give the folder `prompts` or `config`.

    Raises:
        FileNotFoundError: The installation is incomplete.
    """
    for place in (_PACKAGE / "_data" / name, _PACKAGE.parent / name):
        if place.is_dir():
            return place
    raise FileNotFoundError(f"{name}/ is missing from this installation of gitvitae")


def read_text(kind: str, name: str) -> str:
    """Read one file below `prompts` or `config`, for example `("config", "default.toml")`."""
    return (folder(kind) / name).read_text(encoding="utf-8")


@lru_cache
def lexicon(name: str) -> dict[str, object]:
    """Read `config/lexicons/NAME.toml`; the caller gives it its type."""
    return tomllib.loads(read_text("config", f"lexicons/{name}.toml"))


@lru_cache
def technologies() -> TechnologyTable:
    """Read the technology table from `config/lexicons/technologies.toml`."""
    rows = lexicon("technologies")["technology"]
    return TechnologyTable(TypeAdapter(tuple[Technology, ...]).validate_python(rows))


def digest(kind: str) -> str:
    """Give the SHA-256 over names and contents of all files below `prompts` or `config`."""
    root = folder(kind)
    total = sha256()
    for path in sorted(p for p in root.rglob("*") if p.is_file()):
        total.update(path.relative_to(root).as_posix().encode() + b"\0")
        total.update(path.read_bytes() + b"\0")
    return total.hexdigest()
