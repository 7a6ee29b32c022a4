"""Work without a replaced technology: commits grouped by area, words and time.

The grouping runs along time and never looks ahead: a commit joins a group, or opens one, by what
came before it. So a group keeps its first commit, and its id, when the history grows.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from pipeline.cluster.area import is_side
from pipeline.cluster.work import Item
from pipeline.settings import ClusterRules

_ALIKE = 0.25
"""Likeness from which a commit joins a group."""
_AREA_WEIGHT, _WORDS_WEIGHT, _AGE_WEIGHT = 0.5, 0.9, 0.3
_LONGEST = 2
"""A group lasts at most this many times the gap that ends it."""
_SMALL = 10
_PROSE = 600
"""Characters of a description that count."""
_WORD = r"(?u)[^\W\d_][\w]{2,}"

Vector = Mapping[int, float]


@dataclass
class Topic:
    """A group of commits about one thing, oldest first."""

    items: list[Item]
    areas: dict[str, float] = field(default_factory=dict)
    terms: dict[int, float] = field(default_factory=dict)
    vectors: dict[str, Vector] = field(default_factory=dict)

    @property
    def begun(self) -> datetime:
        """Give the time of its first commit."""
        return self.items[0].commit.committed_at

    @property
    def ended(self) -> datetime:
        """Give the time of its last commit."""
        return self.items[-1].commit.committed_at

    def take(self, item: Item, areas: Mapping[str, float], vector: Vector) -> None:
        """Add a commit."""
        self.items.append(item)
        self.vectors[item.id] = vector
        for name, share in areas.items():
            self.areas[name] = self.areas.get(name, 0.0) + share
        for term, weight in vector.items():
            self.terms[term] = self.terms.get(term, 0.0) + weight

    def central(self, items: Sequence[Item]) -> list[Item]:
        """Order some of its commits by how well they stand for all; big product work first."""

        def weight(item: Item) -> float:
            likeness = _cosine(self.vectors[item.id], self.terms)
            side = sum(share for name, share in item.areas.items() if is_side(name))
            return (0.2 + likeness) * math.log(_SMALL + item.lines) * (1 - side / 2)

        return sorted(items, key=lambda item: (-weight(item), item.at))


def topics(items: Iterable[Item], rules: ClusterRules) -> list[Topic]:
    """Group commits, oldest first."""
    given = list(items)
    found: list[Topic] = []
    open_: list[Topic] = []
    for item, vector in zip(given, _vectors(given), strict=True):
        gap = timedelta(days=rules.gap_days)
        now = item.commit.committed_at
        open_ = [t for t in open_ if now - t.ended <= gap and now - t.begun <= _LONGEST * gap]
        areas = item.areas
        likeness = [(_alike(t, areas, vector, (now - t.ended) / gap), t) for t in open_]
        best = max(likeness, key=lambda pair: pair[0], default=(0.0, None))
        topic = best[1] if best[0] >= _ALIKE else None
        if topic is None:
            topic = Topic([])
            found.append(topic)
            open_.append(topic)
        topic.take(item, areas, vector)
    return found


def _alike(topic: Topic, areas: Mapping[str, float], vector: Vector, age: float) -> float:
    return (
        _AREA_WEIGHT * _area_overlap(areas, topic.areas, len(topic.items))
        + _WORDS_WEIGHT * _cosine(vector, topic.terms)
        - _AGE_WEIGHT * age
    )


def _area_overlap(one: Mapping[str, float], all_: Mapping[str, float], count: int) -> float:
    shared = sum(min(share, all_.get(name, 0) / count) for name, share in one.items())
    side = sum(share for name, share in one.items() if is_side(name))
    return shared * (1 - side / 2)


def _cosine(one: Vector, other: Mapping[int, float]) -> float:
    product = sum(weight * other.get(term, 0.0) for term, weight in one.items())
    if not product:
        return 0.0
    norms = math.sqrt(sum(w * w for w in one.values()) * sum(w * w for w in other.values()))
    return product / norms


def _vectors(items: list[Item]) -> list[Vector]:
    """Weigh each commit's words; how rare a word is, is told by the commits before it."""
    from sklearn.feature_extraction.text import HashingVectorizer  # noqa: PLC0415 - a second to import

    if not items:
        return []
    hashing = HashingVectorizer(
        token_pattern=_WORD, stop_words="english", alternate_sign=False, norm=None, binary=True
    )
    rows = hashing.transform(f"{item.headline} {item.prose[:_PROSE]}" for item in items)
    seen: Counter[int] = Counter()
    vectors: list[Vector] = []
    for at in range(len(items)):
        terms = sorted(int(term) for term in rows[at].indices)
        seen.update(terms)
        vectors.append({term: math.log(1 + (at + 1) / seen[term]) for term in terms})
    return vectors
