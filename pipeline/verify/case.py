"""A case: one sentence before the gate, with everything that it cites looked up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from pipeline.domain.evidence import MINIMUM_PREFIX, Evidence, EvidenceIndex
from pipeline.domain.narrative import Citation, Sentence
from pipeline.domain.phase import Bounds
from pipeline.domain.text import normalize
from pipeline.settings import Policy
from pipeline.verify.clause import Clause, clauses
from pipeline.verify.dossier import Dossier, dossier_of
from pipeline.verify.support import Footing, footing
from pipeline.verify.token import Text, Token
from pipeline.verify.values import Judgement, judge, words

_HEX = re.compile(r"[0-9a-f]+")
_FULL_WIDTH = re.compile("[：；，！？（）]")
_BESIDE = 24
"""Characters between a figure and the word that says which way it moved."""
LONGEST = 2_000
"""Characters of a sentence that are read: a longer one is no sentence, and is rejected."""


def _places(figure: str, text: str) -> Iterator[int]:
    """Give where a figure's words begin in a text."""
    at = text.find(figure)
    while at >= 0:
        yield at
        at = text.find(figure, at + 1)


@dataclass(frozen=True)
class Cited:
    """A citation and the one evidence that it leads to."""

    citation: Citation
    dossier: Dossier

    @property
    def item(self) -> Evidence:
        """Give the evidence."""
        return self.dossier.item

    @cached_property
    def quote(self) -> str:
        """Give the quote in normal form; empty if none is given."""
        return normalize(self.citation.quote or "")

    @cached_property
    def is_verbatim(self) -> bool:
        """Tell whether the quote stands in the evidence, letter for letter."""
        return any(self.quote in text for text in self.dossier.quotable)


@dataclass(frozen=True)
class Case:
    """One sentence, what it cites, and what it may cite."""

    sentence: Sentence
    bounds: Bounds
    index: EvidenceIndex
    policy: Policy

    @cached_property
    def said(self) -> Text:
        """Give the sentence in normal form; a full-width mark still parts words afterwards."""
        return Text(normalize(_FULL_WIDTH.sub(r"\g<0> ", self.sentence.text[: LONGEST + 1])))

    @cached_property
    def text(self) -> str:
        """Give the letters of the sentence in normal form."""
        return self.said.normal

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Give the sentence's tokens."""
        return self.said.tokens

    @cached_property
    def resolved(self) -> tuple[tuple[Citation, tuple[Evidence, ...]], ...]:
        """Give for each citation the evidence that its id may mean: none, one or several."""
        found: dict[str, tuple[Evidence, ...]] = {}
        for citation in self.sentence.citations:
            key = citation.evidence
            if key not in found:
                found[key] = self.index.matches(key) if self._may_be_asked(key) else ()
        return tuple((citation, found[citation.evidence]) for citation in self.sentence.citations)

    def _may_be_asked(self, key: str) -> bool:
        """Only a commit may go by the beginning of its id: `o/r#1` also begins `o/r#12`."""
        is_prefix = len(key) >= MINIMUM_PREFIX and bool(_HEX.fullmatch(key))
        return key in self.index or is_prefix

    @cached_property
    def cited(self) -> tuple[Cited, ...]:
        """Give the citations that lead to exactly one evidence."""
        return tuple(
            Cited(citation, dossier_of(self.index, matches[0]))
            for citation, matches in self.resolved
            if len(matches) == 1
        )

    @cached_property
    def dossiers(self) -> tuple[Dossier, ...]:
        """Give each cited evidence once, in the order of the citations."""
        return tuple({cited.item.id: cited.dossier for cited in self.cited}.values())

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """Give the sentence's clauses."""
        return clauses(self.said)

    @cached_property
    def footings(self) -> tuple[Footing, ...]:
        """Give for each clause what it rests on."""
        return tuple(self.rest(clause, self.dossiers) for clause in self.clauses)

    def rest(self, clause: Clause, dossiers: tuple[Dossier, ...]) -> Footing:
        """Give what a clause rests on, of some of the evidence."""
        return footing(clause, dossiers, self.proved)

    @cached_property
    def proved(self) -> frozenset[Token]:
        """Give the words of the figures that the value rules proved.

        With a figure goes the word beside it that says which way it moved: the rules read it too.
        """
        said = {support.words for support in self.values.supports}
        spans = [(at, at + len(w)) for w in sorted(said) for at in _places(w, self.text)]
        moves = words.whole("direction", "net")
        return frozenset(
            token
            for token in (self.said.content if spans else ())
            for reach in (_BESIDE if token.text.casefold() in moves else 0,)
            if any(at - reach <= token.start and token.end <= end + reach for at, end in spans)
        )

    @cached_property
    def values(self) -> Judgement:
        """Give what the value rules say of the sentence's figures."""
        items = tuple(dossier.item for dossier in self.dossiers)
        sentence = self.sentence.model_copy(update={"text": self.text})
        return judge(sentence, items, self.bounds)
