"""The writer without a model."""

from __future__ import annotations

from pipeline.domain.evidence import EvidenceIndex
from pipeline.domain.narrative import Language, Slot
from pipeline.domain.person import Identity
from pipeline.domain.phase import Transition
from pipeline.domain.verdict import Finding, Status, Verdict
from pipeline.draft import ExtractiveWriter, build_prompt, draft
from pipeline.draft.extractive.names import surface
from tests.draft.pack import commit, phase, texts, told


def test_imperative_becomes_past() -> None:
    """A subject is told in the past, with its article, its code set and its prefix taken off."""
    narrative = told(commit(1, "feat(rdb): Add RDB.ExtendLease method (#12)"))
    assert "Added an `RDB.ExtendLease` method" in {s.text.rstrip(".") for s in narrative.sentences}


def test_reason_joins_the_deed() -> None:
    """A reason that the body states for the subject ends the sentence, and both are cited."""
    item = commit(
        1, "Derive leases from the scheduler", "This is needed because workers outlive a restart."
    )
    narrative = told(item)
    (choice,) = (s for s in narrative.sentences if s.slot is Slot.CHOICE)
    assert choice.text == ("Derived leases from the scheduler, because workers outlive a restart.")
    assert [c.quote for c in choice.citations] == [
        "Derive leases from the scheduler",
        "This is needed because workers outlive a restart.",
    ]


def test_reason_of_another_matter_stays_away() -> None:
    """A reason that the body gives for something else is not given to the subject."""
    body = "Bump the linter because old rules are gone."
    narrative = told(commit(1, "Derive leases from the scheduler", body))
    assert not any("because" in s.text and "lease" in s.text for s in narrative.sentences)


def test_reason_points_at_the_statement_before_it() -> None:
    """A reason that points back belongs to what stands right before it, not to the subject."""
    body = "The read API is gone. This is because values hold a lock while they are read."
    narrative = told(commit(1, "Add a bank test for the store", body))
    assert not any("because" in s.text for s in narrative.sentences)


def test_leaning_sentences_are_not_told() -> None:
    """What only makes sense behind another sentence does not stand on a résumé."""
    body = "Due to this, the key is lost when the prefix is too long.\n\nIt's slow on Windows too."
    narrative = told(commit(1, "Add a bank test for the store", body))
    assert not texts(narrative, Slot.PROBLEM)


def test_log_lines_and_what_points_back_are_not_told() -> None:
    """A line of a log is no statement, and "such limits" are those of a sentence before."""
    log = "INFO connection closed because the socket failed to answer in time."
    pointing = "The old receiver did not have such limits on the size of a batch."
    narrative = told(commit(1, "Swap the receiver", f"{log}\n\n{pointing}"))
    assert not texts(narrative, Slot.PROBLEM)


def test_headings_are_no_deeds() -> None:
    """BREAKING CHANGE heads a list of changes: nobody broke anything called CHANGE."""
    assert told(commit(1, "BREAKING CHANGE: v2")).sentences == ()


def test_trivial_commits_tell_nothing() -> None:
    """Typing slips, version bumps and the like give no sentence."""
    narrative = told(commit(1, "fix typo"), commit(2, "v0.20.0"), commit(3, "Update README.md"))
    assert narrative.sentences == ()


def test_others_work_is_not_told() -> None:
    """A commit by somebody else is not cited, even if it lies in the phase."""
    other = Identity(name="Dev Two", email="dev2@example.org")
    narrative = told(commit(1, "Add a lease to each task", author=other))
    assert narrative.sentences == ()


def test_problem_from_a_description() -> None:
    """A sentence about what was wrong is kept word for word as the problem."""
    body = "Tasks are lost when a worker restarts in the middle of one."
    narrative = told(commit(1, "fix: requeue tasks on shutdown", body))
    assert body in texts(narrative, Slot.PROBLEM)


def test_ids_are_stable_and_distinct() -> None:
    """The same evidence gives the same ids; different sentences have different ones."""
    items = [commit(n, f"Add option `--o{n}` to the client") for n in range(1, 6)]
    first, second = told(*items), told(*items)
    assert [s.id for s in first.sentences] == [s.id for s in second.sentences]
    assert len({s.id for s in first.sentences}) == len(first.sentences)


def test_rejected_sentence_is_replaced() -> None:
    """What the gate rejects gives way to the next best sentence of its slot."""
    items = [commit(n, f"Add option `--o{n}` to the client") for n in range(1, 4)]
    index, writer, prompt = (
        EvidenceIndex(items),
        ExtractiveWriter(Language.EN),
        build_prompt(Language.EN),
    )
    first = draft(phase(*items), index, writer, prompt)
    (lost,) = (s for s in first.sentences if s.slot is Slot.CHOICE)
    verdict = Verdict(
        sentence=lost, status=Status.REJECTED, findings=(Finding(code="GV301", message="no"),)
    )
    second = draft(phase(*items), index, writer, prompt, (verdict,))
    assert [s.slot for s in second.sentences] == [Slot.CHOICE]
    assert second.sentences[0].text != lost.text


def test_related_deeds_share_a_sentence() -> None:
    """Two short deeds about the same name, days apart, are told in one sentence citing both."""
    first = commit(1, "Add lease field to TaskMessage")
    second = commit(2, "Check expiry of TaskMessage on dequeue")
    narrative = told(first, second)
    (choice,) = (s for s in narrative.sentences if s.slot is Slot.CHOICE)
    assert choice.text == (
        "Added a lease field to `TaskMessage`, and checked expiry of `TaskMessage` on dequeue."
    )
    assert [c.evidence for c in choice.citations] == [first.id, second.id]


def test_unrelated_deeds_stay_apart() -> None:
    """Deeds that name different things are not joined."""
    narrative = told(commit(1, "Add lease field to TaskMessage"), commit(2, "Check expiry of Lock"))
    assert not any(", and " in s.text for s in narrative.sentences)


def test_joined_lines_and_bare_hashes_are_not_told() -> None:
    """Subjects joined of several lines, bare hashes and idle measuring give no sentence."""
    narrative = told(
        commit(1, "Rewrite cli errors consistent order for arguments to load functions"),
        commit(2, "Fix bug 249c9592 in the pool"),
        commit(3, "Measure results of the scheduler"),
    )
    assert narrative.sentences == ()


def test_a_behaviour_is_no_problem() -> None:
    """What is done now, or ought to be, is not told as what was wrong."""
    narrative = told(
        commit(1, "fix: wait for the specified duration before shutdown"),
        commit(2, "Rework timeouts", "Timeout of None should mean what it says, not fail."),
    )
    assert not texts(narrative, Slot.PROBLEM)


def test_technologies_are_spelt_in_one_way() -> None:
    """A title spells a technology as its makers do, whatever the subject wrote."""
    item = commit(1, "Replace sqlite with mysql")
    turn = Transition(
        origin="SQLite",
        target="MySQL",
        track="t1",
        start_commit=item.id,
        end_commit=item.id,
        start_date=item.authored_at,
        end_date=item.authored_at,
        evidence=(item.id,),
    )
    narrative = told(item, transition=turn, replaces="SQLite", technology="MySQL")
    assert "`SQLite` → `MySQL`" in texts(narrative, Slot.TITLE)


def test_a_name_is_found_in_its_fullest_form() -> None:
    """The end of a package's path is not taken for the package where the whole stands there."""
    text = "Replace our own metrics with codahale/metrics"
    assert surface("codahale/metrics", text) == "codahale/metrics"
