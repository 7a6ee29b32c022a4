"""GV201 to GV206: figures, dates and versions, as the value rules judge them."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.verify.case import Case
from pipeline.verify.rule import Check, Objection


def figures(code: str) -> Check:
    """Give the check that passes on what the value rules find under one code."""

    def check(case: Case) -> Iterator[Objection]:
        for finding in case.values.findings if case.cited else ():
            if finding.code == code:
                yield finding.message, finding.words

    return check
