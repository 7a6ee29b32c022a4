"""The résumé as Markdown, and which of its lines carry no claim."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.domain.markup import escape
from pipeline.domain.narrative import Slot
from pipeline.domain.timeline import Origin, Timeline
from pipeline.render.engine import environment
from pipeline.render.mermaid import diagram, drawn
from pipeline.render.summary import summary
from pipeline.render.view import Claim, EvidenceView, PhaseView, Proof, View, view

_ROW = "| <a id="
_BULLET = "- "
_EVIDENCE = '- <a id="e-'


def markdown(shown: View) -> str:
    """Write the résumé; `pipeline.verify.markdown` reads it back."""
    template = environment(autoescape=False).get_template("resume.md.j2")
    words = shown.words
    return template.render(
        title=escape(words.title.format(name=shown.name)),
        window=shown.window,
        sources=[_source(name, web) for name, web in shown.sources],
        summary=summary(shown, escape),
        words=words,
        diagram=diagram(shown),
        tracks=[
            {
                "title": escape(track.title),
                "rows": [_row(phase, words.unstated) for phase in track.phases],
                "sections": [_section(p) for p in track.phases if _told(p)],
            }
            for track in shown.tracks
        ],
        undrawn=len(shown.tracks) - len(drawn(shown)),
        marked=any(claim.mark for claim in shown.claims),
        evidence=[_evidence(item) for item in shown.evidence],
    )


def scaffold(timeline: Timeline) -> frozenset[str]:
    """Give what the Markdown of a timeline says without claiming anything.

    These are whole lines, the time cells of the tables with their anchors, the words of an empty
    cell and the marks behind a sentence.
    """
    shown = view(timeline)
    lines = markdown(shown).split("\n")
    still = {
        line for line in lines if not line.startswith((_ROW, _BULLET)) or line.startswith(_EVIDENCE)
    }
    words = shown.words
    small = {f"<sup>{words.attested}</sup>", f"<sub>{words.unverified}</sub>", words.unstated}
    return frozenset(still | small | {_time(phase) for phase in shown.phases})


def _source(name: str, web: str) -> str:
    return f"[{escape(name)}]({web})" if web else escape(name)


def _time(phase: PhaseView) -> str:
    return f'<a id="t-{phase.anchor}"></a>{phase.window}'


def _row(phase: PhaseView, unstated: str) -> str:
    cells = (
        _cell((phase.title,), unstated),
        _cell(phase.of(Slot.PROBLEM, Slot.OUTCOME), unstated),
        _cell(phase.of(Slot.ABANDONMENT), unstated),
    )
    return f"| {_time(phase)} | {' | '.join(cells)} |"


def _cell(claims: Iterable[Claim], unstated: str) -> str:
    return " ".join(_sentence(claim) for claim in claims) or unstated


def _told(phase: PhaseView) -> tuple[Claim, ...]:
    return phase.of(Slot.CHOICE, Slot.CONSTRAINT, Slot.TRADEOFF)


def _section(phase: PhaseView) -> dict[str, object]:
    heading = f'<a id="{phase.anchor}"></a>{phase.window} · {escape(phase.title.text)}'
    return {"heading": heading, "bullets": [_sentence(claim) for claim in _told(phase)]}


def _sentence(claim: Claim) -> str:
    """Write a sentence so that its end can be seen: citations or a mark always follow it."""
    tokens = list({proof.shown: _citation(proof) for proof in claim.proofs}.values())
    if claim.mark:
        tag = "sup" if claim.origin is Origin.ATTESTED else "sub"
        tokens.append(f"<{tag}>{claim.mark}</{tag}>")
    return " ".join((escape(claim.text), *tokens))


def _citation(proof: Proof) -> str:
    return f"[`{proof.shown}`]({proof.url or '#' + proof.anchor})"


def _evidence(item: EvidenceView) -> str:
    note = item.note
    link = f"[`{note.shown}`]({note.url})" if note.url else f"`{note.shown}`"
    parts = [f'<a id="{note.anchor}"></a>{link}', note.day, escape(note.subject)]
    line = " ".join(part for part in parts if part)
    quotes = " ".join(f"“{escape(quote)}”" for quote in item.quotes)
    return f"{line} — {quotes}" if quotes else line
