"""Danh sách hồ sơ của một lượt: what one person brought at once, with one place to sign.

A village head who brings for many (trưởng bản nộp thay) signs it once and takes a copy along; each
dossier has its own slip beside it (NĐ 118/2025, Điều 17(3)).
"""

from collections.abc import Sequence

from app.domain.dossier import Dossier
from app.domain.events import PaperStanding
from app.domain.papers import wording
from app.domain.papers.content import count, heading
from app.domain.papers.people import named
from app.domain.papers.template import Content, Row
from app.domain.papers.wording import Letterhead
from app.domain.person import Person


def visit_list(dossiers: Sequence[Dossier], ticket: str, office: Letterhead, at: int) -> Content:
    """The dossiers of one ticket, as they stand at that moment (UTC milliseconds)."""
    first = next((one for one in dossiers if one.submitter), None)
    bringer = first.submitter if first and first.submitter else Person(name="")
    times = [one.accepted_at for one in dossiers if one.accepted_at]
    return heading(office, at) | {
        "ticket": ticket,
        "bringer": bringer.name,
        "bringer_phone": bringer.phone or "",
        "bringer_id": bringer.id_number or "",
        "accepted": wording.moment(min(times)) if times else "",
        "officer": next((one.accepted_by for one in dossiers if one.accepted_by), ""),
        "total": f"{len(dossiers):02d}",
        "rows": tuple(_row(place, one) for place, one in enumerate(dossiers, start=1)),
    }


def _row(place: int, dossier: Dossier) -> Row:
    owner = dossier.owned_by
    procedure = dossier.procedure
    code = dossier.official_code or dossier.number
    left = (row for row in dossier.papers if row.standing is PaperStanding.SUBMITTED)
    handed = sum(max(row.originals + row.certified + row.copies, 1) for row in left)
    return {
        "number": str(place),
        "code": code or "Chờ bổ sung",
        "owner": named(owner) if owner else "",
        "born": wording.day(owner.birth_date) if owner and owner.birth_date else "",
        "request": (procedure.short_name or procedure.name) if procedure else dossier.request,
        "papers": count(handed),
        "due": wording.short_appointment(dossier.promise) if code else "",
        "fee": wording.fee(dossier.fee) if code else "",
    }
