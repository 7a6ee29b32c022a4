"""GV405: words of scope and superlatives, each bound to the thing it is said of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise

from pipeline.domain.commit import Commit, FileChange
from pipeline.verify import lexicon
from pipeline.verify.case import Case
from pipeline.verify.piece import pieces
from pipeline.verify.rule import Objection
from pipeline.verify.token import Kind, Token
from pipeline.verify.values.record import lies_in

_STOP = re.compile(r"[;:()（），；：。—–]|,(?!\d)|\.(?=\s|$)")
_CONTINUING = frozenset(("a", "an", "the", "its", "their", "that", "which", "whose", "who"))
"""Words of grammar that a noun goes on behind."""
_PLAIN_FIRST = {"first", "the first"}
_PRONOUN = re.compile(r"\s+(?:one\s+)?of\s+(?:them|these|those|which)\b")
"""Stands for things told before: what is said of them tells which."""
_LIST = re.compile(r",[^.;:]{2,80}\band\b[^.,;:]*$")
_REACH = 2
"""Content words behind a word of scope that name what it is said of."""


@lru_cache
def _cues() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    """Give for each kind of scope the words that claim it and those that state it."""
    more = lexicon.table("claims", "scope_stated")
    return tuple(
        (name, lexicon.pattern(row), lexicon.pattern((*row, *more.get(name, ()))))
        for name, row in lexicon.table("claims", "scope").items()
    )


def scope(case: Case) -> Iterator[Objection]:
    """GV405: a cited span says it of the same thing, or the record of the change shows it."""
    if not case.cited or not lexicon.cues("claims", "scope").search(case.text):
        return
    for name, cue, stated in _cues():
        for match in cue.finditer(case.text):
            if name == "first" and _is_ordinal(case, match):
                continue
            about = _about(name, case.text, case.tokens, match)
            is_shown = _is_computed(case, name, match) or _is_counted(case, name, match)
            if not is_shown and not _is_stated(case, name, (cue, stated), about):
                yield "no cited span says it of so much; name what it covers", match[0]
                return


def _about(name: str, text: str, sentence: Sequence[Token], match: re.Match[str]) -> frozenset[str]:
    """Give the keys of what a word of scope is said of: the next words that are no grammar.

    An adverb may also belong to what stands before it, and so does a word that ends its piece or
    floats behind its verb.
    Nothing is given where it is a Chinese word that the lexicon lacks or holds for too light.
    """
    stop = _STOP.search(text, match.end())
    end = stop.start() if stop else len(text)
    if _PRONOUN.match(text, match.end()):
        return _statement(text, sentence, match)
    if any(token.start < match.end() < token.end for token in sentence):
        return frozenset()
    following = (token for token in sentence if match.end() <= token.start < end)
    if _is_light_chinese(next(following, None)):
        return frozenset()
    last = max((t for t in sentence if t.end <= match.start()), key=_end, default=None)
    if _is_bound_before(text, match) and _is_light_chinese(last):
        return frozenset()
    begin = match.start() + 1 if name == "zero" else match.end()  # "no errors" holds its noun
    found = _noun(text, [token for token in sentence if begin <= token.start < end])
    before = [token for token in sentence if token.keys and token.end <= match.start()]
    if name in {"fully", "always"} or _is_bound_before(text, match):
        found += before[-_REACH:]
    found = found or before[-_REACH - 1 :]
    keys = frozenset(key for t in found for key in t.keys or lexicon.keys_of(t.text))
    return frozenset(key for key in keys if not key.startswith("zh:"))


def _statement(text: str, sentence: Sequence[Token], match: re.Match[str]) -> frozenset[str]:
    """Give the keys of a whole statement: an adverb of time holds for all of it."""
    starts = [stop.end() for stop in _STOP.finditer(text, 0, match.start())]
    stop = _STOP.search(text, match.end())
    begin, end = starts[-1] if starts else 0, stop.start() if stop else len(text)
    return frozenset(key for t in sentence if begin <= t.start < end for key in t.keys)


def _is_bound_before(text: str, match: re.Match[str]) -> bool:
    return any(m.end() == match.end() for m in _bound("before").finditer(text, 0, match.end()))


def _is_ordinal(case: Case, match: re.Match[str]) -> bool:
    """Tell whether the first is that of several cited changes, or of what is counted off here."""
    if match[0].casefold() in _PLAIN_FIRST and _bound("series").search(case.text):
        return True
    return len(case.dossiers) > 1 and any(
        m.start() <= match.start() < m.end() for m in _bound("ordinal").finditer(case.text)
    )


def _is_counted(case: Case, name: str, match: re.Match[str]) -> bool:
    """Tell whether the word only sums up: a number that is proved, or what is listed before it.

    `All nine` opens a number, and `a, b and c were all moved` claims no more than its list.
    """
    if _is_bound_before(case.text, match) and _LIST.search(case.text, 0, match.start()):
        return True
    rest = case.text[match.end() :].removeprefix(" of").removeprefix(" the").lstrip()
    return name == "every" and any(rest.startswith(s.words) for s in case.values.supports)


@lru_cache
def _bound(name: str) -> re.Pattern[str]:
    return lexicon.pattern(lexicon.words("claims", "scope_bound", name))


def _noun(text: str, following: Sequence[Token]) -> list[Token]:
    """Give the first words that name something, up to the next word of grammar.

    Words that a hyphen joins count as one.
    """
    found: list[Token] = []
    for token in following:
        if token.keys or _names(token):
            found.append(token)
        elif found and token.text.isascii() and token.text.casefold() not in _CONTINUING:
            break
    joined = (text[one.end : two.start] == "-" for one, two in pairwise(found))
    counted = accumulate((not is_joined for is_joined in joined), initial=1)
    return [token for token, count in zip(found, counted, strict=False) if count <= _REACH]


def _names(token: Token) -> bool:
    """Tell whether a word without content of its own still names something: file, request."""
    return token.text.isascii() and token.text.casefold() not in _grammar()


def _end(token: Token) -> int:
    return token.end


def _is_light_chinese(token: Token | None) -> bool:
    return token is not None and not token.keys and not token.text.isascii() and len(token.text) > 1


@lru_cache
def _grammar() -> frozenset[str]:
    return frozenset(lexicon.words("english", "function"))


def _is_stated(
    case: Case, name: str, words: tuple[re.Pattern[str], re.Pattern[str]], about: frozenset[str]
) -> bool:
    own, stated = words
    for passage in (passage for dossier in case.dossiers for passage in dossier.prose):
        for match in stated.finditer(passage.normal):
            place = passage.normal, passage.tokens, match
            is_wide = name == "always" and own.fullmatch(match[0])
            said = _statement(*place) if is_wide else _about(name, *place)
            if not about or not said or about & said:
                return True
    near = [passage for rests in case.footings for passage in rests.passages]
    return name == "zero" and any(
        piece.is_denying and (passage in near or any(about & t.keys for t in piece.tokens))
        for dossier in case.dossiers
        for passage in dossier.prose
        for piece in pieces(passage)
    )


def _is_computed(case: Case, name: str, match: re.Match[str]) -> bool:
    """Tell whether the record of the cited changes shows it: all in one place, or none at all."""
    files = [f for d in case.dossiers if isinstance(d.item, Commit) for f in d.item.files]
    named = [token.text.casefold() for token in case.tokens if token.kind is Kind.CODE]
    if name == "every":
        return _ends_in_a_place(case, match) and any(
            files and all(_is_under(file, place) for file in files) for place in named
        )
    counted = [file for file in files if any(_is_under(file, place) for place in named)] or files
    return name == "zero" and _is_none(case.text[: match.start()], counted)


def _ends_in_a_place(case: Case, match: re.Match[str]) -> bool:
    """Tell whether a place is what follows the word: all of it in `setup.cfg`."""
    after = [token for token in case.tokens if token.keys and token.start >= match.end()]
    return any(token.kind is Kind.CODE for token in after[: _REACH + 1])


def _is_under(file: FileChange, place: str) -> bool:
    return lies_in(place, file.path.casefold())


def _is_none(before: str, files: Sequence[FileChange]) -> bool:
    """Tell whether none of the lines that the last verb names was added, or deleted."""
    verbs = list(_lines().finditer(before))
    if not verbs or not files or any(file.added is None for file in files):
        return False
    is_added = verbs[-1].lastgroup == "added"
    return not any((file.added if is_added else file.deleted) or 0 for file in files)


@lru_cache
def _lines() -> re.Pattern[str]:
    added, deleted = (lexicon.pattern(words) for words in _deeds())
    return re.compile(f"(?P<added>{added.pattern})|(?P<deleted>{deleted.pattern})", re.IGNORECASE)


def _deeds() -> tuple[tuple[str, ...], tuple[str, ...]]:
    table = lexicon.table("claims", "scope_lines")
    return table["added"], table["deleted"]
