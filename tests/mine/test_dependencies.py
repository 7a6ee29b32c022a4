"""Dependencies that come, go, move and change."""

from __future__ import annotations

from pipeline.domain.commit import DependencyChanges
from tests.mine.building import Built, mined


def _mod(*rows: str) -> str:
    return "module m\n\nrequire (\n" + "".join(f"\t{row}\n" for row in rows) + ")\n"


def _names(changes: DependencyChanges) -> tuple[list[str], list[str], list[str]]:
    return (
        [f"{d.manifest}: {d.name} {d.version}" for d in changes.added],
        [f"{d.manifest}: {d.name} {d.version}" for d in changes.removed],
        [f"{d.manifest}: {d.name} {d.old} {d.new}" for d in changes.updated],
    )


def test_swaps_and_updates(built: Built) -> None:
    """A commit tells which dependencies it added, removed and updated, and where."""
    built.commit("One", {"go.mod": _mod("a.org/x v1.0.0", "b.org/y v1.0.0")})
    built.commit("Two", {"go.mod": _mod("a.org/x v1.1.0", "c.org/z v2.0.0")})
    first, second = mined(built.path).commits
    assert _names(first.dependencies) == (
        ["go.mod: a.org/x v1.0.0", "go.mod: b.org/y v1.0.0"],
        [],
        [],
    )
    assert _names(second.dependencies) == (
        ["go.mod: c.org/z v2.0.0"],
        ["go.mod: b.org/y v1.0.0"],
        ["go.mod: a.org/x v1.0.0 v1.1.0"],
    )


def test_a_moved_dependency_is_no_change(built: Built) -> None:
    """A name that leaves one manifest and enters another of the same ecosystem only moved."""
    built.commit("One", {"go.mod": _mod("a.org/x v1.0.0")})
    built.commit("Move", {"go.mod": None, "sub/go.mod": _mod("a.org/x v1.0.0")})
    built.commit("Other tool", {"requirements.txt": "flask==1\n"})
    built.commit(
        "Convert",
        {"requirements.txt": None, "pyproject.toml": '[project]\ndependencies = ["Flask"]\n'},
    )
    commits = mined(built.path).commits
    assert [bool(commit.dependencies) for commit in commits] == [True, False, True, False]


def test_depth_does_not_matter_but_vendoring_does(built: Built) -> None:
    """Manifests count at any depth, unless they lie in vendored code."""
    built.commit(
        "Add",
        {
            "a/b/c/go.mod": _mod("a.org/x v1.0.0"),
            "vendor/b.org/y/go.mod": _mod("b.org/y v1.0.0"),
        },
    )
    (commit,) = mined(built.path).commits
    assert [dependency.manifest for dependency in commit.dependencies.added] == ["a/b/c/go.mod"]


def test_broken_manifests_are_read_as_empty(built: Built) -> None:
    """A manifest that can't be parsed stops nothing."""
    built.commit("Break", {"package.json": "{", "Cargo.toml": "[[["})
    (commit,) = mined(built.path).commits
    assert not commit.dependencies
