"""Asks Microsoft's recognizers-text how it reads `phrases.txt`, and writes `answers.json` anew.

It is no dependency: the packages on PyPI want an emoji library older than 2.0 without saying so,
and are no longer kept. They are asked in an environment of their own:

    python -m venv oracle
    oracle/bin/pip install "emoji<2" recognizers-text-date-time==1.0.2a2
    oracle/bin/python tests/verify/values/oracle/ask.py
"""

from __future__ import annotations

import json
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from recognizers_date_time import recognize_datetime
from recognizers_number import recognize_number, recognize_percentage
from recognizers_number_with_unit import recognize_dimension

HERE = Path(__file__).parent
TODAY = datetime(2026, 1, 15)  # noqa: DTZ001 - the library wants no zone
CULTURES = {"en": "en-us", "zh": "zh-cn"}
PACKAGES = ("recognizers-text-number", "recognizers-text-number-with-unit")


def ask(kind: str, culture: str, phrase: str) -> list[dict[str, Any]]:
    """Give the resolutions of everything that it finds in a phrase."""
    match kind:
        case "number" | "share":
            found = recognize_number(phrase, culture)
        case "percent":
            found = recognize_percentage(phrase, culture)
        case "size":
            found = recognize_dimension(phrase, culture)
        case _:
            found = recognize_datetime(phrase, culture, reference=TODAY)
    return [{"text": item.text, "is": item.resolution} for item in found]


def main() -> None:
    """Ask for every phrase."""
    lines = (HERE / "phrases.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split("|") for line in lines if not line.startswith("#")]
    answers = [
        {"lang": lang, "kind": kind, "phrase": phrase, "found": ask(kind, CULTURES[lang], phrase)}
        for lang, kind, phrase in rows
    ]
    origin = {name: version(name) for name in (*PACKAGES, "recognizers-text-date-time")}
    shown = ",\n".join(json.dumps(answer, ensure_ascii=False) for answer in answers)
    text = f'{{"origin": {json.dumps(origin)},\n"answers": [\n{shown}\n]}}\n'
    (HERE / "answers.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
