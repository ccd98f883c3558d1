"""Between reception and result: forwarding, pauses, duties, and what others decided on paper."""

from datetime import datetime

import msgspec

from app.domain import deadline
from app.domain.dossier import Dossier
from app.domain.events import Extended, OnPaper, Recipient
from app.domain.history import DossierVersion
from app.usecases.desk import Desk
from app.usecases.promises import office_time, postponed
from app.usecases.step import take
from app.usecases.terms import working_time


class Decided(msgspec.Struct, frozen=True):
    """Ghi nhận theo giấy: what others decided or signed on paper, and when they did."""

    at: datetime
    paper: OnPaper


def forward(
    desk: Desk,
    shown: DossierVersion,
    to: Recipient,
    *,
    note: str = "",
    decided: Decided | None = None,
) -> Dossier:
    """Chuyển hồ sơ (NĐ 118/2025, Điều 18): hand the dossier to who will process it."""
    paper, eff = paper_of(decided)
    return take(desk, shown, lambda now: now.forward(to, note=note, paper=paper), eff)


def pause(
    desk: Desk, shown: DossierVersion, reason: str, *, decided: Decided | None = None
) -> Dossier:
    """Dừng xử lý (state 8) on the decision of who processes it."""
    paper, eff = paper_of(decided)
    return take(desk, shown, lambda now: now.pause(reason, paper), eff)


def resume(
    desk: Desk, shown: DossierVersion, *, note: str = "", decided: Decided | None = None
) -> Dossier:
    """Go on after a pause; the appointment stands as it was."""
    paper, eff = paper_of(decided)
    return take(desk, shown, lambda now: now.resume(note, paper=paper), eff)


def ask_financial_duty(
    desk: Desk,
    shown: DossierVersion,
    what: str,
    amount_vnd: int | None,
    *,
    decided: Decided | None = None,
) -> Dossier:
    """Yêu cầu thực hiện nghĩa vụ tài chính (state 6)."""
    paper, eff = paper_of(decided)
    return take(desk, shown, lambda now: now.ask_financial_duty(what, amount_vnd, paper=paper), eff)


def meet_financial_duty(
    desk: Desk, shown: DossierVersion, proof: str, *, decided: Decided | None = None
) -> Dossier:
    """Write down that the citizen has paid: number of the proof."""
    paper, eff = paper_of(decided)
    return take(desk, shown, lambda now: now.meet_financial_duty(proof, paper=paper), eff)


def extend(
    desk: Desk,
    shown: DossierVersion,
    new_due: datetime,
    reason: str,
    *,
    decided: Decided | None = None,
) -> Dossier:
    """Xin lỗi và hẹn lại (Điều 19(6)): once at most."""
    paper, eff = paper_of(decided)

    def say(now: Dossier) -> Extended:
        late = is_late_to_extend(desk, now, eff or desk.now())
        return now.extend(postponed(desk, now, new_due), reason, paper=paper, late=late)

    return take(desk, shown, say, eff)


def is_late_to_extend(desk: Desk, dossier: Dossier, at: datetime) -> bool:
    """Tell whether less than one working day is left (Điều 19(6)): said, never refused."""
    if dossier.due is None:
        return False
    return at > deadline.last_moment_for_apology(office_time(dossier.due), working_time(desk))


def add_note(desk: Desk, shown: DossierVersion, text: str) -> Dossier:
    """Write a remark that everyone in the office reads."""
    return take(desk, shown, lambda now: now.add_note(text))


def change_contact(
    desk: Desk, shown: DossierVersion, *, phone: str | None = None, email: str | None = None
) -> Dossier:
    """Set the telephone and mail by which the citizen is told; `None` keeps, empty removes."""
    return take(desk, shown, lambda now: now.change_contact(phone, email))


def paper_of(decided: Decided | None) -> tuple[OnPaper | None, datetime | None]:
    """Return the paper and the moment when it was really decided."""
    return (decided.paper, decided.at) if decided else (None, None)
