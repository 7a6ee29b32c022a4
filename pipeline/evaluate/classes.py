"""What can be wrong with a sentence, and which rules should speak then."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

from pydantic import Field, TypeAdapter

from pipeline import resources
from pipeline.domain.model import Model


class Put(Model):
    """Words that make a sentence wrong, by language, and on which side of it they go."""

    where: Literal["before", "behind"]
    en: tuple[str, ...] = Field(min_length=1)
    zh: tuple[str, ...] = Field(min_length=1)


class ErrorClass(Model):
    """One class of error in labelled sentences.

    Args:
        title: What is wrong, in a few words.
        codes: Rules of the gate, any one of which is enough; the likeliest first.
        reason: Why these.
        put: Words that make a sentence wrong in this way, where words alone can do it.
    """

    title: str
    codes: tuple[str, ...] = Field(min_length=1)
    reason: str
    put: Put | None = None


@lru_cache
def classes() -> Mapping[str, ErrorClass]:
    """Read the classes from `config/classes.toml`, by the names that suites use."""
    tables = tomllib.loads(resources.read_text("config", "classes.toml"))
    return TypeAdapter(dict[str, ErrorClass]).validate_python(tables)
