"""Verdicts → text, JSON, JSON Lines, SARIF, JUnit and GitHub annotations."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from xml.sax.saxutils import escape, quoteattr

from pipeline.domain.text import printable
from pipeline.domain.verdict import Account, Finding, Status, Verdict
from pipeline.render.reading import explained, fold, line_of, objections

_ANNOTATION = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})
_SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


class Form(StrEnum):
    """Forms in which verdicts are given."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"
    SARIF = "sarif"
    JUNIT = "junit"
    GITHUB = "github"


@dataclass(frozen=True)
class Sheet:
    """What is printed.

    Args:
        verdicts: One for each sentence.
        file: The checked file, as the caller named it.
        lines: Line of each sentence in the file, by sentence id, from 1.
        accounts: Where the words of each sentence rest, by its id, where that was asked for.
    """

    verdicts: Sequence[Verdict]
    file: str
    lines: Mapping[str, int]
    accounts: Mapping[str, Account] | None = None


def render_verdicts(sheet: Sheet, form: Form) -> str:
    """Give the verdicts in one form."""
    return _FORMS[form](sheet)


def _text(sheet: Sheet) -> str:
    out: list[str] = []
    for verdict in sorted(sheet.verdicts, key=lambda v: sheet.lines.get(v.sentence.id, 0)):
        sentence = verdict.sentence
        if verdict.status is Status.SUPPORTED and sheet.accounts is None:
            continue
        line = sheet.lines.get(sentence.id)
        place = printable(f"{sheet.file}:{line}" if line else f"{sheet.file} {sentence.id}")
        if sheet.accounts is None:
            out.append(fold(f"{place}: {printable(sentence.text)}", 0, 4))
        else:
            out.append(f"{place}: {verdict.status.value}")
            out.append(fold(printable(sentence.text), 2))
            out.extend(explained(sheet.accounts[sentence.id]))
        out.extend(objections(verdict))
    rejected = sum(verdict.status is Status.REJECTED for verdict in sheet.verdicts)
    total = len(sheet.verdicts)
    noun = "sentence" if total == 1 else "sentences"
    out.append(f"{total} {noun} checked: {total - rejected} supported, {rejected} rejected")
    return "\n".join(out) + "\n"


def _row(verdict: Verdict, sheet: Sheet) -> dict[str, object]:
    row: dict[str, object] = {
        "id": verdict.sentence.id,
        "status": verdict.status.value,
        "findings": [finding.model_dump() for finding in verdict.findings],
    }
    if verdict.trimmed:
        row["trimmed"] = verdict.trimmed.model_dump(include={"text", "citations"})
    return row | _account(verdict, sheet)


def _account(verdict: Verdict, sheet: Sheet) -> dict[str, object]:
    """Give the account of a sentence, where it was asked for."""
    if sheet.accounts is None:
        return {}
    account = sheet.accounts[verdict.sentence.id]
    proof = [step.model_dump() for step in account.steps]
    return {
        "proof": proof,
        "not_carried": list(account.loose),
        "not_weighed": list(account.unweighed),
    }


def _jsonl(sheet: Sheet) -> str:
    return "".join(json.dumps(_row(v, sheet), ensure_ascii=False) + "\n" for v in sheet.verdicts)


def _json(sheet: Sheet) -> str:
    rows = [
        {"proof": [support.model_dump() for support in verdict.proof]}
        | _row(verdict, sheet)
        | {
            "line": sheet.lines.get(verdict.sentence.id),
            "text": verdict.sentence.text,
            "citations": [c.model_dump() for c in verdict.citations or verdict.sentence.citations],
        }
        for verdict in sheet.verdicts
    ]
    rejected = sum(verdict.status is Status.REJECTED for verdict in sheet.verdicts)
    summary = {"checked": len(rows), "supported": len(rows) - rejected, "rejected": rejected}
    document = {"file": sheet.file, "summary": summary, "verdicts": rows}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _told(finding: Finding) -> str:
    """Give a finding with its help on one line."""
    return line_of(finding) + (f"; {finding.help.text}" if finding.help else "")


def _failures(verdicts: Sequence[Verdict]) -> list[tuple[Verdict, Finding]]:
    return [(verdict, finding) for verdict in verdicts for finding in verdict.findings]


def _sarif(sheet: Sheet) -> str:
    failures = _failures(sheet.verdicts)
    results = [
        {
            "ruleId": finding.code,
            "level": "error",
            "message": {"text": f"{_said(finding)}: {verdict.sentence.text}"},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": sheet.file},
                        "region": {"startLine": sheet.lines.get(verdict.sentence.id, 1)},
                    }
                }
            ],
            "partialFingerprints": {"sentence/v1": _fingerprint(verdict, finding)},
        }
        for verdict, finding in failures
    ]
    rules = [{"id": code} for code in sorted({finding.code for _, finding in failures})]
    driver = {"name": "gitvitae", "rules": rules}
    run: dict[str, object] = {"tool": {"driver": driver}, "results": results}
    if sheet.accounts is not None:
        run["properties"] = {"sentences": [_row(verdict, sheet) for verdict in sheet.verdicts]}
    document = {"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _said(finding: Finding) -> str:
    return finding.message + (f"; {finding.help.text}" if finding.help else "")


def _fingerprint(verdict: Verdict, finding: Finding) -> str:
    return sha256(f"{finding.code}\0{verdict.sentence.text}".encode()).hexdigest()


def _junit(sheet: Sheet) -> str:
    verdicts = sheet.verdicts
    rejected = sum(verdict.status is Status.REJECTED for verdict in verdicts)
    head = f'<testsuite name={quoteattr(printable(sheet.file))} tests="{len(verdicts)}"'
    out = ['<?xml version="1.0" encoding="UTF-8"?>', f'{head} failures="{rejected}">']
    for verdict in verdicts:
        name = quoteattr(printable(verdict.sentence.text))
        out.append(
            f"  <testcase classname={quoteattr(printable(verdict.sentence.id))} name={name}>"
        )
        if verdict.status is Status.REJECTED:
            codes = ", ".join(finding.code for finding in verdict.findings)
            text = escape(printable("; ".join(_told(finding) for finding in verdict.findings)))
            out.append(f'    <failure message="{codes}">{text}</failure>')
        if sheet.accounts is not None:
            text = "\n".join(explained(sheet.accounts[verdict.sentence.id]))
            out.append(f"    <system-out>{escape(text)}</system-out>")
        out.append("  </testcase>")
    return "\n".join([*out, "</testsuite>"]) + "\n"


def _github(sheet: Sheet) -> str:
    out = [
        _annotation("error", sheet, verdict, finding.code, _told(finding))
        for verdict, finding in _failures(sheet.verdicts)
    ]
    for verdict in sheet.verdicts if sheet.accounts is not None else ():
        lines = explained((sheet.accounts or {})[verdict.sentence.id])
        out.append(_annotation("notice", sheet, verdict, verdict.status.value, "\n".join(lines)))
    return "".join(out)


def _annotation(level: str, sheet: Sheet, verdict: Verdict, title: str, text: str) -> str:
    line = sheet.lines.get(verdict.sentence.id, 1)
    message = f"{text}: {verdict.sentence.text}" if level == "error" else text
    place = f"file={sheet.file.translate(_PROPERTY)},line={line},title={title}"
    return f"::{level} {place}::{message.translate(_ANNOTATION)}\n"


_FORMS: dict[Form, Callable[[Sheet], str]] = {
    Form.TEXT: _text,
    Form.JSON: _json,
    Form.JSONL: _jsonl,
    Form.SARIF: _sarif,
    Form.JUNIT: _junit,
    Form.GITHUB: _github,
}
