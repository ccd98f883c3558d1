"""Kết quả giải quyết: recording it, also when signed on paper, and handing it over."""

from collections.abc import Sequence

import msgspec

from app.domain.dossier import Dossier
from app.domain.errors import RuleViolation
from app.domain.events import IssuedPaper, Receiver, ResultRecorded, Returned
from app.domain.history import DossierVersion
from app.usecases.desk import Desk
from app.usecases.processing import Decided, paper_of
from app.usecases.step import take


class HandOver(msgspec.Struct, frozen=True, kw_only=True):
    """Who takes the result away, and with what."""

    receiver: Receiver | None = None
    """`None`: the submitter himself."""
    slip_lost: bool = False
    """Mất giấy hẹn: found by person and ID; said so on the receipt."""
    id_checked: bool = False
    originals_returned: bool = False
    by_post: bool = False
    online: bool = False
    """The electronic result was sent; nobody comes."""
    note: str = ""


def record_result(
    desk: Desk,
    shown: DossierVersion,
    papers: Sequence[IssuedPaper],
    *,
    decided: Decided | None = None,
    awaits_signature: bool = False,
) -> Dossier:
    """Write down that the result exists (state 9); `decided`: a leader signed it outside.

    `awaits_signature`: chờ ký số; it is handed over once somebody has signed.
    """
    paper, eff = paper_of(decided)

    def record(now: Dossier) -> ResultRecorded:
        return now.record_result(papers, paper=paper, awaits_signature=awaits_signature)

    return take(desk, shown, record, eff)


def return_result(desk: Desk, shown: DossierVersion, hand_over: HandOver) -> Dossier:
    """Trả kết quả (state 10; Điều 22)."""
    return take(desk, shown, lambda now: now.return_result(_returned(now, hand_over)))


def _returned(dossier: Dossier, hand_over: HandOver) -> Returned:
    return Returned(
        receiver=hand_over.receiver or submitter_of(dossier),
        slip_lost=hand_over.slip_lost,
        id_checked=hand_over.id_checked,
        originals_returned=hand_over.originals_returned,
        by_post=hand_over.by_post,
        online=hand_over.online,
        note=hand_over.note,
    )


def submitter_of(dossier: Dossier) -> Receiver:
    """Answer the submitter as the one who receives."""
    person = dossier.submitter
    if person is None:
        raise RuleViolation("receiver_missing")
    return Receiver(name=person.name, id_number=person.id_number, phone=person.phone)
