"""Values that the evidence has in another notation, and words that are no values."""

from __future__ import annotations

import pytest

from pipeline.domain.narrative import Language, Sentence, Slot
from pipeline.domain.phase import Bounds
from pipeline.verify.values import check, extract
from tests.verify.values.test_judging import commit

QUEUE = commit(
    "a1",
    "Tune the queue of the mailer",
    "Sort/40000#01 took 81.5 ms, plain 12.3 ms, with workers=4 set. It retries ~3 of ~150 mails,\n"
    "2 of those 3 at night, and sends 20 mails per second at most. Waits start at 30 ms and are\n"
    "drawn from (0-90). Entries older than 3 days go. The mailer has two kinds of queue. Two\n"
    "alphabets were tried with 5mln names and 2e6 keys, the dump took 1.5G.\n"
    "Sealing names went from 96 bytes to 60 bytes.",
    files=[("mail/queue.py", 90, 10), ("mail/.spool-dir.yml", 12, 0), ("mail/old.py", 0, 44)],
    dependencies={
        "updated": [
            {"name": "x/foo", "from": "v1.2.1-go1.19", "to": "v1.3.0-rc1", "manifest": "go.mod"}
        ]
    },
)
LATER = commit(
    "b2",
    "Drop the queue",
    at="2019-06-24T10:03:10+01:00",
    files=[("mail/queue.py", 0, 35)],
)


def is_right(text: str, *cited: object) -> bool:
    """Tell whether the sentence has no finding of a value."""
    sentence = Sentence(id="s", slot=Slot.CHOICE, text=text)
    return check(sentence, cited or (QUEUE,), Bounds(id="p")) == ()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Sorting 40,000 was timed.", True),
        ("Sorting 45,000 was timed.", False),
        ("With workers 4 it was timed.", True),
        ("With workers 6 it was timed.", False),
        ("At 81.5 ms against 12.3 ms it took more than six times as long.", True),
        ("At 81.5 ms against 12.3 ms it took more than eight times as long.", False),
        ("Two thirds of the retries fell in the night.", True),
        ("Four fifths of the retries fell in the night.", False),
        ("Roughly one in fifty mails was retried.", True),
        ("Roughly one in thirty mails was retried.", False),
        ("At most 1,200 mails a minute are sent.", True),
        ("At most 1,000 mails a minute are sent.", False),
        ("Waits are drawn from 0–90 ms.", True),
        ("Waits are drawn from 0–80 ms.", False),
        ("清理 72 小时以上的条目。", True),
        ("清理 48 小时以上的条目。", False),
        ("Five million names were tried.", True),
        ("Two million keys were tried.", True),
        ("The dump came to 1.5 GB.", True),
        ("The dump came to 1.5 MB.", False),
        ("Sealing took 36 bytes off each name.", True),
        ("Sealing took 46 bytes off each name.", False),
        ("More than nine tenths of the new lines are in `mail/queue.py`.", False),
        ("More than four fifths of the added lines are in `mail/queue.py`.", True),
        ("Moved foo off v1.2.1.", True),
        ("Moved foo to v1.3.0.", False),
        ("The mailer came with two sorts of queue.", True),
        ("The mailer came with seven sorts of queue.", False),
        ("The spool dir file is twelve lines long.", True),
        ("The spool dir file is ten lines long.", False),
        ("One file with 44 lines went away.", True),
        ("One file with 46 lines went away.", False),
    ],
)
def test_a_value_is_found_in_the_notation_of_the_evidence(text: str, right: bool) -> None:  # noqa: FBT001 - a case
    """Names, rates, shares and bare ranges carry values, and each may be told in other words."""
    assert is_right(text) is right


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("三分钟后就删掉了。", True),
        ("Sorting, waiting and retrying lost their knobs, the same three that came then.", True),
        ("Sorting, waiting and retrying lost their knobs, the same five that came then.", False),
        ("Barely three minutes lay between the two.", True),
        ("Barely nine minutes lay between the two.", False),
        ("`mail/queue.py` lost 45 lines in all.", True),
        ("`mail/queue.py` lost 55 lines in all.", False),
    ],
)
def test_what_two_commits_give_together_is_measured(text: str, right: bool) -> None:  # noqa: FBT001 - a case
    """No word need say that the time lies between them; a file's lines add up over them."""
    assert is_right(text, QUEUE, LATER) is right


@pytest.mark.parametrize(
    "text",
    [
        "Reads one table instead of a single one.",
        "They clash, as the two cannot share a lock.",
        "这一行为保持不变。",
        "Copies by zero-copy reads and guards a division by zero.",
    ],
)
def test_an_article_or_a_pronoun_is_no_number(text: str) -> None:
    """What points at things already named states no number of them."""
    assert extract(text, Language.EN) == ()


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Version 0.13.0.dev0 came out.", True),
        ("Version 0.13.0 came out.", False),
        ("Version 0.14.0 came out.", True),
        ("Version 1.2.0-rc1 was tried.", True),
        ("Version 1.2.0 was tried.", False),
    ],
)
def test_a_version_before_the_release_is_not_the_release(text: str, right: bool) -> None:  # noqa: FBT001 - a case
    """0.13.0.dev0 (PEP 440) and 1.2.0-rc1 (SemVer) are other versions than those they lead to."""
    early = commit("c9", "Version 0.13.0.dev0", "Tried 1.2.0-rc1 as well; 0.14.0 follows.")
    sentence = Sentence(id="s", slot=Slot.CHOICE, text=text)
    assert (check(sentence, (early,), Bounds(id="p")) == ()) is right


PROGRAM = commit(
    "c3",
    "Tune the relay",
    "MAX_EVENTS = 1_000_000 and a page of 0x1000 bytes. POLL_INTERVAL_MS = 300_000\n"
    "buffer: 32 MB (was 16 MB). A handshake took 90 ms, it is now 30 ms.\n"
    "Logs are kept for 168h. 并发数设为 25k。",
)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Allowed for one million events.", True),
        ("Allowed for one hundred thousand events.", False),
        ("Laid out pages of 4,096 bytes.", True),
        ("Laid out pages of 1,024 bytes.", False),
        ("Polled every five minutes.", True),
        ("Polled every thirty minutes.", False),
        ("Doubled the buffer.", True),
        ("Tripled the buffer.", False),
        ("Brought the handshake down to a third.", True),
        ("Brought the handshake down to a quarter.", False),
        ("Kept the logs for a week.", True),
        ("Kept the logs for a month.", False),
        ("将并发数设为两万五千。", True),
        ("将并发数设为二十五万。", False),
        ("Tuned a trio of relays.", False),
    ],
)
def test_numbers_as_programs_write_them(text: str, right: bool) -> None:  # noqa: FBT001 - a case
    """Underscores, hexadecimal, a unit in the constant's name, and what was and now is."""
    assert is_right(text, PROGRAM) is right


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("SO_RCVBUF 64k", "number"),
        ("Python 3", "version"),
        ("千万不要", ""),
        ("page 96, then", "number"),
    ],
)
def test_what_a_figure_is_called(text: str, words: str) -> None:
    """A constant is no product that has versions, and an adverb no number."""
    assert [atom.kind for atom in extract(text, Language.EN)] == ([words] if words else [])
