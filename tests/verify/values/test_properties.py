"""What holds of all values, not only of examples."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from decimal import Decimal

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.commit import Commit
from pipeline.domain.narrative import Language, Sentence, Slot
from pipeline.domain.phase import Bounds
from pipeline.verify.values import check, extract
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


ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
SCALES = ((10**6, "million"), (10**3, "thousand"), (100, "hundred"))


def spoken(number: int) -> str:
    """Say a whole number below a billion in English."""
    for worth, name in SCALES:
        if number >= worth:
            rest = number % worth
            tail = f" {'and ' if rest < 100 else ''}{spoken(rest)}" if rest else ""
            return f"{spoken(number // worth)} {name}{tail}"
    if number < len(ONES):
        return ONES[number]
    tens, ones = divmod(number, 10)
    return TENS[tens - 2] + (f"-{ONES[ones]}" if ones else "")


@given(st.integers(min_value=2, max_value=10**9 - 1))
def test_spoken_numbers_come_back(number: int) -> None:
    """A number in English words is read as that number."""
    assert extract(f"{spoken(number)} rows", Language.EN)[0].value == number


@given(st.integers(min_value=1, max_value=400), st.integers(min_value=1, max_value=400))
def test_shares_come_back_from_chinese_and_english(top: int, bottom: int) -> None:
    """A share is the same percentage in Chinese numerals and in digits."""
    top, bottom = sorted((top, bottom + 400))
    (read,) = extract(f"{cn2an.an2cn(bottom)}分之{cn2an.an2cn(top)}", Language.ZH)
    assert read.value == Decimal(top) / Decimal(bottom) * 100


@given(
    st.dates(min_value=date(1995, 1, 1), max_value=date(2039, 12, 31)),
    st.integers(min_value=0, max_value=700),
    st.integers(min_value=-800, max_value=1500),
)
def test_a_stretch_holds_what_lies_between_its_ends(first: date, days: int, off: int) -> None:
    """The stretch between two days holds a day if and only if neither end is passed."""
    last, day = first + timedelta(days=days), first + timedelta(days=off)
    for text in (
        f"between {first.isoformat()} and {last.isoformat()}",
        f"from {first.day} {first:%B} {first.year} to {last.day} {last:%B} {last.year}",
        f"{first.year}年{first.month}月{first.day}日至{last.year}年{last.month}月{last.day}日",
    ):
        (atom,) = extract(text, Language.EN)
        assert holds(atom.days, day, yearless=False) == (first <= day <= last)


def case(subject: str) -> Commit:
    """Make a commit that says one sentence."""
    at = "2020-01-01T00:00:00Z"
    row = {"id": "a" * 40, "repo": "o/r", "author": {"name": "Dev", "email": "d@example.org"}}
    return Commit.model_validate({**row, "subject": subject, "authored_at": at, "committed_at": at})


def right(text: str, evidence: str) -> bool:
    """Tell whether the value rules have no objection."""
    sentence = Sentence(id="s", slot=Slot.OUTCOME, text=text)
    return not check(sentence, (case(evidence),), Bounds(id="p"))


@given(st.integers(min_value=2, max_value=9_000), st.integers(min_value=2, max_value=9_000))
def test_percentages_are_recomputed_and_rounded(one: int, other: int) -> None:
    """The percentage that the digits round to is right, those beside it are wrong."""
    new, old = sorted((one, other + 9_000))
    exact = Decimal(old - new) / Decimal(old) * 100
    shown = int((exact + Decimal("0.5")) // 1)
    evidence = f"Latency fell from {old} ms to {new} ms"
    assert right(f"Cut latency by {shown}%.", evidence)
    assert right(f"Cut latency by {old - new} ms.", evidence)
    assert not right(f"Cut latency by {shown + 2}%.", evidence)
    assert not right(f"Cut latency by {old - new + 1} ms.", evidence)


UNITS = {"ms": 1, "s": 1_000, "minutes": 60_000, "hours": 3_600_000, "days": 86_400_000}


@given(
    st.integers(min_value=13, max_value=500),
    st.sampled_from(sorted(UNITS)),
    st.sampled_from(sorted(UNITS)),
)
def test_only_exact_conversions_are_right(number: int, unit: str, other: str) -> None:
    """A duration may be told in another unit if it is the same, and the bare number may not."""
    evidence = f"The lease lasts {number} {unit}"
    value = Decimal(number) * UNITS[unit] / UNITS[other]
    if value == value.to_integral_value() or value.as_tuple().exponent > -4:
        assert right(f"The lease lasts {value:f} {other}.", evidence)
    assert right(f"The lease lasts {number} {other}.", evidence) == (unit == other)


@given(st.integers(min_value=13, max_value=99_999), st.integers(min_value=13, max_value=99_999))
def test_a_number_proves_itself_and_no_other(one: int, other: int) -> None:
    """A plain number is right if and only if it is the evidence's."""
    assert right(f"Keeps {one:,} rows.", f"Keep {other} rows") == (one == other)


@given(st.integers(min_value=13, max_value=99_999), st.integers(min_value=13, max_value=99_999))
def test_a_limit_never_stands_on_the_wrong_side(limit: int, true: int) -> None:
    """More than so many is never less, and at most so many is never more."""
    evidence = f"Keep {true} rows"
    assert not right(f"Keeps more than {limit} rows.", evidence) or true > limit
    assert not right(f"Keeps at least {limit} rows.", evidence) or true >= limit
    assert not right(f"Keeps fewer than {limit} rows.", evidence) or true < limit
    assert not right(f"最多保留 {limit} 行。", evidence) or true <= limit
    assert right(f"Keeps at least {true} rows.", evidence)
