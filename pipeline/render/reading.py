"""Verdicts for a person at a terminal: folded to its width, with what each sentence rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.cells import cell_len

from pipeline.domain.evidence import SHORT
from pipeline.domain.text import printable
from pipeline.domain.verdict import Account, Finding, Verdict

WIDTH = 79
_HASH = re.compile(r"[0-9a-f]{40,64}")
_WORD = re.compile(r"[\u2e80-\u9fff\uff00-\uffef]|[^\s\u2e80-\u9fff\uff00-\uffef]+|\s+")


def fold(text: str, indent: int = 0, hang: int = 0) -> str:
    """Break a line at the width of a terminal; Chinese counts twice and breaks anywhere.

    Args:
        text: One line, already printable.
        indent: Spaces before the first line.
        hang: Further spaces before those that follow.
    """
    lines = [" " * indent]
    bare = True
    for word in _WORD.findall(text):
        if not bare and cell_len(lines[-1]) + cell_len(word.rstrip()) > WIDTH:
            lines[-1] = lines[-1].rstrip()
            lines.append(" " * (indent + hang))
            bare = True
        if not (bare and word.isspace()):
            lines[-1] += word
            bare = False
    return "\n".join(lines).rstrip()


def line_of(finding: Finding) -> str:
    """Give a finding on one line: code, message, the words it is about."""
    words = f" [{finding.words}]" if finding.words else ""
    return f"{finding.code} {finding.message}{words}"


def objections(verdict: Verdict) -> Iterator[str]:
    """Give the findings with their help, and what would pass without the words they name."""
    for finding in verdict.findings:
        is_all = bool(finding.words) and verdict.sentence.text.startswith(finding.words)
        said = f"{finding.code} {finding.message}" if is_all else line_of(finding)
        yield fold(printable(said), 4, 2)
        if finding.help:
            yield fold("help: " + printable(finding.help.text), 6, 2)
    if verdict.trimmed and verdict.trimmed.text != verdict.sentence.text:
        text = f"what is left passes: {verdict.trimmed.text}"
        yield fold(printable(text), 4, 2)
    elif verdict.trimmed:
        yield "    what is left passes"


def steps(account: Account) -> Iterator[tuple[str, str]]:
    """Give each span, quoted, with the words that rest on it; spans that come again are joined."""
    joined: dict[tuple[str, str], list[str]] = {}
    for step in account.steps:
        words = joined.setdefault((step.evidence, " ".join(step.span.split())), [])
        words += [word for word in step.words.split(", ") if word not in words]
    for (evidence, span), words in joined.items():
        name = evidence[:SHORT] if _HASH.fullmatch(evidence) else evidence
        yield f"{name} “{printable(span)}”", printable(", ".join(words))


def explained(account: Account) -> Iterator[str]:
    """Give the account of one sentence: span by span, then what nothing carries."""
    for span, words in steps(account):
        yield fold(span, 4, 2)
        yield fold(f"carries: {words}", 6, 2)
    if account.loose:
        yield fold(f"not carried: {printable(', '.join(account.loose))}", 4, 2)
    if account.unweighed:
        yield fold(f"not weighed: {printable(', '.join(account.unweighed))}", 4, 2)
