"""Labelled claims in, scores out: how well the gate does, beside what plain checks do."""

from __future__ import annotations

from pipeline.evaluate.page import as_html
from pipeline.evaluate.plain import as_json, as_markdown, as_text
from pipeline.evaluate.report import Report
from pipeline.evaluate.scoring import evaluate
from pipeline.evaluate.suite import Suite, SuiteResult, read_suite, run_suite

__all__ = [
    "Report",
    "Suite",
    "SuiteResult",
    "as_html",
    "as_json",
    "as_markdown",
    "as_text",
    "evaluate",
    "read_suite",
    "run_suite",
]
