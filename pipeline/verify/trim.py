"""What is left of a sentence when the pieces that its findings name are taken out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from pipeline.domain.evidence import SHORT
from pipeline.domain.narrative import Sentence
from pipeline.domain.verdict import Finding
from pipeline.verify import lexicon
from pipeline.verify.case import LONGEST, Case
from pipeline.verify.clause import Clause, Role
from pipeline.verify.support import Footing

ROUNDS = 6
"""Times that a sentence is trimmed and judged at most."""
PADDING = "GV109"
_EDGES = " ,;:，；：、—–"
_ENDS = ".。!！?？"
_BEFORE = ",;:，；：、—–(（"
_AFTER = ("", *",;:，；：、—–)）.。!！?？")
_SHORTEST = 2
"""Words that a main clause has at least."""
_LONGEST_WAIT = 4
_END = re.compile(rf"[{_ENDS}]*$")
_DANGLING = re.compile(r"(?:^|\s+)(?:and|or|but|then)$|[且并而但或]$", re.IGNORECASE)
_BRACKETS = {"(": ")", "（": "）", "[": "]"}


def piece_of(case: Case, clause: Clause) -> str:
    """Give a clause as it stands in the sentence, to the letter; empty if it is all of it."""
    if clause.tokens and len(clause.tokens) == sum(len(c.tokens) for c in case.clauses):
        return ""
    begin, end = _place_of(clause, case.text)
    piece = raw(case, begin, end)
    return piece if is_separable(case.sentence.text, piece, clause.role) else ""


def _place_of(clause: Clause, text: str) -> tuple[int, int]:
    """Find where a clause stands: the last place up to its first word; both ends 0 if nowhere.

    Only clauses that were joined of two have other white space than the text.
    """
    first = clause.tokens[0].start if clause.tokens else len(text)
    bare = clause.text.strip()
    at = text.rfind(bare, 0, first + len(bare))
    if at >= 0:
        return at, at + len(bare)
    loose = r"\s*".join(map(re.escape, clause.text.split()))
    places = (match.span() for match in re.finditer(loose, text) if match.start() <= first)
    return max(places, default=(0, 0))


def is_separable(text: str, piece: str, role: Role) -> bool:
    """Tell whether a clause can go without what is left saying more, or being no sentence.

    It ends where a stop is. It begins the sentence with a word that opens such a clause, or it
    follows a stop, or it gives a reason, a purpose or a result behind a main clause. A clause
    that narrows what stands before it stays, and so does one that the next leans on.
    """
    if not piece or text.count(piece) != 1:
        return False
    before, _, after = text.partition(piece)
    head, tail = before.rstrip(), after.lstrip()
    if _cuts("limits").match(piece) or tail[:1] not in _AFTER:
        return False
    if _cuts("leans").match(tail.lstrip(_EDGES)):
        return False
    is_last = not tail.strip(_EDGES + _ENDS)
    if not head:
        return not is_last and bool(_cuts("fronts").match(piece))
    if head[-1] in _BEFORE:
        return not (is_last and _is_waiting(head.rstrip(_EDGES)))
    fragment = re.split(f"[{re.escape(_BEFORE)}]", head)[-1]
    is_added = role in {Role.REASON, Role.PURPOSE, Role.RESULT}
    return is_added and before[-1:].isspace() and len(fragment.split()) >= _SHORTEST


def _is_waiting(head: str) -> bool:
    """Tell whether a text is only a phrase in front of the main clause that would go."""
    is_phrase = _cuts("fronts").match(head) and not any(stop in head for stop in _BEFORE)
    return bool(is_phrase) or bool(_cuts("waits").search(head[-_LONGEST_WAIT:]))


@lru_cache
def _cuts(name: str) -> re.Pattern[str]:
    words = lexicon.words("clauses", "cuts", name)
    pattern = lexicon.pattern(words)
    return re.compile(f"(?:{pattern.pattern})$", re.IGNORECASE) if name == "waits" else pattern


def holding(case: Case, words: str) -> Footing | None:
    """Find the clause that a finding's words stand in; its words may be cut short."""
    wanted = "".join(words.split())
    for footing in case.footings:
        if wanted and wanted in "".join(footing.clause.text.split()):
            return footing
    return None


def raw(case: Case, start: int, end: int) -> str:
    """Give the piece of a sentence that lies between two places of its normal form, bare of edges.

    Empty if the two can't be laid beside each other letter by letter, white space aside.
    """
    text = case.sentence.text[: LONGEST + 1]
    if text == case.text:
        return _bare(text[start:end])
    letters = [
        (part, place)
        for place, letter in enumerate(text)
        for part in unicodedata.normalize("NFKC", letter)
        if not part.isspace()
    ]
    flat = [(letter, at) for at, letter in enumerate(case.text) if not letter.isspace()]
    if [letter for letter, _ in letters] != [letter for letter, _ in flat]:
        return ""
    inside = [place for (_, place), (_, at) in zip(letters, flat, strict=True) if start <= at < end]
    return _bare(text[inside[0] : inside[-1] + 1]) if inside else ""


def _bare(piece: str) -> str:
    """Take off stops, and brackets that are opened or closed outside."""
    piece = _END.sub("", piece.strip(_EDGES)).strip(_EDGES)
    for opening, closing in _BRACKETS.items():
        if piece.count(opening) < piece.count(closing):
            piece = piece.removesuffix(closing)
        elif piece.count(opening) > piece.count(closing):
            piece = piece.removeprefix(opening)
    return piece.strip(_EDGES)


def without(text: str, cut: str) -> str:
    """Take a piece out of a sentence and close the gap; empty if nothing whole is left."""
    if not cut or text.count(cut) != 1:
        return ""
    before, _, after = text.partition(cut)
    if before.count("`") % 2:
        return ""
    head, tail = before.rstrip(_EDGES), after.lstrip()
    if head and tail and _BRACKETS.get(head[-1]) == tail[0]:
        head, tail = head[:-1].rstrip(_EDGES), tail[1:]
    is_end = not tail.strip(_EDGES + _ENDS)
    if is_end:
        head = _DANGLING.sub("", _END.sub("", head)).rstrip(_EDGES)
        rest = head + (tail.strip(_EDGES) or _END.findall(text)[0])
    elif not head:
        rest = tail.lstrip(_EDGES)
        rest = rest[:1].upper() + rest[1:]
    else:
        between = "" if tail[0] in _EDGES else before[len(head) :] or " "
        rest = head + between + tail
    return rest if _is_whole(rest) else ""


def _is_whole(text: str) -> bool:
    """Tell whether something is left, and every bracket and code span of it is closed."""
    paired = all(text.count(opening) == text.count(close) for opening, close in _BRACKETS.items())
    return bool(text.strip(_EDGES + _ENDS)) and paired and text.count("`") % 2 == 0


def trim(
    sentence: Sentence,
    findings: Sequence[Finding],
    judge: Callable[[Sentence], Sequence[Finding]],
) -> Sentence | None:
    """Cut what the findings name until the rest passes by itself; None if it never does.

    Nothing is put in: each round takes out words or citations, and the gate judges what is left.
    """
    for _ in range(ROUNDS):
        shorter = _shortened(sentence, findings)
        if shorter == sentence or not shorter.citations:
            return None
        sentence, findings = shorter, judge(shorter)
        if not findings:
            return sentence
    return None


def _shortened(sentence: Sentence, findings: Iterable[Finding]) -> Sentence:
    text, dropped = sentence.text, set[str]()
    for finding in findings:
        if finding.code == PADDING:
            dropped.add(finding.words)
        elif finding.help and finding.help.cut:
            text = without(text, finding.help.cut) or text
    kept = tuple(c for c in sentence.citations if c.evidence[:SHORT] not in dropped)
    return sentence.model_copy(update={"text": text, "citations": kept})
