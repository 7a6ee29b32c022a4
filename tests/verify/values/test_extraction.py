"""Values are read exactly, in both languages and all notations."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pipeline.domain.narrative import Language
from pipeline.verify.values import Atom, Bound, Kind, Side, extract


def read(text: str) -> tuple[Atom, ...]:
    """Read the values of an English or Chinese text."""
    return extract(text, Language.EN)


def only(text: str) -> Atom:
    """Read the one value of a text."""
    (atom,) = read(text)
    return atom


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a pool of 1,200 entries", "1200"),
        ("a pool of 1.2k entries", "1200"),
        ("池中有一千二百条记录", "1200"),
        ("twelve hundred entries", "1200"),
        ("twenty-two keys", "22"),
        ("二十二个键", "22"),
        ("a dozen keys", "12"),
        ("half a million rows", "500000"),
        ("两处实现", "2"),
        ("1.2 万条记录", "12000"),
        ("a hundred and five rows", "105"),
        ("2 million rows", "2000000"),
        ("1.5 million rows", "1500000"),
        ("one and a half million rows", "1500000"),
        ("一点五个实现", "1.5"),
        ("一点五万行", "15000"),
    ],
)
def test_one_number_in_every_notation(text: str, value: str) -> None:
    """A number is the same in digits, with a multiplier, in English and in Chinese words."""
    assert only(text).value == Decimal(value)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("waits 30s", "30"),
        ("waits 30 seconds", "30"),
        ("waits 30,000 ms", "30"),
        ("a 10-minute timeout", "600"),
        ("about half an hour", "1800"),
        ("半小时", "1800"),
        ("一个半小时", "5400"),
        ("每 10 分钟", "600"),
        ("seven weeks", "4233600"),
        ("runs for `30s`", "30"),
        ("runs for 1h30m", "5400"),
        ("an hour and a half", "5400"),
        ("two minutes and thirty seconds", "150"),
        ("1 小时 30 分钟", "5400"),
        ("over the last week", "604800"),
    ],
)
def test_durations_meet_in_seconds(text: str, seconds: str) -> None:
    """Durations in any safe unit are compared in seconds."""
    atom = only(text)
    assert (atom.unit, atom.value) == ("time", Decimal(seconds))


@pytest.mark.parametrize(
    "text",
    [
        "h11 and utf-8 and base64",
        "speaks HTTP/2",
        "commit 3d4c5b6a79 and 8b6ede9",
        "`retry_3` and `x2`",
        "docs/rfc/0007-writes.md",
        "统一接口，第三方库，唯一入口，万一",
        "the second value",
    ],
)
def test_digits_and_numerals_in_names_are_no_values(text: str) -> None:
    """Identifiers, hashes, paths and set phrases state no value."""
    assert read(text) == ()


@pytest.mark.parametrize(
    ("text", "begin", "end"),
    [
        ("in February 2022", date(2022, 2, 1), date(2022, 3, 1)),
        ("2022 年 2 月", date(2022, 2, 1), date(2022, 3, 1)),
        ("二〇二二年二月", date(2022, 2, 1), date(2022, 3, 1)),
        ("on 24 June 2019", date(2019, 6, 24), date(2019, 6, 25)),
        ("on June 24, 2019", date(2019, 6, 24), date(2019, 6, 25)),
        ("2019-06-24", date(2019, 6, 24), date(2019, 6, 25)),
        ("between 24 and 27 June 2019", date(2019, 6, 24), date(2019, 6, 28)),
        ("2019 年 6 月 24 日至 6 月 27 日", date(2019, 6, 24), date(2019, 6, 28)),
        ("between March and May 2020", date(2020, 3, 1), date(2020, 6, 1)),
        ("in the fourth quarter of 2022", date(2022, 10, 1), date(2023, 1, 1)),
        ("2022 Q4", date(2022, 10, 1), date(2023, 1, 1)),
        ("2022年第四季度", date(2022, 10, 1), date(2023, 1, 1)),
        ("2021年上半年", date(2021, 1, 1), date(2021, 7, 1)),
        ("in late October 2024", date(2024, 10, 19), date(2024, 11, 1)),
        ("2024 年 10 月下旬", date(2024, 10, 21), date(2024, 11, 1)),
        ("in 2024", date(2024, 1, 1), date(2025, 1, 1)),
        ("summer 2020", date(2020, 6, 1), date(2020, 9, 1)),
        ("2022 Q3 – 2023 Q1", date(2022, 7, 1), date(2023, 4, 1)),
        ("2022 年第三季度至 2023 年第一季度", date(2022, 7, 1), date(2023, 4, 1)),
        ("Q4 of 2022", date(2022, 10, 1), date(2023, 1, 1)),
        ("between Q1 and Q3 2022", date(2022, 1, 1), date(2022, 10, 1)),
        ("Q1–Q3 2022", date(2022, 1, 1), date(2022, 10, 1)),
        ("in early 2022", date(2022, 1, 1), date(2022, 5, 1)),
        ("at the end of 2022", date(2022, 10, 1), date(2023, 1, 1)),
        ("2022年年底", date(2022, 10, 1), date(2023, 1, 1)),
        ("between 2019 and 2021", date(2019, 1, 1), date(2022, 1, 1)),
        ("2022-W12", date(2022, 3, 21), date(2022, 3, 28)),
        ("in week 12 of 2022", date(2022, 3, 21), date(2022, 3, 28)),
        ("2022年第12周", date(2022, 3, 21), date(2022, 3, 28)),
        ("2019/06/24", date(2019, 6, 24), date(2019, 6, 25)),
        ("2021年3月5日至4月2日", date(2021, 3, 5), date(2021, 4, 3)),
        ("before June 2022", date(2021, 5, 31), date(2022, 6, 1)),
        ("2022年6月之前", date(2021, 5, 31), date(2022, 6, 1)),
        ("2022年底前", date(2021, 12, 31), date(2023, 1, 1)),
        ("after 24 June 2019", date(2019, 6, 25), date(2020, 6, 25)),
    ],
)
def test_dates_are_half_open_intervals(text: str, begin: date, end: date) -> None:
    """A date is the days it covers: first day, and first day after it."""
    atom = only(text)
    assert (atom.kind, atom.days) == (Kind.DATE, ((begin, end),))


def test_a_day_that_does_not_exist_is_no_day() -> None:
    """A date that no calendar has is read, so that nothing can lie in it."""
    assert [only(text).days for text in ("on 31 June 2022", "2022年2月30日", "2022-W54")] == [
        ()
    ] * 3


def test_dates_without_a_year_are_of_any() -> None:
    """A quarter or a month alone is a date; two years joined by "and" are two."""
    for text in ("in Q4", "四季度"):
        atom = only(text)
        assert atom.yearless
        assert atom.days == ((date(4, 10, 1), date(5, 1, 1)),)
    assert [a.words for a in read("in 2021 and 2022")] == ["2021", "2022"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("in August 2,140 tasks failed", ["August", "2,140"]),
        ("raised the limit from 1000 to 2000 rows", ["1000", "2000"]),
        ("cut it to 2000 ms", ["2000 ms"]),
        ("the quantile Q1 falls", []),
    ],
)
def test_what_only_looks_like_a_date_is_none(text: str, values: list[str]) -> None:
    """Numbers that count what follows them are no days and no years."""
    assert [atom.words for atom in read(text)] == values


def test_a_change_has_two_sides_and_one_unit() -> None:
    """In "from 40 to 12 ms" both ends are milliseconds, one old and one new."""
    old, new = read("cut latency from 40 to 12 ms")
    assert (old.value, old.side, old.unit) == (Decimal("0.040"), Side.OLD, "time")
    assert (new.value, new.side, new.unit) == (Decimal("0.012"), Side.NEW, "time")


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("over 600 rows", Bound.OVER),
        ("at least 95%", Bound.LEAST),
        ("不低于 95%", Bound.LEAST),
        ("under 200 ms", Bound.UNDER),
        ("within 30 seconds", Bound.WITHIN),
        ("三天内", Bound.WITHIN),
        ("10 分钟以上", Bound.LEAST),
    ],
)
def test_limits_are_told_from_values(text: str, bound: Bound) -> None:
    """A limit is marked as one, with its side."""
    assert only(text).bound is bound


@pytest.mark.parametrize("text", ["about 40 rows", "roughly 40 rows", "约 40 条", "40 条左右"])
def test_hedged_numbers_are_approximate(text: str) -> None:
    """A hedge before or after a number makes it approximate."""
    assert only(text).approximate


@pytest.mark.parametrize(
    ("text", "value", "noun"),
    [
        ("touched 22 files", 22, "file"),
        ("三个提交", 3, "commit"),
        ("four Python files", 4, "file"),
        ("two pull requests", 2, "pull"),
        ("删除 52 行", 52, "line"),
        ("54-test suite", 54, "test"),
    ],
)
def test_counts_know_what_they_count(text: str, value: int, noun: str) -> None:
    """A count carries the class of things that it counts."""
    atom = only(text)
    assert (atom.kind, atom.value, atom.noun) == (Kind.COUNT, value, noun)


def test_bits_bytes_percent_and_points_stay_apart() -> None:
    """Units that look alike are of different dimensions."""
    units = [only(text).unit for text in ("128-bit", "128 bytes", "5%", "5 percentage points")]
    assert units == ["bit", "byte", "percent", "point"]


def test_offsets_point_at_the_words() -> None:
    """Start and end cut exactly the words of each value out of the text."""
    text = "In March 2021 moved 3 files from v1.2.1 to v1.3.0 in 20 ms (#12)."
    assert [text[a.start : a.end] for a in read(text)] == [a.words for a in read(text)]
    assert len(read(text)) == 6


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("a third of the rows", "33.3"),
        ("two-thirds of the rows", "66.7"),
        ("1/3 of the rows", "33.3"),
        ("cut it by a quarter.", "25"),
        ("half of the tests", "50"),
        ("halves the drift", "50"),
        ("halved it", "50"),
        ("cut in half", "50"),
        ("三分之一", "33.3"),
        ("百分之三十", "30"),
        ("百分之 2.5", "2.5"),
        ("千分之五", "0.5"),
        ("三成", "30"),
        ("三成半", "35"),
        ("一半的测试", "50"),
        ("耗时减半", "50"),
    ],
)
def test_shares_in_words_are_percentages(text: str, percent: str) -> None:
    """A share is the same in words, in digits and in Chinese."""
    atom = only(text)
    assert atom.unit == "percent"
    assert round(atom.value, 1) == Decimal(percent)


@pytest.mark.parametrize(
    ("text", "ratio"),
    [("doubles the pool", 2), ("tenfold", 10), ("5-fold", 5), ("翻倍", 2), ("翻两番", 4)],
)
def test_multiples_in_words_are_ratios(text: str, ratio: int) -> None:
    """A multiple is read from words that are one by themselves."""
    atom = only(text)
    assert (atom.unit, atom.value) == ("ratio", ratio)


@pytest.mark.parametrize(
    "text",
    [
        "a third party, the third attempt and a quarter later",
        "double quotes around both halves",
        "a half-open state",
        "完成了，一成不变，几乎，数据，参数个数",
        "the last line of the file",
    ],
)
def test_words_that_only_look_like_shares_are_none(text: str) -> None:
    """Ordinals, names and set phrases state no share."""
    assert read(text) == ()


@pytest.mark.parametrize(
    ("text", "least", "most", "noun"),
    [
        ("dozens of files", 24, 199, "file"),
        ("several commits", 3, 12, "commit"),
        ("a couple of tests", 2, 2, "test"),
        ("tens of thousands of rows", 20_000, 199_999, ""),
        ("十几个文件", 11, 19, "file"),
        ("数百行", 200, 999, "line"),
        ("两三个提交", 2, 3, "commit"),
        ("几个文件", 3, 9, "file"),
    ],
)
def test_vague_numbers_have_a_least_and_a_most(text: str, least: int, most: int, noun: str) -> None:
    """A vague number is no number, but two."""
    atom = only(text)
    assert (atom.kind, atom.value, atom.high, atom.noun) == (Kind.VAGUE, least, most, noun)


@pytest.mark.parametrize(
    ("text", "unit", "per"),
    [
        ("80k tasks/day", "", "day"),
        ("80k tasks per hour", "", "hour"),
        ("12k requests a second", "", "second"),
        ("每天 8 万个任务", "", "day"),
        ("日均 8 万个任务", "", "day"),
        ("8 万个任务/天", "", "day"),
        ("100 MB/s", "byte", "second"),
        ("$5,000 a month", "usd", "month"),
        ("5,000 EUR", "eur", ""),
        ("300 元", "cny", ""),
        ("failed 412 times", "", ""),
        ("every 10 minutes", "time", ""),
    ],
)
def test_rates_and_money_are_units(text: str, unit: str, per: str) -> None:
    """What a number is counted by belongs to it, as its currency does."""
    atom = only(text)
    assert (atom.unit, atom.per) == (unit, per)


def test_a_verb_that_begins_a_message_makes_no_version() -> None:
    """Numbers behind names are versions, those behind a capitalised verb are numbers."""
    kinds = [
        only(text).kind for text in ("Keep 13 rows", "Python 3", "moves to Python 3", "Add 3.5")
    ]
    assert kinds == [Kind.NUMBER, Kind.VERSION, Kind.VERSION, Kind.NUMBER]
