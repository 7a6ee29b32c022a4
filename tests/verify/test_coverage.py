"""GV301, GV304, GV401 and GV501: what the clauses of a sentence may say beyond the evidence."""

from __future__ import annotations

import pytest

from tests.verify.building import codes, commit, messages

RETRY = commit(
    1,
    "Retry failed uploads with exponential backoff",
    "Uploads to the bucket fail at times.",
    identifiers={"added": ["uploadQueue"], "removed": []},
)
UNITED = "it says this of one change and cites several; cite the one that did all of it"
LOCK = commit(2, "Take one lock per tenant", "Long queries blocked each other.")


@pytest.mark.parametrize(
    ("text", "is_refused"),
    [
        ("Failed uploads are retried, and the dashboard shows each attempt.", True),
        ("Failed uploads are retried, with exponential backoff this time.", False),
        ("Failed ones are retried, and bucket uploads that fail grew calm and dull.", True),
        ("Bucket uploads that fail grew calm and dull, and failed ones are retried.", False),
        ("The nightly billing export vanished, and failed uploads are retried.", True),
        ("失败的上传会重试，并在仪表盘上显示告警。", True),
    ],
)
def test_what_is_tacked_on_is_carried_better_than_what_leads_in(
    text: str, *, is_refused: bool
) -> None:
    """One foreign word is the teller's own, two make a claim; the front may be half foreign."""
    assert ("GV501" in codes(text, RETRY)) is is_refused


def test_a_list_may_take_each_of_its_items_from_another_change() -> None:
    """Several commits may each carry one thing of a list, if they carry it whole."""
    listed = (
        "Failed uploads to the bucket were met,"
        " exponential backoff for uploads and one lock per tenant."
    )
    assert "GV501" not in codes(listed, RETRY, LOCK)
    assert "GV501" in codes(listed, RETRY)


def test_the_words_of_a_proved_figure_carry_their_clause() -> None:
    """A share that is recomputed needs no evidence that has its words; a wrong one gets none."""
    cut = commit(3, "Trim the relay", "A run took 50 seconds and now takes 10 seconds.")
    told = "A run went from 50 seconds to 10 seconds, a reduction by four fifths in all."
    assert "GV501" not in codes(told, cut)
    assert "GV203" in codes(told.replace("four fifths", "two fifths"), cut)
    files = [{"path": "relay.go", "added": 3, "deleted": 32}]
    long = commit(4, "Trim the relay", "It was too long.", files=files)
    assert not codes("The relay was too long, and it ended up a net 29 lines shorter.", long)
    assert codes("The relay was too long, and it ended up a net 29 lines longer.", long)


@pytest.mark.parametrize(
    "text",
    [
        "Retried failed uploads, an answer to long queries that blocked each other.",
        "Retried failed uploads by taking one lock per tenant.",
        "Retried failed uploads because long queries blocked each other.",
    ],
)
def test_what_is_tied_together_stands_together(text: str) -> None:
    """A name for a thing, its means and its cause are true only where one evidence gives both."""
    assert "GV304" in codes(text, RETRY, LOCK)


def test_an_infinitive_that_completes_a_verb_gives_no_purpose() -> None:
    """What had to be done is no reason for anything."""
    assert "GV401" not in codes("Failed uploads had to work again.", RETRY)
    assert "GV401" in codes("Retried failed uploads to help auditors.", RETRY)


@pytest.mark.parametrize(
    ("text", "is_refused"),
    [
        ("One and the same commit retried failed uploads and took one lock per tenant.", True),
        ("Retried failed uploads and, in a single change, took one lock per tenant.", True),
        ("The patch that retried failed uploads also took one lock per tenant.", True),
        ("重试失败上传的那次提交同时为每个租户加了锁。", True),
        ("Retried failed uploads and took one lock per tenant.", False),
        ("Retried failed uploads in one commit and took one lock per tenant in another.", False),
        (
            "The patch that retried failed uploads was reverted; one lock per tenant also came.",
            False,
        ),
    ],
)
def test_what_one_change_did_is_not_cited_to_two(text: str, *, is_refused: bool) -> None:
    """Each half stands in its own commit; only that they are one change is invented."""
    assert (UNITED in messages(text, RETRY, LOCK)) is is_refused
    assert UNITED not in messages(text, RETRY)


def test_a_pick_is_the_same_change() -> None:
    """A commit and its copy on another branch may be cited for what one change did."""
    picked = RETRY.model_copy(update={"id": "9" * 40, "copies": RETRY.id})
    text = "Retried failed uploads with exponential backoff, all in a single change."
    assert UNITED not in messages(text, RETRY, picked)


OUTAGE = commit(4, "Close idle sockets", "They ran dry because peers hold connections open.")
FIXED = commit(5, "Close idle sockets", "Sockets of peers that hold connections open ran dry.")


def test_a_reason_in_other_words_passes_where_the_evidence_reasons() -> None:
    """The words alone must carry it where the evidence gives no reason for anything."""
    text = "Closed idle sockets because peers hold streams."
    assert "GV401" not in codes(text, OUTAGE)
    assert "GV401" in codes(text, FIXED)
    assert "GV401" in codes("Closed idle sockets because auditors complained.", OUTAGE)
    aim = "Closed idle sockets to keep the streams of peers open."
    assert "GV401" not in codes(aim, OUTAGE)
    assert "GV401" in codes(aim, FIXED)


@pytest.mark.parametrize(
    "text",
    ["Since 30 July 2020 idle sockets are closed.", "关闭空闲 socket，当前结果可能仍在变动。"],
)
def test_a_date_or_a_noun_gives_no_reason(text: str) -> None:
    """`Since` with a date, `结果` as a noun and `当` in `当前` open no clause."""
    assert "GV401" not in codes(text, OUTAGE)


def test_a_genitive_is_the_name_itself() -> None:
    """`Kafka's` stands where Kafka does."""
    kafka = commit(3, "Tune Kafka consumers")
    assert "GV301" not in codes("Tuned Kafka's consumers.", kafka)
    assert "GV301" in codes("Tuned Redis's consumers.", kafka)


@pytest.mark.parametrize(
    ("text", "is_refused"),
    [
        ("A day after the retry queue, a lock around the session table was added.", False),
        ("Two changes came in a row: a retry queue and a lock around the session table.", False),
        ("Added a retry queue, which puts a lock around the session table.", True),
    ],
)
def test_what_leads_is_not_what_is_held_together(text: str, *, is_refused: bool) -> None:
    """A time or the head of a list leads to another change; a relative clause is of the same."""
    queue = commit(1, "Add a retry queue")
    lock = commit(2, "Put a lock around the session table")
    assert ("GV304" in codes(text, queue, lock)) is is_refused
