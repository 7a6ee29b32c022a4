"""What of a phase's evidence a model is shown: the most telling, within a budget."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256

from pipeline.domain.commit import Commit
from pipeline.domain.phase import Candidates
from pipeline.domain.pull_request import PullRequest
from pipeline.domain.span import Span, SpanKind
from pipeline.domain.verdict import Help, Verdict
from pipeline.draft.model.mask import Mask
from pipeline.draft.sheet import Sheet, moment
from pipeline.draft.writer import Brief

_LONGEST = 400
"""Characters of one span."""
_FILES = 6
"""Files of one commit."""


def packet(brief: Brief, budget: int) -> dict[str, object]:
    """Give the values that the prompts are filled with.

    Each span becomes one JSON string on a line of its own, between fences that carry the digest
    of what they hold: no text can close them.
    """
    mask = Mask()
    blocks = {sheet.number: "\n".join(_block(sheet, mask)) for sheet in brief.sheets}
    shown: list[int] = []
    left = budget
    for sheet in _by_promise(brief):
        size = len(blocks[sheet.number]) + 1
        if size <= left or not shown:
            shown.append(sheet.number)
            left -= size
    text = "\n".join(blocks[number] for number in sorted(shown))[: max(budget, 1)]
    return {
        "evidence": text,
        "fence": sha256(text.encode()).hexdigest()[:12],
        "technology": mask(brief.phase.technology),
        "replaces": mask(brief.phase.replaces),
        "replaced_by": mask(brief.phase.replaced_by),
        "rejected": [_returned(verdict, brief, mask) for verdict in brief.rejected],
    }


def _returned(verdict: Verdict, brief: Brief, mask: Mask) -> dict[str, object]:
    """Give a rejected sentence with its findings, their help, and what of it would pass."""
    return {
        "text": mask(verdict.sentence.text),
        "findings": [
            {
                "text": mask(f"{finding.code} {finding.message} {finding.words}"),
                "help": mask(_aid(finding.help, brief)) if finding.help else "",
            }
            for finding in verdict.findings
        ],
        "passes": mask(verdict.trimmed.text) if verdict.trimmed else "",
    }


def _aid(known: Help, brief: Brief) -> str:
    """Give help in the names that a writer cites by, where its span was among those shown."""
    names = (
        name
        for name, (sheet, span) in brief.spans.items()
        if sheet.item.id == known.evidence and span.text == known.span
    )
    name = next(names, "")
    return f"{known.text} (span {name})" if name else known.text


def _by_promise(brief: Brief) -> Iterable[Sheet]:
    """Put what clustering picked for a slot first, then what says most."""
    picked = _picked(brief.phase.candidates)

    def promise(sheet: Sheet) -> tuple[bool, int, int]:
        prose = sum(len(span.text) for span in sheet.spans if span.kind.is_prose)
        return (sheet.item.id not in picked, -min(prose, 1_000), sheet.number)

    return sorted(brief.sheets, key=promise)


def _picked(hints: Candidates) -> frozenset[str]:
    return frozenset(key for slot in Candidates.model_fields for key in getattr(hints, slot))


def _block(sheet: Sheet, mask: Mask) -> Iterator[str]:
    item = sheet.item
    day = f" {moment(item).date()}" if isinstance(item, Commit | PullRequest) else ""
    yield f"c{sheet.number} {item.kind}{day}"
    for span in _kept(sheet.spans):
        text = json.dumps(mask(span.text[:_LONGEST]), ensure_ascii=False)
        yield f"{sheet.key(span)} {span.kind.value} {text}"


def _kept(spans: Iterable[Span]) -> Iterator[Span]:
    files = 0
    for span in spans:
        files += span.kind is SpanKind.FILE
        if span.kind is not SpanKind.FILE or files <= _FILES:
            yield span
