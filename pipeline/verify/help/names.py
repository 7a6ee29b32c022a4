"""Help for what is said of names: which stand there, and how the evidence has it."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz import fuzz

from pipeline.domain.markup import shown
from pipeline.domain.verdict import Finding, Help
from pipeline.verify import lexicon
from pipeline.verify.case import Case
from pipeline.verify.dossier import Dossier
from pipeline.verify.help.nearest import nearest, told
from pipeline.verify.proof import recorded_as, unspanned
from pipeline.verify.token import Token, tokens
from pipeline.verify.trim import holding

_OFFERED = 3


def same_sort(case: Case, finding: Finding) -> Help | None:
    """Name what stands there of the same sort and is not in the sentence yet, the likest first."""
    missing = next((t for t in case.tokens if t.text == finding.words), None)
    if missing is None:
        return None
    wanted = [token for token in case.tokens if token.keys and token is not missing]
    low = {token.text.casefold() for token in case.tokens}
    offered = {
        token.text: (dossier, span)
        for dossier in case.dossiers
        for span, token in _named(dossier)
        if _is_alike(token, missing) and token.text.casefold() not in low
    }
    if not offered:
        return told("nothing of the sort stands there;", nearest(case.dossiers, wanted))
    ranked = sorted(offered, key=lambda text: (-_likeness(text, missing), text))[:_OFFERED]
    dossier, span = offered[ranked[0]]
    return Help(
        text=f"names of this sort that stand there: {', '.join(ranked)}",
        evidence=dossier.item.id,
        span=span,
        replacement=ranked[0] if len(offered) == 1 else "",
    )


def _named(dossier: Dossier) -> Iterator[tuple[str, Token]]:
    """Go through the names of an evidence, those of the code after those of its spans."""
    for line in unspanned(dossier):
        yield from ((line, token) for token in tokens("` " + line.partition(" ")[2]))
    for passage in dossier.passages:
        yield from ((passage.span.text, token) for token in passage.tokens)


def _is_alike(token: Token, missing: Token) -> bool:
    if _is_technology(missing):
        return _is_technology(token)
    is_path = "/" in missing.text
    return token.kind is missing.kind and ("/" in token.text) is is_path


def _is_technology(token: Token) -> bool:
    return bool(lexicon.technologies(token.keys))


def _likeness(text: str, missing: Token) -> float:
    return float(fuzz.ratio(text.casefold(), missing.text.casefold()))


def as_told(case: Case, finding: Finding) -> Help | None:
    """Show the span that speaks of what the finding is about, as the evidence has it."""
    own = [token for token in tokens(finding.words) if token.keys]
    footing = holding(case, finding.words)
    around = list(footing.clause.tokens) if footing else []
    wanted = own * len(case.tokens) + (around or [token for token in case.tokens if token.keys])
    found = nearest(case.dossiers, wanted)
    if found is None and case.dossiers:
        found = case.dossiers[0], case.dossiers[0].passages[0]
    return told("as the evidence has it:", found)


def turned(case: Case, finding: Finding) -> Help | None:
    """Show the span, and the two ends the right way round."""
    found = as_told(case, finding)
    old, arrow, new = finding.words.rstrip(" .。").partition(" → ")
    return found.model_copy(update={"replacement": f"{new} → {old}"}) if found and arrow else found


def as_recorded(case: Case, finding: Finding) -> Help | None:
    """Show what the record says was done to a name."""
    low = finding.words.casefold()
    for dossier in case.dossiers:
        if any(low in names for names in dossier.sides.values()):
            line = recorded_as(dossier, finding.words)
            return Help(
                text=f"{shown(dossier.item.id)} records: {line}",
                evidence=dossier.item.id,
                span=line,
            )
    return None
