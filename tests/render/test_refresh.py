"""What a refresh does with a person's edits: read, remembered, rendered anew, merged."""

from __future__ import annotations

import pytest

from pipeline.domain.narrative import Sentence
from pipeline.domain.timeline import Entry, Origin, Timeline
from pipeline.domain.verdict import Status
from pipeline.render import Template, merge, render, scaffold
from pipeline.verify.markdown import read_markdown
from tests.render.sample import WEB, commit_id, timeline

TOLD = timeline()
TEXT = render(TOLD, Template.MARKDOWN)
CRON = commit_id("feat: move schedules to robfig/cron/v3")[:12]
TICKER = commit_id("feat: schedule tasks with time.Ticker")[:12]


def remember(told: Timeline, words: dict[str, Sentence], status: Status) -> Timeline:
    """Put what the file says into the ledger."""

    def learned(entry: Entry) -> Entry:
        said = words.get(entry.sentence.id)
        if said is None:
            return entry
        update = {"sentence": said, "origin": Origin.EDITED, "status": status}
        return entry.model_copy(update=update)

    strands = tuple(
        strand.model_copy(
            update={
                "chapters": tuple(
                    chapter.model_copy(
                        update={
                            "title": learned(chapter.title),
                            "entries": tuple(learned(entry) for entry in chapter.entries),
                        }
                    )
                    for chapter in strand.chapters
                )
            }
        )
        for strand in told.strands
    )
    return told.model_copy(update={"strands": strands})


@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The peak reached", "Peaks reached"),
        ("| `time.Ticker` → `cron/v3` [", "| Ticker → `cron/v3` ["),
        ("- Kafka was", "- Apache Kafka was"),
        ('<a id="t-p-cron"></a>2022 Q2 –', '<a id="t-p-cron"></a>2021 Q2 –'),
        (f"to `cron/v3`. [`{CRON}`]({WEB}/commit/{CRON})", "to `cron/v3`."),
        (
            f"to `cron/v3`. [`{CRON}`]({WEB}/commit/{CRON})",
            f"to `cron/v3`. [`{TICKER}`]({WEB}/commit/{TICKER})",
        ),
        (
            f"to `cron/v3`. [`{CRON}`]({WEB}/commit/{CRON})",
            f"to `cron/v3`. [`000000000000`]({WEB}/commit/{CRON})",
        ),
    ],
)
def test_edits_settle(old: str, new: str, status: Status) -> None:
    """An edit is news once: the merged file keeps it, and reads back as the new ledger's own."""
    assert TEXT.count(old) == 1
    mine = TEXT.replace(old, new)
    changed = [item for item in read_markdown(mine, TOLD, scaffold(TOLD)).sentences if item.changed]
    told = remember(TOLD, {item.sentence.id: item.sentence for item in changed}, status)
    merged = merge(TEXT, mine, render(told, Template.MARKDOWN))
    assert new in merged
    again = read_markdown(merged, told, scaffold(told))
    assert [item for item in again.sentences if item.changed] == []
    assert again.absent == ()
    after = render(told, Template.MARKDOWN)
    assert merge(after, merged, after) == merged
