"""The gate: every rule on its own examples, and hostile input."""

from __future__ import annotations

import json
import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import resources
from pipeline.domain.commit import Commit
from pipeline.domain.evidence import EvidenceIndex
from pipeline.domain.narrative import Citation, Narrative, Sentence, Slot
from pipeline.domain.phase import Bounds
from pipeline.domain.verdict import Status, Verdict
from pipeline.errors import FormatError
from pipeline.settings import Policy, load
from pipeline.verify import explain, read_claims, rules, verify
from pipeline.verify.registry import RULES
from pipeline.verify.rule import Example, Rule

AUTHOR = {"name": "Dev One", "email": "dev1@example.org"}


def _commits() -> tuple[list[Commit], list[str], list[str]]:
    rows = tomllib.loads(resources.read_text("config", "rules.toml"))["commit"]
    commits, inside, unreachable = [], [], []
    for row in rows:
        outside, gone = row.pop("outside", False), row.pop("unreachable", False)
        base = {"repo": "example/app", "author": AUTHOR, "committed_at": row["authored_at"]}
        commits.append(Commit.model_validate(base | row))
        inside += [] if outside else [row["id"]]
        unreachable += [row["id"]] if gone else []
    return commits, inside, unreachable


COMMITS, INSIDE, GONE = _commits()
INDEX = EvidenceIndex(COMMITS, unreachable=GONE)
BOUNDS = Bounds(id="p1", commits=tuple(INSIDE), people=("dev1@example.org",))


def _judge(example: Example, policy: Policy | None = None) -> Verdict:
    sentence = Sentence(
        id="s1",
        slot=example.slot,
        text=example.text,
        citations=example.citations,
        lang=example.lang,
    )
    narrative = Narrative(phase=BOUNDS, sentences=(sentence,))
    return verify(narrative, INDEX, policy or load(environment={}).verify).verdicts[0]


def _say(text: str, *citations: Citation) -> Verdict:
    return _judge(Example(text=text, slot=Slot.CHOICE, citations=citations))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_rule_rejects_its_failing_example(rule: Rule) -> None:
    """Every rule objects to the failing example of its page."""
    assert rule.code in {finding.code for finding in _judge(rule.page.failing).findings}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_rule_lets_its_passing_example_through(rule: Rule) -> None:
    """Every page's passing example is supported, with all rules on and a proof."""
    verdict = _judge(rule.page.passing)
    assert verdict.findings == ()
    assert verdict.status is Status.SUPPORTED
    assert verdict.proof
    assert all(len(citation.evidence) == 40 and citation.quote for citation in verdict.citations)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_rule_can_be_switched_off(rule: Rule) -> None:
    """A rule that the policy ignores says nothing any more."""
    policy = load(environment={}).verify.model_copy(update={"ignore": (rule.code,)})
    assert rule.code not in {f.code for f in _judge(rule.page.failing, policy).findings}


def test_huge_sentence_is_refused() -> None:
    """A sentence of a million characters is rejected, not read."""
    verdict = _say("retry " * 170_000, Citation(evidence="2e1d3c4b5a69"))
    assert "GV501" in {finding.code for finding in verdict.findings}


def test_many_citations_are_looked_up() -> None:
    """Ten thousand unknown citations give a verdict."""
    citations = (Citation(evidence=f"{n:012x}") for n in range(10_000))
    assert _say("Added a retry policy.", *citations).status is Status.REJECTED


def test_quote_that_is_a_pattern_is_plain_text() -> None:
    """A quote that looks like a regular expression matches only itself."""
    verdict = _say("Added a retry policy.", Citation(evidence="2e1d3c4b5a69", quote="(.*)+$"))
    assert "GV108" in {finding.code for finding in verdict.findings}


@settings(max_examples=50, deadline=None)
@given(text=st.text(max_size=300), key=st.text(max_size=20), quote=st.text(max_size=40))
def test_any_sentence_gets_a_verdict(text: str, key: str, quote: str) -> None:
    """Whatever is written, cited and quoted, the gate answers."""
    known = Citation(evidence="2e1d3c4b5a69", quote=quote)
    assert _say(text, Citation(evidence=key), known).status in set(Status)


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Claims that are no claims raise one format error, which says where."""
    try:
        read_claims(text)
    except FormatError as error:
        problem = str(error)
    else:
        problem = "claims:"
    assert problem.startswith("claims:")


def test_malformed_claims_are_named_at_once() -> None:
    """One error names every malformed line by file and number."""
    good = {"id": "a", "phase": {"id": "p"}, "slot": "choice", "text": "x"}
    lines = ["{", json.dumps(good), json.dumps(good | {"text": 3, "id": "b"})]
    with pytest.raises(FormatError, match=r"not JSON.*a\.jsonl:3: text") as caught:
        read_claims("\n".join(lines), "a.jsonl")
    assert caught.value.where == "a.jsonl:1"


def test_claims_know_their_line() -> None:
    """A claim tells the line that it stood on, whatever its own JSON says."""
    row = {"id": "a", "phase": {"id": "p"}, "slot": "choice", "text": "x", "line": 9}
    assert [claim.line for claim in read_claims("\n\n" + json.dumps(row))] == [3]


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_page_tells_all_of_a_rule(rule: Rule) -> None:
    """The page of a rule holds its code, meaning, reason, both examples, evidence and remedy."""
    page, shown = rule.page, " ".join(explain(rule).split())
    parts = (rule.code, page.title, page.severity, page.what, page.why, page.mend)
    assert all(part in shown for part in (*parts, page.failing.text, page.passing.text))
    assert (
        next(c.subject for c in COMMITS if c.id.startswith(page.passing.citations[0].evidence))
        in shown
    )


def test_a_sentence_without_evidence_is_judged_with_the_rules_on_evidence_off() -> None:
    """What a policy does not ask for is not found missing, and no other rule stumbles over it."""
    policy = load(environment={}).verify.model_copy(update={"ignore": ("GV1",)})
    nowhere = (Citation(evidence="0" * 12),)
    for text in ("Cut the interval by 60% from 500 ms to 200 ms.", "Fixed 3 leaks in May 2022."):
        example = Example(text=text, slot=Slot.CHOICE, citations=nowhere)
        codes = {finding.code for finding in _judge(example, policy).findings}
        assert not any(code.startswith("GV1") for code in codes)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_rule_alone_decides_its_example(rule: Rule) -> None:
    """With one rule off, a sentence that only this rule refuses is let through."""
    policy = load(environment={}).verify
    without = policy.model_copy(update={"ignore": (rule.code,)})
    assert _judge(rule.page.failing, policy).status is Status.REJECTED
    assert _judge(rule.page.failing, without).status is Status.SUPPORTED
