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
    _GO: (("go",), ('"',)),
    _PYTHON: (("py", "pyi"), ("import",)),
    _SCRIPT: (
        ("js", "jsx", "mjs", "cjs", "ts", "tsx", "vue", "svelte"),
        ("import", "require", "from"),
    ),
    _JAVA: (("java", "kt", "kts", "scala", "groovy"), ("import",)),
    _RUST: (("rs",), ("use", "extern")),
    _RUBY: (("rb",), ("require",)),
    _PHP: (("php",), ("use",)),
}
"""Endings of a language's files, and words of which one stands in every line that imports."""
_PATTERNS = {ending: pattern for pattern, (endings, _) in _LANGUAGES.items() for ending in endings}
_CUES = {
    pattern: tuple(word.encode() for word in words) for pattern, (_, words) in _LANGUAGES.items()
}

ENDINGS = tuple(sorted(_PATTERNS))
"""Endings of the files whose imports are known."""
_LONGEST = 500
"""Bytes of a line that is looked at; longer ones are generated."""


def pattern_for(path: str) -> re.Pattern[str] | None:
    """Give the pattern of a file's language; None where its imports are not known."""
    return _PATTERNS.get(path.rpartition(".")[2])


def imports_in(pattern: re.Pattern[str], lines: Iterable[bytes]) -> Iterator[str]:
    """Give the modules that lines import, in their order.

    Relative imports of Python are left out; for other languages the path tells.
    """
    first, *others = _CUES[pattern]
    for line in lines:
        if not (first in line or any(cue in line for cue in others)) or len(line) > _LONGEST:
            continue
        match = pattern.search(line.decode("utf-8", errors="replace"))
        if match is None:
            continue
        groups = match.groupdict()
        if groups.get("names"):
            for part in groups["names"].split(","):
                yield part.split(" as ")[0].strip()
        elif groups["name"]:
            yield groups["name"].replace("::", "/") if pattern is _RUST else groups["name"]
