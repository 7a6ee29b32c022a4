"""What mining brings home."""

from __future__ import annotations

from pipeline.domain.commit import Commit
from pipeline.domain.metric import Metric
from pipeline.domain.model import Model
from pipeline.domain.pull_request import PullRequest
from pipeline.domain.scope import Scope


class Source(Model):
    """One repository as it was read.

    Args:
        name: `owner/name` where a remote tells it, else the directory's name.
        path: Where it was found, as the caller gave it.
        web: Address of its page on a forge, without a slash at the end; empty if unknown.
        refs: Full ref name (or HEAD) and the commit it stood at.
        object_format: `sha1` or `sha256`.
    """

    name: str
    path: str
    web: str = ""
    refs: tuple[tuple[str, str], ...] = ()
    object_format: str = "sha1"

    def commit_url(self, commit: str) -> str:
        """Give the address of a commit's page on the forge; empty where the forge is unknown."""
        if not self.web:
            return ""
        host = self.web.partition("//")[2].partition("/")[0]
        between = "/-/commit/" if "gitlab" in host else "/commit/"
        return f"{self.web}{'/commits/' if 'bitbucket' in host else between}{commit}"


class Omission(Model):
    """How many commits were left out for one reason."""

    reason: str
    count: int


class History(Model):
    """Commits of one or several repositories, oldest first, and what belongs to them.

    `commits` holds everyone's: replaced technologies are seen in the whole history.
    `scope` says whose work the résumé is about; merges, bots and the like carry labels.
    `omissions` counts every commit of the person that can't become evidence, by reason.
    """

    sources: tuple[Source, ...]
    scope: Scope
    commits: tuple[Commit, ...]
    pull_requests: tuple[PullRequest, ...] = ()
    metrics: tuple[Metric, ...] = ()
    omissions: tuple[Omission, ...] = ()

    @property
    def evidence(self) -> tuple[Commit | PullRequest | Metric, ...]:
        """Give all that can be cited: commits, then pull requests, then measurements."""
        return (*self.commits, *self.pull_requests, *self.metrics)
