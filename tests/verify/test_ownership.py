"""GV404: whose work it was, as far as the record tells."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.domain.commit import Commit
from pipeline.domain.person import Identity
from pipeline.domain.pull_request import PullRequest
from tests.verify.building import ME, OTHER, codes, commit

PATH = [{"path": "internal/lease/store.go", "added": 40, "deleted": 10}]
DECEMBER = (date(2022, 12, 1), date(2023, 1, 1))
ELSEWHERE = [{"path": "web/index.html", "added": 900, "deleted": 0}]


def _history(
    mine: int, others: int, *, first: str = "", lines: int | None = 50, **more: object
) -> list[Commit]:
    """Make a whole history: a first commit by `first`, then the person's, then others'.

    `lines` are those of each commit by others.
    """
    rows: list[Commit] = []
    if first:
        rows.append(commit(0, "Add lease store", author=first, files=PATH))
    for number in range(1, mine + others + 1):
        is_mine = number <= mine
        files = PATH if is_mine else [PATH[0] | {"added": lines, "deleted": 0}]
        author = ME if is_mine else OTHER
        rows.append(commit(number, "Migrate lease store", author=author, files=files, **more))
    rows.append(commit(27, "Redo the page", author=OTHER, files=ELSEWHERE))
    return [row.model_copy(update={"census": len(rows)}) for row in rows]


def _refused(text: str, rows: list[Commit], *beside: PullRequest) -> bool:
    """Judge a sentence about the person's commits of a history; its first own one is cited."""
    own = [row for row in rows if row.author.email == ME]
    ids = [row.id for row in rows[:-1]]
    found = codes(text, own[0], beside=[*rows, *beside], phase=ids, days=DECEMBER)
    return "GV404" in found


SOLE = "Migrated the lease store single-handedly."
LEAD = "Led the migration of the lease store."
MAIN = "Was the main author of the lease store migration."
PART = "Was a major contributor to the lease store migration."
TITLE = "Was the sole author of the lease store."


@pytest.mark.parametrize(
    ("text", "mine", "others", "is_refused"),
    [
        (SOLE, 4, 0, False),
        (SOLE, 9, 1, True),
        ("独自迁移了租约存储。", 4, 0, False),
        ("独自迁移了租约存储。", 9, 1, True),
        ("独立完成了租约存储的迁移。", 9, 1, True),
        (LEAD, 3, 1, False),
        (LEAD, 2, 1, True),
        ("主导了租约存储的迁移。", 3, 1, False),
        ("主导了租约存储的迁移。", 2, 1, True),
        (MAIN, 2, 2, False),
        (MAIN, 2, 3, True),
        ("是租约存储迁移的主要作者。", 2, 2, False),
        ("是租约存储迁移的主要作者。", 2, 3, True),
        (PART, 1, 9, False),
        ("是租约存储迁移的主要贡献者之一。", 1, 9, False),
        (TITLE, 4, 0, False),
    ],
)
def test_share_decides(text: str, mine: int, others: int, *, is_refused: bool) -> None:
    """A share of the commits at the policy's threshold is enough, below it is not."""
    assert _refused(text, _history(mine, others)) is is_refused


def test_lines_decide_too() -> None:
    """Many small commits do not outweigh what others wrote; uncounted lines are left out."""
    assert _refused(LEAD, _history(9, 1, lines=5000))
    assert not _refused(LEAD, _history(9, 1, lines=None))


def test_pull_requests_decide_too() -> None:
    """The commits may be the person's: whoever wrote the pull requests had a part in it."""
    rows = _history(4, 0, pull_request=7)
    request = PullRequest(
        id="example/app#7", number=7, title="Leases", author=Identity(email=OTHER)
    )
    assert _refused(LEAD, rows, request)
    assert not _refused(LEAD, rows, request.model_copy(update={"author": Identity(email=ME)}))
    assert not _refused(LEAD, rows, request.model_copy(update={"author": Identity()}))


def test_deed_is_of_its_time_and_title_for_ever() -> None:
    """Who was there before took no part in the deed, but wrote the thing as well."""
    rows = _history(4, 0, first=OTHER)
    own = [row.id for row in rows if row.author.email == ME]
    assert "GV404" not in codes(SOLE, rows[1], beside=rows, phase=own)
    assert "GV404" in codes(TITLE, rows[1], beside=rows, phase=own)


def test_co_author_is_not_nobody() -> None:
    """Alone is alone: a co-author in the trailer counts."""
    rows = _history(3, 0, body=f"Co-authored-by: Dev Two <{OTHER}>")
    assert _refused(SOLE, rows)
    assert not _refused(LEAD, rows)


def test_programs_and_merges_are_no_work() -> None:
    """A program's commits and merges take no share."""
    rows = _history(3, 0)
    extra = [
        commit(20, "Bump", author="renovate[bot]@example.org", files=PATH),
        commit(21, "Merge", author=OTHER, files=PATH, parents=["a" * 40, "b" * 40]),
    ]
    whole = [r.model_copy(update={"census": len(rows) + 2}) for r in (*rows[:-1], *extra, rows[-1])]
    assert not _refused(SOLE, whole)


@pytest.mark.parametrize("text", [SOLE, LEAD, MAIN, PART, TITLE, "主导了租约存储的迁移。"])
def test_unknown_share_is_refused(text: str) -> None:
    """Without a census, or with fewer commits than it counts, no share is known."""
    rows = _history(4, 0)
    assert _refused(text, [row.model_copy(update={"census": None}) for row in rows])
    assert _refused(text, [row.model_copy(update={"census": 99}) for row in rows])
    assert not _refused(text, rows)


@pytest.mark.parametrize(
    "text",
    [
        "Led the team through the migration of the lease store.",
        "Mentored colleagues on the lease store migration.",
        "Was on-call for the lease store migration.",
        "Architected the migration of the lease store.",
        "Negotiated the lease store migration with stakeholders.",
        "作为负责人迁移了租约存储。",
        "带领团队迁移了租约存储。",
        "指导新人迁移租约存储。",
    ],
)
def test_what_no_record_gives_is_refused(text: str) -> None:
    """Teams, roles and talks are in no history, whoever wrote it."""
    assert _refused(text, _history(4, 0))


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        (
            "Workers scale independently of the queue.",
            "Let workers scale independently of the queue",
        ),
        ("The stall led to lost leases.", "Fix the stall that led to lost leases"),
        ("Added a lease leader election.", "Add lease leader election"),
        ("The sole author of the change moved the leases.", "Move the leases"),
        ("该提交的唯一作者迁移了租约。", "Migrate leases"),
    ],
)
def test_technical_sense_is_no_claim(text: str, subject: str) -> None:
    """A word that the evidence says of the thing claims nothing of a person."""
    assert "GV404" not in codes(text, commit(1, subject))


def test_word_of_the_evidence_proves_no_role() -> None:
    """A commit message can't give its author a role."""
    assert "GV404" in codes(LEAD, commit(1, "Migrate lease store", "I led the migration."))
    assert "GV404" in codes(SOLE, commit(1, "Migrate lease store", "Done single-handedly."))


@pytest.mark.parametrize(
    ("text", "subject", "body", "is_refused"),
    [
        (
            "Built the lease store independently.",
            "Make the lease store independent of Redis",
            "",
            True,
        ),
        ("Owned the lease store.", "Let each worker own the lease store", "", True),
        ("Owned the lease store.", "Change the lease store", "", True),
        ("Taught the parser to read nested quotes.", "Read nested quotes in the parser", "", False),
        ("Taught the team to write parsers.", "Write parsers", "", True),
        ("Taught colleagues the parser.", "Write parsers", "", True),
        (
            "Coordinated the workers through a lease.",
            "Coordinate workers through a lease",
            "",
            False,
        ),
        (
            "Workers run independently of each other.",
            "Run workers independently of each other",
            "",
            False,
        ),
        ("Workers run independently of each other.", "Run each worker on its own", "", False),
        ("The renewal led to a deadlock.", "Fix renewal", "It caused a deadlock.", False),
        ("The lease is owned by one worker.", "One worker owns the lease", "", False),
        (
            "Each worker owned the lease it took.",
            "Let each worker own the lease it took",
            "",
            False,
        ),
        ("The lease alone decides who writes.", "Only the lease decides who writes", "", False),
        (
            "Convinced the linter that the lease is used.",
            "Silence the linter about the unused lease",
            "",
            False,
        ),
        ("Took charge of leases, adding a worker.", "Add a worker for leases", "", True),
        ("Owned `lease.go` from end to end.", "Change `lease.go`", "", True),
        ("As the owner of leases, added a worker.", "Add a worker for leases", "", True),
        ("Headed the clean-up of leases.", "Clean up leases", "", True),
        ("Oversaw the move of leases.", "Move leases", "", True),
        ("全权负责租约的迁移。", "Migrate leases", "", True),
        ("The file is owned by root.", "Let root own the file", "", False),
        ("The lease headed the list of locks.", "Put the lease first in the list", "", False),
    ],
)
def test_ownership_in_other_words(text: str, subject: str, body: str, *, is_refused: bool) -> None:
    """A technical word is said of the thing; of a person it needs the record."""
    assert ("GV404" in codes(text, commit(1, subject, body))) is is_refused
