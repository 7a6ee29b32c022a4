"""Fixtures of the tests of forges."""

from __future__ import annotations

import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from vcr.cassette import Cassette
from vcr.record_mode import RecordMode

from pipeline.domain.history import Source
from pipeline.domain.pull_request import PullRequest
from pipeline.mine.forges.api import ApiForge, Target
from pipeline.mine.forges.client import Clock
from pipeline.mine.forges.place import Kind, Remote
from pipeline.mine.progress import Progress, silent
from tests.mine.forges import server

NOW = 1_700_000_000.0
SIZE = 8
"""Pull requests on a page: few, so that recordings of several pages stay short."""


@pytest.fixture(scope="module")
def vcr_config() -> dict[str, object]:
    """Tell requests apart by what they ask for; no token gets into a recording."""
    return {
        "match_on": ("method", "path", "query", "body"),
        "filter_headers": ["authorization", "user-agent", "host", "accept-encoding"],
    }


@pytest.fixture
def world(request: pytest.FixtureRequest) -> Iterator[server.World]:
    """Give the forge's pull requests; it is served only while cassettes are recorded."""
    world = server.World()
    is_replay = request.config.getoption("--record-mode") in {None, "none"}
    if is_replay or request.node.get_closest_marker("vcr") is None:
        yield world
        return
    with server.running(world):
        yield world


@pytest.fixture
def played(world: server.World, vcr: Cassette) -> Iterator[Cassette]:
    """Fail if a recorded call was not made: what should be asked would not be."""
    yield vcr
    assert vcr.all_played or vcr.record_mode is not RecordMode.NONE


@dataclass
class Asking:
    """Asks the forge about one repository, as a run of gitvitae would."""

    folder: Path
    progress: Progress = silent
    waited: list[float] = field(default_factory=list)

    def __call__(
        self, kind: Kind, name: str = "name", *, may_ask: bool = True
    ) -> Mapping[int, PullRequest]:
        """Give the pull requests that this run knows."""
        target = Target(kind, Remote(server.HOST, f"owner/{name}", "http"), may_ask)
        clock = Clock(now=lambda: NOW, sleep=self.waited.append)
        forge = ApiForge(self.folder, {".": target}, self.progress, clock, SIZE)
        return forge.pull_requests(Source(name=f"owner/{name}", path="."))


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Asking:
    """Ask with the tests' own token and an own cache."""
    for name in ("GH_HOST", "GITHUB_SERVER_URL", "GITLAB_HOST", "GITEA_SERVER_URL"):
        monkeypatch.delenv(name, raising=False)
    for name in ("GH_ENTERPRISE_TOKEN", "GITLAB_TOKEN", "GITEA_TOKEN"):
        monkeypatch.setenv(name, server.TOKEN)
    for name in ("GH_TOKEN", "GITHUB_TOKEN"):
        monkeypatch.setenv(name, "token-of-another-host")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    return Asking(tmp_path / "pulls")


def permissions(path: Path) -> int:
    """Give who may do what with a file."""
    return stat.S_IMODE(path.stat().st_mode)
