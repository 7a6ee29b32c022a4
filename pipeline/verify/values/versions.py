"""GV206: versions, exact, of the dependency they stand beside, and on their side of the change."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.verify.values.atom import Atom, Kind
from pipeline.verify.values.facts import Facts, Release
from pipeline.verify.values.matter import Answer, Matter, Objection, Proof
from pipeline.verify.values.numerals import is_same_release, same_label, short_label

_BESIDE = 24
"""Characters between a dependency's name and its version."""


def judge_version(matter: Matter, atom: Atom) -> Answer:
    """Find a version in the manifests' changes, then in what people wrote."""
    owned = tuple(_beside(matter, atom))
    for facts, release in owned:
        if is_same_release(release.label, atom.label) and _on_side(atom, release):
            return Proof(facts.item.id, release.span)
    written = _written(matter, atom)
    if written and not (owned and _recorded(matter, atom)):
        return written
    if owned:
        said = "; ".join(dict.fromkeys(release.span for _, release in owned[:4]))
        only = {release.label for _, release in owned if _on_side(atom, release)}
        instead = f"v{only.pop()}" if len(only) == 1 else ""
        return Objection("GV206", f"the manifest says {said}", instead)
    for facts, release in _releases(matter):
        if is_same_release(release.label, atom.label) and _on_side(atom, release):
            return Proof(facts.item.id, release.span)
    return Objection("GV206", "no cited evidence names this version in this role")


def _on_side(atom: Atom, release: Release) -> bool:
    return not atom.side or atom.side is release.side


def _releases(matter: Matter) -> Iterator[tuple[Facts, Release]]:
    for facts in matter.facts:
        for release in facts.releases:
            yield facts, release


def _recorded(matter: Matter, atom: Atom) -> bool:
    """Tell whether a manifest change names this version at all: then its side and name decide."""
    return any(is_same_release(r.label, atom.label) for _, r in _releases(matter))


def _beside(matter: Matter, atom: Atom) -> Iterator[tuple[Facts, Release]]:
    """Give the recorded versions of the dependency whose name stands closest before or after."""
    rows = tuple(_releases(matter))
    ranks = {
        name: rank
        for name in sorted({release.name for _, release in rows})
        if (rank := _rank(matter, atom, name)) is not None
    }
    nearest = min(ranks.values(), default=None)
    yield from (
        (facts, release) for facts, release in rows if ranks.get(release.name, ()) == nearest
    )


def _rank(matter: Matter, atom: Atom, name: str) -> tuple[int, int] | None:
    """Tell how near the name stands, and how much of it: nearer first, then the fuller form."""
    low = matter.text.casefold()
    start = low[: atom.start]
    best: tuple[int, int] | None = None
    for form in _forms(name):
        at = start.rfind(form)
        if at >= 0 and _is_clear(matter.text[at + len(form) : atom.start]):
            rank = (atom.start - at - len(form), -len(form))
            best = rank if best is None else min(best, rank)
        after = low[atom.end : atom.end + _BESIDE + len(form)]
        if after.lstrip(" `").startswith(("of `" + form, "of " + form)):
            best = (1, -len(form))
    return best


def _is_clear(between: str) -> bool:
    """Tell whether nothing but small words and an older version stands between."""
    tail = between.strip("` ")
    return len(between) <= _BESIDE and not any(c in tail for c in ",;:、，；") and "`" not in tail


def _forms(name: str) -> tuple[str, ...]:
    low = name.casefold()
    pieces = [p for p in low.split("/") if not (p[:1] == "v" and p[1:].isdigit())]
    return tuple(dict.fromkeys((low, "/".join(pieces[-2:]), pieces[-1] if pieces else low)))


def _written(matter: Matter, atom: Atom) -> Proof | None:
    for facts in matter.facts:
        for said in facts.stated:
            has_label = said.atom.kind is Kind.VERSION or bool(said.atom.label)
            label = said.atom.label if has_label else f"{said.atom.value}"
            is_number = has_label or (said.atom.kind in {Kind.NUMBER, Kind.COUNT, Kind.RANGE})
            sides = atom.side and said.atom.side and atom.side is not said.atom.side
            if is_number and not sides and same_label(label, atom.label):
                return Proof(facts.item.id, said.span)
        if short_label(atom.label) in facts.labels and not _opposed(facts, atom):
            return Proof(facts.item.id, atom.words)
        if "." not in atom.label and atom.label in facts.digits:
            return Proof(facts.item.id, atom.words)
    return None


def _opposed(facts: Facts, atom: Atom) -> bool:
    """Tell whether the evidence has this version on the other side of a change."""
    return bool(atom.side) and any(
        said.atom.side and said.atom.side is not atom.side and said.atom.label == atom.label
        for said in facts.stated
    )
