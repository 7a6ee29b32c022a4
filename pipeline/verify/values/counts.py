"""GV205: numbers of commits, files, dependencies and the like, counted in the record."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from pipeline.domain.commit import Commit, FileChange
from pipeline.domain.pull_request import PullRequest
from pipeline.verify.values import words
from pipeline.verify.values.atom import Atom
from pipeline.verify.values.lines import words_of
from pipeline.verify.values.matter import Answer, Matter, Objection, Proof
from pipeline.verify.values.record import TESTS, is_named
from pipeline.verify.values.tolerance import fits

_WHOLE_PHASE = re.compile(r"\b(?:phase|in all|altogether|in total|all)\b|阶段|全部|共|总")
_ONELINE = re.compile(r"^\s*(?:[-*]\s+)?[0-9a-f]{7,40}\s+\S", re.MULTILINE)
_PACKAGE = re.compile(r"packages?$|包$", re.IGNORECASE)
_SOURCE = re.compile(r"\b(?:source|production|code|non-test)\b|源")
_INSIDE = re.compile(
    r"\s+(?:under|in|within|inside|below)\s+(?:the\s+)?(?P<place>`[\w./-]{1,100}`|[\w.-]{1,60}/[\w./-]{0,60})"
)
_WITHIN = re.compile(r"(?P<place>`[\w./-]{1,100}`)\s?(?:目录)?(?:下|里|中)(?:的|有)?\s?$")


@dataclass(frozen=True, slots=True)
class Count:
    """A number, the evidence that gives it, what it is of, and all that it was counted over."""

    number: int
    evidence: str
    what: str
    over: tuple[str, ...] = ()


def judge_count(matter: Matter, atom: Atom) -> Answer | None:
    """Compare a count with the record; None if the record can't count such things."""
    counter = _COUNTERS.get(atom.noun)
    counts = tuple(counter(matter, atom)) if counter else ()
    for count in counts:
        if fits(atom, Decimal(count.number)):
            return Proof(count.evidence, f"{count.number} {count.what}", count.over)
    if not counts:
        return None
    said = "; ".join(dict.fromkeys(f"{count.number} {count.what}" for count in counts[:4]))
    only = {count.number for count in counts}
    return Objection("GV205", f"the record says {said}", f"{only.pop()}" if len(only) == 1 else "")


def _commits(matter: Matter, atom: Atom) -> Iterator[Count]:
    if matter.commits:
        first, ids = matter.commits[0].id, tuple(commit.id for commit in matter.commits)
        yield Count(len(ids), first, "commits cited", ids)
        says_later = any(m.casefold() in words.whole("stops", "later") for m in atom.modifiers)
        if says_later or any(word in matter.text for word in words.listed("stops", "partial")):
            yield Count(len(ids) - 1, first, "commits cited beside the first", ids)
        yield from _told(matter, atom)
        if _WHOLE_PHASE.search(matter.text) and matter.bounds.commits:
            phase = [i for i in matter.bounds.commits if "#" not in i]
            yield Count(len(phase), first, "commits in the phase")


def _told(matter: Matter, atom: Atom) -> Iterator[Count]:
    """Count the commits of elsewhere that a message lists, as `git log --oneline` does."""
    if not any(m.casefold() in words.whole("stops", "elsewhere") for m in atom.modifiers):
        return
    for commit in matter.commits:
        rows = _ONELINE.findall(commit.body)
        if rows:
            yield Count(len(rows), commit.id, "commits listed")


def _pulls(matter: Matter, atom: Atom) -> Iterator[Count]:
    del atom
    numbers = {c.id: c.pull_request for c in matter.commits if c.pull_request}
    numbers |= {item.id: item.number for item in matter.cited if isinstance(item, PullRequest)}
    if numbers:
        found = len(set(numbers.values()))
        yield Count(found, matter.cited[0].id, "pull requests cited", tuple(numbers))


def _repositories(matter: Matter, atom: Atom) -> Iterator[Count]:
    del atom
    if matter.commits:
        repos = {commit.repo: commit.id for commit in matter.commits}
        yield Count(len(repos), matter.commits[0].id, "repositories cited", tuple(repos.values()))


def _files(matter: Matter, atom: Atom) -> Iterator[Count]:
    folder = _folder(matter, atom)
    if folder:
        yield from _filtered(
            matter,
            lambda files: [f for f in files if is_named(folder, f)],
            f"files in {folder[:-1]}",
        )
        return
    yield from _filtered(matter, lambda files: _of_kind(files, atom.modifiers), "files")
    start, end = matter.clause(atom)
    lead = matter.text[start:end]
    if words_of("added").search(lead):
        yield from _filtered(
            matter, lambda files: [f for f in files if f.added and f.deleted == 0], "new files"
        )
    if words_of("deleted").search(lead):
        yield from _filtered(
            matter, lambda files: [f for f in files if f.deleted and f.added == 0], "files removed"
        )
    if _SOURCE.search(lead):
        yield from _filtered(
            matter, lambda files: [f for f in files if not TESTS.search(f.path)], "files"
        )


def _folder(matter: Matter, atom: Atom) -> str:
    """Give the folder that the files are said to lie in: `files under docs/`; or nothing."""
    found = _INSIDE.match(matter.text, atom.end) or _WITHIN.search(matter.text, 0, atom.start)
    if not found:
        return ""
    folder = found["place"].strip("`").rstrip("/") + "/"
    is_known = any(is_named(folder, file) for commit in matter.commits for file in commit.files)
    return folder if is_known else ""


def _workflows(matter: Matter, atom: Atom) -> Iterator[Count]:
    del atom
    yield from _filtered(
        matter,
        lambda fs: [f for f in fs if any(w in f.path for w in words.listed("paths", "workflows"))],
        "workflow files",
    )


def _manifests(matter: Matter, atom: Atom) -> Iterator[Count]:
    del atom
    yield from _filtered(
        matter,
        lambda fs: [
            f for f in fs if f.path.rpartition("/")[2] in words.listed("paths", "manifests")
        ],
        "manifests",
    )


def _tests(matter: Matter, atom: Atom) -> Iterator[Count]:
    del atom
    for commit in matter.commits:
        for names, what in (
            (commit.identifiers.added, "tests added"),
            (commit.identifiers.removed, "tests removed"),
        ):
            tests = [n for n in names if re.match(r"Test[A-Z_]|test_", n)]
            if tests:
                yield Count(len(tests), commit.id, what)


def _filtered(
    matter: Matter, select: Callable[[tuple[FileChange, ...]], list[FileChange]], what: str
) -> Iterator[Count]:
    paths: set[str] = set()
    over: list[str] = []
    for commit in matter.commits:
        chosen = select(commit.files)
        if chosen:
            paths |= {f.path for f in chosen}
            over.append(commit.id)
            yield Count(len(chosen), commit.id, what)
    if len(over) > 1:
        yield Count(len(paths), over[0], f"{what} in all", tuple(over))


def _of_kind(files: tuple[FileChange, ...], modifiers: tuple[str, ...]) -> list[FileChange]:
    """Keep the files that the words before "files" describe; words that describe none are left."""
    kept = list(files)
    for word in modifiers:
        bare = word.strip("`").casefold()
        if bare in words.whole("stops", "neutral"):
            continue
        chosen = [f for f in kept if _is_kind(f, word.strip("`"), bare)]
        if chosen:
            kept = chosen
    return kept


def _is_kind(file: FileChange, word: str, bare: str) -> bool:
    endings = words.endings_of(bare) or ((bare,) if bare[:1] in {".", "_"} else ())
    if endings:
        return file.path.endswith(endings)
    if bare in {"test", "tests", "测试"}:
        return bool(TESTS.search(file.path))
    if bare in {"workflow", "ci"}:
        return _is_workflow(file)
    return is_named(word, file) or ("." not in bare and bare in file.path.casefold())


def _is_workflow(file: FileChange) -> bool:
    return any(place in file.path for place in words.listed("paths", "workflows"))


def _dependencies(matter: Matter, atom: Atom) -> Iterator[Count]:
    for commit in matter.commits:
        yield from _changed(commit, atom)
    if _PACKAGE.search(atom.words):
        yield from _folders(matter, atom)


def _changed(commit: Commit, atom: Atom) -> Iterator[Count]:
    changes = commit.dependencies
    sides = (
        ([d.name for d in changes.added], "dependencies added"),
        ([d.name for d in changes.removed], "dependencies removed"),
        ([d.name for d in changes.updated], "dependencies updated"),
    )
    wanted = [
        m.strip("`").casefold()
        for m in atom.modifiers
        if m.casefold() not in words.whole("stops", "neutral")
    ]
    for names, what in sides:
        chosen = sorted(set(names))
        for word in wanted:
            narrower = [n for n in chosen if word in n.casefold()]
            chosen = narrower or chosen
        if chosen:
            yield Count(len(chosen), commit.id, what)


def _folders(matter: Matter, atom: Atom) -> Iterator[Count]:
    """Count the folders that files lie in: of all, and of those that the words before it name."""
    for commit in matter.commits:
        for files in (commit.files, _of_kind(commit.files, atom.modifiers)):
            folders = {file.path.rpartition("/")[0] for file in files}
            yield Count(len(folders), commit.id, "folders")


_COUNTERS: dict[str, Callable[[Matter, Atom], Iterator[Count]]] = {
    "commit": _commits,
    "file": _files,
    "dependency": _dependencies,
    "manifest": _manifests,
    "workflow": _workflows,
    "test": _tests,
    "pull": _pulls,
    "repository": _repositories,
    "folder": _folders,
}
