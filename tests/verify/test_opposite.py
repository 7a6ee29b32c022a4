"""GV406: the opposite of what the evidence says."""

from __future__ import annotations

import pytest

from pipeline import resources
from tests.verify.building import codes, commit


@pytest.mark.parametrize(
    ("text", "subject", "is_refused"),
    [
        ("Enabled request tracing on the gateway.", "Disable request tracing on the gateway", True),
        ("Enabled request tracing on the gateway.", "Enable request tracing on the gateway", False),
        ("启用了网关的请求追踪。", "Disable gateway request tracing", True),
        ("启用了网关的请求追踪。", "Enable gateway request tracing", False),
        ("Encrypted backup files nightly.", "Decrypt backup files nightly", True),
        ("Added a private lease endpoint.", "Add a public lease endpoint", True),
        ("Added a private lease endpoint.", "Add a private lease endpoint", False),
        ("Detached the volume driver.", "Attach the volume driver", True),
    ],
)
def test_opposite_is_refused(text: str, subject: str, *, is_refused: bool) -> None:
    """One word turned round is seen in both languages."""
    assert ("GV406" in codes(text, commit(1, subject))) is is_refused


def test_pairs_of_interfaces_stand_on_both_sides() -> None:
    """What is named by pairs is an opposite from either side."""
    table = resources.lexicon("claims")["opposites"]
    assert isinstance(table, dict)
    for one, other in (("encrypt", "decrypt"), ("attach", "detach"), ("push", "pull")):
        assert other in table[one]
        assert one in table[other]
