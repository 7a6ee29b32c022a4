"""Plans: which spans of an evidence tell of what is to come, not of what was done."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pipeline.verify import lexicon
from pipeline.verify.reading import once
from pipeline.verify.token import Text

_HEADING = re.compile(r"#{1,6}\s")
_OPEN_TASK = re.compile(r"(?:[-*+] )?\[ ?\](?!\()")


@once
def is_ahead(text: Text) -> bool:
    """Tell whether a text says of itself that it is a plan, a promise or a preparation."""
    return bool(_cue().search(text.normal)) or bool(_OPEN_TASK.match(text.normal))


def ahead(texts: Sequence[Text]) -> Iterator[int]:
    """Give the places of the spans that tell of what is to come.

    A heading speaks for all that stands under it, up to the next.
    """
    is_under = False
    for place, text in enumerate(texts):
        if _HEADING.match(text.normal):
            is_under = is_ahead(text)
        if is_under or is_ahead(text):
            yield place


@lru_cache
def _cue() -> re.Pattern[str]:
    return lexicon.pattern(lexicon.words("claims", "ahead", "cues"))
