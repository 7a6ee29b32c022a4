"""GV404: whose work it was, as far as the record tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.domain.commit import Commit
from pipeline.verify import lexicon
from pipeline.verify.case import Case
from pipeline.verify.rule import Objection
from pipeline.verify.share import Shares, authors, shares
from pipeline.verify.token import Token

_BESIDE = 2
"""Content words on each side of a word that say what it is said of."""
_BEYOND = "no record gives this; say what was done, or mark the sentence as attested"
_UNKNOWN = (
    "the evidence does not hold everyone's work, so no share is known; say what was done, or mark "
    "the sentence as attested"
)


@lru_cache
def _cues(section: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = lexicon.table("claims", section)
    return tuple((name, lexicon.pattern(row)) for name, row in rows.items())


@lru_cache
def _record(name: str) -> re.Pattern[str]:
    return lexicon.pattern(lexicon.words("claims", "ownership_record", name))


def ownership(case: Case) -> Iterator[Objection]:
    """GV404: what shares of authorship give, by the policy's thresholds; nothing beyond."""
    text = _without_record(case)
    for _, cue in _cues("beyond"):
        match = next((m for m in cue.finditer(text) if not _is_of_the_thing(case, m)), None)
        if match:
            yield _BEYOND, match[0]
            return
    for level, cue in _cues("ownership"):
        match = next((m for m in cue.finditer(text) if not _is_of_the_thing(case, m)), None)
        reason = _short_of(case, level) if match else ""
        if match and reason:
            yield reason, match[0]
            return


def _without_record(case: Case) -> str:
    """Blank out what the cited commits alone give: that one person wrote them."""
    commits = [dossier.item for dossier in case.dossiers if isinstance(dossier.item, Commit)]
    people = frozenset[str]().union(*(authors(commit) for commit in commits))
    if len(people) != 1:
        return case.text
    return _record("of_the_change").sub(lambda match: " " * len(match[0]), case.text)


def _short_of(case: Case, level: str) -> str:
    """Say why the record does not give this level; nothing if it does."""
    found = shares(case.index, case.bounds, ever=level == "title")
    if found is None:
        return _UNKNOWN
    is_sole = level in {"sole", "title"}
    least: float = getattr(case.policy.ownership, "sole" if is_sole else level)
    if found.reach(least) and (found.is_alone or not is_sole or least < 1):
        return ""
    return f"the record gives {_told(found)}; say what was done, or mark the sentence as attested"


def _told(found: Shares) -> str:
    parts = (
        (found.commits, "commits"),
        (found.lines, "lines"),
        (found.requests, "pull requests"),
    )
    return ", ".join(f"{share:.0%} of the {name}" for share, name in parts if share is not None)


def _is_of_the_thing(case: Case, match: re.Match[str]) -> bool:
    """Tell whether a technical word is said of the thing, as the evidence says it of the same."""
    if not _record("technical").search(match[0]):
        return False
    near = _beside(case.tokens, match.start(), match.end())
    word = re.compile(re.escape(match[0]), re.IGNORECASE)
    return any(
        near & _beside(passage.tokens, found.start(), found.end())
        for dossier in case.dossiers
        for passage in dossier.prose
        for found in word.finditer(passage.normal)
    )


def _beside(sentence: tuple[Token, ...], begin: int, end: int) -> frozenset[str]:
    before = [token for token in sentence if token.keys and token.end <= begin][-_BESIDE:]
    after = [token for token in sentence if token.keys and token.start >= end][:_BESIDE]
    return frozenset(key for token in (*before, *after) for key in token.keys)
