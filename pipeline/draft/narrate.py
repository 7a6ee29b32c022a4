"""Phase → narrative: the stage itself."""

from __future__ import annotations

from hashlib import sha256

from pipeline.domain.evidence import EvidenceIndex
from pipeline.domain.narrative import Narrative, Sentence
from pipeline.domain.phase import Phase
from pipeline.domain.verdict import Verdict
from pipeline.draft.prompt import Prompt
from pipeline.draft.quote import citations
from pipeline.draft.sheet import sheets
from pipeline.draft.writer import Brief, Line, Writer


def draft(
    phase: Phase,
    evidence: EvidenceIndex,
    writer: Writer,
    prompt: Prompt,
    rejected: tuple[Verdict, ...] = (),
) -> Narrative:
    """Let a writer tell a phase in cited sentences.

    Where no evidence of the phase is fit to be cited the writer is not asked: there is nothing
    to tell.

    Args:
        phase: What is told.
        evidence: Everything that was mined.
        writer: Who writes.
        prompt: The language, and the prompts for a language model.
        rejected: What the verifier turned down in an earlier round, to be mended or left out.

    Raises:
        ModelError: A language model gave no usable answer.
    """
    found = sheets(phase.bounds, evidence)
    if not found:
        return Narrative(phase=phase.bounds, sentences=())
    brief = Brief(phase=phase, sheets=found, prompt=prompt, rejected=rejected)
    written = (_sentence(line, brief) for line in writer.write(brief) if line.text.strip())
    return Narrative(
        phase=phase.bounds,
        sentences=tuple({sentence.id: sentence for sentence in written}.values()),
    )


def _sentence(line: Line, brief: Brief) -> Sentence:
    cited = citations(line, brief)
    text = " ".join(line.text.split())
    mark = sha256("\0".join([text, *(f"{c.evidence}\0{c.quote}" for c in cited)]).encode())
    return Sentence(
        id=f"{brief.phase.id}.{line.slot.value}.{mark.hexdigest()[:10]}",
        slot=line.slot,
        text=text,
        citations=cited,
        lang=brief.prompt.lang,
    )
