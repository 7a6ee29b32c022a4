"""Build the demonstration history: `python build.py FOLDER` makes FOLDER/platform and pulls.json.

A second, small repository without pull requests lies beside them: FOLDER/console. Each history is
told in story/NAME/*.toml, one file for each part of the system, and imported through one
`git fast-import` stream. Names, dates and contents are fixed: every machine gets the same ids.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

STORY = Path(__file__).parent / "story"
MODULE = "example.org/platform/taskd"
FORGE = "https://github.com/example"
PEOPLE = {
    "author": ("Main Author <author@example.org>", "+0800", "main-author"),
    "second": ("Second Developer <second@example.org>", "+0100", "second-dev"),
    "third": ("Third Developer <third@example.org>", "-0500", "third-dev"),
    "bot": (
        "dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>",
        "+0000",
        "app/dependabot",
    ),
    "forge": ("GitHub <noreply@github.com>", "+0000", "web-flow"),
}
ENVIRONMENT = {
    "PATH": os.environ.get("PATH", os.defpath),
    "HOME": "/nonexistent",
    "LC_ALL": "C.UTF-8",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_CONFIG_COUNT": "4",
    "GIT_CONFIG_KEY_0": "core.hooksPath",
    "GIT_CONFIG_VALUE_0": "/dev/null",
    "GIT_CONFIG_KEY_1": "core.fsmonitor",
    "GIT_CONFIG_VALUE_1": "false",
    "GIT_CONFIG_KEY_2": "gc.auto",
    "GIT_CONFIG_VALUE_2": "0",
    "GIT_CONFIG_KEY_3": "safe.directory",
    "GIT_CONFIG_VALUE_3": "*",
}

Row = dict[str, Any]


@dataclass
class Tree:
    """The files of one state of the project; manifests are rendered from what it requires."""

    files: dict[str, str] = field(default_factory=dict)
    require: dict[str, str] = field(default_factory=dict)
    module: str = ""

    def copy(self) -> Tree:
        """Give a state of its own, as a branch has it."""
        return Tree(dict(self.files), dict(self.require), self.module)

    def apply(self, change: Row) -> None:
        """Carry out one change: whole files, edits, additions, removals, requirements."""
        self.files.update(change.get("write", {}))
        for path, (old, new) in change.get("edit", {}).items():
            if old not in self.files[path]:
                raise ValueError(f"{path}: {old!r} is not there to be edited")
            self.files[path] = self.files[path].replace(old, new)
        for path, text in change.get("append", {}).items():
            self.files[path] = self.files.get(path, "") + text
        for path in change.get("remove", ()):
            del self.files[path]
        self.require.update(change.get("require", {}))
        for name in change.get("drop", ()):
            del self.require[name]
        self.module = change.get("go", self.module)
        if self.module:
            self._write_manifests()

    def _write_manifests(self) -> None:
        rows = [f"\t{name} {version}" for name, version in sorted(self.require.items())]
        block = "\n".join(("\nrequire (", *rows, ")", "")) if rows else ""
        self.files["go.mod"] = f"module {MODULE}\n\ngo {self.module}\n{block}"
        sums = (f"{n} {v}/go.mod h1:demo\n" for n, v in sorted(self.require.items()))
        self.files["go.sum"] = "".join(sums)


@dataclass
class Event:
    """Something that happens at one moment: a commit on a line of work, or a landing."""

    when: datetime
    who: str
    message: str
    changes: list[Row]
    line: str = "main"
    merges: str = ""
    key: str = ""
    committer: str = ""


def moment(text: str, who: str) -> datetime:
    """Read a story's local time in the zone of the person."""
    return datetime.strptime(f"{text} {PEOPLE[who][1]}", "%Y-%m-%d %H:%M %z")


def read_story(name: str) -> tuple[list[Row], list[Row]]:
    """Read all direct commits and all pull requests; pull requests get their numbers."""
    files = sorted((STORY / name).glob("*.toml"))
    tracks = [tomllib.loads(file.read_text(encoding="utf-8")) for file in files]
    commits = [row for track in tracks for row in track.get("commit", ())]
    pulls = [row for track in tracks for row in track.get("pull", ())]
    pulls.sort(key=lambda row: moment(row["opened"], row["who"]))
    number = 0
    for place, pull in enumerate(pulls):
        number += 1 + place % 3 % 2 + (place % 5 == 0)  # issues take numbers too
        pull["number"] = number
    return commits, pulls


def events_of(pull: Row) -> Iterator[Event]:
    """Give what a pull request does to the history: its commits and how it landed."""
    number, branch = pull["number"], pull["branch"]
    who: str = pull["who"]
    steps = pull.get("commit", [])
    if "merged" not in pull:
        return
    merged = moment(pull["merged"], pull.get("merger", who))
    if pull.get("squash"):
        told = "\n\n".join(f"* {step['message'].strip()}" for step in steps) * (len(steps) > 1)
        body = pull.get("message", told).strip()
        message = f"{pull['title']} (#{number})" + (f"\n\n{body}" if body else "")
        yield Event(merged, who, message, steps, key=pull["key"], committer="forge")
        return
    for step in steps:
        by = step.get("who", who)
        at = moment(step["when"], by)
        yield Event(at, by, step["message"], [step], line=branch, key=step.get("key", ""))
    message = f"Merge pull request #{number} from {branch}\n\n{pull['title']}"
    yield Event(
        merged, pull.get("merger", who), message, steps, "main", branch, pull["key"], "forge"
    )


class Stream:
    """One `git fast-import` process and what was sent to it."""

    def __init__(self, repository: Path) -> None:
        self._child = subprocess.Popen(
            ["git", "-C", str(repository), "fast-import", "--quiet", "--date-format=raw"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=ENVIRONMENT,
        )
        self._mark = 0

    def commit(self, event: Event, message: str, parents: list[int], files: Row) -> int:
        """Send one commit with the files that differ from its first parent; give its mark."""
        self._mark += 1
        name, zone, _ = PEOPLE[event.who]
        stamp = int(event.when.timestamp())
        other = PEOPLE[event.committer][0] if event.committer else name
        other_zone = PEOPLE[event.committer][1] if event.committer else zone
        self._write(f"commit refs/heads/main\nmark :{self._mark}\n")
        self._write(f"author {name} {stamp} {zone}\ncommitter {other} {stamp} {other_zone}\n")
        self._data(message.strip() + "\n")
        for word, parent in zip(("from", "merge"), parents, strict=False):
            self._write(f"{word} :{parent}\n")
        for path, text in sorted(files.items()):
            if text is None:
                self._write(f"D {path}\n")
            else:
                self._write(f"M {'100755' if path.endswith('.sh') else '100644'} inline {path}\n")
                self._data(text)
        return self._mark

    def id_of(self, mark: int) -> str:
        """Ask for the id of a commit that was sent."""
        self._write(f"get-mark :{mark}\n")
        self._pipe(self._child.stdin).flush()
        return self._pipe(self._child.stdout).readline().decode().strip()

    def close(self) -> None:
        """End the stream; the references are written now."""
        self._pipe(self._child.stdin).close()
        self._pipe(self._child.stdout).close()
        if self._child.wait():
            raise RuntimeError("git fast-import failed")

    @staticmethod
    def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
        if pipe is None:
            raise RuntimeError("the stream has no pipe")
        return pipe

    def _write(self, text: str) -> None:
        self._pipe(self._child.stdin).write(text.encode())

    def _data(self, text: str) -> None:
        raw = text.encode()
        self._pipe(self._child.stdin).write(b"data %d\n%s\n" % (len(raw), raw))


def difference(old: dict[str, str], new: dict[str, str]) -> Row:
    """Give the files to write, and None for those to delete."""
    changed: Row = {path: text for path, text in new.items() if old.get(path) != text}
    return changed | {path: None for path in old if path not in new}


def send(stream: Stream, events: list[Event], numbers: dict[str, int]) -> dict[str, str]:
    """Send the events in order of time; give the ids of the named commits."""
    lines: dict[str, tuple[int, Tree]] = {}
    ids: dict[str, str] = {}

    def fill(match: re.Match[str]) -> str:
        kind, key = match.groups()
        return ids[key] if kind == "sha" else str(numbers[key])

    for event in events:
        parent, before = lines.get(event.line) or lines.get("main") or (0, Tree())
        tree = before.copy()
        for change in event.changes:
            tree.apply(change)
        parents = [parent] if parent else []
        if event.merges:
            parents.append(lines.pop(event.merges)[0])
        message = re.sub(r"\{(sha|pr):([\w-]+)\}", fill, event.message)
        mark = stream.commit(event, message, parents, difference(before.files, tree.files))
        lines[event.line] = (mark, tree)
        if event.key:
            ids[event.key] = stream.id_of(mark)
    return ids


def exported(pull: Row, ids: dict[str, str], numbers: dict[str, int]) -> Row:
    """Give one pull request as `gh pr list --json` prints it."""

    def stamp(key: str, who: str) -> str | None:
        text = pull.get(key)
        at = datetime.fromtimestamp(moment(text, who).timestamp(), tz=UTC) if text else None
        return at.strftime("%Y-%m-%dT%H:%M:%SZ") if at else None

    merged = "merged" in pull
    who: str = pull["who"]
    login = PEOPLE[who][2]
    body = re.sub(r"\{pr:([\w-]+)\}", lambda m: str(numbers[m[1]]), pull.get("body", ""))
    return {
        "author": {"is_bot": True, "login": login}
        if who == "bot"
        else {
            "id": f"U_{login}",
            "is_bot": False,
            "login": login,
            "name": PEOPLE[who][0].split(" <")[0],
        },
        "body": body.strip().replace("\n", "\r\n"),
        "createdAt": stamp("opened", who),
        "labels": [{"name": name} for name in pull.get("labels", ())],
        "mergeCommit": {"oid": ids[pull["key"]]} if merged else None,
        "mergedAt": stamp("merged", pull.get("merger", who)),
        "number": pull["number"],
        "state": "MERGED" if merged else pull.get("state", "CLOSED"),
        "title": pull["title"],
        "url": f"{FORGE}/platform/pull/{pull['number']}",
    }


def git(repository: Path, *arguments: str) -> None:
    """Run one git command in the safe environment."""
    subprocess.run(["git", "-C", str(repository), *arguments], check=True, env=ENVIRONMENT)


def build_repository(name: str, repository: Path) -> tuple[list[Row], dict[str, str]]:
    """Build one repository, replacing an earlier one; give its pull requests and named commits."""
    shutil.rmtree(repository, ignore_errors=True)
    repository.mkdir(parents=True)
    git(repository, "init", "-q", "--template=", "-b", "main", ".")
    commits, pulls = read_story(name)
    events = [event for pull in pulls for event in events_of(pull)]
    for row in commits:
        at = moment(row["when"], row["who"])
        events.append(Event(at, row["who"], row["message"], [row], key=row.get("key", "")))
    events.sort(key=lambda event: event.when)
    stream = Stream(repository)
    ids = send(stream, events, {pull["key"]: pull["number"] for pull in pulls})
    stream.close()
    git(repository, "config", "remote.origin.url", f"{FORGE}/{name}.git")
    git(repository, "config", "user.name", "Main Author")
    git(repository, "config", "user.email", "author@example.org")
    git(repository, "reset", "-q", "--hard", "main")
    return pulls, ids


def build(folder: Path) -> Path:
    """Build repositories and export below the folder; give the path of the larger repository."""
    build_repository("console", folder / "console")
    pulls, ids = build_repository("platform", folder / "platform")
    numbers = {pull["key"]: pull["number"] for pull in pulls}
    export = [exported(pull, ids, numbers) for pull in reversed(pulls)]
    text = json.dumps(export, indent=2, ensure_ascii=False) + "\n"
    (folder / "pulls.json").write_text(text, encoding="utf-8")
    return folder / "platform"


def main() -> None:
    """Build where the command line says."""
    parser = argparse.ArgumentParser(description="Build the demonstration history.")
    parser.add_argument("folder", type=Path, help="gets platform/, pulls.json and console/")
    sys.stdout.write(f"{build(parser.parse_args().folder)}\n")


if __name__ == "__main__":
    main()
