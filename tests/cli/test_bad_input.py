"""Bad input gets one line that says what, where and what to do; nothing is half written."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from pipeline.cli import run

PERSON = ("--person", "author@example.org")


def complaint(capsys: pytest.CaptureFixture[str]) -> str:
    """Give the one line on stderr; there is nothing on stdout."""
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1, captured.err
    return captured.err


def git(*arguments: str | Path) -> None:
    """Run git without the user's own settings."""
    names = ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM")
    environment = os.environ | dict.fromkeys(names, os.devnull)
    command = ["git", *map(str, arguments)]
    subprocess.run(command, check=True, capture_output=True, env=environment)


def refused(capsys: pytest.CaptureFixture[str], out: Path, *arguments: str, code: int = 2) -> str:
    """Draft into a folder that is not there, and give the complaint; no folder comes of it."""
    assert run(["draft", *arguments, "--out", str(out)]) == code
    assert not out.parent.exists()
    return complaint(capsys)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Give a folder that would have to be made, with its parent."""
    return tmp_path / "deep" / "resume"


CALLS = {
    ("nope",): "no such command 'nope' (see gitvitae --help)",
    ("verify",): "verify: missing argument 'FILE' (see gitvitae verify --help)",
    ("verify", "--nope"): "verify: no such option '--nope'",
    ("verify", "x.md", "--format", "odd"): "'--format': 'odd' is not one of 'text'",
    ("draft", "x", "--since", "today"): "'--since': 'today' does not match",
    ("draft", "x", "--out"): "'--out' requires an argument",
}


@pytest.mark.parametrize("call", sorted(CALLS))
def test_wrong_call(call: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    """A call that can't be read is answered like any other mistake: on one line."""
    assert run(list(call)) == 2
    said = complaint(capsys)
    assert said.startswith("gitvitae: error: ")
    assert CALLS[call] in said


def test_not_a_repository(out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder without a repository is named, and what to give instead."""
    said = refused(capsys, out, str(tmp_path), *PERSON)
    assert f"{tmp_path}: not a git repository (" in said


def test_no_such_folder(out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A path that leads nowhere is named."""
    said = refused(capsys, out, str(tmp_path / "nowhere"), *PERSON)
    assert f"{tmp_path / 'nowhere'}: no such directory" in said


def test_empty_repository(out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A repository without a commit says so."""
    git("init", "-q", tmp_path / "empty")
    assert "no commit yet" in refused(capsys, out, str(tmp_path / "empty"), *PERSON)


def test_nobody_of_that_name(out: Path, demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where a person has no commit, those who have some are named."""
    person = ("--person", "nobody@example.org")
    said = refused(capsys, out, str(demo / "platform"), *person)
    assert "nobody@example.org" in said
    assert "author@example.org" in said


def test_shallow_clone(
    out: Path, demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A clone whose history is cut off is refused with the way to complete it."""
    git("clone", "-q", "--depth", "3", f"file://{demo / 'platform'}", tmp_path / "shallow")
    said = refused(capsys, out, str(tmp_path / "shallow"), *PERSON)
    assert "shallow" in said
    assert "git fetch --unshallow" in said


def test_partial_clone(
    out: Path, demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A clone that lacks the contents of files is refused."""
    source = shutil.copytree(demo / "platform", tmp_path / "source")
    git("-C", source, "config", "uploadpack.allowFilter", "true")
    partial = tmp_path / "partial"
    git("clone", "-q", "--bare", "--filter=blob:none", f"file://{source}", partial)
    assert "the clone is partial" in refused(capsys, out, str(partial), *PERSON)


def test_unknown_ref(out: Path, demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A ref that is not there is named, and how to see those that are."""
    said = refused(capsys, out, str(demo / "platform"), *PERSON, "--ref", "no-such-branch")
    assert "'no-such-branch'" in said
    assert "git branch --all" in said


EXPORTS = {
    "broken": ('[\n{"number": 1,', "broken JSON in line 2"),
    "empty": ("", "broken JSON"),
    "empty list": ("[]", "holds no pull request"),
    "foreign": ('{"issues": []}', "no export of pull requests"),
    "foreign rows": ('[{"id": 7}]', "0 has the keys: 'id'"),
    "binary": ("\x00\x01", "JSON"),
}


@pytest.mark.parametrize("case", sorted(EXPORTS))
def test_bad_export(
    case: str, out: Path, demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that is no export of pull requests is named, with the command that writes one."""
    text, expected = EXPORTS[case]
    file = tmp_path / "pulls.json"
    file.write_text(text, encoding="utf-8")
    said = refused(capsys, out, str(demo / "platform"), *PERSON, "--pull-requests", str(file))
    assert f"{file}: " in said
    assert expected in said
    assert "gh pr list" in said


def test_export_of_another_repository(
    out: Path, demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Pull requests of a repository that is not mined are refused, not left out in silence."""
    rows = [{"number": 1, "title": "x", "url": "https://github.com/other/place/pull/1"}]
    file = tmp_path / "pulls.json"
    file.write_text(json.dumps(rows), encoding="utf-8")
    said = refused(capsys, out, str(demo / "platform"), *PERSON, "--pull-requests", str(file))
    assert f"{file}: " in said
    assert "other/place" in said
    assert "example/platform" in said


def test_missing_export(
    out: Path, demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An export that is not there is named."""
    file = tmp_path / "nowhere.json"
    said = refused(capsys, out, str(demo / "platform"), *PERSON, "--pull-requests", str(file))
    assert f"{file}: " in said


def test_unknown_settings(
    out: Path,
    demo: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """All wrong settings are named at once, each with its line."""
    text = '[draft]\nwriters = "x"\nrounds = "many"\n\n[tune]\nspeed = 3\n'
    (tmp_path / "gitvitae.toml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    said = refused(capsys, out, str(demo / "platform"), *PERSON)
    for place in ("gitvitae.toml:2: draft.writers", "gitvitae.toml:3: draft.rounds"):
        assert place in said
    assert "gitvitae.toml:6: tune" in said


def test_broken_settings(
    out: Path,
    demo: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A settings file that is no TOML is named, with the line."""
    (tmp_path / "gitvitae.toml").write_text("[draft\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    said = refused(capsys, out, str(demo / "platform"), *PERSON)
    assert "gitvitae.toml: not valid TOML" in said
    assert "line 1" in said


def test_malformed_claims(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A malformed line of claims is named by file and line."""
    file = tmp_path / "a.claims.jsonl"
    file.write_text('\n{"id": "x"\n{"id": "y"}\n', encoding="utf-8")
    assert run(["verify", str(file)]) == 2
    said = complaint(capsys)
    assert f"{file}:2: " in said
    assert f"{file}:3: " in said


@pytest.mark.parametrize("name", ["a.claims.jsonl", "resume.md"])
def test_nothing_to_check(name: str, drafted: Path, tmp_path: Path) -> None:
    """A file without any sentence is never a pass."""
    (tmp_path / name).write_text("", encoding="utf-8")
    shutil.copy(drafted / "resume" / "ledger.json", tmp_path)
    assert run(["verify", str(tmp_path / name)]) == 2


def test_markdown_without_ledger(
    drafted: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A résumé whose ledger is not beside it can't be checked, and says which file is missing."""
    shutil.copy(drafted / "resume" / "resume.md", tmp_path)
    assert run(["verify", str(tmp_path / "resume.md")]) == 2
    assert f"{tmp_path / 'ledger.json'}: " in complaint(capsys)


@pytest.mark.parametrize("text", ["{", "[]", '{"schema_version": 99}', ""])
def test_broken_ledger(text: str, world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A ledger that can't be read stops a refresh, and no file changes."""
    ledger = world / "resume" / "ledger.json"
    ledger.write_text(text, encoding="utf-8")
    before = contents(world / "resume")
    assert run(["refresh", "--out", str(world / "resume")]) == 2
    assert f"{ledger}: " in complaint(capsys)
    assert contents(world / "resume") == before


def test_refresh_of_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A refresh where no résumé lies makes no folder."""
    assert run(["refresh", "--out", str(tmp_path / "none")]) == 2
    assert "ledger.json" in complaint(capsys)
    assert not (tmp_path / "none").exists()


def test_missing_key(
    out: Path, demo: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a key no call is made; the variable to set is named."""
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    said = refused(capsys, out, str(demo / "platform"), *PERSON, "--writer", "gpt", code=3)
    assert "OPENAI_API_KEY" in said


def test_unreachable_model(out: Path, demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A model's server that is not there is named."""
    model = ("--writer", "m", "--base-url", "http://127.0.0.1:9/v1")
    said = refused(capsys, out, str(demo / "platform"), *PERSON, *model, code=3)
    assert "can't be reached" in said
    assert "http://127.0.0.1:9/v1" in said


class _Answers(BaseHTTPRequestHandler):
    """Answers by the model's name."""

    def do_POST(self) -> None:
        model = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["model"]
        message = {"role": "assistant", "content": "{", "refusal": None}
        if model == "refusing":
            message |= {"content": None, "refusal": "No."}
        finish = "length" if model == "truncated" else "stop"
        choice = {"index": 0, "finish_reason": finish, "message": message}
        whole = {"id": "x", "object": "chat.completion", "created": 0, "model": model}
        data = json.dumps(whole | {"choices": [choice]}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing."""


@contextmanager
def serving() -> Iterator[str]:
    """Serve on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        ("refusing", "refused to answer"),
        ("truncated", "was cut off"),
        ("nonsense", "something else than was asked for"),
    ],
)
def test_useless_model(
    model: str, expected: str, out: Path, demo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A model that refuses, stops short or answers nonsense ends the draft with what to do."""
    with serving() as url:
        options = ("--writer", model, "--base-url", url)
        said = refused(capsys, out, str(demo / "platform"), *PERSON, *options, code=3)
    assert expected in said
    assert model in said


def contents(folder: Path) -> dict[str, bytes]:
    """Give every file of a folder, hidden ones too."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def redraft(world: Path) -> int:
    """Draft something else into the folder where a résumé lies."""
    command = ["draft", str(world / "platform"), "--everyone"]
    return run([*command, "--out", str(world / "resume")])


@pytest.mark.parametrize("call", ["fsync", "mkstemp"])
def test_full_disk(
    call: str, world: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """When the disk is full the earlier files stay whole, and no temporary one is left."""
    calls = []

    def full(*_args: object, **_options: object) -> None:
        calls.append(call)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    before = contents(world / "resume")
    monkeypatch.setattr(
        f"pipeline.artifacts.{'os' if call == 'fsync' else 'tempfile'}.{call}", full
    )
    assert redraft(world) == 2
    said = complaint(capsys)
    assert calls
    assert "No space left" in said
    assert str(world / "resume") in said
    assert contents(world / "resume") == before


def test_full_disk_while_files_take_their_places(
    world: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """If a file can't take its place, all are as they were: no résumé of two halves."""
    replace = Path.replace

    def full(self: Path, target: Path) -> Path:
        if target.name == "resume.json":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return replace(self, target)

    before = contents(world / "resume")
    monkeypatch.setattr(Path, "replace", full)
    assert redraft(world) == 2
    complaint(capsys)
    assert contents(world / "resume") == before


def test_killed_while_writing(world: Path) -> None:
    """A run killed in the middle of its writing leaves whole files, and the next one repairs."""
    script = (
        "import os, sys; from pathlib import Path; from pipeline.cli import run;"
        "Path.replace = lambda *_: os._exit(9);"
        "run(sys.argv[1:])"
    )
    before = contents(world / "resume")
    arguments = ["draft", str(world / "platform"), "--everyone", "--out", str(world / "resume")]
    done = subprocess.run([sys.executable, "-c", script, *arguments], check=False)
    assert done.returncode == 9
    after = contents(world / "resume")
    assert {name: after[name] for name in before} == before
    assert redraft(world) == 0
    assert sorted(contents(world / "resume")) == sorted(before)


def test_two_runs_at_once(world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """While another process writes into a folder, a second run is turned away."""
    script = (
        "import sys; from pathlib import Path; from pipeline import artifacts\n"
        "with artifacts.exclusive(Path(sys.argv[1])):\n"
        "    print('held', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", script, str(world / "resume")]
    before = contents(world / "resume")
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        for code in (redraft(world), run(["refresh", "--out", str(world / "resume")])):
            assert code == 2
        said = capsys.readouterr().err
        other.communicate()
    assert said.count("another run of gitvitae is writing here") == 2
    assert contents(world / "resume") == before
