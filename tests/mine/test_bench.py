"""The benchmark measures what it says, and sees when totals differ."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from tests.mine import bench
from tests.mine.building import Built

MEASURES = ("depth 1", "depth 2", "first run", "increment", "nothing new", "citations", "memory")


@pytest.fixture
def history(built: Built) -> Built:
    """Give a repository of a few months."""
    for number in range(5):
        date = f"{1_600_000_000 + number * 30 * 86_400} +0000"
        built.commit(f"Step {number}", {"a.py": f"x = {number}\n" * (number + 1)}, date=date)
    return built


@pytest.mark.filterwarnings("ignore")
def test_every_measure_is_taken(history: Built) -> None:
    """Each line of the table is there, and the repository stays as it was."""
    before = history.git("rev-parse", "HEAD"), history.git("status", "--porcelain")
    result = CliRunner().invoke(bench.main, [str(history.path), "--sample", "3"])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert [word for word in MEASURES if word not in result.output] == []
    assert "5 commits" in result.output
    assert before == (history.git("rev-parse", "HEAD"), history.git("status", "--porcelain"))


def test_other_totals_are_seen(history: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line is bad when ours and git's totals differ, however fast it was."""
    monkeypatch.setattr(bench, "_NUMSTAT_LIMIT", 1000.0)
    with bench.GitRepository(history.path, bench.SETTINGS) as repository:
        ids = [row.id for row in repository.log(repository.tips())]
        assert bench.numstat_line(repository, ids).is_good
        monkeypatch.setattr(bench, "totals", lambda _: (1, 2, 3))
        assert not bench.numstat_line(repository, ids).is_good
