"""Danh sách bàn giao hồ sơ: several dossiers handed over at once, 13 columns, A4 turned.

Goes with the papers of dossiers to whoever settles them (NĐ 118/2025, Điều 18). All that it says of
the hand-over comes from the events under its number.
"""

from collections.abc import Sequence

from app.domain.dossier import Dossier
from app.domain.events import Forwarded, Recipient
from app.domain.history import Outcome, TimelineEntry
from app.domain.papers import wording
from app.domain.papers.content import heading
from app.domain.papers.form01 import reprint_marks
from app.domain.papers.register import register_row
from app.domain.papers.template import Content, Row
from app.domain.papers.wording import Letterhead


def handover_list(
    dossiers: Sequence[Dossier], number: str, office: Letterhead, *, copy: int = 1
) -> Content:
    """The dossiers that were handed over under one list number, to whom their events say."""
    entries = [on_list(dossier, number) for dossier in dossiers]
    first = next((entry for entry in entries if entry), None)
    said = first.said if first and isinstance(first.said, Forwarded) else None
    to = said.to if said else Recipient(name="")
    at = first.happened_at if first else 0
    rows = zip(dossiers, entries, strict=True)
    return heading(office, at) | {
        "marks": "\n".join(reprint_marks(copy)),
        "list_number": number,
        "handed_at": wording.moment(at) if at else "",
        "giver": first.by if first else "",
        "taker": to.name,
        "taker_and_unit": f"{to.name} ({to.unit})" if to.unit else to.name,
        "total": f"{len(dossiers):02d}",
        "rows": tuple(_row(place, *row) for place, row in enumerate(rows, start=1)),
    }


def on_list(dossier: Dossier, number: str) -> TimelineEntry | None:
    """The hand-over of a dossier under this number, the last one if there are several."""
    found = (
        entry
        for entry in reversed(dossier.timeline)
        if isinstance(entry.said, Forwarded)
        and entry.said.list_number == number
        and entry.outcome is Outcome.APPLIED
    )
    return next(found, None)


def _row(place: int, dossier: Dossier, entry: TimelineEntry | None) -> Row:
    row = register_row(dossier)
    said = entry.said if entry else None
    return {
        "number": str(place),
        "code": row.code,
        "request": row.request,
        "sets": f"{row.sets:02d}",
        "owner": row.owner,
        "address": row.address,
        "phone": row.phone,
        "accepted": row.accepted,
        "due": row.due,
        "returned": row.returned,
        "note": said.note if isinstance(said, Forwarded) else "",
    }
