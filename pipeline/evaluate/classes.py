"""What can be wrong with a sentence, and which rules should speak then."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache

from pydantic import Field, TypeAdapter

from pipeline import resources
from pipeline.domain.model import Model


class ErrorClass(Model):
    """One class of error in labelled sentences.

    Args:
        title: What is wrong, in a few words.
        codes: Rules of the gate, any one of which is enough; the likeliest first.
        reason: Why these.
    """

    title: str
    codes: tuple[str, ...] = Field(min_length=1)
    reason: str


@lru_cache
def classes() -> Mapping[str, ErrorClass]:
    """Read the classes from `config/classes.toml`, by the names that suites use."""
    tables = tomllib.loads(resources.read_text("config", "classes.toml"))
    return TypeAdapter(dict[str, ErrorClass]).validate_python(tables)
