"""A lost slip, who holds the papers, numbers of before the merger."""

from app.domain.dossier import Dossier
from app.domain.events import OldNumberNoted, PapersPlaced, SlipLost
from app.domain.history import DossierVersion
from app.domain.text import clean
from app.usecases.desk import Desk
from app.usecases.step import take


def report_slip_lost(
    desk: Desk, shown: DossierVersion, reported_by: str, *, id_checked: bool, note: str = ""
) -> Dossier:
    """Ghi mất giấy hẹn: a duplicate may be printed; the old slip is warned of from now on."""
    said = SlipLost(reported_by=clean(reported_by), id_checked=id_checked, note=clean(note))
    return take(desk, shown, lambda now: now.report_slip_lost(said))


def place_papers(
    desk: Desk, shown: DossierVersion, holder: str, where: str = "", note: str = ""
) -> Dossier:
    """Ghi ai đang giữ hồ sơ giấy."""
    said = PapersPlaced(holder=clean(holder), where=clean(where), note=clean(note))
    return take(desk, shown, lambda now: now.place_papers(said))


def note_old_number(
    desk: Desk, shown: DossierVersion, number: str, unit: str = "", holder: str = ""
) -> Dossier:
    """Ghi số cũ trước sáp nhập; from now on the dossier is found by it too."""
    said = OldNumberNoted(number=clean(number), unit=clean(unit), holder=clean(holder))
    return take(desk, shown, lambda now: now.note_old_number(said))
