"""Where descriptions of pull requests come from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from pipeline.domain.history import Source
from pipeline.domain.pull_request import PullRequest


class Forge(Protocol):
    """Knows the pull requests of repositories."""

    def pull_requests(self, source: Source) -> Mapping[int, PullRequest]:
        """Give a repository's pull requests by number."""
        ...


class NoForge:
    """Knows no pull request."""

    def pull_requests(self, source: Source) -> Mapping[int, PullRequest]:
        """Give none."""
        del source
        return {}
