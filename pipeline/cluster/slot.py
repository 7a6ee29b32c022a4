"""Which evidence looks like it carries which part of a phase's story."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from pipeline.cluster.lexicon import cue_pattern
from pipeline.cluster.name import Name, is_named
from pipeline.cluster.work import Item
from pipeline.domain.commit import Commit
from pipeline.domain.evidence import spans_of
from pipeline.domain.phase import Reason
from pipeline.domain.pull_request import PullRequest
from pipeline.domain.span import SpanKind
from pipeline.domain.text import paragraphs, sentences

_MOST = 8
"""Candidates for each part."""
_MEASURED = re.compile(
    r"\d(?:[\d.,]*\d)?\s?(?:%|‰|[nµu]?s\b|ms\b|sec|minutes?\b|hours?\b|[kKMG]i?B\b|x\b|×|times\b|"
    r"alloc|requests?\b|tasks?\b|connections?\b|bytes\b|B/op|ns/op|qps|rps|req|k\b|倍|秒|毫秒|万|次)",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"(?<![\w.#/])\d[\d.,]*")
_SUBJECTS = (SpanKind.SUBJECT, SpanKind.TITLE)
_NOT_PROSE = re.compile(
    r"https?://\S+$|\]\(https?:|^[-\w]+-by:|^- \[[ x]\]|^#+ |^\||^<|[{};]$", re.IGNORECASE
)
_WHY = re.compile(
    r"^#{1,4}\s*(?:why\b|motivation|reason|rationale|动机|原因|为什么)[^\n]*\n+(?P<text>(?:(?!^#)[^\n]*\n?)+)",
    re.IGNORECASE | re.MULTILINE,
)
_FEWEST_WORDS, _MOST_WORDS = 5, 60
_PLAIN = re.compile(
    r"\b(?:because|due to|so that|in order to|unmaintained|no longer maintained|the reason|"
    r"to avoid)\b"
    r"|因为|由于|为了|以便|避免",
    re.IGNORECASE,
)


def pieces(item: Item) -> Iterable[tuple[str, SpanKind, str]]:
    """Give the prose of a commit and its pull request: evidence id, kind, text."""
    sources: list[Commit | PullRequest] = [item.commit]
    if item.request:
        sources.append(item.request)
    for source in sources:
        for span in spans_of(source):
            if span.kind.is_prose and not _NOT_PROSE.search(span.text):
                yield source.id, span.kind, span.text


def is_measured(item: Item) -> bool:
    """Tell whether its text compares measured figures, before and after."""
    pattern = cue_pattern("outcome")
    return any(
        len(_FIGURE.findall(text)) > 1 and _MEASURED.search(text) and pattern.search(text)
        for _, _, text in pieces(item)
    )


def candidates(items: Sequence[Item], part: str) -> tuple[str, ...]:
    """Rank the evidence that speaks of a problem, constraint, tradeoff or outcome."""
    pattern = cue_pattern(part)
    scores: dict[str, float] = {}
    for item in items:
        for key, kind, text in pieces(item):
            score = _score(pattern, part, kind, text)
            scores[key] = max(scores.get(key, 0.0), score)
    return _ranked(scores)


def _score(pattern: re.Pattern[str], part: str, kind: SpanKind, text: str) -> float:
    cues = len({found.group().casefold() for found in pattern.finditer(text)})
    if not cues:
        return 0.0
    measured = bool(_MEASURED.search(text))
    if part == "outcome" and not measured and kind not in _SUBJECTS and cues == 1:
        return 0.0
    depth = 1.0 if kind in _SUBJECTS else 1.5
    return depth * min(cues, 3) + (3.0 if measured else 0.0)


def ranked(items: Sequence[Item], weigh: Callable[[Item], float]) -> tuple[str, ...]:
    """Rank items by weight and give their evidence ids, those with prose first within each."""
    scores: dict[str, float] = {}
    for item in items:
        for key in item.evidence:
            scores[key] = weigh(item)
    return _ranked(scores)


def _ranked(scores: dict[str, float]) -> tuple[str, ...]:
    positive = [key for key, score in scores.items() if score > 0]
    return tuple(sorted(positive, key=lambda key: -scores[key])[:_MOST])


def reason(items: Sequence[Item], names: Sequence[Name]) -> Reason | None:
    """Find the sentence that says why, verbatim; None where the evidence gives no reason.

    What stands under a heading such as "Why" says so itself. Elsewhere a causal
    word counts only beside a name of the replacement: bodies give reasons for much else.
    """
    for item in items:
        if item.request and (motive := _under_heading(item.request.body)):
            return Reason(quote=motive, evidence=item.request.id)
    best: tuple[int, str, str] | None = None
    for item in items:
        for key, kind, text in pieces(item):
            score = _causal(text, names) - (kind in _SUBJECTS)
            if score > 0 and (best is None or score > best[0]):
                best = (score, text, key)
    return Reason(quote=best[1], evidence=best[2]) if best else None


def _under_heading(body: str) -> str:
    """Give the first sentence under a heading that asks for the motive."""
    section = _WHY.search(body)
    if not section:
        return ""
    for paragraph in paragraphs(section["text"]):
        for sentence in sentences(paragraph):
            if len(sentence.split()) >= _FEWEST_WORDS and not _NOT_PROSE.search(sentence):
                return sentence
    return ""


def _causal(text: str, names: Sequence[Name]) -> int:
    if (
        not _FEWEST_WORDS
        <= len(text.split()) + len(re.findall(r"[一-鿿]", text)) // 2
        <= _MOST_WORDS
    ):
        return 0
    if not cue_pattern("reason").search(text):
        return 0
    is_plain = bool(_PLAIN.search(text))
    is_about = any(is_named(name, text) for name in names)
    return 2 + is_plain if is_about else 0
