"""Cited sentences."""

from __future__ import annotations

from enum import StrEnum

from pipeline.domain.model import Model
from pipeline.domain.phase import Bounds


class Slot(StrEnum):
    """The part a sentence plays in a phase."""

    TITLE = "title"
    """The headline: what was chosen, or what replaced what. Checked like any sentence."""
    PROBLEM = "problem"
    CONSTRAINT = "constraint"
    CHOICE = "choice"
    TRADEOFF = "tradeoff"
    OUTCOME = "outcome"
    ABANDONMENT = "abandonment"


class Language(StrEnum):
    """Language of a sentence or a résumé."""

    EN = "en"
    ZH = "zh"


class Citation(Model):
    """An evidence id, full or a prefix, and a verbatim quote where one is given."""

    evidence: str
    quote: str | None = None


class Sentence(Model):
    """One sentence with what it cites. Ids are unique within a résumé or a claims file."""

    id: str
    slot: Slot
    text: str
    citations: tuple[Citation, ...] = ()
    lang: Language = Language.EN


class Narrative(Model):
    """The cited sentences of one phase, in reading order, and the phase's bounds."""

    phase: Bounds
    sentences: tuple[Sentence, ...]
