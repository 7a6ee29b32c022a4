"""The Markdown conventions that the résumé's writer and its reader share.

Everything that comes from a repository is hostile: it enters Markdown only through `escape`,
and `unescape` gives back what `plain` made of it.
"""

from __future__ import annotations

import re
import unicodedata

from pipeline.domain.evidence import SHORT

_SPACE = re.compile(r"\s+")
_UNSEEN = frozenset(("Cc", "Cf", "Cs"))
_HASH = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_CODE = r"[A-Za-z0-9_./:@+#=,()*-]"
_MARKUP = re.compile(
    rf"(?P<keep>(?<![`\\])`{_CODE}(?:[ ]?{_CODE}){{0,60}}`(?!`))"
    r"|[\\`*\[\]<|~$]"
    r"|(?<![^\W_])_|_(?![^\W_])"  # within a word an underscore is only itself
    r"|&(?=#?\w+;)"
    r"|:(?=//)|(?<=www)\."  # a bare address would become a link
    r"|^[#>+-]|(?<=\s)#(?=#*$)"
    r"|(?:(?<=^\d)|(?<=^\d\d)|(?<=^\d{3})|(?<=^\d{4}))[.)](?=\s|$)"
    r"|^=+$"
)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])|`[^`]*`")


def plain(text: str) -> str:
    """Make text one visible line: white space collapsed, unseen characters dropped."""
    flat = _SPACE.sub(" ", text)
    seen = "".join(c for c in flat if unicodedata.category(c) not in _UNSEEN)
    return _SPACE.sub(" ", seen).strip()


def escape(text: str) -> str:
    """Write text so that Markdown shows it as it is, on one line and inside a table cell.

    Only simple code spans keep their meaning: they can hold nothing that does harm.
    """
    return _MARKUP.sub(lambda m: m["keep"] or "\\" + "\\".join(m.group()), plain(text))


def unescape(text: str) -> str:
    """Read what `escape` wrote; code spans are left alone."""
    return _ESCAPED.sub(lambda m: m[1] or m.group(), text)


def shown(evidence_id: str) -> str:
    """Give an evidence id as a résumé shows it: 12 digits of a hash, else the id made safe."""
    if _HASH.fullmatch(evidence_id):
        return evidence_id[:SHORT]
    return re.sub(r"[^A-Za-z0-9._/#:@+-]+", "-", evidence_id)[:80] or "-"


def anchor(name: str) -> str:
    """Give the part of an anchor that stands for a phase or an evidence."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", name)
