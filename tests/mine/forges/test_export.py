"""Exports of every forge's command line, recognised by their keys."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.artifacts import write_evidence
from pipeline.domain.history import Source
from pipeline.domain.pull_request import PullRequest
from pipeline.errors import FormatError
from pipeline.mine import ExportForge
from pipeline.mine.forges.told import belongs
from tests.mine.building import ONE, TWO, Built, mined

ID, OTHER = "1" * 40, "2" * 40
BODY = "The queue lost tasks.\n\n- [x] tests"
GLAB = {
    "id": 84,
    "iid": 14,
    "title": "Keep tasks",
    "description": BODY,
    "state": "merged",
    "merged_at": "2022-09-07T11:16:17.520Z",
    "author": {"id": 1, "username": "dev-two", "name": "Dev Two"},
    "sha": OTHER,
    "merge_commit_sha": None,
    "squash_commit_sha": ID,
    "web_url": "https://gitlab.example.org/group/sub/name/-/merge_requests/14",
}
GITEA = {
    "number": 14,
    "title": "Keep tasks",
    "body": BODY,
    "user": {"login": "dev-two", "full_name": "Dev Two"},
    "merged_at": "2022-09-07T11:16:17Z",
    "merge_commit_sha": ID,
    "html_url": "https://git.example.org/owner/name/pulls/14",
}
TEA = {
    "index": "14",
    "state": "merged",
    "author": "Dev Two",
    "author_id": "dev-two",
    "url": "https://git.example.org/owner/name/pulls/14",
    "title": "Keep tasks",
    "body": BODY,
}
AZURE = {
    "pullRequestId": 14,
    "title": "Keep tasks",
    "description": BODY,
    "status": "completed",
    "closedDate": "2022-09-07T11:16:17.5204117+00:00",
    "createdBy": {"displayName": "Dev Two", "uniqueName": "dev2@example.org"},
    "lastMergeCommit": {"commitId": ID},
    "completionOptions": {"mergeStrategy": "squash"},
    "repository": {"name": "name", "project": {"name": "My Project"}, "webUrl": None},
}
GH = {
    "number": 14,
    "title": "Keep tasks",
    "body": BODY,
    "author": {"login": "dev-two", "name": "Dev Two"},
    "mergedAt": "2022-09-07T11:16:17Z",
    "mergeCommit": {"oid": ID},
    "url": "https://github.com/owner/name/pull/14",
}


def export(folder: Path, *rows: dict[str, Any]) -> ExportForge:
    """Write an export as a command line would, and read it."""
    path = folder / "pulls.json"
    path.write_text(json.dumps(rows), encoding="utf-8")
    return ExportForge([path])


def only(forge: ExportForge, name: str) -> PullRequest:
    """Give the one pull request that an export holds of a repository."""
    (request,) = forge.pull_requests(Source(name=name, path=".", web="https://x")).values()
    return request


@pytest.mark.parametrize(
    ("row", "name", "address"),
    [
        (GH, "owner/name", "dev-two@users.noreply.github.com"),
        (GLAB, "group/sub/name", "dev-two@users.noreply.gitlab.example.org"),
        (GITEA, "owner/name", "dev-two@users.noreply.git.example.org"),
        (AZURE, "org/My%20Project/_git/name", "dev2@example.org"),
        (AZURE, "v3/org/My%20Project/name", "dev2@example.org"),
    ],
    ids=["gh", "glab", "gitea", "azure", "azure-ssh"],
)
def test_shapes(tmp_path: Path, row: dict[str, Any], name: str, address: str) -> None:
    """Each shape gives number, title, author, time and commit, and belongs to its repository."""
    request = only(export(tmp_path, row), name)
    assert (request.id, request.number, request.title) == (f"{name}#14", 14, "Keep tasks")
    assert (request.author.name, request.author.email) == ("Dev Two", address)
    assert request.body == "The queue lost tasks."
    assert request.merged_at is not None
    assert f"{request.merged_at:%Y-%m-%d %H:%M:%S}" == "2022-09-07 11:16:17"
    assert request.merge_commit == ID
    assert request.taken_out == ("checklist",)


def test_tea_tells_no_merge(tmp_path: Path) -> None:
    """What `tea` leaves out stays out; its numbers, which are texts, are read."""
    request = only(export(tmp_path, TEA), "owner/name")
    assert (request.number, request.merged_at, request.merge_commit) == (14, None, None)
    assert request.author.email == "dev-two@users.noreply.git.example.org"


@pytest.mark.parametrize(
    ("row", "name", "squash"),
    [(GLAB, "group/sub/name", ID), (AZURE, "o/My Project/_git/name", ID), (GH, "owner/name", None)],
)
def test_squashes_that_a_forge_tells(
    tmp_path: Path, row: dict[str, Any], name: str, squash: str | None
) -> None:
    """Only a forge that says so makes a commit the whole of a pull request."""
    assert only(export(tmp_path, row), name).squash_commit == squash


def test_a_fast_forward_ends_at_the_branch(tmp_path: Path) -> None:
    """Without a merge commit the branch's own tip is what entered."""
    row = GLAB | {"squash_commit_sha": None}
    assert only(export(tmp_path, row), "group/sub/name").merge_commit == OTHER
    row |= {"state": "opened", "merged_at": None}
    assert only(export(tmp_path, row), "group/sub/name").merge_commit is None


def test_a_trial_merge_is_none(tmp_path: Path) -> None:
    """An open pull request's merge commit is only a trial of the forge's."""
    row = GITEA | {"merged_at": None}
    assert only(export(tmp_path, row), "owner/name").merge_commit is None


def test_azure_cuts_descriptions(tmp_path: Path) -> None:
    """What a list cut off inside a sentence is left out, and the evidence says so."""
    text = f"One whole sentence. {'x' * 400}"[:400]
    request = only(export(tmp_path, AZURE | {"description": text}), "o/My Project/_git/name")
    assert (request.body, request.taken_out) == ("One whole sentence.", ("end",))


def test_own_lines_come_back(tmp_path: Path) -> None:
    """Evidence of `gitvitae mine` is an export, too; its commits are passed over."""
    first = only(export(tmp_path, GLAB), "group/sub/name")
    path = tmp_path / "evidence.jsonl"
    commit = '{"kind": "commit", "id": "x"}'
    path.write_text(f"{commit}\n{write_evidence(first)}\n\n", encoding="utf-8")
    assert only(ExportForge([path]), "group/sub/name") == first


def test_lines_are_an_export(tmp_path: Path) -> None:
    """One pull request on each line is read like a list of them."""
    path = tmp_path / "pulls.jsonl"
    path.write_text(f"{json.dumps(GH)}\n{json.dumps(GH | {'number': 15})}\n", encoding="utf-8")
    requests = ExportForge([path]).pull_requests(Source(name="owner/name", path="."))
    assert list(requests) == [14, 15]


@pytest.mark.parametrize("value", ["refs/heads/x", "--output=x", "1" * 39, "G" * 40, ""])
def test_what_is_no_commit_is_dropped(tmp_path: Path, value: str) -> None:
    """An id goes into git's input: anything but a whole hash is not passed on."""
    row = GH | {"mergeCommit": {"oid": value}}
    assert only(export(tmp_path, row), "owner/name").merge_commit is None


@pytest.mark.parametrize(
    ("home", "name", "expected"),
    [
        ("App/_git/App", "org/_git/app", True),
        ("App/_git/Other", "org/_git/app", False),
        ("App/_git/Other", "org/App/_git/Other", True),
        ("App/_git/Other", "org/Else/_git/Other", False),
        ("owner/name", "other/owner/name", False),
    ],
)
def test_azures_short_names(home: str, name: str, expected: bool) -> None:  # noqa: FBT001
    """A project and its one repository share a name in Azure's addresses."""
    assert belongs(home, name) is expected


def test_an_export_of_another_project_is_refused(tmp_path: Path) -> None:
    """Azure's short names fit only at the end of a remote's path."""
    forge = export(tmp_path, AZURE)
    forge.refuse_foreign([Source(name="org/My Project/_git/name", path=".", web="x")])
    with pytest.raises(FormatError, match="My Project/_git/name, not of org/other"):
        forge.refuse_foreign([Source(name="org/other", path=".", web="x")])


def test_a_told_squash_is_its_authors(built: Built, tmp_path: Path) -> None:
    """Without any number in its subject a squash is credited when the forge tells of it."""
    built.git("remote", "add", "origin", "https://gitlab.example.org/group/sub/name.git")
    built.commit("Own work", {"b": "1"}, author=TWO)
    squash = built.commit("Keep tasks", {"a": "1"}, author=ONE)
    row = GLAB | {"squash_commit_sha": squash}
    commits = mined(built.path, forge=export(tmp_path, row)).commits
    assert (commits[1].author.email, commits[1].pull_request) == ("dev2@example.org", 14)


def test_a_rebase_keeps_its_authors(built: Built, tmp_path: Path) -> None:
    """A last commit that was only rebased may be another's: it stays with who wrote it."""
    built.git("remote", "add", "origin", "https://github.com/owner/name")
    built.commit("Own work", {"b": "1"}, author=TWO)
    last = built.commit("Keep tasks", {"a": "1"}, author=ONE)
    commits = mined(built.path, forge=export(tmp_path, GH | {"mergeCommit": {"oid": last}})).commits
    assert (commits[1].author.email, commits[1].pull_request) == ("dev1@example.org", 14)


@pytest.mark.parametrize(
    "message",
    [
        "Merged PR 14: Keep tasks",
        "Merged in tasks (pull request #14)",
        "Keep tasks\n\nSee merge request group/name!14",
    ],
)
def test_squashes_of_other_forges(built: Built, message: str) -> None:
    """What Azure, Bitbucket and GitLab write of merges they write of squashes as well."""
    built.commit(message, {"a": "1"})
    assert mined(built.path).commits[0].pull_request == 14
