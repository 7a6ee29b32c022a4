"""Commits come out of git as they went in, whatever they hold."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from pipeline.domain.scope import Scope
from tests.mine.building import DEV_ONE, ONE, TWO, Built, mined


def test_commits_are_told_whole(built: Built) -> None:
    """A commit keeps its id, parents, people, zone, message and files."""
    first = built.commit("Add a", {"a.txt": "1\n"})
    second = built.commit(
        "Fix a\n\nIt was wrong.\n\n- twice\n",
        {"a.txt": "2\n3\n"},
        author=ONE,
        committer=TWO,
        date="1600000000 +0530",
    )
    commit = mined(built.path).commits[-1]
    assert (commit.id, commit.parents) == (second, (first,))
    assert (commit.subject, commit.body) == ("Fix a", "It was wrong.\n\n- twice")
    assert (commit.author.email, commit.committer.email) == ("dev1@example.org", "dev2@example.org")
    assert commit.authored_at == datetime.fromtimestamp(1_600_000_000, UTC)
    assert commit.authored_at.utcoffset() == timedelta(hours=5, minutes=30)
    assert [(f.path, f.added, f.deleted) for f in commit.files] == [("a.txt", 2, 1)]


def test_commits_are_oldest_first(built: Built) -> None:
    """Commits come in the order of the history, oldest first."""
    ids = [built.commit(f"Step {n}", {"a": f"{n}"}) for n in range(4)]
    assert [commit.id for commit in mined(built.path).commits] == ids


def test_hostile_messages_stay_in_their_commit(built: Built) -> None:
    """Control characters, record separators and raw records in a message forge no commit."""
    raw = ":100644 100644 a b M"
    built.commit(f"Bad \x1e\x1f\x1b[31m bytes\n\nline\r\n{raw}\n", {"a": "1"})
    built.commit("Next", {"b": "1"})
    bad, following = mined(built.path).commits
    assert "\x1e\x1f\x1b[31m" in bad.subject
    assert bad.body == f"line\r\n{raw}"
    assert [file.path for file in bad.files] == ["a"]
    assert following.subject == "Next"


def test_invalid_bytes_are_replaced(built: Built) -> None:
    """A message that is no UTF-8 is read with replacement characters."""
    tree = built.git("write-tree")
    head = f"tree {tree}\nauthor {ONE} 1600000000 +0000\ncommitter {ONE} 1600000000 +0000\n\n"
    bad = built.git("hash-object", "-t", "commit", "-w", "--stdin", feed=head.encode() + b"\xff!\n")
    built.git("update-ref", "refs/heads/main", bad)
    assert mined(built.path).commits[0].subject == "\N{REPLACEMENT CHARACTER}!"


def test_hostile_paths_stay_paths(built: Built) -> None:
    """Names with newlines, tabs, colons and quotes come out as they are."""
    names = ["new\nline", "tab\there", ":colon", 'quo"te', "空 格", "2\t1\tfake"]
    built.commit("Add names", dict.fromkeys(names, "x\n"))
    commit = mined(built.path).commits[0]
    assert sorted(file.path for file in commit.files) == sorted(names)
    assert {file.added for file in commit.files} == {1}


def test_other_encodings_become_unicode(built: Built) -> None:
    """A message in the encoding that its commit declares is read in it."""
    built.git("config", "i18n.commitEncoding", "ISO-8859-1")
    built.commit("Größe".encode("latin-1"), {"a": "1"})
    assert mined(built.path).commits[0].subject == "Größe"


def test_long_messages_are_cut(built: Built) -> None:
    """A message longer than the settings allow is cut there."""
    built.commit("Subject\n\n" + "word " * 10_000, {"a": "1"})
    commit = mined(built.path).commits[0]
    assert len(commit.message) <= 20_000


def test_impossible_dates_do_not_stop(built: Built) -> None:
    """A date that no calendar holds becomes the epoch instead of an error."""
    tree = built.git("write-tree")
    text = (
        f"tree {tree}\nauthor {ONE} 99999999999999 +9999\ncommitter {ONE} 1600000000 +0000\n\nOdd\n"
    )
    odd = built.git(
        "hash-object", "-t", "commit", "-w", "--stdin", "--literally", feed=text.encode()
    )
    built.git("update-ref", "refs/heads/main", odd)
    commit = mined(built.path).commits[0]
    assert commit.subject == "Odd"
    assert commit.authored_at.tzinfo is not None


def test_renames_are_followed_where_lines_are_counted(built: Built) -> None:
    """A rename by the person is one file with its old path."""
    text = "".join(f"line {n}\n" for n in range(20))
    built.commit("Add", {"old.py": text})
    built.commit("Move", {"old.py": None, "new.py": text})
    (file,) = mined(built.path, Scope(person=DEV_ONE)).commits[-1].files
    assert (file.old_path, file.path, file.added, file.deleted) == ("old.py", "new.py", 0, 0)


def test_other_peoples_lines_are_not_counted(built: Built) -> None:
    """Commits of others name their files without counts."""
    built.commit("Add", {"a": "1\n"}, author=TWO)
    (file,) = mined(built.path, Scope(person=DEV_ONE)).commits[0].files
    assert (file.path, file.added) == ("a", None)


def test_binary_files_have_no_counts(built: Built) -> None:
    """A binary file is named and has no line counts."""
    built.commit("Add", {"image.png": b"\0\1\2" * 50})
    (file,) = mined(built.path).commits[0].files
    assert (file.path, file.added, file.deleted) == ("image.png", None, None)


def test_a_huge_message_is_cut(built: Built) -> None:
    """A message of 10 MB is cut, and its neighbours are whole."""
    built.commit("Before", {"a": "1"})
    built.commit("Huge\n\n" + "word " * 2_000_000, {"a": "2"})
    built.commit("After", {"a": "3"})
    before, huge, after = mined(built.path).commits
    assert (before.subject, huge.subject, after.subject) == ("Before", "Huge", "After")
    assert len(huge.message) <= 20_000
    assert [file.path for file in huge.files] == ["a"]


def test_paths_that_are_no_text(built: Built) -> None:
    """A path of bytes that are no UTF-8 is read with replacement characters, in every depth."""
    blob = built.git("hash-object", "-w", "--stdin", feed=b"x = 1\n")
    entry = f"100644 blob {blob}\t".encode() + b"\xff\xfe.py\0"
    tree = built.git("mktree", "-z", feed=entry)
    people = built.people(ONE, ONE, "1600000000 +0000")
    commit = built.git("commit-tree", tree, "-m", "Add", **people)
    built.git("update-ref", "refs/heads/main", commit)
    (file,) = mined(built.path).commits[0].files
    assert (file.path, file.added) == ("\N{REPLACEMENT CHARACTER}" * 2 + ".py", 1)


def test_people_may_be_anyone(built: Built) -> None:
    """Names with control characters, and people without a name or an address, are kept."""
    tree = built.git("write-tree")
    for author in ("\x1b[31mR\x1eed <r@example.org>", " <>", "Only <>"):
        text = f"tree {tree}\nauthor {author} 1600000000 +0000\ncommitter {ONE} 1 +0000\n\nOdd\n"
        odd = built.git(
            "hash-object", "-t", "commit", "-w", "--stdin", "--literally", feed=text.encode()
        )
        built.git("update-ref", "refs/heads/main", odd)
        (commit,) = mined(built.path).commits
        assert commit.author.name == author.partition("<")[0].strip()
