"""What repositories are called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from pipeline.domain.history import History, Source
from pipeline.mine.locate import Location

_PLAIN = frozenset({"repo", "repository", "git", ".git", ".bare", "bare"})
"""Names of bare directories that say nothing; the folder around one is named after the project."""


def folder_name(location: Location) -> str:
    """Name a repository without a remote after its folder."""
    top = location.top
    if location.is_bare and top.name in _PLAIN and top.parent.name:
        top = top.parent
    return top.name.removesuffix(".git") or top.name


def distinct(histories: Sequence[History]) -> list[History]:
    """Tell apart repositories that go by one folder's name, by as few folders as it takes.

    The same repository given twice keeps its one name, as do clones of one remote.
    """
    names = _names([source for history in histories for source in history.sources])
    return [_renamed(history, names) for history in histories]


def _names(sources: Sequence[Source]) -> dict[str, str]:
    """Give a new name by path, for those that need one."""
    places = {source.path: (Path(source.path).resolve(), source.name) for source in sources}
    taken = Counter(name for _, name in dict.fromkeys(places.values()))
    local = {s.path: places[s.path] for s in sources if not s.web and taken[s.name] > 1}
    others = {s.name for s in sources if s.path not in local}
    depth = 1
    longest = max((len(place.parts) for place, _ in local.values()), default=0)
    while depth < longest:
        names = {path: _qualified(place, name, depth) for path, (place, name) in local.items()}
        repositories = len(set(local.values()))
        if len(set(names.values())) == repositories and not others & set(names.values()):
            return names
        depth += 1
    return {}


def _qualified(place: Path, name: str, depth: int) -> str:
    """Put the folders around a repository before its name."""
    lineage = (place, *place.parents)
    own = next((p for p in lineage if p.name.removesuffix(".git") == name), place)
    return "/".join((*own.parent.parts[1:][-depth:], name))


def _renamed(history: History, names: dict[str, str]) -> History:
    own = {s.name: names[s.path] for s in history.sources if s.path in names}
    if not own:
        return history
    return history.model_copy(
        update={
            "sources": tuple(
                s.model_copy(update={"name": own.get(s.name, s.name)}) for s in history.sources
            ),
            "commits": tuple(
                c.model_copy(update={"repo": own.get(c.repo, c.repo)}) for c in history.commits
            ),
            "pull_requests": tuple(
                pr.model_copy(update={"id": f"{own.get(repo, repo)}#{pr.number}"})
                for pr in history.pull_requests
                for repo in (pr.id.rpartition("#")[0],)
            ),
        }
    )
