"""Stretches of time in quarters, and which addresses may be linked."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.domain.narrative import Language
from pipeline.render.address import address
from pipeline.render.labels import labels
from pipeline.render.window import window

EN, ZH = labels(Language.EN), labels(Language.ZH)


@pytest.mark.parametrize(
    ("since", "until", "english", "chinese"),
    [
        (date(2022, 4, 1), date(2022, 7, 1), "2022 Q2", "2022 年第二季度"),
        (
            date(2021, 10, 1),
            date(2022, 1, 2),
            "2021 Q4 – 2022 Q1",
            "2021 年第四季度 – 2022 年第一季度",
        ),
        (date(2021, 10, 1), None, "2021 Q4", "2021 年第四季度"),
        (None, date(2022, 1, 1), "2021 Q4", "2021 年第四季度"),
        (None, None, "undated", "日期不详"),
        (
            date(2022, 1, 1),
            date(2022, 1, 1),
            "2021 Q4 – 2022 Q1",
            "2021 年第四季度 – 2022 年第一季度",
        ),
    ],
)
def test_window(since: date | None, until: date | None, english: str, chinese: str) -> None:
    """The day after the last does not count."""
    assert window(since, until, EN) == english
    assert window(since, until, ZH) == chinese


@pytest.mark.parametrize(
    "url",
    [
        "https://forge.example.org/o/n/commit/8a3f",
        "http://localhost:3000/o/n",
        "https://forge.example.org/o/n/-/commit/8a3f?diff=1#L3",
    ],
)
def test_good_address(url: str) -> None:
    """Plain addresses pass."""
    assert address(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        "data:text/html,x",
        "//x.example.org",
        "https://user@x.example.org/",
        "https://x.example.org/a b",
        "https://x.example.org/)",
        'https://x.example.org/"onclick="',
        "https://x.example.org/<b>",
        "https://x.example.org/\n",
        "https://x.example.org/&copy;",
        "https://пример.example.org/",
        "https://x.example.org\\@y.example.org",
        "https://x.example.org/" + "a" * 2000,
    ],
)
def test_bad_address(url: str) -> None:
    """Everything else is no link."""
    assert address(url) == ""
