"""Who wrote a squashed pull request: the author that its forge names, not who pressed merge."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.domain.person import Identity
from pipeline.domain.pull_request import PullRequest
from pipeline.mine.log import Row

_NOREPLY = re.compile(r"(?:\d+\+)?(?P<login>[\w.\[\]-]+)@users\.noreply\.[\w.-]+")


class Accounts:
    """Ties accounts on a forge to identities in the history.

    Only what the history itself says counts: the address that a forge gives an account, or the
    one person who commits under the account's name.
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        self._logins: dict[str, Identity] = {}
        names: dict[str, dict[str, Identity]] = {}
        for row in rows:
            identity = row.author
            match = _NOREPLY.fullmatch(identity.email)
            if match:
                self._logins.setdefault(match["login"].casefold(), identity)
            names.setdefault(identity.name.casefold(), {}).setdefault(identity.key, identity)
        self._names = {
            n: next(iter(found.values())) for n, found in names.items() if len(found) == 1
        }

    def author(self, row: Row, request: PullRequest | None) -> Identity:
        """Give the author of a squashed pull request's commit."""
        if request is None:
            return row.author
        login = request.author.email.partition("@")[0].casefold()
        name = request.author.name.casefold()
        found = self._logins.get(login) or self._names.get(name) or self._names.get(login)
        return found or row.author
