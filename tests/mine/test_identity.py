"""Who there is, and whom the résumé is about."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.domain.scope import Scope
from pipeline.errors import PersonError
from pipeline.mine import GitRepository, find_person, people
from tests.mine.building import DEV_ONE, ONE, SETTINGS, TWO, Built, build, mined

OTHER = "Dev One <one@home.example.org>"


@pytest.fixture
def repository(built: Built, monkeypatch: pytest.MonkeyPatch) -> Iterator[GitRepository]:
    """Give a repository of two people, one of them with two addresses, and a bot."""
    monkeypatch.setenv("HOME", "/nonexistent")
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    for number in range(3):
        built.commit("Work", {"a": str(number)}, author=TWO)
    built.commit("Work\n\nCo-authored-by: Dev Three <dev3@example.org>", {"a": "x"}, author=ONE)
    built.commit("Home", {"a": "y"}, author=OTHER)
    built.commit("Bump", {"a": "z"}, author="dependabot[bot] <bot@example.org>")
    with GitRepository(built.path, SETTINGS) as opened:
        yield opened


def test_people_by_commits(repository: GitRepository) -> None:
    """People are ranked by commits, co-authors count, bots don't."""
    ranked = [(identity.email, count) for identity, count in people(repository, Scope())]
    assert ranked == [
        ("dev2@example.org", 3),
        ("dev1@example.org", 1),
        ("dev3@example.org", 1),
        ("one@home.example.org", 1),
    ]


@pytest.mark.parametrize(
    ("wanted", "emails"),
    [
        (["DEV1@example.org"], ["dev1@example.org"]),
        (["dev one"], ["dev1@example.org", "one@home.example.org"]),
        (["Dev Two"], ["dev2@example.org"]),
        (["home.example"], ["one@home.example.org"]),
        (["Dev Two <dev2@example.org>"], ["dev2@example.org"]),
        (["dev2@example.org", "dev1@example.org"], ["dev2@example.org", "dev1@example.org"]),
    ],
)
def test_finding_a_person(repository: GitRepository, wanted: list[str], emails: list[str]) -> None:
    """A person is found by address, by name, or by a piece that fits only one."""
    person = find_person(wanted, [repository])
    assert [identity.email for identity in person.identities] == emails


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        (["nobody@example.org"], r"no commit by 'nobody@example\.org'.*Dev Two <dev2@example"),
        (["example.org"], "several people fit"),
        ([""], "no commit by"),
        ([], r"user\.email.*Dev Two <dev2@example\.org> \(3\)"),
    ],
)
def test_who_there_is_is_said(repository: GitRepository, wanted: list[str], message: str) -> None:
    """Where nobody fits, or several do, the error lists who there is."""
    with pytest.raises(PersonError, match=message):
        find_person(wanted, [repository])


@pytest.mark.parametrize(
    ("wanted", "candidates"),
    [
        (["dev"], (("dev2@example.org", 3), ("dev1@example.org", 1), ("dev3@example.org", 1))),
        (["nobody"], ()),
    ],
)
def test_whom_to_choose_from_is_told(
    repository: GitRepository, wanted: list[str], candidates: tuple[tuple[str, int], ...]
) -> None:
    """An error for several people carries their addresses, so that one can be asked for."""
    with pytest.raises(PersonError) as caught:
        find_person(wanted, [repository])
    named = tuple(pair for pair in caught.value.candidates if not pair[0].startswith("one@"))
    assert named == candidates


def test_without_an_address_everyone_can_be_chosen(repository: GitRepository) -> None:
    """Where git knows no address all people are there to choose from, once each."""
    with pytest.raises(PersonError) as caught:
        find_person([], [repository, repository])
    assert caught.value.candidates[0] == ("dev2@example.org", 6)
    assert len(caught.value.candidates) == len(people(repository, Scope()))


def test_people_of_other_branches_are_found(built: Built) -> None:
    """A person who committed only on a branch is found where that branch is asked for."""
    built.commit("Base", {"a": "1"}, author=ONE)
    built.git("checkout", "-q", "-b", "side")
    built.commit("Side", {"a": "2"}, author=TWO)
    built.git("checkout", "-q", "main")
    with GitRepository(built.path, SETTINGS) as opened:
        with pytest.raises(PersonError):
            find_person(["dev2@example.org"], [opened])
        person = find_person(["dev2@example.org"], [opened], ("main", "side"))
    assert person.identities[0].email == "dev2@example.org"


def test_gits_own_address_is_the_default(
    built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a person git's user.email counts: the repository's before the user's."""
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / ".gitconfig").write_text("[include]\npath = more\n", encoding="utf-8")
    (tmp_path / "more").write_text("[user]\nemail = dev2@example.org\n", encoding="utf-8")
    built.commit("Work", {"a": "1"}, author=ONE)
    built.commit("Work", {"a": "2"}, author=TWO)
    with GitRepository(built.path, SETTINGS) as opened:
        assert find_person([], [opened]).identities[0].email == "dev2@example.org"
    built.git("config", "user.email", "dev1@example.org")
    with GitRepository(built.path, SETTINGS) as opened:
        assert find_person([], [opened]).identities[0].email == "dev1@example.org"


def test_a_mailmap_adds_identities(built: Built) -> None:
    """A tracked .mailmap ties further addresses to the person who was asked for."""
    built.commit("Old", {"a": "1"}, author="D <old@example.org>")
    built.commit("New", {"a": "2"}, author=ONE)
    built.commit("Other", {"a": "3"}, author=TWO)
    built.commit(
        "Map", {".mailmap": "# names\nDev One <dev1@example.org> <old@example.org>\n\x00<<\n"}
    )
    for asked in ("dev1@example.org", "old@example.org"):
        with GitRepository(built.path, SETTINGS) as opened:
            person = find_person([asked], [opened])
        emails = sorted(identity.email for identity in person.identities)
        assert emails == ["dev1@example.org", "old@example.org"]
        assert person.name == "Dev One"


def test_the_mailmaps_of_several_repositories_lead_on(tmp_path: Path, built: Built) -> None:
    """What one repository's .mailmap adds, the next one's may lead on from."""
    further = build(tmp_path / "further")
    built.commit("New", {"a": "1"}, author=ONE)
    built.commit("Old", {"a": "2"}, author="D <old@example.org>")
    built.commit("Map", {".mailmap": "Dev One <dev1@example.org> <old@example.org>\n"}, author=ONE)
    further.commit("Old", {"a": "1"}, author="D <old@example.org>")
    further.commit("Oldest", {"a": "2"}, author="D <oldest@example.org>")
    further.commit("Map", {".mailmap": "D <old@example.org> <oldest@example.org>\n"}, author=TWO)
    with (
        GitRepository(built.path, SETTINGS) as first,
        GitRepository(further.path, SETTINGS) as second,
    ):
        person = find_person(["dev1@example.org"], [first, second])
    emails = sorted(identity.email for identity in person.identities)
    assert emails == ["dev1@example.org", "old@example.org", "oldest@example.org"]


def test_an_address_of_the_mailmap_alone_is_known(
    built: Built, caplog: pytest.LogCaptureFixture
) -> None:
    """Nobody committed under the new address yet; whom .mailmap ties to it is shown."""
    built.commit("Old", {"a": "1"}, author="D <old@example.org>")
    built.commit("Other", {"a": "2"}, author=TWO)
    built.commit("Map", {".mailmap": "Dev New <new@example.org> <old@example.org>\n"}, author=TWO)
    with GitRepository(built.path, SETTINGS) as opened:
        person = find_person(["new@example.org"], [opened])
    assert [identity.email for identity in person.identities] == ["old@example.org"]
    assert "D <old@example.org> is taken for the same person" in caplog.text
    with GitRepository(built.path, SETTINGS) as opened, pytest.raises(PersonError):
        find_person(["nowhere@example.org"], [opened])


def test_co_authors_are_people(built: Built) -> None:
    """Co-authored-by trailers name co-authors, the author and repetitions aside."""
    trailer = "Co-authored-by: Dev One <dev1@example.org>"
    built.commit(f"Pair\n\nText.\n\n{trailer}\nCo-Authored-By: {TWO}\n{trailer}", author=TWO)
    (commit,) = mined(built.path, Scope(person=DEV_ONE)).commits
    assert [identity.email for identity in commit.co_authors] == ["dev1@example.org"]
    assert commit.is_by(DEV_ONE)


def test_names_are_harmless_in_errors(built: Built) -> None:
    """Control characters in a name don't reach the terminal through an error."""
    built.commit("Work", {"a": "1"}, author="Dev \x1b[31mRed <red@example.org>")
    with GitRepository(built.path, SETTINGS) as opened, pytest.raises(PersonError) as caught:
        find_person(["nobody"], [opened])
    assert str(caught.value).isprintable()
