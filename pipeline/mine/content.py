"""What commits changed, each read as deep as it matters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.domain.commit import DependencyChanges, FileChange, IdentifierChanges
from pipeline.domain.person import Person
from pipeline.domain.scope import Scope
from pipeline.mine.child import UnreadableError
from pipeline.mine.copies import (
    Groups,
    find_candidates,
    find_squashes,
    read_patch_ids,
    same_changes,
)
from pipeline.mine.dependencies import read_dependencies
from pipeline.mine.difftree import DiffTree, all_cores
from pipeline.mine.imports import pattern_for
from pipeline.mine.labels import Labeller
from pipeline.mine.log import Row
from pipeline.mine.memory import Kind
from pipeline.mine.numstat import Files, count_lines
from pipeline.mine.patch import Patch, Paths, read_imports, read_patches
from pipeline.mine.progress import Progress
from pipeline.mine.repository import GitRepository
from pipeline.mine.selection import covers, owns

_DEPENDENCIES = Kind("dependencies", DependencyChanges, DependencyChanges())
_FILES = Kind[Files]("files", Files, ())
_PATCHES = Kind("patches", Patch, Patch())
_IMPORTS = Kind("imports", IdentifierChanges, IdentifierChanges())
_PATCH_IDS = Kind("patch ids", str, "")
_SAME = Kind[Groups]("same changes", Groups, ())
_CHEAP = 30
"""Source files up to which another person's commit is read for its imports."""


@dataclass(frozen=True)
class Content:
    """What commits changed, by commit id; a commit that is not there was not read so deep.

    `lost` names those that could not be read, their blobs being missing; `same` groups commits
    that are one change, the earliest first.
    """

    dependencies: Mapping[str, DependencyChanges]
    files: Mapping[str, tuple[FileChange, ...]]
    identifiers: Mapping[str, IdentifierChanges]
    imports: Mapping[str, IdentifierChanges]
    same: tuple[tuple[str, ...], ...] = ()
    lost: frozenset[str] = frozenset()


def read_content(
    repository: GitRepository,
    history: Sequence[Row],
    rows: Sequence[Row],
    scope: Scope,
    progress: Progress,
) -> Content:
    """Read manifests of all commits, lines and names of the person's, imports of the others'.

    Bots' commits and merges are read for manifests only.

    Args:
        repository: An open repository.
        history: All commits: one in scope may repeat one that is not.
        rows: The commits in scope.
        scope: Whose work it is, and which paths.
        progress: Told how far it is.
    """
    whole = [row for row in rows if row.id not in repository.edge]
    telling = _Telling(whole, scope.person, Labeller(repository.settings))
    reader = _Reader(repository, scope, progress)
    dependencies = reader.dependencies(rows)
    try:
        files = reader.files(telling.own)
        patches = reader.patches(telling.own)
        imports = reader.imports(telling.others)
        same = reader.same([row for row in history if row.id not in repository.edge])
    except UnreadableError as error:
        raise (repository.partial() if repository.is_partial else error) from error
    return Content(
        dependencies={commit: found for commit, found in dependencies.items() if found},
        files={commit: _inside(scope, changes) for commit, changes in files.items()},
        identifiers={commit: patch.identifiers for commit, patch in patches.items()},
        imports=imports | {commit: patch.imports for commit, patch in patches.items()},
        same=same,
        lost=frozenset(reader.tree.lost) | repository.edge,
    )


class _Telling:
    """Which commits are read deeper than their manifests."""

    def __init__(self, rows: Sequence[Row], person: Person | None, labeller: Labeller) -> None:
        single = [row for row in rows if len(row.parents) <= 1]
        self.own = [row.id for row in single if owns(person, row)]
        told = frozenset(self.own)
        self.others = [r.id for r in single if r.id not in told and _is_telling(r, labeller)]


class _Reader:
    """Reads each kind of content, from the store where it is known."""

    def __init__(self, repository: GitRepository, scope: Scope, progress: Progress) -> None:
        settings = repository.settings
        self._repository, self._progress = repository, progress
        self._refs = scope.refs
        self._paths = Paths(
            within=tuple(path.strip("/") for path in scope.paths),
            left_out=(*settings.vendored, *settings.generated),
        )
        self._memory = repository.memory
        self.tree = DiffTree(
            repository.git,
            complete=not repository.is_partial,
            progress=progress,
            cores=settings.cores or all_cores(),
        )

    def dependencies(self, rows: Sequence[Row]) -> dict[str, DependencyChanges]:
        touching = {row.id: row for row in rows if row.manifests}
        return self._memory.complete(
            _DEPENDENCIES,
            list(touching),
            self._paths.within,
            lambda ids: read_dependencies(
                self._repository, [touching[key] for key in ids], self._progress
            ),
        )

    def files(self, ids: list[str]) -> dict[str, Files]:
        return self._memory.complete(_FILES, ids, (), lambda ids: (count_lines(self.tree, ids), ()))

    def patches(self, ids: list[str]) -> dict[str, Patch]:
        return self._memory.complete(
            _PATCHES,
            ids,
            self._paths.arguments(),
            lambda ids: (read_patches(self.tree, ids, self._paths), ()),
        )

    def imports(self, ids: list[str]) -> dict[str, IdentifierChanges]:
        return self._memory.complete(
            _IMPORTS,
            ids,
            self._paths.arguments(),
            lambda ids: (read_imports(self.tree, ids, self._paths), ()),
        )

    def same(self, rows: Sequence[Row]) -> Groups:
        tips = (commit for _, commit in self._repository.tips(self._refs))
        return self._memory.whole(_SAME, tips, lambda: self._find_same(rows))

    def _find_same(self, rows: Sequence[Row]) -> tuple[Groups, bool]:
        groups = find_candidates(row for row in rows if len(row.parents) <= 1)
        squashes = find_squashes(rows)
        commits = dict.fromkeys([*(row.id for group in groups for row in group), *squashes])
        ranges = {last: f"{last} {base}" for last, base in squashes.values()}
        changes = [*commits, *ranges.values()]
        self._progress("compare patches", 0, len(changes))
        patches = self._memory.complete(_PATCH_IDS, changes, (), self._patch_ids)
        self._progress("compare patches", len(changes), len(changes))
        same = tuple(same_changes(groups, squashes, patches))
        return same, len(patches) == len(changes)

    def _patch_ids(self, changes: list[str]) -> tuple[dict[str, str], tuple[()]]:
        commits = [change for change in changes if " " not in change]
        ranges = [change for change in changes if " " in change]
        git = self._repository.git
        return read_patch_ids(git, commits) | read_patch_ids(git, ranges), ()


def _inside(scope: Scope, files: tuple[FileChange, ...]) -> tuple[FileChange, ...]:
    if not scope.paths:
        return files
    return tuple(file for file in files if covers(scope, file.path))


def _is_telling(row: Row, labeller: Labeller) -> bool:
    """Tell whether another person's commit may change imports, at a fair price."""
    if labeller.is_bot(row.author):
        return False
    sources = sum(pattern_for(path) is not None for path in row.paths)
    return sources > 0 and (sources <= _CHEAP or bool(row.manifests))
