"""Between reception and result: forwarding, pauses, duties, and what others decided on paper."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from app.domain.events import OnPaper, Recipient

if TYPE_CHECKING:
    from app.domain.dossier import Dossier, DossierVersion
    from app.usecases.desk import Desk


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
    raise NotImplementedError


def pause(
    desk: Desk, shown: DossierVersion, reason: str, *, decided: Decided | None = None
) -> Dossier:
    """Dừng xử lý (state 8) on the decision of who processes it."""
    raise NotImplementedError


def resume(
    desk: Desk, shown: DossierVersion, *, note: str = "", decided: Decided | None = None
) -> Dossier:
    """Go on after a pause."""
    raise NotImplementedError


def ask_financial_duty(
    desk: Desk,
    shown: DossierVersion,
    amount_vnd: int | None,
    reason: str,
    *,
    decided: Decided | None = None,
) -> Dossier:
    """Yêu cầu thực hiện nghĩa vụ tài chính (state 6)."""
    raise NotImplementedError


def meet_financial_duty(
    desk: Desk, shown: DossierVersion, proof: str, *, decided: Decided | None = None
) -> Dossier:
    """Write down that the citizen has paid: number of the proof."""
    raise NotImplementedError


def extend(
    desk: Desk,
    shown: DossierVersion,
    new_due: datetime,
    reason: str,
    *,
    decided: Decided | None = None,
) -> Dossier:
    """Xin lỗi và hẹn lại (Điều 19(6)): once at most."""
    raise NotImplementedError


def add_note(desk: Desk, shown: DossierVersion, text: str) -> Dossier:
    """Write a remark that everyone in the office reads."""
    raise NotImplementedError


def change_contact(desk: Desk, shown: DossierVersion, *, phone: str, email: str) -> Dossier:
    """Set the telephone number and e-mail by which the citizen is told."""
    raise NotImplementedError
