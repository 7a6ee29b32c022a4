"""Which commits exist, and which of them the recorded refs still reach."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.mine.batch import check_objects
from pipeline.mine.repository import GitRepository


@dataclass(frozen=True)
class Resolved:
    """Full ids of commits that were asked for: all that exist, and those that refs reach."""

    existing: frozenset[str]
    reachable: frozenset[str]

    @property
    def unreachable(self) -> tuple[str, ...]:
        """Give those that exist and that no ref reaches any more."""
        return tuple(sorted(self.existing - self.reachable))


def resolve(repository: GitRepository, ids: Iterable[str], refs: Sequence[str] = ()) -> Resolved:
    """Look full ids up with two processes, however many they are.

    Args:
        repository: An open repository.
        ids: Full ids; what is no full id of this repository does not exist in it.
        refs: The refs that count; HEAD without any.
    """
    size = 64 if repository.object_format == "sha256" else 40
    full = sorted({key for key in ids if len(key) == size and set(key) <= set("0123456789abcdef")})
    existing = frozenset(key for key in check_objects(repository.git, full) if key)
    if not existing:
        return Resolved(frozenset(), frozenset())
    feed = "".join(f"{commit}\n" for _, commit in repository.tips(tuple(refs))).encode()
    reached = repository.git.run(["rev-list", "--stdin"], feed).decode().split()
    return Resolved(existing, existing.intersection(reached))
