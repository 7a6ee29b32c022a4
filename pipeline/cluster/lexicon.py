"""The words of `config/lexicons/phases.toml`, in the forms in which clustering asks for them."""

from __future__ import annotations

import re
from functools import lru_cache

from pydantic import Field

from pipeline import resources
from pipeline.domain.model import Model


class Phrases(Model):
    """Words that are not part of a technology's name, and such that rule a phrase out."""

    leading: frozenset[str]
    trailing: frozenset[str]
    refused: frozenset[str]
    openers: frozenset[str]


class Words(Model):
    """What clustering knows about words."""

    containers: frozenset[str]
    areas: dict[str, frozenset[str]]
    kinds: dict[str, frozenset[str]]
    titles: dict[str, str]
    verbs: dict[str, frozenset[str]]
    light: dict[str, tuple[str, ...]]
    tools: dict[str, dict[str, str]]
    phrase: Phrases
    cues: dict[str, tuple[str, ...]]
    chinese: dict[str, tuple[str, ...]] = Field(default_factory=dict)


@lru_cache
def words() -> Words:
    """Read the lexicon."""
    return Words.model_validate(resources.lexicon("phases"))


@lru_cache
def cue_pattern(part: str) -> re.Pattern[str]:
    """Give the pattern that finds any cue for a part of the story, English or Chinese."""
    english = sorted(words().cues.get(part, ()), key=len, reverse=True)
    chinese = sorted(words().chinese.get(part, ()), key=len, reverse=True)
    latin = "|".join(re.escape(cue) for cue in english)
    return re.compile("|".join([rf"(?<![\w-])(?:{latin})(?![\w-])", *chinese]), re.IGNORECASE)
