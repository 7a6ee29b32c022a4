"""Verdicts → text, JSON, JSON Lines, SARIF, JUnit and GitHub annotations."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from hashlib import sha256
from xml.sax.saxutils import escape, quoteattr

from pipeline.domain.text import printable
from pipeline.domain.verdict import Finding, Status, Verdict

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


def render_verdicts(
    verdicts: Sequence[Verdict], file: str, lines: Mapping[str, int], form: Form
) -> str:
    """Give the verdicts in one form.

    Args:
        verdicts: One for each sentence.
        file: The checked file, as the caller named it.
        lines: Line of each sentence in the file, by sentence id, from 1.
        form: Which form.
    """
    return _FORMS[form](verdicts, file, lines)


def _text(verdicts: Sequence[Verdict], file: str, lines: Mapping[str, int]) -> str:
    out: list[str] = []
    for verdict in verdicts:
        if verdict.status is Status.REJECTED:
            place = f"{file}:{lines.get(verdict.sentence.id, 0)}"
            out.append(f"{place}: {printable(verdict.sentence.text)}")
            out.extend(f"    {printable(_line(finding))}" for finding in verdict.findings)
    rejected = sum(verdict.status is Status.REJECTED for verdict in verdicts)
    kept = len(verdicts) - rejected
    noun = "sentence" if len(verdicts) == 1 else "sentences"
    out.append(f"{len(verdicts)} {noun} checked: {kept} supported, {rejected} rejected")
    return "\n".join(out) + "\n"


def _line(finding: Finding) -> str:
    words = f" [{finding.words}]" if finding.words else ""
    return f"{finding.code} {finding.message}{words}"


def _row(verdict: Verdict) -> dict[str, object]:
    return {
        "id": verdict.sentence.id,
        "status": verdict.status.value,
        "findings": [finding.model_dump() for finding in verdict.findings],
    }


def _jsonl(verdicts: Sequence[Verdict], _file: str, _lines: Mapping[str, int]) -> str:
    return "".join(json.dumps(_row(v), ensure_ascii=False) + "\n" for v in verdicts)


def _json(verdicts: Sequence[Verdict], file: str, lines: Mapping[str, int]) -> str:
    rows = [
        _row(verdict)
        | {
            "line": lines.get(verdict.sentence.id),
            "text": verdict.sentence.text,
            "citations": [c.model_dump() for c in verdict.citations or verdict.sentence.citations],
            "proof": [support.model_dump() for support in verdict.proof],
        }
        for verdict in verdicts
    ]
    rejected = sum(verdict.status is Status.REJECTED for verdict in verdicts)
    summary = {"checked": len(rows), "supported": len(rows) - rejected, "rejected": rejected}
    document = {"file": file, "summary": summary, "verdicts": rows}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _failures(verdicts: Sequence[Verdict]) -> list[tuple[Verdict, Finding]]:
    return [(verdict, finding) for verdict in verdicts for finding in verdict.findings]


def _sarif(verdicts: Sequence[Verdict], file: str, lines: Mapping[str, int]) -> str:
    failures = _failures(verdicts)
    results = [
        {
            "ruleId": finding.code,
            "level": "error",
            "message": {"text": f"{finding.message}: {verdict.sentence.text}"},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": file},
                        "region": {"startLine": lines.get(verdict.sentence.id, 1)},
                    }
                }
            ],
            "partialFingerprints": {"sentence/v1": _fingerprint(verdict, finding)},
        }
        for verdict, finding in failures
    ]
    rules = [{"id": code} for code in sorted({finding.code for _, finding in failures})]
    driver = {"name": "gitvitae", "rules": rules}
    run = {"tool": {"driver": driver}, "results": results}
    document = {"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _fingerprint(verdict: Verdict, finding: Finding) -> str:
    return sha256(f"{finding.code}\0{verdict.sentence.text}".encode()).hexdigest()


def _junit(verdicts: Sequence[Verdict], file: str, _lines: Mapping[str, int]) -> str:
    rejected = sum(verdict.status is Status.REJECTED for verdict in verdicts)
    head = f'<testsuite name={quoteattr(printable(file))} tests="{len(verdicts)}"'
    out = ['<?xml version="1.0" encoding="UTF-8"?>', f'{head} failures="{rejected}">']
    for verdict in verdicts:
        name = quoteattr(printable(verdict.sentence.text))
        out.append(
            f"  <testcase classname={quoteattr(printable(verdict.sentence.id))} name={name}>"
        )
        if verdict.status is Status.REJECTED:
            codes = ", ".join(finding.code for finding in verdict.findings)
            text = escape(printable("; ".join(_line(finding) for finding in verdict.findings)))
            out.append(f'    <failure message="{codes}">{text}</failure>')
        out.append("  </testcase>")
    return "\n".join([*out, "</testsuite>"]) + "\n"


def _github(verdicts: Sequence[Verdict], file: str, lines: Mapping[str, int]) -> str:
    out = []
    for verdict, finding in _failures(verdicts):
        line = lines.get(verdict.sentence.id, 1)
        message = f"{_line(finding)}: {verdict.sentence.text}".translate(_ANNOTATION)
        place = f"file={file.translate(_PROPERTY)},line={line},title={finding.code}"
        out.append(f"::error {place}::{message}\n")
    return "".join(out)


_FORMS: dict[Form, Callable[[Sequence[Verdict], str, Mapping[str, int]], str]] = {
    Form.TEXT: _text,
    Form.JSON: _json,
    Form.JSONL: _jsonl,
    Form.SARIF: _sarif,
    Form.JUNIT: _junit,
    Form.GITHUB: _github,
}
