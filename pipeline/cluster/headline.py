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
_MOST_WORDS = 9
_FEWEST_LETTERS = 4
_TRIED = 4
"""Of how many of the best commits a code name is preferred."""
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
    return " ".join(phrase.split()[:_MOST_WORDS])


def _topic(subject: str) -> str:
    """Give the object of a subject; all of it where its verb is needed to make sense."""
    found = object_phrase(subject)
    whole = _CLAUSE.sub("", bare_subject(subject)).strip(" .,:;-")
    return " ".join(whole.split()[:_MOST_WORDS]) if _PURPOSE.search(found) else found


def topic_title(items: Sequence[Item]) -> str:
    """Give the title of a group of commits: what the best of its subjects is about.

    `items` come best first. A phrase that holds a code name is preferred; where the best phrase
    is one bare word, the file that its commit changed most says where.
    """
    phrases = [(_topic(item.commit.subject), item) for item in items]
    good = [(text, item) for text, item in phrases if len(text) >= _FEWEST_LETTERS]
    for text, _ in good[:_TRIED]:
        if _CODE.search(text) and len(text.split()) > 1:
            return text
    text, item = good[0] if good else (items[0].commit.subject, items[0])
    files = sorted(item.commit.files, key=lambda f: -((f.added or 0) + (f.deleted or 0)))
    is_bare = " " not in text and not _CODE.search(text)
    return f"{text} in `{files[0].path}`" if files and is_bare else text


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
