"""Danh sách bàn giao hồ sơ: several dossiers handed over at once, 13 columns, A4 turned.

Goes with the papers of dossiers to whoever settles them (NĐ 118/2025, Điều 18), and with those that
a village head brings in.
"""

from collections.abc import Sequence

from app.domain.dossier import Dossier
from app.domain.events import Recipient
from app.domain.papers import wording
from app.domain.papers.content import heading
from app.domain.papers.form01 import reprint_marks
from app.domain.papers.register import register_row
from app.domain.papers.template import Content, Row
from app.domain.papers.wording import Letterhead


def handover_list(
    dossiers: Sequence[Dossier], office: Letterhead, *, at: int, giver: str, copy: int = 1
) -> Content:
    """The dossiers that were handed over under one list number, to whom their events say."""
    forwarded = [dossier.forwarded for dossier in dossiers if dossier.forwarded]
    first = forwarded[0] if forwarded else None
    to = first.to if first else Recipient(name="")
    return heading(office, at) | {
        "marks": "\n".join(reprint_marks(copy)),
        "list_number": first.list_number if first else "",
        "handed_at": wording.moment(at) if at else "",
        "giver": giver,
        "taker": to.name,
        "taker_and_unit": f"{to.name} ({to.unit})" if to.unit else to.name,
        "total": f"{len(dossiers):02d}",
        "rows": tuple(_row(number, dossier) for number, dossier in enumerate(dossiers, start=1)),
    }


def _row(number: int, dossier: Dossier) -> Row:
    row = register_row(dossier)
    return {
        "number": str(number),
        "code": row.code,
        "request": row.request,
        "sets": f"{row.sets:02d}",
        "owner": row.owner,
        "address": row.address,
        "phone": row.phone,
        "accepted": row.accepted,
        "due": row.due,
        "returned": row.returned,
        "note": dossier.forwarded.note if dossier.forwarded else "",
    }
