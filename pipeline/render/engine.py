"""The template engine: sandboxed, strict, and blind to the file system."""

from __future__ import annotations

from base64 import b64encode
from functools import lru_cache, partial
from hashlib import sha256
from pathlib import Path

from jinja2 import FunctionLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

_FOLDER = Path(__file__).resolve().parent / "templates"


def read(name: str, folder: Path = _FOLDER) -> str:
    """Read one of the templates' files."""
    return (folder / name).read_text(encoding="utf-8")


def pin(text: str) -> str:
    """Give the digest by which a page's policy allows a style or script of ours."""
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()


@lru_cache
def environment(*, autoescape: bool, folder: Path = _FOLDER) -> ImmutableSandboxedEnvironment:
    """Give the engine; texts from repositories enter it as values only."""
    return ImmutableSandboxedEnvironment(
        loader=FunctionLoader(partial(read, folder=folder)),
        undefined=StrictUndefined,
        autoescape=autoescape,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
