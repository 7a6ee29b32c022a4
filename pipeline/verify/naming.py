"""GV301: every name in the sentence stands in the evidence that it cites."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.verify.case import Case
from pipeline.verify.names import stands_in
from pipeline.verify.rule import Objection
from pipeline.verify.token import Kind

_NUMBERED = re.compile(r"(?:PR|MR)s?\s?(?:#|[Nn]o\.\s?|编?号\s?)?\s?\d")


def not_in_evidence(case: Case) -> Iterator[Objection]:
    """GV301."""
    if not case.cited:
        return
    for token in case.tokens:
        if token.kind not in {Kind.CODE, Kind.NAME} or not token.keys:
            continue
        if _NUMBERED.match(case.text, token.start):
            continue  # the number is what must stand there
        if not any(stands_in(token, dossier) for dossier in case.dossiers):
            yield "this name does not stand in the cited evidence", token.text
