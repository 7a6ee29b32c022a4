"""Pull requests of Gitea and Forgejo: REST, version 1.

Their list can't be asked for a time, so the most recently changed come first, and a round ends at
what the last whole round had seen. What changes meanwhile moves to the front: pages further back
only repeat, they never skip, and a round of several pages is followed by one that looks there.
"""

from __future__ import annotations

from datetime import UTC, datetime

from pydantic import BaseModel

from pipeline.mine.forges.client import Client
from pipeline.mine.forges.page import Page, read_place, read_rows, tell
from pipeline.mine.forges.shapes import GiteaRow

_EVER = datetime.min.replace(tzinfo=UTC)


class _Row(GiteaRow):
    updated_at: datetime


class _Place(BaseModel):
    """What whole rounds have seen, and how far the round under way is.

    Args:
        seen: The latest change that whole rounds have read.
        newest: The latest change that the round under way has met.
        read: Requests that it has read.
        most: Requests that the server puts on a page, if fewer than it was asked for.
    """

    seen: datetime = _EVER
    newest: datetime = _EVER
    read: int = 0
    most: int = 0


class Gitea:
    """Reads one repository.

    Args:
        client: Asks its host.
        path: `owner/name`.
    """

    def __init__(self, client: Client, path: str) -> None:
        self._client = client
        self._address = f"/api/v1/repos/{path}/pulls"

    def page(self, place: str, size: int) -> Page:
        """Read a page, the most recently changed first."""
        start = read_place(place, _Place)
        size = min(size, start.most or size)
        number = start.read // size + 1
        answer = self._client.get(
            self._address, state="all", sort="recentupdate", limit=size, page=number
        )
        rows = read_rows(answer.data, _Row, self._client.host)
        newest = max([start.newest, *(_aware(row.updated_at) for row in rows)])
        read = (number - 1) * size + len(rows)
        is_known = any(_aware(row.updated_at) <= start.seen for row in rows)
        if not rows or is_known or answer.headers.get("x-total-count") == str(read):
            following = _Place(seen=newest)
        else:
            most = len(rows) if number == 1 and len(rows) < size else start.most
            following = _Place(seen=start.seen, newest=newest, read=read, most=most)
        return Page(
            told=tell(rows, self._client.host),
            place=following.model_dump_json(),
            is_last=number == 1 and not following.read,
        )


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
