"""Help for what goes further than the evidence: the piece to cut, and what would carry it."""

from __future__ import annotations

import unicodedata

from pipeline.domain.markup import shown
from pipeline.domain.verdict import Finding, Help
from pipeline.verify.case import Case
from pipeline.verify.help.nearest import nearest, short, told
from pipeline.verify.proof import carries
from pipeline.verify.support import Footing
from pipeline.verify.token import Token
from pipeline.verify.trim import holding, piece_of, raw

_ENDS = tuple(".!?。！？")


def cut(case: Case, finding: Finding) -> Help | None:
    """Name the clause to cut, to the letter, and what the evidence has of it."""
    footing = holding(case, finding.words)
    if footing is None:
        return None
    piece = piece_of(case, footing.clause)
    found = told("the nearest there:", nearest(case.dossiers, footing.clause.tokens))
    if not piece:
        return found
    near = f"; {found.text}" if found else ""
    return Help(
        text=f"cut “{short(piece)}”{near}",
        evidence=found.evidence if found else "",
        span=found.span if found else "",
        cut=piece,
    )


def second(case: Case, finding: Finding) -> Help | None:
    """Name what follows the first sentence, else the clause that the finding is about."""
    at = case.text.find(finding.words)
    if at > 0 and case.text[:at].rstrip().endswith(_ENDS):
        rest = raw(case, at, len(case.text))
        return Help(text=f"cut “{short(rest)}”, or cite it on its own", cut=rest)
    return cut(case, finding)


def remainder(case: Case, finding: Finding) -> Help | None:
    """Name the clause of which least is carried; of a single clause the words are all there is."""
    worst = min(case.footings, key=lambda footing: footing.share, default=None)
    piece = piece_of(case, worst.clause) if worst and worst.share < 1 else ""
    if piece:
        return Help(text=f"cut “{short(piece)}”, or say what the evidence says", cut=piece)
    wanted = [token for token in case.tokens if token.keys]
    return told(f"leave out {finding.words};", nearest(case.dossiers, wanted))


def halves(case: Case, finding: Finding) -> Help | None:
    """Say which evidence carries which half of the clause."""
    words = finding.words.split(", ")
    for footing in case.footings:
        texts = [token.text for token in footing.clause.tokens]
        if all(word in texts for word in words[:-1]) and footing.dossier:
            return _halves(case, footing, [t for t in footing.clause.tokens if t.text in words])
    return None


def _halves(case: Case, footing: Footing, lacking: list[Token]) -> Help | None:
    first = footing.dossier
    found = nearest((d for d in case.dossiers if d is not first), lacking)
    if first is None or found is None:
        return None
    other, passage = found
    one = ", ".join(token.text for token in footing.carried)
    two = ", ".join(token.text for token in lacking if carries(passage, token))
    return Help(
        text=f"{shown(first.item.id)} carries {one}; {shown(other.item.id)} carries {two}",
        evidence=other.item.id,
        span=passage.span.text,
    )


def unseen(case: Case, finding: Finding) -> Help | None:
    """Name the invisible character to take out; mixed letters only a person can type anew."""
    del finding
    for letter in case.sentence.text:
        if (
            unicodedata.category(letter) in {"Cf", "Co", "Cs", "Cn", "Cc"}
            and letter not in "\n\t\r"
        ):
            return Help(text=f"take out U+{ord(letter):04X}", cut=letter)
    return None
