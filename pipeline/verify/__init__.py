"""Narrative and evidence in, verdicts out: the deterministic gate."""

from __future__ import annotations

from pipeline.verify.claims import Claim, amend_claim, read_claims
from pipeline.verify.gate import accounts, verify
from pipeline.verify.page import contents, explain, rules, table

__all__ = [
    "Claim",
    "accounts",
    "amend_claim",
    "contents",
    "explain",
    "read_claims",
    "rules",
    "table",
    "verify",
]
