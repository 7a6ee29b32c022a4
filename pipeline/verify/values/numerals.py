"""Numbers in every notation that is read: digits, English words, Chinese numerals."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

import cn2an

from pipeline.verify.values import words

DIGITS = (
    r"0x[0-9a-fA-F]{1,16}(?![0-9a-zA-Z_])"
    r"|\d{1,3}(?:[,_]\d{3})++(?:\.\d++)?(?![\d,_]*\d)|\d++(?:\.\d++)?"
)
"""Digits as prose and programs write them: 1,000, 1_000, 0x3e8."""
LONGEST = 30
"""Digits of a number that is read: a longer run is no measurement."""
CHINESE = r"[零〇一二两三四五六七八九十百千万亿半]"
_AND_HALF = re.compile(r"\s+and\s+a\s+half(?:\s+(?P<scale>\w+))?$")
_EARLY = re.compile(
    r"(?:alpha|beta|pre|preview|rc|dev|snapshot|nightly|canary|a|b|m|\d)(?![a-z])", re.IGNORECASE
)
"""What marks a version that comes before its release, as semver.org and PEP 440 name them."""
_MIXED = {"百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}


def from_digits(text: str) -> tuple[Decimal, Decimal]:
    """Read digits with or without commas; give the number and the worth of its last digit."""
    plain = text.replace(",", "").replace("_", "")
    if plain[:2] == "0x":
        return Decimal(int(plain, 16)), Decimal(1)
    if len(plain) > LONGEST:
        return Decimal(-1), Decimal(0)
    number = Decimal(plain)
    exponent = number.as_tuple().exponent
    return number, Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


@lru_cache
def english() -> re.Pattern[str]:
    """Give the pattern of an English number in words: `twenty-two`, `a hundred and five`."""
    small = words.alternatives(words.integers("numbers"))
    scale = words.alternatives(words.integers("scales"))
    one = f"(?:{small}|{scale})"
    return re.compile(
        rf"(?:half\s+an?\s+|an?\s+)?(?<![A-Za-z]){one}(?:(?:[\s-]|\s+and\s+){one}){{0,14}}"
        rf"(?:\s+and\s+a\s+half(?:\s+(?:{scale}))?)?",
        re.IGNORECASE,
    )


def from_english(text: str) -> Decimal | None:
    """Read an English number in words; None if the words make no number."""
    low = text.casefold()
    extra, worth = Decimal(0), Decimal(1)
    more = _AND_HALF.search(low)
    if more:
        low, extra = low[: more.start()], Decimal("0.5")
        worth = Decimal(words.integers("scales").get(more["scale"] or "", 1))
    share = Decimal(1)
    if low.startswith("half a"):
        low, share = low.removeprefix("half a").removeprefix("n").strip(), Decimal("0.5")
    pieces = [p for p in re.split(r"[\s-]+", low) if p not in {"a", "an", "and"}]
    total = _sum(pieces)
    return None if total is None else (total * share + extra) * worth


def _sum(pieces: list[str]) -> Decimal | None:
    """Add the words up as they are spoken; refuse orders that nobody speaks (`two three`)."""
    numbers, scales = words.integers("numbers"), words.integers("scales")
    total, part, last = 0, 0, 10**12
    for piece in pieces:
        if piece in scales:
            if scales[piece] == 100 or not part:  # noqa: PLR2004 - a hundred multiplies in place
                part = max(part, 1) * scales[piece]
            else:
                total, part = total + part * scales[piece], 0
            last = 10**12
        elif piece == "dozen":
            part, last = max(part, 1) * 12, 0
        else:
            value = numbers[piece]
            if not (last >= 100 or (last % 10 == 0 and 0 < value < 10 <= last)):  # noqa: PLR2004
                return None
            part, last = part + value, value
    return Decimal(total + part)


@lru_cache(maxsize=4096)
def from_chinese(text: str) -> Decimal | None:
    """Read a Chinese numeral; None if it makes no number."""
    if text == "半":
        return Decimal("0.5")
    if "半" in text:
        return None
    if "点" in text and text[-1] in _MIXED:
        part = from_chinese(text[:-1])
        return None if part is None else scaled(part, text[-1])
    try:
        return Decimal(str(cn2an.cn2an(text.replace("两", "二").replace("〇", "零"), "smart")))
    except (ValueError, TypeError, KeyError):
        return None


@lru_cache
def _scale() -> re.Pattern[str]:
    return re.compile(
        rf"\s?(?P<word>{words.alternatives(words.integers('scales'))})", re.IGNORECASE
    )


def scale_after(text: str, end: int) -> tuple[int, Decimal]:
    """Read a scale behind digits, `2 million`: where it ends, and what it multiplies by."""
    match = _scale().match(text, end)
    if not match:
        return end, Decimal(1)
    return match.end(), Decimal(words.integers("scales")[match["word"].casefold()])


def scaled(number: Decimal, mark: str) -> Decimal:
    """Multiply digits by a Chinese scale that follows them: `1.2 万`."""
    return number * _MIXED[mark]


def same_label(one: str, other: str) -> bool:
    """Tell whether two versions are the same; zeros at the end do not tell them apart."""
    return short_label(one) == short_label(other)


def is_same_release(one: str, other: str) -> bool:
    """Tell whether two versions are one release, of which one may name its build: `1.2.3-go1.21`.

    What comes before a release is another version: `1.2.3-rc1`.
    """
    short, long = sorted((short_label(one), short_label(other)), key=len)
    if short == long:
        return True
    head, mark, build = long.partition("-")
    return bool(mark) and short_label(head) == short and not _EARLY.match(build)


def short_label(label: str) -> str:
    """Give a version without the zeros at its end."""
    while label.endswith(".0"):
        label = label[:-2]
    return label
