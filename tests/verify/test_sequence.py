"""GV303 and GV204: the order and the dates of what several commits did."""

from __future__ import annotations

import pytest

from tests.verify.building import codes, commit

READ = commit(3, "Add SnapshotReader", "It maps the file.")
WRITE = commit(9, "Add SnapshotWriter", "It appends to the log.")
MERGE = commit(15, "Merge small snapshots")
ORDERED = commit(20, "Flush the cache before closing the store")
CLOSED = commit(18, "Close the store once")


@pytest.mark.parametrize(
    ("text", "is_refused"),
    [
        ("Added SnapshotReader, then SnapshotWriter.", False),
        ("Added SnapshotWriter, then SnapshotReader.", True),
        ("SnapshotReader was added before SnapshotWriter.", False),
        ("SnapshotReader was added after SnapshotWriter.", True),
        ("After SnapshotReader, SnapshotWriter was added.", False),
        ("After SnapshotWriter, SnapshotReader was added.", True),
        ("Only after SnapshotWriter had been added was SnapshotReader added.", True),
        ("SnapshotReader came, followed by SnapshotWriter.", False),
        ("SnapshotWriter came, followed by SnapshotReader.", True),
        ("SnapshotReader and SnapshotWriter were added, in that order.", False),
        ("SnapshotWriter and SnapshotReader were added, in that order.", True),
        ("The first of the two commits added SnapshotReader.", False),
        ("The first of the two commits added SnapshotWriter.", True),
        ("Reading and writing of snapshots came apart, SnapshotWriter first.", True),
        ("先增加了 SnapshotReader，然后增加了 SnapshotWriter。", False),
        ("先增加了 SnapshotWriter，然后增加了 SnapshotReader。", True),
        ("增加 SnapshotReader 之后，又增加了 SnapshotWriter。", False),
        ("增加 SnapshotWriter 之后，又增加了 SnapshotReader。", True),
        ("先后增加了 SnapshotWriter 和 SnapshotReader。", True),
    ],
)
def test_commits_have_an_order(text: str, is_refused: bool) -> None:  # noqa: FBT001 - a case
    """What a sentence tells as first was committed first."""
    assert ("GV303" in codes(text, READ, WRITE)) is is_refused


def test_an_order_that_the_message_tells_is_no_order_of_commits() -> None:
    """A commit may say itself what runs before what; its date is not asked then."""
    text = "The cache is flushed before the store is closed once."
    assert "GV303" not in codes(text, ORDERED, CLOSED)


@pytest.mark.parametrize(
    ("text", "is_refused"),
    [
        ("SnapshotReader came on 4 December 2022, and SnapshotWriter on 10 December 2022.", False),
        ("SnapshotReader came on 10 December 2022, and SnapshotWriter on 4 December 2022.", True),
        ("SnapshotReader came on a Sunday, and SnapshotWriter on the Saturday.", False),
        ("SnapshotReader came on a Saturday, and SnapshotWriter on the Sunday.", True),
    ],
)
def test_dates_are_not_exchanged(text: str, is_refused: bool) -> None:  # noqa: FBT001 - a case
    """Each date belongs to the commit that its statement tells of."""
    assert ("GV204" in codes(text, READ, WRITE)) is is_refused


@pytest.mark.parametrize(
    ("text", "is_refused"),
    [
        ("Set out the passes of the renderer, in which `fog` came third.", False),
        ("Set out the passes of the renderer, in which `fog` came second.", True),
        ("Set out the passes of the renderer, in which tonemap came last.", False),
        ("Set out the passes of the renderer, in which lighting came last.", True),
        ("渲染阶段的顺序里，fog 位列第三。", False),
        ("渲染阶段的顺序里，fog 位列第二。", True),
    ],
)
def test_a_place_is_that_of_the_row_listed(text: str, *, is_refused: bool) -> None:
    """What comes first, second or last in a row is told as the evidence lists it."""
    change = commit(1, "Renderer passes: depth, lighting, fog, tonemap")
    assert ("GV303" in codes(text, change)) is is_refused


def test_two_dates_of_two_commits_are_not_exchanged() -> None:
    """One word each is enough where both dates stand beside the other's change."""
    schema = commit(1, "Add GraphQL schema", authored_at="2022-08-31T16:38:00Z")
    resolvers = commit(2, "Add GraphQL resolvers", authored_at="2022-09-01T09:29:00Z")
    right = "The GraphQL schema landed in August 2022 and the resolvers in September 2022."
    wrong = "The GraphQL resolvers landed in August 2022 and the schema in September 2022."
    assert "GV204" not in codes(right, schema, resolvers)
    assert "GV204" in codes(wrong, schema, resolvers)
