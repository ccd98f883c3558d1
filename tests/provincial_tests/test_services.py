"""What each service does when nothing goes wrong on the way."""

import pytest

from tests.helpers.provincial import UNIT, StandIn, online_dossier
from tests.provincial_tests.conftest import CODE, Caller, a_dossier, a_row


def test_nobody_gets_in_without_the_right_words(province):
    caller = Caller(province)
    assert caller.log_in(password="falsch")["error_code"] == 1  # noqa: S106
    assert caller.session == ""
    assert caller.add(a_dossier())["error_code"] == 2
    assert province.held()["dossiers"] == []
    told = caller.raw(province.connection()["auth_endpoint"], {}, dstcode="")
    assert "dstcode" in told.json()["message"]
    caller.hang_up()


def test_a_dossier_is_kept_as_it_was_sent(province, caller):
    assert "thành công" in caller.add(a_dossier())["message"]
    held = province.dossier(CODE)
    assert held["fields"] == a_dossier()
    assert (held["state"], held["unit"], held["adds"], held["updates"]) == ("2", UNIT, 1, 0)


def test_a_known_dossier_is_not_added_twice(province, caller):
    caller.add(a_dossier())
    told = caller.add(a_dossier(GhiChu="lần hai"))
    assert (told["error_code"], "đã tồn tại" in told["message"]) == (3, True)
    assert province.audit()["added"] == 1
    assert "GhiChu" not in province.dossier(CODE)["fields"]


def test_an_unknown_dossier_is_not_updated(province, caller):
    told = caller.update(a_dossier())
    assert (told["error_code"], "không tồn tại" in told["message"]) == (-1, True)
    assert province.held()["refusals"][0]["code"] == CODE


def test_one_bad_dossier_of_several_keeps_all_out(province, caller):
    caller.add(a_dossier(), a_dossier(f"{UNIT}-261128-0002", HinhThuc="9"))
    assert province.held()["dossiers"] == []


@pytest.mark.parametrize("path", ["2", "2 4 9 10", "2 9 10", "2 5 2 4 5 4 9", "2 4 6 8 4 7", "1 3"])
def test_a_dossier_goes_where_the_official_graph_leads(province, caller, path):
    first, *others = path.split()
    caller.add(a_dossier(TrangThaiHoSo=first))
    for state in others:
        assert "thành công" in caller.update(a_dossier(TrangThaiHoSo=state))["message"]
    assert province.dossier(CODE)["states"] == path.split()


@pytest.mark.parametrize("leap", ["2 10", "4 10", "3 2", "7 4", "9 4", "5 9", "6 9", "1 9", "10 9"])
def test_a_leap_that_nothing_explains_is_refused(province, caller, leap):
    before, after = leap.split()
    caller.add(a_dossier(TrangThaiHoSo=before))
    assert caller.update(a_dossier(TrangThaiHoSo=after))["error_code"] == -1
    assert province.dossier(CODE)["state"] == before


def test_progress_rows_explain_a_leap_and_only_once(province, caller):
    caller.add(a_dossier())
    caller.progress(
        a_row(TrangThai="4", ThoiDiemXuLy="20261128090000"),
        a_row(TrangThai="9", ThoiDiemXuLy="20261128100000"),
    )
    assert "thành công" in caller.update(a_dossier(TrangThaiHoSo="10"))["message"]
    other = f"{UNIT}-261128-0002"
    caller.add(a_dossier(other))
    caller.progress(a_row(other, TrangThai="4"), a_row(other, TrangThai="5"))
    caller.update(a_dossier(other, TrangThaiHoSo="5"))
    caller.update(a_dossier(other, TrangThaiHoSo="2"))
    assert caller.update(a_dossier(other, TrangThaiHoSo="6"))["error_code"] == -1


def test_progress_is_kept_in_its_order_and_told(province, caller):
    caller.add(a_dossier())
    rows = [a_row(ThoiDiemXuLy=f"2026112808{n:02d}00") for n in range(10)]
    assert "thành công" in caller.progress(*rows)["message"]
    (told,) = caller.ask("TraCuuHoSo", mahoso=CODE)["result"]
    assert (told["TrangThaiHoSo"], told["TienDo"]) == ("2", rows)
    province.tells_progress(False)
    (told,) = caller.ask("TraCuuHoSo", mahoso=CODE)["result"]
    assert "TienDo" not in told


def test_a_row_that_comes_twice_or_out_of_order_is_noticed(province, caller):
    caller.add(a_dossier())
    caller.progress(a_row(), a_row(ThoiDiemXuLy="20261128090000"))
    caller.progress(a_row(), a_row(ThoiDiemXuLy="20261128085959"))
    caller.progress(a_row(ThoiDiemXuLy="20261128090030"), a_row(ThoiDiemXuLy="20261128090010"))
    audit = province.audit()
    assert (audit["progress_rows"], audit["rows_twice"], audit["rows_out_of_order"]) == (6, 1, 1)


def test_ten_rows_at_once_and_no_more(province, caller):
    caller.add(a_dossier())
    rows = [a_row(ThoiDiemXuLy=f"2026112808{n:02d}00") for n in range(11)]
    assert caller.progress(*rows)["error_code"] == -1
    assert province.audit()["progress_rows"] == 0


def test_what_nobody_knows_has_no_progress_and_is_not_found(province, caller):
    assert caller.progress(a_row())["error_code"] == -1
    assert caller.ask("TraCuuHoSo", mahoso=CODE)["result"] == []


def test_another_unit_sees_and_changes_nothing(province, caller):
    caller.add(a_dossier())
    other = Caller(province, "H35.112.04")
    other.log_in()
    assert other.ask("TraCuuHoSo", mahoso=CODE)["result"] == []
    assert other.update(a_dossier(GhiChu="của tôi"))["error_code"] == -1
    assert other.progress(a_row())["error_code"] == -1
    other.hang_up()


def test_numbers_run_on_by_unit_and_day(province, caller):
    def number(unit: str) -> str:
        return str(caller.ask("GetNextValue", code=unit)["result"][0]["value"])

    day = f"{province.now():%y%m%d}"
    assert [number(UNIT), number(UNIT), number("H35.112.04")] == [
        f"{UNIT}-{day}-0001",
        f"{UNIT}-{day}-0002",
        f"H35.112.04-{day}-0001",
    ]
    caller.add(a_dossier(f"{UNIT}-{day}-0002"))
    assert province.held()["numbers"] == {"given": 3, "used": 1}


def test_what_came_online_is_told_until_it_is_acknowledged(province, caller):
    (key,) = province.comes_online(online_dossier(CODE))
    for _ in range(2):
        (told,) = caller.ask("LayHoSoTrucTuyen")["result"]
        assert (told["Id"], told["Loai"], told["MaHoSo"]) == (key, "HOSO", CODE)
    assert "thành công" in caller.ask("XacNhanDaNhan", data=[{"Id": key}])["message"]
    assert caller.ask("LayHoSoTrucTuyen")["result"] == []
    assert caller.ask("XacNhanDaNhan", data=[{"Id": "DVC-999999"}])["error_code"] == -1
    (item,) = province.held()["inbound"]
    assert (item["told"], item["acknowledged"]) == (2, 1)


def test_an_online_dossier_is_there_before_the_commune_adds_it(province, caller):
    province.comes_online(online_dossier(CODE))
    assert caller.add(a_dossier())["error_code"] == 3
    assert "thành công" in caller.update(a_dossier())["message"]
    assert province.dossier(CODE)["states"] == ["1", "2"]


def test_the_province_moves_a_dossier_itself(province, caller):
    caller.add(a_dossier(TrangThaiHoSo="4"))
    province.comes_online({"Loai": "TRANGTHAI", "MaHoSo": CODE, "TrangThaiHoSo": "9"})
    told = caller.ask("DongBoTrangThaiHoSo", type="2")["result"]
    assert told == [{"MaHoSo": CODE, "TrangThaiHoSo": "9"}]
    assert "thành công" in caller.update(a_dossier(TrangThaiHoSo="10"))["message"]


def test_the_catalogue_is_told_and_changes(province, caller):
    listed = caller.ask("LayDanhSachTTHC")["result"]
    assert len(listed) > 500
    (birth,) = caller.ask("LayThuTuc", maTTHC="1.001193")["result"]
    assert birth["LINHVUCTHUCHIEN"] == [{"MALINHVUC": "G15-TP07", "TENLINHVUC": "Hộ tịch"}]
    province.changes_procedure("1.001193", TENTTHC="Đăng ký khai sinh (mới)")
    (changed,) = caller.ask("LayThuTuc", maTTHC="1.001193")["result"]
    assert changed == birth | {"TENTTHC": "Đăng ký khai sinh (mới)"}
    province.changes_procedure("1.001193", TRANGTHAI="0")
    assert caller.add(a_dossier())["error_code"] == -1


def test_it_speaks_tls_too(tmp_path):
    with StandIn(tls=tmp_path / "tls") as province:
        assert province.url.startswith("https://")
        caller = Caller(province)
        caller.log_in()
        assert "thành công" in caller.add(a_dossier())["message"]
        assert province.audit()["dossiers"] == 1
        caller.hang_up()
