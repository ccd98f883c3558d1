"""What one change of a dossier's state says on the line, and what a day costs on which nobody acts.

Every change is recorded by the use case of its screen. The day is the service's own schedule with
no time going by: each turn answers when the next one is due, and the relay counts its bytes.
"""

from collections.abc import Callable
from datetime import timedelta

from app.cli.bench_acts import received
from app.cli.bench_figures import Figure, Figures
from app.cli.bench_relay import CountingRelay
from app.domain.dossier import Dossier
from app.domain.events import IssuedPaper, OnPaper, Recipient
from app.usecases import processing, results, stopping, supplement
from app.usecases.desk import Desk
from app.usecases.processing import Decided
from app.usecases.promises import office_time
from app.usecases.results import HandOver
from app.usecases.shipped import dictionaries
from app.usecases.sync_service import SyncService
from sync.protocol.event import Line
from sync.protocol.frame import Frame, pack

AIM_OF_A_CHANGE = 200
AIM_OF_A_DAY = 60_000
HOURS = 8
Change = Callable[[Desk, Dossier], Dossier]


def measure_changes(desk: Desk, first: int) -> Figures:
    """Bytes of each kind of change: its payload, and what it adds to a frame on the line.

    The aim is for the latter, and for the largest of them. A reception comes before each story, so
    no frame is empty.
    """
    sizes: dict[str, int] = {}
    packed: dict[str, int] = {}
    for number, story in enumerate(_STORIES, start=first):
        dossier = received(desk, number)
        for name, change in story.items():
            before = unsent_lines(desk)
            dossier = change(desk, dossier)
            after = unsent_lines(desk)
            sizes[name] = sum(len(line.payload or b"") for line in after[len(before) :])
            packed[name] = _packed(after) - _packed(before)
    return {
        "change_packed": Figure(max(packed.values()), "bytes", AIM_OF_A_CHANGE),
        "change_payload": Figure(max(sizes.values()), "bytes"),
        **{f"packed_{name}": Figure(size, "bytes") for name, size in packed.items()},
        **{f"payload_{name}": Figure(size, "bytes") for name, size in sizes.items()},
    }


def measure_day(desk: Desk, relay: CountingRelay) -> Figures:
    """Bytes at the socket and rounds of eight hours in which nothing happens, from the sign-in."""
    service, session = SyncService(desk, lambda _status: None), desk.store.sync_session()
    relay.forget()
    passed, rounds = 0.0, 0
    try:
        while passed < HOURS * 3600:
            passed += service.turn(session)
            rounds += 1
    finally:
        session.close()
        service.stop()
    moved = relay.bytes_up + relay.bytes_down
    return {
        "idle_day_bytes": Figure(moved, "bytes", AIM_OF_A_DAY),
        "idle_day_rounds": Figure(rounds, "rounds"),
    }


def unsent_lines(desk: Desk) -> list[Line]:
    """What the gateway has not signed for, as it stands in the journal."""
    events = desk.store.unsent()
    if not events:
        return []
    session = desk.store.sync_session()
    try:
        author = session.device.author
        return list(session.journal.lines.between(author, events[0].id.n, events[-1].id.n))
    finally:
        session.close()


def _packed(lines: list[Line]) -> int:
    """Bytes of one frame with these lines, as they go over the line."""
    known = dictionaries()
    return len(pack(Frame("AAAAAAAA", "AAAA", 1, tuple(lines), None, bytes(64)), max(known), known))


def _forward(desk: Desk, now: Dossier) -> Dossier:
    to = Recipient(name="Tẩn Mí Lù", unit="Công chức tư pháp - hộ tịch")
    return processing.forward(desk, now.version, to)


def _ask_duty(desk: Desk, now: Dossier) -> Dossier:
    what = "Lệ phí đăng ký hộ kinh doanh"
    return processing.ask_financial_duty(desk, now.version, what, 100_000)


def _meet_duty(desk: Desk, now: Dossier) -> Dossier:
    return processing.meet_financial_duty(desk, now.version, "Biên lai 0001234")


def _pause(desk: Desk, now: Dossier) -> Dossier:
    return processing.pause(desk, now.version, "Chờ xác minh của Công an xã")


def _resume(desk: Desk, now: Dossier) -> Dossier:
    return processing.resume(desk, now.version, note="Công an xã đã trả lời")


def _extend(desk: Desk, now: Dossier) -> Dossier:
    due = office_time(now.due or 0) + timedelta(days=7)
    return processing.extend(desk, now.version, due, "Mưa lũ, đường vào bản bị chia cắt")


def _result(desk: Desk, now: Dossier) -> Dossier:
    paper = IssuedPaper(name="Kết quả", number="12/KQ", date=desk.now().date().isoformat())
    signed = Decided(desk.now(), OnPaper(decided_by="Chủ tịch UBND xã", number="12/KQ"))
    return results.record_result(desk, now.version, [paper], decided=signed)


def _return(desk: Desk, now: Dossier) -> Dossier:
    return results.return_result(desk, now.version, HandOver(id_checked=True))


def _ask_papers(desk: Desk, now: Dossier) -> Dossier:
    missing, why = ["Giấy chứng sinh"], "Bản chụp bị mờ, không đọc được số"
    return supplement.request_supplement(desk, now.version, missing, why)


def _take_papers(desk: Desk, now: Dossier) -> Dossier:
    return supplement.receive_supplement(desk, now.version, ["Giấy chứng sinh"])


def _refuse(desk: Desk, now: Dossier) -> Dossier:
    return stopping.refuse(desk, now.version, "Không thuộc thẩm quyền giải quyết của xã")


def _withdraw(desk: Desk, now: Dossier) -> Dossier:
    return stopping.withdraw(desk, now.version, "Không còn nhu cầu", ["Tờ khai"])


_STORIES: tuple[dict[str, Change], ...] = (
    {
        "forward": _forward,
        "ask_financial_duty": _ask_duty,
        "meet_financial_duty": _meet_duty,
        "pause": _pause,
        "resume": _resume,
        "extend": _extend,
        "record_result": _result,
        "return_result": _return,
    },
    {"request_supplement": _ask_papers, "receive_supplement": _take_papers},
    {"refuse": _refuse},
    {"withdraw": _withdraw},
)
"""Closing for want of an answer is not among them: it needs fifteen days to go by first."""
