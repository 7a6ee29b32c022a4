"""Our reading beside that of Microsoft's recognizers-text, phrase by phrase."""

from __future__ import annotations

import json
import tomllib
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pipeline.domain.narrative import Language
from pipeline.verify.values import extract

ORACLE = Path(__file__).parent / "oracle"
ANSWERS = json.loads((ORACLE / "answers.json").read_text(encoding="utf-8"))["answers"]
DIFFERENCES: dict[str, dict[str, dict[str, str]]] = tomllib.loads(
    (ORACLE / "differences.toml").read_text(encoding="utf-8")
)
BYTES = {"Byte": 1, "Kilobyte": 10**3, "Megabyte": 10**6, "Gigabyte": 10**9, "Terabit": 10**12 // 8}
Reading = list[str]


def theirs(kind: str, found: list[dict[str, Any]]) -> Reading:
    """Give the oracle's answer in our bases: percent, seconds, bytes, half-open days."""
    match kind:
        case "date":
            return [_days(item["is"]["values"][-1]) for item in found]
        case "duration":
            return [_plain(Decimal(item["is"]["values"][0]["value"])) for item in found]
        case "size":
            return [_plain(Decimal(i["is"]["value"]) * BYTES[i["is"]["unit"]]) for i in found]
        case "percent":
            return [_plain(Decimal(item["is"]["value"].rstrip("%"))) for item in found]
        case _:
            factor = 100 if kind == "share" else 1
            return [_plain(Decimal(item["is"]["value"]) * factor) for item in found]


def ours(phrase: str, kind: str) -> Reading:
    """Give our own reading of a phrase; a value of another unit shows it."""
    unit = {"percent": "percent", "share": "percent", "duration": "time", "size": "byte"}.get(kind)
    return [
        f"{begin}..{end}"
        if atom.days and (begin := atom.days[0][0]) and (end := atom.days[0][1])
        else f"{_plain(atom.value)}{'' if atom.unit == (unit or '') else ' ' + atom.unit}"
        for atom in extract(phrase, Language.EN)
    ]


def _days(value: dict[str, str]) -> str:
    if value["type"] == "date":
        day = date.fromisoformat(value["value"])
        return f"{day}..{day + timedelta(days=1)}"
    return f"{value.get('start', '')}..{value.get('end', '')}"


def _plain(number: Decimal) -> str:
    return f"{number.quantize(Decimal('0.000001')).normalize():f}"


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda a: f"{a['lang']} {a['phrase']}")
def test_readings_agree_or_are_explained(answer: dict[str, Any]) -> None:
    """Both read the same, or `differences.toml` says what we read instead and why."""
    known = DIFFERENCES[answer["lang"]].get(answer["phrase"])
    mine = ours(answer["phrase"], answer["kind"])
    if known:
        assert known["why"]
        assert mine == json.loads(known["ours"])
        assert mine != theirs(answer["kind"], answer["found"])
    else:
        assert mine == theirs(answer["kind"], answer["found"])


def test_the_oracle_was_asked_what_is_compared() -> None:
    """The answers are those to the phrases, at least a hundred in each language."""
    lines = (ORACLE / "phrases.txt").read_text(encoding="utf-8").splitlines()
    asked = [line for line in lines if not line.startswith("#")]
    assert asked == [f"{a['lang']}|{a['kind']}|{a['phrase']}" for a in ANSWERS]
    assert min(sum(a["lang"] == lang for a in ANSWERS) for lang in ("en", "zh")) >= 100
    phrases = {(a["lang"], a["phrase"]) for a in ANSWERS}
    assert {(lang, p) for lang, rows in DIFFERENCES.items() for p in rows} <= phrases
