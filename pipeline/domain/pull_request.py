"""A pull request, as evidence."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pipeline.domain.model import Foreign
from pipeline.domain.person import Identity


class PullRequest(Foreign):
    """A pull request with its description, cleaned of what no person wrote. Id: `owner/name#12`.

    `merge_commit` is where it entered the branch. `squash_commit` is the one commit that holds all
    of it, where the forge itself says that it was squashed. `taken_out` names the kinds of text
    that the description has lost: `comment`, `checklist`, `bot block` …
    """

    kind: Literal["pull_request"] = "pull_request"
    id: str
    number: int
    title: str
    body: str = ""
    author: Identity = Identity()
    merged_at: datetime | None = None
    merge_commit: str | None = None
    squash_commit: str | None = None
    url: str = ""
    taken_out: tuple[str, ...] = ()
