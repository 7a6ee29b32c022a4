"""Shares with their intervals, and the two errors that a gate can make."""

from __future__ import annotations

from collections.abc import Iterable
from math import sqrt

from pipeline.domain.model import Model

_Z = 1.959963984540054
"""Quantile of the normal distribution for 95 %, two-sided."""


class Rate(Model):
    """Hits among n, and the 95 % interval; all shares are None where n is 0."""

    hits: int
    n: int
    share: float | None
    low: float | None
    high: float | None


def rate(outcomes: Iterable[bool]) -> Rate:
    """Count what is true and put Wilson's score interval around the share.

    Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
    JASA 22 (1927): (p + z²/2n ± z·√(p(1-p)/n + z²/4n²)) / (1 + z²/n).
    """
    seen = list(outcomes)
    hits, n = sum(seen), len(seen)
    if not n:
        return Rate(hits=0, n=0, share=None, low=None, high=None)
    p, square = hits / n, _Z * _Z
    middle = p + square / (2 * n)
    spread = _Z * sqrt(p * (1 - p) / n + square / (4 * n * n))
    scale = 1 + square / n
    return Rate(
        hits=hits,
        n=n,
        share=p,
        low=0.0 if hits == 0 else (middle - spread) / scale,
        high=1.0 if hits == n else (middle + spread) / scale,
    )


class Scores(Model):
    """The two errors, each among the sentences that could show it.

    Args:
        unsafe_accepts: Accepted among the unsupported.
        false_rejects: Rejected among the supported.
        balanced_accuracy: Mean of the two shares that were right; None where one side is empty.
    """

    unsafe_accepts: Rate
    false_rejects: Rate
    balanced_accuracy: float | None


def scores(outcomes: Iterable[tuple[bool, bool]]) -> Scores:
    """Score pairs of (is supported, was accepted)."""
    seen = list(outcomes)
    unsafe = rate(accepted for supported, accepted in seen if not supported)
    rejects = rate(not accepted for supported, accepted in seen if supported)
    balanced = None
    if unsafe.share is not None and rejects.share is not None:
        balanced = 1 - (unsafe.share + rejects.share) / 2
    return Scores(unsafe_accepts=unsafe, false_rejects=rejects, balanced_accuracy=balanced)
