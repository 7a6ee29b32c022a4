"""The house stays as it was drawn: what lies where, how long it may be, what it may be called."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOP = {
    *("pyproject.toml", "pipeline", "prompts", "evals", "tests", "config"),
    *("README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"),
    *("Makefile", "action.yml"),
}
SAYS_NOTHING = re.compile(
    r"(utils?|helpers?|core|common|misc|info|managers?|handlers?|processors?)"
)
FILE_LINES = 400
FUNCTION_LINES = 60
HEAVY = ("langchain", "langchain_core", "langchain_openai", "openai", "sklearn", "numpy")
OUTSIDE = ("pydriller", "git", "jinja2", "rapidfuzz", "cn2an")


def tracked() -> list[str]:
    """Give the files of the checkout, or of an unpacked archive."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a checkout")
    command = ["git", "-C", str(ROOT), "ls-files", "-z"]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    return [name for name in done.stdout.split("\0") if (ROOT / name).is_file()]


def sources() -> list[Path]:
    """Give the modules that are ours to run."""
    return sorted((ROOT / "pipeline").rglob("*.py"))


def test_top_level_is_fixed() -> None:
    """Nothing lies at the top level but what the design names, and dotfiles."""
    assert {name.split("/")[0] for name in tracked() if not name.startswith(".")} <= TOP


def test_names_say_something() -> None:
    """No module or folder is called by a word that fits everything."""
    parts = {(p, s.removesuffix(".py")) for p in sources() for s in p.relative_to(ROOT).parts}
    assert [str(p) for p, stem in sorted(parts) if SAYS_NOTHING.fullmatch(stem)] == []


def test_files_are_short() -> None:
    """No module is longer than what one reads in one sitting."""
    lengths = {p: p.read_text(encoding="utf-8").count("\n") for p in sources()}
    assert {str(p): n for p, n in lengths.items() if n > FILE_LINES} == {}


def test_functions_are_short() -> None:
    """No function is longer than a screen."""
    long: list[str] = []
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno
                long += [f"{path}:{node.lineno} {node.name}"] * (length > FUNCTION_LINES)
    assert long == []


def test_help_loads_nothing_heavy() -> None:
    """`--help` answers without a model library, scikit-learn or a git library."""
    code = (
        "import sys; from pipeline.cli import run; code = run(['--help'])\n"
        f"print([m for m in {HEAVY + OUTSIDE!r} if m in sys.modules], code, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stderr.strip() == "[] 0"
    assert "draft" in done.stdout


def test_contracts_hold() -> None:
    """Each room imports only rooms below it; models and network stay where they belong."""
    code = "from importlinter.cli import lint_imports_command as c; c(['--no-cache'])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=False, text=True, cwd=ROOT
    )
    assert done.returncode == 0, done.stdout


def test_contracts_can_fail(tmp_path: Path) -> None:
    """The linter sees a room that imports a sibling: the contracts above mean something."""
    room = tmp_path / "pipeline"
    for name in ("mine", "cluster"):
        (room / name).mkdir(parents=True)
        (room / name / "__init__.py").write_text('"""Room."""\n', encoding="utf-8")
    (room / "__init__.py").write_text('"""House."""\n', encoding="utf-8")
    (room / "mine" / "__init__.py").write_text("import pipeline.cluster\n", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text(
        '[tool.importlinter]\nroot_package = "pipeline"\n'
        '[[tool.importlinter.contracts]]\nname = "floors"\ntype = "layers"\n'
        'containers = ["pipeline"]\nlayers = ["mine | cluster"]\n',
        encoding="utf-8",
    )
    code = "from importlinter.cli import lint_imports_command as c; c(['--no-cache'])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=False, text=True, cwd=tmp_path
    )
    assert done.returncode == 1
    assert "pipeline.mine is not allowed to import pipeline.cluster" in done.stdout
