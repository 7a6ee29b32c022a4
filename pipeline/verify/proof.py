"""The proof of an accepted sentence: which of its words rest on which span."""

from __future__ import annotations

from pipeline.domain.verdict import Support
from pipeline.verify.case import Case, Cited
from pipeline.verify.dossier import Dossier, Passage
from pipeline.verify.token import Token


def proof_of(case: Case) -> tuple[Support, ...]:
    """Give the spans that carry the sentence, best first, each with the words it carries."""
    steps: list[Support] = []
    for dossier in case.dossiers:
        left = [token for token in case.tokens if token.keys]
        while left:
            passage = best_passage(dossier, left)
            carried = [token for token in left if passage and carries(passage, token)]
            if passage is None or not carried:
                break
            words = ", ".join(token.text for token in carried)
            steps.append(Support(words=words, evidence=dossier.item.id, span=passage.span.text))
            left = [token for token in left if token not in carried]
    return (*steps, *case.values.supports)


def quoted(case: Case, cited: Cited) -> str:
    """Give the quote of a citation: the one given, else the span that carries most."""
    if cited.citation.quote:
        return cited.citation.quote
    passage = best_passage(cited.dossier, [token for token in case.tokens if token.keys])
    return passage.span.text if passage else cited.dossier.passages[0].span.text


def best_passage(dossier: Dossier, wanted: list[Token]) -> Passage | None:
    """Give the span that carries most of the words; the first of equals; None if none does."""
    best, most = None, 0
    for passage in dossier.passages:
        count = sum(carries(passage, token) for token in wanted)
        if count > most:
            best, most = passage, count
    return best


def carries(passage: Passage, token: Token) -> bool:
    """Tell whether a word of the sentence stands in a span, itself or by a synonym."""
    return bool(token.keys & passage.keys)
