"""Biểu II.06a and the summary on paper: sums, "TẠM", frozen figures, corrections."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import msgspec

from app.domain.papers.period_reports import (
    PeriodPaper,
    hidden_words,
    period_words,
    situation_paper,
    summary_paper,
)
from app.domain.papers.template import Content
from app.domain.procedure import Channel
from app.domain.reports import (
    Counted,
    Coverage,
    DueFrom,
    Frozen,
    LifeLine,
    Period,
    Reach,
    daily_sheet,
    freeze,
    sheet_of,
    situation,
)
from app.domain.states import State

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
DAY = 86_400_000


class Office(NamedTuple):
    """A letterhead."""

    commune_name: str = "Xã Sì Lở Lầu"
    upper_line: str = "Ủy ban nhân dân xã Sì Lở Lầu"
    desk_line: str = "Trung tâm Phục vụ hành chính công"
    address: str = ""
    phone: str = ""
    website: str = ""


def a_line(number: int, **changes: object) -> LifeLine:
    received = NOVEMBER.start + DAY
    told: dict[str, object] = {
        "id": str(number),
        "received": received,
        "field": "Hộ tịch",
        "procedure": "1.001193",
        "name": "Đăng ký khai sinh",
        "officer": "Lò Thị Mai",
        "dues": (DueFrom(received, received + 3 * DAY),),
    }
    return LifeLine(**(told | changes))  # type: ignore[arg-type]


def counted(lines: Sequence[LifeLine], now: int = NOVEMBER.end) -> Counted:
    return Counted(situation(lines, NOVEMBER, now), daily_sheet(lines, NOVEMBER, now), 2)


def covered(*others: Reach, now: int = NOVEMBER.end) -> Coverage:
    here = Reach(device="A", name="", until=now, is_here=True)
    return Coverage(counted_at=now, reaches=(here, *others))


def a_paper(
    lines: Sequence[LifeLine], coverage: Coverage | None = None, frozen: Frozen | None = None
) -> PeriodPaper:
    said = counted(lines)
    return PeriodPaper(
        period=NOVEMBER,
        situation=said.situation,
        sheet=said.sheet,
        now={one.name: one.count for one in sheet_of(said)},
        coverage=coverage or covered(),
        frozen=frozen,
        causes=("H35-1",),
    )


def a_freezing(lines: Sequence[LifeLine], *others: Reach, is_intact: bool = True) -> Frozen:
    said = freeze(NOVEMBER, counted(lines), covered(*others), (), "03562")
    return Frozen(said, "Lò Thị Mai", NOVEMBER.end, "e", is_intact)


def figures(said: Content) -> dict[str, dict[str, str]]:
    return {row["what"]: dict(row) for row in said["figures"]}  # type: ignore[arg-type, index]


def rows(said: Content, name: str = "rows") -> list[dict[str, str]]:
    return [dict(row) for row in said[name]]  # type: ignore[arg-type]


def test_the_form_adds_up_and_its_last_row_is_the_sum() -> None:
    lines = [
        a_line(1, ended=NOVEMBER.start + 2 * DAY, how=State.DONE),
        a_line(2, field="Đất đai"),
        a_line(3, field=""),
    ]
    said = situation_paper(a_paper(lines), Office())
    told = rows(said)
    assert [row["field"] for row in told] == ["Thủ tục khác", "Hộ tịch", "Đất đai", "TỔNG SỐ"]
    for row in told:
        assert int(row["c3"]) == int(row["c7"]) + int(row["c11"])
    assert [told[-1][one] for one in ("c3", "c7", "c8", "c11", "c13")] == ["3", "1", "1", "2", "2"]
    assert said["marks"] == said["frozen"] == said["causes"] == ""
    assert said["changes"] == ()


def test_golden_319_received_195_fully_electronic_are_61_13_percent_all_on_time() -> None:
    lines = [
        a_line(
            n,
            channel=Channel.ONLINE if n < 195 else Channel.DIRECT,
            electronic=n < 195,
            ended=NOVEMBER.start + 2 * DAY,
            how=State.DONE,
        )
        for n in range(319)
    ]
    told = figures(summary_paper(a_paper(lines), Office()))
    assert told["Tiếp nhận"]["count"] == "319"
    assert told["Trực tuyến toàn trình"]["count"] == "195"
    assert told["Trực tuyến toàn trình"]["share"] == "61,13 %"
    assert told["Giải quyết đúng hạn"]["share"] == "100,00 %"
    assert told["Tiếp nhận"]["share"] == ""


def test_it_is_provisional_and_names_how_far_each_pc_is_known() -> None:
    others = (
        Reach(device="B", name="Máy 2", until=NOVEMBER.start),
        Reach(device="C", name="Máy 3", until=None),
        Reach(device="D", name="Máy 4", until=None, is_revoked=True),
    )
    said = situation_paper(a_paper([a_line(1)], covered(*others)), Office())
    assert said["marks"] == "TẠM - SỐ LIỆU CHƯA ĐẦY ĐỦ"
    assert str(said["covers"]).splitlines() == [
        "Số liệu gồm: Máy này: đến 00:00 01/12/2026; Máy 2: đến 00:00 01/11/2026; Máy 3: chưa có.",
        "Tính lúc 00:00 01/12/2026.",
    ]
    alone = msgspec.structs.replace(a_paper([]), coverage=Coverage(counted_at=NOVEMBER.end))
    assert situation_paper(alone, Office())["covers"] == "Tính lúc 00:00 01/12/2026."


def test_frozen_figures_stand_and_what_changed_stands_below() -> None:
    frozen = a_freezing([a_line(1)], Reach(device="B", name="Máy 2", until=NOVEMBER.start))
    later = [a_line(1), a_line(2, field="Đất đai")]
    said = situation_paper(a_paper(later, frozen=frozen), Office())
    assert [row["field"] for row in rows(said)] == ["Hộ tịch", "TỔNG SỐ"]
    assert said["marks"] == "SỐ LIỆU CHỐT KHI CHƯA NHẬN ĐỦ CỦA CÁC MÁY"
    assert "Máy 2: đến 00:00 01/11/2026" in str(said["covers"])
    assert str(said["frozen"]).endswith(f"SHA-256: {frozen.said.digest}.")
    assert rows(said, "changes")[0] == {
        "what": "(3) Tiếp nhận: tổng số - Đất đai",
        "then": "0",
        "now": "1",
        "difference": "+1",
    }
    assert said["causes"] == "Hồ sơ làm thay đổi: H35-1."
    told = summary_paper(a_paper(later, frozen=frozen), Office())
    assert figures(told)["Tiếp nhận"]["count"] == "1"
    assert rows(told, "changes")[0]["now"] == "2"


def test_what_did_not_change_has_nothing_below() -> None:
    frozen = a_freezing([a_line(1)])
    said = situation_paper(a_paper([a_line(1)], frozen=frozen), Office())
    assert said["marks"] == said["changed"] == said["causes"] == ""
    nobody = msgspec.structs.replace(a_paper([], frozen=frozen), causes=())
    told = situation_paper(nobody, Office())
    assert (told["changed"], told["causes"]) == ("x", "")


def test_a_freezing_that_was_tampered_with_says_so_on_paper() -> None:
    frozen = a_freezing([a_line(1)], is_intact=False)
    said = situation_paper(a_paper([a_line(1)], frozen=frozen), Office())
    assert "KHÔNG KHỚP MÃ KIỂM TRA" in str(said["frozen"])


def test_a_day_and_a_span_are_named() -> None:
    assert period_words(Period(date(2026, 11, 3), date(2026, 11, 3))) == "Ngày 03/11/2026"
    assert period_words(NOVEMBER) == "Từ ngày 01/11/2026 đến ngày 30/11/2026"


def test_a_register_says_how_many_rows_of_other_agencies_it_leaves_out() -> None:
    assert hidden_words(0) == ""
    assert hidden_words(1203) == "1.203 hồ sơ của cơ quan khác không hiện"
