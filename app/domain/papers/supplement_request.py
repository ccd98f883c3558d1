"""Mẫu 02: Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ (NĐ 118/2025, Điều 16(3), 17(1)(c), 19(5))."""

from app.domain.dossier import Dossier
from app.domain.events import PaperRow, PaperStanding
from app.domain.papers import wording
from app.domain.papers.content import of_dossier, paper_row, signed_by
from app.domain.papers.template import Content, Row
from app.domain.papers.wording import Letterhead


def supplement_request(
    dossier: Dossier, office: Letterhead, *, copy: int = 1, qr: str = ""
) -> Content:
    """Say what the last request asked for, once and for everything."""
    last = dossier.supplements[-1] if dossier.supplements else None
    at = last.asked_at if last else 0
    asked = last.asked if last else None
    return of_dossier(dossier, office, at=at, copy=copy, qr=qr) | {
        "number": asked.number if asked else "",
        "reason": asked.reason if asked else "",
        "missing": _rows(dossier, asked.missing) if asked else (),
        "close_after": wording.day(asked.close_after or "") if asked else "",
        "decided_by": signed_by(asked.paper, "") if asked else "",
        "officer": last.asked_by if last else "",
    }


def _rows(dossier: Dossier, missing: tuple[str, ...]) -> tuple[Row, ...]:
    """Each thing that is missing, with the copies that the list of papers asks for."""
    asked = {row.name: row for row in dossier.papers if row.standing is PaperStanding.MISSING}
    unknown = PaperRow(name="", standing=PaperStanding.MISSING)
    return tuple(
        {**paper_row(number, asked.get(name, unknown)), "name": name}
        for number, name in enumerate(missing, start=1)
    )
