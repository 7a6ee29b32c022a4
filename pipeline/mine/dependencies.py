"""What each commit did to the manifests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pipeline.domain.commit import Dependency, DependencyChanges, DependencyUpdate
from pipeline.mine.log import Row, Touched
from pipeline.mine.manifests import ecosystem, read_manifest
from pipeline.mine.progress import Progress
from pipeline.mine.repository import GitRepository

Versions = Mapping[str, str | None]


def read_dependencies(
    repository: GitRepository, rows: Iterable[Row], progress: Progress
) -> dict[str, DependencyChanges]:
    """Give the changes of every commit that touched a manifest, by commit id."""
    touching = [row for row in rows if row.manifests]
    ids = {key for row in touching for m in row.manifests for key in (m.old, m.new) if key}
    progress("read manifests", 0, len(ids))
    contents = repository.blobs(sorted(ids))
    progress("read manifests", len(ids), len(ids))
    known = _Known(contents)
    return {row.id: changes for row in touching if (changes := _changes(row.manifests, known))}


class _Known:
    """What manifests name; each blob is parsed once."""

    def __init__(self, contents: Mapping[str, bytes]) -> None:
        self._contents = contents
        self._parsed: dict[tuple[str, str], Versions] = {}

    def has(self, *blobs: str) -> bool:
        return all(not blob or blob in self._contents for blob in blobs)

    def names(self, path: str, blob: str) -> Versions:
        if not blob:
            return {}
        key = (path.rpartition("/")[2], blob)
        if key not in self._parsed:
            self._parsed[key] = read_manifest(path, self._contents[blob])
        return self._parsed[key]


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


def _changes(manifests: list[Touched], known: _Known) -> DependencyChanges:
    tally = _Tally()
    for file in manifests:
        if not known.has(file.old, file.new):
            continue
        tally.compare(file.path, known.names(file.path, file.old), known.names(file.path, file.new))
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
