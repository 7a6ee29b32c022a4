"""The proof of a sentence: which of its words rest on which span."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from pipeline.domain.commit import Commit
from pipeline.domain.verdict import Account, Support
from pipeline.verify import lexicon
from pipeline.verify.case import Case, Cited
from pipeline.verify.dossier import Dossier, Passage
from pipeline.verify.names import holds, stands_in
from pipeline.verify.token import Kind, Token, parts, tokens, word_keys

_CALL = re.compile(r"\([^)]*\)$")
_SEPARATORS = re.compile(r"[\s_\-./:]+")
_PIECE = re.compile(r"[^\s./:#=,()\[\]{}]+")


def account(case: Case) -> Account:
    """Say for every word with content where it rests, best span first.

    What several evidences carry is listed under each. Figures are listed as the value rules
    proved them; one that they refuse is loose wherever else it stands.
    """
    content = [token for token in case.tokens if token.keys or token.kind is Kind.VALUE]
    proved = _figures(support.words for support in case.values.supports)
    refused = _figures(finding.words for finding in case.values.findings)
    judged = proved | refused
    wanted = [t for t in content if t.kind is not Kind.VALUE or _bare(t) not in judged]
    steps: list[Support] = []
    found = set(case.proved)
    for dossier in case.dossiers:
        for span, carried in _steps(dossier, wanted):
            found |= carried.keys()
            words = ", ".join(dict.fromkeys(map(_bare, carried)))
            steps.append(Support(words=words, evidence=dossier.item.id, span=span))
    steps += case.values.supports
    settled = proved - refused
    loose = (_bare(t) for t in content if t not in found and _bare(t) not in settled)
    said = " ".join(support.words for support in case.values.supports).casefold().split()
    light = (t.text for t in case.tokens if _is_light(t) and t.text.casefold() not in said)
    return Account(
        steps=tuple(steps),
        loose=tuple(dict.fromkeys(loose)),
        unweighed=tuple(dict.fromkeys(light)),
    )


def _is_light(token: Token) -> bool:
    """Tell words of structure from mere grammar: `commit`, `now` and `year` from `the`."""
    return not token.keys and token.text.casefold() in _light()


@lru_cache
def _light() -> frozenset[str]:
    words = (("english", "light"), ("clauses", "numbers"), ("clauses", "units"))
    return frozenset(word for place in words for word in lexicon.words(*place))


def _bare(token: Token) -> str:
    return token.text.strip(".,") if token.kind is Kind.VALUE else token.text


def _figures(values: Iterable[str]) -> frozenset[str]:
    """Give the figures that stand in values as the value rules word them."""
    found = (token for value in values for token in tokens(value))
    return frozenset(_bare(token) for token in found if token.kind is Kind.VALUE)


def _steps(dossier: Dossier, wanted: list[Token]) -> Iterator[tuple[str, dict[Token, None]]]:
    """Give the spans that carry the words, each with those that no earlier one carries.

    The very words count first; by a synonym a word rests on what is left.
    """
    left = wanted
    by_span: dict[str, dict[Token, None]] = {}
    for holds_it in (has, carries):
        held = [(p, {token for token in left if holds_it(p, token)}) for p in dossier.passages]
        while left and (best := max(held, key=lambda row: len(row[1]), default=None)) and best[1]:
            passage, carried = best[0], frozenset(best[1])
            in_order = dict.fromkeys(token for token in left if token in carried)
            by_span.setdefault(passage.span.text, {}).update(in_order)
            left = [token for token in left if token not in carried]
            for _, others in held:
                others.difference_update(carried)
    for token in left:
        if span := _recorded(dossier, token, wanted):
            by_span.setdefault(span, {})[token] = None
    yield from by_span.items()


def quoted(case: Case, cited: Cited) -> str:
    """Give the quote of a citation: the one given, else the span that carries most."""
    if cited.citation.quote:
        return cited.citation.quote
    passage = best_passage(cited.dossier, [token for token in case.tokens if token.keys])
    return passage.span.text if passage else cited.dossier.passages[0].span.text


def best_passage(
    dossier: Dossier,
    wanted: Sequence[Token],
    holds_it: Callable[[Passage, Token], bool] | None = None,
) -> Passage | None:
    """Give the span that carries most of the words; the first of equals; None if none does."""
    best, most = None, 0
    for passage in dossier.passages:
        count = sum((holds_it or carries)(passage, token) for token in wanted)
        if count > most:
            best, most = passage, count
    return best


def has(passage: Passage, token: Token) -> bool:
    """Tell whether the very word stands in a span, in any of its forms."""
    if token.kind is not Kind.WORD:
        return carries(passage, token)
    return not lexicon.roots(token.keys).isdisjoint(passage.keys)


def carries(passage: Passage, token: Token) -> bool:
    """Tell whether a word of the sentence stands in a span, itself or by a synonym.

    A name must stand there as a name: words that are part of it are not it.
    """
    if token.kind is Kind.VALUE:
        return holds(passage.low, _CALL.sub("", token.text.casefold()).strip(".,"))
    technology = lexicon.technologies(token.keys)
    if token.kind is not Kind.CODE and not technology:
        return not token.keys.isdisjoint(passage.keys)
    low = _CALL.sub("", token.text.casefold())
    if technology & passage.keys or "#" + low in passage.keys or holds(passage.low, low):
        return True
    bare = _SEPARATORS.sub("", low)
    return len(bare) > 3 and bare in passage.squeezed  # noqa: PLR2004


def _recorded(dossier: Dossier, token: Token, sentence: Sequence[Token]) -> str:
    """Say where the record has a word that no span shows: a name, a kind of file, a deed."""
    if token.kind in {Kind.CODE, Kind.NAME} and stands_in(token, dossier):
        return recorded_as(dossier, token.text)
    if token.kind is Kind.CODE:
        return ""
    if token.keys & dossier.kind_keys:
        return _of_kind(dossier, token)
    names = [t.text for t in sentence if t.kind is Kind.CODE]
    done = next((name for name in names if token.keys & dossier.deeds(name)), "")
    if done:
        return recorded_as(dossier, done)
    return _called(dossier, token)


def recorded_as(dossier: Dossier, name: str) -> str:
    """Give what the record has a name in; of a dotted name the line that has its last piece."""
    low = _CALL.sub("", name.casefold())
    pieces = _PIECE.findall(low)
    lines = [*unspanned(dossier), *(p.span.text for p in dossier.passages)]
    for form in (low, *reversed(pieces)):
        for line in lines:
            if holds(line.casefold(), form):
                return line
    bare = _SEPARATORS.sub("", low)
    return next((line for line in lines if bare in _SEPARATORS.sub("", line.casefold())), "")


def _called(dossier: Dossier, token: Token) -> str:
    """Give the name of the record that a plain word is a part of."""
    own = lexicon.roots(token.keys)
    for line in unspanned(dossier):
        if any(own & word_keys(part) for part in parts(line.partition(": ")[2])):
            return line
    return ""


def _of_kind(dossier: Dossier, token: Token) -> str:
    for word, marks in lexicon.table("files", "kinds").items():
        if token.keys & word_keys(word):
            for passage in dossier.record:
                if any(mark in passage.low + " " for mark in marks):
                    return passage.span.text
    return ""


def unspanned(dossier: Dossier) -> Iterator[str]:
    """Give the names that no span shows, each with where the record has it."""
    item = dossier.item
    if isinstance(item, Commit):
        for what, changes in (("identifiers", item.identifiers), ("imports", item.imports)):
            for sign, names in (("+", changes.added), ("-", changes.removed)):
                yield from (f"{what}: {sign} {name}" for name in names)
        people = (item.author, item.committer, *item.co_authors)
        yield from (f"people: {person.name}" for person in people)
        yield f"repository: {item.repo}"
    else:
        yield from (f"record: {name}" for name in sorted(dossier.names))
