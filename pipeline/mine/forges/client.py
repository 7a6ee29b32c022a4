"""One host of a forge, asked politely: bounded, never redirected, as slowly as it wishes."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Any, Self

import httpx2
from pydantic import SecretStr

from pipeline import __version__
from pipeline.domain.text import printable
from pipeline.errors import ForgeError
from pipeline.mine.forges.place import is_loopback
from pipeline.mine.store import NOTES

_SECONDS = 60.0
"""Seconds of silence after which an answer is given up ..."""
_WHOLE = 300.0
"""... and seconds that a whole answer may take: one that trickles is none."""
_LARGEST = 64 << 20
"""Bytes of one answer: a page of 50 descriptions of 64 KiB each has a twentieth of it."""
_ATTEMPTS = 5
_MINUTE = 60.0
"""Seconds that GitHub asks to wait where it names none."""
_PATIENCE = 900.0
"""Seconds that are waited at most; beyond that the user is told when to go on."""
_FOREVER = 3.0e8
"""Seconds that stand for all longer waits: about ten years."""
_COUNT = re.compile(r"[0-9]{1,18}")
_LONG = 5.0
"""Seconds of waiting from which on the user is told."""
_SHOWN = 200
_TOO_MUCH = {500, 502, 503, 504}
"""What a forge answers when a page took it too long."""


class TooMuchError(ForgeError):
    """The forge could not answer in time: asking for less may help."""


@dataclass(frozen=True)
class Clock:
    """Where time comes from and how it passes: seconds since 1970, and waiting for seconds."""

    now: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep


@dataclass(frozen=True)
class Answer:
    """What came back: the headers in small letters, and the body as JSON."""

    headers: Mapping[str, str]
    data: Any


Limited = Callable[[Answer], bool]


class Client:
    """Asks one host, with one token.

    Args:
        scheme: `https`; `http` only on this machine.
        host: With its port; nothing is ever sent anywhere else.
        token: Sent with each request, shown to nobody; None where the forge needs none.
        clock: For waiting.

    Raises:
        ForgeError: The token would cross a network in the clear.
    """

    def __init__(self, scheme: str, host: str, token: SecretStr | None, clock: Clock) -> None:
        is_own = is_loopback(host)
        if scheme != "https" and not is_own:
            raise ForgeError("only asked over https", where=host)
        self.host = host
        self._clock = clock
        self._token = token
        bearer = {"Authorization": f"Bearer {token.get_secret_value()}"} if token else {}
        self._http = httpx2.Client(
            base_url=f"{scheme}://{host}",
            headers={"User-Agent": f"gitvitae/{__version__}", **bearer},
            follow_redirects=False,
            timeout=_SECONDS,
            trust_env=not is_own,
        )
        self._rest = 0.0

    def __enter__(self) -> Self:
        """Open the connections."""
        self._http.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the connections."""
        self._http.__exit__(kind, error, trace)

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        self._clock.sleep(seconds)

    def get(self, path: str, **query: str | int) -> Answer:
        """Read one resource.

        Raises:
            TooMuchError: The forge needed too long.
            ForgeError: It refused, can't be reached, or answered something else than JSON.
        """
        request = self._http.build_request("GET", path, params=query)
        return self._ask(request, lambda _: False)

    def post(self, path: str, body: Mapping[str, object], limited: Limited) -> Answer:
        """Send a query and read the answer; `limited` knows answers that mean "too often".

        Raises:
            TooMuchError: The forge needed too long.
            ForgeError: It refused, can't be reached, or answered something else than JSON.
        """
        return self._ask(self._http.build_request("POST", path, json=body), limited)

    def _ask(self, request: httpx2.Request, limited: Limited) -> Answer:
        for attempt in range(_ATTEMPTS):
            self._pause(self._rest)
            self._rest = 0.0
            response, body = self._send(request, attempt)
            if response is None:
                continue
            headers = {name.lower(): value for name, value in response.headers.items()}
            status = response.status_code
            answer = Answer(headers, _parsed(body) if _is_ok(status) else None)
            if _is_limit(status, headers, body) or (_is_ok(status) and limited(answer)):
                self._rest = self._asked(headers) or _MINUTE * 2**attempt
                continue
            self._refuse(response, body)
            if answer.data is None:
                raise ForgeError("answered something else than JSON", where=self.host)
            if headers.get("x-ratelimit-remaining", headers.get("ratelimit-remaining")) == "0":
                self._rest = self._asked(headers) or 0.0
            return answer
        raise ForgeError("still limits requests after several waits", where=self.host)

    def _send(self, request: httpx2.Request, attempt: int) -> tuple[httpx2.Response | None, bytes]:
        """Send once; None where the connection broke and another attempt is due."""
        try:
            response = self._http.send(request, stream=True)
            try:
                return response, self._read(response)
            finally:
                response.close()
        except httpx2.TimeoutException:
            raise TooMuchError("does not answer in time", where=self.host) from None
        except httpx2.HTTPError as error:
            if attempt == _ATTEMPTS - 1:
                what = f"can't be reached: {printable(str(error))[:_SHOWN] or type(error).__name__}"
                raise ForgeError(what, where=self.host) from None
            self._clock.sleep(2.0**attempt)
            return None, b""

    def _read(self, response: httpx2.Response) -> bytes:
        pieces: list[bytes] = []
        size = 0
        start = self._clock.now()
        for piece in response.iter_bytes():
            size += len(piece)
            if self._clock.now() - start > _WHOLE:
                raise TooMuchError("does not finish its answer", where=self.host)
            if size > _LARGEST:
                raise TooMuchError("answers with more than any page can hold", where=self.host)
            pieces.append(piece)
        return b"".join(pieces)

    def _asked(self, headers: Mapping[str, str]) -> float | None:
        """Give the seconds that the forge asks to wait, None where it names no time."""
        after = headers.get("retry-after", "")
        if _COUNT.fullmatch(after):
            return min(float(after), _FOREVER)
        if after:
            try:
                moment = parsedate_to_datetime(after).timestamp()
            except (ValueError, OverflowError):
                return None
            return _within(moment - self._clock.now())
        left = headers.get("x-ratelimit-remaining", headers.get("ratelimit-remaining", ""))
        reset = headers.get("x-ratelimit-reset", headers.get("ratelimit-reset", ""))
        if left == "0" and _COUNT.fullmatch(reset):
            return _within(float(reset) - self._clock.now() + 1.0)
        return None

    def _pause(self, seconds: float) -> None:
        if seconds > _PATIENCE:
            until = datetime.fromtimestamp(self._clock.now() + seconds, UTC)
            raise ForgeError(
                f"allows no further request before {until:%Y-%m-%d %H:%M} UTC",
                where=self.host,
                todo="run it again then: what has come so far is kept",
            )
        if seconds > _LONG:
            NOTES.warning("%s asks to wait %.0f s", self.host, seconds)
        if seconds > 0:
            self._clock.sleep(seconds)

    def _refuse(self, response: httpx2.Response, body: bytes) -> None:
        status = response.status_code
        if _is_ok(status):
            return
        if status in _TOO_MUCH:
            raise TooMuchError(f"fails with HTTP {status}", where=self.host)
        if response.has_redirect_location:
            raise ForgeError(
                "sends the request elsewhere, which is never followed",
                where=self.host,
                todo="point the remote at where the repository is now",
            )
        what, todo = _REFUSALS.get(status, (f"refuses with HTTP {status}", ""))
        raise ForgeError(f"{what}{self._message(body)}", where=self.host, todo=todo)

    def _message(self, body: bytes) -> str:
        """Give the forge's own words, without the token, should it have sent that back."""
        data = _parsed(body)
        text = data.get("message") if isinstance(data, dict) else None
        return f": {self.quoted(text)}" if isinstance(text, str) and text else ""

    def quoted(self, text: str) -> str:
        """Make a forge's words fit to be shown: short, on one line, without the token."""
        secret = self._token.get_secret_value() if self._token else ""
        return printable(text.replace(secret, "…") if secret else text)[:_SHOWN]


_REFUSALS = {
    401: ("does not accept the token", "make a new one, and set it in the environment"),
    403: ("does not let the token read pull requests", "give it read access to the repository"),
    404: (
        "knows no such repository, or does not show it to this token",
        "look at the remote, and at what the token may read",
    ),
}


def _within(seconds: float) -> float:
    """Give a wait that is one: neither over already nor longer than any calendar."""
    return min(max(1.0, seconds), _FOREVER)


def _is_ok(status: int) -> bool:
    return status == httpx2.codes.OK


def _is_limit(status: int, headers: Mapping[str, str], body: bytes) -> bool:
    if status == httpx2.codes.TOO_MANY_REQUESTS:
        return True
    is_told = "retry-after" in headers or headers.get("x-ratelimit-remaining") == "0"
    return status == httpx2.codes.FORBIDDEN and (is_told or b"rate limit" in body.lower())


def _parsed(body: bytes) -> Any:  # noqa: ANN401 - whatever the forge answers
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None
