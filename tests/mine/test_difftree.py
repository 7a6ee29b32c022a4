"""Diffs are read on several cores, and all of them stop when one does."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from pipeline.mine import GitRepository, silent
from pipeline.mine.difftree import DiffTree
from tests.mine.building import SETTINGS, Built

NUMBER = 300


@pytest.fixture
def ids(built: Built) -> list[str]:
    """Give the ids of many commits, made quickly."""
    lines = []
    for number in range(NUMBER):
        parent = "" if not number else "from :" + str(number) + "\n"
        lines.append(
            f"commit refs/heads/main\nmark :{number + 1}\n"
            f"committer D <d@example.org> {1_600_000_000 + number} +0000\n"
            f"data 1\nx\n{parent}M 644 inline a\ndata {len(str(number))}\n{number}\n"
        )
    built.git("fast-import", "--quiet", feed="".join(lines).encode())
    return built.git("rev-list", "main").split()


@pytest.mark.parametrize("error", [KeyboardInterrupt, RuntimeError])
def test_one_that_fails_stops_all(
    built: Built,
    ids: list[str],
    error: type[BaseException],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An interrupt, or a failure in one thread, ends the others at their next commit."""
    monkeypatch.setattr("pipeline.mine.difftree._FEW", 1)
    read: list[str] = []
    first = threading.Lock()

    def parse(chunks: Iterator[bytes]) -> Iterator[tuple[str, None]]:
        if first.acquire(blocking=False):
            raise error
        for line in b"".join(chunks).decode().split():
            if len(line) == 40:
                time.sleep(0.01)
                read.append(line)
                yield line, None

    with GitRepository(built.path, SETTINGS) as repository:
        tree = DiffTree(repository.git, complete=True, progress=silent, cores=2)
        with pytest.raises(error):
            tree.read("read", ("--name-only",), ids, parse)
    assert len(read) < NUMBER // 4


def test_results_keep_the_order_of_the_commits(built: Built, ids: list[str]) -> None:
    """However the threads run, results come in the order that was asked for."""

    def parse(chunks: Iterator[bytes]) -> Iterator[tuple[str, int]]:
        for line in b"".join(chunks).decode().split():
            if len(line) == 40:
                yield line, threading.get_ident()

    with GitRepository(built.path, SETTINGS) as repository:
        tree = DiffTree(repository.git, complete=True, progress=silent, cores=3)
        found = tree.read("read", ("--name-only",), ids, parse)
    assert list(found) == ids
