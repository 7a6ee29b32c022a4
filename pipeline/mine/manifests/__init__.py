"""Dependency manifests: which files they are, and what they name.

A manifest is untrusted text: it is parsed, never executed, and one that can't be parsed names
nothing. Lock files are left out except where a tool has no other record of what is wanted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from functools import lru_cache

from pipeline.mine.manifests import go, java, javascript, php, python, ruby, rust

Reader = Callable[[str], Iterator[tuple[str, str | None]]]
"""Text of a manifest → names and versions, in the order of the text."""

_READERS: tuple[tuple[str, str, Reader], ...] = (
    ("go.mod", "golang", go.read_mod),
    ("Gopkg.toml", "golang", go.read_gopkg),
    ("Gopkg.lock", "golang", go.read_gopkg_lock),
    ("glide.yaml", "golang", go.read_glide),
    ("vendor.json", "golang", go.read_govendor),
    ("Godeps.json", "golang", go.read_godeps),
    ("requirements*.txt", "pypi", python.read_requirements),
    ("requirements*.in", "pypi", python.read_requirements),
    ("pyproject.toml", "pypi", python.read_pyproject),
    ("setup.py", "pypi", python.read_setup),
    ("setup.cfg", "pypi", python.read_setup_cfg),
    ("Pipfile", "pypi", python.read_pipfile),
    ("package.json", "npm", javascript.read_package),
    ("Cargo.toml", "cargo", rust.read_cargo),
    ("pom.xml", "maven", java.read_pom),
    ("build.gradle", "maven", java.read_gradle),
    ("build.gradle.kts", "maven", java.read_gradle),
    ("Gemfile", "gem", ruby.read_gemfile),
    ("composer.json", "composer", php.read_composer),
)
_VENDORED = frozenset(("node_modules", "third_party", "site-packages", "testdata", "fixtures"))
_OWN_VENDOR = frozenset(("vendor.json",))
"""Manifests that lie in `vendor/` themselves."""
_FOLDERS = {"requirements": ".txt"}
"""Folders in which every file with this ending is a list of requirements."""
_LAST = tuple(sorted({pattern.rpartition(".")[2] for pattern, _, _ in _READERS if "." in pattern}))
_LONGEST = 200
"""Characters of a name or a version; what is longer is neither."""
_WORDS = ("Gemfile", "Pipfile")


def is_manifest(path: str) -> bool:
    """Tell whether a path is a manifest that the repository's own people write."""
    return path.endswith(_LAST + _WORDS) and _kind(path) is not None


def ecosystem(path: str) -> str:
    """Name the ecosystem of a manifest, as in package URLs."""
    kind = _kind(path)
    return kind[0] if kind else ""


def read_manifest(path: str, content: bytes) -> dict[str, str | None]:
    """Give what a manifest names: versions by name; nothing if it can't be read."""
    kind = _kind(path)
    if kind is None:
        return {}
    text = content.decode("utf-8-sig", errors="replace")
    try:
        return dict(_sound(kind[1](text)))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, MemoryError):
        return {}


def _sound(rows: Iterator[tuple[object, object]]) -> Iterator[tuple[str, str | None]]:
    """Pass over what a file holds where a name or a version should be."""
    for name, version in rows:
        if isinstance(name, str) and 0 < len(name) <= _LONGEST:
            yield name, version[:_LONGEST] if isinstance(version, str) else None


@lru_cache(maxsize=4096)
def _kind(path: str) -> tuple[str, Reader] | None:
    *folders, name = path.split("/")
    if _VENDORED & set(folders) or ("vendor" in folders and name not in _OWN_VENDOR):
        return None
    for pattern, kind, reader in _READERS:
        if fnmatchcase(name, pattern):
            return kind, reader
    if folders and name.endswith(_FOLDERS.get(folders[-1], "\0")):
        return "pypi", python.read_requirements
    return None
