"""What a request meets on its way: the HTTP answer that a fault leaves of what was said."""

import random
from collections.abc import Callable
from typing import NamedTuple

from starlette.responses import HTMLResponse, JSONResponse, Response

from tests.provincial import words
from tests.provincial.cutting import Cut
from tests.provincial.faults import Fault
from tests.provincial.words import Answer

_BAD_GATEWAY = "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"
_GARBAGE = "<!DOCTYPE html><html><body><h1>Đăng nhập mạng Wi-Fi</h1></body></html>"
_CLOSED = "<html><body><h1>Hệ thống đang bảo trì</h1></body></html>"


class Met(NamedTuple):
    """What one request met; its dice choose among the ways to say it."""

    fault: Fault | None
    dice: random.Random
    is_login: bool


def told(met: Met, answer: Answer | None) -> Response:
    """Return what goes over the wire; without an answer nothing was done."""
    if met.fault in _INSTEAD:
        return _INSTEAD[met.fault](met)
    assert answer is not None
    if met.fault is Fault.TRUNCATED:
        whole = bytes(_json(met, answer).body)
        return Response(whole[: len(whole) // 2], media_type="application/json")
    if met.fault is Fault.ODD_CODES:
        return _json(met, answer._replace(error_code=_odd(met, answer.error_code)))
    return _json(met, answer)


def _odd(met: Met, code: int | str) -> int | str:
    """The same in other codes: "00" is 0, and what exists already is 0 or -3 as well as 3."""
    if code == words.EXISTS:
        return met.dice.choice((0, -3))
    return "00" if code == words.OK else code


def _server_error(met: Met) -> Response:
    return _json(met, Answer(words.OK, met.dice.choice(words.SERVER_ERRORS)))


def _closed(met: Met) -> Response:
    """Maintenance is told in two ways."""
    if met.dice.random() < 0.5:
        return HTMLResponse(_CLOSED, 503)
    return _json(met, Answer(words.BUSY, words.IN_MAINTENANCE))


def _json(met: Met, answer: Answer) -> JSONResponse:
    return JSONResponse(answer.as_json(is_login=met.is_login))


_INSTEAD: dict[Fault | None, Callable[[Met], Response]] = {
    Fault.LOST_BEFORE: lambda _met: Cut(),
    Fault.LOST_AFTER: lambda _met: Cut(),
    Fault.BAD_GATEWAY: lambda _met: HTMLResponse(_BAD_GATEWAY, 502),
    Fault.BAD_GATEWAY_AFTER: lambda _met: HTMLResponse(_BAD_GATEWAY, 502),
    Fault.GARBAGE: lambda _met: HTMLResponse(_GARBAGE),
    Fault.ERROR_IN_MESSAGE: _server_error,
    Fault.MAINTENANCE: _closed,
}
