"""Names and imports that a diff adds and removes."""

from __future__ import annotations

import pytest

from pipeline.domain.scope import Scope
from pipeline.mine.imports import imports_in, pattern_for
from tests.mine.building import DEV_ONE, TWO, Built, mined


@pytest.mark.parametrize(
    ("path", "line", "names"),
    [
        ("a.go", '\t"github.com/a/b"', ["github.com/a/b"]),
        ("a.go", 'import redis "github.com/a/b/v8" // why', ["github.com/a/b/v8"]),
        ("a.go", '\t_ "embed"', ["embed"]),
        ("a.go", '\tname := "github.com/a/b"', []),
        ("a.go", '\t"a string",', []),
        ("a.py", "from requests.adapters import HTTPAdapter", ["requests.adapters"]),
        ("a.py", "import os, httpx as h", ["os", "httpx"]),
        ("a.py", "from . import own", []),
        ("a.py", "text = 'import nothing'", []),
        ("a.ts", "import { a } from '@scope/b';", ["@scope/b"]),
        ("a.js", 'const x = require("left-pad")', ["left-pad"]),
        ("a.js", "import 'side-effect'", ["side-effect"]),
        ("a.java", "import static org.junit.Assert.*;", ["org.junit.Assert"]),
        ("a.kt", "import io.ktor.client.HttpClient", ["io.ktor.client.HttpClient"]),
        ("a.rs", "use tokio::sync::{mpsc, oneshot};", ["tokio/sync"]),
        ("a.rs", "pub use serde::Serialize;", ["serde/Serialize"]),
        ("a.rs", "extern crate rand;", ["rand"]),
        ("a.rb", "require 'sidekiq/web'", ["sidekiq/web"]),
        ("a.php", "use Monolog\\Logger;", ["Monolog\\Logger"]),
    ],
)
def test_imports_of_each_language(path: str, line: str, names: list[str]) -> None:
    """A line of code tells what it imports; other lines that look alike don't."""
    pattern = pattern_for(path)
    assert pattern is not None
    assert list(imports_in(pattern, [line.encode()])) == names


def test_imports_come_and_go(built: Built) -> None:
    """What a commit swaps shows on both sides; what stays shows on neither."""
    built.commit("One", {"a.py": "import os\nimport requests\n", "b.go": 'import "x.org/y"\n'})
    built.commit("Two", {"a.py": "import httpx\nimport os\n"}, author=TWO)
    first, second = mined(built.path, Scope(person=DEV_ONE)).commits
    assert first.imports.added == ("os", "requests", "x.org/y")
    assert (second.imports.added, second.imports.removed) == (("httpx",), ("requests",))


def test_identifiers_are_a_multiset_difference(built: Built) -> None:
    """Names of four characters and more count once for each surplus, the most frequent first."""
    built.commit("One", {"a.txt": "alpha beta beta\n"})
    built.commit("Two", {"a.txt": "alpha beta gamma gamma delta the\n"})
    commit = mined(built.path).commits[1]
    assert commit.identifiers.added == ("gamma", "delta")
    assert commit.identifiers.removed == ("beta",)


def test_others_identifiers_are_not_read(built: Built) -> None:
    """Identifiers are read for the person's commits only, or for everyone's if asked."""
    built.commit("One", {"a.txt": "alpha\n"}, author=TWO)
    assert mined(built.path, Scope(person=DEV_ONE)).commits[0].identifiers.added == ()
    assert mined(built.path).commits[0].identifiers.added == ("alpha",)


def test_content_that_looks_like_a_patch(built: Built) -> None:
    """Lines that look like headers, hunks and commit ids stay content."""
    fake = "f" * 40
    built.commit("One", {"a.py": "-- a/x.go\n++ b/x.go\nkeep = 1\n"})
    built.commit("Two", {"a.py": f"@@ -1 +1 @@\n{fake}\nimport real\ndiff --git a/z b/z\n"})
    history = mined(built.path)
    assert len(history.commits) == 2
    assert history.commits[1].imports.added == ("real",)
    assert fake in history.commits[1].identifiers.added


def test_generated_files_are_not_read(built: Built) -> None:
    """Names in vendored, generated and lock files are nobody's."""
    built.commit(
        "One", {"a.pb.go": 'import "gen.org/x"\n', "sub/go.sum": "hashes\n", "b": "word\n"}
    )
    (commit,) = mined(built.path).commits
    assert commit.identifiers.added == ("word",)
    assert commit.imports.added == ()
