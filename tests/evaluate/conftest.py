"""A tiny suite: one repository, five commits, claims made to order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from pipeline.domain.commit import Commit, FileChange, IdentifierChanges
from pipeline.domain.narrative import Language
from pipeline.domain.person import Identity
from pipeline.settings import Policy, load
from pipeline.verify import Claim

DEV = Identity(name="Dev One", email="dev1@example.org")
START = datetime(2022, 3, 1, 9, 0, tzinfo=UTC)
SUBJECTS = (
    "Cut the poll interval from 500 ms to 200 ms in `poller.go`",
    "Replace redigo with go-redis in `store.go`",
    "Add `RetryPolicy` with 3 attempts",
    "Close the listener on shutdown in `server.go`",
    "Read `config.yaml` once at start",
)
IDS = tuple(f"{n}{'abcdef0123' * 4}"[:40] for n in range(1, 6))

MakeClaim = Callable[..., Claim]


@pytest.fixture
def policy() -> Policy:
    """The default policy."""
    return load(environment={}).verify


@pytest.fixture
def commits() -> list[Commit]:
    """Five commits of one repository, a day apart."""
    return [
        Commit(
            id=key,
            repo="example/app",
            subject=subject,
            author=DEV,
            committer=DEV,
            authored_at=START + timedelta(days=n),
            committed_at=START + timedelta(days=n),
            files=(FileChange(path=f"part{n}.go", added=n, deleted=1),),
            identifiers=IdentifierChanges(added=(f"identifier{n}",)),
        )
        for n, (key, subject) in enumerate(zip(IDS, SUBJECTS, strict=True))
    ]


@pytest.fixture
def make_claim() -> MakeClaim:
    """Give a function that makes a claim citing the commits at these places."""

    def make(
        text: str,
        *places: int,
        label: str = "supported",
        error: str | None = None,
        lang: Language = Language.EN,
        quoted: bool = True,
        name: str = "c-1",
    ) -> Claim:
        cited = [
            {"evidence": IDS[n][:12], "quote": SUBJECTS[n] if quoted else None} for n in places
        ]
        phase = {"id": "p", "commits": IDS[:3], "people": [DEV.email]}
        phase |= {"since": "2022-03-01", "until": "2022-03-03"}
        return Claim.model_validate(
            {"id": name, "repo": "example/app", "lang": lang, "phase": phase, "slot": "choice"}
            | {"text": text, "citations": cited, "label": label, "error": error}
        )

    return make
