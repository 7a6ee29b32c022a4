"""A suite on disk: a folder with *.claims.jsonl and *.packs.jsonl. The only file I/O here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.artifacts import read_evidence, read_text
from pipeline.domain.evidence import Evidence
from pipeline.errors import FormatError, UsageError
from pipeline.evaluate.report import Report
from pipeline.evaluate.scoring import evaluate
from pipeline.evaluate.thresholds import (
    DEFAULT,
    Thresholds,
    failure,
    measures,
    read_thresholds,
    reserve,
    tightened,
)
from pipeline.settings import Policy
from pipeline.verify import Claim, read_claims

THRESHOLDS = "thresholds.toml"
_LEVELS = 3
"""Folders that are searched for thresholds: the suite's own and those above it."""


@dataclass(frozen=True)
class Suite:
    """Labelled claims and the evidence that they may cite."""

    name: str
    claims: tuple[Claim, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class SuiteResult:
    """The report of a suite, the limits that it does not meet, and those that it does by far.

    Args:
        limits: The file that the limits come from; None if there is none.
        ratcheted: That file with the tightest limits that hold; empty if nothing changes.
    """

    report: Report
    failures: tuple[str, ...]
    reserves: tuple[str, ...]
    limits: Path | None
    ratcheted: str

    @property
    def has_passed(self) -> bool:
        """Tell whether every limit is met."""
        return not self.failures


def read_suite(folder: Path) -> Suite:
    """Read all claims and packs of a folder, files in the order of their names.

    Raises:
        UsageError: There is no such folder, or it lacks claims or packs.
        FormatError: A file is malformed, a claim has no label, or an id is used twice.
    """
    if not folder.is_dir():
        raise UsageError("no such folder", where=str(folder))
    claims: dict[str, Claim] = {}
    for path in sorted(folder.glob("*.claims.jsonl")):
        for claim in read_claims(read_text(path), str(path)):
            if claim.label is None:
                raise FormatError(f"claim {claim.id!r} has no label", where=str(path))
            if claim.id in claims:
                raise FormatError(f"the id {claim.id!r} stands in two files", where=str(path))
            claims[claim.id] = claim
    packs = sorted(folder.glob("*.packs.jsonl"))
    evidence = [item for path in packs for item in read_evidence(read_text(path), str(path))]
    if not claims:
        what, todo = "holds no claims", "a suite is a folder with *.claims.jsonl"
        raise UsageError(what, where=str(folder), todo=todo)
    if not evidence:
        what, todo = "holds no evidence", "put *.packs.jsonl beside the claims"
        raise UsageError(what, where=str(folder), todo=todo)
    return Suite(folder.resolve().name, tuple(claims.values()), tuple(evidence))


def run_suite(
    folder: Path,
    policy: Policy,
    thresholds: Path | None = None,
    *,
    with_mutations: bool = False,
    with_neighbours: bool = False,
) -> SuiteResult:
    """Evaluate the gate on a folder of labelled claims and hold it to its limits.

    Args:
        folder: The suite.
        policy: The gate's policy.
        thresholds: The file with the limits; by default `thresholds.toml` in the folder or in
            one of the two above it. A suite that it does not name is held to its `default`.
        with_mutations: Also alter supported sentences: harm must be caught, the rest kept.
        with_neighbours: Also cite neighbouring commits and see which are caught.

    Raises:
        UsageError: Something can't be read, or there is nothing to evaluate.
    """
    suite = read_suite(folder)
    path = thresholds or _nearest(folder)
    text = read_text(path) if path else ""
    limits = _limits(suite.name, text, str(path))
    report = evaluate(
        suite.claims,
        suite.evidence,
        policy,
        suite=suite.name,
        with_mutations=with_mutations,
        with_neighbours=with_neighbours,
    )
    found = list(measures(report, limits))
    is_loose = any(measure.is_loose for measure in found)
    return SuiteResult(
        report=report,
        failures=tuple(failure(measure) for measure in found if not measure.is_met),
        reserves=tuple(reserve(measure) for measure in found if measure.is_loose),
        limits=path,
        ratcheted=tightened(text, suite.name, limits, found) if path and is_loose else "",
    )


def _nearest(folder: Path) -> Path | None:
    home = folder.resolve()
    places = [place / THRESHOLDS for place in (home, *home.parents)[:_LEVELS]]
    return next((path for path in places if path.is_file()), None)


def _limits(name: str, text: str, where: str) -> Thresholds:
    table = read_thresholds(text, where)
    return table.get(name) or table.get(DEFAULT) or Thresholds()
