# ruff: noqa: ARG002 - the protocol's arguments, of which this generation needs few
"""A mapping for another generation (2026, ministries): a token, ISO dates, numbers as numbers.

It knows B1 (token), B2 (`GetNextValue`), B4 (`NoiHoSo`) and B5 (`CapNhatTienTrinh`); nobody can be
asked there what is held. It stands here to show that a generation is a module of words, and is no
claim about any real system: what is not known of one is not made up in the program.
"""

import base64
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from app.domain.calendar import OFFICE_TIME
from app.domain.history import TimelineEntry
from app.domain.procedure_changes import Told
from app.portal.config import SystemPart
from app.portal.mapping.language import (
    Answer,
    Call,
    Content,
    Held,
    Inbound,
    Listed,
    Meaning,
    Plain,
    Problem,
    ProcedureFacts,
)
from app.portal.mapping.tables import Field, problems, written


def iso(at: int | None) -> str | None:
    """An instant in Vietnam's time, as ISO 8601 writes it."""
    told = datetime.fromtimestamp(at / 1000, UTC).astimezone(OFFICE_TIME) if at else None
    return told.isoformat(timespec="seconds") if told else None


_DOSSIER: tuple[Field[Content], ...] = (
    Field("MaHoSo", lambda it: it.code, required=True),
    Field("MaTTHC", lambda it: it.procedure.code, required=True),
    Field("ChuHoSo", lambda it: it.dossier.owned_by.name if it.dossier.owned_by else None),
    Field("NgayTiepNhan", lambda it: iso(it.dossier.accepted_at), required=True),
)
_MEANINGS = {200: Meaning.DONE, 400: Meaning.REFUSED, 401: Meaning.SESSION_OVER}


class GenerationB:
    """Its words."""

    most_rows = 50

    def __init__(self, system: SystemPart) -> None:
        self._system = system

    def login(self, username: str, password: str) -> Call:
        secret = base64.b64encode(f"{username}:{password}".encode()).decode()
        form = {"grant_type": "client_credentials"}
        return Call("/token", form, {"Authorization": f"Basic {secret}"}, is_form=True)

    def session_of(self, answer: Plain) -> str:
        return str(answer.get("access_token") or "")

    def with_session(self, call: Call, session: str) -> Call:
        return call._replace(headers={"Authorization": f"Bearer {session}"})

    def problems(self, content: Content) -> tuple[Problem, ...]:
        return tuple(problems(_DOSSIER, content))

    def record(self, content: Content, *, known: bool) -> Call:
        return Call("/NoiHoSo", written(_DOSSIER, content))

    def row(self, content: Content, entry: TimelineEntry) -> dict[str, Any]:
        return {
            "MaHoSo": content.code,
            "NguoiXuLy": entry.by,
            "ThoiDiemXuLy": iso(entry.happened_at),
            "TrangThai": int(entry.state),
        }

    def progress(self, rows: Sequence[Plain]) -> Call:
        return Call("/CapNhatTienTrinh", list(rows))

    def look_up(self, code: str) -> Call | None:
        return None

    def held(self, result: Sequence[Plain]) -> Held | None:
        return None

    def next_number(self, service: str, unit: str) -> Call:
        return Call(f"/{service}", {"code": unit})

    def number_of(self, result: Sequence[Plain]) -> str:
        return str(result[0]["value"]) if result else ""

    def list_inbound(self, service: str) -> Call:
        return Call(f"/{service}", {})

    def inbound(self, result: Sequence[Plain]) -> tuple[Inbound, ...]:
        return ()

    def acknowledge(self, service: str, items: Sequence[str]) -> Call:
        return Call(f"/{service}", list(items))

    def list_procedures(self) -> Call | None:
        return None

    def listed(self, result: Sequence[Plain]) -> tuple[Listed, ...]:
        return ()

    def procedure(self, code: str) -> Call | None:
        return None

    def told_procedure(self, result: Sequence[Plain]) -> Told | None:
        return None

    def procedure_facts(self, result: Sequence[Plain]) -> ProcedureFacts | None:
        return None

    def answer(self, status: int, body: Plain, *, writes: bool) -> Answer:
        data = body.get("data")
        result = (data,) if isinstance(data, dict) else ()
        meaning = _MEANINGS.get(status, Meaning.TROUBLED)
        return Answer(meaning, str(body.get("message") or ""), str(body.get("code", "")), result)
