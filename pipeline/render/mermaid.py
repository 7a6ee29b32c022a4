"""The mermaid timeline inside the Markdown."""

from __future__ import annotations

from pipeline.domain.timeline import Timeline
from pipeline.render.view import TrackView, View, view

_MOST = 30
"""Phases beyond which the picture can't be read on a page any more."""
_ENTITIES = (
    ("#", "#35;"),  # first: the others bring their own
    (":", "#58;"),  # an event with ": " in it would silently become two
    ("<", "#lt;"),
    (">", "#gt;"),
    ("%%", "%#37;"),  # the beginning of a comment or a directive
    ("`", "#96;"),
    ("{", "#123;"),
    ("}", "#125;"),
    ("\\", "#92;"),
    ('"', "#quot;"),
)


def mermaid(timeline: Timeline) -> str:
    """Draw tracks as sections and phases as events."""
    return diagram(view(timeline))


def diagram(shown: View) -> str:
    """Draw a view that is already made."""
    lines = ["timeline"]
    for track in drawn(shown):
        lines.append(f"    section {_text(track.title)}")
        lines.extend(
            f"        {_text(phase.window)} : {_text(phase.title.text.replace('`', ''))}"
            for phase in track.phases
        )
    return "\n".join(lines)


def drawn(shown: View) -> tuple[TrackView, ...]:
    """Give the tracks that the picture has room for, the heaviest first; always the first one."""
    room = _MOST
    tracks: list[TrackView] = []
    for track in shown.tracks:
        if not tracks or len(track.phases) <= room:
            tracks.append(track)
            room -= len(track.phases)
    return tuple(tracks)


def _text(text: str) -> str:
    """Write text so that none of it is mermaid's syntax."""
    text = text.replace(";", "\0")  # the entities end in one, so it is put in last
    for bad, entity in _ENTITIES:
        text = text.replace(bad, entity)
    return text.replace("\0", "#59;") or "-"
