"""Pull requests from files that `gh pr list --json` wrote."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from pipeline.domain.history import Source
from pipeline.domain.person import Identity
from pipeline.domain.pull_request import PullRequest
from pipeline.errors import FormatError
from pipeline.mine.description import clean

_WANTED = (
    "gh pr list --state all --limit 5000 "
    "--json number,title,body,author,state,createdAt,mergedAt,mergeCommit,url,labels"
)
_URL = re.compile(r"https?://[^/]+/(?P<repo>[^?#]+?)/pull/\d+/?")
_LARGEST = 512 << 20


class _Author(BaseModel):
    login: str = ""
    name: str | None = None


class _MergeCommit(BaseModel):
    oid: str = ""


class _Row(BaseModel):
    model_config = ConfigDict(extra="ignore")

    number: int
    title: str
    body: str | None = None
    author: _Author | None = None
    merged_at: datetime | None = Field(default=None, alias="mergedAt")
    merge_commit: _MergeCommit | None = Field(default=None, alias="mergeCommit")
    url: str = ""


_ROWS = TypeAdapter(list[_Row])


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
        self._repositories = sorted({_repository(row) for _, row in self._rows} - {""})

    def pull_requests(self, source: Source) -> Mapping[int, PullRequest]:
        """Give a repository's pull requests by number; a later file replaces an earlier one.

        A repository without a known remote gets the export's if there is only one.
        """
        name = self._known_as(source)
        return {
            row.number: _pull_request(row, source.name)
            for _, row in self._rows
            if _repository(row).casefold() in {"", name.casefold()}
        }

    def refuse_foreign(self, sources: Sequence[Source]) -> None:
        """Refuse exports of which no pull request belongs to any repository that is mined.

        Raises:
            FormatError: Such a file was given; left out in silence, it would look read.
        """
        wanted = {"", *(self._known_as(source).casefold() for source in sources)}
        for path in dict.fromkeys(path for path, _ in self._rows):
            own = sorted({_repository(row) for file, row in self._rows if file == path})
            if not any(name.casefold() in wanted for name in own):
                names = ", ".join(source.name for source in sources)
                raise FormatError(
                    f"holds pull requests of {', '.join(own)}, not of {names}",
                    where=str(path),
                    todo="export those of the repository that its remote `origin` names",
                )

    def _known_as(self, source: Source) -> str:
        name = source.name
        if name not in self._repositories and len(self._repositories) == 1 and not source.web:
            return self._repositories[0]
        return name


def _read(path: Path) -> list[_Row]:
    where, todo = str(path), f"write it with: {_WANTED}"
    try:
        if path.stat().st_size > _LARGEST:
            raise FormatError("larger than any export of pull requests", where=where)
        data: Any = json.loads(path.read_bytes())
        rows = _ROWS.validate_python(data)
    except OSError as error:
        raise FormatError(f"can't be read: {error.strerror}", where=where) from error
    except (ValueError, RecursionError) as error:
        raise FormatError(_explain(error), where=where, todo=todo) from None
    if not rows:
        raise FormatError("holds no pull request", where=where, todo=todo)
    return rows


def _explain(error: Exception) -> str:
    match error:
        case json.JSONDecodeError(lineno=line):
            return f"broken JSON in line {line}: a list of pull requests is expected"
        case ValidationError():
            first = error.errors(include_url=False)[0]
            place = ".".join(str(part) for part in first["loc"]) or "top level"
            return f"no export of pull requests: {place}: {first['msg'].lower()}"
        case _:
            return "not JSON: a list of pull requests is expected"


def _repository(row: _Row) -> str:
    match = _URL.fullmatch(row.url)
    return match["repo"] if match else ""


def _pull_request(row: _Row, repo: str) -> PullRequest:
    author = row.author or _Author()
    return PullRequest(
        id=f"{repo}#{row.number}",
        number=row.number,
        title=row.title,
        body=clean(row.body or ""),
        author=Identity(name=author.name or author.login, email=login_address(author.login)),
        merged_at=row.merged_at,
        merge_commit=row.merge_commit.oid if row.merge_commit else None,
        url=row.url if _URL.fullmatch(row.url) else "",
    )


def login_address(login: str) -> str:
    """Give the address that stands for an account on GitHub."""
    return f"{login}@users.noreply.github.com" if login else ""
