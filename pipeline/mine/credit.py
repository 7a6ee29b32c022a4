"""Who wrote a pull request: the person in the history whom its account on the forge stands for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from pipeline.domain.person import Identity
from pipeline.domain.pull_request import PullRequest
from pipeline.mine.log import Row

_NOREPLY = re.compile(
    r"(?:\d+\+|\d+-(?!.*@users\.noreply\.github\.))?"
    r"(?P<login>[\w.\[\]-]+)@(?:users\.)?noreply\.[\w.-]+"
)
"""GitHub's `9+login@users.noreply.HOST`, GitLab's `9-login@users.noreply.HOST`, and Gitea's
`login@noreply.HOST`; on GitHub a login may begin with a number and a dash."""


class Accounts:
    """Ties accounts on a forge to identities in the history.

    Only what the history itself says counts: the address that a forge gives an account, the one
    person who commits under the account's name, or the one author of all that a pull request
    brought.
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        self._logins: dict[str, Identity] = {}
        names: dict[str, dict[str, Identity]] = {}
        for row in rows:
            identity = row.author
            login = _login(identity)
            if login:
                self._logins.setdefault(login, identity)
            names.setdefault(identity.name.casefold(), {}).setdefault(identity.key, identity)
        self._names = {
            n: next(iter(found.values())) for n, found in names.items() if n and len(found) == 1
        }

    def settle(self, request: PullRequest, authors: Sequence[Identity]) -> PullRequest:
        """Name a pull request's author as the history does, where the history ties the two.

        Args:
            request: As its forge tells it.
            authors: Of the commits that it brought, merges aside.
        """
        found = self._own(request, authors) or self._known(request) or _only(authors)
        return request.model_copy(update={"author": found}) if found else request

    def author(self, row: Row, request: PullRequest | None) -> Identity:
        """Give the author of a squashed pull request's commit, not who pressed the button."""
        return (request and self._known(request)) or row.author

    def _known(self, request: PullRequest) -> Identity | None:
        login, name = _account(request)
        return self._logins.get(login) or self._names.get(name) or self._names.get(login)

    @staticmethod
    def _own(request: PullRequest, authors: Sequence[Identity]) -> Identity | None:
        """Prefer the address that the account's person used in the pull request itself."""
        account = set(_account(request)) - {""}
        return next((a for a in authors if {_login(a), a.name.casefold()} & account), None)


def authors_of(rows: Iterable[Row], pulls: Mapping[str, int]) -> dict[int, list[Identity]]:
    """Give the authors of the commits that each pull request brought, merges aside."""
    authors: dict[int, dict[str, Identity]] = {}
    for row in rows:
        if row.id in pulls and len(row.parents) <= 1:
            authors.setdefault(pulls[row.id], {}).setdefault(row.author.key, row.author)
    return {number: list(found.values()) for number, found in authors.items()}


def _account(request: PullRequest) -> tuple[str, str]:
    return _login(request.author), request.author.name.casefold()


def _login(identity: Identity) -> str:
    match = _NOREPLY.fullmatch(identity.email)
    return match["login"].casefold() if match else ""


def _only(authors: Sequence[Identity]) -> Identity | None:
    return authors[0] if len(authors) == 1 else None
