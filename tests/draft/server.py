"""The tests' own server: it speaks the shape of chat completions and answers by script.

The cassettes in cassettes/ were recorded against it, never against a vendor's model; every answer
says so. To record them anew: `pytest tests/draft/test_model.py --record-mode=rewrite`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

PORT = 48917
URL = f"http://127.0.0.1:{PORT}/v1"
ORIGIN = "answered by the own server of gitvitae's tests, not by a language model"

GOOD = {
    "sentences": [
        {
            "slot": "title",
            "text": "Leases for running tasks",
            "spans": ["c1.1"],
        },
        {
            "slot": "choice",
            "text": "Added a lease to each running task, because workers outlive a restart.",
            "spans": ["c1.1", "c1.2"],
        },
        {"slot": "outcome", "text": "Cut lost tasks to zero.", "spans": ["c7.7"]},
    ]
}
MENDED = {
    "sentences": [
        {"slot": "choice", "text": "Added a lease to each running task.", "spans": ["c1.1"]}
    ]
}
_TEXTS = {
    "good": json.dumps(GOOD),
    "fenced": f"<think>Let me see.</think>\n```json\n{json.dumps(GOOD)}\n```",
    "truncated": json.dumps(GOOD)[:40],
    "filtered": "",
    "refusing": None,
    "empty": "",
    "prose": "Here is a résumé: they did a great job.",
    "misshapen": json.dumps({"sentences": [{"slot": "boast", "text": "Led.", "spans": []}]}),
}
_FINISH = {"truncated": "length", "filtered": "content_filter"}


@contextmanager
def running() -> Iterator[None]:
    """Serve on this machine while cassettes are recorded."""
    server = ThreadingHTTPServer(("127.0.0.1", PORT), _Answers)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Answers(BaseHTTPRequestHandler):
    """Answers by the model's name."""

    server_version = "gitvitae-tests-own-server"
    sys_version = ""

    def do_POST(self) -> None:
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        status, kind, body = reply(request)
        payload = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(payload)))
        self.send_header("X-Should-Retry", "false")
        self.send_header("X-Origin", ORIGIN)
        self.end_headers()
        self.wfile.write(payload)

    def date_time_string(self, timestamp: float | None = None) -> str:
        """Give every recording the same date."""
        return super().date_time_string(0 if timestamp is None else timestamp)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing."""


def reply(request: dict[str, object]) -> tuple[int, str, str]:
    """Give status, media type and body of the answer to a request."""
    model = str(request["model"])
    if model.isdigit():
        error = {"error": {"message": ORIGIN, "type": "scripted", "code": None}}
        return int(model), "application/json", json.dumps(error)
    if model == "page":
        return 200, "text/html", f"<html><body>{ORIGIN}</body></html>"
    choices: object = None if model == "choiceless" else [_choice(model, request)]
    return 200, "application/json", json.dumps(_completion(model, choices), ensure_ascii=False)


def _choice(model: str, request: dict[str, object]) -> dict[str, object]:
    messages = request["messages"]
    is_repair = isinstance(messages, list) and len(messages) > 2
    text = json.dumps(MENDED) if is_repair else _TEXTS[model]
    return {
        "index": 0,
        "finish_reason": _FINISH.get(model, "stop"),
        "message": {
            "role": "assistant",
            "content": text,
            "refusal": "I can't help with that." if model == "refusing" else None,
        },
    }


def _completion(model: str, choices: object) -> dict[str, object]:
    return {
        "id": "chatcmpl-tests-own",
        "object": "chat.completion",
        "created": 0,
        "model": model,
        "system_fingerprint": ORIGIN,
        "choices": choices,
        "usage": {"prompt_tokens": 700, "completion_tokens": 60, "total_tokens": 760},
    }
