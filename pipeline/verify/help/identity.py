"""Help for GV101 to GV109: which evidence of the phase could be cited instead."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from pipeline.domain.commit import Commit
from pipeline.domain.evidence import Evidence
from pipeline.domain.markup import shown
from pipeline.domain.pull_request import PullRequest
from pipeline.domain.text import normalize
from pipeline.domain.verdict import Finding, Help
from pipeline.verify import lexicon
from pipeline.verify.case import Case, Cited
from pipeline.verify.dossier import Dossier, Passage, dossier_of
from pipeline.verify.help.nearest import short
from pipeline.verify.identity import is_theirs
from pipeline.verify.usability import unfit

_LOOKED_AT = 500
"""Evidences of a phase that are compared with a sentence."""
_ALIKE = 0.6
"""Share of a sentence's content that evidence must hold, to the word, to be offered."""
_LEAST = 3
"""Words that it must hold of it."""
_TYPED = 2
"""Digits of an id that may have been mistyped."""
_NAMED = 3
"""Other citations that are named beside one that is padding."""


def nearest_evidence(case: Case, finding: Finding) -> Help | None:
    """Offer the citable evidence of the phase that carries most of the sentence."""
    del finding
    words = (lexicon.roots(token.keys) for token in case.tokens)
    wanted = [keys for keys in words if keys]
    best: tuple[float, Dossier] | None = None
    for item in _citable(case):
        dossier = dossier_of(case.index, item)
        count = sum(bool(keys & dossier.prose_keys) for keys in wanted)
        share = count / max(1, len(wanted))
        if count >= _LEAST and share >= _ALIKE and (best is None or share > best[0]):
            best = share, dossier
    if best is None:
        return None
    return _cite(best[1].item)


def _cite(item: Evidence, **more: str) -> Help:
    text = f"what comes nearest in the phase is {_shown(item)}: cite it if that is meant"
    return Help(text=text, evidence=item.id, span=_head(item), **more)


def _citable(case: Case) -> Iterator[Evidence]:
    known = {cited.item.id for cited in case.cited}
    for key in case.bounds.commits[:_LOOKED_AT]:
        if key in case.index and key not in known:
            item = case.index[key]
            is_fit = not isinstance(item, Commit) or not unfit(case, item)
            if is_fit and is_theirs(case, item):
                yield item


def _head(item: Evidence) -> str:
    match item:
        case Commit():
            return item.subject
        case PullRequest():
            return item.title
        case _:
            return item.name


def _shown(item: Evidence) -> str:
    return f"{shown(item.id)} “{short(_head(item))}”"


def nearest_id(case: Case, finding: Finding) -> Help | None:
    """Offer the one id that differs in a digit or two, else evidence that says the same."""
    typed = finding.words
    near = [
        item
        for item in _citable(case)
        if len(typed) <= len(item.id)
        and Levenshtein.distance(typed, item.id[: len(typed)], score_cutoff=_TYPED) <= _TYPED
    ]
    if len(near) == 1:
        replacement = near[0].id[: len(typed)]
        text = f"the id that comes nearest is {replacement} “{short(_head(near[0]))}”"
        return Help(text=text, evidence=near[0].id, span=_head(near[0]), replacement=replacement)
    return nearest_evidence(case, finding)


def whole_id(case: Case, finding: Finding) -> Help | None:
    """Offer the one id of the phase that begins as the malformed one does."""
    typed = finding.words.partition("≠")[0].casefold()
    found = [item for item in _citable(case) if typed and item.id.startswith(typed)]
    if len(found) != 1:
        return nearest_evidence(case, finding)
    replacement = shown(found[0].id)
    text = f"of this phase only {_shown(found[0])} begins like this"
    return Help(text=text, evidence=found[0].id, span=_head(found[0]), replacement=replacement)


def whose(case: Case, finding: Finding) -> Help | None:
    """Say who wrote it, and offer the person's own."""
    item = next((c.item for c in case.cited if c.citation.evidence == finding.words), None)
    if item is None:
        return None
    people = item.people if isinstance(item, Commit) else ()
    authors = [item.author] if isinstance(item, PullRequest) else people
    names = ", ".join(dict.fromkeys(person.name for person in authors if person.name))
    own = nearest_evidence(case, finding)
    text = f"it is by {names or 'somebody without a name'}"
    return Help(
        text=f"{text}; {own.text}" if own else text,
        evidence=own.evidence if own else item.id,
        span=own.span if own else _head(item),
    )


def nearest_words(case: Case, finding: Finding) -> Help | None:
    """Show the words of the evidence that come nearest to a quote that is not verbatim."""
    for cited in case.cited:
        if cited.quote == finding.words and not cited.is_verbatim:
            words = _nearest(cited)
            if words:
                text = f"the nearest words there are “{short(words)}”: copy them"
                return Help(text=text, evidence=cited.item.id, span=words, replacement=words)
    return None


def _nearest(cited: Cited) -> str:
    best, text = 0.0, ""
    for passage in cited.dossier.prose:
        score = fuzz.ratio(cited.quote[:500], passage.normal[:500])
        if score > best:
            best, text = score, _part(cited.quote, passage)
    return text


def _part(quote: str, passage: Passage) -> str:
    """Give the piece of a span that is as long as the quote, in whole words."""
    normal = passage.normal
    found = fuzz.partial_ratio_alignment(quote[:500], normal[:20_000])
    if found is None or len(normal) <= len(quote):
        return normal
    start = normal.rfind(" ", 0, found.dest_start + 1) + 1
    end = normal.find(" ", found.dest_end - 1)
    return normalize(normal[start : end if end > 0 else len(normal)])


def padding(case: Case, finding: Finding) -> Help | None:
    """Say which citations carry the sentence without this one."""
    idle = next((item.id for item in case.index.matches(finding.words)), "")
    others = (dossier.item for dossier in case.dossiers if dossier.item.id != idle)
    left = ", ".join(map(_shown, islice(others, _NAMED)))
    more = len(case.dossiers) - 1 - _NAMED
    left += f" and {more} more" if more > 0 else ""
    return Help(text=f"leave this citation out; the rest stands on {left}", evidence=idle)
