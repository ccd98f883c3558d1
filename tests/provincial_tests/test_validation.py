"""Every field and limit of the table is kept; the cases are made from the table itself."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.provincial.checks import faults_of, is_dossier_number
from tests.provincial.fields import DOSSIER, PROGRESS, TABLE, Field, Kind
from tests.provincial_tests.conftest import a_dossier, a_row

_BASES: dict[str, dict[str, Any]] = {
    DOSSIER: a_dossier(),
    PROGRESS: a_row(),
    "DinhDanhCHS": {"LoaiDinhDanh": "1", "SoDinhDanh": "012095001234"},
    "DSKetNoiCSDL": {"MaCSDL": "7"},
}

_GOOD = {
    Kind.TEXT: "Chữ thường",
    Kind.INSTANT: "20261128081500",
    Kind.LINK: "https://mot-cua.laichau.gov.vn/tep/abc?het-han=1",
    Kind.DIGITS: "12",
    Kind.TRUTH: "True",
    Kind.DOSSIER_NUMBER: "H35.112.03-261128-0001",
    Kind.PROCEDURE: "1.001193",
    Kind.PERSON_NUMBER: "012095001234",
}

_BAD: dict[Kind, tuple[Any, ...]] = {
    Kind.TEXT: (7, True, {}, ["x"], "  "),
    Kind.CODE: ("99", 1, "x"),
    Kind.INSTANT: (
        "2026-11-28",
        "20261328081500",
        "20261128246000",
        "202611280815",
        20261128081500,
    ),
    Kind.LINK: ("JVBERi0xLjQK", "ftp://x/y", "https://"),
    Kind.DIGITS: ("một", "1,5", "-1", True, 1.5),
    Kind.TRUTH: ("true", "1", 1),
    Kind.DOSSIER_NUMBER: (
        "TAM-1-K7QM-261128-001",
        "H35.112.03-261128-001",
        "H35.112.03-261328-0001",
        "H35-261128-0001",
        "h35.112.03-261128-0001",
        "H35.112.03.111111.222222.333333.44444-261128-0001",
    ),
    Kind.PROCEDURE: ("1001193", "x"),
    Kind.PERSON_NUMBER: ("000000001", "000000000000", "111111111111", "123456789", "12", "không"),
    Kind.LIST: ("x", {}, ["x"]),
}

Case = tuple[str, Field, Any]


def _fields() -> Iterator[tuple[str, Field]]:
    for kind, fields in TABLE.items():
        for field in fields:
            yield kind, field


def _name(value: object) -> str | None:
    return value.name if isinstance(value, Field) else None


def _with(kind: str, **changes: Any) -> dict[str, Any]:
    return _BASES.get(kind, {}) | changes


def _good(field: Field) -> Any:
    if field.name == "SoDinhDanh":
        return "012095001234"
    if field.kind is Kind.CODE:
        return min(field.codes)
    return [_with(field.of)] if field.kind is Kind.LIST else _GOOD[field.kind]


@pytest.mark.parametrize(("kind", "field"), list(_fields()), ids=_name)
def test_every_field_is_taken_as_it_should_be(kind, field):
    assert list(faults_of(kind, _with(kind, **{field.name: _good(field)}))) == []
    for code in field.codes - {"2"}:  # a number of nine digits is another test
        assert list(faults_of(kind, _with(kind, **{field.name: code}))) == []


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [(kind, field, bad) for kind, field in _fields() for bad in _BAD[field.kind]],
    ids=_name,
)
def test_every_field_is_refused_when_it_looks_otherwise(kind, field, value):
    faults = list(faults_of(kind, _with(kind, **{field.name: value})))
    assert any(field.name in fault for fault in faults), faults


@pytest.mark.parametrize(("kind", "field"), [f for f in _fields() if f[1].required], ids=_name)
def test_a_required_field_may_be_neither_missing_nor_empty(kind, field):
    without = _with(kind)
    del without[field.name]
    assert f"{field.name}: thiếu trường bắt buộc" in list(faults_of(kind, without))
    empty = _with(kind, **{field.name: ""})
    assert f"{field.name}: thiếu trường bắt buộc" in list(faults_of(kind, empty))
    assert list(faults_of(kind, _with(kind, **{field.name: None})))


@pytest.mark.parametrize(("kind", "field"), [f for f in _fields() if not f[1].required], ids=_name)
def test_what_is_not_required_may_be_missing(kind, field):
    without = _with(kind)
    without.pop(field.name, None)
    assert list(faults_of(kind, without)) == []
    if field.kind is not Kind.LIST:
        assert list(faults_of(kind, _with(kind, **{field.name: ""}))) == []


@pytest.mark.parametrize(("kind", "field"), [f for f in _fields() if f[1].limit], ids=_name)
def test_a_limit_is_kept_to_the_letter(kind, field):
    assert list(faults_of(kind, _with(kind, **{field.name: "ộ" * field.limit}))) == []
    (fault,) = faults_of(kind, _with(kind, **{field.name: "ộ" * (field.limit + 1)}))
    assert fault == f"{field.name}: vượt quá {field.limit} ký tự"


@pytest.mark.parametrize("kind", TABLE)
def test_a_field_that_nobody_described_is_refused(kind):
    assert list(faults_of(kind, _with(kind, MaGiDo="x"))) == ["MaGiDo: trường không được hỗ trợ"]


@pytest.mark.parametrize("state", ["1", "3", "5", "7"])
def test_what_was_never_accepted_has_no_day_of_acceptance(state):
    assert list(faults_of(DOSSIER, a_dossier(TrangThaiHoSo=state, NgayTiepNhan=...))) == []


@pytest.mark.parametrize("state", ["2", "4", "6", "8", "9", "10"])
def test_what_was_accepted_has_one(state):
    assert list(faults_of(DOSSIER, a_dossier(TrangThaiHoSo=state, NgayTiepNhan=...)))


def test_only_the_mark_of_an_online_citizen_may_be_null():
    assert list(faults_of(DOSSIER, a_dossier(MaDoiTuong=None))) == []
    assert list(faults_of(DOSSIER, a_dossier(Email=None)))


@pytest.mark.parametrize(
    ("kind", "number", "is_right"),
    [
        ("1", "012095001234", True),
        ("1", "012095001", False),
        ("2", "045123456", True),
        ("2", "012095001234", False),
    ],
)
def test_a_personal_number_has_the_length_of_its_kind(kind, number, is_right):
    said = {"LoaiDinhDanh": kind, "SoDinhDanh": number}
    assert (list(faults_of("DinhDanhCHS", said)) == []) is is_right


def test_lists_are_judged_to_their_depth():
    (fault,) = faults_of(
        DOSSIER,
        a_dossier(
            DanhSachHoSoBoSung=[
                {"DanhSachGiayToBoSung": [{"TenGiayTo": "Tờ khai"}, {"TenGiayTo": "x" * 2001}]}
            ]
        ),
    )
    assert fault == ("DanhSachHoSoBoSung[0].DanhSachGiayToBoSung[1].TenGiayTo: vượt quá 2000 ký tự")


@pytest.mark.parametrize(
    "code",
    [
        "H15.50.05.13-261008-0975",
        "000.17.22.H56-210531-0001",
        "G09.20-20260609-0092637",
        "H35.112.03-261128-123456",
    ],
)
def test_official_numbers_of_every_era_are_known(code):
    assert is_dossier_number(code)


@pytest.mark.parametrize(
    ("changes", "names"),
    [
        ({"MaTTHC": "9.999999"}, "MaTTHC"),
        ({"MaLinhVuc": "G13-TN02"}, "MaLinhVuc"),
        ({"SoGiayToChuHoSo": "000000001"}, "SoGiayToChuHoSo"),
        ({"KenhThucHien": 1}, "KenhThucHien"),
        ({"MaHoSo": "TAM-1-K7QM-261128-001"}, "MaHoSo"),
    ],
)
def test_what_is_wrong_is_said_and_kept_for_people(province, caller, changes, names):
    told = caller.add(a_dossier(**changes))
    assert (told["error_code"], told["message"].startswith(names)) == (-1, True)
    (refusal,) = province.held()["refusals"]
    assert (refusal["service"], refusal["message"]) == ("DongBoHoSoMC", told["message"])
    assert province.held()["dossiers"] == []


@pytest.mark.parametrize(
    ("service", "said"),
    [
        ("KhongCo", {}),
        ("DongBoHoSoMC", {"isUpdating": "False"}),
        ("DongBoHoSoMC", {"isUpdating": False, "data": [a_dossier()]}),
        ("DongBoHoSoMC", {"isUpdating": "False", "data": []}),
        ("DongBoHoSoMC", {"isUpdating": "False", "data": a_dossier()}),
        ("DongBoHoSoMC", {"isUpdating": "False", "data": [a_dossier()], "x": "1"}),
        ("CapNhatTienDoHoSoMC", {"data": ["x"]}),
        ("GetNextValue", {"code": "TAM"}),
        ("DongBoTrangThaiHoSo", {"type": "1"}),
        ("LayThuTuc", {"maTTHC": "9.999999"}),
        ("TraCuuHoSo", {"mahoso": "x", "madonvi": ""}),
    ],
)
def test_a_call_that_nobody_described_is_refused(province, caller, service, said):
    assert caller.ask(service, **said)["error_code"] == -1
    assert province.held()["dossiers"] == []
