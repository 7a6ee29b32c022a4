"""The résumé as JSON Resume 1.x: one project per track, evidence beside its highlights."""

from __future__ import annotations

import json
from datetime import date, timedelta

from pipeline.render.view import Claim, PhaseView, Proof, TrackView, View

_SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"


def json_resume(shown: View) -> str:
    """Write the résumé; keys stand in the schema's order, own data under keys of our own."""
    resume = {
        "$schema": _SCHEMA,
        "basics": {"name": shown.name, "summary": _summary(shown)},
        "projects": [_project(track) for track in shown.tracks],
        "meta": {"version": "v1.0.0", "x-gitvitae": _meta(shown)},
    }
    return json.dumps(resume, ensure_ascii=False, indent=2) + "\n"


def _summary(shown: View) -> str:
    words = shown.words
    told = words.description.format(count=len(shown.phases), window=shown.window)
    return f"{told} {words.statement}"


def _project(track: TrackView) -> dict[str, object]:
    pairs = [(phase, claim) for phase in track.phases for claim in (phase.title, *phase.claims)]
    technologies = dict.fromkeys(p.technology for p in track.phases if p.technology)
    since = min((p.since for p in track.phases if p.since), default=None)
    until = max((p.until for p in track.phases if p.until), default=None)
    return {
        "name": track.title,
        "highlights": [_highlight(phase, claim) for phase, claim in pairs],
        "keywords": list(technologies),
        **_days(since, until),
        "x-evidence": [_evidence(phase, claim) for phase, claim in pairs],
    }


def _days(since: date | None, until: date | None) -> dict[str, str]:
    """Write a half-open stretch as first and last day; only what is known."""
    days: dict[str, str] = {}
    if since:
        days["startDate"] = since.isoformat()
    if until and until > date.min:
        days["endDate"] = (until - timedelta(days=1)).isoformat()
    return days


def _highlight(phase: PhaseView, claim: Claim) -> str:
    text = f"{phase.window}: {claim.text}" if claim is phase.title else claim.text
    return f"{text} ({claim.mark})" if claim.mark else text


def _evidence(phase: PhaseView, claim: Claim) -> dict[str, object]:
    return {
        "sentence": claim.id,
        "phase": phase.id,
        "slot": claim.slot.value,
        "origin": claim.origin.value,
        "verified": not claim.mark,
        "citations": [_citation(proof) for proof in claim.proofs],
    }


def _citation(proof: Proof) -> dict[str, str]:
    parts = {
        "id": proof.id,
        "kind": proof.kind,
        "repository": proof.repo,
        "date": proof.day,
        "subject": proof.subject,
        "quote": proof.quote,
        "url": proof.url,
    }
    return {key: value for key, value in parts.items() if value}


def _meta(shown: View) -> dict[str, object]:
    tally = shown.tally
    return {
        "language": shown.lang.value,
        "statement": shown.words.statement,
        "verify": "gitvitae verify ledger.json",
        **_days(shown.since, shown.until),
        "repositories": [{"name": n, "url": w} if w else {"name": n} for n, w in shown.sources],
        "commits": {
            "read": tally.commits_read,
            "person": tally.commits_person,
            "used": tally.commits_used,
            "leftOut": {o.reason: o.count for o in tally.omissions},
        },
        "sentences": {
            "drafted": tally.drafted,
            "kept": tally.kept,
            "rejected": {o.reason: o.count for o in tally.rejected},
        },
    }
