"""Narrative and evidence in, verdicts out: the deterministic gate."""

from __future__ import annotations

from pipeline.verify.claims import Claim, read_claims
from pipeline.verify.gate import verify
from pipeline.verify.page import explain, rules

__all__ = ["Claim", "explain", "read_claims", "rules", "verify"]
