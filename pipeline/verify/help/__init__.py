"""Help: for each finding, what in the evidence would make the sentence pass.

It is shown to a person and to a writer. It is read from the evidence alone, and the gate never
looks at it: what is written from it is judged like any other sentence.
"""

from __future__ import annotations

from collections.abc import Callable

from pipeline.domain.verdict import Finding, Help
from pipeline.verify.case import Case
from pipeline.verify.help import clauses, identity, names, values

_SOURCES: dict[str, Callable[[Case, Finding], Help | None]] = {
    "GV101": identity.nearest_evidence,
    "GV102": identity.nearest_id,
    "GV103": identity.whole_id,
    "GV104": identity.nearest_evidence,
    "GV105": identity.whose,
    "GV106": identity.nearest_evidence,
    "GV107": identity.nearest_evidence,
    "GV108": identity.nearest_words,
    "GV109": identity.padding,
    "GV201": values.figure,
    "GV202": values.figure,
    "GV203": values.figure,
    "GV204": values.interval,
    "GV205": values.figure,
    "GV206": values.figure,
    "GV301": names.same_sort,
    "GV302": names.as_told,
    "GV303": names.turned,
    "GV304": clauses.halves,
    "GV305": names.as_recorded,
    "GV401": clauses.cut,
    "GV402": clauses.cut,
    "GV403": clauses.cut,
    "GV404": clauses.cut,
    "GV405": names.as_told,
    "GV406": names.as_told,
    "GV407": names.as_told,
    "GV501": clauses.second,
    "GV502": clauses.remainder,
    "GV503": clauses.unseen,
    "GV504": names.as_told,
}


def helped(case: Case, finding: Finding) -> Help | None:
    """Give what would mend a finding; None where the evidence has nothing to offer."""
    return _SOURCES[finding.code](case, finding)


__all__ = ["helped"]
