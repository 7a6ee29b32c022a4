"""What one evidence states and records in figures: worked out once for each item."""

from __future__ import annotations

import re
from collections import OrderedDict
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from pipeline.domain.commit import Commit
from pipeline.domain.evidence import Evidence, spans_of
from pipeline.domain.metric import Metric
from pipeline.domain.pull_request import PullRequest
from pipeline.domain.text import normalize
from pipeline.verify.values.atom import Atom, Kind, Side
from pipeline.verify.values.extraction import VERSION, extract
from pipeline.verify.values.numerals import short_label
from pipeline.verify.values.things import things

_KEPT = 8192
_WORD = re.compile(r"[a-z0-9]{2,}|[\u3400-\u9fff]")
_IN_NAME = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]+-?(\d{1,4})(?![A-Za-z0-9])")
_DOTTED = re.compile(
    r"(?<![\w.])v?(\d++(?:\.\d++)++)(?!\w|[.-]?(?:dev|alpha|beta|rc|pre|preview|snapshot)\d*\b)"
)
_IN_PATH = re.compile(
    r"(?<![\w.:-])(?<=[/=#(\[])\d{2,12}(?![\w:]|[.-]\d)|(?<=[a-z][-_])\d{2,12}(?=[./#_\s])"
    r"|(?<=[a-z]:)\d{4,5}(?=[/\s\"'`),]|$)"
)
_NAMED = re.compile(r"(?<![a-z])([a-z]{3,})[:=_/-]{1,3}(\d{1,12})(?!\d|\.\d)")
_ISSUE = re.compile(r"(?:#|/pull/|/issues/|gh-|\b(?:pr|issue|pull request)\s)(\d{1,9})(?!\d)")
_PART_OF = re.compile(r"\s+(?:out\s+)?of\s+(?:(?:the|its|all|these|those)\s+)*~?")
_RELEASE = re.compile(rf"(?<![\w.]){VERSION}|(?<![\w.])\d++(?:\.\d++)?(?![\w])")


@dataclass(frozen=True, slots=True)
class Stated:
    """A value of an evidence, the span that it stands in, and the text that it was read from."""

    atom: Atom
    span: str
    text: str

    @property
    def things(self) -> frozenset[str]:
        """Give the keys of what it counts."""
        return things(self.text, self.atom.start, self.atom.end)


@dataclass(frozen=True, slots=True)
class Release:
    """A version that a manifest names: whose it is and on which side of the change."""

    name: str
    label: str
    side: Side
    span: str


@dataclass(frozen=True, slots=True)
class Change:
    """A value before and after, and their dimension."""

    old: Decimal
    new: Decimal
    unit: str
    about: frozenset[str]
    """The words that lead to it, in small letters."""


@dataclass(frozen=True, slots=True)
class Part:
    """A number of things, that of all of them, and the words that state both."""

    part: Decimal
    whole: Decimal
    span: str


@dataclass(frozen=True)
class Facts:
    """One evidence, as the value rules ask it."""

    item: Evidence

    @cached_property
    def stated(self) -> tuple[Stated, ...]:
        """Give the values of what people wrote, and of measurements."""
        return tuple(
            Stated(a, verbatim, text) for text, verbatim, atoms in self._read for a in atoms
        )

    @cached_property
    def _read(self) -> tuple[tuple[str, str, tuple[Atom, ...]], ...]:
        """Give each span's text, its words as they stand there, and its values."""
        spans = [
            (normalize(span.text).replace("`", " "), span.text)
            for span in spans_of(self.item)
            if span.kind.is_prose or isinstance(self.item, Metric)
        ]
        return tuple((text, verbatim, extract(text)) for text, verbatim in spans)

    @cached_property
    def prose(self) -> str:
        """Give all that people wrote, in small letters."""
        match self.item:
            case Commit():
                text = self.item.message
            case PullRequest():
                text = f"{self.item.title}\n{self.item.body}"
            case Metric():
                text = self.item.name
        return normalize(text).casefold()

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """Give the spans that people wrote."""
        return tuple(span.text for span in spans_of(self.item) if span.kind.is_prose)

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """Give the paths it changes, in small letters."""
        files = self.item.files if isinstance(self.item, Commit) else ()
        return tuple(file.path.casefold() for file in files)

    @cached_property
    def digits(self) -> frozenset[str]:
        """Give the digits that names end with: the 6 of `ES6`."""
        return frozenset(_IN_NAME.findall(f"{self.prose} {' '.join(self.paths)}"))

    @cached_property
    def figures(self) -> frozenset[str]:
        """Give the whole numbers that stand as pieces of names and paths: `Sort/10000`."""
        return frozenset(_IN_PATH.findall(self.prose))

    @cached_property
    def settings(self) -> frozenset[tuple[str, str]]:
        """Give the words that a sign ties to a number, each with it: `workers=4`."""
        return frozenset(_NAMED.findall(self.prose))

    @cached_property
    def labels(self) -> frozenset[str]:
        """Give every version that its text holds, those in addresses included."""
        return frozenset(short_label(found) for found in _DOTTED.findall(self.prose))

    @cached_property
    def issues(self) -> frozenset[str]:
        """Give the numbers of issues and pull requests that it names or is."""
        own = self.item.pull_request if isinstance(self.item, Commit) else None
        if isinstance(self.item, PullRequest):
            own = self.item.number
        return frozenset(_ISSUE.findall(self.prose)) | (
            frozenset((str(own),)) if own else frozenset()
        )

    @cached_property
    def releases(self) -> tuple[Release, ...]:
        """Give the versions that its manifest changes name."""
        if not isinstance(self.item, Commit):
            return ()
        changes = self.item.dependencies
        rows = [
            (d.name, d.version, Side.OLD, f"{d.manifest}: - {d.name} {d.version or ''}")
            for d in changes.removed
        ]
        rows += [
            (d.name, d.version, Side.NEW, f"{d.manifest}: + {d.name} {d.version or ''}")
            for d in changes.added
        ]
        for u in changes.updated:
            span = f"{u.manifest}: {u.name} {u.old} -> {u.new}"
            rows += [(u.name, u.old, Side.OLD, span), (u.name, u.new, Side.NEW, span)]
        return tuple(
            Release(name, label.lstrip("vV"), side, span.strip())
            for name, version, side, span in rows
            for label in _RELEASE.findall(version or "")
        )

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Give the parts of a whole that its text states side by side: `5 of 245 runs`."""
        return tuple(
            Part(one.value, other.value, text[one.start : other.end])
            for text, _, atoms in self._read
            for one, other in pairwise(atoms)
            if {one.kind, other.kind} <= {Kind.NUMBER, Kind.COUNT}
            and 0 <= one.value <= other.value
            and other.value
            and _PART_OF.fullmatch(text, one.end, other.start)
        )

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Give its changes from an old value to a new one, with the words before each."""
        found: list[Change] = []
        for text, _, atoms in self._read:
            at = 0
            for one, other in pairwise(atoms):
                sides = {one.side: one, other.side: other}
                is_pair = set(sides) == {Side.OLD, Side.NEW} and one.unit == other.unit
                if one.start < at or not is_pair or one.label:
                    continue
                about = frozenset(_WORD.findall(text[at : one.start].casefold()))
                old, new = sides[Side.OLD], sides[Side.NEW]
                found.append(Change(old.value, new.value, one.unit, about))
                at = other.end
        return tuple(found)


class _Shelf:
    """Facts by the identity of their item: hashing a whole commit costs more than reading it."""

    def __init__(self) -> None:
        self._kept: OrderedDict[int, Facts] = OrderedDict()

    def of(self, item: Evidence) -> Facts:
        """Give the facts of an item."""
        found = self._kept.get(id(item))
        if found is None or found.item is not item:
            found = self._kept[id(item)] = Facts(item)
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return found


facts_of = _Shelf().of
"""Give the facts of an evidence; they are kept while they are asked for."""
