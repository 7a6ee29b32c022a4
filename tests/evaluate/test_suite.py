"""Suites on disk, their reports and their limits."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.artifacts import write_evidence
from pipeline.domain.commit import Commit
from pipeline.domain.narrative import Language
from pipeline.errors import FormatError, UsageError
from pipeline.evaluate import as_json, as_markdown, as_text, run_suite
from pipeline.settings import Policy
from pipeline.verify import Claim
from tests.evaluate.conftest import MakeClaim

Write = Callable[[list[Claim]], Path]


@pytest.fixture
def write(tmp_path: Path, commits: list[Commit]) -> Write:
    """Give a function that writes a suite named `tiny`."""

    def put(claims: list[Claim]) -> Path:
        folder = tmp_path / "suites" / "tiny"
        folder.mkdir(parents=True)
        lines = [claim.model_dump_json() + "\n" for claim in claims]
        (folder / "tiny.claims.jsonl").write_text("".join(lines), encoding="utf-8")
        packs = "".join(write_evidence(commit) + "\n" for commit in commits)
        (folder / "tiny.packs.jsonl").write_text(packs, encoding="utf-8")
        return folder

    return put


@pytest.fixture
def claims(make_claim: MakeClaim) -> list[Claim]:
    """A supported claim, one with a hash that does not exist, and one that cites nothing."""
    unknown = make_claim(SUBJECT, 0, name="c-2", label="unsupported", error="invented_hash")
    cited = unknown.citations[0].model_copy(update={"evidence": "0" * 12})
    nothing = make_claim(SUBJECT, name="c-3", label="unsupported", error="padding")
    return [
        make_claim(SUBJECT, 0),
        unknown.model_copy(update={"citations": (cited,)}),
        nothing,
    ]


SUBJECT = "Cut the poll interval from 500 ms to 200 ms in `poller.go`."


def test_a_suite_is_scored(write: Write, claims: list[Claim], policy: Policy) -> None:
    """The gate's two errors are counted, by class as well, beside the plain checks."""
    result = run_suite(write(claims), policy)
    report = result.report
    assert result.has_passed
    assert (report.suite, report.claims, report.evidence) == ("tiny", 3, 5)
    assert (report.gate.unsafe_accepts.hits, report.gate.unsafe_accepts.n) == (0, 2)
    assert report.gate.false_rejects.n == 1
    assert [group.name for group in report.classes] == ["invented_hash", "padding"]
    assert report.baselines[0].scores.unsafe_accepts.hits == 2
    assert [p.name for p in report.tradeoff if p.is_current] == [f"coverage {policy.coverage}"]
    assert {rule.code for rule in report.rules} >= {"GV101", "GV102"}
    assert report.neighbours is None
    assert report.mutations == report.benign == ()


def test_limits_are_found_above_the_suite(
    write: Write, claims: list[Claim], policy: Policy
) -> None:
    """`thresholds.toml` two folders up holds; what is not met is said with its figures."""
    folder = write([*claims, claims[0].model_copy(update={"id": "c-4", "label": "unsupported"})])
    limits = "[tiny]\nclaims = 9\nunsafe_accepts = 0.0\nclasses = {negation = 0.0}\n"
    (folder.parent.parent / "thresholds.toml").write_text(limits, encoding="utf-8")
    result = run_suite(folder, policy)
    assert not result.has_passed
    assert result.failures[0] == "4 claims, but there must be 9"
    assert result.failures[-1] == "unsafe accepts of negation: nothing measured"


def test_a_suite_without_own_limits_is_held_to_the_default(
    write: Write, claims: list[Claim], policy: Policy
) -> None:
    """A new suite is not free of limits because nobody wrote them down."""
    folder = write(claims)
    limits = folder / "limits.toml"
    limits.write_text("[default]\nclaims = 5\n", encoding="utf-8")
    assert run_suite(folder, policy, limits).failures == ("3 claims, but there must be 5",)


def test_loose_limits_are_told(write: Write, claims: list[Claim], policy: Policy) -> None:
    """A limit that is far from what was reached protects nothing."""
    folder = write(claims)
    limits = folder / "limits.toml"
    limits.write_text("[tiny]\nunsafe_accepts = 0.3\n", encoding="utf-8")
    result = run_suite(folder, policy, limits)
    assert result.has_passed
    (told,) = result.reserves
    assert told.startswith("unsafe_accepts = 0.3 may be tightened to 0:")
    assert told.endswith("0 of 2 (0.0000) is better by 30.0 points")


LIMITS = """# Why they are as they are.
[default]
unsafe_accepts = 0.4

[tiny]
claims = 2 # none may go
unsafe_accepts = 0.3
false_rejects = 0.0
classes = {padding = 0.2, invented_hash = 0.0}
"""


def test_the_ratchet_tightens_and_keeps_the_rest(
    write: Write, claims: list[Claim], policy: Policy
) -> None:
    """Tighter limits are written in place, comments stay; a second turn changes nothing."""
    folder = write(claims)
    limits = folder / "limits.toml"
    limits.write_text(LIMITS, encoding="utf-8")
    first = run_suite(folder, policy, limits).ratcheted
    expected = LIMITS.replace("claims = 2", "claims = 3").replace("= 0.3\n", "= 0.0\n")
    assert first == expected.replace("padding = 0.2", "padding = 0.0")
    limits.write_text(first, encoding="utf-8")
    assert run_suite(folder, policy, limits).ratcheted == ""


def test_the_ratchet_never_loosens(write: Write, make_claim: MakeClaim, policy: Policy) -> None:
    """A limit that is not met stays as it is while others are tightened."""
    true = make_claim(SUBJECT, 0, name="a")
    folder = write([true, make_claim(SUBJECT, 0, name="b", label="unsupported", error="padding")])
    limits = folder / "limits.toml"
    text = "[tiny]\nunsafe_accepts = 0.5\nfalse_rejects = 0.5\n"
    limits.write_text(text, encoding="utf-8")
    result = run_suite(folder, policy, limits)
    assert [line.split()[0] for line in result.failures] == ["unsafe"]
    assert result.ratcheted == text.replace("rejects = 0.5", "rejects = 0.0")


def test_the_ratchet_gives_a_suite_its_own_limits(
    write: Write, claims: list[Claim], policy: Policy
) -> None:
    """What one suite reaches does not become the default of all others."""
    folder = write(claims)
    limits = folder / "limits.toml"
    limits.write_text("[default]\nunsafe_accepts = 0.4\n", encoding="utf-8")
    tables = tomllib.loads(run_suite(folder, policy, limits).ratcheted)
    assert tables == {"default": {"unsafe_accepts": 0.4}, "tiny": {"unsafe_accepts": 0.0}}


def test_tightened_limits_still_hold(write: Write, make_claim: MakeClaim, policy: Policy) -> None:
    """A share is rounded towards what was not reached: one of three is written as 0.334."""
    claims = [
        make_claim(SUBJECT, 0, name=f"c-{n}", label="unsupported", error="padding")
        if n == 0
        else make_claim(SUBJECT, name=f"c-{n}", label="unsupported", error="padding")
        for n in range(3)
    ]
    folder = write(claims)
    limits = folder / "limits.toml"
    limits.write_text("[tiny]\nunsafe_accepts = 0.5\n", encoding="utf-8")
    limits.write_text(run_suite(folder, policy, limits).ratcheted, encoding="utf-8")
    assert limits.read_text(encoding="utf-8") == "[tiny]\nunsafe_accepts = 0.334\n"
    assert run_suite(folder, policy, limits).has_passed


def test_languages_may_not_drift_apart(write: Write, make_claim: MakeClaim, policy: Policy) -> None:
    """The gap between English and Chinese is a limit like any other."""
    made = [
        make_claim(text, 0, name=f"{lang}-{label}", label=label, lang=lang)
        for lang, text in ((Language.EN, SUBJECT), (Language.ZH, "把 `poller.go` 删除了 9 次。"))
        for label in ("supported", "unsupported")
    ]
    folder = write(made)
    limits = folder / "limits.toml"
    limits.write_text("[tiny]\ngap = 0.03\n", encoding="utf-8")
    assert run_suite(folder, policy, limits).failures == (
        "difference between English and Chinese 1.0000, at most 0.0300 allowed",
    )
    (folder / "tiny.claims.jsonl").write_text(made[0].model_dump_json(), encoding="utf-8")
    assert run_suite(folder, policy, limits).failures == (
        "difference between English and Chinese: nothing measured",
    )


def test_one_sided_suites_do_not_pass_a_limit(
    write: Write, claims: list[Claim], policy: Policy
) -> None:
    """Without unsupported sentences there is nothing that could have been let through."""
    folder = write(claims[:1])
    limits = folder / "limits.toml"
    limits.write_text("[tiny]\nunsafe_accepts = 0.5\n", encoding="utf-8")
    assert run_suite(folder, policy, limits).failures == ("unsafe accepts: nothing measured",)


def test_wrong_limits_are_named_together(write: Write, claims: list[Claim], policy: Policy) -> None:
    """One message tells every wrong key."""
    folder = write(claims)
    limits = folder / "limits.toml"
    limits.write_text("[tiny]\nunsafe = 1\nfalse_rejects = 2\n", encoding="utf-8")
    with pytest.raises(FormatError, match=r"tiny\.false_rejects: .*tiny\.unsafe: "):
        run_suite(folder, policy, limits)


def test_an_empty_folder_is_no_pass(tmp_path: Path, policy: Policy) -> None:
    """Zero claims is an error of use, as is a folder that is not there."""
    with pytest.raises(UsageError, match="holds no claims"):
        run_suite(tmp_path, policy)
    with pytest.raises(UsageError, match="no such folder"):
        run_suite(tmp_path / "none", policy)


def test_claims_without_packs_are_no_suite(
    write: Write, claims: list[Claim], policy: Policy
) -> None:
    """Rejecting everything for want of evidence would look like a strict gate."""
    folder = write(claims)
    (folder / "tiny.packs.jsonl").unlink()
    with pytest.raises(UsageError, match="holds no evidence"):
        run_suite(folder, policy)


def test_a_claim_must_have_a_label(write: Write, claims: list[Claim], policy: Policy) -> None:
    """A claim without a label can't be scored, and is not left out in silence."""
    folder = write([claims[0].model_copy(update={"label": None})])
    with pytest.raises(FormatError, match="'c-1' has no label"):
        run_suite(folder, policy)


def test_a_broken_line_is_named_with_its_file(
    write: Write, claims: list[Claim], policy: Policy
) -> None:
    """The message leads to the line."""
    folder = write(claims)
    with (folder / "tiny.claims.jsonl").open("a", encoding="utf-8") as stream:
        stream.write("{\n")
    with pytest.raises(FormatError, match=r"tiny\.claims\.jsonl:4: not JSON"):
        run_suite(folder, policy)


def test_reports_show_every_miss(
    write: Write, make_claim: MakeClaim, claims: list[Claim], policy: Policy
) -> None:
    """Markdown shows sentence, label, class and citations; JSON holds the same."""
    wrong = make_claim(SUBJECT, 0, name="c-4", label="unsupported", error="negation")
    folder = write([*claims, wrong, make_claim("Reads | faster.", 0, name="c-5")])
    report = run_suite(folder, policy, with_mutations=True, with_neighbours=True).report
    assert {miss.id for miss in report.misses} >= {"c-5"}
    shown = as_markdown(report)
    for miss in report.misses:
        assert miss.id in shown
    assert "Reads \\| faster." in shown
    assert json.loads(as_json(report))["misses"][0]["cited"]
    assert "Neighbouring commits" in as_text(report)
    assert "hash swapped" in as_text(report)


def test_reports_do_not_change(write: Write, claims: list[Claim], policy: Policy) -> None:
    """The same suite gives the same bytes."""
    folder = write(claims)
    first = run_suite(folder, policy, with_mutations=True, with_neighbours=True).report
    second = run_suite(folder, policy, with_mutations=True, with_neighbours=True).report
    assert as_json(first) == as_json(second)
