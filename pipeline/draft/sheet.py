"""Evidence as a writer sees it: what is fit to be cited, numbered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from pydantic import TypeAdapter

from pipeline import resources
from pipeline.domain.commit import Commit
from pipeline.domain.evidence import Evidence, EvidenceIndex
from pipeline.domain.metric import Metric
from pipeline.domain.person import Identity
from pipeline.domain.phase import Bounds
from pipeline.domain.pull_request import PullRequest
from pipeline.domain.span import Span

_DAWN = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Sheet:
    """One evidence, numbered; its spans are called `c3.2`: third evidence, second span."""

    number: int
    item: Evidence
    spans: tuple[Span, ...]

    def key(self, span: Span) -> str:
        """Give the name by which a writer cites a span."""
        return f"c{self.number}.{span.number}"


def sheets(bounds: Bounds, evidence: EvidenceIndex) -> tuple[Sheet, ...]:
    """Number what a sentence of the phase may cite, oldest first."""
    own = [evidence[key] for key in bounds.commits if key in evidence]
    fit = [item for item in own if _is_usable(item) and _is_theirs(item, bounds, evidence)]
    ordered = sorted(fit, key=lambda item: (moment(item), item.id))
    return tuple(Sheet(n, item, evidence.spans(item.id)) for n, item in enumerate(ordered, 1))


def moment(item: Evidence) -> datetime:
    """Say when an evidence came about; what has no date comes first."""
    match item:
        case Commit(authored_at=when):
            return when
        case PullRequest(merged_at=when):
            return when or _DAWN
        case Metric():
            return _DAWN


def _is_usable(item: Evidence) -> bool:
    """Leave out what proves no work that stands: merges, reverts, bots, text for models."""
    match item:
        case Commit(subject=subject, body=body):
            is_own = not item.labels and len(item.parents) <= 1
            return is_own and not _unfit().search(f"{subject}\n{body}")
        case PullRequest(title=title, body=body):
            return not _unfit().search(f"{title}\n{body}")
        case _:
            return True


@lru_cache
def _unfit() -> re.Pattern[str]:
    """Match text that addresses a language model, and our own output: both prove nothing."""
    lists = TypeAdapter(dict[str, list[str]]).validate_python(resources.lexicon("usability"))
    return re.compile("|".join(lists["model"] + lists["ours"]), re.IGNORECASE)


def _is_theirs(item: Evidence, bounds: Bounds, evidence: EvidenceIndex) -> bool:
    people = {address.strip().casefold() for address in bounds.people}
    return not people or any(who.key in people for who in _authors(item, evidence))


def _authors(item: Evidence, evidence: EvidenceIndex) -> Iterator[Identity]:
    match item:
        case Commit():
            yield from item.people
            number = f"{item.repo}#{item.pull_request}"
            if number in evidence and isinstance(request := evidence[number], PullRequest):
                yield request.author
        case PullRequest():
            yield item.author
        case Metric():
            pass
