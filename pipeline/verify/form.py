"""GV501, GV503, GV504: is it one sentence, in safe characters, with something to check."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from confusable_homoglyphs import categories

from pipeline.verify.case import LONGEST, Case
from pipeline.verify.rule import Objection
from pipeline.verify.token import Kind

_END = re.compile(r"[。！？]|[!?](?=\s|[\u3400-\u9fff])|\.(?=\s+[A-Za-z`\u3400-\u9fff])")
_CODE = re.compile(r"`[^`]*`")
_UNSAFE = frozenset(("Cf", "Co", "Cs", "Cn", "Cc"))
_HAN = re.compile(r"[\u3400-\u9fff]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_ABBREVIATION = re.compile(
    r"(?:\b[A-Z]|\b(?:e\.g|i\.e|vs|cf|etc|no|nos|approx|v|incl|resp|fig|sec|min|max|avg|esp|viz|ca|ver|pp?|eq|al))$",
    re.IGNORECASE,
)


def more_than_one(case: Case) -> Iterator[Objection]:
    """GV501, the part that counts sentences."""
    if len(case.sentence.text) > LONGEST:
        yield f"longer than {LONGEST} characters; say one thing in one sentence", case.text[:80]
        return
    text = _CODE.sub(lambda code: "_" * len(code.group()), case.text)
    body = text.rstrip(" .。!！?？\"'”’」』)）")
    for match in _END.finditer(body):
        if match.group() == "." and _ABBREVIATION.search(body[: match.start()]):
            continue
        rest = case.text[match.end() :].strip()
        yield "more than one sentence; cite each on its own", rest[:80]
        return


def unsafe(case: Case) -> Iterator[Objection]:
    """GV503."""
    raw = case.sentence.text[:LONGEST]
    if raw.isascii():
        odd = next((c for c in raw if not c.isprintable() and not c.isspace()), "")
        if odd:
            yield f"holds the character U+{ord(odd):04X}; take it out", ""
        return
    for letter in raw:
        if unicodedata.category(letter) in _UNSAFE and letter not in "\n\t\r":
            yield f"holds the invisible character U+{ord(letter):04X}; take it out", ""
            return
    for match in _LETTERS.finditer(raw):
        word = match.group()
        if not word.isascii() and not _HAN.fullmatch(word) and _is_mixed(word):
            yield "a word mixes letters of several scripts; type it anew", word
            return


def _is_mixed(word: str) -> bool:
    scripts = {categories.alias(letter) for letter in word} - {"COMMON", "INHERITED"}
    return "LATIN" in scripts and bool(scripts & {"CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"})


def no_anchor(case: Case) -> Iterator[Objection]:
    """GV504: a sentence of plain words alone says nothing that could be checked."""
    anchored = any(
        token.kind is not Kind.WORD or token.keys & dossier.keys
        for token in case.tokens
        for dossier in case.dossiers
    )
    if case.cited and not anchored:
        yield "nothing in it can be checked; name what was changed", case.text[:80]
