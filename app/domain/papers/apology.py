"""Mẫu 04: xin lỗi và hẹn lại, gia hạn thời gian giải quyết (NĐ 118/2025, Điều 19(6)).

A letter of whoever settles the dossier, signed by its head and stamped.
"""

from app.domain.dossier import Dossier
from app.domain.events import Extended, Promise
from app.domain.history import Outcome
from app.domain.papers import wording
from app.domain.papers.content import last_told, of_dossier
from app.domain.papers.template import Content
from app.domain.papers.wording import Letterhead

HEAD = "THỦ TRƯỞNG CƠ QUAN"


def apology(dossier: Dossier, office: Letterhead, *, copy: int = 1, qr: str = "") -> Content:
    """Say when the result was promised, why it is late, and when it will be there."""
    told = last_told(dossier, Extended.kind)
    said = dossier.extended
    paper = said.paper if said else None
    procedure = dossier.procedure
    forwarded = dossier.forwarded
    unit = (forwarded.to.unit or forwarded.to.name) if forwarded else ""
    return of_dossier(dossier, office, at=told.happened_at if told else 0, copy=copy, qr=qr) | {
        "number": (said.number or (paper.number if paper else "")) if said else "",
        "reason": said.reason if said else "",
        "due_before": wording.appointment(_promised_before(dossier)),
        "new_due": wording.appointment(said.promise) if said else "",
        "settled_by": unit or (procedure.agency if procedure else ""),
        "signer": paper.signed_by if paper else "",
        "signer_title": (paper.position.upper() if paper else "") or HEAD,
        "officer": told.by if told else "",
    }


def _promised_before(dossier: Dossier) -> Promise | None:
    """The appointment that stood before it was put off."""
    before: Promise | None = None
    for entry in dossier.timeline:
        if entry.outcome is not Outcome.APPLIED:
            continue
        if entry.said == dossier.extended:
            return before
        before = getattr(entry.said, "promise", None) or before
    return dossier.first_promise
