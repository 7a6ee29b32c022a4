"""The span that comes nearest to a piece of a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from pipeline.domain.markup import shown
from pipeline.domain.verdict import Help
from pipeline.verify.dossier import Dossier, Passage
from pipeline.verify.proof import carries
from pipeline.verify.token import Token

SHOWN = 160
"""Characters of a span that one line of help repeats; the span itself is kept whole."""


def nearest(
    dossiers: Iterable[Dossier], wanted: Sequence[Token], *, prose: bool = True
) -> tuple[Dossier, Passage] | None:
    """Give the span that carries most of the words; the first of equals, None if none does."""
    best: tuple[Dossier, Passage] | None = None
    most, counted = 0, Counter(wanted)
    for dossier in dossiers:
        for passage in dossier.prose if prose else dossier.passages:
            count = sum(often * carries(passage, token) for token, often in counted.items())
            if count > most:
                best, most = (dossier, passage), count
    return best


def told(lead: str, found: tuple[Dossier, Passage] | None, **more: str) -> Help | None:
    """Put a span into a line of help; None where there is none."""
    if found is None:
        return None
    dossier, passage = found
    text = f"{lead} {shown(dossier.item.id)} says “{short(passage.span.text)}”"
    return Help(text=text, evidence=dossier.item.id, span=passage.span.text, **more)


def short(text: str) -> str:
    """Cut a long span for a line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= SHOWN else flat[: SHOWN - 1].rstrip() + "…"
