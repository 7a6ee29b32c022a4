"""Numbers of lines, from the record: of a commit, of several, or of the file that is named."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from itertools import takewhile

from pipeline.domain.commit import Commit, FileChange
from pipeline.verify import lexicon
from pipeline.verify.values import words
from pipeline.verify.values.atom import Atom, Kind
from pipeline.verify.values.matter import Answer, Matter, Objection, Proof
from pipeline.verify.values.record import TESTS
from pipeline.verify.values.tolerance import fits

_PATH = re.compile(r"`(?P<code>[^`\n]{1,300})`|(?<![\w./-])(?P<bare>[\w-]+(?:[./][\w-]+)++)")
_WORD = re.compile(r"[a-z]{2,}")
_INTO = re.compile(r"^[^,;:]{0,16}?\b(?:in|into|to|of|from|at|within)\s+(?:the\s+)?$")
_WHOLE = re.compile(r"\b(?:commit|change|diff|total|overall|altogether|all)\b|共|总")
_HAS_LINES = re.compile(
    r"\b(?:lines?|additions?|deletions?|insertions?|diff)\b"
    r"|[\d零一二两三四五六七八九十百千万几多余]\s?行(?![为动业])|代码行|行数",
    re.IGNORECASE,
)
_BOTH_SIGNS = re.compile(r"(?<!\w)\+\d.{0,12}(?<!\w)[−-]\d|(?<!\w)[−-]\d.{0,12}(?<!\w)\+\d")
_WAYS = ("added", "deleted", "changed", "net")
_VERSUS = {"versus", "plus", "minus", "across"}
_ZH_SIGN = re.compile(r"\s?(?P<sign>增|删|减)(?![加除少至到])")
"""Behind a number, what stands for a sign: `10 增 12 删`."""
_MEASURES = frozenset("次种个项条处份名位组类")
"""Chinese measure words of which none is that of lines."""
_NOUN = re.compile(r"(?:\s+[A-Za-z]{3,}){1,2}")
_IN_OUT = re.compile(
    r"\s*(?:lines?\s+)?(?:went\s+)?(?P<word>in|out)\s*(?:$|[,.;)]|and\b|against\b)"
)
_SIGN = re.compile(r"(?<!\w)(?P<sign>[+−-])$")
_OF_TESTS = re.compile(
    r"\s*(?:(?:added|changed|removed|deleted)\s+)?(?:(?:of|in|for|are|were|is|being)\s+)?(?:(?:unit|new|the|its)\s+)*tests?\b(?!-)"
    r"|[^，。；、,;]{0,6}测试",
    re.IGNORECASE,
)
_OF_CODE = re.compile(r"\s*(?:of|in)\s+(?:\w+\s+)?code\b|[^，。；、,;]{0,6}代码", re.IGNORECASE)
_OF_THE = re.compile(r"\s+of\s+(?:(?:the|its|these|those)\s+)?")
_LONG = re.compile(r"-lines?\Z")
_LONG_ONE = re.compile(r"(?P<noun>\w+)\s+of\s+(?:\w+\s+)?$")
_WITHOUT = re.compile(r"\bwithout\b")
_FILES = re.compile(r"\bfiles?\b|文件", re.IGNORECASE)
_LONG_NAME = 4
_MOST_MEANT = 12
"""Files that words may mean: what means more of them means none."""
_AFTER_REACH, _BEFORE_REACH = 28, 18
LINES = frozenset(("line", "addition", "deletion"))


@dataclass(frozen=True, slots=True)
class Tally:
    """Lines that came and went somewhere."""

    evidence: str
    where: str
    added: int
    deleted: int
    over: tuple[str, ...] = ()
    """Ids of the commits that it sums up, where there are several."""

    @property
    def words(self) -> str:
        """Say it as a finding or a proof does."""
        net = self.added - self.deleted
        return f"{self.where}: {self.added} added, {self.deleted} deleted, net {net}"


def speaks_of_lines(matter: Matter) -> bool:
    """Tell whether the sentence counts lines at all."""
    return bool(_HAS_LINES.search(matter.text))


@lru_cache
def words_of(direction: str) -> re.Pattern[str]:
    """Give the words that say that something came, went or changed."""
    plain = [w for w in words.listed("direction", direction) if w not in {"in", "out"}]
    return re.compile(
        "|".join(
            rf"\b{re.escape(w)}\b" if w.isascii() else re.escape(w)
            for w in sorted(plain, key=lambda w: (-len(w), w))
        ),
        re.IGNORECASE,
    )


def direction(matter: Matter, atom: Atom) -> str:
    """Tell whether a number of lines came, went, or is the difference; empty if not said."""
    if atom.noun in {"addition", "deletion"}:
        return "added" if atom.noun == "addition" else "deleted"
    sign = _SIGN.search(matter.text[max(0, atom.start - 2) : atom.start])
    in_out = _IN_OUT.match(matter.text, atom.end)
    if not atom.noun and (zh := _ZH_SIGN.match(matter.text, atom.end)):
        return "added" if zh["sign"] == "增" else "deleted"
    if sign or in_out:
        comes = sign["sign"] == "+" if sign else bool(in_out and in_out["word"] == "in")
        return "added" if comes else "deleted"
    return _spoken(matter, atom)


def _spoken(matter: Matter, atom: Atom) -> str:
    """Read the direction from the words: a difference first, then beside the number, then before.

    In Chinese the verb stands before its object, so what leads to the number comes first.
    """
    after, before = matter.after(atom, _AFTER_REACH), matter.before(atom, _BEFORE_REACH)
    after = _WITHOUT.split(after)[0]
    inside = " ".join(atom.modifiers)
    at, led = max((_end(before, d), d) for d in ("added", "deleted", "changed"))
    led = led if at >= 0 else ""
    is_more = bool(words_of("compared").search(f"{inside} {after}"))
    if words_of("net").search(f"{inside} {after}") or _end(before, "net") >= 0:
        return "net"
    if is_more and ("than" in after or not led):
        return "net"
    if words.is_cjk(atom.words) and led:
        return led
    return _first(inside) or _first(after) or led


def _end(before: str, name: str) -> int:
    """Give where the words that lead to the number say so last; -1 if they don't."""
    matches = list(words_of(name).finditer(before))
    is_near = bool(matches) and len(before[matches[-1].end() :].split()) <= 2  # noqa: PLR2004
    return matches[-1].end() if is_near else -1


def _first(text: str) -> str:
    found = [
        (match.start(), name)
        for name in ("added", "deleted", "changed")
        if (match := words_of(name).search(text))
    ]
    return min(found)[1] if found else ""


def judge_lines(matter: Matter, atom: Atom) -> Answer | None:
    """Compare a number of lines with the record; None if the record holds no line counts."""
    tallies = tuple(_tallies(matter, atom))
    if not tallies:
        return None
    way = direction(matter, atom)
    for tally in tallies:
        if any(fits(atom, Decimal(count)) for count in _counts(matter, atom, tally, way)):
            return Proof(tally.evidence, tally.words, tally.over)
    said = "; ".join(tally.words for tally in tallies[:3])
    only = {n for tally in tallies for n in _counts(matter, atom, tally, way)}
    return Objection("GV205", f"the record says {said}", f"{only.pop()}" if len(only) == 1 else "")


def _counts(matter: Matter, atom: Atom, tally: Tally, way: str) -> Iterator[int]:
    net = tally.added - tally.deleted
    match way:
        case "added":
            yield tally.added
        case "deleted":
            yield tally.deleted
        case "net":
            yield from _net(matter, atom, net)
        case "changed":
            yield tally.added + tally.deleted
            yield max(tally.added, tally.deleted)
        case _:
            yield from (tally.added, tally.deleted, tally.added + tally.deleted)


def _net(matter: Matter, atom: Atom, net: int) -> Iterator[int]:
    """Give the difference, if the words have its sign right."""
    around = f"{matter.before(atom, _BEFORE_REACH)} {matter.after(atom, 48)}".casefold()
    grows = any(word in around for word in words.listed("direction", "grow"))
    shrinks = any(word in around for word in words.listed("direction", "shrink"))
    if not ((grows and net < 0) or (shrinks and net > 0)):
        yield abs(net)


def _tallies(matter: Matter, atom: Atom) -> Iterator[Tally]:
    named, tight = _named(matter, atom)
    for name in dict.fromkeys(named):
        yield from _of(matter, name)
    for commit in matter.commits:
        yield from _as_long(matter, atom, commit)
    if tight:
        return
    by_kind = _by_kind(matter, atom)
    if by_kind:
        yield from by_kind
        return
    yield from _each(matter)
    start, end = matter.clause(atom)
    if _FILES.search(matter.text[start:end]) and direction(matter, atom) != "net":
        yield from _each(matter, "new files", lambda file: file.deleted == 0)
        yield from _each(matter, "files removed", lambda file: file.added == 0)


def _of(matter: Matter, name: str) -> Iterator[Tally]:
    """Give the lines of the files that a name means, in each commit and in all together."""
    meant: dict[str, list[FileChange]] = {}
    for commit, file in matter.record.named(name):
        if file.added is not None:
            meant.setdefault(commit, []).append(file)
    yield from _summed(name, list(meant.items()))


def _each(
    matter: Matter, name: str = "", is_meant: Callable[[FileChange], bool] | None = None
) -> Iterator[Tally]:
    """Give the lines of the files that are meant: in each commit, and in all of them together.

    Without a test all are meant, and a commit with a file that was not counted is left out.
    """
    chosen: list[tuple[str, list[FileChange]]] = []
    for commit in matter.commits:
        known = [f for f in commit.files if f.added is not None]
        files = [f for f in known if is_meant(f)] if is_meant else known
        if files and (is_meant or len(files) == len(commit.files)):
            chosen.append((commit.id, files))
    yield from _summed(name, chosen)


def _summed(name: str, chosen: list[tuple[str, list[FileChange]]]) -> Iterator[Tally]:
    """Give the lines of some files by commit, and of all of them together."""
    for commit, files in chosen:
        yield _tally(commit, name or commit[:12], files)
    if len(chosen) > 1:
        every = [file for _, files in chosen for file in files]
        over = tuple(c for c, files in chosen if any(f.added or f.deleted for f in files))
        where = f"{name or f'{len(chosen)} commits'} together"
        yield replace(_tally(chosen[0][0], where, every), over=over)


def _as_long(matter: Matter, atom: Atom, commit: Commit) -> Iterator[Tally]:
    """Give the new files of a kind that are so long: a 30-line script, a script of 30 lines."""
    before = _LONG_ONE.search(matter.before(atom, _BEFORE_REACH))
    if _LONG.search(atom.words):
        nouns = _WORD.findall(matter.after(atom, _AFTER_REACH).casefold())[:2]
    elif before and atom.noun == "line":
        nouns = [before["noun"].casefold()]
    else:
        return
    endings = tuple(e for noun in nouns for e in words.endings_of(noun))
    for file in commit.files:
        if file.added and file.deleted == 0 and endings and file.path.endswith(endings):
            yield _tally(commit.id, file.path, [file])


def _by_kind(matter: Matter, atom: Atom) -> list[Tally]:
    """Give the lines of the tests, or of all but the tests, where the words say which are meant.

    "Lines of code" are all lines, unless the sentence sets them against those of tests.
    """
    kind = _kind(matter, atom)
    is_set_off = kind == "code" and any(_kind(matter, other) == "test" for other in matter.atoms)
    if kind != "test" and not is_set_off:
        return []
    found: list[Tally] = []
    chosen: list[FileChange] = []
    for commit in matter.commits:
        files = [f for f in commit.files if bool(TESTS.search(f.path)) is (kind == "test")]
        if files and all(f.added is not None for f in files):
            found.append(_tally(commit.id, f"{commit.id[:12]}, {kind}", files))
            chosen += files
    if len(found) > 1:
        over = tuple(tally.evidence for tally in found)
        found.append(replace(_tally(over[0], f"{len(over)} commits, {kind}", chosen), over=over))
    return found


def _kind(matter: Matter, atom: Atom) -> str:
    """Tell whether lines are said to be of tests or of code: `75 of the 90 lines are tests`."""
    text, at = matter.text, atom.end
    if _is_of_tests(atom) or "test" in atom.modifiers:
        return "test"
    following = next((a for a in matter.atoms if a.start >= at), None)
    if following and following.noun == "line" and _OF_THE.fullmatch(text, at, following.start):
        at = following.end
    elif atom.noun != "line" or _OF_THE.search(text[max(0, atom.start - 10) : atom.start]):
        return ""
    if _OF_TESTS.match(text, at):
        return "test"
    return "code" if _OF_CODE.match(text, at) or "code" in atom.modifiers else ""


def _is_of_tests(atom: Atom) -> bool:
    """Tell whether lines are left out in `two lines of code and fourteen of test`."""
    return atom.noun == "test" and atom.modifiers == ("of",)


def _tally(evidence: str, where: str, files: list[FileChange] | tuple[FileChange, ...]) -> Tally:
    return Tally(
        evidence, where, sum(f.added or 0 for f in files), sum(f.deleted or 0 for f in files)
    )


def whole(matter: Matter) -> Tally | None:
    """Give the lines of all that is cited, if the record knows them all."""
    files = [file for commit in matter.commits for file in commit.files]
    if not files or any(file.added is None for file in files):
        return None
    return _tally(matter.commits[0].id, "the cited commits", files)


def _named(matter: Matter, atom: Atom) -> tuple[list[str], bool]:
    """Give the files that the number is about, and whether it is about nothing else."""
    start, end = matter.clause(atom)
    found, tight = _within(matter, atom, start, end)
    if found:
        return found, tight
    elsewhere = _within(matter, atom, 0, len(matter.text))[0]
    return elsewhere or _stems(matter, start, end) or _stems(matter, 0, start), False


def _stems(matter: Matter, start: int, end: int) -> list[str]:
    """Give the files that a clause means by the words of their names: `the wsgi transport`."""
    said = frozenset(_WORD.findall(matter.text[start:end].casefold()))
    found = {
        file.path: None
        for _, file in matter.record.rows
        if (stem := _stem(file.path)) and said.issuperset(stem)
    }
    return list(found) if len(found) <= _MOST_MEANT else []


@lru_cache(maxsize=8192)
def _stem(path: str) -> tuple[str, ...]:
    """Give the words of a file's name, its ending left out; none where it is a short one."""
    stem = path.rpartition("/")[2].lstrip(".").partition(".")[0].casefold()
    found = tuple(_WORD.findall(stem.replace("_", " ")))
    return found if len(stem) >= _LONG_NAME else ()


def _within(matter: Matter, atom: Atom, start: int, end: int) -> tuple[list[str], bool]:
    found: list[str] = []
    tight = False
    for match in _PATH.finditer(matter.text[start:end]):
        name = (match["code"] or match["bare"]).strip()
        if not matter.record.named(name):
            continue
        found.append(name)
        at = start + match.start()
        if at >= atom.end:
            tight = tight or bool(_INTO.match(matter.text[atom.end : at]))
        else:
            tight = tight or not _WHOLE.search(matter.text[start + match.end() : atom.start])
    return found, tight


def is_line_count(matter: Matter, atom: Atom) -> bool:
    """Tell whether a number counts lines: by its noun, or by the words around it."""
    if atom.noun:
        return atom.noun in LINES or (_is_of_tests(atom) and speaks_of_lines(matter))
    if atom.kind is not Kind.NUMBER or atom.label or atom.words[-1] in _MEASURES:
        return False
    if _ZH_SIGN.match(matter.text, atom.end):
        return True
    signed = _SIGN.search(matter.text[max(0, atom.start - 2) : atom.start])
    if signed:
        return speaks_of_lines(matter) or bool(_BOTH_SIGNS.search(matter.text))
    return (
        speaks_of_lines(matter) and not _counts_else(matter, atom) and bool(direction(matter, atom))
    )


def _counts_else(matter: Matter, atom: Atom) -> bool:
    """Tell whether a noun of its own follows a number: `the two approaches`."""
    match = _NOUN.match(matter.text, atom.end)
    phrase = match.group().casefold().split() if match else []
    return any(
        word.endswith("s")
        and word not in lexicon.function_words() | _VERSUS
        and not any(words_of(way).fullmatch(word) for way in _WAYS)
        for word in takewhile(lambda word: word not in lexicon.function_words(), phrase)
    )
