"""Mẫu 03: Phiếu từ chối tiếp nhận, giải quyết hồ sơ (NĐ 118/2025, Điều 17(1)(c), 19(3)).

The reason is one that a person wrote, never a technical code.
"""

from app.domain.dossier import Dossier
from app.domain.events import Refused
from app.domain.papers.content import last_told, of_dossier, signed_by
from app.domain.papers.template import Content
from app.domain.papers.wording import Letterhead


def refusal(dossier: Dossier, office: Letterhead, *, copy: int = 1, qr: str = "") -> Content:
    """Say why the dossier was not accepted, or was refused after appraisal."""
    told = last_told(dossier, Refused.kind)
    said = dossier.refused
    return of_dossier(dossier, office, at=told.happened_at if told else 0, copy=copy, qr=qr) | {
        "number": said.number if said else "",
        "reason": said.reason if said else "",
        "officer": told.by if told else "",
        "decided_by": signed_by(said.paper, "") if said else "",
    }
