"""A pull request, as evidence."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pipeline.domain.model import Foreign
from pipeline.domain.person import Identity


class PullRequest(Foreign):
    """A pull request with its description, cleaned of template text. Id: `owner/name#12`."""

    kind: Literal["pull_request"] = "pull_request"
    id: str
    number: int
    title: str
    body: str = ""
    author: Identity = Identity()
    merged_at: datetime | None = None
    merge_commit: str | None = None
    url: str = ""
