"""The HTTP face of files: tus 1.0 for devices, links for whoever was given one.

Every answer to a device bears the gateway's signature in one header line, since HEAD has no body;
nothing else counts as its word. A link is answered in plain words: a person may have clicked it.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from typing import NamedTuple

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from sync.files import tus
from sync.files.address import MOST_BYTES, checked_address
from sync.files.calls import ANSWER_HEADER, CALL_HEADER, Verb, read_call, to_line
from sync.files.depot import Standing
from sync.files.faults import (
    FileFault,
)
from sync.files.opening import Opening
from sync.files.slices import MOST
from sync.files.statuses import FLUSHED, again_after, status_of
from sync.gateway.bodies import Body, body_length, chunks, drained, pieces
from sync.gateway.faults import StorageFailed
from sync.gateway.file_desk import FileDesk, Heard
from sync.gateway.gateway import Gateway
from sync.gateway.refusals import Refused, worded
from sync.protocol.answers import Problem, write_problem
from sync.protocol.errors import Malformed, SyncError

LOG = logging.getLogger(__name__)

_MOST_ASKED = 64 << 10
_END_SECONDS = 10
_AT_ONCE = 32
_AT_ONCE_PER_DEVICE = 2
_OVER = {
    403: "Đường dẫn này không đúng.",
    404: "Tệp này không còn ở máy chủ.",
    410: "Đường dẫn này đã hết hạn. Xin đường dẫn mới.",
}

_Handler = Callable[[Request], Awaitable[Response]]


class _Underway(NamedTuple):
    """A slice that is arriving, and whether it has been dealt with."""

    body: Body
    done: asyncio.Event


class FileFace:
    """Turns requests about files into calls of the desk."""

    def __init__(self, gateway: Gateway, desk: FileDesk | None = None) -> None:
        self._gateway = gateway
        self._desk = desk or FileDesk(gateway)
        self._busy: Counter[str] = Counter()
        self._underway: dict[tuple[str, str], _Underway] = {}

    def routes(self) -> list[Route]:
        """Where it answers."""
        one = "/v1/files/{file}"
        return [
            Route("/v1/files", self._guarded(self.begin), methods=["POST"]),
            Route("/v1/files", self.about, methods=["OPTIONS"]),
            Route(one, self.about, methods=["OPTIONS"]),
            Route(one, self._guarded(self._one), methods=["HEAD", "PATCH", "GET", "POST"]),
            Route("/v1/links", self._guarded(self.links), methods=["POST"]),
            Route("/v1/open/{commune}/{file}/{name}", self.open, methods=["GET"]),
        ]

    async def about(self, request: Request) -> Response:  # noqa: ARG002 - a route's signature
        """Say which tus is spoken."""
        return Response(
            status_code=204,
            headers={
                tus.RESUMABLE: tus.VERSION,
                "Tus-Version": tus.VERSION,
                "Tus-Extension": tus.EXTENSIONS,
                "Tus-Max-Size": str(MOST_BYTES),
            },
        )

    async def _one(self, request: Request) -> Response:
        """Do what is meant; a proxy that lets only POST through is told of the method aside."""
        meant = request.headers.get(tus.OVERRIDE, request.method)
        match meant:
            case "HEAD":
                return await self.ask(request)
            case "PATCH":
                return await self.go_on(request)
            case "GET":
                return await self.read(request)
            case _:
                raise Refused(405, "not_of_files")

    async def begin(self, request: Request) -> Response:
        """Make room for a file, or say how much of it is there already."""
        _must_speak_tus(request)
        heard = await self._heard(request, Verb.BEGIN)
        file = tus.file_in(request.headers.get(tus.METADATA, ""))
        size = tus.number(request.headers.get(tus.LENGTH))
        if (file, size) != (heard.file, heard.call.length):
            raise Malformed("the headers say something else than the call")
        await self._end_older(heard)
        standing = await run_in_threadpool(self._desk.begin, heard)
        place = {"Location": f"/v1/files/{heard.file}"}
        return await self._told(heard, standing, 201, place)

    async def ask(self, request: Request) -> Response:
        """Say how much is held."""
        _must_speak_tus(request)
        heard = await self._heard(request, Verb.ASK)
        await self._end_older(heard)
        standing = await run_in_threadpool(self._desk.standing, heard)
        return await self._told(heard, standing, 200 if standing.size else 404)

    async def go_on(self, request: Request) -> Response:
        """Take bytes, each 64 KB durable before the next, until the body or the line ends."""
        _must_speak_tus(request)
        heard = await self._heard(request, Verb.GO_ON)
        length = body_length(request, MOST)
        if request.headers.get("Content-Type") != tus.SLICE_TYPE:
            raise Refused(415, "not_a_slice", nonce=heard.call.nonce)
        offset = tus.number(request.headers.get(tus.OFFSET))
        if (offset, length) != (heard.call.offset, heard.call.length):
            raise Malformed("the headers say something else than the call")
        await self._end_older(heard)
        with self._slot(heard), self._going_on(heard, request) as body:
            upload = await run_in_threadpool(self._desk.open, heard)
            if upload is None or upload.offset != offset:
                standing = await run_in_threadpool(self._desk.standing, heard)
                return await self._told(heard, standing, 409)
            async for piece in pieces(body, FLUSHED):
                await run_in_threadpool(upload.append, piece)
        standing = await run_in_threadpool(self._desk.standing, heard)
        return await self._told(heard, standing, 204)

    async def read(self, request: Request) -> Response:
        """Hand out a slice of a whole file."""
        heard = await self._heard(request, Verb.READ)
        if heard.call.length > MOST:
            raise Refused(413, "too_large", nonce=heard.call.nonce)
        with self._slot(heard):
            content = await run_in_threadpool(self._desk.read, heard)
            standing = await run_in_threadpool(self._desk.standing, heard)
        told = await self._told(heard, standing, 200)
        headers = {ANSWER_HEADER: told.headers[ANSWER_HEADER], "Cache-Control": "no-store"}
        return Response(content, 200, headers, media_type="application/octet-stream")

    async def links(self, request: Request) -> Response:
        """Give links to files that are held."""
        body_length(request, _MOST_ASKED)
        body = b"".join([chunk async for chunk in chunks(request)])
        given = await run_in_threadpool(self._desk.links, body)
        return Response(given, media_type="application/octet-stream")

    async def open(self, request: Request) -> Response:
        """Show a file to whoever holds a link that is still good."""
        until = request.query_params.get("until", "")
        commune, file, name = (request.path_params[key] for key in ("commune", "file", "name"))
        try:
            opening = Opening(commune, file, name, tus.number(until))
            said = request.query_params.get("sig", "")
            opened = await run_in_threadpool(self._desk.opened, opening, said)
        except (Refused, Malformed) as why:
            status = why.status if isinstance(why, Refused) else 403
            return PlainTextResponse(_OVER[status], status, {"Cache-Control": "no-store"})
        return FileResponse(
            opened.path,
            filename=name,
            media_type=opened.kind,
            content_disposition_type="inline" if opened.kind.is_shown else "attachment",
            headers={
                "Cache-Control": "private, no-store",
                "Referrer-Policy": "no-referrer",
                "X-Content-Type-Options": "nosniff",
            },
        )

    async def _heard(self, request: Request, verb: Verb) -> Heard:
        heard = await run_in_threadpool(self._desk.hear, request.headers.get(CALL_HEADER, ""), verb)
        if (named := request.path_params.get("file")) and checked_address(named) != heard.file:
            raise Malformed("the address says something else than the call")
        return heard

    async def _told(
        self, heard: Heard, standing: Standing, status: int, more: dict[str, str] | None = None
    ) -> Response:
        word = await run_in_threadpool(self._desk.held, heard, standing)
        headers = {
            tus.RESUMABLE: tus.VERSION,
            ANSWER_HEADER: to_line(word),
            "Cache-Control": "no-store",
        }
        if standing.size:
            headers |= {tus.OFFSET: str(standing.offset), tus.LENGTH: str(standing.size)}
        return Response(status_code=status, headers=headers | (more or {}))

    @contextmanager
    def _slot(self, heard: Heard) -> Iterator[None]:
        """Let in so many at once; facts have their own places and never wait for these."""
        device, nonce = heard.device.device, heard.call.nonce
        if self._busy[device] >= _AT_ONCE_PER_DEVICE or self._busy.total() >= _AT_ONCE:
            raise Refused(503, "server_busy", retry_after=30, nonce=nonce)
        self._busy[device] += 1
        try:
            yield
        finally:
            self._busy[device] -= 1

    @contextmanager
    def _going_on(self, heard: Heard, request: Request) -> Iterator[Body]:
        key, mine = (heard.device.device, heard.file), _Underway(Body(request), asyncio.Event())
        self._underway[key] = mine
        try:
            yield mine.body
        finally:
            mine.done.set()
            if self._underway.get(key) is mine:
                del self._underway[key]

    async def _end_older(self, heard: Heard) -> None:
        """End what the same PC began with the same file: its line has died and it knows.

        What has arrived of it is kept first, so that it is not sent again; and nobody waits the
        minute after which a silent line is given up.
        """
        older = self._underway.get((heard.device.device, heard.file))
        if older is None:
            return
        older.body.break_off()
        with suppress(TimeoutError):
            async with asyncio.timeout(_END_SECONDS):
                await older.done.wait()

    def _guarded(self, handler: _Handler) -> _Handler:
        """Answer a signed refusal for every failure that the other side can do something about."""

        async def answer(request: Request) -> Response:
            try:
                told = await handler(request)
            except ClientDisconnect:
                return Response(status_code=499)
            except (Refused, SyncError, StorageFailed, OSError) as why:
                told = self._refusal(_refused(why), request)
            await drained(request, MOST)
            return told

        return answer

    def _refusal(self, why: Refused, request: Request) -> Response:
        problem = Problem(
            server=self._gateway.id,
            nonce=why.nonce or _nonce(request),
            time=self._gateway.now(),
            code=why.code,
            retry_after=why.retry_after,
        )
        headers = {
            tus.RESUMABLE: tus.VERSION,
            ANSWER_HEADER: to_line(write_problem(problem, self._gateway.signer)),
            "connection": "close",
        }
        if why.status == 412:
            headers["Tus-Version"] = tus.VERSION
        if why.retry_after:
            headers["retry-after"] = str(why.retry_after)
        return Response(status_code=why.status, headers=headers)


def _must_speak_tus(request: Request) -> None:
    if request.headers.get(tus.RESUMABLE) != tus.VERSION:
        raise Refused(412, "tus_version")


def _refused(why: Exception) -> Refused:
    """The refusal that a failure comes to."""
    if isinstance(why, Refused):
        return why
    if isinstance(why, FileFault):
        return Refused(status_of(why), why.code, retry_after=again_after(why))
    if isinstance(why, SyncError):
        return worded(why)
    LOG.error("no file can be stored: %s", why)
    return Refused(503, "storage", retry_after=300)


def _nonce(request: Request) -> bytes:
    """The nonce of the call that is refused, if it can be read."""
    try:
        return read_call(request.headers.get(CALL_HEADER, ""))[0].nonce
    except Malformed:
        return b""
