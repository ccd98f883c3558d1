"""The papers of timeliness, usual and at their worst: a long outage, a hundred dossiers."""

from datetime import date

import msgspec

from app.domain.link import Down, Stretch
from app.domain.papers.proof import ListProof, Proof, list_paper, proof_paper
from app.domain.papers.template import Content
from app.domain.papers.wording import Letterhead
from app.domain.reports import Period
from app.domain.states import State
from app.domain.timeliness import Journey, Judgement, Timeliness, totals
from tests.helpers.dossiers import DAY, HOUR, MORNING

LONG = "Thủ tục đăng ký lại khai sinh cho người đã có hồ sơ, giấy tờ cá nhân có yếu tố nước ngoài"


def a_timeliness(place: int = 1, *, worst: bool = False) -> Timeliness:
    """Decided in time, and told two days late."""
    way = Journey(tried=MORNING, delivered=MORNING + 2 * DAY + 8 * HOUR, carrier="line")
    return Timeliness(
        id=f"d{place}",
        code=f"H35.112.03-261124-{place:04d}",
        procedure=LONG if worst else "Đăng ký khai sinh",
        due=MORNING + 8 * HOUR,
        decided=MORNING + HOUR,
        entered=MORNING + HOUR,
        event="e",
        by="Lò Thị Mai",
        clk="estimated" if worst else "ok",
        state=State.DONE,
        journey=way,
        recorded=None,
        down=Down(39 * HOUR, 212),
        judgement=Judgement.BY_LINE,
    )


def proof_samples(office: Letterhead, qr: str, *, worst: bool) -> dict[str, Content]:
    """Both papers."""
    lost = Stretch(
        began=MORNING,
        until=MORNING + DAY,
        outcome="captive_portal" if worst else "unreachable",
        tries=212,
        silent=14 * HOUR,
    )
    stretches = [lost] * (60 if worst else 1)
    rows = [a_timeliness(place, worst=worst) for place in range(1, 101 if worst else 4)]
    late = msgspec.structs.replace(rows[0], judgement=Judgement.LATE)
    unknown = msgspec.structs.replace(rows[0], judgement=Judgement.UNKNOWN)
    one = Proof(
        found=rows[0],
        stretches=stretches,
        at=MORNING + 5 * DAY,
        qr=qr,
        officer="Lò Thị Mai",
        pc="Máy 1",
    )
    many = ListProof(
        period=Period(date(2026, 11, 1), date(2026, 11, 30)),
        rows=rows,
        totals=totals([*rows, late, unknown]),
        outages=stretches,
        at=MORNING + 5 * DAY,
        qr=qr,
        officer="Lò Thị Mai",
        pc="Máy 1",
        hidden=2 if worst else 0,
    )
    return {"proof": proof_paper(one, office), "proof_list": list_paper(many, office)}
