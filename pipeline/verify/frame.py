"""Frames: who did what to what, from where to where, read from a text without a model.

A shallow reading after the idea of frame semantics (C. Fillmore, "Frame semantics", 1982): each
verb opens a frame, each noun phrase is an argument of it in the role that its place or its
preposition gives. It reads what engineers write: imperative subjects, past tense without a subject,
passives, lists, and Chinese with 把, 将, 用, 从, 由, 被.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from pipeline.verify import lexicon
from pipeline.verify.reading import once
from pipeline.verify.token import Kind, Text, Token


class Part(StrEnum):
    """What an argument is to its verb."""

    SUBJECT = "subject"
    OBJECT = "object"
    SOURCE = "source"
    TARGET = "target"
    MEANS = "means"
    AIM = "aim"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Argument:
    """A noun phrase in its role."""

    part: Part
    tokens: tuple[Token, ...]

    @property
    def start(self) -> int:
        """Give where the phrase begins in the text."""
        return self.tokens[0].start


@dataclass(frozen=True, slots=True)
class Frame:
    """A verb and its arguments, in the order of the text."""

    verb: Token
    arguments: tuple[Argument, ...]

    def parts(self, *wanted: Part) -> Iterator[Argument]:
        """Give the arguments in these roles."""
        return (argument for argument in self.arguments if argument.part in wanted)


_HARD = re.compile(r"[;:!?()\[\]{}。！？；：（）—–|]|\.(?:\s|$)|\s-\s")
_COMMA = re.compile(r"[,，、]")
_ENDS = {"d", "n", "t"}


@dataclass(slots=True)
class _Reader:
    """The state of one reading: finished frames, and what is being put together."""

    frames: list[Frame] = field(default_factory=list)
    verb: Token | None = None
    part: Part = Part.SUBJECT
    phrase: list[Token] = field(default_factory=list)
    arguments: list[Argument] = field(default_factory=list)
    pending: list[Argument] = field(default_factory=list)
    is_be: bool = False
    is_fresh: bool = True
    is_own: bool = True
    """Whether the phrase that is being read began a clause, so that it may be its subject."""
    is_causative: bool = False
    after_article: bool = False

    def close_phrase(self) -> None:
        if self.phrase:
            argument = Argument(self.part, tuple(self.phrase))
            (self.arguments if self.verb else self.pending).append(argument)
        self.phrase = []
        self.after_article = False

    def close_frame(self) -> None:
        self.close_phrase()
        if self.verb:
            self.frames.append(Frame(self.verb, tuple(self.arguments)))
        self.verb, self.arguments = None, []

    def turn(self, *, is_causative: bool = False) -> None:
        """Begin a new clause with its own subject."""
        self.close_frame()
        self.pending, self.part, self.is_be, self.is_fresh = [], Part.SUBJECT, False, True
        self.is_causative = is_causative

    def begin_part(self, sort: str, *, is_chinese: bool) -> None:
        """Read a preposition: what follows stands in its role."""
        self.close_phrase()
        if is_chinese and sort in _BEFORE and self.arguments:
            self.close_frame()
        self.part, self.is_fresh = _PARTS[sort], False

    def mark(self, sort: str, *, is_chinese: bool) -> None:
        """Read a word that shapes a frame but is no part of it."""
        match sort:
            case "article":
                self.close_phrase()
                self.after_article = True
            case "join" | "be" | "passive":
                self.end_phrase(is_subject=sort != "join")
                self.is_fresh = True
                self.is_be |= sort != "join"
            case "itself":
                self.after_article, self.is_fresh = False, True
            case "part":
                self.after_article = not is_chinese

    def end_phrase(self, *, is_subject: bool) -> None:
        """End a phrase; one that began after a comma may be the subject of a clause of its own."""
        if is_subject and self.verb and self.phrase and self.is_own:
            taken, self.phrase = self.phrase, []
            self.turn()
            self.phrase = taken
        self.close_phrase()

    def pause(self) -> None:
        """Read a comma: a list goes on, or a clause begins; before its verb, its subject."""
        self.close_phrase()
        self.is_fresh = True
        if self.verb is None:
            self.part = Part.SUBJECT

    def take(self, token: Token) -> None:
        """Add a word to the phrase that is being read."""
        if not self.phrase:
            self.is_own = self.is_fresh
        self.phrase.append(token)
        self.after_article = self.is_fresh = False

    def open(self, verb: Token) -> None:
        """Begin a new frame; what stood before the verb is its own."""
        subject = [a for a in self.arguments if a.part is Part.SUBJECT] if self.verb else []
        if self.verb and self.phrase and self.is_own:
            self.end_phrase(is_subject=True)
            subject = []
        self.close_frame()
        before, self.pending = self.pending, []
        passive = self.is_be and verb.text[-1] in _ENDS
        self.verb, self.is_be = verb, False
        self.arguments = subject
        for argument in before:
            turned = passive and argument.part is Part.SUBJECT
            self.arguments.append(Argument(Part.OBJECT, argument.tokens) if turned else argument)
        self.part, self.is_fresh = Part.OBJECT, False


@once
def frames(read: Text) -> tuple[Frame, ...]:
    """Read the frames of a text."""
    text, sentence = read.normal, read.tokens
    reader = _Reader()
    last = 0
    for at, token in enumerate(sentence):
        gap = text[last : token.start]
        following = sentence[at + 1] if at + 1 < len(sentence) else None
        last = token.end
        if gap == "-" or (following and text[last : following.start] == "-"):
            reader.take(token)
            continue
        if gap != " ":
            _stop(reader, gap)
        _step(reader, token, following)
    reader.close_frame()
    return tuple(reader.frames)


def _stop(reader: _Reader, gap: str) -> None:
    """Read the marks between two words."""
    if _HARD.search(gap):
        reader.turn()
    elif _COMMA.search(gap):
        reader.pause()


def _step(reader: _Reader, token: Token, following: Token | None) -> None:
    word = token.text.casefold()
    sort = _sorts().get(word, "") if token.kind is not Kind.CODE else ""
    if word == "to" and following and (_is_base_verb(following) or _is_adverb(following)):
        reader.close_phrase()
        reader.part, reader.is_fresh = Part.AIM, True
    elif word == "out" and following and following.text.casefold() == "of":
        reader.begin_part("source", is_chinese=False)
    elif sort in _TURNS:
        reader.turn(is_causative=sort == "cause")
    elif sort in _PARTS:
        reader.begin_part(sort, is_chinese=not token.text.isascii())
    elif sort:
        reader.mark(sort, is_chinese=not token.text.isascii())
    elif _is_adverb(token):
        return
    elif _opens(reader, token, following):
        reader.open(token)
    elif token.keys or token.kind is Kind.VALUE:
        reader.take(token)


def _is_adverb(token: Token) -> bool:
    return token.kind is Kind.WORD and token.text.isascii() and token.text.endswith("ly")


_TURNS = {"turn", "cause"}
_BEFORE = {"object", "agent", "means", "source"}
"""What in Chinese stands before its verb, and so after another verb begins a new frame."""
_PARTS = {
    "source": Part.SOURCE,
    "target": Part.TARGET,
    "means": Part.MEANS,
    "aim": Part.AIM,
    "place": Part.PLACE,
    "object": Part.OBJECT,
    "agent": Part.SUBJECT,
}


def _opens(reader: _Reader, token: Token, following: Token | None) -> bool:
    """Tell whether a token is the verb of a new frame where it stands."""
    if reader.after_article or not (token.kind is Kind.WORD or _heads(reader, token)):
        return False
    if not token.text.isascii():
        after = following.text if following else ""
        return token.text in lexicon.chinese_verbs() and after not in {"的", "之"}
    low = token.text.casefold()
    forms = _forms(low) or (_LIKE_PAST if reader.is_fresh and _ends_like_past(low) else _NONE)
    if reader.phrase:
        return _ends_phrase(reader, forms)
    has_content_after = following is not None and bool(following.keys)
    return _begins(reader, forms, has_content_after=has_content_after)


def _heads(reader: _Reader, token: Token) -> bool:
    """Tell whether a capital only begins a clause: `fix: Add a retry`."""
    at_start = reader.is_fresh and reader.verb is None and not reader.phrase
    is_plain = token.kind is Kind.NAME and token.text[1:].islower()
    return at_start and is_plain and not lexicon.technologies(token.keys)


def _ends_phrase(reader: _Reader, forms: frozenset[str]) -> bool:
    """Tell whether the phrase before is a subject, or what the participle says something of."""
    if "past" in forms:
        return True
    third = "third" in forms
    return (third and reader.is_own) or (
        bool(forms) and _awaits_verb(reader) and (third or _agrees(reader))
    )


def _begins(reader: _Reader, forms: frozenset[str], *, has_content_after: bool) -> bool:
    """Tell whether a verb stands here with no phrase before it."""
    just_opened = reader.verb is not None and reader.part is Part.OBJECT and not reader.arguments
    if "past" in forms and just_opened:
        return not has_content_after
    if not reader.is_fresh:
        after_preposition = reader.part not in {Part.SUBJECT, Part.OBJECT, Part.TARGET}
        return ("gerund" in forms and after_preposition) or (reader.is_be and "past" in forms)
    in_list = reader.verb is not None and reader.part is not Part.AIM
    return bool(forms & {"past", "gerund"}) or (bool(forms) and not in_list)


_NONE: frozenset[str] = frozenset()
_LIKE_PAST = frozenset(("past",))
_SHORTEST = 5
_SHORTEST_ROOT = 2
_INFLECTIONS = (("s", "third"), ("es", "third"), ("ed", "past"), ("d", "past"), ("ing", "gerund"))


def _ends_like_past(low: str) -> bool:
    return low.endswith("ed") and len(low) >= _SHORTEST


def _awaits_verb(reader: _Reader) -> bool:
    return reader.verb is None and reader.part is Part.SUBJECT


def _agrees(reader: _Reader) -> bool:
    """Tell whether a bare verb goes with the subject: they miss, let it miss."""
    return reader.phrase[-1].text.endswith("s") or reader.is_causative


def is_verb(token: Token) -> bool:
    """Tell whether a plain word is some form of a verb before all else."""
    return token.kind is Kind.WORD and bool(_forms(token.text.casefold()))


def _is_base_verb(token: Token) -> bool:
    return token.kind is Kind.WORD and "base" in _forms(token.text)


@lru_cache(maxsize=16384)
def _forms(low: str) -> frozenset[str]:
    """Give which forms of a verb a word may be: base, third, past, gerund; none of a noun."""
    known = lexicon.verbs()
    found = {"base"} if low in known else set[str]()
    for ending, form in _INFLECTIONS:
        root = low.removesuffix(ending)
        if root == low or len(root) < _SHORTEST_ROOT:
            continue
        doubled = root[:-1] if root[-1] == root[-2:-1] else root
        tailed = root[:-1] + "y" if root.endswith("i") else root
        if known & {root, root + "e", doubled, tailed}:
            found.add(form)
    base = "" if low.endswith("s") else lexicon.irregular().get(low, "")
    if base and base != low and not found and base in lexicon.verb_stems():
        found.add("past")
    return frozenset(found)


@lru_cache
def _sorts() -> dict[str, str]:
    """Give for each word that shapes a frame what it does."""
    return {
        word: sort
        for language in ("english", "chinese")
        for sort, words in lexicon.table("frames", language).items()
        for word in words
    }
