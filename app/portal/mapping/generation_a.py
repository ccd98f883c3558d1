"""Generation A (DVCQG v1.x, "DongBoHoSoMC"): a session, and POST of JSON with a `service`.

Answers are read as observed: HTTP 200 with an error in the message, "đã tồn tại", a session that
ends in between. Codes differ between provinces, so the words decide and a code only helps.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from app.domain.history import TimelineEntry
from app.domain.procedure_changes import Told
from app.domain.text import fold
from app.portal.mapping.generation_a_catalogue import (
    fees_of,
    papers_of,
    read_listed,
    read_procedure,
    records,
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
    Meaning,
    Plain,
    Problem,
    ProcedureFacts,
)
from app.portal.mapping.tables import problems, written

_FINE = frozenset({"0", "00"})
_SESSION = ("phien lam viec", "session", "token het han", "chua dang nhap", "dang nhap lai")
_MAINTENANCE = ("bao tri", "maintenance")
_TROUBLE = ("server error", "soap fault", "loi he thong", "timeout", "qua thoi gian")
_DONE = ("thanh cong", "success")
_OF_CATALOGUE = ("matthc", "malinhvuc", "ma thu tuc", "ma linh vuc")
_SERVER_ERRORS = range(500, 600)


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
        fine = str(answer.get("error_code", "")) in _FINE
        return str(answer.get("session") or "") if fine else ""

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
        rows = result[0].get("TienDo")
        return Held(
            state=str(result[0].get("TrangThaiHoSo", "")),
            rows=tuple(rows) if isinstance(rows, list) else None,
        )

    def next_number(self, service: str, unit: str) -> Call:
        """A counter of the province; the service's name is configured."""
        return self._call(service, code=unit or self._unit)

    def number_of(self, result: Sequence[Plain]) -> str:
        """`value`."""
        return str(result[0].get("value", "")) if result else ""

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
        message, code = str(body.get("message") or ""), str(body.get("error_code", ""))
        result = tuple(records(body.get("result")))
        return Answer(_meaning(status, code, fold(message), writes), message, code, result)

    def _call(self, service: str, *, shared: bool = False, **body: Any) -> Call:  # noqa: ANN401
        return Call(self._share if shared else self._integration, {"service": service, **body})


def _meaning(status: int, code: str, words: str, writes: bool) -> Meaning:
    if status in {401, 403}:
        return Meaning.SESSION_OVER
    for meaning, said in (
        (Meaning.SESSION_OVER, _SESSION),
        (Meaning.MAINTENANCE, _MAINTENANCE),
        (Meaning.TROUBLED, _TROUBLE),
    ):
        if any(part in words for part in said):
            return meaning
    if status in _SERVER_ERRORS or not code:
        return Meaning.TROUBLED
    return _of_business(code, words, writes)


def _of_business(code: str, words: str, writes: bool) -> Meaning:
    is_said = any(part in words for part in _DONE)
    if "da ton tai" in words:
        return Meaning.EXISTS
    if writes and not is_said and any(part in words for part in _OF_CATALOGUE):
        return Meaning.PROCEDURE_REFUSED
    if "khong ton tai" in words or "khong tim thay" in words:
        return Meaning.UNKNOWN
    is_fine = code in _FINE and (is_said or not (writes and words))
    return Meaning.DONE if is_fine else Meaning.REFUSED
