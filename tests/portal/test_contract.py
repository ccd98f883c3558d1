"""Our mapping beside the province's own table of fields: two readings of the same documents."""

from collections.abc import Sequence
from typing import Any

import msgspec
import pytest

from app.domain.dossier import Dossier
from app.domain.events import Extended, Fee, FieldChanged, Payload, Returning, SupplementReceived
from app.domain.events.parts import FeeLine, FeeTiming, ResultPlace
from app.domain.procedure import Channel
from app.domain.provincial import owed
from app.domain.states import State
from app.portal.mapping.generation_a import GenerationA
from app.portal.mapping.generation_a_tables import DOSSIER, LISTS, PROGRESS, instant, moment
from app.portal.mapping.language import Content, FeeFacts, FileLink, Meaning, ProcedureFacts
from app.portal.mapping.tables import Field
from tests.helpers.dossiers import (
    DAY,
    a_dossier,
    a_paper,
    a_person,
    a_promise,
    a_received,
    a_registered,
    path_to,
)
from tests.provincial.checks import faults_of
from tests.provincial.fields import TABLE

LANGUAGE = GenerationA("/auth", "/sync", "/share", "H35.112.03", {"dstcode": "VN"})
BIRTH = ProcedureFacts(
    code="1.001193", name="Thủ tục đăng ký khai sinh", field_code="G15-TP07", field_name="Hộ tịch"
)
NAMED: dict[str, Sequence[Field[Any]]] = {
    "HoSo": DOSSIER,
    "TienDo": PROGRESS,
    **{rows.name: rows.fields for rows in LISTS},
}
DUE = a_promise().due or 0
SENT = [s for s in State if s not in {State.NOT_HERE, State.REGISTERED, State.NOT_ACCEPTED}]


def content(dossier: Dossier, **changes: Any) -> Content:
    told: dict[str, Any] = {
        "dossier": dossier,
        "code": "H35.112.03-261128-0001",
        "agency": "UBND xã Sì Lở Lầu",
        "procedure": BIRTH,
    }
    return Content(**(told | changes))


def sent(it: Content) -> dict[str, Any]:
    return LANGUAGE.record(it, known=False).body["data"][0]  # type: ignore[no-any-return]


@pytest.mark.parametrize("name", NAMED)
def test_no_field_is_sent_that_the_province_does_not_know(name: str) -> None:
    lists = {field.name: field.of for field in TABLE["HoSo"]}
    theirs = {field.name: field for field in TABLE[lists.get(name) or name]}
    ours = NAMED[name]
    assert {field.name for field in ours} <= theirs.keys()
    for field in ours:
        other = theirs[field.name]
        assert field.limit == other.limit, field.name
        assert not (field.codes and other.codes) or field.codes <= other.codes, field.name
        assert field.required or not other.required, field.name


def test_every_list_that_we_send_is_one_of_theirs() -> None:
    theirs = {field.name: field.of for field in TABLE["HoSo"] if field.of}
    assert {rows.name for rows in LISTS} <= theirs.keys()


@pytest.mark.parametrize("state", SENT)
def test_what_is_sent_of_each_state_is_accepted_field_by_field(state: State) -> None:
    it = content(a_dossier(state))
    told = sent(it)
    assert list(faults_of("HoSo", told)) == []
    assert told["TrangThaiHoSo"] == str(int(state))
    for entry in owed(it.dossier).rows:
        assert list(faults_of("TienDo", LANGUAGE.row(it, entry))) == []


def test_the_fullest_dossier_is_accepted_field_by_field() -> None:
    received = a_received(
        submitter=a_person(),
        owner=a_person("Công ty Chè Dào San", organisation="Công ty Chè Dào San"),
        channel=Channel.POST,
        papers=(a_paper(), a_paper("Tờ khai")),
        fee=Fee(amount=30_000, lines=(FeeLine(name="Lệ phí", amount=15_000, count=2),)),
        returning=Returning(place=ResultPlace.POST, address="Bản Sì Choang"),
        request="Đề nghị " + "rất dài " * 300,
    )
    asked = path_to(State.SUPPLEMENT)[1]
    links = (
        FileLink(
            scan="D:E:1", name="Giấy " * 900, component="KQ.G15.000031", address="https://a.b/c"
        ),
        FileLink(
            scan="D:E:2", name="Kết quả", component="", address="https://a.b/d", is_result=True
        ),
    )
    done = path_to(State.RETURNED)[1:]
    dossier = a_dossier(
        State.NOT_HERE, received, asked, SupplementReceived(brought=("Tờ khai",)), *done
    )
    told = sent(content(dossier, links=links))
    assert list(faults_of("HoSo", told)) == []
    assert len(told["TrichYeuHoSo"]) == 1000
    assert len(told["TaiLieuNop"]) == 1
    assert told["DanhSachGiayToKetQua"][0]["DuongDanTepTinKetQua"] == "https://a.b/d"
    assert told["DanhSachHoSoBoSung"][0]["TrangThaiBoSung"] == "True"
    assert told["HinhThuc"] == "1"
    assert told["DanhSachLePhi"] == [{"TenPhiLePhi": "Lệ phí", "HinhThucThu": "1", "Gia": "30000"}]


FEES = (
    FeeFacts("LP1", "Lệ phí", 15_000),
    FeeFacts("LP2", "Bản sao", 8_000),
    FeeFacts("LP3", "Lệ phí khẩn", 8_000),
)


@pytest.mark.parametrize(
    ("line", "name", "code"),
    [
        (FeeLine(name="LỆ PHÍ", amount=99), "LỆ PHÍ", "LP1"),  # by its name
        (FeeLine(name="Trích lục", amount=15_000), "Trích lục", "LP1"),  # by its amount
        (FeeLine(name="Trích lục", amount=8_000), "Trích lục", None),  # two have that amount
        (FeeLine(name="Trích lục", amount=7_000), "Trích lục", None),
    ],
)
def test_a_fee_bears_a_code_only_where_exactly_one_fits(
    line: FeeLine, name: str, code: str | None
) -> None:
    received = a_received(fee=Fee(amount=line.amount, lines=(line,)))
    facts = msgspec.structs.replace(BIRTH, fees=FEES)
    told = sent(content(a_dossier(State.NOT_HERE, received), procedure=facts))
    fee = told["DanhSachLePhi"][0]
    assert (fee["TenPhiLePhi"], fee.get("MaPhiLePhi")) == (name, code)
    assert list(faults_of("HoSo", told)) == []


def test_a_sum_without_a_line_is_called_what_the_catalogue_calls_it() -> None:
    facts = msgspec.structs.replace(BIRTH, fees=FEES)
    received = a_received(fee=Fee(amount=15_000))
    told = sent(content(a_dossier(State.NOT_HERE, received), procedure=facts))
    assert told["DanhSachLePhi"][0]["TenPhiLePhi"] == "Lệ phí"
    unknown = sent(content(a_dossier(State.NOT_HERE, received)))
    assert unknown["DanhSachLePhi"] == [
        {"TenPhiLePhi": "Phí, lệ phí", "HinhThucThu": "1", "Gia": "15000"}
    ]


def test_fees_are_read_with_their_codes_and_amounts() -> None:
    fee = {"MAPHILEPHI": "LP1", "SOTIEN": "15.000", "MOTA": "Lệ phí"}
    told = {
        "MATTHC": "1.001193",
        "CACHTHUCTHUCHIEN": [
            {"KENH": kind, "THOIGIAN": [{"PHILEPHI": [fee, {"SOTIEN": "1"}]}]} for kind in "123"
        ],
    }
    facts = LANGUAGE.procedure_facts([told])
    assert facts is not None
    assert facts.fees == (FEES[0],)


@pytest.mark.parametrize(
    "later",
    [
        Extended(reason="chờ xác minh", promise=a_promise(due=DUE + 3 * DAY)),
        FieldChanged(changes={"due": DUE + DAY}),
    ],
)
def test_a_row_is_the_same_however_the_appointment_changes_later(later: Payload) -> None:
    before = content(a_dossier(State.PROCESSING))
    after = content(a_dossier(State.NOT_HERE, *path_to(State.PROCESSING), later))
    assert before.dossier.due != after.dossier.due
    told = [LANGUAGE.row(before, entry) for entry in before.dossier.timeline]
    assert [LANGUAGE.row(after, one) for one in after.dossier.timeline[: len(told)]] == told
    assert told[0]["NgayKetThucTheoQuyDinh"] == moment(before.dossier.due)
    assert told[0]["NgayBatDau"] == moment(before.dossier.accepted_at)
    last = LANGUAGE.row(after, after.dossier.timeline[-1])
    assert last["NgayKetThucTheoQuyDinh"] == moment(after.dossier.due)


def test_what_was_done_before_acceptance_has_no_beginning_yet() -> None:
    it = content(a_dossier(State.NOT_HERE, a_registered(), a_received()))
    rows = [LANGUAGE.row(it, entry) for entry in it.dossier.timeline]
    assert ["NgayBatDau" in row for row in rows] == [False, True]


def test_a_fee_that_nobody_has_to_pay_is_not_told_as_due() -> None:
    lines = (FeeLine(name="Lệ phí", amount=15_000),)
    free = Fee(amount=0, timing=FeeTiming.EXEMPT, lines=lines, exemption="hộ nghèo")
    told = sent(content(a_dossier(State.NOT_HERE, a_received(fee=free))))
    assert "DanhSachLePhi" not in told


@pytest.mark.parametrize("kind", ["cccd", "cmnd", "passport", "other", "none"])
def test_no_number_of_a_person_is_invented(kind: Any) -> None:
    nobody = a_person(id_number=None, id_kind=kind)
    told = sent(content(a_dossier(State.NOT_HERE, a_received(submitter=nobody))))
    assert "SoGiayToChuHoSo" not in told
    assert "DinhDanhCHS" not in told


def test_a_passport_is_told_but_not_as_a_card() -> None:
    guest = a_person(id_number="B1234567", id_kind="passport")
    told = sent(content(a_dossier(State.NOT_HERE, a_received(submitter=guest))))
    assert told["SoGiayToChuHoSo"] == "B1234567"
    assert "DinhDanhCHS" not in told


def test_what_is_missing_is_a_problem_before_anything_is_sent() -> None:
    unknown = msgspec.structs.replace(BIRTH, field_code="", field_name="")
    found = LANGUAGE.problems(content(a_dossier(State.ACCEPTED), procedure=unknown))
    assert {one.field for one in found} == {"MaLinhVuc", "TenLinhVuc"}


def test_moments_are_vietnams_time_to_the_second() -> None:
    assert moment(1_795_484_400_000) == "20261124084000"
    assert instant("20261124084000") == 1_795_484_400_000
    assert instant("hôm qua") is None
    assert moment(None) is None


@pytest.mark.parametrize(
    ("status", "body", "meaning"),
    [
        (200, {"error_code": 0, "message": "Cập nhật thành công"}, Meaning.DONE),
        (200, {"error_code": "00", "message": ""}, Meaning.DONE),
        (200, {"error_code": 0, "message": "Mã thủ tục không hợp lệ"}, Meaning.PROCEDURE_REFUSED),
        (200, {"error_code": 3, "message": "Hồ sơ đã tồn tại"}, Meaning.EXISTS),
        (200, {"error_code": -3, "message": "Mã hồ sơ đã tồn tại trong hệ thống"}, Meaning.EXISTS),
        (200, {"error_code": -1, "message": "Hồ sơ không tồn tại"}, Meaning.UNKNOWN),
        (200, {"error_code": -1, "message": "Thiếu trường bắt buộc"}, Meaning.REFUSED),
        (200, {"error_code": -1, "message": "Mã thủ tục không tồn tại"}, Meaning.PROCEDURE_REFUSED),
        (200, {"error_code": -1, "message": "MaLinhVuc: sai"}, Meaning.PROCEDURE_REFUSED),
        (200, {"error_code": 0, "message": "client received SOAP Fault"}, Meaning.TROUBLED),
        (200, {"error_code": 0, "message": "Server Error"}, Meaning.TROUBLED),
        (200, {"error_code": 99, "message": "Hệ thống đang bảo trì"}, Meaning.MAINTENANCE),
        (200, {"error_code": 2, "message": "Phiên làm việc đã hết hạn"}, Meaning.SESSION_OVER),
        (401, {}, Meaning.SESSION_OVER),
        (500, {"message": "x"}, Meaning.TROUBLED),
        (200, {}, Meaning.TROUBLED),
    ],
)
def test_answers_are_read_by_their_words(status: int, body: Any, meaning: Meaning) -> None:
    assert LANGUAGE.answer(status, body, writes=True).meaning is meaning
