"""Fixtures of the tests of mining."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.mine.building import Built, build


@pytest.fixture
def built(tmp_path: Path) -> Built:
    """Give an empty repository."""
    return build(tmp_path / "source")
