"""A pull request as a forge tells it, whichever forge it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Annotated
from urllib.parse import unquote

from pydantic import AfterValidator, Field

from pipeline.domain.model import Foreign
from pipeline.domain.person import Identity
from pipeline.domain.pull_request import PullRequest
from pipeline.mine.description import Cleaner

_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_PAGE = re.compile(
    r"https?://[^/?#\s]+/(?P<repo>[^?#\s]+?)/(?:pull|pulls|(?:-/)?merge_requests|pullrequest)/\d+/?"
)
_BETWEEN = {"_git", "v3"}
"""Parts of a path that Azure puts between or before the names in some addresses, not in others."""
_LONGEST_TITLE = 1_000


def _commit_or_none(value: str | None) -> str | None:
    return value if value and _COMMIT.fullmatch(value) else None


def _page_or_nothing(value: str) -> str:
    return value if _PAGE.fullmatch(value) else ""


CommitId = Annotated[str | None, AfterValidator(_commit_or_none)]
PageAddress = Annotated[str, AfterValidator(_page_or_nothing)]


class Told(Foreign):
    """What a forge tells of one pull request; its description is as it was written.

    An id that is no commit's and an address that is no pull request's page are dropped.
    `repository` is the path of the repository on its forge, empty where it is not told.
    """

    number: int = Field(gt=0, lt=1 << 31)
    title: str
    body: str = ""
    author: Identity = Identity()
    merged_at: datetime | None = None
    merge_commit: CommitId = None
    squash_commit: CommitId = None
    url: PageAddress = ""
    repository: str = ""
    taken_out: tuple[str, ...] = ()

    @property
    def home(self) -> str:
        """Give the path of the repository that it belongs to, as far as it tells."""
        match = _PAGE.fullmatch(self.url)
        return self.repository or (match["repo"] if match else "")


def belongs(home: str, name: str) -> bool:
    """Tell whether a pull request from `home` is one of the repository called `name`.

    An export of Azure names project and repository only; a remote names the organization, too, and
    of a project and a repository of one name only one.
    """
    if home.casefold() == name.casefold():
        return True
    if "_git" not in home.split("/"):
        return False
    short, long = _parts(home), _parts(name)
    is_short = short[0] == short[-1] and long[-1] == short[-1]
    return long[-len(short) :] == short or is_short


def _parts(path: str) -> list[str]:
    parts = unquote(path).casefold().split("/")
    return [part for part in parts if part not in _BETWEEN]


def as_evidence(told: Iterable[Told], repo: str) -> Mapping[int, PullRequest]:
    """Give the pull requests of one repository by number; a later one replaces an earlier one."""
    known = {one.number: one for one in told}
    cleaner = Cleaner(one.body for one in known.values())
    return {number: _evidence(one, repo, cleaner) for number, one in known.items()}


def _evidence(told: Told, repo: str, cleaner: Cleaner) -> PullRequest:
    cleaned = cleaner.clean(told.body)
    return PullRequest(
        id=f"{repo}#{told.number}",
        number=told.number,
        title=told.title[:_LONGEST_TITLE],
        body=cleaned.text,
        author=told.author,
        merged_at=told.merged_at,
        merge_commit=told.merge_commit,
        squash_commit=told.squash_commit,
        url=told.url,
        taken_out=tuple(dict.fromkeys((*told.taken_out, *cleaned.taken))),
    )


def account(login: str, name: str | None, host: str) -> Identity:
    """Name an account on a forge: its person's name, and the address that stands for the account.

    Args:
        login: The account's name; a bot's may begin with `app/`.
        name: What the person goes by; empty or None where the forge does not say.
        host: Where the account is, with or without a port.
    """
    address = f"{login}@users.noreply.{host.partition(':')[0]}" if login else ""
    return Identity(name=name or login, email=address)
