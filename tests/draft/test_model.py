"""The model writer, against cassettes of the tests' own server."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openai import _base_client
from vcr.cassette import Cassette
from vcr.record_mode import RecordMode

from pipeline import settings
from pipeline.domain.evidence import EvidenceIndex
from pipeline.domain.narrative import Narrative, Slot
from pipeline.domain.verdict import Finding, Status, Verdict
from pipeline.draft import Usage, Writer, build_prompt, build_writer, draft
from pipeline.errors import ExitCode, ModelError, UsageError
from tests.draft import server
from tests.draft.pack import commit, phase

ITEM = commit(1, "Add a lease to each running task", "Because workers outlive a restart.")
INDEX = EvidenceIndex([ITEM])
FAILURES = {
    "truncated": "cut off",
    "filtered": "content filter",
    "refusing": "refused",
    "empty": "answered nothing",
    "prose": "something else",
    "misshapen": "something else",
    "page": "nonsense",
    "choiceless": "nonsense",
    "401": "key",
    "404": "no such model",
    "429": "quota",
    "500": "HTTP 500",
}
"""What the message says when the server answers by this script."""

Build = Callable[..., Writer]


@pytest.fixture(scope="module")
def vcr_config() -> dict[str, object]:
    """Tell requests apart by what they ask for; a port may change."""
    return {
        "match_on": ("method", "path", "body"),
        "filter_headers": ["authorization", "user-agent", "host"],
        "before_record_request": _without_client_headers,
    }


def _without_client_headers(request: object) -> object:
    """Keep the recording free of the recording machine."""
    headers = getattr(request, "headers", {})
    for name in [name for name in headers if name.lower().startswith("x-stainless")]:
        del headers[name]
    return request


@pytest.fixture(scope="session", autouse=True)
def own_server(request: pytest.FixtureRequest) -> Iterator[None]:
    """Serve only while cassettes are recorded."""
    if request.config.getoption("--record-mode") in {None, "none"}:
        yield
        return
    with server.running():
        yield


@pytest.fixture
def played(vcr: Cassette) -> Iterator[Cassette]:
    """Fail if a recorded call was not made: a broad except could hide that."""
    yield vcr
    assert vcr.all_played or vcr.record_mode is not RecordMode.NONE
    assert len(vcr) > 0


@pytest.fixture
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Build:
    """Build writers on the tests' own server."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-never-to-be-sent-anywhere")
    monkeypatch.setenv("OPENAI_ORG_ID", "never-org")
    monkeypatch.setenv("OPENAI_PROJECT_ID", "never-project")
    monkeypatch.setenv("OPENAI_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")

    def build(model: str, **more: object) -> Writer:
        flags = {"draft.writer": model, "draft.base_url": server.URL}
        chosen = settings.load(
            {**flags, **{f"draft.{k}": v for k, v in more.items()}}, directory=tmp_path
        )
        return build_writer(chosen.draft, tmp_path / "answers")

    return build


def narrate(writer: Writer, rejected: tuple[Verdict, ...] = ()) -> Narrative:
    """Draft the one phase of these tests."""
    chosen = settings.load({})
    return draft(phase(ITEM), INDEX, writer, build_prompt(chosen.draft.lang), rejected)


@pytest.mark.vcr
@pytest.mark.parametrize("model", ["good", "fenced"])
def test_answer_becomes_cited_sentences(build: Build, played: Cassette, model: str) -> None:
    """Span names become full ids and verbatim quotes; one that does not exist stays visible."""
    writer = build(model)
    title, choice, outcome = narrate(writer).sentences
    assert (title.slot, title.text) == (Slot.TITLE, "Leases for running tasks")
    assert [c.evidence for c in choice.citations] == [ITEM.id, ITEM.id]
    assert [c.quote for c in choice.citations] == [ITEM.subject, ITEM.body]
    assert [c.evidence for c in outcome.citations] == ["c7.7"]
    assert writer.usage == Usage(calls=1, input_tokens=700, output_tokens=60)


@pytest.mark.vcr
def test_what_is_sent(build: Build, played: Cassette) -> None:
    """The request asks for the schema, names no key of the user's, and fences the evidence."""
    narrate(build("good"))
    (request,) = played.requests
    body = request.body.decode()
    assert '"json_schema"' in body
    assert '"max_tokens"' in body
    assert "never-" not in f"{request.headers} {body}"
    assert "c1.2 body" in body


@pytest.mark.vcr
def test_same_question_is_asked_once(build: Build, played: Cassette) -> None:
    """A second writer with the same folder answers from the cache, word for word the same."""
    first = narrate(build("good"))
    again = build("good")
    assert narrate(again) == first
    assert again.usage == Usage(cached=1)


@pytest.mark.vcr
def test_repair(build: Build, played: Cassette) -> None:
    """Rejected sentences go back with their findings, and what comes back is new."""
    writer = build("good")
    lost = narrate(writer).sentences[1]
    verdict = Verdict(
        sentence=lost,
        status=Status.REJECTED,
        findings=(Finding(code="GV401", message="no rationale", words="because"),),
    )
    (mended,) = narrate(writer, (verdict,)).sentences
    assert mended.text == "Added a lease to each running task."
    repair = played.requests[1].body.decode()
    assert "GV401 no rationale because" in repair
    assert lost.text in repair


@pytest.mark.vcr
@pytest.mark.parametrize("model", FAILURES)
def test_failure_is_said(build: Build, played: Cassette, tmp_path: Path, model: str) -> None:
    """Every way in which an answer can fail has its own one-line message, and is not kept."""
    with pytest.raises(ModelError, match=FAILURES[model]) as caught:
        narrate(build(model))
    assert caught.value.exit_code is ExitCode.OUTSIDE
    assert "\n" not in str(caught.value)
    assert not list(tmp_path.glob("answers/*/*"))


def test_unreachable_server(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that does not answer is named, with what to check."""
    monkeypatch.setattr(_base_client.SyncAPIClient, "_sleep_for_retry", lambda *_, **__: None)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(ModelError, match=f"127.0.0.1:{port}.*can't be reached.*draft.base_url"):
        narrate(build("good", base_url=f"http://127.0.0.1:{port}/v1"))


def test_missing_key(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a key the vendor's model can't be built, and the message names the variable."""
    monkeypatch.delenv("OPENAI_API_KEY")
    with pytest.raises(ModelError, match="OPENAI_API_KEY"):
        build("gpt-4o-mini", base_url="")


def test_unknown_provider(build: Build) -> None:
    """A provider that nobody knows is a mistake in the call."""
    with pytest.raises(UsageError, match="nobody:model"):
        build("nobody:model", base_url="")


def test_no_evidence_no_call(build: Build) -> None:
    """With nothing to cite the model is not asked, and the narrative is empty."""
    writer = build("good", base_url="http://127.0.0.1:9/v1")
    prompt = build_prompt(settings.load({}).draft.lang)
    narrative = draft(phase(), EvidenceIndex([]), writer, prompt)
    assert narrative.sentences == ()
    assert writer.usage == Usage()
