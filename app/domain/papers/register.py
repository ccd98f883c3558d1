"""Mẫu 07 (cũ: 06): Sổ theo dõi hồ sơ, A4.

The rows come from whoever counts them; the paper says what period they are of and what they cover.
"""

import msgspec

from app.domain.dossier import Dossier
from app.domain.papers import wording
from app.domain.papers.content import heading
from app.domain.papers.people import named
from app.domain.papers.template import Content, Row
from app.domain.papers.wording import Letterhead
from app.domain.reports.lifeline import LifeLine
from app.domain.states import State


class RegisterRow(msgspec.Struct, frozen=True, kw_only=True):
    """One dossier in the register. Days and moments are worded as they are printed."""

    code: str
    request: str
    sets: int
    owner: str
    accepted: str
    address: str = ""
    phone: str = ""
    due: str = ""
    returned: str = ""
    given_by: str = ""
    taken_by: str = ""
    receiver: str = ""  # người nhận hồ sơ, địa bàn
    note: str = ""


def register_row(dossier: Dossier, note: str = "") -> RegisterRow:
    """One dossier as it stands now."""
    owner = dossier.owned_by
    returned = dossier.returned
    return RegisterRow(
        code=dossier.official_code or dossier.number,
        request=dossier.procedure.name if dossier.procedure else dossier.request,
        sets=dossier.sets,
        owner=named(owner) if owner else "",
        accepted=wording.clock_and_date(dossier.accepted_at) if dossier.accepted_at else "",
        address=(owner.address or "") if owner else "",
        phone=(owner.phone or "") if owner else "",
        due=wording.short_appointment(dossier.promise),
        returned=wording.clock_and_date(dossier.returned_at) if dossier.returned_at else "",
        taken_by=returned.receiver.name if returned else "",
        receiver=dossier.accepted_by,
        note=note,
    )


_GIVEN_UP = {State.WITHDRAWN: "Rút hồ sơ", State.NOT_ACCEPTED: "Trả lại hồ sơ"}


def period_row(dossier: Dossier, line: LifeLine) -> RegisterRow:
    """The same in the register of a period: the note says what the report counts as settled."""
    row = register_row(dossier, _note(line))
    if row.accepted or line.received is None:
        return row
    return msgspec.structs.replace(row, accepted=wording.clock_and_date(line.received))


def _note(line: LifeLine) -> str:
    if line.ended is None or line.received is None:
        return ""
    day = wording.date_of(line.ended)
    if line.how in _GIVEN_UP:
        return f"{_GIVEN_UP[line.how]} {day}"
    return f"Có kết quả {day}"


class RegisterBook(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of the register; `covers` says up to when each PC's work is in it."""

    rows: tuple[RegisterRow, ...]
    period: str
    at: int  # when it was counted, UTC milliseconds
    covers: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()


def register(book: RegisterBook, office: Letterhead) -> Content:
    """Fill the register of a period."""
    return heading(office, book.at) | {
        "period": book.period,
        "marks": "\n".join(book.marks),
        "covers": "\n".join(book.covers),
        "total": str(len(book.rows)),
        "rows": tuple(_row(number, row) for number, row in enumerate(book.rows, start=1)),
    }


def _row(number: int, row: RegisterRow) -> Row:
    told = msgspec.to_builtins(row)
    return {**told, "number": str(number), "sets": f"{row.sets:02d}"}
