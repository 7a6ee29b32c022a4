"""The value rules of the gate (GV2): what a sentence states in figures, and what proves it."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.domain.evidence import Evidence
from pipeline.domain.narrative import Language, Sentence
from pipeline.domain.phase import Bounds
from pipeline.domain.verdict import Finding, Support
from pipeline.verify.values import extraction, judging
from pipeline.verify.values.atom import Atom, Bound, Kind, Side
from pipeline.verify.values.judging import Judgement

__all__ = ["Atom", "Bound", "Judgement", "Kind", "Side", "check", "covered", "extract", "judge"]


def extract(text: str, lang: Language) -> tuple[Atom, ...]:
    """Read the values of a text, in order.

    Offsets count in the text as given. Both languages are read in every text: a Chinese
    sentence holds English names and units, and commit messages mix them as they like.
    """
    del lang
    return extraction.extract(text)


def judge(sentence: Sentence, cited: Sequence[Evidence], bounds: Bounds) -> Judgement:
    """Judge every value of a sentence: a proof from what it cites, or a finding."""
    return judging.judge(sentence, cited, bounds)


def check(sentence: Sentence, cited: Sequence[Evidence], bounds: Bounds) -> tuple[Finding, ...]:
    """Give the findings of the value rules, GV201 to GV206."""
    return judge(sentence, cited, bounds).findings


def covered(sentence: Sentence, cited: Sequence[Evidence], bounds: Bounds) -> tuple[Support, ...]:
    """Give what proves each value: the words, the evidence and the span or the figures in it."""
    return judge(sentence, cited, bounds).supports
