"""Ends without a result: refusal (Mẫu 03) and withdrawal by the citizen (Mẫu 05; Điều 21)."""

from collections.abc import Sequence
from typing import NamedTuple

from app.domain.dossier import Dossier
from app.domain.events import Receiver, Withdrawn
from app.domain.history import DossierVersion
from app.domain.text import clean
from app.usecases.desk import Desk
from app.usecases.processing import Decided, paper_of
from app.usecases.results import submitter_of
from app.usecases.step import take


class Stop(NamedTuple):
    """What the notice (Mẫu 05) says beside the reason and the papers."""

    fee_returned: int = 0
    receiver: Receiver | None = None
    stage: str = ""
    ground: str = ""


def refuse(
    desk: Desk, shown: DossierVersion, reason: str, *, decided: Decided | None = None
) -> Dossier:
    """Từ chối tiếp nhận, giải quyết: a reason that a person understands."""
    paper, eff = paper_of(decided)
    return take(desk, shown, lambda now: now.refuse(reason, paper=paper), eff)


def withdraw(
    desk: Desk,
    shown: DossierVersion,
    reason: str,
    papers_given_back: Sequence[str] = (),
    *,
    more: Stop | None = None,
) -> Dossier:
    """Công dân yêu cầu rút hồ sơ; the submitter receives what goes back, unless `more` says who."""
    told = more or Stop()
    goes_back = bool(papers_given_back or told.fee_returned)

    def stop(now: Dossier) -> Withdrawn:
        said = Withdrawn(
            reason=clean(reason),
            papers_returned=tuple(papers_given_back),
            fee_returned=told.fee_returned or None,
            receiver=told.receiver or (submitter_of(now) if goes_back else None),
            stage=clean(told.stage),
            ground=clean(told.ground),
        )
        return now.withdraw(said)

    return take(desk, shown, stop)
