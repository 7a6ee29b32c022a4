"""What README and CONTRIBUTING say is true: their commands are run, their excerpt is real.

A block that begins with ```sh run is run, in a copy of the demonstration history's folder; other
```sh blocks need a network, an account or minutes, and only their options are looked at.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from itertools import takewhile
from pathlib import Path

import click
import pytest

from pipeline.cli import gitvitae
from pipeline.evaluate import evaluate, read_suite
from pipeline.settings import load
from pipeline.verify import rules
from pipeline.verify import table as rule_table
from pipeline.verify.rule import selected

ROOT = Path(__file__).resolve().parents[2]
EXPECTED = ROOT / "tests" / "golden" / "demo" / "expected"
PAGES = ("README.md", "CONTRIBUTING.md")
TRACK = "Scheduler"
BLOCK = re.compile(r"^```sh(?P<run> run)?\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(*, runnable: bool) -> list[str]:
    """Give the shell blocks of all pages that are marked to be run, or those that are not."""
    texts = ((ROOT / page).read_text(encoding="utf-8") for page in PAGES)
    found = [block for text in texts for block in BLOCK.finditer(text)]
    return [block["text"] for block in found if bool(block["run"]) is runnable]


def commands() -> list[list[str]]:
    """Give the words of each `gitvitae` call in any block."""
    lines = "\n".join(blocks(runnable=True) + blocks(runnable=False)).replace("\\\n", " ")
    calls = re.findall(r"^(?:.*[|&;] )?gitvitae (.*)$", lines, re.MULTILINE)
    return [call.split("#")[0].split() for call in calls]


def test_there_is_something_to_check() -> None:
    """The pages hold commands, or the tests below would pass for nothing."""
    assert len(blocks(runnable=True)) >= 2
    assert len(commands()) >= 6


def test_runnable_blocks_run(demo: Path, tmp_path: Path) -> None:
    """Every block that is marked so works, one after the other, as a reader would type them."""
    shutil.copytree(demo / "platform", tmp_path / "platform")
    shutil.copy(demo / "pulls.json", tmp_path)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for block in blocks(runnable=True):
        done = subprocess.run(
            ["/bin/sh", "-eu"],
            input=block,
            cwd=tmp_path,
            env=os.environ | {"PATH": path},
            capture_output=True,
            check=False,
            text=True,
        )
        assert done.returncode == 0, f"{block}\n{done.stdout}{done.stderr}"


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_options_exist(words: list[str]) -> None:
    """Every command and option that the pages name is one that gitvitae has."""
    context = click.Context(gitvitae)
    command: click.Command | None = gitvitae
    for word in words:
        if not isinstance(command, click.Group):
            break
        if word.startswith("-"):
            assert any(word in parameter.opts for parameter in command.get_params(context))
            return
        command = command.get_command(context, word)
        assert command is not None, word
    known = {option for p in (command or gitvitae).params for option in p.opts} | {"--help"}
    assert {word.split("=")[0] for word in words if word.startswith("--")} <= known


def test_make_targets_exist() -> None:
    """Every `make` target that the pages name is one that the Makefile has."""
    rules = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    texts = "\n".join((ROOT / page).read_text(encoding="utf-8") for page in PAGES)
    named = set(re.findall(r"(?:^|`)make ([a-z]+)", texts, re.MULTILINE))
    assert {"demo", "test"} <= named
    assert named <= set(rules)


def plain(text: str) -> str:
    """Leave out link targets and anchors: the excerpt is shown without them."""
    return re.sub(r'<a id="[^"]*"></a>|(?<=\])\([^)\s]*\)', "", text)


def table(resume: str, track: str) -> str:
    """Give the table of one track of a résumé, as the README shows it."""
    lines = plain(resume).splitlines()
    start = lines.index(f"## {track}")
    rows = takewhile(lambda line: not line.startswith("#"), lines[start + 1 :])
    return "\n".join(row for row in rows if row.startswith("|"))


def test_excerpt_is_real(request: pytest.FixtureRequest) -> None:
    """The table in the README's first screen stands in the demonstration's résumé."""
    expected = table((EXPECTED / "resume.md").read_text(encoding="utf-8"), TRACK)
    assert expected.count("\n") >= 3
    assert between("excerpt", expected, request.config) == expected


def test_table_of_rules_is_real(request: pytest.FixtureRequest) -> None:
    """The README's table of rules is the one that the rules themselves give."""
    expected = rule_table()
    assert all(rule.code in expected for rule in rules())
    assert between("rules", expected, request.config) == expected


@pytest.mark.parametrize("suite", ["seen", "hard", "unseen"])
def test_figures_are_what_the_suites_give(suite: str, request: pytest.FixtureRequest) -> None:
    """The README's errors of the gate and of the plain checks are measured, not remembered."""
    known = read_suite(ROOT / "evals" / "suites" / suite)
    report = evaluate(known.claims, known.evidence, load(environment={}).verify, suite=suite)
    rows = [(f"`{suite}`: {check.name}", check.scores) for check in report.baselines]
    rows.append((f"`{suite}`: **gitvitae**", report.gate))
    expected = "".join(
        f"| {name} | {score.unsafe_accepts.hits} of {score.unsafe_accepts.n} "
        f"| {score.false_rejects.hits} of {score.false_rejects.n} |\n"
        for name, score in rows[1:]
    )
    expected = (
        f"| check | unsupported, let through | supported, thrown out |\n|---|---|---|\n{expected}"
    )
    assert between(f"figures of {suite}", expected, request.config) == expected


def test_policy_of_the_readme_is_one(tmp_path: Path) -> None:
    """The README's settings are read without complaint, and switch off the rule that they name."""
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"^```toml\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    (tmp_path / "gitvitae.toml").write_text(block, encoding="utf-8")
    policy = load(directory=tmp_path, environment={}).verify
    off = {rule.code for rule in rules()} - {rule.code for rule in selected(rules(), policy)}
    assert off == {"GV109"}


def between(name: str, expected: str, config: pytest.Config) -> str:
    """Give what the README has between two marks; written anew first where that is asked for."""
    page = ROOT / "README.md"
    start, stop = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
    head, _, rest = page.read_text(encoding="utf-8").partition(start)
    shown, _, tail = rest.partition(stop)
    if config.getoption("--update-golden"):
        page.write_text(f"{head}{start}{expected}\n{stop}{tail}", encoding="utf-8")
        return expected
    return shown.removesuffix("\n")
