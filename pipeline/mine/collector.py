"""The collector of cyclic garbage, paused while values are made in masses."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """Look for no cycles inside the block, nor later in what was made in it.

    A history holds no cycle and lives as long as the run; looking through it takes as long as
    making it.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.freeze()
            gc.enable()
