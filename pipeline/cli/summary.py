"""What a run did, in a few lines or as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import click

from pipeline.domain.narrative import Language
from pipeline.domain.text import counted, printable
from pipeline.draft import Usage
from pipeline.render.labels import labels
from pipeline.run import Drafted


def print_summary(drafted: Drafted, folder: Path, seconds: float, *, as_json: bool) -> None:
    """Print what was read, used and left out, what was drafted, kept and rejected, and where."""
    click.echo(_json(drafted, folder, seconds) if as_json else _text(drafted, folder, seconds))


def _json(drafted: Drafted, folder: Path, seconds: float) -> str:
    tally = drafted.ledger.timeline.tally.model_dump(mode="json")
    row = {"out": str(folder), "seconds": round(seconds, 2), "usage": drafted.usage.model_dump()}
    return json.dumps(tally | row, ensure_ascii=False, indent=2)


def _text(drafted: Drafted, folder: Path, seconds: float) -> str:
    tally = drafted.ledger.timeline.tally
    rejected = sum(item.count for item in tally.rejected)
    codes = ", ".join(f"{item.reason} {item.count}" for item in tally.rejected)
    person = drafted.ledger.timeline.person
    words = labels(Language.EN)
    found = ", ".join(
        counted(count, noun)
        for count, noun in (
            (tally.transitions, "transition"),
            (tally.tracks, "track"),
            (tally.phases, "phase"),
        )
    )
    rows = [
        ("person", printable(person.name) if person else "everyone"),
        (
            "commits",
            f"{tally.commits_read} read, {tally.commits_person} theirs, {tally.commits_used} cited",
        ),
        *(("", printable(words.omitted(item))) for item in tally.omissions),
        ("found", found),
        (
            "sentences",
            f"{tally.drafted} drafted, {tally.kept} kept, {rejected} rejected"
            + (f" ({codes})" if codes else ""),
        ),
        ("time", f"{seconds:.1f} s"),
    ]
    if drafted.usage != Usage():
        rows.append(("model", _usage(drafted.usage)))
    rows.append(("written", f"{folder}/resume.md, resume.html, resume.json, ledger.json"))
    return "\n".join(f"{name:<10} {text}" for name, text in rows)


def _usage(usage: Usage) -> str:
    tokens = f"{usage.input_tokens} tokens in, {usage.output_tokens} out"
    cached = f"{counted(usage.cached, 'answer')} from the cache"
    return f"{counted(usage.calls, 'call')}, {cached}, {tokens}"
