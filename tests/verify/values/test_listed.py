"""Numbers of things that are listed, named or told in other words, and lines of tests and code."""

from __future__ import annotations

import pytest

from pipeline.domain.narrative import Language, Sentence, Slot
from pipeline.domain.phase import Bounds
from pipeline.verify.values import check, extract
from tests.verify.values.test_judging import commit

LISTED = commit(
    "a1",
    "Tidy the relay",
    "Drop these endpoints:\n\n- `/v1/ping`\n- `/v1/pong`\n- `/v1/peer`, which nobody\ncalled\n\n"
    "It also does the following:\n1. Rename these metrics\n    - hits\n   - misses\n"
    "    - evictions\n    - loads\n2. Sort the keys\n3. Bump the tag\n\n"
    "Covers open_door, shut_door, lock_door, lift_door and\npush_door handlers.\n"
    "Calling `relay.init()` twice broke it. A couple of leaks are gone.\n"
    "The default is 30.000 rounds. The buffer ends at length 0 once closed.",
)
LINES = commit(
    "b2",
    "Guard the relay",
    files=[("relay/guard.go", 12, 3), ("relay/guard_test.go", 40, 0), ("tools/sweep.sh", 25, 0)],
)
INLINE = commit("c3", "Guard inline", files=[("src/guard.rs", 30, 0)])


def is_right(text: str, *cited: object) -> bool:
    """Tell whether the sentence has no finding of a value."""
    sentence = Sentence(id="s", slot=Slot.CHOICE, text=text)
    return check(sentence, cited, Bounds(id="p")) == ()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Dropped three endpoints.", True),
        ("Dropped four endpoints.", False),
        ("Renamed four metrics.", True),
        ("Renamed five metrics.", False),
        ("Renamed seven metrics.", False),
        ("Covered five door handlers.", True),
        ("Covered four door handlers.", False),
        ("Two calls of `relay.init()` broke it.", True),
        ("Two runs of the printer jammed.", False),
        ("Two leaks are gone.", True),
        ("Three leaks are gone.", False),
        ("The default is 30,000 rounds.", True),
        ("The default is 30,000 threads.", False),
        ("The default is 300,000 rounds.", False),
        ("The buffer ends at zero length.", True),
        ("The pool ends at zero members.", False),
        ("ES256 与 ES512 已移除，但仍可保存这两种密钥。", True),
        ("ES256 与 ES512 已移除，但仍可保存这三种密钥。", False),
        ("Dropped `ping` and `pong`; those two endpoints were unused.", True),
        ("Dropped `ping` and `pong`; those four endpoints were unused.", False),
        ("Went from about 30,000 to over 30,000 rounds.", False),
    ],
)
def test_what_is_listed_or_told_otherwise_is_counted(text: str, right: bool) -> None:  # noqa: FBT001 - a case
    """Each list counts by itself, and a name behind "these" is one of so many."""
    assert is_right(text, LISTED) is right


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Added 40 lines of tests.", True),
        ("Added 77 lines of tests.", False),
        ("Of the 77 lines added 40 lines are tests.", True),
        ("40 of the 77 lines added are tests.", True),
        ("37 of the 77 lines added are tests.", False),
        ("Added 37 lines of code and forty of test.", True),
        ("Added forty lines of code and 37 of test.", False),
        ("Added 77 lines of code.", True),
        ("新增的 77 行中有 40 行属于单元测试。", True),
        ("新增的 77 行中有 37 行属于单元测试。", False),
        ("Swept up with a 25-line script.", True),
        ("Swept up with a forty-line script.", False),
    ],
)
def test_lines_of_tests_are_told_from_lines_of_code(text: str, right: bool) -> None:  # noqa: FBT001 - a case
    """Paths tell tests from code, and endings what a script is."""
    assert is_right(text, LINES) is right


def test_tests_beside_the_code_are_counted_with_it() -> None:
    """Where no path tells tests apart, the lines are those of the whole."""
    assert is_right("Added 30 lines of tests.", INLINE)


def test_lines_of_several_commits_are_told_apart_together() -> None:
    """Tests of all commits may be summed up."""
    more = commit("d4", "Test the relay", files=[("relay/relay_test.go", 5, 1)])
    assert is_right("Added 45 lines of tests.", LINES, more)
    assert not is_right("Added 82 lines of tests.", LINES, more)


@pytest.mark.parametrize("text", ["两次更新之间", "一种做法", "a one-way street"])
def test_words_that_count_nothing_state_no_number(text: str) -> None:
    """The time between two events, an article and an idiom are no counts."""
    assert extract(text, Language.EN) == ()


def test_a_verb_ends_what_a_number_counts() -> None:
    """What was given tests is not so many tests."""
    (atom,) = extract("为五个函数补上了测试", Language.ZH)
    assert (atom.words, atom.noun) == ("五个", "")


WORKER = commit(
    "d4",
    "Allow one worker to run at one time",
    "A node killed by kill -9 leaves both kinds of lock behind.",
    files=[("worker.go", 17, 4)],
)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("同一时刻至多有一个 worker 函数在执行。", True),
        ("改动后默认行为不变，kill -9 之后会留下锁。", True),
        ("增加 17 行，删除 4 行。", True),
        ("增加 18 行，删除 4 行。", False),
        ("The change came to +17 −4.", True),
        ("The change came to +17 −5.", False),
    ],
)
def test_what_only_looks_like_lines_is_none(text: str, right: bool) -> None:  # noqa: FBT001 - a case
    """The 行 of 执行 and 行为 counts nothing, and a flag's hyphen takes nothing away."""
    assert is_right(text, WORKER) is right


PARTED = commit(
    "e5",
    "Part the guide",
    "Avoid locking the index twice as described upstream.\n\nAdds these options\n\n"
    "--guide.depth\n--guide.order\n--guide.style\n\nThey start hidden.",
    files=[("docs/guide.md", 0, 90), ("docs/guide/a.md", 40, 0), ("docs/guide/b.md", 50, 0)],
)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("The guide was parted into two files under `docs/guide/`.", True),
        ("The guide was parted into three files under `docs/guide/`.", False),
        ("指南改写为 `docs/guide/` 下的两个文件。", True),
        ("指南改写为 `docs/guide/` 下的三个文件。", False),
        ("为避免两次锁住 index。", True),
        ("为避免三次锁住 index。", False),
        ("The three guide options start hidden.", True),
        ("The four guide options start hidden.", False),
    ],
)
def test_what_stands_in_a_folder_or_in_lines_of_flags_is_counted(text: str, right: bool) -> None:  # noqa: FBT001 - a case
    """A folder narrows the files, a line that is a flag is an item, `twice as told` is twice."""
    assert is_right(text, PARTED) is right


TOLD = commit(
    "f6",
    "Use a smaller base for the relay bundles",
    "Switch the relay, door-bell, hinge, and door-lock runtime bundles to tiny/static-base12.\n"
    "The script covers all bundles (relay, door-bell, hinge).\n"
    "Fixes the openDoor and bell.Ring arguments, which were swapped.\n"
    "Currently getting 200K+ log lines. The format has a hard limit of 512 columns.\n\n"
    "Adds these metrics:\n- opened\n- shut\n\n"
    "Besides the existing metrics:\n- rings\n- knocks\n- calls",
    files=[
        ("tools/build-bundles.sh", 38, 0),
        ("vendor/example.org/door/bell/ring.go", 7, 0),
        ("vendor/example.org/door/bell/peal.go", 3, 2),
        ("docs/bundles.md", 0, 5),
    ],
)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Four runtime bundles moved to a smaller base.", True),
        ("Five runtime bundles moved to a smaller base.", False),
        ("The script covers three bundles.", True),
        ("Two arguments were swapped.", True),
        ("Three arguments were swapped.", False),
        ("Two new metrics joined three existing ones.", True),
        ("Two new metrics joined four existing ones.", False),
        ("日志超过 20 万行。", True),
        ("日志超过 30 万行。", False),
        ("The format cannot go beyond 512 columns.", True),
        ("The format goes beyond 512 columns.", False),
        ("The format cannot go beyond 500 columns.", False),
        ("A script of 38 lines builds the bundles.", True),
        ("A script of 47 lines builds the bundles.", False),
        ("10 of the lines added lie in `door/bell`.", True),
        ("12 of the lines added lie in `door/bell`.", False),
        ("The commit deleted seven lines without adding any bell.", True),
        ("The commit deleted eight lines without adding any bell.", False),
        ("细节留给下一个提交。", True),
        ("留下两个提交。", False),
    ],
)
def test_what_the_text_or_the_record_lists_is_counted(text: str, right: bool) -> None:  # noqa: FBT001 - a case
    """Items in a row, in brackets or in bullets are so many; a negated limit is the other one."""
    assert is_right(text, TOLD) is right


def test_a_rate_may_be_told_by_its_label() -> None:
    """A load generator prints `Requests/sec`; what is roughly so much ends roughly, too."""
    run = commit("a7", "Measure the relay", "Requests/sec: 6183.5877\n\nRequests/sec: 3942.5185")
    assert is_right("It fell from roughly 6,184 to 3,943 requests per second.", run)
    assert not is_right("It fell from roughly 6,184 to 2,943 requests per second.", run)
    assert not is_right("It fell from 6,184 to 3,943 requests per second.", run)


GATED = commit(
    "b8",
    "Gate the relay for Bell below 1.12",
    "A run took roughly 20 seconds and now takes 0.08 seconds.\n"
    "It clobbered the buffer where text spans 3 invocations.",
    files=[("relay.go", 20, 81), ("relay_test.go", 0, 2), ("bell_test.go", 0, 4)],
)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Versions before 1.12 synced files.", True),
        ("Versions before 1.13 synced files.", False),
        ("Two test files were touched.", True),
        ("Four test files were touched.", False),
        ("In `relay.go` 81 lines gave way to 20, about a quarter as many.", True),
        ("In `relay.go` 81 lines gave way to 20, about two thirds as many.", False),
        ("A run went from 20 seconds to 0.08 seconds, a factor of 250.", True),
        ("A run went from 20 seconds to 0.08 seconds, a factor of 350.", False),
        ("Text that came over three calls clobbered the buffer.", True),
        ("Text that came over four calls clobbered the buffer.", False),
        ("`bell_test.go` 一行未加。", True),
        ("`relay.go` 一行未加。", False),
    ],
)
def test_what_looks_like_a_count_is_read_with_its_words(text: str, right: bool) -> None:  # noqa: FBT001 - a case
    """A fraction counts no files, test files are files, `over three calls` may be across them."""
    assert is_right(text, GATED) is right
