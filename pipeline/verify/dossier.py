"""What the gate knows about one evidence: worked out once, then only looked up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from weakref import WeakKeyDictionary

from pipeline.domain.commit import Commit
from pipeline.domain.evidence import Evidence, EvidenceIndex, spans_of
from pipeline.domain.metric import Metric
from pipeline.domain.pull_request import PullRequest
from pipeline.domain.span import Span, SpanKind
from pipeline.domain.text import normalize
from pipeline.verify import lexicon
from pipeline.verify.meeting import heard
from pipeline.verify.prospect import ahead
from pipeline.verify.reading import Source
from pipeline.verify.token import Kind, Text, tokens, word_keys


@dataclass(frozen=True)
class Passage(Text):
    """One span of the evidence with its tokens and all that they are matched by."""

    span: Span

    @cached_property
    def keys(self) -> frozenset[str]:
        """Give everything that a word of a sentence can meet here."""
        return frozenset(key for token in self.tokens for key in token.keys)

    @cached_property
    def words(self) -> frozenset[str]:
        """Give its plain words, without the concepts that they belong to."""
        plain = (token for token in self.tokens if token.kind is Kind.WORD)
        return frozenset(key for token in plain for key in lexicon.roots(token.keys))

    @cached_property
    def squeezed(self) -> frozenset[str]:
        """Give its words without separators, in small letters: `in-progress` is `inprogress`."""
        words = (word.strip("`'\"()[]{},;:.") for word in self.low.split())
        return frozenset(map(_squeezed, words))


@dataclass(frozen=True)
class Stretch:
    """Passages of one evidence that are read together."""

    passages: tuple[Passage, ...]

    @cached_property
    def keys(self) -> frozenset[str]:
        """Give everything that a word of a sentence can meet here."""
        return frozenset[str]().union(*(passage.keys for passage in self.passages))

    @cached_property
    def roots(self) -> frozenset[str]:
        """Give the words that stand here, without the concepts that they belong to."""
        return frozenset[str]().union(*(passage.roots for passage in self.passages))


@dataclass(frozen=True)
class Dossier(Source):
    """One evidence, analysed."""

    item: Evidence
    passages: tuple[Passage, ...]

    @cached_property
    def prose(self) -> tuple[Passage, ...]:
        """Give what people wrote."""
        return tuple(p for p in self.passages if p.span.kind.is_prose)

    @cached_property
    def planned(self) -> tuple[Passage, ...]:
        """Give the prose that tells of what is to come."""
        return tuple(self.prose[at] for at in ahead(self.prose))

    @cached_property
    def standing(self) -> tuple[Passage, ...]:
        """Give the prose that tells of what is there."""
        left_out = {passage.span.number for passage in self.planned}
        return tuple(p for p in self.prose if p.span.number not in left_out)

    @cached_property
    def record(self) -> tuple[Passage, ...]:
        """Give what the machine recorded: files, dependencies, figures."""
        return tuple(p for p in self.passages if not p.span.kind.is_prose)

    @cached_property
    def stretches(self) -> tuple[Stretch, ...]:
        """Give the stretches of prose: the headline, one passage and the next."""
        head = self.prose[:1]
        found = [head + self.prose[at : at + 2] for at in range(1, len(self.prose))] or [head]
        return tuple(Stretch(near) for near in found)

    @cached_property
    def prose_roots(self) -> frozenset[str]:
        """Give the words of all that people wrote."""
        return frozenset[str]().union(*(passage.roots for passage in self.prose))

    @cached_property
    def heard(self) -> frozenset[str]:
        """Give what the words of all that people wrote are met by."""
        return frozenset[str]().union(*(heard(t) for p in self.prose for t in p.telling))

    @cached_property
    def prose_keys(self) -> frozenset[str]:
        """Give the keys of all that people wrote."""
        return frozenset(key for passage in self.prose for key in passage.keys)

    @cached_property
    def record_keys(self) -> frozenset[str]:
        """Give the keys of files, dependencies, identifiers and people."""
        return frozenset(_record_keys(self))

    @cached_property
    def keys(self) -> frozenset[str]:
        """Give every key of the evidence."""
        return self.prose_keys | self.record_keys

    @cached_property
    def kind_keys(self) -> frozenset[str]:
        """Give the keys of the kinds of file that the change touched: tests, docs, workflows."""
        paths = "\n".join(passage.low + " " for passage in self.record)
        return frozenset(
            key
            for word, marks in lexicon.table("files", "kinds").items()
            if any(mark in paths for mark in marks)
            for key in word_keys(word)
        )

    @cached_property
    def count_keys(self) -> frozenset[str]:
        """Give the keys that go with counted lines and files."""
        spans = (p for p in self.record if p.span.kind is SpanKind.FIGURES)
        return frozenset(key for passage in spans for key in passage.keys)

    def deeds(self, name: str) -> frozenset[str]:
        """Give the keys of what the record says was done to a name: added, removed, moved."""
        low = name.casefold()
        return frozenset(
            key
            for deed, names in self.sides.items()
            if low in names or low.rpartition(".")[2] in names
            for key in word_keys(deed)
        )

    @cached_property
    def sides(self) -> dict[str, frozenset[str]]:
        """Give for each deed the names it was done to, in small letters, as the record has them."""
        if not isinstance(self.item, Commit):
            return {}
        return {deed: frozenset(n.casefold() for n in names) for deed, names in _sides(self.item)}

    @cached_property
    def names(self) -> frozenset[str]:
        """Give the identifiers, dependencies and people that the record names, in small letters."""
        return frozenset(name.casefold() for name in _names(self.item))

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """Give the paths that the record changes, in small letters."""
        files = self.item.files if isinstance(self.item, Commit) else ()
        return tuple(file.path.casefold() for file in files)

    @cached_property
    def text(self) -> str:
        """Give everything that names can be looked up in, in small letters."""
        joined = "\n".join(passage.low for passage in self.passages)
        return joined + "\n" + "\n".join(sorted(self.names))

    @cached_property
    def squeezed(self) -> frozenset[str]:
        """Give the evidence's words without separators: `in-progress` is `inprogress`."""
        return frozenset(map(_squeezed, _WORDS.findall(self.text)))

    @cached_property
    def quotable(self) -> tuple[str, ...]:
        """Give the texts that a quote may be taken from, in normal form."""
        match self.item:
            case Commit(subject=subject, body=body):
                whole: tuple[str, ...] = (subject, body)
            case PullRequest(title=title, body=body):
                whole = (title, body)
            case Metric(name=name):
                whole = (name,)
        spans = tuple(passage.normal for passage in self.record)
        return tuple(normalize(text) for text in whole) + spans

    @cached_property
    def message(self) -> str:
        """Give all prose as one text."""
        return "\n".join(passage.span.text for passage in self.prose)


_WORDS = re.compile(r"[\w][\w./:\-]*")
_SEPARATORS = re.compile(r"[_\-./:]+")


@dataclass(frozen=True, slots=True)
class _Shelf:
    """The dossiers of one evidence set, and its passages: a picked commit says the same again."""

    dossiers: dict[str, Dossier] = field(default_factory=dict)
    passages: dict[Span, Passage] = field(default_factory=dict)

    def dossier(self, item: Evidence) -> Dossier:
        """Give the dossier of one item."""
        if item.id not in self.dossiers:
            passages = tuple(map(self._passage, spans_of(item)))
            self.dossiers[item.id] = Dossier(item=item, passages=passages)
        return self.dossiers[item.id]

    def _passage(self, span: Span) -> Passage:
        if span not in self.passages:
            self.passages[span] = Passage(normal=normalize(span.text), span=span)
        return self.passages[span]


_SHELVES: WeakKeyDictionary[EvidenceIndex, _Shelf] = WeakKeyDictionary()


def _squeezed(word: str) -> str:
    return word if word.isalnum() else _SEPARATORS.sub("", word)


def dossier_of(index: EvidenceIndex, item: Evidence) -> Dossier:
    """Give the dossier of one item; each is worked out once per evidence set."""
    if index not in _SHELVES:
        _SHELVES[index] = _Shelf()
    return _SHELVES[index].dossier(item)


def _names(item: Evidence) -> Iterator[str]:
    match item:
        case Commit():
            for changes in (item.identifiers, item.imports):
                yield from changes.added
                yield from changes.removed
            for person in (item.author, item.committer, *item.co_authors):
                yield person.name
            yield item.repo
        case PullRequest():
            yield item.author.name
            yield f"#{item.number}"
        case Metric():
            yield item.name
            yield item.source


def _sides(commit: Commit) -> Iterator[tuple[str, list[str]]]:
    changes, files = commit.dependencies, commit.files
    added, removed = set(commit.identifiers.added), set(commit.identifiers.removed)
    yield (
        "add",
        [d.name for d in changes.added]
        + sorted((added | set(commit.imports.added)) - removed)
        + [f.path for f in files if f.added and not f.deleted and not f.old_path],
    )
    yield (
        "remove",
        [d.name for d in changes.removed]
        + sorted((removed | set(commit.imports.removed)) - added)
        + [f.path for f in files if f.deleted and not f.added],
    )
    yield "upgrade", [update.name for update in changes.updated]
    yield "move", [path for f in files if f.old_path for path in (f.path, f.old_path)]
    yield "rename", [path for f in files if f.old_path for path in (f.path, f.old_path)]


def _record_keys(dossier: Dossier) -> Iterator[str]:
    for passage in dossier.record:
        yield from passage.keys
    for name in sorted(dossier.names):
        for token in tokens(name):
            yield from token.keys
    yield from dossier.kind_keys
