"""The template engine: sandboxed, strict, and blind to the file system."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from jinja2 import FunctionLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

_FOLDER = Path(__file__).resolve().parent / "templates"


def read(name: str) -> str:
    """Read one of the templates' files."""
    return (_FOLDER / name).read_text(encoding="utf-8")


@lru_cache
def environment(*, autoescape: bool) -> ImmutableSandboxedEnvironment:
    """Give the engine; texts from repositories enter it as values only."""
    return ImmutableSandboxedEnvironment(
        loader=FunctionLoader(read),
        undefined=StrictUndefined,
        autoescape=autoescape,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
