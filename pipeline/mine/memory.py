"""Results of reading commits, taken from the store where they are known."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import TypeAdapter

from pipeline import __version__
from pipeline.mine.store import Shelf

T = TypeVar("T")

_WHOLE = "whole history"
"""Stands where a commit's id stands otherwise."""


class Kind(Generic[T]):
    """One kind of result.

    Args:
        name: What it is called in the store.
        type_: The type of a result; it is checked again when it comes back from the store.
        nothing: The result that says nothing, which is the most frequent one.
    """

    def __init__(self, name: str, type_: type[T], nothing: T) -> None:
        self.name = name
        self._adapter = TypeAdapter(type_)
        self._nothing = nothing
        self._empty = self.dump(nothing)

    def dump(self, result: T) -> bytes:
        """Write a result as it is stored."""
        return self._adapter.dump_json(result, by_alias=True, exclude_defaults=True)

    def parse(self, data: bytes) -> T:
        """Read a stored result.

        Raises:
            ValueError: It is none.
        """
        return self._nothing if data == self._empty else self._adapter.validate_json(data)


class Memory:
    """Reads only what is not known yet.

    Args:
        shelf: What is known of one repository.
        depends: All that results depend on besides the commits and our own rules.
    """

    def __init__(self, shelf: Shelf, depends: Iterable[str]) -> None:
        self._shelf = shelf
        self._depends = (_rules(), *depends)

    def complete(
        self,
        kind: Kind[T],
        ids: list[str],
        depends: Iterable[str],
        read: Callable[[list[str]], tuple[Mapping[str, T], Collection[str]]],
    ) -> dict[str, T]:
        """Give a result for every commit that has one.

        Args:
            kind: What is wanted of the commits.
            ids: The commits.
            depends: What this kind depends on besides.
            read: Gives results by commit, and the commits whose result may be another one later.
        """
        form = sha256(repr((*self._depends, *depends)).encode()).hexdigest()
        known = self._shelf.results(kind.name, form, ids, kind.parse)
        missing = [key for key in ids if key not in known]
        if missing:
            found, doubtful = read(missing)
            kept = {key: kind.dump(r) for key, r in found.items() if key not in doubtful}
            self._shelf.keep_results(kind.name, form, kept)
            known.update(found)
        return {key: known[key] for key in ids if key in known}

    def whole(self, kind: Kind[T], depends: Iterable[str], find: Callable[[], tuple[T, bool]]) -> T:
        """Give the one result that a whole history has.

        Args:
            kind: What is wanted.
            depends: What it depends on, the ends of the history among them.
            find: Finds it, and tells whether it would always be found so.
        """

        def read(_: list[str]) -> tuple[dict[str, T], Collection[str]]:
            found, is_certain = find()
            return {_WHOLE: found}, () if is_certain else (_WHOLE,)

        return self.complete(kind, [_WHOLE], depends, read)[_WHOLE]


@lru_cache(maxsize=1)
def _rules() -> str:
    """Give a digest of the code that reads commits: results of other code are not taken."""
    total = sha256(__version__.encode())
    package = Path(__file__).resolve().parents[1]
    for room in ("mine", "domain"):
        for path in sorted((package / room).rglob("*.py")):
            total.update(path.read_bytes())
    return total.hexdigest()
