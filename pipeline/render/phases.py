"""Phases, tracks and transitions → text and JSON."""

from __future__ import annotations

import json

from pipeline.domain.phase import Clustering, Phase, Transition
from pipeline.domain.text import counted, printable


def phases_json(found: Clustering) -> str:
    """Give everything that clustering found; the shape is a contract (`gitvitae phases`)."""
    document = {
        "tracks": [track.model_dump(mode="json") for track in found.tracks],
        "phases": [_phase(phase) for phase in found.phases],
        "transitions": [_transition(transition) for transition in found.transitions],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _phase(phase: Phase) -> dict[str, object]:
    row = phase.model_dump(mode="json", exclude={"transition", "ending", "bounds"})
    bounds = phase.bounds.model_dump(mode="json")
    ends = {"transition": phase.transition, "ending": phase.ending}
    return bounds | row | {key: _transition(t) if t else None for key, t in ends.items()}


def _transition(transition: Transition) -> dict[str, object]:
    row = transition.model_dump(mode="json", exclude={"origin", "target"})
    return {"from": transition.origin, "to": transition.target or None} | row


def phases_text(found: Clustering) -> str:
    """Give the tracks with their phases, a line each, for a person to look at."""
    phases = {phase.id: phase for phase in found.phases}
    out: list[str] = []
    for track in found.tracks:
        out.append(printable(track.title))
        out.extend(f"  {_row(phases[key])}" for key in track.phases if key in phases)
    told = (found.transitions, "transition"), (found.tracks, "track"), (found.phases, "phase")
    counts = ", ".join(counted(len(things), noun) for things, noun in told)
    out.append(f"{counts}, {counted(len(found.noise), 'commit')} in none")
    return "\n".join(out) + "\n"


def _row(phase: Phase) -> str:
    bounds = phase.bounds
    window = f"{bounds.since} … {bounds.until}"
    return f"{window}  {printable(bounds.title)}  ({counted(len(bounds.commits), 'commit')})"
