"""Descriptions lose what no person wrote, say so, and keep what a person wrote."""

from __future__ import annotations

import time

import pytest

from pipeline.mine import description
from pipeline.mine.description import Cleaner, Pair, Pattern, lexicon

ROWS = (*lexicon().pair, *lexicon().pattern)
HOSTILE = (
    "<!--",
    "<!-- ab%d -->",
    "<!-- ab%d:start -->",
    "<details>",
    "[//]: # (x-start)\n",
    "\n",
    " ",
    "\t\n",
    "- [ ",
    "[![",
    "<img ",
    "<a>\n",
    "> ",
    "## Summary by x\n",
    "Bumps [",
    "Please ",
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<!-- Please\nfill in -->\nReal text.", "Real text."),
        ("<!-- never closed\nReal text.", ""),
        (
            "## Checklist\n- [x] I tested\n- [ ] docs\n\n## Why\nIt was slow.",
            "## Why\nIt was slow.",
        ),
        ("Real.\r\n\r\n\r\n\r\nMore.", "Real.\n\nMore."),
        ("Real.\n\n<details><summary>Commits</summary>\nbot\n</details>", "Real."),
        ("[![badge](https://x)](https://y)\nReal.", "Real."),
        ("## Description\nPlease describe your changes.\n\nReal.", "## Description\n\nReal."),
        ("Real.\n\n## Summary by CodeRabbit\n- made up\n", "Real."),
        ("- one\n- two", "- one\n- two"),
        ("", ""),
        ("<!-- why it is slow -->\nReal.\n<!-- how -->\nMore.", "Real.\n\nMore."),
        ("Real.\n<!-- tool:end -->\nMore.\n<!-- tool:start -->", "Real.\n\nMore."),
        ("<!-- description -->\nReal.\n<!-- /description -->", "Real."),
        ("<!-- Why:start -->\nReal.\n<!-- Why:end -->", "Real."),
        ("a <b> c\nx < y and y > z", "a <b> c\nx < y and y > z"),
        (
            "See the summary by hand.\nThis PR was hard.",
            "See the summary by hand.\nThis PR was hard.",
        ),
        ("We bumps [x](y) here.", "We bumps [x](y) here."),
    ],
)
def test_descriptions_lose_what_nobody_wrote(text: str, expected: str) -> None:
    """Comments, checklists, template prompts, badges and bots' blocks go; a person's text stays."""
    assert Cleaner().clean(text).text == expected


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.reason)
def test_every_example_is_taken_out(row: Pair | Pattern) -> None:
    """Each entry of the lexicon takes out its own example, and the evidence names its kind."""
    text, expected = _around(row)
    cleaned = Cleaner().clean(text)
    assert cleaned.text == expected
    assert row.kind in cleaned.taken
    assert Cleaner().clean(row.example).text == ""


def _around(row: Pair | Pattern) -> tuple[str, str]:
    """Put a person's words around an example, unless it takes all that follows with it."""
    if isinstance(row, Pattern) and row.whole:
        return row.example, ""
    after = "## After\n\nAlso mine."
    return f"Mine.\n\n{row.example}\n\n{after}", f"Mine.\n\n{after}"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.reason)
def test_every_entry_is_needed(row: Pair | Pattern, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an entry its own example would not be taken out as what it is."""
    rest = lexicon().model_copy(
        update={
            "pair": tuple(r for r in lexicon().pair if r is not row),
            "pattern": tuple(r for r in lexicon().pattern if r is not row),
        }
    )
    monkeypatch.setattr(description, "lexicon", lambda: rest)
    description._pairs.cache_clear()
    description._patterns.cache_clear()
    try:
        without = Cleaner().clean(_around(row)[0])
    finally:
        monkeypatch.undo()
        description._pairs.cache_clear()
        description._patterns.cache_clear()
    assert without.text != _around(row)[1] or row.kind not in without.taken


def test_nothing_taken_out_says_nothing() -> None:
    """A description that is a person's from end to end carries no label."""
    assert Cleaner().clean("It was slow.\n\nNow it is not.").taken == ()


def test_what_is_too_long_is_cut_and_says_so() -> None:
    """Forges allow 65,536 characters; what is far beyond is not looked at."""
    cleaned = Cleaner().clean("x" * 150_000)
    assert (len(cleaned.text), cleaned.taken) == (100_000, ("end",))


def test_shared_lines_are_the_templates() -> None:
    """A line that a quarter of all descriptions, and five, hold word for word is nobody's."""
    prompt = "Tell us what this changes and why"
    bodies = [f"## Why\n{prompt}\n\nReason number {n}." for n in range(6)]
    cleaned = Cleaner([*bodies, *("Something else." for _ in range(10))]).clean(bodies[0])
    assert cleaned.text == "## Why\n\nReason number 0."
    assert cleaned.taken == ("template line",)


def test_a_habit_is_no_template() -> None:
    """A line of few descriptions stays, and so does one too short to be a prompt."""
    bodies = ["It removes one allocation.\nFixes it."] * 4
    assert Cleaner(bodies).clean(bodies[0]).text == bodies[0]
    rare = [*["It removes one allocation."] * 5, *(f"Something else {n} here." for n in range(16))]
    assert Cleaner(rare).clean(rare[0]).text == rare[0]
    short = ["Fixes it."] * 50
    assert Cleaner(short).clean(short[0]).text == short[0]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_descriptions_cost_no_time(piece: str) -> None:
    """The longest description of the worst form is cleaned about as fast as any other."""
    times = 100_000 // len(piece)
    text = "".join(piece % n if "%d" in piece else piece for n in range(times))
    start = time.process_time()
    Cleaner([text]).clean(text)
    assert time.process_time() - start < 2
