"""Every value of a sentence is proved by what it cites, or rejected."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from pipeline.domain.commit import Commit
from pipeline.domain.narrative import Sentence, Slot
from pipeline.domain.phase import Bounds
from pipeline.verify.values import check, covered, judge

BOUNDS = Bounds(id="p")


def commit(mark: str, subject: str, body: str = "", **more: Any) -> Commit:  # noqa: ANN401 - fields as they come
    """Make a commit; files are (path, added, deleted)."""
    files = [{"path": p, "added": a, "deleted": d} for p, a, d in more.pop("files", ())]
    at = more.pop("at", "2019-06-24T10:00:00+01:00")
    row = {
        "id": (mark * 40)[:40],
        "repo": "o/r",
        "subject": subject,
        "body": body,
        "author": {"name": "Dev One", "email": "dev1@example.org"},
        "authored_at": at,
        "committed_at": at,
        "files": files,
        **more,
    }
    return Commit.model_validate(row)


FIRST = commit(
    "a1",
    "Add WSGI dispatch (#10)",
    "Requests now time out after 5 seconds.\nThe pool is capped at 10 connections.",
    files=[("http/wsgi.py", 120, 0), ("http/client.py", 505, 335), ("tests/test_wsgi.py", 0, 0)],
)
SECOND = commit(
    "b2",
    "Drop the old dispatcher",
    "Latency fell from 420 ms to 180 ms.",
    at="2019-06-27T09:00:00+01:00",
    files=[("http/old.py", 10, 100), ("go.mod", 1, 1), ("tools/go.mod", 1, 1)],
    dependencies={
        "updated": [
            {"name": "github.com/x/foo", "from": "v1.2.1", "to": "v1.3.0", "manifest": "go.mod"}
        ],
        "removed": [{"name": "bar", "version": "0.9.1", "manifest": "go.mod"}],
    },
)
TESTS = commit("d4", "Add tests", at="2019-06-24T10:08:00+01:00", files=[("tests/x.py", 40, 2)])
CITED = {"first": (FIRST,), "second": (SECOND,), "days": (FIRST, SECOND), "soon": (FIRST, TESTS)}


def codes(text: str, *cited: Commit) -> list[str]:
    """Give the codes of the findings."""
    sentence = Sentence(id="s", slot=Slot.CHOICE, text=text)
    return [finding.code for finding in check(sentence, cited, BOUNDS)]


@pytest.mark.parametrize(
    ("cited", "text"),
    [
        ("first", "Timed requests out after 5,000 ms and capped the pool at ten connections."),
        ("first", "请求在五秒后超时，连接池上限为十个连接。"),
        ("first", "Added 625 lines and deleted 335 across three files, a net increase of 290."),
        ("first", "新增 625 行、删除 335 行，净增 290 行。"),
        ("first", "`wsgi.py` came to 120 lines."),
        ("first", "Added nearly twice as many lines as it removed."),
        ("first", "More than 600 lines were added in #10."),
        ("second", "Cut latency from 0.42 s to 0.18 s, a drop of about 57%."),
        ("second", "延迟从 420 毫秒降到 180 毫秒，降幅约 57%。"),
        ("second", "Cut latency by 240 ms."),
        ("second", "Upgraded foo from v1.2.1 to v1.3.0 in two `go.mod` files."),
        ("second", "将 foo 从 v1.2.1 升级到 v1.3.0。"),
        ("days", "Between 24 and 27 June 2019, two commits, three days apart."),
        ("days", "2019 年 6 月 24 日至 27 日完成切换。"),
        ("soon", "Tests followed eight minutes later, on the same day."),
        ("soon", "十分钟内就补上了测试。"),
    ],
)
def test_a_value_that_the_record_or_the_message_gives_passes(cited: str, text: str) -> None:
    """What is stated, converted, counted or recomputed has no finding."""
    assert codes(text, *CITED[cited]) == []


@pytest.mark.parametrize(
    ("cited", "text", "code"),
    [
        ("first", "Capped the pool at 40 connections.", "GV201"),
        ("first", "Timed requests out after 5 minutes.", "GV202"),
        ("first", "请求在五分钟后超时。", "GV202"),
        ("first", "Added 652 lines.", "GV205"),
        ("first", "新增 625 行、删除 353 行。", "GV205"),
        ("first", "`wsgi.py` gained 625 lines.", "GV205"),
        ("first", "Touched 13 files.", "GV205"),
        ("first", "A net decrease of 290 lines.", "GV205"),
        ("first", "Added three times as many lines as it removed.", "GV203"),
        ("second", "Cut latency from 420 ms to 180 ms, a drop of about 75%.", "GV203"),
        ("second", "Cut latency by 260 ms.", "GV203"),
        ("second", "Cut errors by 90 percentage points.", "GV201"),
        ("second", "Upgraded foo from v1.3.0 to v1.2.1.", "GV206"),
        ("second", "将 foo 从 v1.3.0 升级到 v1.2.1。", "GV206"),
        ("second", "Upgraded foo to v0.9.1.", "GV206"),
        ("days", "In July 2019 the dispatcher changed.", "GV204"),
        ("days", "Between 24 and 26 June 2019 the dispatcher changed.", "GV204"),
        ("days", "Three commits changed the dispatcher.", "GV205"),
        ("soon", "Tests followed eight hours later.", "GV204"),
        ("soon", "Tests followed the next day.", "GV204"),
        ("first", "Merged as #11.", "GV201"),
    ],
)
def test_a_value_that_nothing_gives_is_rejected(cited: str, text: str, code: str) -> None:
    """A changed number, unit, date, version or count, and an invented one, has a finding."""
    assert code in codes(text, *CITED[cited])


def test_a_latency_told_backwards_is_rejected() -> None:
    """Both numbers stand in the evidence, but on the other sides of the change."""
    assert codes("Latency went from 180 ms to 420 ms.", SECOND) != []


def test_a_finding_says_what_would_mend_it() -> None:
    """The message holds the record's own figures."""
    sentence = Sentence(id="s", slot=Slot.CHOICE, text="Added 652 lines.")
    (finding,) = check(sentence, (FIRST,), BOUNDS)
    assert "625 added, 335 deleted, net 290" in finding.message
    assert finding.words == "652 lines"


def test_every_proved_value_names_its_evidence() -> None:
    """The proof of a value holds its words, the evidence and the span."""
    sentence = Sentence(id="s", slot=Slot.CHOICE, text="Timed requests out after 5,000 ms.")
    (support,) = covered(sentence, (FIRST,), BOUNDS)
    assert (support.words, support.evidence) == ("5,000 ms", FIRST.id)
    assert support.span == "Requests now time out after 5 seconds."


def test_values_with_nothing_cited_are_all_rejected() -> None:
    """Without evidence no value passes in silence."""
    text = "In June 2019, cut latency by 40% to 180 ms in 3 files with foo v1.3.0 (#12)."
    assert len(codes(text)) == 6


@pytest.mark.parametrize("days", [1, 2, 17, 40])
def test_durations_between_commits_are_recomputed(days: int) -> None:
    """The days between two cited commits may be told, and one day more may not."""
    later = datetime.fromisoformat("2019-06-24T10:00:00+01:00") + timedelta(days=days)
    last = commit("e5", "Tidy up", at=later.isoformat())
    assert codes(f"Tidied up {days} days later.", FIRST, last) == []
    assert codes(f"Tidied up {days + 1} days later.", FIRST, last) == ["GV204"]


PHASE = Bounds(id="p", since=date(2022, 4, 11), until=date(2022, 12, 6))


@pytest.mark.parametrize(
    ("window", "wrong"),
    [
        ("2022 Q2 – 2022 Q4", False),
        ("2022年第二季度 – 2022年第四季度", False),
        ("April to December 2022", False),
        ("2022", True),
        ("2021 Q2 – 2022 Q4", True),
        ("2022 Q1 – 2022 Q4", True),
        ("2022 Q2 – 2023 Q1", True),
        ("2022 Q2", True),
    ],
)
def test_the_time_of_a_phase_is_its_bounds(window: str, wrong: bool) -> None:  # noqa: FBT001 - a case
    """A headline that opens with a time says when the phase began and when it ended."""
    for text in (window, f"{window}: Drop the old dispatcher"):
        sentence = Sentence(id="s", slot=Slot.TITLE, text=text)
        found = [finding.code for finding in check(sentence, (SECOND,), PHASE)]
        assert found == (["GV204"] if wrong else [])


TALK = commit(
    "c3",
    "Add retries",
    "In August 2,140 jobs had to be started again by hand.\nSince March 2021 nobody reads the log.",
    at="2022-09-18T10:00:00+02:00",
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("In August, 2,140 jobs had to be started again by hand.", []),
        ("In August 2022, 2,140 jobs had to be started again by hand.", []),
        ("2022 年 8 月有 2,140 个任务需要手动重启。", []),
        ("In August 2021, 2,140 jobs had to be started again by hand.", ["GV204"]),
        ("In October, 2,140 jobs had to be started again by hand.", ["GV204"]),
        ("Added retries in August 2022.", ["GV204"]),
        ("Nobody has read the log since March 2021.", []),
        ("Nobody has read the log since March 2022.", ["GV204"]),
        ("Added retries in Q3 2022.", []),
        ("Added retries after August 2022.", []),
        ("Added retries before September 2022.", ["GV204"]),
        ("Added retries before October 2022.", []),
        ("在 2022 年 9 月之前增加重试。", ["GV204"]),
    ],
)
def test_dates_are_the_commits_or_stand_in_their_text(text: str, found: list[str]) -> None:
    """A date of the text dates what the text says of it; without a year it is the last before."""
    assert codes(text, TALK) == found


def test_what_is_counted_or_measured_together_is_needed() -> None:
    """A count of commits rests on each of them, a duration on the first and the last."""
    middle = commit("f6", "Tidy up", at="2019-06-25T09:00:00+01:00")
    cited = (FIRST, middle, SECOND)
    for text, needed in (
        ("Three commits changed the dispatcher.", {FIRST.id, middle.id, SECOND.id}),
        ("Done within three days.", {FIRST.id, SECOND.id}),
        ("Touched six files.", {FIRST.id, SECOND.id}),
        ("The pool is capped at 10 connections.", set()),
    ):
        sentence = Sentence(id="s", slot=Slot.CHOICE, text=text)
        judgement = judge(sentence, cited, BOUNDS)
        assert judgement.findings == ()
        assert judgement.together == needed


@pytest.mark.parametrize(
    ("text", "hours", "right"),
    [
        ("Over the course of three days", 47, True),
        ("Three days later", 47, False),
        ("Within ten days", 26, False),
        ("Within a week", 26, True),
        ("About ten days later", 258, True),
        ("About ten days later", 280, False),
        ("Three weeks later", 26 * 24, True),
        ("Two weeks later", 26 * 24, False),
    ],
)
def test_spans_of_time_are_told_as_people_count(text: str, hours: int, right: bool) -> None:  # noqa: FBT001 - a case
    """Days may be counted with both ends, whole units may be told, and hedges widen a little."""
    first = datetime.fromisoformat("2019-06-24T10:00:00+01:00")
    last = commit("e5", "Tidy up", at=(first + timedelta(hours=hours)).isoformat())
    assert (codes(f"{text} it was tidied up.", FIRST, last) == []) is right


LIMITS = commit(
    "b7",
    "Tune the pool",
    "A call answers within 200 ms and is repeated up to 5 times.\n"
    "CI fails if coverage is below 95%. It warns at 7 failures over 5 minutes.\n"
    "More than 600 rows are kept for over 30 minutes.\nSome 1,230 keys were renamed.",
    files=[("pool/limits.py", 36, 0), ("pool/keys.py", 1215, 405)],
)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("A call answers in 200 ms.", True),
        ("A call answers within 200 ms.", True),
        ("A call answers in less than 210 ms.", False),
        ("Coverage must be at least 90%.", False),
        ("A call answers within 300 ms.", False),
        ("A call answers in over 150 ms.", False),
        ("A call takes at least 200 ms.", False),
        ("Calls are repeated at most 5 times.", True),
        ("Calls are repeated more than 5 times.", False),
        ("Coverage must be at least 95%.", True),
        ("Kept more than 600 rows.", True),
        ("Kept fewer than 600 rows.", False),
        ("Kept over 700 rows.", False),
        ("Rows live for 30 minutes.", True),
        ("Rows live for at most 30 minutes.", False),
        ("CI warns at 7 failures within five minutes.", True),
        ("About 1,200 keys were renamed.", True),
        ("Nearly 1,300 keys were renamed.", False),
        ("Nearly 1,250 keys were renamed.", True),
        ("Almost 1,200 keys were renamed.", False),
        ("`limits.py` has roughly 35 lines.", True),
        ("`limits.py` has about 33 lines.", False),
        ("`limits.py` has nearly 40 lines.", False),
        ("`keys.py` gained three times as many lines as it lost.", True),
        ("`keys.py` gained twice as many lines as it lost.", False),
        ("The change spread over two files.", True),
    ],
)
def test_limits_and_hedges_are_held_to_what_they_say(text: str, right: bool) -> None:  # noqa: FBT001 - a case
    """A limit must lie on the evidence's side and near it, a hedge widens a little."""
    assert (codes(text, LIMITS) == []) is right


LOAD = commit(
    "c9",
    "Shard the queue",
    "The queue carries 80k tasks/day for $200 a month. A third of the calls were retried.\n"
    "The fix halves the drift. p50 fell from 40 ms to 20 ms, p99 fell from 420 ms to 180 ms.\n"
    "Coverage rises from 83.6% to 91.2%. Dozens of hosts take part, and 7 workers.",
    files=[("queue/shard.py", 60, 10), ("queue/ring.py", 20, 5), ("tests/test_queue.py", 20, 5)],
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The queue carries 80,000 tasks a day.", []),
        ("队列每天承载 8 万个任务。", []),
        ("The queue carries 80k tasks per hour.", ["GV202"]),
        ("队列每小时承载 8 万个任务。", ["GV202"]),
        ("It costs 200 dollars a month.", []),
        ("It costs 200 EUR a month.", ["GV202"]),
        ("33% of the calls were retried.", []),
        ("三分之一的调用被重试。", []),
        ("Two thirds of the calls were retried.", ["GV203"]),
        ("Halved the drift.", []),
        ("将漂移减半。", []),
        ("Cut p99 by 57%.", []),
        ("Cut p50 by 50%.", []),
        ("Cut p50 by 57%.", ["GV203"]),
        ("p99 is 180 ms, down from 420 ms.", []),
        ("p99 is 420 ms, down from 180 ms.", ["GV202", "GV202"]),
        ("p99 dropped by 240 ms.", []),
        ("p99 dropped by 250 ms.", ["GV203"]),
        ("Coverage rose from 83.6% to 91.2%, a gain of 7.6 percentage points.", []),
        ("Coverage rose from 83.6% to 91.2%, a gain of 8.6 percentage points.", ["GV203"]),
        ("Coverage rose by 9.1%.", []),
        ("Coverage rose by 7.6%.", ["GV203"]),
        ("Of the 100 lines it added, 60 lines, or 60%, went into `shard.py`.", []),
        ("Of the 100 lines it added, 60 lines, or 40%, went into `shard.py`.", ["GV203"]),
        ("新增的 100 行中，60 行（60%）在 `shard.py`。", []),
        ("Dozens of hosts take part.", []),
        ("Hundreds of hosts take part.", ["GV201"]),
        ("Several workers take part.", []),
        ("Touched a few files.", []),
        ("Touched dozens of files.", ["GV205"]),
        ("改动了几个文件。", []),
        ("改动了十几个文件。", ["GV205"]),
        ("Added dozens of lines to `shard.py`.", []),
        ("Added hundreds of lines to `shard.py`.", ["GV205"]),
    ],
)
def test_rates_shares_and_vague_numbers_are_judged(text: str, found: list[str]) -> None:
    """A rate keeps its time, a share is recomputed of what it is a share of, a word its range."""
    assert codes(text, LOAD) == found


WORK = commit(
    "d5",
    "Batch the writes",
    "Three zones share the load of 8 to 15 min.\n"
    "Adds `flush`, `drain` and `close` as hooks. It retries 4xx answers.\n"
    "One person spent a day per month on it, and a call took more than a second.\n"
    "In August the outage hit 40 hosts. A release waits until 287 ms have passed.\n"
    "- lock the index\n- sort the keys",
    at="2022-09-18T10:00:00+02:00",
    files=[("batch/writer.py", 30, 12), ("batch/reader_hook.py", 3, 1)],
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The load of three zones is shared.", []),
        ("Touched three files.", ["GV205"]),
        ("Three caches went cold.", ["GV201"]),
        ("Three hooks were added.", []),
        ("增加了三个钩子。", []),
        ("Two hooks were added.", ["GV201"]),
        ("Four hooks were added: `flush`, `drain` and `close`.", ["GV201"]),
        ("Two changes went in.", []),
        ("Two brokers went in.", ["GV201"]),
        ("The load lasts 8 to 15 minutes.", []),
        ("The load lasts 8 to 30 minutes.", ["GV201"]),
        ("It retries 4xx answers.", []),
        ("It retries 5xx answers.", ["GV201"]),
        ("It cost a day per month.", []),
        ("It cost a week per month.", ["GV202"]),
        ("A call took over a second.", []),
        ("A call took under a second.", ["GV202"]),
        ("A release waits for under 300 ms.", []),
        ("A release waits for under 288 ms.", ["GV201"]),
        ("In August, the outage hit 40 hosts.", []),
        ("In September, the outage hit 40 hosts.", ["GV204"]),
        ("During the September outage it was batched.", []),
        ("During the October outage it was batched.", ["GV204"]),
        ("Batched the writes in September 2022.", []),
        ("Changed 18 lines of `writer.py`.", ["GV205"]),
    ],
)
def test_a_number_counts_the_same_thing_there(text: str, found: list[str]) -> None:
    """A number that stands in the evidence of something else proves nothing."""
    assert codes(text, WORK) == found


LOOP = commit("e7", "Poll the table in a loop", at="2021-03-09T10:00:00+00:00")
STREAM = commit("f8", "Replace polling with a stream of events", at="2022-07-04T10:00:00+00:00")


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Polled the table in a loop in March 2021, replaced it with events in July 2022.", True),
        ("Polled the table in a loop in July 2022, replaced it with events in March 2021.", False),
        ("Polled the table in a loop, and the stream of events replaced it in July 2022.", True),
        ("Polled the table in a loop, and the stream of events replaced it in March 2021.", False),
        ("In July 2022, polled the table in a loop, and a stream of events replaced it.", False),
        ("Replaced it with a stream of events, polled the table in a loop in July 2022.", False),
    ],
)
def test_a_date_is_of_what_its_clause_tells(text: str, right: bool) -> None:  # noqa: FBT001 - a case
    """Two dates do not change places, and what went before one needs no date of its own."""
    assert (codes(text, LOOP, STREAM) == []) is right


def test_a_finding_shows_the_words_where_the_number_is_the_same() -> None:
    """What differs in its rate or its limit is not mended by the same number."""
    for text, cited in (
        ("The queue carries 80k tasks per hour.", LOAD),
        ("A call takes at least 200 ms.", LIMITS),
    ):
        (finding,) = check(Sentence(id="s", slot=Slot.CHOICE, text=text), (cited,), BOUNDS)
        assert "says otherwise: " in finding.message
        assert finding.help is None


def test_all_that_proves_a_value_is_named_in_any_order() -> None:
    """A value that two commits prove rests on both, whichever is cited first."""
    again = commit("c1", "Retry 40 times", "The pool is capped at 10 connections.")
    for text in ("In June 2019 it was done.", "The pool is capped at 10 connections."):
        sentence = Sentence(id="s", slot=Slot.CHOICE, text=text)
        for cited in ((FIRST, again), (again, FIRST)):
            assert {s.evidence for s in covered(sentence, cited, BOUNDS)} == {FIRST.id, again.id}
