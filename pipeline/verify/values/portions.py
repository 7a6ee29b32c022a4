"""Portions of the record: what is said of some of the files, of each of them, and of the rest.

A sentence may tell how a change is spread: `38 of the 41 lines sit in gate.go`, `all but a dozen
under vendor/`, `the other 48 in two example files`, `three lines in each`. All of it is in the
record, file by file; a portion is what the words of the sentence describe of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from pipeline.domain.commit import FileChange
from pipeline.verify import lexicon
from pipeline.verify.token import tokens
from pipeline.verify.values import words
from pipeline.verify.values.atom import Atom
from pipeline.verify.values.lines import direction, is_line_count, speaks_of_lines, words_of
from pipeline.verify.values.matter import Matter, Proof
from pipeline.verify.values.record import TESTS, Record, Row, path_keys
from pipeline.verify.values.tolerance import fits

_PERCENT = Decimal(100)
_NAME = re.compile(
    r"`(?P<code>[^`\n]{1,200})`|(?<![\w./-])(?P<bare>[A-Za-z0-9]*+(?:[./_-]++[A-Za-z0-9]++)++/?|\w++/)"
)
_AND_NAME = re.compile(rf"\s*(?:,?\s*\band\b|[,、与和])\s*(?:the\s+)?(?:{_NAME.pattern})")
"""One more of several names in a row."""
_ITS_TESTS = re.compile(r"\b(?:its|the latter's|whose(?: code and)?)\s+tests?\b|其测试")
_SHORT = 4
_MOST = 50
"""Files of a portion that are looked at one by one."""
_OF_ALL = re.compile(
    r"\b(?:of|half|quarter|third)\s+(?:(?:the|its|all|these|those|some|whose|their|\w+['’]s)\s+)*$|(?:共|合计|总计|全部|占了?)\s?$",
    re.IGNORECASE,
)
_AMONG = re.compile(r"\s?(?:\w+\s)?(?:in all|in total|altogether)\b|[^，,。；;\d]{0,10}[中里]")
_OTHERS = re.compile(
    r"\b(?:(?:the|its)\s+(?:other|remaining|rest(?:\s+of)?)|all\s+but|all\s+except)\s+$"
    r"|(?:其余|剩下的?|余下的?|另外)\s?$",
    re.IGNORECASE,
)
_OF_WHAT = re.compile(r"\s*of\b")
_FILES = re.compile(r"\bfiles?\b|文件", re.IGNORECASE)
_EACH = re.compile(r"\b(?:each|apiece|every one|in every)\b|各")
_OF_THEM = re.compile(
    r"\s+of\s+(?:the|them|its|these|those|which)\b|\s+(?:are|were|is|being)\b|[^，。；\d]{0,6}[在是为]"
)
_NEW = re.compile(r"\bnew file\b|\bof its own\b|新文件", re.IGNORECASE)


def _is_test(file: FileChange) -> bool:
    return bool(TESTS.search(file.path))


def _is_moved(file: FileChange) -> bool:
    return bool(file.old_path)


def _is_new(file: FileChange) -> bool:
    return bool(file.added) and file.deleted == 0 and not file.old_path


_KINDS: tuple[tuple[re.Pattern[str], Callable[[FileChange], bool]], ...] = (
    (re.compile(r"\btests?\b|测试", re.IGNORECASE), _is_test),
    (re.compile(r"\b(?:renam\w+|moves?)\b|改名|重命名", re.IGNORECASE), _is_moved),
    (_NEW, _is_new),
)
"""Words that describe files by more than their path, and which files they mean."""


@dataclass(frozen=True, slots=True)
class Portion:
    """Files that some words describe."""

    where: str
    files: tuple[Row, ...]
    is_named: bool = False
    """Whether a name of the sentence says which files are meant."""
    is_joint: bool = False
    """Whether several names say so."""

    def lines(self, way: str) -> int:
        """Count the lines that came, went, or both."""
        added = sum(file.added or 0 for _, file in self.files)
        deleted = sum(file.deleted or 0 for _, file in self.files)
        counts = {"added": added, "deleted": deleted, "edited": max(added, deleted)}
        return counts.get(way, added + deleted)

    def is_within(self, whole: Portion) -> bool:
        """Tell whether it is of the commits of a whole."""
        return set(self.over) <= set(whole.over)

    @property
    def is_ending(self) -> bool:
        """Tell whether it is named by how its files end: `.pb.go`."""
        return self.is_named and self.where[0] in "._-"

    @property
    def over(self) -> tuple[str, ...]:
        """Give the ids of the commits that it lies in, in order."""
        return tuple(dict.fromkeys(commit for commit, _ in self.files))

    def proof(self, words: str) -> Proof:
        """Give what proves a figure of it."""
        return Proof(self.over[0], f"{words}: {self.where}", self.over)


def wholes(matter: Matter) -> Iterator[Portion]:
    """Give all files of each cited commit whose lines were counted, and of all together."""
    parts = [
        tuple((commit.id, file) for file in commit.files)
        for commit in matter.commits
        if any(file.added is not None for file in commit.files)
    ]
    yield from (Portion(files[0][0][:12], files) for files in parts)
    if len(parts) == len(matter.commits) > 1:
        yield Portion(f"{len(parts)} commits", tuple(f for files in parts for f in files))


def described(matter: Matter, start: int, end: int) -> Iterator[Portion]:
    """Give the portions that a stretch of the sentence describes, and all that it names in one."""
    stretch = matter.text[start:end]
    record = matter.record
    named = [
        Portion(name, files, is_named=True)
        for name in _names(stretch)
        if (files := record.bearing(name))
    ]
    yield from named
    if named and _ITS_TESTS.search(stretch):
        named += [Portion(f"tests of {p.where}", r) for p in named if (r := _tests_of(p, record))]
    if len(named) > 1:
        rows = {(row[0], row[1].path): row for portion in named for row in portion.files}
        where = ", ".join(portion.where for portion in named)
        yield Portion(where, tuple(rows.values()), is_named=True, is_joint=True)
    yield from _of_kinds(stretch, record)
    yield from _by_words(_NAME.sub(" ", stretch), record)


def _tests_of(portion: Portion, record: Record) -> tuple[Row, ...]:
    """Give the tests that are named as the files of a portion are: `gate_test.go` of `gate.go`."""
    stems = tuple(
        f"{file.path.rpartition('.')[0]}{end}"
        for _, file in portion.files[:_MOST]
        for end in ("_test.", ".test.")
    )
    return record.where(lambda file: file.path.startswith(stems))


def _of_kinds(stretch: str, record: Record) -> Iterator[Portion]:
    """Give the tests, the files moved, and the new ones, each of these also by itself."""
    for cue, is_meant in _KINDS:
        found = cue.search(stretch)
        files = record.where(is_meant) if found else ()
        if found and files:
            yield Portion(found.group(), files)
        if cue is _NEW:
            yield from (Portion(row[1].path, (row,)) for row in files[:_MOST])


def _by_words(stretch: str, record: Record) -> Iterator[Portion]:
    """Give for each word the files with it in their path, and those with it in their name."""
    for word, wanted in _telling(stretch):
        files = record.told(wanted)
        if files and len(files) < len(record.rows):
            yield Portion(word, files)
        part = tuple(r for r in files if wanted & path_keys(r[1].path.rpartition("/")[2]))
        if part and len(part) < len(files):
            yield Portion(word, part)


def _names(stretch: str) -> Iterator[str]:
    found = ((m["code"] or m["bare"]).strip().rstrip(".,;:") for m in _NAME.finditer(stretch))
    return (name for name in dict.fromkeys(found) if len(name) >= _SHORT)


def _telling(stretch: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Give the words of a stretch that may stand in a path, with what each is met by."""
    for token in tokens(stretch):
        low = token.text.casefold()
        if low in words.nouns() or low in lexicon.function_words() or _is_deed(low):
            continue
        if token.keys and (len(low) >= _SHORT or not low.isascii()):
            yield token.text, token.keys


@lru_cache
def _is_deed(word: str) -> bool:
    """Tell whether a word says that lines came or went: it describes none."""
    return any(words_of(way).fullmatch(word) for way in ("added", "deleted", "changed", "net"))


def judge_lines_of_portion(matter: Matter, atom: Atom) -> Proof | None:
    """Find a number of lines as that of the whole, of a portion, of the rest, or of each file."""
    way = direction(matter, atom)
    before = matter.text[: atom.start]
    if _OF_ALL.search(before) or _AMONG.match(matter.text, atom.end):
        return _first(atom, wholes(matter), way)
    if _OTHERS.search(before):
        return _rest(matter, atom, way)
    start, end = _stretch(matter, atom)
    near = tuple(described(matter, start, end))
    if _EACH.search(matter.text, atom.start, end):
        return _of_each(atom, near, way)
    if any(p.is_named for p in near):
        near = tuple(p for p in near if p.is_joint or p.is_ending)
    elif not _is_spread(matter, atom):
        return None
    return _first(atom, near, way)


def _is_spread(matter: Matter, atom: Atom) -> bool:
    """Tell whether the sentence has more than one figure of lines, files or shares.

    A lone number is that of the change, and of no part that a word may mean.
    """
    return any(
        a is not atom and (a.unit == "percent" or a.noun == "file" or is_line_count(matter, a))
        for a in matter.atoms
    )


def _stretch(matter: Matter, atom: Atom) -> tuple[int, int]:
    """Give the clause of a number, with all of the names that stand in a row at its end."""
    start, end = matter.clause(atom)
    while row := _AND_NAME.match(matter.text, end):
        end = row.end()
    return start, end


def _ways(way: str) -> tuple[str, ...]:
    """Give what a number of lines may count; a line that was edited came and went.

    A difference has a sign, which the whole record is asked for elsewhere.
    """
    if way == "net":
        return ()
    if way == "changed":
        return ("changed", "edited")
    return (way,) if way else ("added", "deleted", "changed", "edited")


def _first(atom: Atom, portions: Iterable[Portion], way: str) -> Proof | None:
    for portion in portions:
        for name in _ways(way):
            count = portion.lines(name)
            if fits(atom, Decimal(count)):
                return portion.proof(f"{count} lines {name}")
    return None


def _rest(matter: Matter, atom: Atom, way: str) -> Proof | None:
    """Find a number as what a portion that the sentence describes leaves of a whole."""
    for whole in wholes(matter):
        for portion in described(matter, 0, len(matter.text)):
            if not portion.is_within(whole):
                continue
            for name in _ways(way):
                left = whole.lines(name) - portion.lines(name)
                if fits(atom, Decimal(left)):
                    return whole.proof(f"{left} lines {name} beside {portion.where}")
    return None


def _of_each(atom: Atom, portions: tuple[Portion, ...], way: str) -> Proof | None:
    """Find a number as that of every single file of a portion."""
    for portion in portions:
        for name in _ways(way):
            counts = {Portion("", (row,)).lines(name) for row in portion.files}
            count = counts.pop()
            if not counts and fits(atom, Decimal(count)):
                return portion.proof(f"{count} lines {name} in each")
    return None


def judge_share_of_portion(matter: Matter, atom: Atom) -> Proof | None:
    """Work a share of lines out of the record: over half of the additions are in one file."""
    if atom.unit != "percent" or not speaks_of_lines(matter) or _has_operands(matter, atom):
        return None
    way = direction(matter, atom) or _way(matter, atom)
    start, end = _stretch(matter, atom)
    near = tuple(described(matter, start, end)) or tuple(described(matter, 0, start))
    for whole in wholes(matter):
        for portion in near:
            for name in _ways(way):
                top, bottom = portion.lines(name), whole.lines(name)
                if not bottom or not portion.is_within(whole):
                    continue
                if fits(atom, top / Decimal(bottom) * _PERCENT, rounded=True):
                    return whole.proof(f"{top} of {bottom} lines {name} in {portion.where}")
    return None


def _has_operands(matter: Matter, atom: Atom) -> bool:
    """Tell whether the sentence has told the part and the whole before: `221 of 464, or 48 %`."""
    told = [a for a in matter.atoms if a.end <= atom.start and is_line_count(matter, a)]
    return len(told) > 1 and not _OF_WHAT.match(matter.text, atom.end)


def _way(matter: Matter, atom: Atom) -> str:
    """Give the direction of the lines that follow a share: `half of the 37 new lines`."""
    following = next((a for a in matter.atoms if a.start >= atom.end), None)
    return direction(matter, following) if following else ""


def speaks_of_files(matter: Matter) -> bool:
    """Tell whether the sentence counts files, or their lines."""
    return speaks_of_lines(matter) or bool(_FILES.search(matter.text))


def judge_files_of_portion(matter: Matter, atom: Atom) -> Proof | None:
    """Find a number of files as that of a portion: `17 of its 21 files are tutorials`."""
    start, end = _stretch(matter, atom)
    is_part = _OF_THEM.match(matter.text, atom.end)
    is_whole = is_part or words.is_cjk(atom.words)
    stretch = (start, end) if is_whole else (atom.end, min(end, atom.end + 40))
    listed = (p for p in described(matter, atom.end, end) if p.is_joint)
    for portion in (*described(matter, *stretch), *listed):
        paths = {file.path for _, file in portion.files}
        if len(paths) < len(matter.record.rows) and fits(atom, Decimal(len(paths))):
            return portion.proof(f"{len(paths)} files")
    return None
