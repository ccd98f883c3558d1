"""The page's addresses: each request is read whole, answered on a thread of few, and never kept."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import partial

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sync.gateway.faults import GatewayFault, NoSuchCommune, NoSuchDevice
from sync.gateway.gateway import Gateway
from sync.gateway.page import machines, words
from sync.gateway.page.asking import Answer, Asked, fields, to
from sync.gateway.page.desk import Desk, Visit
from sync.gateway.page.door import Door, Guest
from sync.gateway.page.fleet import Fleets
from sync.gateway.page.sessions import COOKIE, LIFE_MS, Sessions
from sync.gateway.page.simple import refusal_page
from sync.gateway.page.style import STYLE, STYLE_PATH

LOG = logging.getLogger(__name__)

_MAX_FORM = 16 * 1024
_FORM_SECONDS = 60
_THREADS = 4
_MOST_WAITING = 40
"""The page never takes the threads that the offices' rounds need."""

_Show = Callable[[Visit], Answer]
_Endpoint = Callable[[Request], Awaitable[Response]]


class PageFace:
    """Turns requests into visits, and failures into pages."""

    def __init__(self, gateway: Gateway, *, reads_dossiers: bool) -> None:
        self._door = Door(gateway, Sessions(gateway.folder.page_secret(gateway.entropy)))
        self._desk = Desk(gateway, Fleets(gateway, reads_dossiers=reads_dossiers))
        self._threads: CapacityLimiter | None = None

    def routes(self) -> list[Route]:
        """Every address."""
        desk = self._desk
        shown: dict[str, _Show] = {
            "/": desk.first,
            "/audit": desk.audit,
            machines.PATH: desk.machines,
            "/c/{code}": desk.commune,
            "/d/{device}": desk.device,
        }
        done: dict[str, _Show] = {
            "/c/{code}/invite": desk.invite,
            "/c/{code}/policy": desk.set_policy,
            "/d/{device}/lane": desk.grant_lane,
            "/d/{device}/revoke": desk.revoke,
        }
        return [
            self._route(STYLE_PATH, "GET", _style),
            self._route("/login", "GET", self._sign_in_form),
            self._route("/login", "POST", self._door.sign_in),
            self._route("/logout", "POST", self._sign_out),
            *(self._route(path, "GET", partial(self._show, show)) for path, show in shown.items()),
            *(self._route(path, "POST", partial(self._do, do)) for path, do in done.items()),
        ]

    def _sign_in_form(self, asked: Asked) -> Answer:
        return to("/") if self._door.guest(asked) else self._door.sign_in_form()

    def _sign_out(self, asked: Asked) -> Answer:
        guest = self._door.guest(asked)
        if guest is None:
            return to("/login")
        if not self._door.is_form_of(guest, asked):
            return self._door.refused(words.FORBIDDEN_FORM, guest)
        return self._door.sign_out(guest)

    def _show(self, show: _Show, asked: Asked) -> Answer:
        """A page for whoever is signed in."""
        guest = self._door.guest(asked)
        if guest is None:
            return to("/login")
        answer = self._visit(show, guest, asked)
        return answer._replace(cookie=self._door.used(guest))

    def _do(self, do: _Show, asked: Asked) -> Answer:
        """An act, for who may act, from a form of ours."""
        guest = self._door.guest(asked)
        if guest is None:
            return self._door.sign_in_form(words.SIGN_IN_AGAIN, 403)
        if not self._door.is_form_of(guest, asked):
            return self._door.refused(words.FORBIDDEN_FORM, guest)
        if not guest.operator.may_act:
            return self._door.refused(words.FORBIDDEN_ROLE, guest)
        return self._visit(do, guest, asked)

    def _visit(self, answer: _Show, guest: Guest, asked: Asked) -> Answer:
        frame = self._door.frame(guest)
        try:
            return answer(Visit(guest.operator.name, asked, frame))
        except (NoSuchCommune, NoSuchDevice):
            return Answer(refusal_page(frame, words.NOT_FOUND, words.NOT_FOUND_NOTE), 404)

    def _route(self, path: str, method: str, answer: Callable[[Asked], Answer]) -> Route:
        async def endpoint(request: Request) -> Response:
            return await self._answered(request, answer)

        return Route(path, endpoint, methods=[method])

    async def _answered(self, request: Request, answer: Callable[[Asked], Answer]) -> Response:
        """Read, answer, write; a failure of the storage is told in a page too."""
        if self._threads is None:
            self._threads = CapacityLimiter(_THREADS)
        if self._threads.statistics().tasks_waiting > _MOST_WAITING:
            return _written(request, Answer(words.BUSY, 503, kind="text/plain; charset=utf-8"))
        try:
            asked = await _asked(request)
        except (ValueError, TimeoutError):
            return _written(request, self._door.refused(words.FORBIDDEN_FORM, status=400))
        try:
            found = await to_thread.run_sync(answer, asked, limiter=self._threads)
        except (GatewayFault, OSError) as why:
            LOG.warning("the page cannot answer: %s", why)
            found = Answer(refusal_page(self._door.frame(), words.FORBIDDEN, words.FAILED), 503)
        return _written(request, found)


def _style(asked: Asked) -> Answer:  # noqa: ARG001 - like every answer
    return Answer(STYLE, kind="text/css; charset=utf-8", keep=True)


async def _asked(request: Request) -> Asked:
    """A request with its whole form; raises `ValueError` for what is none."""
    return Asked(
        path=dict(request.path_params),
        query=dict(request.query_params),
        form=fields(await _body(request)) if request.method == "POST" else {},
        cookie=request.cookies.get(COOKIE, ""),
        origin=request.headers.get("origin", ""),
        host=request.headers.get("host", ""),
    )


async def _body(request: Request) -> bytes:
    body = b""
    async with asyncio.timeout(_FORM_SECONDS):
        async for chunk in request.stream():
            body += chunk
            if len(body) > _MAX_FORM:
                raise ValueError("too large for a form")
    return body


def _written(request: Request, answer: Answer) -> Response:
    body, headers = answer.packed(request.headers.get("accept-encoding", ""))
    response = Response(body, answer.status, headers, media_type=answer.kind)
    if answer.cookie is not None:
        response.set_cookie(
            COOKIE,
            answer.cookie,
            max_age=LIFE_MS // 1000 if answer.cookie else 0,
            path="/",
            secure=True,
            httponly=True,
            samesite="strict",
        )
    return response
