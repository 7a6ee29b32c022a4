"""What commits did to the technologies in use: dependencies and imports that came and went."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.cluster.name import Name, of_import, of_package
from pipeline.cluster.work import Item, Work
from pipeline.domain.commit import Dependency

_OWN_AT = 2
"""Where in `host/owner/name/...` the repository's name stands; owners change, names rarely."""


@dataclass(frozen=True)
class Events:
    """One commit's doing. Upgrades, moves between manifests and path renames are left out."""

    item: Item
    gained: tuple[Name, ...] = ()
    lost: tuple[Name, ...] = ()
    imports_gained: tuple[Name, ...] = ()
    imports_lost: tuple[Name, ...] = ()


@dataclass
class _Ledger:
    """Where each technology is declared, as far as the history was read."""

    manifests: dict[str, set[str]] = field(default_factory=dict)

    def add(self, dependency: Dependency) -> bool:
        """Record a declaration; tell whether the technology is new."""
        places = self.manifests.setdefault(of_package(dependency.name).key, set())
        is_new = not places
        places.add(dependency.manifest)
        return is_new

    def remove(self, dependency: Dependency) -> bool:
        """Record a removal; tell whether the technology is gone from every manifest."""
        places = self.manifests.setdefault(of_package(dependency.name).key, set())
        places.discard(dependency.manifest)
        return not places


def events(work: Work) -> Iterator[Events]:
    """Read the events of a repository, oldest first; commits without any are skipped."""
    ledger = _Ledger()
    own = _own_names(work)
    for item in work.items:
        changes = item.commit.dependencies
        gone = [of_package(d.name) for d in changes.removed if ledger.remove(d)]
        come = [of_package(d.name) for d in changes.added if ledger.add(d)]
        imported = _imports(item.commit.imports.added, own)
        dropped = _imports(item.commit.imports.removed, own)
        found = Events(
            item,
            gained=_without(come, gone),
            lost=_without(gone, come),
            imports_gained=_without(imported, dropped),
            imports_lost=_without(dropped, imported),
        )
        if found.gained or found.lost or found.imports_gained or found.imports_lost:
            yield found


def _without(names: list[Name], others: list[Name]) -> tuple[Name, ...]:
    """Give each name once, unless it stands on the other side too: that is an upgrade."""
    barred = {name.key for name in others}
    return tuple({name.key: name for name in names if name.key not in barred}.values())


def _imports(paths: tuple[str, ...], own: frozenset[str]) -> list[Name]:
    found = []
    for path in paths:
        name = None if _is_own(path, own) else of_import(path)
        if name:
            found.append(name)
    return found


def _is_own(path: str, own: frozenset[str]) -> bool:
    if path.startswith("."):
        return True
    parts = path.split("/")
    if len(parts) > _OWN_AT and "." in parts[0]:
        return parts[_OWN_AT] in own
    return parts[0].partition(".")[0] in own


def _own_names(work: Work) -> frozenset[str]:
    """Give what the repository itself is imported by."""
    name = work.repo.rpartition("/")[2]
    return frozenset((name, name.replace("-", "_"), f"{name}-go", "internal", "tests", "test"))
