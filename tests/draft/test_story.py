"""What the transitions at a phase's ends add to it."""

from __future__ import annotations

from pipeline.domain.commit import Commit
from pipeline.domain.narrative import Slot
from pipeline.domain.phase import Reason, Transition
from tests.draft.pack import commit, texts, told

ADOPTED = commit(
    1,
    "refactor: replace time.Ticker with robfig/cron",
    "time.Ticker drifts: the delay is 2.3 s on average.",
)
WORK = commit(5, "Load due tasks in batches of 500")
ENDED = commit(
    30,
    "refactor: replace robfig/cron with Redis Streams",
    "robfig/cron runs on a single node, which stops at 12k tasks/day.",
)


def turn(item: Commit, old: str, new: str, reason: str) -> Transition:
    """Make the transition that one commit carries out."""
    return Transition(
        origin=old,
        target=new,
        track="t1",
        start_commit=item.id,
        end_commit=item.id,
        start_date=item.authored_at,
        end_date=item.authored_at,
        evidence=(item.id,),
        reason=Reason(quote=reason, evidence=item.id) if reason else None,
    )


def cron(reason: str = ENDED.body) -> dict[str, object]:
    """Make the phase that began with cron and ended with streams."""
    return {
        "technology": "robfig/cron",
        "replaces": "time.Ticker",
        "replaced_by": "Redis Streams",
        "transition": turn(ADOPTED, "time.Ticker", "robfig/cron", ADOPTED.body),
        "ending": turn(ENDED, "robfig/cron", "Redis Streams", reason),
    }


def test_headline_is_the_replacement() -> None:
    """A phase that began with a replacement is headed by old → new."""
    (title,) = texts(told(ADOPTED, WORK, ENDED, **cron()), Slot.TITLE)
    assert title == "`time.Ticker` → `robfig/cron`"


def test_replacement_has_its_month() -> None:
    """The replacement is told with the month of its commit."""
    choices = texts(told(ADOPTED, WORK, ENDED, **cron()), Slot.CHOICE)
    assert "Replaced `time.Ticker` with robfig/cron in March 2022." in choices


def test_figure_about_the_old_is_a_problem() -> None:
    """A figure about what was given up is the problem, not a result."""
    narrative = told(ADOPTED, WORK, ENDED, **cron())
    assert any("2.3 s" in text for text in texts(narrative, Slot.PROBLEM))
    assert texts(narrative, Slot.OUTCOME) == []


def test_ending_is_told_with_its_reason() -> None:
    """Why a phase ended is told from the ending's evidence, and nowhere else."""
    narrative = told(ADOPTED, WORK, ENDED, **cron())
    (ending,) = texts(narrative, Slot.ABANDONMENT)
    assert ending == (
        "Replaced robfig/cron with Redis Streams in March 2022: robfig/cron runs on a single node,"
        " which stops at 12k tasks/day."
    )
    others = [s for s in narrative.sentences if s.slot is not Slot.ABANDONMENT]
    assert not any(c.evidence == ENDED.id for s in others for c in s.citations)


def test_ending_without_reason_is_not_told() -> None:
    """Where nothing says why, nothing is said."""
    bare = commit(30, ENDED.subject)
    narrative = told(ADOPTED, WORK, bare, **{**cron(""), "ending": turn(bare, "a", "b", "")})
    assert texts(narrative, Slot.ABANDONMENT) == []
