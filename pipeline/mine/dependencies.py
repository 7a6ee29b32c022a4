"""What each commit did to the manifests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.domain.commit import Dependency, DependencyChanges, DependencyUpdate
from pipeline.mine.log import Row, Touched
from pipeline.mine.manifests import ecosystem, read_manifest
from pipeline.mine.progress import Progress
from pipeline.mine.repository import GitRepository

_STEP = 200
"""Manifests between two reports of progress."""

Versions = Mapping[str, str | None]
Known = Mapping[tuple[str, str], Versions]
"""Versions by a manifest's file name and its blob's id, which is empty where it did not exist."""


def read_dependencies(
    repository: GitRepository, rows: Sequence[Row], progress: Progress
) -> tuple[dict[str, DependencyChanges], frozenset[str]]:
    """Give the changes of every commit by id, and the ids of those that miss a manifest."""
    known = _parse(repository, rows, progress)
    changes = {row.id: _changes(row.manifests, known) for row in rows}
    lacking = (row.id for row in rows for m in row.manifests if not _has(known, m))
    return changes, frozenset(lacking)


def _parse(repository: GitRepository, rows: Iterable[Row], progress: Progress) -> Known:
    """Give what manifests name, by name of file and id; each blob is parsed once, then let go."""
    paths: dict[str, dict[str, str]] = {}
    for row in rows:
        for manifest in row.manifests:
            for key in (manifest.old, manifest.new):
                paths.setdefault(key, {})[_name(manifest)] = manifest.path
    known: dict[tuple[str, str], Versions] = {(name, ""): {} for name in paths.pop("", ())}
    for done, (key, content) in enumerate(repository.blobs(sorted(paths)), 1):
        for name, path in paths[key].items():
            known[name, key] = read_manifest(path, content)
        if done % _STEP == 0:
            progress("read manifests", done, len(paths))
    progress("read manifests", len(paths), len(paths))
    return known


def _has(known: Known, manifest: Touched) -> bool:
    name = _name(manifest)
    return (name, manifest.old) in known and (name, manifest.new) in known


def _name(manifest: Touched) -> str:
    return manifest.path.rpartition("/")[2]


@dataclass
class _Tally:
    added: list[Dependency] = field(default_factory=list)
    removed: list[Dependency] = field(default_factory=list)
    updated: list[DependencyUpdate] = field(default_factory=list)

    def compare(self, path: str, old: Versions, new: Versions) -> None:
        for name, version in new.items():
            if name not in old:
                self.added.append(Dependency(name=name, version=version, manifest=path))
            elif old[name] != version:
                update = DependencyUpdate(name=name, old=old[name], new=version, manifest=path)
                self.updated.append(update)
        for name, version in old.items():
            if name not in new:
                self.removed.append(Dependency(name=name, version=version, manifest=path))


def _changes(manifests: Iterable[Touched], known: Known) -> DependencyChanges:
    tally = _Tally()
    for file in (manifest for manifest in manifests if _has(known, manifest)):
        name = _name(file)
        tally.compare(file.path, known[name, file.old], known[name, file.new])
    came = {_key(dependency) for dependency in tally.added}
    went = {_key(dependency) for dependency in tally.removed}
    moved = came & went
    return DependencyChanges(
        added=tuple(d for d in tally.added if _key(d) not in moved),
        removed=tuple(d for d in tally.removed if _key(d) not in moved),
        updated=tuple(tally.updated),
    )


def _key(dependency: Dependency) -> tuple[str, str]:
    """A name that leaves one manifest and enters another of its ecosystem has only moved."""
    return ecosystem(dependency.manifest), dependency.name
