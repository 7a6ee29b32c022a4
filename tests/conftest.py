"""What all tests share: the demonstration history, and no trace of the user's own files."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from pipeline.cli import run
from tests.golden.demo.build import build

hypothesis.settings.register_profile(
    "gitvitae",
    deadline=None,  # a busy machine is no defect
    derandomize=True,  # same code, same verdict
)
hypothesis.settings.load_profile("gitvitae")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let one flag write the golden files anew."""
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew")


@pytest.fixture(scope="session", autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the user's settings, caches and tokens out of every test."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("CONFIG", "CACHE", "STATE", "DATA"):
            patch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
        for name in sorted(os.environ):
            if name.startswith(("GITVITAE_", "OPENAI_", "LANGSMITH_", "LANGCHAIN_")):
                patch.delenv(name)
        yield


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the demonstration history once: a folder with platform/ and pulls.json."""
    folder = tmp_path_factory.mktemp("demo")
    build(folder)
    return folder


@pytest.fixture(scope="session")
def drafted(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Draft the main author's résumé once: a folder with platform/, pulls.json and resume/."""
    folder = tmp_path_factory.mktemp("drafted")
    shutil.copytree(demo / "platform", folder / "platform")
    shutil.copy(demo / "pulls.json", folder)
    command = ["draft", str(folder / "platform"), "--person", "author@example.org"]
    command += ["--pull-requests", str(folder / "pulls.json"), "--out", str(folder / "resume")]
    assert run(command) == 0
    return folder


@pytest.fixture
def world(drafted: Path, tmp_path: Path) -> Path:
    """Give a test a copy of its own: platform/, pulls.json and resume/."""
    return shutil.copytree(drafted, tmp_path / "world")
