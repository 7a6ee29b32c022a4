"""Technologies by the names that people use for them."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline import resources

_VERSION = re.compile(r"v\d+$")
_COMPOSED = " + "
_GENERAL = frozenset(
    ("go", "core", "client", "server", "driver", "sdk", "api", "lib", "app", "sync")
)
"""Last parts of module paths that name nothing by themselves."""


def surface(name: str, text: str) -> str:
    """Give the fullest form in which a text names a technology, spelt as there; else nothing."""
    found = (match.group() for match in _pattern(name).finditer(text)) if name else ()
    return max(found, key=len, default="")


def canonical(name: str) -> str:
    """Spell a technology's own name as its makers do; aliases and unknown names stay."""
    known = resources.technologies().by_name(name)
    return known.name if known and known.name.casefold() == name.casefold() else name


@lru_cache(maxsize=4096)
def _pattern(name: str) -> re.Pattern[str]:
    forms = sorted(_forms(name), key=lambda form: (-len(form), form))
    either = "|".join(re.escape(form) for form in forms)
    return re.compile(rf"(?<![\w./-])(?:{either})(?![\w-])", re.IGNORECASE)


def _forms(name: str) -> set[str]:
    forms = {name}
    if _COMPOSED in name:
        return forms
    known = resources.technologies().find(name)
    if known:
        forms |= {known.name, *known.aliases}
        forms |= {package.partition(":")[2] for package in known.packages}
    for form in sorted(forms):
        forms |= _tails(form)
    return {f for f in forms if f == name or (len(f) > 1 and f.casefold() not in _GENERAL)}


def _tails(path: str) -> set[str]:
    """Give the ends of a module path that still name it: `robfig/cron/v3`, `cron/v3`, `cron`."""
    parts = path.split("/")
    tails = {"/".join(parts[n:]) for n in range(1, len(parts))}
    if _VERSION.fullmatch(parts[-1]) and len(parts) > 1:
        tails.add(parts[-2])
    return {t for t in tails if not _VERSION.fullmatch(t) and t.casefold() not in _GENERAL}
