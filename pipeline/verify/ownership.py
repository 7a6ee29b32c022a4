"""GV404: whose work it was, as far as the record tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.domain.commit import Commit
from pipeline.verify import lexicon
from pipeline.verify.case import Case
from pipeline.verify.dossier import Passage
from pipeline.verify.rule import Objection
from pipeline.verify.share import Shares, authors, shares
from pipeline.verify.stem import stem
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
    if not lexicon.cues("claims", "beyond", "ownership").search(text):
        return
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
    given = _record("of_the_change")
    if not given.search(case.text):
        return case.text
    commits = [dossier.item for dossier in case.dossiers if isinstance(dossier.item, Commit)]
    people = frozenset[str]().union(*(authors(commit) for commit in commits))
    if len(people) != 1:
        return case.text
    return given.sub(lambda match: " " * len(match[0]), case.text)


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
    opens = not any(token.keys and token.end <= match.start() for token in case.tokens)
    return any(
        near & _beside(passage.tokens, start, end)
        for dossier in case.dossiers
        for passage in dossier.prose
        for start, end in _places(match[0], passage, opens=opens)
    )


def _places(words: str, passage: Passage, *, opens: bool) -> Iterator[tuple[int, int]]:
    """Give where a passage has a technical word; of a deed, any form.

    A deed that opens its sentence is the author's, unless it opens the passage as well: then it is
    what the change does.
    """
    if _record("deeds").fullmatch(words):
        root = stem(words)
        found = [token for token in passage.tokens if stem(token.text) == root]
        yield from ((t.start, t.end) for t in found if not opens or t.start == 0)
    else:
        for place in re.finditer(re.escape(words), passage.normal, re.IGNORECASE):
            yield place.span()


def _beside(sentence: tuple[Token, ...], begin: int, end: int) -> frozenset[str]:
    before = [token for token in sentence if token.keys and token.end <= begin][-_BESIDE:]
    after = [token for token in sentence if token.keys and token.start >= end][:_BESIDE]
    return frozenset(key for token in (*before, *after) for key in token.keys)
