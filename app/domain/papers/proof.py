"""Xác nhận thời điểm giải quyết và đồng bộ: what the journals prove, on paper.

The program's own form: no decree knows it. It states facts, and a real lateness stands in it.
"""

from collections.abc import Mapping, Sequence
from enum import Enum

import msgspec

from app.domain.link import FILES, OK, SENT_FILES, Down, Stretch
from app.domain.papers import wording
from app.domain.papers.content import heading
from app.domain.papers.template import Content, Row
from app.domain.papers.wording import Letterhead
from app.domain.reports import Period
from app.domain.timeliness import Journey, Judgement, Timeliness, Totals

JUDGED: Mapping[Enum, str] = {
    Judgement.IN_TIME: "Giải quyết đúng hạn, tỉnh nhận đúng hạn",
    Judgement.WAITING: "Giải quyết đúng hạn, đang chờ gửi",
    Judgement.BY_LINE: "Giải quyết đúng hạn, tỉnh nhận muộn do mất đường truyền",
    Judgement.BY_SYNC: "Giải quyết đúng hạn, gửi muộn; nhật ký không ghi mất đường truyền",
    Judgement.BY_PROVINCE: "Giải quyết đúng hạn, gửi đúng hạn, hệ thống tỉnh ghi muộn",
    Judgement.ENTERED_LATE: "Giải quyết đúng hạn trên giấy, nhập máy sau hạn",
    Judgement.LATE: "Giải quyết quá hạn",
    Judgement.ELSEWHERE: "Do máy khác của cơ quan ghi; bằng chứng nằm ở máy đó",
    Judgement.UNKNOWN: "Không xác định được vì giờ máy không tin được",
}
NOT_YET = "Chưa"
_CLOCKS = {
    "ok": "giờ máy đã đối chiếu với giờ tỉnh ký",
    "estimated": "giờ máy, chưa đối chiếu với giờ tỉnh trong lần mở máy đó",
    "bad": "giờ máy không tin được",
}
_CARRIERS = {"line": "qua mạng", "hub": "qua máy chủ xã", "stick": "qua USB"}
_OUTCOMES = {
    OK: "Gửi, nhận được",
    SENT_FILES: "Gửi tệp quét được",
    "unreachable": "Không tới được máy chủ tỉnh",
    "captive_portal": "Mạng đòi đăng nhập, không tới được máy chủ tỉnh",
    "server_busy": "Máy chủ tỉnh bận, chưa nhận",
    "clock_wrong": "Giờ máy sai, chưa gửi được",
}


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """One dossier, the link journal around it, and when this was written."""

    found: Timeliness
    stretches: Sequence[Stretch]
    at: int
    qr: str
    officer: str
    pc: str


class ListProof(msgspec.Struct, frozen=True, kw_only=True):
    """A period's list, the outages of its time, and when this was written."""

    period: Period
    rows: Sequence[Timeliness]
    totals: Totals
    outages: Sequence[Stretch]
    at: int
    qr: str
    officer: str
    pc: str
    hidden: int = 0


def proof_paper(said: Proof, office: Letterhead) -> Content:
    """Fill the paper of one dossier."""
    found, way = said.found, said.found.journey
    tried = wording.clock_and_date(way.tried) if way.tried else NOT_YET
    return heading(office, said.at) | {
        "code": found.code,
        "qr": said.qr,
        "procedure": found.procedure,
        "due": wording.clock_and_date(found.due) if found.due else wording.NO_DUE_DATE,
        "decided": wording.clock_and_date(found.decided),
        "entered": f"{wording.clock_and_date(found.entered)} ({_CLOCKS[found.clk]})",
        "tried": tried,
        "delivered": _delivered(way),
        "recorded": wording.clock_and_date(found.recorded) if found.recorded else NOT_YET,
        "down": down_words(found.down),
        "judgement": JUDGED[found.judgement],
        "officer": said.officer,
        "pc": said.pc,
        "printed": wording.moment(said.at),
        "rows": tuple(_link_row(one) for one in said.stretches if one.lane != FILES),
    }


def list_paper(said: ListProof, office: Letterhead) -> Content:
    """Fill the list of a period."""
    first, last = said.period.first, said.period.last
    return heading(office, said.at) | {
        "period": f"Kỳ: từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}",
        "qr": said.qr,
        "sums": sums_words(said.totals, said.hidden),
        "officer": said.officer,
        "pc": said.pc,
        "printed": wording.moment(said.at),
        "rows": tuple(_row(place, one) for place, one in enumerate(said.rows, start=1)),
        "outages": tuple(_link_row(one) for one in said.outages),
    }


def sums_words(totals: Totals, hidden: int = 0) -> str:
    """What a period amounts to, every figure of it, one sentence a line."""
    told = [
        f"Trong kỳ có {totals.settled} hồ sơ được giải quyết.",
        (
            f"Tính theo lúc tỉnh nhận, có {totals.counted_late} hồ sơ trễ:"
            f" {totals.told_late} hồ sơ ({totals.share}) giải quyết đúng hạn nhưng tỉnh nhận muộn,"
            f" {totals.late} hồ sơ quá hạn thật."
        ),
    ]
    others = (
        (totals.entered_late, "giải quyết đúng hạn trên giấy nhưng nhập máy sau hạn"),
        (totals.elsewhere, "do máy khác ghi, xem trên máy đó"),
        (totals.unknown, "không xác định được vì giờ máy"),
    )
    counted = [f"{count} {words}" for count, words in others if count]
    if counted:
        told.append(f"Không tính vào số trên: {'; '.join(counted)}.")
    if hidden:
        told.append(f"{hidden} hồ sơ của cơ quan khác không nêu trong danh sách.")
    return "\n".join(told)


def down_words(down: Down) -> str:
    """How long there was no line: 39 giờ, đã thử 212 lần."""
    if not down.tries:
        return "Nhật ký không ghi lần nào"
    return f"{hours_words(down.milliseconds)}, đã thử {down.tries} lần"


def hours_words(milliseconds: int) -> str:
    """Whole hours from two on, minutes below."""
    minutes = round(milliseconds / 60_000)
    return f"{round(minutes / 60)} giờ" if minutes >= 120 else f"{minutes} phút"


def outcome_words(one: Stretch) -> str:
    """How attempts ended."""
    return _OUTCOMES.get(one.outcome, f"Không gửi được ({one.outcome})")


def _delivered(way: Journey) -> str:
    if way.delivered is None:
        return NOT_YET
    carrier = _CARRIERS.get(way.carrier, way.carrier)
    is_passed_on = way.carrier == "hub"  # by pages of the order, which bear no time
    clock = "chậm nhất, theo giờ máy này" if is_passed_on else "giờ máy chủ tỉnh đã ký"
    return f"{wording.clock_and_date(way.delivered)} ({clock}, {carrier})"


def _row(place: int, one: Timeliness) -> Row:
    delivered = one.journey.delivered
    return {
        "number": str(place),
        "code": one.code,
        "procedure": one.procedure,
        "due": wording.clock_and_date(one.due) if one.due else "",
        "decided": wording.clock_and_date(one.decided),
        "delivered": wording.clock_and_date(delivered) if delivered else NOT_YET,
        "recorded": wording.clock_and_date(one.recorded) if one.recorded else NOT_YET,
        "down": hours_words(one.down.milliseconds) if one.down.tries else "-",
    }


def _link_row(one: Stretch) -> Row:
    return {
        "began": wording.clock_and_date(one.began),
        "until": wording.clock_and_date(one.until),
        "outcome": outcome_words(one),
        "tries": str(one.tries),
        "silent": hours_words(one.silent) if one.silent else "",
    }
