"""Generation A (DVCQG v1.x, "DongBoHoSoMC"): a session, and POST of JSON with a `service`.

How its answers are read: `generation_a_answers`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from app.domain.errors import RuleViolation
from app.domain.history import TimelineEntry
from app.domain.numbering import Official
from app.domain.procedure_changes import Told
from app.portal.mapping.generation_a_answers import FINE, meaning_of
from app.portal.mapping.generation_a_catalogue import (
    fees_of,
    papers_of,
    read_listed,
    read_procedure,
    text,
)
from app.portal.mapping.generation_a_inbound import read_inbound
from app.portal.mapping.generation_a_tables import DOSSIER, LISTS, PROGRESS, Row
from app.portal.mapping.language import (
    Answer,
    Call,
    Content,
    Held,
    Inbound,
    Listed,
    Plain,
    Problem,
    ProcedureFacts,
)
from app.portal.mapping.reading import LONG, MESSAGE, records, text_of
from app.portal.mapping.tables import problems, written

_LONGEST_SESSION = 8192
_SAME_ROW = ("MaHoSo", "ThoiDiemXuLy", "TrangThai", "NoiDungXuLy")


class GenerationA:
    """The words of generation A. Holds what never changes: addresses and the unit's code."""

    most_rows = 10

    def __init__(  # noqa: PLR0913, PLR0917 - what the configuration says of the interface
        self,
        auth: str,
        integration: str,
        share: str,
        unit: str,
        headers: Mapping[str, str],
        version_key: str = "",
    ) -> None:
        self._auth, self._integration, self._share = auth, integration, share or integration
        self._unit = unit
        self._headers = headers
        self._version_key = version_key

    def login(self, username: str, password: str) -> Call:
        """`{username, password}` to the endpoint of its own."""
        return Call(self._auth, {"username": username, "password": password}, self._headers)

    def session_of(self, answer: Plain) -> str:
        """`session`, where `error_code` is 0."""
        fine = text_of(answer.get("error_code")) in FINE
        return text_of(answer.get("session"), _LONGEST_SESSION) if fine else ""

    def with_session(self, call: Call, session: str) -> Call:
        """`session` and `madonvi` go into every body."""
        return Call(
            call.endpoint, {"session": session, "madonvi": self._unit, **call.body}, self._headers
        )

    def problems(self, content: Content) -> tuple[Problem, ...]:
        """By the tables."""
        return tuple(problems(DOSSIER, content, LISTS))

    def record(self, content: Content, *, known: bool) -> Call:
        """`DongBoHoSoMC`."""
        data = [written(DOSSIER, content, LISTS)]
        return self._call("DongBoHoSoMC", isUpdating=str(known), data=data)

    def row(self, content: Content, entry: TimelineEntry) -> dict[str, Any]:
        """One row of `CapNhatTienDoHoSoMC`."""
        return written(PROGRESS, Row(content, entry))

    def progress(self, rows: Sequence[Plain]) -> Call:
        """`CapNhatTienDoHoSoMC`."""
        return self._call("CapNhatTienDoHoSoMC", data=list(rows))

    def look_up(self, code: str) -> Call:
        """`TraCuuHoSo`."""
        return self._call("TraCuuHoSo", mahoso=code)

    def held(self, result: Sequence[Plain]) -> Held | None:
        """A result that is not empty exists; `TienDo` in it is our assumption, unverified."""
        if not result:
            return None
        told = result[0].get("TienDo")
        rows = records(told)
        is_whole = isinstance(told, list) and len(rows) == len(told)
        return Held(rows=tuple(rows) if is_whole else None)

    def row_identity(self, row: Plain) -> tuple[str, ...]:
        """Dossier, moment, state and what was done: no generation gives rows a number."""
        return tuple(text_of(row.get(name), LONG) for name in _SAME_ROW)

    def next_number(self, service: str, unit: str) -> Call:
        """A counter of the province; the service's name is configured."""
        return self._call(service, code=unit or self._unit)

    def number_of(self, result: Sequence[Plain]) -> str:
        """`value`, where it looks like an official code (Mã số hồ sơ)."""
        told = text_of(result[0].get("value")) if result else ""
        try:
            return Official.parse(told).code
        except RuleViolation:
            return ""

    def list_inbound(self, service: str) -> Call:
        """What came online; the service's name is configured."""
        return self._call(service)

    def inbound(self, result: Sequence[Plain]) -> tuple[Inbound, ...]:
        """Dossiers, supplements, states, payments."""
        found = (read_inbound(one) for one in result)
        return tuple(one for one in found if one is not None)

    def acknowledge(self, service: str, items: Sequence[str]) -> Call:
        """By their ids."""
        return self._call(service, data=[{"Id": item} for item in items])

    def list_procedures(self) -> Call:
        """`LayDanhSachTTHC`."""
        return self._call("LayDanhSachTTHC", shared=True)

    def listed(self, result: Sequence[Plain]) -> tuple[Listed, ...]:
        """Its lines."""
        found = (read_listed(one, self._version_key) for one in result)
        return tuple(one for one in found if one is not None)

    def procedure(self, code: str) -> Call:
        """`LayThuTuc`."""
        return self._call("LayThuTuc", shared=True, maTTHC=code)

    def told_procedure(self, result: Sequence[Plain]) -> Told | None:
        """The first of the answer; there is only one."""
        return read_procedure(result[0]) if result else None

    def procedure_facts(self, result: Sequence[Plain]) -> ProcedureFacts | None:
        """Name, field, papers and fees of `LayThuTuc`."""
        if not result:
            return None
        told = result[0]
        field = next(iter(records(told.get("LINHVUCTHUCHIEN"))), {})
        return ProcedureFacts(
            code=text(told, "MATTHC"),
            name=text(told, "TENTTHC"),
            field_code=text(field, "MALINHVUC"),
            field_name=text(field, "TENLINHVUC"),
            papers={
                text(one, "TENGIAYTO"): text(one, "MAGIAYTO")
                for _case, one in papers_of(told)
                if text(one, "MAGIAYTO")
            },
            fees=tuple(dict.fromkeys(one for one in fees_of(told) if one.code)),
        )

    def answer(self, status: int, body: Plain, *, writes: bool) -> Answer:
        """The words decide; a business refusal is only what is none of the others."""
        message, code = text_of(body.get("message"), MESSAGE), text_of(body.get("error_code"))
        meaning = meaning_of(status, code, message, writes=writes)
        return Answer(meaning, message, code, tuple(records(body.get("result"))))

    def _call(self, service: str, *, shared: bool = False, **body: Any) -> Call:  # noqa: ANN401
        return Call(self._share if shared else self._integration, {"service": service, **body})
