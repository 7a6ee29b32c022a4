"""The action's script passes its inputs on as they are, and its exit code is the gate's."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def script() -> str:
    """Give the shell text of the step that verifies."""
    steps = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["runs"]["steps"]
    return str(steps[-1]["run"])


def call(script: str, folder: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run the step with a stand-in for the command that prints its words and fails with 7."""
    stand_in = folder / "gitvitae" / "bin" / "gitvitae"
    stand_in.parent.mkdir(parents=True)
    stand_in.write_text("#!/bin/sh\nprintf '<%s>' \"$@\"\nexit 7\n", encoding="utf-8")
    stand_in.chmod(0o755)
    return subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", script],
        env={"PATH": os.environ["PATH"], "RUNNER_TEMP": str(folder), **inputs},
        capture_output=True,
        check=False,
        text=True,
        cwd=folder,
    )


def test_inputs_are_never_commands(script: str, tmp_path: Path) -> None:
    """A file name or path that looks like shell text or an option stays one word."""
    done = call(
        script,
        tmp_path,
        FILE="--x $(touch planted).md",
        REPOSITORIES="../my app\n; touch planted\n",
        FORMAT="github",
    )
    words = ["verify", "--repo", "../my app", "--repo", "; touch planted"]
    words += ["--format", "github", "--", "--x $(touch planted).md"]
    assert done.stdout == "".join(f"<{word}>" for word in words)
    assert not (tmp_path / "planted").exists()


def test_exit_code_is_the_gates(script: str, tmp_path: Path) -> None:
    """What the command says decides the step."""
    assert call(script, tmp_path, FILE="a.md", REPOSITORIES="", FORMAT="text").returncode == 7


def test_script_holds_no_expression(script: str) -> None:
    """No `${{ }}` stands in the script: that is how inputs become commands."""
    assert "${{" not in script
