"""Every kind of manifest gives up its names; none of them can do harm."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.mine.manifests import _READERS, ecosystem, is_manifest, read_manifest

_CASES = {
    "go.mod": (
        (
            "module m\n\ngo 1.21\n\nrequire (\n\ta.org/x v1.2.3\n\tb.org/y v0.1.0 // indirect\n)\n"
            "require c.org/z/v2 v2.0.0 // why\nreplace a.org/x => ../x\n"
            "exclude (\n\td.org/w v1.0.0\n)\n"
        ),
        {"a.org/x": "v1.2.3", "c.org/z/v2": "v2.0.0"},
    ),
    "Gopkg.toml": (
        (
            '[[constraint]]\nname = "github.com/a/b"\nversion = "1.0.0"\n'
            '[[override]]\nname = "github.com/c/d"\nbranch = "master"\n'
        ),
        {"github.com/a/b": "1.0.0", "github.com/c/d": "master"},
    ),
    "Gopkg.lock": (
        (
            '[[projects]]\nname = "github.com/a/b"\nversion = "v1"\n'
            '[[projects]]\nname = "github.com/c/d"\nrevision = "abc"\n'
            '[solve-meta]\ninput-imports = ["github.com/a/b/sub"]\n'
        ),
        {"github.com/a/b": "v1"},
    ),
    "glide.yaml": (
        (
            "package: example.org/m\nimport:\n- package: github.com/a/b\n  version: ^1.2\n"
            "- package: github.com/c/d/e\ntestImport:\n- package: github.com/f/g\n  version: 2\n"
        ),
        {"github.com/a/b": "^1.2", "github.com/c/d": None, "github.com/f/g": "2"},
    ),
    "vendor/vendor.json": (
        '{"package": [{"path": "github.com/a/b/c", "revision": "abc"}]}',
        {"github.com/a/b": "abc"},
    ),
    "Godeps/Godeps.json": (
        '{"Deps": [{"ImportPath": "github.com/a/b/c", "Comment": "v1.0", "Rev": "abc"}]}',
        {"github.com/a/b": "v1.0"},
    ),
    "requirements-dev.txt": (
        (
            "# tools\nFoo_Bar[extra]>=1.0,<2 ; python_version < '3'\n-e .[x]\n-r other.txt\n"
            "baz==1.0  # pinned\nplain\ngit+https://example.org/x\n"
        ),
        {"foo-bar": ">=1.0,<2", "baz": "==1.0", "plain": None},
    ),
    "requirements/test.txt": ("pytest>=7\n", {"pytest": ">=7"}),
    "pyproject.toml": (
        (
            '[build-system]\nrequires = ["hatchling>=1"]\n'
            '[project]\ndependencies = ["a>=1", "b (>=2)"]\n'
            '[project.optional-dependencies]\nx = ["c"]\n'
            '[dependency-groups]\ndev = ["d==4", {include-group = "x"}]\n'
            '[tool.poetry.dependencies]\npython = "^3.9"\ne = "^5"\n'
            'f = {version = "6", extras = ["y"]}\n'
            '[tool.poetry.group.test.dependencies]\ng = "*"\n'
        ),
        {"hatchling": ">=1", "a": ">=1", "b": ">=2", "c": None, "d": "==4", "e": "^5", "f": "6"}
        | {"g": None},
    ),
    "setup.py": (
        (
            "import os, setuptools\nneeds = ['a>=1', 'b']\nos.abort()\n"
            "setuptools.setup(install_requires=needs + ['c<2'], extras_require={'x': ['d']},\n"
            "    tests_require='''e\nf>1''', python_requires='>=3')\n"
        ),
        {"a": ">=1", "b": None, "c": "<2", "d": None, "e": None, "f": ">1"},
    ),
    "setup.cfg": (
        (
            "[bdist_wheel]\nuniversal = 1\n[options]\npython_requires = >=3\n"
            "install_requires =\n  a>=1\n  b\n[options.extras_require]\nx = c; os_name == 'x'\n"
        ),
        {"a": ">=1", "b": None, "c": None},
    ),
    "Pipfile": (
        (
            '[packages]\na = "*"\nb = {version = ">=1"}\n[dev-packages]\nc = "==2"\n'
            '[requires]\npython_version = "3.9"\n'
        ),
        {"a": None, "b": ">=1", "c": "==2"},
    ),
    "web/package.json": (
        '{"name": "m", "dependencies": {"a": "^1"}, "devDependencies": {"@b/c": "2"}}',
        {"a": "^1", "@b/c": "2"},
    ),
    "Cargo.toml": (
        (
            '[dependencies]\na = "1"\nb = {version = "2", package = "real"}\n'
            '[dev-dependencies]\nc = "3"\n[target."cfg(unix)".dependencies]\nd = {path = "../d"}\n'
            '[workspace.dependencies]\ne = "5"\n'
        ),
        {"a": "1", "real": "2", "c": "3", "d": None, "e": "5"},
    ),
    "pom.xml": (
        (
            "<project><properties><v.a>1.5</v.a></properties><!-- <dependency><groupId>no</groupId>"
            "<artifactId>no</artifactId></dependency> --><dependencies><dependency>"
            "<groupId>g</groupId><artifactId>a</artifactId><version>${v.a}</version></dependency>"
            "<dependency>\n<groupId>g</groupId>\n<artifactId>b</artifactId>\n<scope>test</scope>"
            "</dependency></dependencies></project>"
        ),
        {"g:a": "1.5", "g:b": None},
    ),
    "build.gradle": (
        (
            "dependencies {\n  implementation 'g:a:1.0'\n  testImplementation(\"g:b\")\n"
            "  compile group: 'g', name: 'c', version: '3'\n  // implementation 'g:no:1'\n}\n"
        ),
        {"g:a": "1.0", "g:b": None, "g:c": "3"},
    ),
    "build.gradle.kts": ('dependencies {\n  api("g:a:1.0")\n}\n', {"g:a": "1.0"}),
    "Gemfile": (
        "source 'https://example.org'\ngem 'rails', '~> 7.0'\ngem \"pg\"\n# gem 'no'\n",
        {"rails": "~> 7.0", "pg": None},
    ),
    "composer.json": (
        '{"require": {"php": ">=8", "ext-json": "*", "a/b": "^1"}, "require-dev": {"c/d": "2"}}',
        {"a/b": "^1", "c/d": "2"},
    ),
}


@pytest.mark.parametrize("path", _CASES)
def test_reads_every_kind(path: str) -> None:
    """A manifest names its direct dependencies, those for tests included."""
    text, expected = _CASES[path]
    assert is_manifest(path)
    assert read_manifest(path, text.encode()) == expected


def test_every_reader_has_a_case() -> None:
    """No kind of manifest goes untested."""
    names = {path.rpartition("/")[2] for path in _CASES}
    kinds = {pattern for pattern, _, _ in _READERS if "*" not in pattern}
    assert kinds <= names


@pytest.mark.parametrize(
    "path",
    [
        "vendor/github.com/a/b/go.mod",
        "web/node_modules/a/package.json",
        "third_party/x/setup.py",
        "go.sum",
        "package-lock.json",
        "docs/notes.txt",
        "src/mypackage.json",
    ],
)
def test_leaves_out_what_is_not_the_projects(path: str) -> None:
    """Manifests of vendored code, lock files and files with other names do not count."""
    assert not is_manifest(path)
    assert ecosystem(path) == ""
    assert read_manifest(path, b"require a.org/b v1.0.0") == {}


@pytest.mark.parametrize("path", _CASES)
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        b"[" * 100000,
        b"[]",
        b"{}",
        b'"x"',
        b"-5",
        b"[project]\n[project]\n",
        b'{"dependencies": 5}',
        b'{"package": 5}',
        b"dependencies = 5\n",
        b"(" * 300 + b")" * 300,
    ],
)
def test_malformed_manifests_name_nothing(path: str, content: bytes) -> None:
    """Broken, empty and deeply nested manifests are no error."""
    assert read_manifest(path, content) == {}


@given(st.sampled_from(sorted(_CASES)), st.data())
def test_damaged_manifests_do_not_crash(path: str, data: st.DataObject) -> None:
    """A manifest that was cut or had a piece replaced still gives names, or none."""
    text = _CASES[path][0]
    start = data.draw(st.integers(0, len(text)))
    piece = data.draw(st.text(max_size=8))
    damaged = text[:start] + piece + text[start + data.draw(st.integers(0, 8)) :]
    for name, version in read_manifest(path, damaged.encode(errors="replace")).items():
        assert isinstance(name, str)
        assert version is None or isinstance(version, str)
