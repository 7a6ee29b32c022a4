"""Which modules a line of code imports, by the language that the file's name tells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_GO = re.compile(r'^\s*(?:import\s+)?(?:[\w.]+\s+)?"(?P<name>[a-z0-9][\w.~/-]*)"\s*(?://.*)?$')
_PYTHON = re.compile(
    r"^\s*(?:from\s+(?P<name>[A-Za-z_][\w.]*)\s+import\b|import\s+(?P<names>[\w., ]+))"
)
_SCRIPT = re.compile(
    r"""(?:\bfrom\s*|^\s*import\s*|\brequire\(\s*|\bimport\(\s*)["'](?P<name>[^"'\s]{1,200})["']"""
)
_JAVA = re.compile(r"^\s*import\s+(?:static\s+)?(?P<name>[A-Za-z_][\w.]*?)(?:\.\*)?\s*(?:;|$|as\b)")
_RUST = re.compile(
    r"^\s*(?:pub(?:\([^)]*\))?\s+)?(?:use|extern\s+crate)\s+(?P<name>[A-Za-z_]\w*(?:::\w+)*)"
)
_RUBY = re.compile(r"""^\s*require[\s(]+["'](?P<name>[\w./-]+)["']""")
_PHP = re.compile(
    r"^\s*use\s+(?:function\s+|const\s+)?\\?(?P<name>[A-Za-z_][\w\\]*)\s*(?:;|\{|as\b)"
)

_LANGUAGES = {
    _GO: ("go",),
    _PYTHON: ("py", "pyi"),
    _SCRIPT: ("js", "jsx", "mjs", "cjs", "ts", "tsx", "vue", "svelte"),
    _JAVA: ("java", "kt", "kts", "scala", "groovy"),
    _RUST: ("rs",),
    _RUBY: ("rb",),
    _PHP: ("php",),
}
_PATTERNS = {ending: pattern for pattern, endings in _LANGUAGES.items() for ending in endings}
_HINTS = re.compile(r"""import|require|use |extern|from|^\s*(?:[\w.]+\s+)?"[^"]+"\s*(?://.*)?$""")

ENDINGS = tuple(sorted(_PATTERNS))
"""Endings of the files whose imports are known."""


def pattern_for(path: str) -> re.Pattern[str] | None:
    """Give the pattern of a file's language; None where its imports are not known."""
    return _PATTERNS.get(path.rpartition(".")[2])


def imports_in(pattern: re.Pattern[str], lines: Iterable[str]) -> Iterator[str]:
    """Give the modules that lines import, in their order.

    Relative imports of Python are left out; for other languages the path tells.
    """
    for line in lines:
        if not _HINTS.search(line):
            continue
        match = pattern.search(line)
        if match is None:
            continue
        groups = match.groupdict()
        if groups.get("names"):
            for part in groups["names"].split(","):
                yield part.split(" as ")[0].strip()
        elif groups["name"]:
            yield groups["name"].replace("::", "/") if pattern is _RUST else groups["name"]
