"""Whatever comes online, it can be kept, or it is left where it is; nothing else stands still."""

from typing import Any

import pytest

from app.domain.provincial import owed
from app.portal.mapping.generation_a_inbound import read_inbound
from app.portal.mapping.generation_a_tables import instant
from tests.helpers.connecting import Connected
from tests.helpers.dossiers import a_received
from tests.helpers.provincial import online_dossier
from tests.portal.test_answers import serves
from tests.portal.test_inbound import CODE
from tests.portal.test_telling import at_the_desk, does
from tests.provincial.words import Answer

A_LONG_FILE = {"TenTepDinhKem": "ễ" * 1900, "DuongDanTaiTepTin": "https://a/" + "y" * 900}
A_LONG_TEXT = "ễ" * 9000


def hands_over(world: Connected, message: dict[str, Any]) -> None:
    serves(world, "LayHoSoTrucTuyen", Answer(0, "Lấy hồ sơ thành công", [message]))
    serves(world, "XacNhanDaNhan", Answer(0, "Xác nhận thành công"))


@pytest.mark.parametrize(
    "odd",
    [
        {"ChuHoSo": "Lù\x00Mẩy"},
        {"NgayNopHoSo": "00010101000000"},
        {"NgayNopHoSo": "99991231235959"},
        {"TaiLieuNop": [A_LONG_FILE] * 400, "TrichYeuHoSo": A_LONG_TEXT, "DiaChi": A_LONG_TEXT},
        {"TaiLieuNop": [{"TenTepDinhKem": f"t{n}", "Base64": "YQ=="} for n in range(99)]},
        {"MaTTHC": "", "TenTTHC": None},
        {"MaHoSo": "x" * 1900},
        {"TaiLieuNop": [{"TenTepDinhKem": "a", "Base64": ""}, 7, None]},
        {"SoGiayToChuHoSo": True, "Email": ["a"], "DiaChi": "b" * 9000},
    ],
    ids="-".join,
)
def test_an_odd_online_dossier_stops_nothing(world: Connected, odd: dict[str, Any]) -> None:
    hands_over(world, {**online_dossier(CODE, **odd), "Id": "X-1"})
    mine = does(world, a_received())
    world.passes(2)
    assert not owed(at_the_desk(world, mine))


@pytest.mark.parametrize(
    "odd",
    [
        {"Loai": "THANHTOAN", "SoTien": "15000", "MaGiaoDich": "GD\x001"},
        {"Loai": "THANHTOAN", "SoTien": "9" * 15, "MaGiaoDich": "1"},
        {"Loai": "THANHTOAN", "SoTien": "15000", "MaGiaoDich": "1", "ThoiDiem": "99991231235959"},
        {"Loai": "TRANGTHAI", "TrangThaiHoSo": "4", "LyDo": "a\x00b"},
        {"Loai": "TRANGTHAI", "TrangThaiHoSo": "1"},
        {"Loai": "BOSUNG", "NoiDung": A_LONG_TEXT, "TaiLieuNop": [A_LONG_FILE] * 300},
    ],
)
def test_an_odd_word_about_a_dossier_stops_nothing(world: Connected, odd: dict[str, Any]) -> None:
    told = does(world, a_received())
    world.passes()
    code = at_the_desk(world, told).official_code
    hands_over(world, {"Id": "X-2", "MaHoSo": code, **odd})
    mine = does(world, a_received())
    world.passes(2)
    assert not owed(at_the_desk(world, mine))


def test_text_is_clean_and_bounded_and_nothing_is_called_none() -> None:
    told = {
        "Loai": "HOSO",
        "Id": 17,
        "MaHoSo": CODE,
        "ChuHoSo": "Lù \ud800\x07 Mẩy " + "x" * 900,
        "Email": None,
    }
    read = read_inbound(told)
    assert read is not None
    assert read.item == "17"
    assert read.owner.startswith("Lù Mẩy x")
    assert (len(read.owner), read.email) == (200, "")


def test_of_very_many_files_the_last_says_how_many_more_there_are() -> None:
    files = [{"TenTepDinhKem": f"t{n}", "Base64": "YQ=="} for n in range(60)]
    read = read_inbound({"Loai": "HOSO", "Id": "1", "MaHoSo": CODE, "TaiLieuNop": files})
    assert read is not None
    assert len(read.files) == 50
    assert read.files[0].content == b"a"
    assert "11 tệp" in read.files[-1].name


@pytest.mark.parametrize(
    "text", ["00010101000000", "99991231235959", "19991231235959", "2026112", "20261399000000", ""]
)
def test_a_moment_outside_these_years_is_none(text: str) -> None:
    assert instant(text) is None
