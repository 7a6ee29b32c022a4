"""The built wheel works alone: from any folder, without the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from pipeline import __version__

ROOT = Path(__file__).resolve().parents[2]


def call(*command: str | Path, home: Path | None = None) -> str:
    """Run a command from `/` with nothing of the tests' environment; give what it prints."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(home or "/nonexistent")}
    done = subprocess.run(
        [str(word) for word in command],
        cwd="/",
        env=environment,
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the source archive, and the wheel from that."""
    place = tmp_path_factory.mktemp("dist")
    call(sys.executable, "-m", "build", "--no-isolation", "--outdir", place, ROOT)
    return next(place.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel in an environment of its own; dependencies come from this one's, offline.

    A .pth file adds a folder without reading that folder's own .pth files: the editable
    installation of the checkout stays out of sight.
    """
    place = tmp_path_factory.mktemp("environment")
    venv.create(place, with_pip=False)
    python = place / "bin" / "python"
    flags = ("--quiet", "--no-deps", "--no-index")
    call(sys.executable, "-m", "pip", "--python", python, "install", *flags, wheel)
    library = call(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip()
    Path(library, "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return place / "bin"


def test_runs_from_anywhere(installed: Path) -> None:
    """The command says its version, and the code is the wheel's."""
    assert call(installed / "gitvitae", "--version").strip().endswith(__version__)
    code = "import pipeline; print(pipeline.__file__)"
    assert call(installed / "python", "-c", code).startswith(str(installed.parent))


def test_carries_its_settings(installed: Path) -> None:
    """The defaults are found inside the wheel."""
    assert "dependabot" in call(installed / "gitvitae", "config", "show")


def test_carries_its_prompts(installed: Path) -> None:
    """The prompts and lexicons of the checkout are all inside the wheel."""
    code = "from pipeline import resources as r; print(r.digest('prompts'), r.digest('config'))"
    assert call(installed / "python", "-c", code) == call(sys.executable, "-c", code)


def test_drafts_the_demonstration(installed: Path, demo: Path, tmp_path: Path) -> None:
    """A résumé can be drafted and verified with nothing but the wheel."""
    out = tmp_path / "resume"
    pulls = ("--pull-requests", demo / "pulls.json")
    person = ("--person", "author@example.org")
    gitvitae = installed / "gitvitae"
    call(gitvitae, "draft", demo / "platform", *person, *pulls, "--out", out, home=tmp_path)
    assert "cron/v3" in (out / "resume.md").read_text(encoding="utf-8")
    call(gitvitae, "verify", out / "resume.md", home=tmp_path)
