"""Help and proof: taken from the evidence, to the letter, and complete."""

from __future__ import annotations

import pytest

from pipeline.domain.narrative import Citation, Narrative, Sentence, Slot
from pipeline.domain.verdict import Account, Status, Verdict
from pipeline.settings import load
from pipeline.verify import accounts, rules, verify
from pipeline.verify.clause import Role
from pipeline.verify.rule import Example, Rule
from pipeline.verify.token import Kind, tokens
from pipeline.verify.trim import is_separable, without
from tests.verify.test_gate import BOUNDS, INDEX

RETRY, CRON, LATENCY = "2e1d3c4b5a69", "1f0c2a9b7d3e", "3d4c5b6a7988"
POLICY = load(environment={}).verify


def narrative(example: Example) -> Narrative:
    """Put one example before the gate."""
    sentence = Sentence(
        id="s", slot=example.slot, text=example.text, citations=example.citations, lang=example.lang
    )
    return Narrative(phase=BOUNDS, sentences=(sentence,))


def judged(text: str, *cited: str, slot: Slot = Slot.CHOICE) -> Verdict:
    """Judge a sentence that cites evidence without quotes."""
    citations = tuple(Citation(evidence=key) for key in cited)
    example = Example(text=text, slot=slot, citations=citations)
    return verify(narrative(example), INDEX, POLICY).verdicts[0]


REPLACEMENTS = {
    "GV102": "2e1d3c4b5a69",
    "GV103": "2e1d3c4b5a69",
    "GV108": "Add retry policy for failed jobs",
    "GV201": "5 times",
    "GV202": "40 ms",
    "GV203": "70 %",
    "GV204": "November 2022",
    "GV205": "2 files",
    "GV206": "v3.0.1",
    "GV303": "robfig/cron → the scheduler on Redis Streams",
}
CUTS = {
    "GV401": "because jobs failed on weekends",
    "GV402": "reducing failed jobs",
    "GV403": "because a node's jobs starved",
    "GV501": "Failed jobs are retried up to 5 times",
    "GV503": "\u200b",
}
SAYS = {
    "GV101": "Add retry policy for failed jobs",
    "GV105": "it is by Dev Two",
    "GV109": "the rest stands on 2e1d3c4b5a69",
    "GV301": "RetryPolicy",
    "GV302": "“The exporter honours `queue.max_size` alone.”",
    "GV304": "1f0c2a9b7d3e carries Redis, Streams",
    "GV305": "identifiers: - CronScheduler",
    "GV406": "“Read the stream in batches of 64 entries.”",
    "GV502": "leave out colourful, generous, green, tired",
}


def help_of(code: str) -> dict[str, str]:
    """Give the help that a rule's failing example gets."""
    rule = next(rule for rule in rules() if rule.code == code)
    (verdict,) = verify(narrative(rule.page.failing), INDEX, POLICY).verdicts
    finding = next(f for f in verdict.findings if f.code == code)
    assert finding.help
    return finding.help.model_dump()


@pytest.mark.parametrize("code", sorted(REPLACEMENTS))
def test_help_gives_what_stands_there(code: str) -> None:
    """A wrong value, id or direction is helped with the right one."""
    assert help_of(code)["replacement"] == REPLACEMENTS[code]


@pytest.mark.parametrize("code", sorted(CUTS))
def test_help_names_the_piece_to_cut(code: str) -> None:
    """What goes too far is named to the letter."""
    assert help_of(code)["cut"] == CUTS[code]


@pytest.mark.parametrize("code", sorted(SAYS))
def test_help_shows_the_evidence(code: str) -> None:
    """Help says how the evidence has it."""
    assert SAYS[code] in help_of(code)["text"]


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_help_is_never_invented(rule: Rule) -> None:
    """A span stands in the evidence that it names; a cut stands in the sentence."""
    (verdict,) = verify(narrative(rule.page.failing), INDEX, POLICY).verdicts
    for finding in verdict.findings:
        if finding.help is None:
            continue
        if finding.help.span and not finding.help.span.startswith("identifiers: "):
            texts = [span.text for span in INDEX.spans(finding.help.evidence)]
            assert any(finding.help.span in text for text in texts)
        assert finding.help.cut in rule.page.failing.text


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_trimmed_sentence_passes_by_itself(rule: Rule) -> None:
    """What is said to be left is supported, and only takes words or citations away."""
    (verdict,) = verify(narrative(rule.page.failing), INDEX, POLICY).verdicts
    left = verdict.trimmed
    assert (left is not None) == (rule.code in {*CUTS, "GV109"})
    if left:
        whole = Narrative(phase=BOUNDS, sentences=(left,))
        assert verify(whole, INDEX, POLICY).verdicts[0].status is Status.SUPPORTED
        assert set(left.citations) <= set(rule.page.failing.citations)
        assert len(left.text) + len(left.citations) < len(rule.page.failing.text) + len(
            rule.page.failing.citations
        )


def test_only_the_named_clause_is_cut() -> None:
    """Of a sentence with a proved reason and an invented result the reason stays."""
    text = (
        "Moved the schedule to Redis Streams because the in-memory cron loses jobs, "
        "making every deployment faster."
    )
    left = judged(text, CRON).trimmed
    assert left
    assert left.text == (
        "Moved the schedule to Redis Streams because the in-memory cron loses jobs."
    )


def test_chinese_clause_is_cut_to_the_letter() -> None:
    """Full-width marks are the sentence's own: the piece and what is left keep them."""
    verdict = judged("分批读取 stream，每批 64 条，因为没有人会部署它。", LATENCY)
    cuts = {finding.help.cut for finding in verdict.findings if finding.help}
    assert "因为没有人会部署它" in cuts
    assert verdict.trimmed
    assert verdict.trimmed.text == "分批读取 stream，每批 64 条。"


def test_wrong_value_is_not_trimmed_away() -> None:
    """Nothing is cut where a value is wrong: it is for a person to put right."""
    assert judged("Retried failed jobs up to 7 times.", RETRY).trimmed is None


@pytest.mark.parametrize(
    ("text", "cut", "left"),
    [
        ("Added X, because of Y, and Z.", "because of Y", "Added X, and Z."),
        ("Added X (because of Y) to Z.", "because of Y", "Added X to Z."),
        ("Because of Y, added X.", "Because of Y", "Added X."),
        ("Added X and made Y fast.", "made Y fast", "Added X."),
        ("新增 X，从而提升了性能。", "从而提升了性能", "新增 X。"),
        ("Added `X because Y`.", "because Y", ""),
        ("Added X (a because Y).", "a because Y).", ""),
        ("Did X, X.", "X", ""),
        ("Added X.", "Added X", ""),
    ],
)
def test_gap_is_closed(text: str, cut: str, left: str) -> None:
    """Separators go with the piece; what can't be closed, or is not one piece, is not cut."""
    assert without(text, cut) == left


@pytest.mark.parametrize(
    ("text", "piece", "role", "expected"),
    [
        ("Added X because Y failed.", "because Y failed", Role.REASON, True),
        ("Added X, which made Y fast.", "which made Y fast", Role.PLAIN, True),
        ("由于编码太慢，移除了 X。", "由于编码太慢", Role.REASON, True),
        ("Because Y failed, added X.", "Because Y failed", Role.REASON, True),
        ("由于编码太慢，不再使用 X。", "由于编码太慢，不", Role.REASON, False),
        ("Added X whenever Y failed.", "whenever Y failed", Role.PLAIN, False),
        ("Dropped X, except when Y is set.", "except when Y is set", Role.PLAIN, False),
        ("In March 2022, added X.", "added X", Role.PLAIN, False),
        ("改用 X 之后，内存明显下降。", "内存明显下降", Role.PLAIN, False),
        ("Resolved X, so that Y is left.", "Resolved X", Role.PLAIN, False),
        ("Dropped X because Y, which would break Z.", "because Y", Role.REASON, False),
        ("Read nothing but A and then wrote B but C.", "then wrote B", Role.PLAIN, False),
    ],
)
def test_clause_goes_only_where_the_rest_stays_true(
    text: str, piece: str, role: Role, *, expected: bool
) -> None:
    """A clause is cut whole, never between a denial and its verb, and never one that narrows."""
    assert is_separable(text, piece, role) is expected


def accounted(example: Example) -> Account:
    """Give the account of one sentence."""
    return dict(accounts(narrative(example), INDEX, POLICY))["s"]


@pytest.mark.parametrize("side", ["failing", "passing"])
@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_every_content_word_is_accounted_for(rule: Rule, side: str) -> None:
    """Each word with content is under a span or said to be carried by none, never forgotten."""
    example = rule.page.failing if side == "failing" else rule.page.passing
    account = accounted(example)
    listed = " ".join(step.words for step in account.steps) + " " + " ".join(account.loose)
    for token in tokens(" ".join(example.text.replace("\u200b", "").split())):
        if token.keys or token.kind is Kind.VALUE:
            assert token.text.strip(".,") in listed


def test_name_rests_only_on_what_names_it() -> None:
    """A name is not carried by prose that holds the words it is made of."""
    cited = (Citation(evidence=RETRY),)
    account = accounted(Example(text="Added `RetryPolicy` and `BackoffPolicy`.", citations=cited))
    by_word = {word: step.span for step in account.steps for word in step.words.split(", ")}
    assert by_word["RetryPolicy"] == "identifiers: + RetryPolicy"
    assert account.loose == ("BackoffPolicy",)


def test_word_rests_where_it_stands() -> None:
    """A word is listed under the span that has it, not under one that has a synonym of it."""
    cited = (Citation(evidence="88f7e6d5c4b3"),)
    text = "Extracted the heartbeat into its own type to prepare the worker for leases."
    account = accounted(Example(text=text, citations=cited))
    by_word = {word: step.span for step in account.steps for word in step.words.split(", ")}
    assert by_word["Extracted"] == "Extract the heartbeat into its own type."
    assert by_word["prepare"] == by_word["worker"] == "Prepare the worker for leases"


def test_refused_figure_rests_nowhere() -> None:
    """A number in a role that the evidence does not give it is not called carried."""
    cited = (Citation(evidence=LATENCY),)
    text = "Cut the median dequeue latency from 12 ms to 40 ms in batches of 64."
    account = accounted(Example(text=text, citations=cited))
    assert {"12", "40"} <= set(account.loose)
    assert any("64" in step.words for step in account.steps)
