"""Mẫu 05: Thông báo dừng giải quyết hồ sơ (TT 03/2025/TT-VPCP; NĐ 118/2025, Điều 19(5), 21).

Made when the citizen asked to stop before there was a result, and when a dossier was closed because
what was missing did not come. Its layout was not found: the template says what it must at least.
"""

from app.domain import cash
from app.domain.dossier import Dossier
from app.domain.events import ClosedUnsupplemented, Withdrawn
from app.domain.history import TimelineEntry
from app.domain.money import figures_of_money
from app.domain.papers import wording
from app.domain.papers.content import last_told, of_dossier, signed_by
from app.domain.papers.template import Content
from app.domain.papers.wording import Letterhead

ON_REQUEST = "Theo đề nghị của tổ chức, cá nhân (Điều 21 Nghị định số 118/2025/NĐ-CP)"
NOT_SUPPLEMENTED = (
    "Quá 15 ngày kể từ ngày thông báo mà hồ sơ chưa được bổ sung, hoàn thiện"
    " (khoản 5 Điều 19 Nghị định số 118/2025/NĐ-CP)"
)
NOTHING_RETURNED = "Không có"


def stop_notice(dossier: Dossier, office: Letterhead, *, copy: int = 1, qr: str = "") -> Content:
    """Say who asked, at which stage, on what ground, and what of papers and money goes back."""
    told = last_told(dossier, Withdrawn.kind, ClosedUnsupplemented.kind)
    said = told.said if told else None
    at = told.happened_at if told else 0
    content = of_dossier(dossier, office, at=at, copy=copy, qr=qr) | {
        "asked_by": "",
        "asked_on": wording.date_of(at) if told else "",
        "stage": _stage(dossier, told),
        "ground": "",
        "reason": "",
        "papers_returned": NOTHING_RETURNED if told else "",
        "fee_taken": wording.sum_of(cash.paid(dossier) + _given_back(said)),
        "fee_returned": "",
        "receiver": "",
        "signer": "",
        "officer": told.by if told else "",
    }
    match said:
        case Withdrawn():
            stage = said.stage or content["stage"]
            return content | _withdrawn(said) | {"asked_by": content["submitter"], "stage": stage}
        case ClosedUnsupplemented():
            closed = {"ground": NOT_SUPPLEMENTED, "reason": said.reason}
            return content | closed | {"signer": signed_by(said.paper, "")}
        case _:
            return content


def _withdrawn(said: Withdrawn) -> dict[str, str]:
    money = figures_of_money(said.fee_returned) if said.fee_returned else "Không hoàn"
    return {
        "ground": "; ".join(part for part in (ON_REQUEST, said.ground) if part),
        "reason": said.reason,
        "papers_returned": "; ".join(said.papers_returned) or NOTHING_RETURNED,
        "fee_returned": money,
        "receiver": said.receiver.name if said.receiver else "",
        "signer": signed_by(said.paper, ""),
    }


def _stage(dossier: Dossier, told: TimelineEntry | None) -> str:
    """The state that the dossier was in before."""
    before = ""
    for entry in dossier.timeline:
        if entry is told:
            return before
        before = wording.state(entry.state)
    return ""


def _given_back(said: object) -> int:
    """What this stop itself gave back: it had been taken before."""
    return (said.fee_returned or 0) if isinstance(said, Withdrawn) else 0
