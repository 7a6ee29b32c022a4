"""Titles: of phases in the words of their evidence, of tracks in words for people."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.cluster.lexicon import words
from pipeline.cluster.work import Item

_PREFIX = re.compile(r"^(?:\s*\[[^\]]{1,40}\]\s*)+|^[a-z]+(?:\([^)]{1,60}\))?!?:\s+", re.IGNORECASE)
_SUFFIX = re.compile(r"(?:\s*\((?:#|GH-)\d+\)|\s*\[[^\]]*\])+\s*$")
_CLAUSE = re.compile(
    r"\s+(?:so that|so|because|since|when|while|which|if|in order to|instead of|due to|by|"
    r"as well as|and then|to avoid|to allow|to make)\s.*$|[;:,(].*$|\s[-–—]\s.*$|[。，；：（].*$",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"`[^`]+`|\b\w+[._/]\w[\w./]*|\b[a-z]+[A-Z]\w*|\b[A-Z][a-z]+[A-Z]\w*|\b[A-Z]{3,}\b"
)
_PURPOSE = re.compile(r"\S\s+to\s+[a-z]+\b")
_ROUTINE = re.compile(
    r"^(?:v?\d+\.\d|(?:release|version|bump|prepare|preparing|changelog|start version|merge)\b|"
    r"(?:update|upgrade|pin)\s+(?:dev |development )?"
    r"(?:dependencies|requirements|changelog|readme)|"
    r"(?:typo|wip|lint|fmt|format|formatting|cleanup|tests?|review comments)\W*$|发布|版本)",
    re.IGNORECASE,
)
_WEAK = re.compile(
    r"\b(?:tests?|todos?|typos?|comments?|docs?|docstrings?|readme|lint|fmt|wip|improvements?|minor|"
    r"clean ?up|broken|changelog)\b",
    re.IGNORECASE,
)
_DANGLING = re.compile(
    r"(?:\s+(?:a|an|the|of|to|for|from|with|in|on|by|and|or|as|at|into|if|be|is|are|that|its|not))+$",
    re.IGNORECASE,
)
_MOST_WORDS = 9
_FEWEST_WORDS, _BEST_WORDS = 2, 7
_FEWEST_LETTERS = 4
_TRIED = 6
"""Of how many of the most central commits the title may come."""
_SIDES = {
    "(tests)": "Tests",
    "(documentation)": "Documentation",
    "(tooling)": "Tooling",
    "(examples)": "Examples",
}


def slug(text: str) -> str:
    """Write a title as part of an id."""
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-") or "work"


def bare_subject(subject: str) -> str:
    """Strip a subject of its type, scope, tags and number."""
    text, before = subject.strip(), ""
    while text != before:
        before, text = text, _PREFIX.sub("", text).strip()
    return _SUFFIX.sub("", text).strip(" .!")


def is_routine(subject: str) -> bool:
    """Tell a release, a version bump or a commit that says nothing by its subject."""
    return bool(_ROUTINE.search(bare_subject(subject)))


def object_phrase(subject: str) -> str:
    """Give what a subject is about: its words after the verb, up to the next clause."""
    phrase = bare_subject(subject)
    tokens = phrase.split()
    if len(tokens) > 1 and tokens[0].casefold() in words().verbs["all"]:
        tokens = tokens[1:]
    phrase = _CLAUSE.sub("", " ".join(tokens)).strip(" .,:;-")
    return _cut(phrase)


def _cut(phrase: str) -> str:
    """Shorten a phrase to the words of a title, leaving none hanging at its end."""
    return _DANGLING.sub("", " ".join(phrase.split()[:_MOST_WORDS]))


def _topic(subject: str) -> str:
    """Give the object of a subject; all of it where its verb is needed to make sense."""
    found = object_phrase(subject)
    whole = _CLAUSE.sub("", bare_subject(subject)).strip(" .,:;-")
    return _cut(whole) if _PURPOSE.search(found) else found


def topic_title(items: Sequence[Item]) -> str:
    """Give the title of a group of commits: what the best of its subjects is about.

    `items` come best first. New work is preferred to mending, and code names to plain words;
    where the best phrase is one bare word, the file that its commit changed most says where.
    """
    telling = [item for item in items if not _WEAK.search(bare_subject(item.commit.subject))]
    item = max((telling or items)[:_TRIED], key=lambda item: _promise(item.commit.subject))
    text = _topic(item.commit.subject) or item.commit.subject
    files = sorted(item.commit.files, key=lambda f: -((f.added or 0) + (f.deleted or 0)))
    is_bare = " " not in text and not _CODE.search(text)
    return f"{text} in `{files[0].path}`" if files and is_bare else text


def _promise(subject: str) -> float:
    """Say how well a subject would serve as a title."""
    tokens = bare_subject(subject).split()
    found = _topic(subject)
    verb = tokens[0].casefold() if tokens else ""
    size = len(found.split())
    return (
        2 * (verb in words().verbs["new"])
        + bool(_CODE.search(found))
        + (_FEWEST_WORDS <= size <= _BEST_WORDS)
        - 2 * (len(found) < _FEWEST_LETTERS)
    )


def shift_title(origin: str, target: str) -> str:
    """Give the title of a replacement."""
    if not target:
        return f"Removed {origin}"
    return f"{origin} → {target}" if origin else target


def track_title(kind: str, area: str) -> str:
    """Give the title of a track: by what its technologies are for, else by its area."""
    if kind:
        return words().titles.get(kind, kind.replace("-", " ").replace("_", " ").capitalize())
    return _SIDES.get(area, area) or "General"
