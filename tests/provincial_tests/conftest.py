"""A stand-in, and somebody who speaks its language by hand."""

from collections.abc import Iterator
from typing import Any

import pytest
import requests

from tests.helpers.patience import PATIENCE
from tests.helpers.provincial import UNIT, StandIn

CODE = f"{UNIT}-261128-0001"


class Caller:
    """Calls the interface as its description says, and nothing more."""

    def __init__(self, province: Any, unit: str = UNIT) -> None:
        self._to = province.connection(unit)
        self._verify = str(province.ca) if province.ca else None
        self._talk = requests.Session()
        self.session = ""

    def log_in(self, **changes: Any) -> Any:
        to = self._to
        said = {"username": to["username"], "password": to["password"]} | changes
        told = self.raw(to["auth_endpoint"], said).json()
        self.session = told["session"]
        return told

    def ask(self, service: str, **said: Any) -> Any:
        return self.response(service, **said).json()

    def response(self, service: str, **said: Any) -> requests.Response:
        said = {"session": self.session, "madonvi": self._to["madonvi"], "service": service} | said
        return self.raw(self._to["integration_endpoint"], said)

    def raw(self, path: str, said: Any, dstcode: str | None = None) -> requests.Response:
        return self._talk.post(
            self._to["adapter_url"] + path,
            json=said,
            headers={"dstcode": self._to["dstcode"] if dstcode is None else dstcode},
            timeout=PATIENCE,
            verify=self._verify,
        )

    def add(self, *dossiers: Any) -> Any:
        return self.ask("DongBoHoSoMC", isUpdating="False", data=list(dossiers))

    def update(self, *dossiers: Any) -> Any:
        return self.ask("DongBoHoSoMC", isUpdating="True", data=list(dossiers))

    def progress(self, *rows: Any) -> Any:
        return self.ask("CapNhatTienDoHoSoMC", data=list(rows))

    def hang_up(self) -> None:
        self._talk.close()


def a_dossier(code: str = CODE, **changes: Any) -> dict[str, Any]:
    said = {
        "MaHoSo": code,
        "MaTTHC": "1.001193",
        "TenTTHC": "Thủ tục đăng ký khai sinh",
        "MaLinhVuc": "G15-TP07",
        "TenLinhVuc": "Hộ tịch",
        "KenhThucHien": "1",
        "ChuHoSo": "Tẩn Mẩy Sử",
        "LoaiDoiTuong": "1",
        "NgayTiepNhan": "20261128081500",
        "TrangThaiHoSo": "2",
        "HinhThuc": "0",
        "DonViXuLy": "UBND xã Sì Lở Lầu",
    } | changes
    return {name: value for name, value in said.items() if value is not ...}


def a_row(code: str = CODE, **changes: Any) -> dict[str, Any]:
    said = {
        "MaHoSo": code,
        "NguoiXuLy": "Vàng Thị Dợ",
        "ThoiDiemXuLy": "20261128081500",
        "NoiDungXuLy": "Tiếp nhận hồ sơ",
        "TrangThai": "2",
    } | changes
    return {name: value for name, value in said.items() if value is not ...}


@pytest.fixture
def province() -> Iterator[StandIn]:
    with StandIn() as province:
        yield province


@pytest.fixture
def caller(province: StandIn) -> Iterator[Caller]:
    caller = Caller(province)
    caller.log_in()
    yield caller
    caller.hang_up()
