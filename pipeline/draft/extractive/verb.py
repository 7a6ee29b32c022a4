"""English verb forms: which verb a word is a form of, its past and its gerund."""

from __future__ import annotations

from functools import lru_cache

from pipeline.draft.extractive.lexicon import writing

_VOWELS = "aeiou"
_SIBILANTS = ("s", "x", "z", "ch", "sh")


def past(verb: str) -> str:
    """Give the simple past: add → added, carry → carried, drop → dropped, rewrite → rewrote."""
    irregular = writing().past.get(verb)
    if irregular:
        return irregular
    if verb.endswith("e"):
        return verb + "d"
    if _has_consonant_y(verb):
        return verb[:-1] + "ied"
    return _doubled(verb) + "ed"


def gerund(verb: str) -> str:
    """Give the form in -ing: use → using, skip → skipping."""
    if verb.endswith("e") and not verb.endswith("ee"):
        return verb[:-1] + "ing"
    return _doubled(verb) + "ing"


def third_person(verb: str) -> str:
    """Give the form with -s: fix → fixes."""
    if _has_consonant_y(verb):
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith((*_SIBILANTS, "o")) else "s")


def base(word: str) -> str:
    """Give the verb that a word is a form of; empty if it is none that a deed begins with."""
    return _forms().get(word.casefold(), "")


@lru_cache
def _forms() -> dict[str, str]:
    forms: dict[str, str] = {}
    for make in (str, third_person, past, gerund):
        for verb in writing().verbs:
            forms.setdefault(make(verb), verb)
    return forms


def _has_consonant_y(verb: str) -> bool:
    return verb.endswith("y") and verb[-2] not in _VOWELS


def _doubled(verb: str) -> str:
    return verb + verb[-1] if verb in writing().doubling else verb


@lru_cache(maxsize=65536)
def is_finite(word: str) -> bool:
    """Tell whether a word may be the verb of a sentence: a third person or a past."""
    found, low = base(word), word.casefold()
    if not found:
        return False
    is_noun = found in writing().noun_like or found in writing().countable
    return low == past(found) or (low == third_person(found) and not is_noun)
