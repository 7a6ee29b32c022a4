"""Pull-request descriptions without what no person wrote."""

from __future__ import annotations

import re

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_DETAILS = re.compile(r"<details\b.*?(?:</details>|\Z)", re.DOTALL | re.IGNORECASE)
_BOT_BLOCK = re.compile(
    r"^#{1,4}\s*(?:Summary by \w+|Walkthrough|Codecov Report|Coverage report|"
    r"Dependabot commands.*|Configuration|Release Notes)\s*$.*?(?=^#{1,2}\s|\Z)",
    re.DOTALL | re.IGNORECASE | re.MULTILINE,
)
_CHECKBOX = re.compile(r"^\s*[-*+]\s*\[[ xX]?\]\s.*$", re.MULTILINE)
_BADGE = re.compile(r"^\s*\[?!\[[^\]]*\]\([^)]*\)(?:\]\([^)]*\))?\s*$", re.MULTILINE)
_PROMPT = re.compile(
    r"^\s*(?:Please (?:describe|include|explain|read|make sure|check|fill|delete)\b.*"
    r"|(?:Thank you|Thanks) for (?:your contribution|contributing|opening)\b.*"
    r"|(?:Describe|Explain) (?:your|the) changes?\b.*"
    r"|\(?(?:Optional|If applicable|N/?A)\)?[.:]?)\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_SIGNED = re.compile(r"^(?:Signed-off-by|Co-authored-by|Change-Id):.*$", re.MULTILINE)
_HEADING = re.compile(r"^#{1,6}\s.*$")
_LONGEST = 100_000
"""Characters of a description that are looked at; forges allow 65,536."""


def clean(text: str) -> str:
    """Take out comments, folded blocks, checklists, template prompts, badges and bot blocks.

    A heading that nothing follows any more goes as well: it belongs to the template.
    """
    text = text[:_LONGEST].replace("\r\n", "\n")
    for pattern in (_COMMENT, _DETAILS, _BOT_BLOCK, _CHECKBOX, _BADGE, _PROMPT, _SIGNED):
        text = pattern.sub("", text)
    lines = _without_empty_sections(text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _without_empty_sections(lines: list[str]) -> list[str]:
    kept: list[str] = []
    has_text = False
    for line in reversed(lines):
        if _HEADING.match(line):
            if has_text:
                kept.append(line)
            has_text = False
        else:
            has_text = has_text or bool(line.strip())
            kept.append(line)
    return kept[::-1]
