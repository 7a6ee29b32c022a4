"""Names: does one stand in an evidence."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline import resources
from pipeline.verify import lexicon
from pipeline.verify.dossier import Dossier
from pipeline.verify.token import Kind, Token

_SEPARATORS = re.compile(r"[\s_\-./:]+")
_CALL = re.compile(r"\([^)]*\)$")
_GENITIVE = re.compile(r"['’]s?$")
_PIECE = re.compile(r"[^\s./:#=,()\[\]{}]+")
_ACRONYM = re.compile(r"[A-Z]{2,5}")
_HASH = re.compile(r"(?=[a-f]*\d)[0-9a-f]{7,40}")
_LONG = 4
"""Letters from which a name is known without its separators, and with its release: `debian12`."""


def stands_in(token: Token, dossier: Dossier) -> bool:
    """Tell whether a name stands in an evidence: as written, or as a technology's other name.

    A plain capitalised word may also be covered as a word. A dotted name may stand in pieces:
    `base.LeaseKey` is there when the record names `base` and `LeaseKey`. The capital that opens a
    sentence makes no name of an ordinary word: Tracing may be what the evidence calls trace.
    """
    technology = lexicon.technologies(token.keys)
    if technology:
        is_word = not token.start and not dossier.prose_roots.isdisjoint(lexicon.roots(token.keys))
        return (
            is_word
            or bool(technology & dossier.keys)
            or _stands(token.text, dossier)
            or any(holds(dossier.text, phrase) for phrase in _phrases(token.text))
        )
    if token.kind is Kind.NAME and token.keys & dossier.keys:
        return True
    return _stands(token.text, dossier) or _is_spelt_out(token.text, dossier)


@lru_cache(maxsize=4096)
def _phrases(name: str) -> tuple[str, ...]:
    """Give the names of several words that a technology goes by: a `go routine`."""
    known = resources.technologies().find(name)
    names = (known.name, *known.aliases) if known else ()
    return tuple(other.casefold() for other in names if " " in other)


def _stands(name: str, dossier: Dossier) -> bool:
    low = _GENITIVE.sub("", _CALL.sub("", name.casefold())).rstrip("/")
    if any(holds(dossier.text, form) for form in (low, *_inflected(name, low))):
        return True
    if _is_piece(low, dossier):
        return True
    pieces = _PIECE.findall(low)
    if len(pieces) > 1 and all(holds(dossier.text, piece) for piece in pieces):
        return True
    squeezed = _SEPARATORS.sub("", low)
    if len(squeezed) < _LONG:
        return False
    return squeezed in dossier.squeezed or (
        low.isalpha() and bool(re.search(rf"(?<![a-z0-9_]){low}\d+(?![a-z_])", dossier.text))
    )


def _is_piece(low: str, dossier: Dossier) -> bool:
    """Tell whether a name is how others begin or end: a short hash, `XXX_`, `_test.go`."""
    if low[:1] in "._":
        return any(path.endswith(low) for path in dossier.paths)
    if low[-1:] == "_":
        return bool(re.search(rf"(?<![a-z0-9_]){re.escape(low)}[a-z0-9]", dossier.text))
    is_hash = _HASH.fullmatch(low) is not None
    return is_hash and bool(re.search(rf"(?<![0-9a-z]){low}[0-9a-f]+", dossier.text))


def _is_spelt_out(name: str, dossier: Dossier) -> bool:
    """Tell whether the words that an acronym stands for are there: GC of `garbage collection`."""
    if not _ACRONYM.fullmatch(name):
        return False
    words = r"[\s-]".join(rf"{letter}[a-z]+" for letter in name.casefold())
    return bool(re.search(rf"(?<![a-z]){words}(?![a-z])", dossier.message.casefold()))


def _inflected(name: str, low: str) -> tuple[str, ...]:
    """Give the forms in which a name may stand: several of it, or a verb made of an acronym."""
    return (f"{low}s", *((f"{low}ed", f"{low}'d", f"{low}ing") if name.isupper() else ()))


def holds(text: str, name: str) -> bool:
    """Tell whether a name stands in a text with no letter or digit joined to it."""
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        before = text[start - 1] if start else " "
        after = text[end] if end < len(text) else " "
        if not _joins(before) and not _joins(after):
            return True
        start = text.find(name, start + 1)
    return False


def _joins(letter: str) -> bool:
    return letter.isascii() and (letter.isalnum() or letter == "_")
