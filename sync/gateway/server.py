"""The gateway's HTTP face: bodies read and committed while they arrive."""

import logging
from collections import Counter
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator, Sequence
from contextlib import aclosing, contextmanager

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sync.gateway.bodies import body_length, chunks
from sync.gateway.enrolment import enrol
from sync.gateway.exchange import Exchange
from sync.gateway.faults import StorageFailed
from sync.gateway.file_face import FileFace
from sync.gateway.gateway import Gateway
from sync.gateway.refusals import Refused, worded
from sync.gateway.standing import standing
from sync.protocol.answers import Problem, SignedTime, write_problem, write_time
from sync.protocol.errors import Malformed, SyncError
from sync.protocol.messages import NONCE_BYTES
from sync.protocol.records import Record, RecordReader, RecordType
from sync.protocol.standing import MAX_ENQUIRY

LOG = logging.getLogger(__name__)

MAX_BODY = 8 * 1024 * 1024
_MAX_APPLICATION = 4096
_AT_ONCE = 64
_AT_ONCE_PER_DEVICE = 8
_RECORD_HEAD = 5

_Handler = Callable[[Request], Awaitable[Response]]


def application(gateway: Gateway, others: Sequence[Route] = ()) -> Starlette:
    """The ASGI application over an open gateway; `others` are served beside the offices'."""
    face = _Face(gateway)
    return Starlette(
        routes=[
            Route("/v1/sync", face.guarded(face.sync), methods=["POST"]),
            Route("/v1/enrol", face.guarded(face.enrol), methods=["POST"]),
            Route("/v1/time", face.guarded(face.time), methods=["GET"]),
            Route("/v1/standing", face.guarded(face.standing), methods=["POST"]),
            Route("/v1/health", face.health, methods=["GET"]),
            *FileFace(gateway).routes(),
            *others,
        ]
    )


class _Face:
    """Turns requests into calls of the gateway and failures into signed refusals."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._busy: Counter[str] = Counter()

    def guarded(self, handler: _Handler) -> _Handler:
        """Answer a refusal for every failure that the other side can do something about."""

        async def answer(request: Request) -> Response:
            try:
                return await handler(request)
            except ClientDisconnect:
                return Response(status_code=499)
            except (Refused, SyncError, StorageFailed, OSError) as why:
                return self._refusal(_refused(why))

        return answer

    async def sync(self, request: Request) -> Response:
        """Take a `Hello` and frames, each durable before the next is read; answer what is held."""
        length = body_length(request, MAX_BODY)
        async with aclosing(_records(request)) as records:
            first = await anext(records, None)
            if first is None or first.type is not RecordType.HELLO:
                raise Malformed("no hello")
            rest = length - _RECORD_HEAD - len(first.body)
            exchange = await run_in_threadpool(Exchange, self._gateway, first.body, rest)
            with self._slot(exchange.hello.device, exchange.hello.nonce):
                async for record in records:
                    if record.type is RecordType.FRAME:
                        await run_in_threadpool(exchange.take, record.body)
                return _binary(await run_in_threadpool(exchange.answer))

    async def enrol(self, request: Request) -> Response:
        """Let a PC in by its one-time code."""
        body_length(request, _MAX_APPLICATION)
        body = b"".join([chunk async for chunk in chunks(request)])
        return _binary(await run_in_threadpool(enrol, self._gateway, body))

    async def time(self, request: Request) -> Response:
        """Say what time it is, signed over the nonce that was asked with."""
        try:
            nonce = bytes.fromhex(request.query_params.get("nonce", ""))
        except ValueError as why:
            raise Malformed("nonce") from why
        if len(nonce) != NONCE_BYTES:
            raise Malformed("nonce")
        time = SignedTime(server=self._gateway.id, nonce=nonce, time=self._gateway.now())
        return _binary(write_time(time, self._gateway.signer))

    async def standing(self, request: Request) -> Response:
        """Say how the PC that asks stands here."""
        body_length(request, MAX_ENQUIRY)
        body = b"".join([chunk async for chunk in chunks(request)])
        return _binary(await run_in_threadpool(standing, self._gateway, body))

    async def health(self, request: Request) -> Response:  # noqa: ARG002 - a route's signature
        """Say that the server runs."""
        return JSONResponse({"server": self._gateway.id, "status": "ok"})

    @contextmanager
    def _slot(self, device: str, nonce: bytes) -> Iterator[None]:
        """Let in so many at once: a storm after a long cut must not starve everybody."""
        if self._busy[device] >= _AT_ONCE_PER_DEVICE:
            raise Refused(429, "too_many", retry_after=30, nonce=nonce)
        if self._busy.total() >= _AT_ONCE:
            raise Refused(503, "server_busy", retry_after=15, nonce=nonce)
        self._busy[device] += 1
        try:
            yield
        finally:
            self._busy[device] -= 1

    def _refusal(self, why: Refused) -> Response:
        problem = Problem(
            server=self._gateway.id,
            nonce=why.nonce,
            time=self._gateway.now(),
            code=why.code,
            retry_after=why.retry_after,
        )
        headers = {"retry-after": str(why.retry_after)} if why.retry_after else {}
        headers["connection"] = "close"
        return _binary(write_problem(problem, self._gateway.signer), why.status, headers)


def _refused(why: Exception) -> Refused:
    """The refusal that a failure comes to."""
    if isinstance(why, Refused):
        return why
    if isinstance(why, SyncError):
        return worded(why)
    LOG.error("nothing can be stored: %s", why)
    retry_after = why.retry_after if isinstance(why, StorageFailed) else 300
    return Refused(503, "storage", retry_after=retry_after)


async def _records(request: Request) -> AsyncGenerator[Record, None]:
    """The records of a body, each as soon as it is whole."""
    reader = RecordReader()
    async with aclosing(chunks(request)) as arriving:
        async for chunk in arriving:
            for record in reader.feed(chunk):
                yield record
    if not reader.ended:
        raise Malformed("cut off")


def _binary(body: bytes, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(body, status, headers, media_type="application/octet-stream")
