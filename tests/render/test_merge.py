"""How a résumé is rendered anew under a person's hand."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.domain.narrative import Citation, Sentence, Slot
from pipeline.domain.timeline import Entry, Timeline
from pipeline.render import Template, merge, render
from tests.render.sample import commit_id, timeline, with_entry
from tests.render.strategies import timelines

TOLD = timeline()
OLD = render(TOLD, Template.MARKDOWN)


def without(told: Timeline, phase: str) -> Timeline:
    """Take a phase out; a track that has none left goes as well."""
    strands = [
        strand.model_copy(
            update={"chapters": tuple(c for c in strand.chapters if c.bounds.id != phase)}
        )
        for strand in told.strands
    ]
    return told.model_copy(update={"strands": tuple(s for s in strands if s.chapters)})


def longer() -> str:
    """Render the sample with one sentence more in its first phase."""
    citation = Citation(evidence=commit_id("feat: schedule tasks with time.Ticker"))
    sentence = Sentence(id="new", slot=Slot.TRADEOFF, text="New sentence.", citations=(citation,))
    tally = TOLD.tally.model_copy(update={"commits_read": 240})
    told = with_entry(TOLD, Entry(sentence=sentence, generated=""))
    return render(told.model_copy(update={"tally": tally}), Template.MARKDOWN)


NEW = longer()


def test_nothing_touched() -> None:
    """A file that nobody touched becomes the new rendering."""
    assert merge(OLD, OLD, NEW) == NEW


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The peak reached", "Peaks reached"),
        ("- Kafka was", "- Apache Kafka was"),
        ("\n## Storage\n", "\nI also wrote this.\n\n## Storage\n"),
        ("Commits: 212 read", "Commits: many read"),
        ("# Dev One", "# D. One"),
    ],
)
def test_nothing_new(old: str, new: str) -> None:
    """Where nothing is new the person's file stays as it is."""
    assert OLD.count(old) == 1
    mine = OLD.replace(old, new)
    assert merge(OLD, mine, OLD) == mine


def test_edited_row_stays() -> None:
    """An edited row stays; the other blocks of its phase and of others become the new ones."""
    mine = OLD.replace("The peak reached", "Peaks reached")
    assert merge(OLD, mine, NEW) == NEW.replace("The peak reached", "Peaks reached")


def test_edited_section_stays() -> None:
    """An edited section stays as the person left it, although its phase has new sentences."""
    mine = OLD.replace("- Kept the tasks", "- I kept the tasks")
    merged = merge(OLD, mine, NEW)
    assert "New sentence." not in merged
    assert "- I kept the tasks" in merged
    assert "Commits: 240 read" in merged


def test_edited_line_wins() -> None:
    """A line that both sides changed stays the person's, and does not come twice."""
    mine = OLD.replace("Commits: 212 read", "Commits: many read")
    merged = merge(OLD, mine, NEW)
    assert "Commits: many read" in merged
    assert "Commits: 240 read" not in merged
    assert "New sentence." in merged


def test_new_phase_comes_in_place() -> None:
    """A phase that only the new rendering has comes where it stands there."""
    before = render(without(TOLD, "p-cron"), Template.MARKDOWN)
    mine = before.replace("Kafka was", "Apache Kafka was").replace(
        "5k tasks a day had", "5,000 tasks a day had"
    )
    expected = OLD.replace("Kafka was", "Apache Kafka was").replace(
        "5k tasks a day had", "5,000 tasks a day had"
    )
    assert merge(before, mine, OLD) == expected


def test_new_track_comes_in_place() -> None:
    """So does a whole track."""
    before = render(without(TOLD, "p-otel"), Template.MARKDOWN)
    mine = before.replace("Kafka was", "Apache Kafka was")
    assert merge(before, mine, OLD) == OLD.replace("Kafka was", "Apache Kafka was")


def test_gone_phase_goes_unless_edited() -> None:
    """A phase that is gone leaves the file, but never with words of the person."""
    after = render(without(TOLD, "p-cron"), Template.MARKDOWN)
    mine = OLD.replace("The peak reached", "Peaks reached")
    merged = merge(OLD, mine, after)
    assert "Peaks reached" in merged
    assert "Moved the schedules" not in merged


def test_deleted_stays_deleted() -> None:
    """What the person took out does not come back with the next rendering."""
    mine = re.sub(r"(?m)^\| <a id=\"t-p-mysql\".*\n", "", OLD)
    assert mine != OLD
    merged = merge(OLD, mine, NEW)
    assert "t-p-mysql" not in merged
    assert "New sentence." in merged


def test_line_ends_stay() -> None:
    """A file with the line ends of another system keeps them."""
    mine = OLD.replace("Kafka was", "Apache Kafka was").replace("\n", "\r\n")
    merged = merge(OLD, mine, NEW)
    assert merged == NEW.replace("Kafka was", "Apache Kafka was").replace("\n", "\r\n")


own_lines = st.lists(
    st.one_of(
        st.text(alphabet="ab |#-é`", max_size=20),
        st.sampled_from(["## Mine", "### Mine too", "- mine", "| mine | too |", "", "</details>"]),
        st.sampled_from(OLD.split("\n")),
    ),
    max_size=5,
)


@settings(max_examples=200, deadline=None)
@given(timelines(), timelines(), own_lines, st.data())
def test_no_line_of_the_person_is_lost(
    old: Timeline, new: Timeline, added: list[str], data: st.DataObject
) -> None:
    """Every line that the person wrote is in the result, whatever the renderings say."""
    before, after = (render(told, Template.MARKDOWN) for told in (old, new))
    rows = before.split("\n")
    place = data.draw(st.integers(0, len(rows)))
    mine = "\n".join([*rows[:place], *added, *rows[place:]])
    merged = merge(before, mine, after)
    assert merge(before, mine, before) == mine
    left = merged.split("\n")
    for line in added:
        if line.strip() and line not in rows:
            assert line in left


@settings(max_examples=100, deadline=None)
@given(timelines(), timelines())
def test_untouched_files_follow(old: Timeline, new: Timeline) -> None:
    """Without a person's hand the new rendering is the result."""
    before, after = (render(told, Template.MARKDOWN) for told in (old, new))
    assert merge(before, before, after) == after


@settings(max_examples=200, deadline=None)
@given(st.text(), st.text(), st.text())
def test_any_text_can_be_merged(old: str, mine: str, new: str) -> None:
    """No text makes merging fail, and it does the same twice."""
    assert merge(old, mine, new) == merge(old, mine, new)
    assert merge(old, mine, old) == mine
