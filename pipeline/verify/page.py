"""A rule's page as plain text: what `gitvitae explain` prints."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import lru_cache
from textwrap import fill

from pydantic import Field, TypeAdapter

from pipeline import resources
from pipeline.domain.model import Foreign
from pipeline.domain.narrative import Citation
from pipeline.verify.registry import RULES
from pipeline.verify.rule import Example, Rule, Severity

_WIDTH = 79
_MEANING = {
    Severity.FATAL: "the citation itself is worth nothing",
    Severity.WRONG: "the evidence says something else",
    Severity.UNPROVED: "the evidence does not say it",
}


class Specimen(Foreign):
    """A commit that the examples cite."""

    id: str
    subject: str
    body: str = ""
    authored_at: str = Field(min_length=10)


def rules() -> tuple[Rule, ...]:
    """Give every rule of the gate, in the order of the codes."""
    return RULES


def explain(rule: Rule) -> str:
    """Give a rule's page: what it looks for, why, an example of each side, and how to mend it."""
    page = rule.page
    lines = (
        f"{rule.code} {page.title} ({page.severity}: {_MEANING[page.severity]})",
        "",
        page.what,
        f"Why: {page.why}",
        "",
        "Rejected:",
        *_example(page.failing),
        "",
        "Supported:",
        *_example(page.passing),
        "",
        f"To mend it: {page.mend}",
        "",
    )
    return "\n".join(_wrapped(line) for line in lines)


def contents() -> str:
    """Give one line for each rule: code, severity and title."""
    return "".join(f"{r.code}  {r.page.severity:<8}  {r.page.title}\n" for r in RULES)


def table() -> str:
    """Give all rules as a Markdown table, the form in which the README shows them."""
    rows = (
        f"| {rule.code} | {rule.page.title} | {rule.page.severity} | {rule.page.what} |"
        for rule in RULES
    )
    return "\n".join(("| code | finding | severity | what it is |", "|---|---|---|---|", *rows))


def _wrapped(line: str) -> str:
    """Fold a line at the width of a terminal, what follows indented as it is."""
    indent = line[: len(line) - len(line.lstrip())]
    return fill(
        line, _WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )


def _example(example: Example) -> Iterator[str]:
    yield f"  {example.text}"
    if not example.citations:
        yield "    cites nothing"
    for citation in example.citations:
        yield from _cited(citation)


def _cited(citation: Citation) -> Iterator[str]:
    quote = f": “{citation.quote}”" if citation.quote else ""
    yield f"    cites {citation.evidence}{quote}"
    for specimen in specimens():
        if specimen.id.startswith(citation.evidence):
            yield f"      {specimen.id[:12]} {specimen.authored_at[:10]} {specimen.subject}"
            if specimen.body:
                yield f"      {specimen.body}"


@lru_cache
def specimens() -> tuple[Specimen, ...]:
    """Read the commits that the examples of `config/rules.toml` cite."""
    tables = tomllib.loads(resources.read_text("config", "rules.toml"))
    return TypeAdapter(tuple[Specimen, ...]).validate_python(tables["commit"])
