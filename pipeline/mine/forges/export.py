"""Pull requests from files that the forges' own command lines wrote, or gitvitae itself."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from pipeline.domain.history import Source
from pipeline.domain.pull_request import PullRequest
from pipeline.errors import FormatError
from pipeline.mine.forges.shapes import shape_of
from pipeline.mine.forges.told import Told, as_evidence, belongs

_WANTED = (
    "gh pr list --state all --limit 5000 "
    "--json number,title,body,author,state,createdAt,mergedAt,mergeCommit,url,labels"
)
_TODO = f"write it with: {_WANTED}; or with glab, tea, az or gitvitae mine, see README"
_LARGEST = 512 << 20
_OTHERS = {"commit", "metric"}
"""Kinds of evidence that a file of gitvitae's own may hold beside pull requests."""
_SHOWN = 8
"""Keys of an unknown shape that a message names."""


class ExportForge:
    """Knows the pull requests of exported files.

    An export names its repository by the addresses in it; one without addresses belongs to
    every repository that is mined.

    Args:
        paths: The files.

    Raises:
        FormatError: A file can't be read, is broken, empty, or of another form.
    """

    def __init__(self, paths: Sequence[Path]) -> None:
        self._rows = [(path, row) for path in paths for row in _read(path)]
        self._repositories = sorted({row.home for _, row in self._rows} - {""})

    def pull_requests(self, source: Source) -> Mapping[int, PullRequest]:
        """Give a repository's pull requests by number; a later file replaces an earlier one.

        A repository without a known remote gets the export's if there is only one.
        """
        name = self._known_as(source)
        own = (row for _, row in self._rows if not row.home or belongs(row.home, name))
        return as_evidence(own, source.name)

    def refuse_foreign(self, sources: Sequence[Source]) -> None:
        """Refuse exports of which no pull request belongs to any repository that is mined.

        Raises:
            FormatError: Such a file was given; left out in silence, it would look read.
        """
        names = [self._known_as(source) for source in sources]
        for path in dict.fromkeys(path for path, _ in self._rows):
            own = sorted({row.home for file, row in self._rows if file == path})
            if not any(not home or belongs(home, name) for home in own for name in names):
                mined = ", ".join(source.name for source in sources)
                raise FormatError(
                    f"holds pull requests of {', '.join(own)}, not of {mined}",
                    where=str(path),
                    todo="export those of the repository that its remote `origin` names",
                )

    def _known_as(self, source: Source) -> str:
        name = source.name
        if name not in self._repositories and len(self._repositories) == 1 and not source.web:
            return self._repositories[0]
        return name


def _read(path: Path) -> list[Told]:
    where = str(path)
    try:
        if path.stat().st_size > _LARGEST:
            raise FormatError("larger than any export of pull requests", where=where)
        rows = [_told(place, row) for place, row in _rows(path.read_bytes().decode("utf-8-sig"))]
    except OSError as error:
        raise FormatError(f"can't be read: {error.strerror}", where=where) from error
    except (ValueError, RecursionError) as error:
        raise FormatError(_explain(error), where=where, todo=_TODO) from None
    if not rows:
        raise FormatError("holds no pull request", where=where, todo=_TODO)
    return rows


def _rows(text: str) -> Iterator[tuple[str, Any]]:
    """Give the rows of a JSON list or of JSON Lines, each with what a message calls it."""
    if not text.lstrip().startswith("{"):
        rows = json.loads(text)
        if not isinstance(rows, list):
            raise _ShapeError("no export of pull requests: a list is expected")
        yield from ((str(number), row) for number, row in enumerate(rows))
        return
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                row = json.loads(line)
            except json.JSONDecodeError:
                what = f"broken JSON in line {number}: a pull request on each line is expected"
                raise _ShapeError(what) from None
            if not (isinstance(row, dict) and row.get("kind") in _OTHERS):
                yield f"line {number}", row


def _told(place: str, row: Any) -> Told:  # noqa: ANN401 - whatever stands in the file
    shape = shape_of(row) if isinstance(row, dict) else None
    if shape is None:
        keys = ", ".join(map(repr, list(row)[:_SHOWN])) if isinstance(row, dict) else "none"
        what = f"no export of pull requests that is known: {place} has the keys: {keys}"
        raise _ShapeError(what)
    try:
        return shape.model_validate(row).told()
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        key = ".".join([place, *map(str, first["loc"])])
        raise _ShapeError(f"no export of pull requests: {key}: {first['msg'].lower()}") from None


class _ShapeError(ValueError):
    """A row is none of a pull request."""


def _explain(error: Exception) -> str:
    match error:
        case _ShapeError():
            return str(error)
        case json.JSONDecodeError(lineno=line):
            return f"broken JSON in line {line}: a list of pull requests is expected"
        case _:
            return "not JSON: a list of pull requests is expected"
