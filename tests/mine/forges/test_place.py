"""Which forge is meant, where its API is, and where a token goes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pydantic import SecretStr

from pipeline.errors import ForgeError, UsageError
from pipeline.mine import GitRepository, Network, find_token, open_forge
from pipeline.mine.forges.answers import Answers
from pipeline.mine.forges.client import Client, Clock
from pipeline.mine.forges.github import endpoint
from pipeline.mine.forges.place import Kind, Remote, read_remote, read_word
from pipeline.mine.progress import silent
from tests.mine.building import SETTINGS, Built


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("git@github.com:owner/name.git", Remote("github.com", "owner/name")),
        ("https://github.com/owner/name", Remote("github.com", "owner/name")),
        ("https://git.example.org:8443/a/b/c.git/", Remote("git.example.org:8443", "a/b/c")),
        ("ssh://git@git.example.org:2222/owner/name", Remote("git.example.org", "owner/name")),
        ("http://git.example.org:8080/owner/name", Remote("git.example.org", "owner/name")),
        ("http://127.0.0.1:3000/owner/name", Remote("127.0.0.1:3000", "owner/name", "http")),
        ("http://[::1]/owner/name", Remote("[::1]", "owner/name", "http")),
        ("HTTPS://GitHub.COM/Owner/Name", Remote("github.com", "Owner/Name")),
        ("/srv/git/name.git", None),
        ("file:///srv/git/owner/name", None),
        ("https://github.com/name", None),
        ("https://github.com/../name", None),
        ("https://github.com/owner/name?x=1\r\nHost: evil", None),
        ("https://github.com:port/owner/name", None),
        ("", None),
    ],
)
def test_remotes(url: str, expected: Remote | None) -> None:
    """A remote leads to a host and a path over https, or to no forge."""
    assert read_remote(url) == expected


@pytest.mark.parametrize(
    ("word", "host", "kind"),
    [
        ("forge", "github.com", Kind.GITHUB),
        ("forge", "acme.ghe.com", Kind.GITHUB),
        ("forge", "gitlab.com", Kind.GITLAB),
        ("forge", "codeberg.org", Kind.GITEA),
        ("forge", "git.example.org", None),
        ("forge", "github.com.example.org", None),
        ("forge", "github.com:8443", None),
        ("forge", "evilghe.com", None),
        ("github", "github.com", Kind.GITHUB),
        ("github", "gitlab.com", None),
        ("github", "git.example.org", None),
        ("gitlab:git.example.org", "git.example.org", Kind.GITLAB),
        ("gitlab:git.example.org", "other.example.org", None),
        ("gitea:localhost:3000", "localhost:3000", Kind.GITEA),
        ("gitea:localhost:3000", "localhost", None),
    ],
)
def test_words(word: str, host: str, kind: Kind | None) -> None:
    """Without a host only hosts that everyone knows are meant: no remote decides where to ask."""
    meant = read_word(word)
    assert meant is not None
    assert meant.meant(Remote(host, "owner/name")) is kind


@pytest.mark.parametrize(
    "text", ["pulls.json", "./github", "github/", "github:", "GITHUB", "bitbucket"]
)
def test_other_words_are_files(text: str) -> None:
    """What is no word for a forge is a file's name."""
    assert read_word(text) is None


def test_a_host_alone_is_not_enough() -> None:
    """What a host speaks is never guessed."""
    with pytest.raises(UsageError, match="github:HOST"):
        read_word("forge:git.example.org")


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("github.com", ("api.github.com", "/graphql")),
        ("acme.ghe.com", ("api.acme.ghe.com", "/graphql")),
        ("git.example.org", ("git.example.org", "/api/graphql")),
    ],
)
def test_endpoints(host: str, expected: tuple[str, str]) -> None:
    """GitHub's API has a host of its own, an instance of a company has not."""
    assert endpoint(host) == expected


@pytest.mark.parametrize(
    ("kind", "host", "variables", "expected"),
    [
        (Kind.GITHUB, "github.com", {"GITHUB_TOKEN": "a"}, "a"),
        (Kind.GITHUB, "github.com", {"GITHUB_TOKEN": "a", "GH_TOKEN": "b"}, "b"),
        (Kind.GITHUB, "acme.ghe.com", {"GH_TOKEN": "a"}, "a"),
        (Kind.GITHUB, "git.example.org", {"GITHUB_TOKEN": "a"}, None),
        (Kind.GITHUB, "git.example.org", {"GH_ENTERPRISE_TOKEN": "a"}, "a"),
        (
            Kind.GITHUB,
            "git.example.org",
            {"GITHUB_TOKEN": "a", "GITHUB_SERVER_URL": "https://git.example.org"},
            "a",
        ),
        (Kind.GITHUB, "github.com", {"GH_ENTERPRISE_TOKEN": "a"}, None),
        (Kind.GITLAB, "gitlab.com", {"GITLAB_TOKEN": " a\n"}, "a"),
        (Kind.GITLAB, "gitlab.com", {"GITLAB_TOKEN": "a", "GITLAB_HOST": "git.example.org"}, None),
        (
            Kind.GITLAB,
            "git.example.org",
            {"GITLAB_TOKEN": "a", "GITLAB_HOST": "https://git.example.org/"},
            "a",
        ),
        (Kind.GITEA, "codeberg.org", {"GITEA_TOKEN": "a"}, "a"),
        (Kind.GITEA, "codeberg.org", {"FORGEJO_TOKEN": "a"}, "a"),
        (Kind.GITEA, "x.org", {"GITEA_TOKEN": "a", "GITEA_SERVER_URL": "https://y.org"}, None),
        (Kind.GITEA, "codeberg.org", {"GITHUB_TOKEN": "a"}, None),
        (Kind.GITHUB, "github.com", {}, None),
    ],
)
def test_tokens_go_to_their_own_host(
    kind: Kind, host: str, variables: dict[str, str], expected: str | None
) -> None:
    """A token that was made for another host is not given away."""
    found = find_token(kind, host, variables | {"PATH": "/nonexistent"})
    assert (found.get_secret_value() if found else None) == expected
    assert expected is None or expected not in repr(found).removeprefix("SecretStr")


def test_what_is_no_token_is_refused() -> None:
    """A value that would split a header is named by its variable, never shown."""
    with pytest.raises(ForgeError, match=r"^GITLAB_TOKEN: holds no token") as caught:
        find_token(Kind.GITLAB, "gitlab.com", {"GITLAB_TOKEN": "secret\r\nX: y"})
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(("kind", "name"), [(Kind.GITHUB, "gh"), (Kind.GITLAB, "glab")])
def test_the_forges_own_command_tells(tmp_path: Path, kind: Kind, name: str) -> None:
    """Without a variable the forge's own command is asked, for this host, outside any repository.

    Variables with tokens of other hosts are kept from it: it would print them for any host.
    """
    script = tmp_path / name
    script.write_text('#!/bin/sh\necho "$PWD-$#-$GH_TOKEN$GITLAB_TOKEN-$*" | tr " " _\n')
    script.chmod(0o755)
    variables = {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}", "GH_TOKEN": "other"}
    variables |= {"GITLAB_TOKEN": "other", "GITLAB_HOST": "other.example.org"}
    found = find_token(kind, "git.example.org", variables)
    assert found is not None
    told = found.get_secret_value()
    assert told.startswith("/-")
    assert told.endswith("_git.example.org")
    assert "other" not in told


def test_a_command_that_fails_tells_nothing(tmp_path: Path) -> None:
    """A command without an account for the host fails: there is no token."""
    (tmp_path / "gh").write_text("#!/bin/sh\necho no-token\nexit 1\n")
    (tmp_path / "gh").chmod(0o755)
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    assert find_token(Kind.GITHUB, "git.example.org", {"PATH": path}) is None


def test_nothing_crosses_a_network_in_the_clear() -> None:
    """A token goes over https, or stays on this machine."""
    with pytest.raises(ForgeError, match="only asked over https"):
        Client("http", "git.example.org", SecretStr("x"), Clock())


def opened(built: Built, folder: Path, network: Network, *given: str) -> bool:
    """Tell whether the forge of the one repository may be asked."""
    with GitRepository(built.path, SETTINGS) as repository:
        forge = open_forge(given, [repository], folder, network, silent)
    (target,) = forge.forges[0].targets.values()  # type: ignore[attr-defined]
    return bool(target.may_ask)


def test_only_what_is_named_or_known_is_asked(built: Built, tmp_path: Path) -> None:
    """A file's memory of a forge is no permission, unless this machine asked there before."""
    built.git("remote", "add", "origin", "https://user:secret@git.example.org/owner/name")
    built.commit("Base", {"a": "1"})
    word, folder = "gitlab:git.example.org", tmp_path / "pulls"
    assert opened(built, folder, Network.NAMED, word)
    assert not opened(built, folder, Network.KNOWN, word)
    assert not opened(built, folder, Network.NONE, word)
    Answers(folder, Kind.GITLAB, Remote("git.example.org", "owner/other")).forget_place()
    assert opened(built, folder, Network.KNOWN, word)
    assert not opened(built, folder, Network.NONE, word)


def test_a_repository_may_be_named(built: Built, tmp_path: Path) -> None:
    """Of a fork, or without a remote, the repository with the pull requests can be named."""
    built.git("remote", "add", "origin", "https://github.com/fork/name")
    given = ["github:github.com/owner/name"]
    with GitRepository(built.path, SETTINGS) as repository:
        forge = open_forge(given, [repository], tmp_path, Network.NAMED, silent)
        (target,) = forge.forges[0].targets.values()  # type: ignore[attr-defined]
        assert target.remote == Remote("github.com", "owner/name")
        with GitRepository(built.path, SETTINGS) as second:
            second.path = tmp_path
            with pytest.raises(UsageError, match="several repositories"):
                open_forge(given, [repository, second], tmp_path, Network.NAMED, silent)


@pytest.mark.parametrize("path", ["name", "../name", "owner/name?x", "owner//name", "/owner/name"])
def test_what_is_no_path_is_refused(path: str) -> None:
    """What would lead elsewhere on the host is none of its repositories."""
    with pytest.raises(UsageError, match="no repository's path"):
        read_word(f"gitea:git.example.org/{path}")


@pytest.mark.parametrize(
    ("remote", "message"),
    [
        ("https://git.example.org/owner/name", "leads there, but to git.example.org"),
        ("/srv/git/name", "no repository has a remote"),
    ],
)
def test_a_forge_without_any_repository(
    built: Built, tmp_path: Path, remote: str, message: str
) -> None:
    """A forge that holds none of the repositories is not asked, and left out with a reason."""
    built.git("remote", "add", "origin", remote)
    with pytest.raises(UsageError, match=message):
        opened(built, tmp_path, Network.NAMED, "github")
