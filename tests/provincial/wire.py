"""The province over HTTP: generation A as it is spoken, with its faults, and the control paths."""

import asyncio
import json
from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.provincial import words
from tests.provincial.control import Control
from tests.provincial.faults import DONE_ALL_THE_SAME, Fault, Plan, dice
from tests.provincial.meeting import Met, told
from tests.provincial.system import Province
from tests.provincial.words import Answer

_FORWARD = "/VXPAdapter/RestService/forward"
AUTH = _FORWARD + "/dangnhap"
INTEGRATION = _FORWARD + "/dongbo"
SHARE = _FORWARD + "/dungchung"


Serve = Callable[[Mapping[str, Any]], Answer]


class Wire:
    """Answers requests; counts them, because what goes wrong depends on the count."""

    def __init__(self, province: Province, seed: int, plan: Plan) -> None:
        self.province = province
        self.seed = seed
        held = province.held
        kept = held.setting("plan")
        self._plan = msgspec.convert(kept, Plan, str_keys=True) if kept else plan
        self._requests: int = held.setting("requests") or 0

    @property
    def plan(self) -> Plan:
        """How it misbehaves from the next request on."""
        return self._plan

    def misbehave(self, plan: Plan) -> None:
        """Change how it misbehaves; kept over a restart."""
        held = self.province.held
        with held.transaction():
            held.keep_setting("plan", msgspec.to_builtins(plan))
        self._plan = plan

    def application(self) -> Starlette:
        """Everything that it serves."""
        control = Control(self, self.province)
        return Starlette(
            routes=[
                Route(AUTH, self._log_in, methods=["POST"]),
                Route(INTEGRATION, self._call, methods=["POST"]),
                Route(SHARE, self._call, methods=["POST"]),
                Route("/", control.first_page),
                Route("/ho-so/{code}", control.dossier_page),
                Route("/_stand-in/held", control.held),
                Route("/_stand-in/faults", control.faults, methods=["GET", "POST"]),
                Route("/_stand-in/inbound", control.inbound, methods=["POST"]),
                Route("/_stand-in/procedure", control.procedure, methods=["POST"]),
                Route("/_stand-in/settings", control.settings, methods=["POST"]),
            ]
        )

    async def _log_in(self, request: Request) -> Response:
        dstcode = request.headers.get("dstcode", "")
        return await self._answer(
            await request.body(), lambda said: self.province.log_in(said, dstcode), is_login=True
        )

    async def _call(self, request: Request) -> Response:
        return await self._answer(await request.body(), self.province.do)

    async def _answer(self, body: bytes, serve: Serve, *, is_login: bool = False) -> Response:
        """Meet what this request is to meet; what is done is on the disk before it is said."""
        held = self.province.held
        answer: Answer | None = None
        with held.transaction():
            self._requests += 1
            n = self._requests
            held.keep_setting("requests", n)
            fault = self._plan.meets(self.seed, n, self.province.now())
            if fault is not None:
                held.count(fault)
            if fault is None or fault in DONE_ALL_THE_SAME:
                answer = _served(body, serve)
            elif fault is Fault.SESSION_ENDS:
                self.province.end_sessions()
                answer = _served(body, serve)
        if fault is Fault.SLOW:
            await asyncio.sleep(self._plan.slow_seconds)
        return told(Met(fault, dice(self.seed, n), is_login), answer)


def _served(body: bytes, serve: Serve) -> Answer:
    try:
        said = json.loads(body)
    except ValueError:
        said = None
    if not isinstance(said, Mapping):
        return Answer(words.REFUSED, "Nội dung gửi lên không phải JSON")
    return serve(said)
