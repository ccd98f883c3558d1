"""The line to a system: HTTPS, one session, and answers that are either read or a `LineDown`.

Nothing of what is sent or received is ever logged, only services, sizes and what went wrong.
"""

import json
import logging
from collections.abc import Callable
from typing import Any, Self

import requests

from app.domain.provincial import Line
from app.portal.config import SystemPart, secret
from app.portal.faults import BadConfig, Interrupted, LineDown
from app.portal.mapping.language import Answer, Call, Language, Meaning
from app.system.clock import SystemClock

LOG = logging.getLogger(__name__)
_CLOCK = SystemClock()

_LARGEST = 64 * 1024 * 1024
"""What came online may carry its files."""
_PIECE = 64 * 1024
_PATIENCE = 5
"""A whole answer may take so many times `read_seconds`, which bounds the wait for each piece."""
_DOWN = {
    Meaning.TROUBLED: Line.TROUBLED,
    Meaning.MAINTENANCE: Line.MAINTENANCE,
    Meaning.NOT_ADMITTED: Line.NOT_ADMITTED,
    Meaning.NOT_UNDERSTOOD: Line.NOT_UNDERSTOOD,
}


class SystemLine:
    """One system of the province; logs in when it must. For one thread."""

    def __init__(
        self,
        system: SystemPart,
        language: Language,
        stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        self._system = system
        self._language = language
        self._http = requests.Session()
        self._http.verify = str(system.authority) if system.authority else True
        self._http.trust_env = False
        self._session = ""
        self._stopped = stopped
        self.calls = 0
        self.answers = 0
        """How often something readable came back: the line was really there."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *why: object) -> None:
        self._http.close()

    def ask(self, call: Call, *, writes: bool = False) -> Answer:
        """Say it and read the answer; a session that ended is begun anew once.

        Raises `LineDown` for everything that is not a word about the matter itself.
        """
        answer = self._in_session(call, writes=writes)
        if answer.meaning is Meaning.SESSION_OVER:
            self._session = ""
            answer = self._in_session(call, writes=writes)
        if answer.meaning is Meaning.SESSION_OVER:
            raise LineDown(Line.NOT_ADMITTED)
        if answer.meaning in _DOWN:
            raise LineDown(_DOWN[answer.meaning])
        return answer

    def _in_session(self, call: Call, *, writes: bool) -> Answer:
        if not self._session:
            self._session = self._log_in()
        status, body = self._post(self._language.with_session(call, self._session))
        return self._language.answer(status, body, writes=writes)

    def _log_in(self) -> str:
        try:
            password = secret(self._system.password_file)
        except BadConfig as why:  # somebody is writing it anew, or its disk is away
            raise LineDown(Line.NOT_ADMITTED, "password_file") from why
        status, body = self._post(self._language.login(self._system.username, password))
        if session := self._language.session_of(body):
            return session
        meaning = self._language.answer(status, body, writes=False).meaning
        raise LineDown(_DOWN.get(meaning, Line.NOT_ADMITTED))

    def _post(self, call: Call) -> tuple[int, dict[str, Any]]:
        self.calls += 1
        times = (self._system.connect_seconds, self._system.read_seconds)
        headers = {"Accept": "application/json", "Charset": "utf-8", **call.headers}
        try:
            reply = self._http.post(
                self._system.base + call.endpoint,
                data=call.body if call.is_form else None,
                json=None if call.is_form else call.body,
                headers=headers,
                timeout=times,
                allow_redirects=False,
                stream=True,
            )
            try:
                content = self._content(reply)
            finally:
                reply.close()
        except (requests.RequestException, OSError, _urllib3_error()) as why:
            raise LineDown(Line.UNREACHABLE, type(why).__name__) from why
        body = _read(reply, content)
        self.answers += 1
        return reply.status_code, body

    def _content(self, reply: requests.Response) -> bytes:
        """In pieces, so that neither a trickle nor a stop has to be waited for to the end."""
        ends_at = _CLOCK.monotonic() + _PATIENCE * self._system.read_seconds
        pieces: list[bytes] = []
        size = 0
        while piece := reply.raw.read1(_PIECE, decode_content=True):
            pieces.append(piece)
            size += len(piece)
            if size > _LARGEST:
                raise LineDown(Line.NOT_UNDERSTOOD, str(reply.status_code))
            if self._stopped():
                raise Interrupted(Line.UNREACHABLE)
            if _CLOCK.monotonic() > ends_at:
                raise LineDown(Line.UNREACHABLE, "too slow")
        return b"".join(pieces)


def _read(reply: requests.Response, content: bytes) -> dict[str, Any]:
    """The answer as an object; a page of HTML, half an answer or a gateway's error is none.

    A refused session needs no words: 401 and 403 are an answer with or without an object.
    """
    if reply.status_code in {502, 503, 504}:
        line = Line.MAINTENANCE if reply.status_code == 503 else Line.UNREACHABLE
        raise LineDown(line, str(reply.status_code), _retry_after(reply))
    if reply.status_code == 429:
        raise LineDown(Line.TROUBLED, "429", _retry_after(reply))
    try:
        body = json.loads(content)
    except (ValueError, RecursionError) as why:
        if reply.status_code in {401, 403}:
            return {}
        raise LineDown(Line.NOT_UNDERSTOOD, str(reply.status_code)) from why
    if not isinstance(body, dict):
        raise LineDown(Line.NOT_UNDERSTOOD, str(reply.status_code))
    return body


def _retry_after(reply: requests.Response) -> float:
    text = reply.headers.get("Retry-After", "")
    return float(min(int(text), 3600)) if text.isdecimal() and len(text) < 6 else 0.0


def _urllib3_error() -> type[Exception]:
    """What reading the body itself raises, below requests."""
    return requests.packages.urllib3.exceptions.HTTPError  # type: ignore[no-any-return,attr-defined]
