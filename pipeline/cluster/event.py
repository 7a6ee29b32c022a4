"""What commits did to the technologies in use: dependencies, imports, tools that came and went."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from pipeline.cluster.lexicon import words
from pipeline.cluster.name import Name, of_import, of_package, of_tool
from pipeline.cluster.work import Item, Work
from pipeline.domain.commit import Commit, Dependency

_USUAL = frozenset(("internal", "tests", "test", "docs", "examples"))
_ALIVE = timedelta(days=365)
"""How long a manifest counts as in use after its last change."""
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
    tools: tuple[tuple[Name, Name], ...] = ()
    """Tools of one family whose files show that one took the other's place."""
    own: frozenset[str] = frozenset()
    """What the repository calls itself."""
    itself: str = ""
    """Key of the technology that the repository is, by its name."""
    dropped: frozenset[str] = frozenset()
    """Keys of all that any manifest lost, also where another package of the kin stays."""

    @property
    def came(self) -> frozenset[str]:
        """Give the keys of what came, by manifest or by import."""
        return frozenset(name.key for name in (*self.gained, *self.imports_gained))

    @property
    def went(self) -> frozenset[str]:
        """Give the keys of what went, by manifest or by import."""
        return self.dropped | {name.key for name in (*self.lost, *self.imports_lost)}


@dataclass
class _Own:
    """What the repository itself is imported by, as far as the history was read."""

    names: set[str]
    folders: set[str] = field(default_factory=set)

    def learn(self, commit: Commit) -> None:
        """Note the folders of a commit's files."""
        self.folders |= {file.path.rpartition("/")[0] for file in commit.files}

    def __contains__(self, path: str) -> bool:
        """Tell whether an import stays within the repository."""
        parts = path.split("/")
        if len(parts) > _OWN_AT and "." in parts[0]:
            inner = "/".join(parts[_OWN_AT + 1 :])
            if "/" in inner and inner in self.folders:
                self.names.add(parts[_OWN_AT])
            return parts[_OWN_AT] in self.names
        return path.startswith(".") or parts[0].partition(".")[0] in self.names


@dataclass
class _Record:
    """What is declared and which tools' files were seen, as far as the history was read."""

    manifests: dict[str, set[tuple[str, str]]] = field(default_factory=dict)
    touched: dict[str, datetime] = field(default_factory=dict)
    tools: dict[str, list[str]] = field(default_factory=dict)

    def learn(self, commit: Commit) -> None:
        """Note which files are alive: manifests deleted long ago declare nothing any more."""
        for file in commit.files:
            self.touched[file.path] = commit.committed_at

    def add(self, dependency: Dependency) -> bool:
        """Note a declaration; tell whether the technology is new."""
        places = self.manifests.setdefault(_name(dependency).key, set())
        is_new = not places
        places.add((dependency.manifest, dependency.name))
        return is_new

    def remove(self, dependency: Dependency, now: datetime) -> bool:
        """Note a removal; tell whether the technology is gone from every live manifest."""
        places = self.manifests.setdefault(_name(dependency).key, set())
        places.discard((dependency.manifest, dependency.name))
        return not any(now - self.touched.get(path, now) <= _ALIVE for path, _ in places)

    def swap(
        self, family: str, markers: dict[str, str], paths: list[str]
    ) -> tuple[str, str] | None:
        """Note a family's files; give old and new if a new one shows beside an old one."""
        seen = self.tools.setdefault(family, [])
        touched = [name for marker, name in markers.items() if _is_touched(marker, paths)]
        fresh = [name for name in touched if name not in seen]
        stale = [name for name in touched if name in seen]
        seen.extend(fresh)
        return (stale[-1], fresh[0]) if fresh and stale else None


def _name(dependency: Dependency) -> Name:
    return of_package(dependency.name, dependency.manifest)


def _is_touched(marker: str, paths: list[str]) -> bool:
    return any(p.startswith(marker) if marker.endswith("/") else p == marker for p in paths)


def events(work: Work) -> Iterator[Events]:
    """Read the events of a repository, oldest first: one for each usable commit."""
    record = _Record()
    own = _Own({*work.packages, *_USUAL})
    itself = of_tool(work.repo.rpartition("/")[2]).key
    items = {item.id: item for item in work.items}
    for commit in work.commits:
        own.learn(commit)
        record.learn(commit)
        changes = commit.dependencies
        gone = [_name(d) for d in changes.removed if record.remove(d, commit.committed_at)]
        come = [_name(d) for d in changes.added if record.add(d)]
        item = items.get(commit.id)
        if item is None:
            continue
        for old, new in _rivals(item):
            gone.append(old)
            come.append(new)
        imported = _imports(item.commit.imports.added, own)
        dropped = _imports(item.commit.imports.removed, own)
        yield Events(
            item,
            gained=_without(come, gone),
            lost=_without(gone, come),
            imports_gained=_without(imported, dropped),
            imports_lost=_without(dropped, imported),
            tools=tuple(_tools(item, record)),
            own=frozenset(own.names),
            itself=itself,
            dropped=frozenset(_name(d).key for d in changes.removed),
        )


def _rivals(item: Item) -> Iterator[tuple[Name, Name]]:
    """Give packages for the same technology of which one took the other's place by name."""
    changes = item.commit.dependencies
    headline = item.headline.casefold()
    for old in changes.removed:
        for new in changes.added:
            is_other = _name(old) == _name(new) and old.name.casefold() != new.name.casefold()
            if is_other and _name(new).known and new.name.casefold() in headline:
                kind = _name(new).kind
                yield (
                    Name(old.name.casefold(), old.name, kind),
                    Name(new.name.casefold(), new.name, kind),
                )


def _tools(item: Item, record: _Record) -> Iterator[tuple[Name, Name]]:
    paths = [path for f in item.commit.files for path in (f.path, f.old_path) if path]
    for family, markers in words().tools.items():
        found = record.swap(family, markers, paths)
        if found:
            yield of_tool(found[0]), of_tool(found[1])


def _without(names: Iterable[Name], others: Iterable[Name]) -> tuple[Name, ...]:
    """Give each name once, unless it stands on the other side too: that is an upgrade."""
    barred = {name.key for name in others}
    return tuple({name.key: name for name in names if name.key not in barred}.values())


def _imports(paths: tuple[str, ...], own: _Own) -> list[Name]:
    return [of_import(path) for path in paths if path not in own]
