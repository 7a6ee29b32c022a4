"""How a Markdown résumé is read back after a person edited it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.domain.narrative import Citation, Language, Sentence, Slot
from pipeline.domain.timeline import Timeline
from pipeline.render import Template, render, scaffold
from pipeline.verify.markdown import MarkdownReading, ReadSentence, read_markdown
from tests.render.sample import WEB, commit_id, marked, timeline
from tests.render.strategies import timelines

TOLD = timeline()
TEXT = render(TOLD, Template.MARKDOWN)
SCAFFOLD = scaffold(TOLD)
CRON = commit_id("feat: move schedules to robfig/cron/v3")
TICKER = commit_id("feat: schedule tasks with time.Ticker")


def read(text: str) -> MarkdownReading:
    """Read a file against the sample's ledger."""
    return read_markdown(text, TOLD, SCAFFOLD)


def edited(old: str, new: str) -> list[ReadSentence]:
    """Change one place of the file and give the sentences that are not the ledger's any more."""
    assert TEXT.count(old) == 1
    return [item for item in read(TEXT.replace(old, new)).sentences if item.changed]


def ledger(told: Timeline) -> dict[str, tuple[Sentence, ...]]:
    """Give a ledger's sentences by phase."""
    return {
        chapter.bounds.id: (chapter.title.sentence, *(e.sentence for e in chapter.entries))
        for strand in told.strands
        for chapter in strand.chapters
    }


@pytest.mark.parametrize("told", [TOLD, timeline(Language.ZH), marked()])
def test_untouched(told: Timeline) -> None:
    """A file that nobody touched says exactly what the ledger says."""
    text = render(told, Template.MARKDOWN)
    reading = read_markdown(text, told, scaffold(told))
    assert {n.phase.id: n.sentences for n in reading.narratives} == ledger(told)
    assert reading.absent == ()


@settings(max_examples=200, deadline=None)
@given(timelines())
def test_round_trip(told: Timeline) -> None:
    """Whatever stands in a ledger comes back from its rendering to the letter."""
    text = render(told, Template.MARKDOWN)
    reading = read_markdown(text, told, scaffold(told))
    assert {n.phase.id: n.sentences for n in reading.narratives} == ledger(told)


@pytest.mark.parametrize(
    "reformat",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: re.sub(r"(?m)^(\|.*) \|$", r"\1      |", text),
        lambda text: text.replace("|---|---|---|---|", "| :-- | --- | --- | --- |"),
        lambda text: re.sub(r"(?m)^- ", "* ", text),
        lambda text: text.replace("- Kafka", "- **Kafka**").replace("The peak", "__The__ *peak*"),
    ],
    ids=["crlf", "bom", "padded", "separator", "stars", "emphasis"],
)
def test_reformatted(reformat: object) -> None:
    """What an editor or a formatter does to the file changes no claim."""
    assert callable(reformat)
    assert [item for item in read(reformat(TEXT)).sentences if item.changed] == []


def test_line_numbers() -> None:
    """A sentence knows the line it stands on."""
    lines = TEXT.split("\n")
    for item in read(TEXT).sentences:
        assert item.sentence.text.split("`")[0] in lines[item.line - 1]


def test_changed_words() -> None:
    """Changed words are an edition of the entry, with its citation and without its quote."""
    (item,) = edited("The peak reached 80k tasks", "The peak reached 90k tasks")
    assert item.entry is not None
    assert item.entry.sentence.id == item.sentence.id == "p-cron.1"
    assert item.sentence.text == "The peak reached 90k tasks a day."
    assert item.sentence.citations == (Citation(evidence=CRON),)


def test_changed_title() -> None:
    """A changed headline is an edition of the headline."""
    (item,) = edited("| `time.Ticker` → `cron/v3` [", "| `cron/v3` → `time.Ticker` [")
    assert item.sentence.slot is Slot.TITLE
    assert item.sentence.id == "p-cron.0"


def test_changed_hash() -> None:
    """A changed hash in the text no longer agrees with its link and is no evidence's id."""
    short = CRON[:12]
    wrong = ("0" if short[0] != "0" else "1") + short[1:]
    old = f"- Moved the schedules to `cron/v3`. [`{short}`]"
    (item,) = edited(old, old.replace(f"[`{short}`]", f"[`{wrong}`]"))
    assert item.sentence.citations == (Citation(evidence=f"{wrong}≠{short}"),)


def test_changed_hash_and_link() -> None:
    """A hash changed in text and link alike is cited as typed."""
    short = CRON[:12]
    wrong = ("0" if short[0] != "0" else "1") + short[1:]
    old = f"- Moved the schedules to `cron/v3`. [`{short}`]({WEB}/commit/{short})"
    (item,) = edited(old, old.replace(short, wrong))
    assert item.sentence.citations == (Citation(evidence=wrong),)


@pytest.mark.parametrize(
    "link",
    [
        "https://evil.example.org/commit/" + CRON[:12],
        f"{WEB}/commit/{TICKER}",
        "javascript:alert",
        "#e-" + TICKER[:12],
    ],
)
def test_link_elsewhere(link: str) -> None:
    """A link that leads elsewhere than its text says makes the citation malformed."""
    start = f"to `cron/v3`. [`{CRON[:12]}`]"
    (item,) = edited(f"{start}({WEB}/commit/{CRON[:12]})", f"{start}({link})")
    assert "≠" in item.sentence.citations[0].evidence


def test_other_evidence_cited() -> None:
    """A citation exchanged for another real one is cited without a quote."""
    old = f"to `cron/v3`. [`{CRON[:12]}`]({WEB}/commit/{CRON[:12]})"
    (item,) = edited(old, f"to `cron/v3`. [`{TICKER[:12]}`]({WEB}/commit/{TICKER})")
    assert item.sentence.citations == (Citation(evidence=TICKER),)


def test_deleted_citation() -> None:
    """A sentence whose citation was deleted cites nothing."""
    (item,) = edited(f"to `cron/v3`. [`{CRON[:12]}`]({WEB}/commit/{CRON[:12]})", "to `cron/v3`.")
    assert item.sentence.id == "p-cron.2"
    assert item.sentence.citations == ()


def test_deleted_sentence() -> None:
    """A sentence that was taken out is told as absent, and nothing else changes."""
    line = next(line for line in TEXT.split("\n") if line.startswith("- Moved the schedules"))
    reading = read(TEXT.replace(line + "\n", ""))
    assert reading.absent == ("p-cron.2",)
    assert not any(item.changed for item in reading.sentences)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("\n## Scheduler\n", "\n## Scheduler\n\nI did it all alone.\n", ["I did it all alone."]),
        ("Commits: 212 read", "Commits: 999 read", ["Commits: 999 read, 96 in scope, 11 used."]),
        ("- Kept the tasks", "- Fast too. Kept the tasks", ["Fast too."]),
        ("| The peak", "| Fast too. The peak", ["Fast too."]),
        ("\n## Tracing\n", "\n## Tracing at scale\n", ["Tracing at scale"]),
        ("section Scheduler", "section Scheduler for all", ["section Scheduler for all"]),
        ("\n## Evidence\n", "\n| a claim |\n|---|\n| more |\n\n## Evidence\n", ["a claim", "more"]),
        ("\n## Evidence\n", "\n> Quoted\n> words.\n\n## Evidence\n", ["Quoted words."]),
        ("\n## Evidence\n", "\n1. One.\n2. Two.\n\n## Evidence\n", ["One.", "Two."]),
        ("\n## Evidence\n", "\n<!-- hidden -->\n\n## Evidence\n", ["<!-- hidden -->"]),
    ],
)
def test_added_words(old: str, new: str, said: list[str]) -> None:
    """Words added anywhere are sentences that cite nothing."""
    found = edited(old, new)
    assert [item.sentence.text for item in found][: len(said)] == said
    assert all(item.sentence.citations == () and item.entry is None for item in found)


def test_added_citation_without_link() -> None:
    """A person may cite by the bare hash in brackets, over several lines."""
    added = f"I moved\nthe schedules too [{CRON[:10]}].\n"
    (item,) = edited("\n## Scheduler\n", f"\n## Scheduler\n\n{added}")
    assert item.sentence.text == "I moved the schedules too."
    assert item.sentence.citations == (Citation(evidence=CRON[:10]),)
    assert item.phase == ""


def test_attested() -> None:
    """A mark behind a sentence says that its owner answers for it."""
    (item,) = edited("- Kept the", "- On call, too. <sup>attested</sup>\n- Kept the")
    assert item.attested
    assert item.sentence.text == "On call, too."
    assert edited("- Kept the", "- Fine. <sup>certified</sup>\n- Kept the")[0].attested is False


def test_edited_window() -> None:
    """An edited time cell makes the headline claim that time."""
    (item,) = edited(
        '<a id="t-p-cron"></a>2022 Q2 – 2022 Q4', '<a id="t-p-cron"></a>2021 Q2 – 2022 Q4'
    )
    assert item.sentence.text == "2021 Q2 – 2022 Q4: `time.Ticker` → `cron/v3`"
    assert item.sentence.slot is Slot.TITLE
    assert item.sentence.citations == (Citation(evidence=CRON),)


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ("2021 Q2 · `time.Ticker` → `cron/v3`", "2021 Q2: `time.Ticker` → `cron/v3`"),
        ("2022 Q2 – 2022 Q4 · `cron/v3` alone", "`cron/v3` alone"),
        ("something else", "something else"),
    ],
)
def test_edited_heading(new: str, said: str) -> None:
    """An edited heading is another edition of the headline, with the headline's citation."""
    old = '### <a id="p-cron"></a>2022 Q2 – 2022 Q4 · `time.Ticker` → `cron/v3`'
    (item,) = edited(old, f'### <a id="p-cron"></a>{new}')
    assert item.sentence.text == said
    assert item.sentence.slot is Slot.TITLE
    assert item.sentence.citations == (Citation(evidence=CRON),)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("peaks of 80k tasks a day”", "peaks of 90k tasks a day”"),
        ("2022-04-02 feat: move schedules", "2021-04-02 feat: move schedules"),
        ("feat: move schedules to robfig/cron/v3 —", "feat: move schedules to Quartz —"),
    ],
)
def test_edited_evidence(old: str, new: str) -> None:
    """An edited line of evidence quotes what it now shows."""
    (item,) = edited(old, new)
    (citation,) = item.sentence.citations
    assert citation.evidence == CRON
    assert citation.quote is not None
    assert new.strip(" —”") in citation.quote


def test_edited_evidence_hash() -> None:
    """An edited hash in a line of evidence is cited as it stands there."""
    wrong = "0" * 12
    (item,) = edited(f"></a>[`{CRON[:12]}`]", f"></a>[`{wrong}`]")
    assert all(wrong in citation.evidence for citation in item.sentence.citations)


def test_moved_to_another_phase() -> None:
    """A sentence moved into another phase is that phase's own, and cites outside of it."""
    line = next(line for line in TEXT.split("\n") if line.startswith("- Moved the schedules"))
    moved = TEXT.replace(line + "\n", "").replace("- Kafka was", line + "\n- Kafka was")
    (item,) = [item for item in read(moved).sentences if item.changed]
    assert (item.phase, item.entry) == ("p-streams", None)
    assert item.sentence.citations == (Citation(evidence=CRON),)


def test_stars_that_are_no_emphasis() -> None:
    """A pointer keeps its star."""
    (item,) = edited("The peak reached 80k", "The peak of (*RDB).Done and *p reached 80k")
    assert item.sentence.text == "The peak of (*RDB).Done and *p reached 80k tasks a day."


def test_unseen_characters_are_kept() -> None:
    """Characters that nobody sees reach the gate."""
    (item,) = edited("The peak reached", "The pe\u200bak reached")
    assert "\u200b" in item.sentence.text


def test_ids_are_unique() -> None:
    """A sentence written twice has two ids, only one of them the ledger's."""
    line = next(line for line in TEXT.split("\n") if line.startswith("- Moved the schedules"))
    found = read(TEXT.replace(line, f"{line}\n{line}")).sentences
    assert len({item.sentence.id for item in found}) == len(found)
    assert len([item for item in found if item.changed]) == 1


lines = st.one_of(
    st.sampled_from(TEXT.split("\n")),
    st.text(max_size=60),
    st.text(alphabet="|`[]()<>#*-_\\.!: \tab1é。", max_size=60),
)


def squeezed(text: str) -> str:
    """Keep what is neither white space nor ASCII punctuation."""
    return re.sub(r"[\s!-/:-@\[-`{-~]|[，。、；：（）！？]", "", text)


@settings(max_examples=300, deadline=None)
@given(st.lists(lines, max_size=30))
def test_any_file_can_be_read(chosen: list[str]) -> None:
    """No file makes the reader fail, and ids stay unique."""
    found = read("\n".join(chosen)).sentences
    assert len({item.sentence.id for item in found}) == len(found)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="ab1é。|\\*_. !>-#\t", min_size=1, max_size=50), st.data())
def test_no_line_is_lost(added: str, data: st.DataObject) -> None:
    """All that a line says and scaffold does not is in some sentence."""
    rows = TEXT.split("\n")
    place = data.draw(st.integers(0, len(rows)))
    found = read("\n".join([*rows[:place], added, *rows[place:]])).sentences
    changed = squeezed("".join(item.sentence.text for item in found if item.changed))
    for word in re.findall(r"[ab1é]+", added):
        assert word in changed or added.strip() in SCAFFOLD


@pytest.mark.parametrize(
    "unit",
    [
        *("a. ", ".", "`", "[", "[a](", "|a", "x.\n", "\\", "<sup>", "1.\n", "\n> ", "# "),
        "- x [`abcdef0123`](y)\n",
        '| <a id="t-p-cron"></a>x | y |\n',
        '### <a id="p-cron"></a>a · b\n',
    ],
)
def test_large_file(unit: str) -> None:
    """A large file of any one kind of markup is read."""
    assert read("A b " + unit * (100_000 // len(unit)) + "x").sentences
