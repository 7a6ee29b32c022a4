"""What the extractive writer knows about words: `config/lexicons/writing.toml`, read once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from pydantic import BaseModel, ConfigDict

from pipeline import resources


class Writing(BaseModel):
    """The file, with its types."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    verbs: tuple[str, ...]
    plain_verbs: frozenset[str]
    doubling: frozenset[str]
    countable: frozenset[str]
    determiners: frozenset[str]
    spoken: frozenset[str]
    run_on: frozenset[str]
    joints: frozenset[str]
    noun_like: frozenset[str]
    brands: frozenset[str]
    past: dict[str, str]
    types: dict[str, str]
    silent_types: frozenset[str]
    skip: dict[str, tuple[str, ...]]
    leaning: frozenset[str]
    cues: dict[str, tuple[str, ...]]
    sections: dict[str, tuple[str, ...]]


@lru_cache
def writing() -> Writing:
    """Read the lexicon."""
    return Writing.model_validate(resources.lexicon("writing"))


@lru_cache
def pattern(group: str, name: str) -> re.Pattern[str]:
    """Make one pattern of a list of patterns, for example `("cues", "problem")`."""
    lists: dict[str, tuple[str, ...]] = getattr(writing(), group)
    return either(lists[name])


def either(patterns: Iterable[str]) -> re.Pattern[str]:
    """Match any of the patterns, letter case aside."""
    return re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE)
