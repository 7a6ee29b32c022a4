"""Evidence made up for the tests of this room."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from pipeline.domain.commit import Commit
from pipeline.domain.evidence import Evidence, EvidenceIndex
from pipeline.domain.narrative import Language, Narrative, Slot
from pipeline.domain.person import Identity
from pipeline.domain.phase import Bounds, Phase
from pipeline.draft import ExtractiveWriter, build_prompt, draft

DEV = Identity(name="Dev One", email="dev1@example.org")
_START = datetime(2022, 3, 1, 10, tzinfo=UTC)


def commit(number: int, subject: str, body: str = "", **more: object) -> Commit:
    """Make the n-th commit: its id begins with the number, its day is the n-th."""
    when = _START + timedelta(days=number)
    fields: dict[str, object] = {
        "id": f"{number:03d}".ljust(40, "a"),
        "repo": "team/app",
        "subject": subject,
        "body": body,
        "author": DEV,
        "authored_at": when,
        "committed_at": when,
    }
    return Commit.model_validate(fields | more)


def phase(*items: Evidence, **more: object) -> Phase:
    """Make a phase of all the items."""
    bounds = Bounds(id="p1", commits=tuple(item.id for item in items), people=(DEV.email,))
    return Phase.model_validate({"bounds": bounds, "track": "t1", "repo": "team/app", **more})


def told(*items: Evidence, lang: Language = Language.EN, **more: object) -> Narrative:
    """Draft the items with the extractive writer."""
    index = EvidenceIndex(items)
    return draft(phase(*items, **more), index, ExtractiveWriter(lang), build_prompt(lang))


def texts(narrative: Narrative, slot: Slot) -> list[str]:
    """Give the sentences of one slot."""
    return [sentence.text for sentence in narrative.sentences if sentence.slot is slot]
