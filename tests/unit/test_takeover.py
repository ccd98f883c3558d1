"""Reading the province's export: headings, moments, states, people, and what each row comes to."""

from datetime import date, datetime, time
from typing import Any

import pytest

from app.domain.calendar import OFFICE_TIME
from app.domain.events import ProcedureRef
from app.domain.procedure import Channel
from app.domain.takeover import (
    Cell,
    Fault,
    Field,
    Judged,
    Judgement,
    Known,
    Layout,
    Source,
    codes_in,
    find_layout,
    heading_of,
    judge,
    text_of,
    unknown_states,
)
from tests.helpers.clock import wall
from tests.helpers.dossiers import MORNING, a_procedure

BIRTH = a_procedure()
HEADS = [
    "STT",
    "Mã hồ sơ",
    "Tên thủ tục hành chính",
    "Chủ hồ sơ",
    "Người nộp",
    "Số CCCD/CMND",
    "Số điện thoại người nộp",
    "Địa chỉ chủ hồ sơ",
    "Ngày tiếp nhận",
    "Ngày hẹn trả kết quả",
    "Trạng thái hồ sơ",
    "Đơn vị đang xử lý",
    "Ghi chú",
]
ROW: list[Cell] = [
    1,
    "H35.12.03-261114-0031",
    "Thủ tục đăng ký khai sinh",
    "Lò Thị Pản",
    "Lò Thị Pản",
    12191000123,
    900000001,
    "Bản Sì Choang",
    "14/11/2026 08:30",
    "20/11/2026",
    "Đang xử lý",
    "Phòng Kinh tế",
    "gấp",
]
NOW = MORNING


def find(code: str, name: str) -> ProcedureRef | None:
    return BIRTH if "1.001193" in code or "khai sinh" in name else None


def closing(day: date) -> datetime:
    return datetime.combine(day, time(17), OFFICE_TIME)


def known(**changes: Any) -> Known:
    told: dict[str, Any] = {"procedure": find, "here": frozenset(), "closes": closing, "now": NOW}
    return Known(**(told | changes))


def layout() -> Layout:
    found = find_layout([HEADS])
    assert found is not None
    return found


def judged(*rows: list[Cell], **changes: Any) -> list[Judged]:
    return list(judge([HEADS, *rows], layout(), Source("5a" * 32, "lần 1"), known(**changes)))


def changed(**cells: Cell) -> list[Cell]:
    row, where = list(ROW), layout().columns
    for name, cell in cells.items():
        row[where[Field(name)]] = cell
    return row


# Headings


def test_every_column_is_found_by_the_words_of_its_heading():
    assert dict(layout().columns) == {
        Field.CODE: 1,
        Field.PROCEDURE_NAME: 2,
        Field.OWNER: 3,
        Field.SUBMITTER: 4,
        Field.ID_NUMBER: 5,
        Field.PHONE: 6,
        Field.ADDRESS: 7,
        Field.ACCEPTED: 8,
        Field.DUE: 9,
        Field.STATE: 10,
        Field.HELD_BY: 11,
        Field.NOTE: 12,
    }


def test_titles_above_and_blank_rows_do_not_hide_the_headings():
    rows: list[list[Cell]] = [["UBND XÃ SÌ LỞ LẦU"], [], ["Danh sách hồ sơ", None], list(HEADS)]
    found = find_layout(rows)
    assert found is not None
    assert found.head == 3


def test_a_table_without_headings_is_not_an_export():
    assert find_layout([["Họ tên", "Điểm"], ["A", 5]]) is None


def test_what_the_office_said_of_a_heading_holds_against_the_guess():
    office = {heading_of("STT"): "code", heading_of("Mã hồ sơ"): "", heading_of("Ghi chú"): "note"}
    found = find_layout([HEADS], office)
    assert found is not None
    assert found.columns[Field.CODE] == 0


def test_a_code_and_a_name_of_the_procedure_are_told_apart():
    found = find_layout([["Mã TTHC", "Thủ tục", "Số hồ sơ"]])
    assert found is not None
    assert dict(found.columns) == {
        Field.PROCEDURE_CODE: 0,
        Field.PROCEDURE_NAME: 1,
        Field.CODE: 2,
    }


# Rows


def test_a_sound_row_says_the_whole_reception():
    (row,) = judged(ROW)
    assert (row.judgement, row.faults, row.row) == (Judgement.READY, (), 2)
    said = row.said
    assert said is not None
    assert (said.code, said.procedure, said.owner) == ("H35.12.03-261114-0031", BIRTH, None)
    person = said.submitter
    assert (person.name, person.id_number, person.id_kind) == ("Lò Thị Pản", "012191000123", "cccd")
    assert (person.phone, person.address) == ("0900000001", "Bản Sì Choang")
    accepted = wall(2026, 11, 14, 8, 30).replace(tzinfo=OFFICE_TIME)
    due = wall(2026, 11, 20, 17).replace(tzinfo=OFFICE_TIME)
    assert said.accepted_at == said.promise.start == accepted.timestamp() * 1000
    assert (said.promise.due, said.promise.source) == (due.timestamp() * 1000, "province")
    assert (said.state, said.held_by, said.note) == (4, "Phòng Kinh tế", "gấp")
    assert (said.batch, said.source, said.row) == ("lần 1", "5a" * 32, 2)


@pytest.mark.parametrize(
    ("cells", "fault", "judgement"),
    [
        ({"code": None}, Fault.NO_CODE, Judgement.REFUSED),
        ({"code": "HS-12"}, Fault.CODE_PATTERN, Judgement.REFUSED),
        ({"code": "TAM-1-K7QD-261124-001"}, Fault.CODE_PATTERN, Judgement.REFUSED),
        ({"procedure_name": " "}, Fault.NO_PROCEDURE, Judgement.REFUSED),
        ({"procedure_name": "Cấp phép bay"}, Fault.PROCEDURE_UNKNOWN, Judgement.WARNED),
        ({"owner": None, "submitter": None}, Fault.NO_PERSON, Judgement.REFUSED),
        ({"accepted": None}, Fault.NO_ACCEPTED, Judgement.REFUSED),
        ({"accepted": "mai"}, Fault.ACCEPTED_UNREADABLE, Judgement.REFUSED),
        ({"accepted": "1/1/2027", "due": "2/1/2027"}, Fault.ACCEPTED_AHEAD, Judgement.REFUSED),
        ({"due": ""}, Fault.NO_DUE, Judgement.WARNED),
        ({"due": "32/1/2026"}, Fault.DUE_UNREADABLE, Judgement.REFUSED),
        ({"due": "13/11/2026"}, Fault.DUE_EARLY, Judgement.REFUSED),
        ({"state": None}, Fault.NO_STATE, Judgement.WARNED),
        ({"state": "Luân chuyển"}, Fault.STATE_UNKNOWN, Judgement.REFUSED),
        ({"state": "Mới đăng ký"}, Fault.NOT_ACCEPTED_YET, Judgement.REFUSED),
        ({"state": "Đã trả kết quả"}, Fault.OVER, Judgement.SKIPPED),
    ],
)
def test_what_is_wrong_with_a_row_is_said(
    cells: dict[str, Cell], fault: Fault, judgement: Judgement
):
    (row,) = judged(changed(**cells))
    assert (row.judgement, row.faults) == (judgement, (fault,))
    assert (row.said is not None) is (judgement is Judgement.WARNED)


def test_a_dossier_that_is_here_or_stands_twice_in_the_file_is_passed_over():
    code = "H35.12.03-261114-0031"
    (row,) = judged(ROW, here=frozenset({code}))
    assert (row.judgement, row.faults) == (Judgement.SKIPPED, (Fault.HERE_ALREADY,))
    first, second = judged(ROW, changed(code=" h35.12.03-261114-0031 "))
    assert (first.judgement, second.faults) == (Judgement.READY, (Fault.TWICE,))


@pytest.mark.parametrize(
    "cells",
    [{"accepted": "mai"}, {"state": "Đã trả kết quả"}, {"state": "Luân chuyển"}, {"owner": None}],
)
def test_a_row_that_is_not_taken_does_not_stand_in_the_way_of_a_sound_one(cells: dict[str, Cell]):
    if "owner" in cells:
        cells = cells | {"submitter": None}
    bad, good, again = judged(changed(**cells), ROW, ROW)
    assert (bad.said, good.judgement) == (None, Judgement.READY)
    assert again.faults == (Fault.TWICE,)


def test_an_unknown_procedure_is_kept_as_the_file_says_it():
    (row,) = judged(changed(procedure_name="Cấp phép bay"))
    assert row.said is not None
    assert (row.said.procedure.code, row.said.procedure.name) == ("NGOAI-DM", "Cấp phép bay")


def test_a_procedure_is_known_by_its_code_alone():
    heads: list[Cell] = ["Mã hồ sơ", "Mã TTHC", "Chủ hồ sơ", "Ngày tiếp nhận"]
    found = find_layout([heads])
    assert found is not None
    row: list[Cell] = ["H35.12.03-261114-0031", "9.999999", "Lò Thị Pản", "14/11/2026"]
    (one,) = judge([heads, row], found, Source("", "x"), known())
    assert one.said is not None
    assert (one.said.procedure.code, one.said.procedure.name) == ("9.999999", "9.999999")
    assert one.faults == (Fault.PROCEDURE_UNKNOWN, Fault.NO_DUE, Fault.NO_STATE)


@pytest.mark.parametrize(
    ("cell", "channel"),
    [
        ("Trực tuyến", Channel.ONLINE),
        (2, Channel.ONLINE),
        ("Qua bưu chính công ích", Channel.POST),
        ("3", Channel.POST),
        ("Trực tiếp", Channel.DIRECT),
        ("Tại Bộ phận Một cửa", Channel.DIRECT),
        ("Online", Channel.ONLINE),
        ("Nộp qua mạng", Channel.ONLINE),
        ("Cổng dịch vụ công", Channel.ONLINE),
        ("Cổng DVCQG", Channel.ONLINE),
        ("VNPost", Channel.POST),
        ("Bưu điện xã", Channel.POST),
        (None, Channel.DIRECT),
    ],
)
def test_how_it_came_is_kept(cell: Cell, channel: Channel):
    heads = [*HEADS, "Hình thức nộp"]
    found = find_layout([heads])
    assert found is not None
    (row,) = judge([heads, [*ROW, cell]], found, Source("", "x"), known())
    assert row.said is not None
    assert (row.said.channel, row.faults) == (channel, ())


@pytest.mark.parametrize("cell", ["Zalo", "Trực tuyến, trả qua bưu chính", "Không trực tuyến", 7])
def test_a_strange_way_is_taken_for_the_counter_and_said(cell: Cell):
    found = find_layout([[*HEADS, "Hình thức nộp"]])
    assert found is not None
    (row,) = judge([HEADS, [*ROW, cell]], found, Source("", "x"), known())
    assert row.said is not None
    assert (row.judgement, row.faults) == (Judgement.WARNED, (Fault.CHANNEL_UNKNOWN,))
    assert row.said.channel is Channel.DIRECT


def test_who_brings_for_another_is_the_submitter_and_the_card_is_the_owner_s():
    (row,) = judged(changed(submitter="Giàng A Páo"))
    assert row.said is not None
    assert row.said.owner is not None
    assert (row.said.submitter.name, row.said.owner.name) == ("Giàng A Páo", "Lò Thị Pản")
    assert (row.said.submitter.id_number, row.said.owner.id_number) == (None, "012191000123")


@pytest.mark.parametrize(
    ("cell", "number", "kind"),
    [
        ("012191000123", "012191000123", "cccd"),
        (1091000123, "001091000123", "cccd"),
        ("12191000123", "012191000123", "cccd"),
        ("0109 100 012 3", "001091000123", "cccd"),
        ("1091000123", "1091000123", "other"),
        ("123456789", "123456789", "cmnd"),
        ("C1234567", "C1234567", "other"),
        ("1234", "1234", "other"),
        (None, None, "none"),
    ],
)
def test_the_zeros_that_excel_takes_off_are_put_back(cell: Cell, number: str | None, kind: str):
    (row,) = judged(changed(id_number=cell, phone="0900 000 001"))
    assert row.said is not None
    person = row.said.submitter
    assert (person.id_number, person.id_kind, person.phone) == (number, kind, "0900 000 001")


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (900000001, "0900000001"),
        ("900000001", "0900000001"),
        ("090000001", "090000001"),
        ("+84900000001", "+84900000001"),
        (None, None),
    ],
)
def test_the_zero_of_a_telephone_is_put_back(cell: Cell, number: str | None):
    (row,) = judged(changed(phone=cell))
    assert row.said is not None
    assert row.said.submitter.phone == number


def test_the_line_of_numbers_blank_rows_and_sums_are_no_dossiers():
    numbers: list[Cell] = [f"({n})" for n in range(1, 14)]
    sums: list[Cell] = [None, None, "Tổng cộng: 1"]
    assert [row.code for row in judged(numbers, [], ROW, sums)] == [ROW[1]]


def test_codes_and_strange_states_of_a_file_are_gathered():
    rows: list[list[Cell]] = [
        list(HEADS),
        ROW,
        changed(code="", state="Luân chuyển"),
        changed(state="Luân chuyển"),
    ]
    assert codes_in(rows, layout()) == {"H35.12.03-261114-0031"}
    assert unknown_states(rows, layout(), {}) == {"Luân chuyển": 2}


def test_the_hour_of_the_due_day_is_the_file_s_where_it_has_one():
    (row,) = judged(changed(due=wall(2026, 11, 20, 9)))
    assert row.said is not None
    assert row.said.promise.due == closing(date(2026, 11, 20)).timestamp() * 1000 - 8 * 3_600_000


def test_cells_are_shown_as_the_office_writes_them():
    shown = [text_of(cell) for cell in (wall(2026, 1, 2, 3, 4), date(2026, 1, 2), None, " a  b")]
    assert shown == ["02/01/2026 03:04", "02/01/2026", "", "a b"]
