"""Python: requirement files, pyproject, setup and Pipfile. setup.py is parsed, never run."""

from __future__ import annotations

import ast
import configparser
import re
import tomllib
import warnings
from collections.abc import Iterable, Iterator
from typing import Any

Names = Iterator[tuple[str, str | None]]

_REQUIREMENT = re.compile(
    r"(?P<name>[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)\s*(?:\[[^\]]*\])?\s*"
    r"\(?(?P<version>(?:[=<>!~]=|[<>@])[^;#)]*?)?\)?\s*(?:$|[;#]|--hash)"
)
_SETUP_KEYS = ("install_requires", "tests_require", "setup_requires", "extras_require")
_OPTIONS = frozenset(_SETUP_KEYS)
_LARGEST = 200_000
"""Characters of a setup.py that is parsed: the parser's memory grows with its input."""


def read_requirements(text: str) -> Names:
    """Read a requirements file; options, includes and addresses are passed over."""
    for line in text.splitlines():
        words = line.strip()
        if words and not words.startswith(("#", "-", "http:", "https:", "git+", ".", "/")):
            yield from _requirements([words])


def _requirements(rows: Iterable[object]) -> Names:
    for row in rows:
        match = _REQUIREMENT.match(row.strip()) if isinstance(row, str) else None
        if match:
            yield _name(match["name"]), (match["version"] or "").strip() or None


def _name(text: str) -> str:
    return re.sub(r"[-_.]+", "-", text).lower()


def read_pyproject(text: str) -> Names:
    """Read PEP 621, dependency groups, the build's needs, poetry, PDM and hatch."""
    data = tomllib.loads(text)
    project = _table(data, "project")
    yield from _requirements(project.get("dependencies", []))
    for group in _table(project, "optional-dependencies").values():
        yield from _requirements(group)
    for group in _table(data, "dependency-groups").values():
        yield from _requirements(group)
    yield from _requirements(_table(data, "build-system").get("requires", []))
    tool = _table(data, "tool")
    for group in _table(tool, "pdm", "dev-dependencies").values():
        yield from _requirements(group)
    for env in _table(tool, "hatch", "envs").values():
        yield from _requirements(_list(env, "dependencies"))
        yield from _requirements(_list(env, "extra-dependencies"))
    yield from _poetry(_table(tool, "poetry"))


def _poetry(poetry: dict[str, Any]) -> Names:
    sections = [_table(poetry, "dependencies"), _table(poetry, "dev-dependencies")]
    sections += [_table(group, "dependencies") for group in _table(poetry, "group").values()]
    for section in sections:
        for name, value in section.items():
            if name.lower() != "python":
                yield _name(name), _version(value)


def read_pipfile(text: str) -> Names:
    """Read a Pipfile: packages and development packages."""
    data = tomllib.loads(text)
    for section in ("packages", "dev-packages"):
        for name, value in _table(data, section).items():
            yield _name(name), _version(value)


def read_setup_cfg(text: str) -> Names:
    """Read the declarative part of setuptools."""
    parser = configparser.RawConfigParser(strict=False)
    try:
        parser.read_string(text)
    except configparser.Error:
        return
    sections = {name: dict(parser.items(name)) for name in parser.sections()}
    for key in _SETUP_KEYS:
        yield from _requirements(sections.get("options", {}).get(key, "").splitlines())
    for value in sections.get("options.extras_require", {}).values():
        yield from _requirements(value.splitlines())


def read_setup(text: str) -> Names:
    """Read the literal lists that a setup.py passes to `setup`, also through a variable."""
    if len(text) > _LARGEST:
        return
    try:
        with warnings.catch_warnings(action="ignore"):
            tree = ast.parse(text)
    except SyntaxError:
        return
    known = {
        target.id: node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            for keyword in node.keywords:
                if keyword.arg in _OPTIONS:
                    yield from _requirements(_strings(keyword.value, known))


def _strings(node: ast.expr, known: dict[str, ast.expr], depth: int = 0) -> Iterator[str]:
    match node:
        case ast.Constant(value=str() as text):
            yield from text.splitlines()
        case ast.List(elts=items) | ast.Tuple(elts=items) | ast.Set(elts=items):
            for item in items:
                yield from _strings(item, known, depth)
        case ast.Dict(values=items):
            for item in items:
                yield from _strings(item, known, depth)
        case ast.BinOp(left=left, right=right):
            yield from _strings(left, known, depth)
            yield from _strings(right, known, depth)
        case ast.Name(id=name) if name in known and depth < len(known):
            yield from _strings(known[name], known, depth + 1)
        case _:
            return


def _table(data: object, *path: str) -> dict[str, Any]:
    for key in path:
        data = data.get(key, {}) if isinstance(data, dict) else {}
    return data if isinstance(data, dict) else {}


def _list(data: object, key: str) -> list[object]:
    found = data.get(key) if isinstance(data, dict) else None
    return found if isinstance(found, list) else []


def _version(value: object) -> str | None:
    if isinstance(value, dict):
        value = value.get("version")
    return value if isinstance(value, str) and value != "*" else None
