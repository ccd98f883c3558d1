"""The paths beside the interface: for tests, and for people on this machine."""

from datetime import datetime
from typing import Any, Protocol

import msgspec
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from tests.provincial.faults import PLANS, Plan
from tests.provincial.page import dossier_page, first_page
from tests.provincial.shown import everything
from tests.provincial.system import Province


class Misbehaving(Protocol):
    """Whose behaviour is changed."""

    @property
    def plan(self) -> Plan:
        """How it misbehaves from the next request on."""

    def misbehave(self, plan: Plan) -> None:
        """Change that."""


class Control:
    """What only a test or a person on this machine may ask."""

    def __init__(self, wire: Misbehaving, province: Province) -> None:
        self._wire = wire
        self._province = province

    async def held(self, request: Request) -> Response:
        """Return everything, or one dossier (`?code=`)."""
        if not _is_near(request):
            return Response(status_code=403)
        told = everything(self._province.held)
        code = request.query_params.get("code")
        if code:
            found = [one for one in told["dossiers"] if one["code"] == code]
            return JSONResponse(found[0] if found else None)
        return JSONResponse(told)

    async def faults(self, request: Request) -> Response:
        """Tell how it misbehaves, or change it: {"plan": "light"} or the fields of a plan."""
        if not _is_near(request):
            return Response(status_code=403)
        if request.method == "POST":
            try:
                self._wire.misbehave(read_plan(await request.body()))
            except msgspec.ValidationError as wrong:
                return JSONResponse({"error": str(wrong)}, 400)
        told = {
            "plan": msgspec.to_builtins(self._wire.plan),
            "happened": self._province.held.happened(),
        }
        return JSONResponse(told)

    async def inbound(self, request: Request) -> Response:
        """Let things come online: {"unit": ..., "items": [{"Loai": "HOSO", ...}]}."""
        if not _is_near(request):
            return Response(status_code=403)
        said = await request.json()
        with self._province.held.transaction():
            ids = [self._province.put_inbound(said["unit"], item) for item in said["items"]]
        return JSONResponse({"ids": ids})

    async def procedure(self, request: Request) -> Response:
        """Change a procedure: {"code": ..., "changes": {...}}."""
        if not _is_near(request):
            return Response(status_code=403)
        said = await request.json()
        with self._province.held.transaction():
            self._province.change_procedure(said["code"], said["changes"])
        return JSONResponse(self._province.procedure(said["code"]))

    async def settings(self, request: Request) -> Response:
        """Change a setting: {"tells_progress": false}."""
        if not _is_near(request):
            return Response(status_code=403)
        said = await request.json()
        with self._province.held.transaction():
            for key in said.keys() & {"tells_progress"}:
                self._province.held.keep_setting(key, bool(said[key]))
        return JSONResponse({})

    async def first_page(self, request: Request) -> Response:
        """Show what it holds."""
        if not _is_near(request):
            return Response(status_code=403)
        return HTMLResponse(first_page(everything(self._province.held), self._now()))

    async def dossier_page(self, request: Request) -> Response:
        """Show one dossier."""
        if not _is_near(request):
            return Response(status_code=403)
        code = request.path_params["code"]
        for one in everything(self._province.held)["dossiers"]:
            if one["code"] == code:
                return HTMLResponse(dossier_page(one, self._now()))
        return HTMLResponse("Không có hồ sơ này", 404)

    def _now(self) -> datetime:
        return self._province.now()


def read_plan(body: bytes) -> Plan:
    """Read a plan by its name or by its fields."""
    said = msgspec.json.decode(body, type=dict[str, Any])
    if isinstance(name := said.get("plan"), str):
        if name not in PLANS:
            raise msgspec.ValidationError(f"no plan {name}")
        return PLANS[name]
    return msgspec.convert(said, Plan, str_keys=True)


def _is_near(request: Request) -> bool:
    return request.client is not None and request.client.host in {"127.0.0.1", "::1"}
