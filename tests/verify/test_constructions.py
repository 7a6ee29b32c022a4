"""Ways of saying who acts on whom, what gave way to what, what is the default: none is read turned.

The patterns were written for this test by two writers who knew no form that the gate reads; the
names in braces are filled in here. How many are read at all may only grow.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

from pipeline.verify.default import states
from pipeline.verify.pairs import exchanges, inward, orders, outward
from pipeline.verify.relation import relations
from pipeline.verify.side import Side, sides
from pipeline.verify.token import Text

PATTERNS = Path(__file__).parent / "data" / "constructions.jsonl"
NAMES = {
    "replace": ("old", "new"),
    "move": ("old", "new"),
    "uses": ("user", "used"),
    "wraps": ("outer", "inner"),
    "sends": ("sender", "receiver"),
    "prefers": ("winner", "loser"),
    "order": ("first", "second"),
}
KINDS = {"uses": "using", "wraps": "holding", "sends": "sending", "prefers": "ranking"}
READ = {
    "replace": 162,
    "move": 48,
    "uses": 43,
    "wraps": 44,
    "sends": 38,
    "prefers": 32,
    "order": 36,
}
"""How many patterns of a kind are read."""
ONE, OTHER = "LeaseKeeper", "ClockSource"


@lru_cache
def patterns() -> tuple[dict[str, str], ...]:
    """Give all patterns."""
    return tuple(map(json.loads, PATTERNS.read_text(encoding="utf-8").splitlines()))


def filled(pattern: dict[str, str]) -> Text:
    """Put names in the places of a pattern."""
    first, second = NAMES[pattern["kind"]]
    text = pattern["text"].replace(f"{{{first}}}", f"`{ONE}`")
    text = text.replace(f"{{{second}}}", f"`{OTHER}`")
    return Text(text.replace("{what}", "the retry logic"))


def read(kind: str, text: Text) -> Iterator[bool]:
    """Tell for each reading of a text whether the first name comes first in it."""
    if kind in KINDS:
        for found, one, other in relations(text):
            if found == KINDS[kind] and one.text != other.text:
                yield one.text == ONE
        return
    readers = (orders,) if kind == "order" else (exchanges,)
    for reader in (*readers, *((inward, outward) if kind == "move" else ())):
        for one, other in reader(text):
            if (ONE in one.normal) is not (OTHER in one.normal) and (
                (ONE in other.normal) is not (OTHER in other.normal)
            ):
                yield ONE in one.normal
    if kind != "order":
        told = {(token.text, side) for token, side in sides(text)}
        for name, side, is_first in ((ONE, Side.OLD, True), (ONE, Side.NEW, False)):
            other = Side.NEW if side is Side.OLD else Side.OLD
            if (name, side) in told and (name, other) not in told:
                yield is_first


@pytest.mark.parametrize("kind", sorted(NAMES))
def test_constructions_are_read_the_right_way(kind: str) -> None:
    """Most ways of saying it are read, and hardly one the wrong way round."""
    mine = [pattern for pattern in patterns() if pattern["kind"] == kind]
    answers = {pattern["text"]: [*read(kind, filled(pattern))] for pattern in mine}
    turned = [text for text, found in answers.items() if found and not any(found)]
    assert len(turned) <= TURNED.get(kind, 0), turned
    assert sum(any(found) for found in answers.values()) >= READ[kind]


TURNED = {"move": 1}
"""How many patterns of a kind are still read the wrong way round."""


def defaults(text: str) -> set[bool]:
    """Tell what a text says to be on or off by default from the change on."""
    return {state.is_on for state in states(Text(text)) if state.is_settled}


def test_defaults_are_read_the_right_way() -> None:
    """What a text says to be on is not read as off; a few say it too indirectly to be read."""
    mine = [pattern for pattern in patterns() if pattern["kind"] == "switch"]
    answers = [(pattern, defaults(pattern["text"].format(thing="`--force`"))) for pattern in mine]
    turned = [pattern for pattern, found in answers if found - {pattern["mean"] == "on"}]
    assert not turned
    assert sum(bool(found) for _, found in answers) >= len(mine) - UNREAD


UNREAD = 6
"""How many patterns of a default are not read."""
