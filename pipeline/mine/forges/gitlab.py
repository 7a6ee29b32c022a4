"""Merge requests of GitLab: REST, version 4.

Asked in the order of their last change. Numbered pages would slip while others write, so each page
begins at the time of the last one read; only requests changed in one instant are counted off.
"""

from __future__ import annotations

from datetime import datetime
from urllib.parse import quote

from pydantic import BaseModel

from pipeline.mine.forges.client import Client
from pipeline.mine.forges.page import Page, read_place, read_rows, tell
from pipeline.mine.forges.shapes import GitLabRow


class _Row(GitLabRow):
    updated_at: str


class _Place(BaseModel):
    """Changed at this time or later, less so many that were read."""

    since: str = ""
    read: int = 0


class GitLab:
    """Reads one project.

    Args:
        client: Asks its host.
        path: `group/name`, with all groups between.
    """

    def __init__(self, client: Client, path: str) -> None:
        self._client = client
        self._address = f"/api/v4/projects/{quote(path, safe='')}/merge_requests"

    def page(self, place: str, size: int) -> Page:
        """Read the merge requests that changed at a time or later."""
        start = read_place(place, _Place)
        number = start.read // size + 1
        since = {"updated_after": start.since} if start.since else {}
        answer = self._client.get(
            self._address,
            scope="all",
            state="all",
            order_by="updated_at",
            sort="asc",
            per_page=size,
            page=number,
            **since,
        )
        rows = read_rows(answer.data, _Row, self._client.host)
        return Page(
            told=tell(rows, self._client.host),
            place=_next(start, rows, (number - 1) * size).model_dump_json(),
            is_last=not answer.headers.get("x-next-page", "" if len(rows) < size else "more"),
        )


def _next(start: _Place, rows: list[_Row], skipped: int) -> _Place:
    """Begin at the last one's time; while that does not move on, count."""
    if not rows:
        return start
    last = rows[-1].updated_at
    if _moment(last) != _moment(start.since):
        return _Place(since=last)
    return _Place(since=start.since, read=skipped + len(rows))


def _moment(text: str) -> datetime | str:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return text
