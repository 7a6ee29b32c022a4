"""What commits changed, each read as deep as it matters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.domain.commit import DependencyChanges, FileChange, IdentifierChanges
from pipeline.domain.scope import Scope
from pipeline.mine.child import UnreadableError
from pipeline.mine.dependencies import read_dependencies
from pipeline.mine.difftree import DiffTree
from pipeline.mine.imports import pattern_for
from pipeline.mine.labels import Labeller
from pipeline.mine.log import Row
from pipeline.mine.numstat import count_lines
from pipeline.mine.patch import Paths, read_imports, read_patches
from pipeline.mine.progress import Progress
from pipeline.mine.repository import GitRepository
from pipeline.mine.selection import covers, owns

_CHEAP = 30
"""Source files up to which another person's commit is read for its imports."""


@dataclass(frozen=True)
class Content:
    """What commits changed, by commit id; a commit that is not there was not read so deep.

    `lost` names those that could not be read, their blobs being missing.
    """

    dependencies: Mapping[str, DependencyChanges]
    files: Mapping[str, tuple[FileChange, ...]]
    identifiers: Mapping[str, IdentifierChanges]
    imports: Mapping[str, IdentifierChanges]
    lost: frozenset[str] = frozenset()


def read_content(
    repository: GitRepository, rows: Sequence[Row], scope: Scope, progress: Progress
) -> Content:
    """Read manifests of all commits, lines and names of the person's, imports of the others'.

    Bots' commits and merges are read for manifests only.
    """
    labeller = Labeller(repository.settings)
    settings = repository.settings
    paths = Paths(
        within=tuple(path.strip("/") for path in scope.paths),
        left_out=(*settings.vendored, *settings.generated),
    )
    own = [row.id for row in rows if len(row.parents) <= 1 and owns(scope.person, row)]
    told = frozenset(own)
    others = [
        row.id
        for row in rows
        if len(row.parents) <= 1 and row.id not in told and _is_telling(row, labeller)
    ]
    tree = DiffTree(repository.git, complete=not repository.is_partial, progress=progress)
    dependencies = read_dependencies(repository, rows, progress)
    try:
        files = count_lines(tree, own)
        patches = read_patches(tree, own, paths)
        imports = read_imports(tree, others, paths)
    except UnreadableError as error:
        raise (repository.partial() if repository.is_partial else error) from error
    return Content(
        dependencies=dependencies,
        files={commit: _inside(scope, changes) for commit, changes in files.items()},
        identifiers={commit: patch.identifiers for commit, patch in patches.items()},
        imports=imports | {commit: patch.imports for commit, patch in patches.items()},
        lost=frozenset(tree.lost),
    )


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
