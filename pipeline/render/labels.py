"""The words that render adds, by language: data from config/labels.toml."""

from __future__ import annotations

import tomllib
from functools import lru_cache

from pipeline import resources
from pipeline.domain.history import Omission
from pipeline.domain.model import Model
from pipeline.domain.narrative import Language, Slot


class Labels(Model):
    """All words of one language."""

    title: str
    everyone: str
    undated: str
    range: str
    quarter: str
    quarters: tuple[str, str, str, str]
    columns: tuple[str, str, str, str]
    unstated: str
    timeline: str
    evidence: str
    evidence_fold: str
    commits: str
    left_out: str
    sentences: str
    statement: str
    attested_note: str
    command: str
    attested: str
    unverified: str
    edited: str
    separator: str
    space: str
    show_all: str
    hide_all: str
    skip: str
    share: str
    undrawn: str
    nothing: str
    description: str
    hint: str
    slots: dict[Slot, str]
    reasons: dict[str, str]
    one: dict[str, str]

    def omitted(self, omission: Omission) -> str:
        """Say how many commits were left out, and why; the reason is foreign text."""
        reason = self.reasons.get(omission.reason, omission.reason)
        return f"{omission.count} {self.one.get(reason, reason) if omission.count == 1 else reason}"


@lru_cache
def labels(lang: Language) -> Labels:
    """Read the words of a language."""
    table = tomllib.loads(resources.read_text("config", "labels.toml"))
    return Labels.model_validate(table[lang.value])
