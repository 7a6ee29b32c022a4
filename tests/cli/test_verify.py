"""`gitvitae verify`: green on what `draft` wrote, red on every change by hand."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from rich.cells import cell_len

from pipeline.cli import run

BATCHES = "9b69d8a77970347f8fac33b4991e4601f6afbf85"
FORGE = "https://github.com/example/platform"
COMMIT = f"[`9b69d8a77970`]({FORGE}/commit/9b69d8a77970)"
PULL = f"[`example/platform#29`]({FORGE}/pull/29)"
LOST = f"in the last year. [`b20d3441b392`]({FORGE}/commit/b20d3441b392)"
CLUSTER = "etcd is one more cluster to run."

TAMPERED = {
    "one digit of a hash": (COMMIT, COMMIT.replace("77970", "77971"), "GV102"),
    "one digit of the hash that is shown": (COMMIT, COMMIT.replace("970`", "971`"), "GV103"),
    "one digit of the address": (COMMIT, COMMIT.replace("970)", "971)"), "GV103"),
    "a number": ("batches of 500", "batches of 600", "GV201"),
    "digits swapped": ("2,140 failed", "2,410 failed", "GV201"),
    "a percentage": ("99.98%", "99.89%", "GV203"),
    "before and after": ("from 9 ms to 14 ms", "from 14 ms to 9 ms", "GV202"),
    "a date": ("`robfig/cron/v3` in April 2022", "`robfig/cron/v3` in May 2022", "GV204"),
    "a technology": ("scheduler on Redis Streams in", "scheduler on RabbitMQ in", "GV301"),
    "a direction": ("`SQLite` → `MySQL` [", "`MySQL` → `SQLite` [", "GV303"),
    "a direction in prose": (
        "Replaced Kafka with NATS JetStream",
        "Replaced NATS JetStream with Kafka",
        "GV303",
    ),
    "a direction in a heading": (
        "· `gorilla/mux` → `gRPC`",
        "· `gRPC` → `gorilla/mux`",
        "GV303",
    ),
    "a technology that nobody knows": (
        "Replaced hystrix-go with",
        "Replaced sentinel-go with",
        "GV301",
    ),
    "a direction told backwards": (
        "Migrated from kubefed to Karmada",
        "Migrated to kubefed from Karmada",
        "GV303",
    ),
    "a denial": (CLUSTER, "etcd is not one more cluster to run.", "GV406"),
    "a denied quantity": ("so every task must", "so no task must", "GV406"),
    "the opposite": ("Kafka was rejected", "Kafka was chosen", "GV406"),
    "an uncited bullet": ("- Loaded due", "- Led a team of twelve.\n- Loaded due", "GV101"),
    "an uncited paragraph": ("## RPC\n", "## RPC\n\nEmployee of the year.\n", "GV101"),
    "an uncited cell": ("| not stated | not stated |", "| Sales grew. | not stated |", "GV101"),
    "an uncited end": (f"{CLUSTER} {PULL}", f"{CLUSTER} {PULL} It never failed.", "GV101"),
    "a citation deleted": (f"{CLUSTER} {PULL}", CLUSTER, "GV101"),
    "a citation deleted from a cell": (LOST, "in the last year.", "GV101"),
    "the tally": ("70 in scope", "99 in scope", "GV101"),
    "the name": ("# Main Author", "# Other Person", "GV101"),
    "a quote": (f"“{CLUSTER}”", "“etcd is ten more clusters to run.”", "GV108"),
    "the diagram": ("2022 Q3 : gorilla/mux → gRPC", "2022 Q3 : gRPC → gorilla/mux", "GV101"),
}


def edit(file: Path, old: str, new: str) -> None:
    """Change the first place where a text stands."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def codes(capsys: pytest.CaptureFixture[str]) -> set[str]:
    """Give the codes of all findings that were printed as JSON Lines."""
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return {finding["code"] for row in rows for finding in row["findings"]}


@pytest.mark.parametrize("name", ["resume.md", "ledger.json"])
def test_green_on_what_draft_wrote(name: str, drafted: Path) -> None:
    """Every sentence that was drafted passes, read from the Markdown and from the ledger."""
    assert run(["verify", str(drafted / "resume" / name)]) == 0


@pytest.mark.parametrize("case", sorted(TAMPERED))
def test_change_by_hand_is_found(
    case: str, world: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One change by hand turns the check red, with the code of what is wrong."""
    old, new, code = TAMPERED[case]
    file = world / "resume" / "resume.md"
    edit(file, old, new)
    assert run(["verify", str(file), "--format", "jsonl"]) == 1
    assert code in codes(capsys)


@pytest.mark.parametrize("place", ["</a>2022 Q2 – 2022 Q4 |", "</a>2022 Q2 – 2022 Q4 ·"])
def test_changed_time_is_found(place: str, world: Path) -> None:
    """A phase can't be made longer by hand, in the table or in its heading."""
    file = world / "resume" / "resume.md"
    edit(file, place, place.replace("2022 Q2", "2021 Q2"))
    assert run(["verify", str(file)]) == 1


def test_supported_paraphrase_passes(world: Path) -> None:
    """Other words for what the evidence says are fine."""
    file = world / "resume" / "resume.md"
    edit(file, "Loaded due tasks in batches of 500.", "Due tasks are loaded in batches of 500.")
    assert run(["verify", str(file)]) == 0


def test_attested_sentence_is_not_judged(world: Path) -> None:
    """What its owner attests needs no evidence."""
    file = world / "resume" / "resume.md"
    edit(file, "- Loaded due", "- Led a team of twelve. <sup>attested</sup>\n- Loaded due")
    assert run(["verify", str(file)]) == 0


def test_changed_ledger_is_found(world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A number changed in the ledger is judged like any other sentence."""
    file = world / "resume" / "ledger.json"
    edit(
        file,
        '"text": "Loaded due tasks in batches of 500."',
        '"text": "Loaded due tasks in batches of 600."',
    )
    assert run(["verify", str(file), "--format", "jsonl"]) == 1
    assert codes(capsys) == {"GV201"}


def claim(text: str) -> str:
    """Give a claim that cites a commit of the demonstration history."""
    phase = {"id": "p", "title": "scheduler", "commits": [BATCHES]}
    cites = [{"evidence": "9b69d8a77970", "quote": "load due tasks in batches of 500"}]
    row: dict[str, object] = {
        "id": text,
        "phase": phase,
        "slot": "choice",
        "text": text,
        "citations": cites,
    }
    return json.dumps(row) + "\n"


def test_claims_against_repository_and_pack(
    drafted: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Claims get the same verdicts from a repository as from the pack that was mined from it."""
    file, pack = tmp_path / "a.claims.jsonl", tmp_path / "a.packs.jsonl"
    true, false = (f"Loaded due tasks in batches of {count}." for count in (500, 600))
    file.write_text(claim(true) + "\n" + claim(false), encoding="utf-8")
    repository = str(drafted / "platform")
    assert run(["mine", repository]) == 0
    pack.write_text(capsys.readouterr().out, encoding="utf-8")
    answers = []
    for evidence in (("--repo", repository), ("--evidence", str(pack))):
        assert run(["verify", str(file), *evidence, "--format", "jsonl"]) == 1
        answers.append([json.loads(line) for line in capsys.readouterr().out.splitlines()])
    assert answers[0] == answers[1]
    assert [(row["id"], row["status"]) for row in answers[0]] == [
        (true, "supported"),
        (false, "rejected"),
    ]


@pytest.mark.parametrize("form", ["text", "json", "jsonl", "sarif", "junit", "github"])
def test_formats_name_the_finding(
    form: str, world: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every format can be parsed and names the code and the place of what fails."""
    file = world / "resume" / "resume.md"
    edit(file, "batches of 500", "batches of 600")
    assert run(["verify", str(file), "--format", form]) == 1
    text = capsys.readouterr().out
    assert found_in(form, text) == ["GV201"]


@pytest.mark.parametrize("form", ["text", "json", "jsonl", "sarif", "junit", "github"])
def test_explain_accounts_in_every_format(
    form: str, world: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With --explain, each format says what a sentence rests on, a rejected one's words too."""
    file = world / "resume" / "resume.md"
    edit(file, "Loaded due tasks in batches of 500.", "Loaded stale tasks in batches of 600.")
    assert run(["verify", str(file), "--format", form, "--explain"]) == 1
    text = capsys.readouterr().out
    assert "etcd is one more cluster to run." in text
    assert "GV201" in text
    assert "says 500" in text
    match form:
        case "json" | "jsonl":
            rows = (
                json.loads(text)["verdicts"]
                if form == "json"
                else [json.loads(line) for line in text.splitlines()]
            )
            (row,) = [row for row in rows if row["status"] == "rejected"]
            assert row["not_carried"] == ["stale", "600"]
            assert "Loaded, tasks, batches" in [step["words"] for step in row["proof"]]
            assert row["findings"][-1]["help"]["replacement"] == "500"
        case "sarif":
            rows = json.loads(text)["runs"][0]["properties"]["sentences"]
            assert ["stale", "600"] in [row["not_carried"] for row in rows]
        case "junit":
            ET.fromstring(text.split("\n", 1)[1])  # noqa: S314 - our own output
            assert "not carried: stale, 600" in text
        case _:
            assert "not carried: stale, 600" in text


def test_explain_fits_a_terminal(world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What a person reads is at most 80 columns wide, Chinese counted twice."""
    file = world / "resume" / "resume.md"
    edit(file, "- Loaded due", "- " + "由于任务经常丢失因此重写了整个调度器" * 4 + "\n- Loaded due")
    assert run(["verify", str(file), "--explain"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert max(cell_len(line) for line in lines if not line.startswith(str(file))) <= 80
    assert len(lines) > 200


def found_in(form: str, text: str) -> list[str]:
    """Read the codes out of one format, as a program would."""
    match form:
        case "json":
            rows = json.loads(text)["verdicts"]
            return [finding["code"] for row in rows for finding in row["findings"]]
        case "jsonl":
            rows = [json.loads(line) for line in text.splitlines()]
            return [finding["code"] for row in rows for finding in row["findings"]]
        case "sarif":
            results = json.loads(text)["runs"][0]["results"]
            return [result["ruleId"] for result in results]
        case "junit":
            failures = ET.fromstring(text.split("\n", 1)[1]).iter("failure")  # noqa: S314 - our own output
            return [failure.attrib["message"] for failure in failures]
        case "github":
            return [line.partition("title=")[2].partition("::")[0] for line in text.splitlines()]
        case _:
            return [line.split()[0] for line in text.splitlines() if line.startswith("    GV")]
