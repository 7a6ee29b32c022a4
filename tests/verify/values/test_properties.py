"""What holds of all values, not only of examples."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from decimal import Decimal

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.narrative import Language
from pipeline.verify.values import extract
from pipeline.verify.values.days import holds


@given(st.integers(min_value=2, max_value=10**8))
def test_a_number_is_itself_in_every_notation(number: int) -> None:
    """Plain digits, grouped digits and Chinese numerals give back the same number."""
    written = (f"有 {number} 条", f"有 {number:,} 条", f"有{cn2an.an2cn(number)}条")
    assert [extract(text, Language.ZH)[0].value for text in written] == [Decimal(number)] * 3


@given(st.integers(min_value=1, max_value=10_000))
def test_safe_conversions_keep_the_value(minutes: int) -> None:
    """Minutes, seconds and milliseconds of one duration are one value."""
    texts = (f"{minutes} minutes", f"{minutes * 60} s", f"{minutes * 60_000:,} ms")
    assert len({extract(text, Language.EN)[0].value for text in texts}) == 1


@given(st.dates(min_value=date(1995, 1, 1), max_value=date(2039, 12, 31)))
def test_a_day_lies_in_its_day_month_quarter_and_year_only(day: date) -> None:
    """Each written form of a date holds the day, and not the day a year later."""
    quarter = (day.month + 2) // 3
    forms = (
        day.isoformat(),
        f"on {day.day} {day:%B} {day.year}",
        f"in {day:%B} {day.year}",
        f"{day.year} Q{quarter}",
        f"{day.year} 年 {day.month} 月",
        f"in {day.year}",
    )
    for form in forms:
        (atom,) = extract(form, Language.EN)
        assert holds(atom.days, day, yearless=atom.yearless)
        assert not holds(atom.days, day + timedelta(days=366), yearless=atom.yearless)


PIECES = (
    *(
        "in",
        "to",
        "from",
        "the",
        "end of",
        "before",
        "and",
        "–",
        "/",
        ",",
        ".",
        "第",
        "年",
        "月",
        "日",
    ),
    *("Q4", "H1", "May", "March", "mid", "2022", "1000", "31", "7", "12:30", "2022-02-30", "v1.2"),
    *(
        "half",
        "third",
        "a",
        "two",
        "%",
        "ms",
        "days",
        "季度",
        "上半年",
        "三",
        "分之",
        "几",
        "百",
        "成",
    ),
)


@given(st.lists(st.sampled_from(PIECES), max_size=12), st.sampled_from(["", " "]))
def test_any_jumble_of_dates_and_numbers_can_be_read(pieces: list[str], joint: str) -> None:
    """Pieces of dates and numbers in any order make no failure, and values never overlap."""
    text = joint.join(pieces)
    atoms = extract(text, Language.EN)
    assert all(text[a.start : a.end] == a.words for a in atoms)
    assert all(a.end <= b.start for a, b in itertools.pairwise(atoms))


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    """No text makes the reader fail, and every value is cut from the text."""
    for atom in extract(text, Language.EN):
        assert text[atom.start : atom.end] == atom.words


@pytest.mark.parametrize(
    "piece",
    [
        *("1", "1,", "a.", "-", "`", "一", "twenty ", "1 a b c d ", "v1.", "6 月", "#1", "年"),
        *(
            "half of the ",
            "三分之",
            "几个文件 6 月",
            "1 h 30 min ",
            "in 2021 and ",
            "每天 8 ",
            "$5 a ",
        ),
    ],
)
def test_long_input_is_read_in_one_pass(piece: str) -> None:
    """Very long input of the worst kind comes to an end (a quadratic pattern would not)."""
    extract((piece * 200_000)[:200_000], Language.EN)
