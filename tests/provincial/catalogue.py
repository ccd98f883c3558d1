"""The procedures that the province knows, in the shape of LayThuTuc."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_SOURCE = Path(__file__).parents[2] / "resources" / "catalogue" / "source" / "procedures.jsonl"

_FIELD_CODES = {
    "Hộ tịch": "G15-TP07",
    "Đất đai": "G13-TN02",
    "Đăng ký, quản lý cư trú": "G01-CA05",
    "Hoạt động xây dựng": "G17-XD11",
}
"""Real ones; the others are numbered by the stand-in."""

_CHANNELS = {"direct": "1", "online": "2", "post": "3"}
_UNITS = {
    "same_day": "Ngày làm việc",
    "working_day": "Ngày làm việc",
    "calendar_day": "Ngày",
    "working_hour": "Giờ làm việc",
    "month": "Tháng",
}


def procedures() -> Iterator[dict[str, Any]]:
    """Yield every procedure."""
    fields = dict(_FIELD_CODES)
    with _SOURCE.open(encoding="utf-8") as lines:
        for line in lines:
            said = json.loads(line)
            fields.setdefault(said["field"], f"G00-LV{len(fields):02d}")
            yield _procedure(said, fields[said["field"]])


def _procedure(said: dict[str, Any], field: str) -> dict[str, Any]:
    return {
        "ID": said["code"].replace(".", ""),
        "MATTHC": said["code"],
        "TENTTHC": said["name"],
        "MACOQUANCONGBO": "H35",
        "LOAITTHC": "Thủ tục hành chính",
        "TRANGTHAI": "1",
        "MOTA": "",
        "YEUCAU": said.get("notes") or "",
        "TTHCLIENTHONG": "0",
        "TRINHTUTHUCHIEN": [],
        "CAPTHUCHIEN": ["Cấp xã"],
        "LINHVUCTHUCHIEN": [{"MALINHVUC": field, "TENLINHVUC": said["field"]}],
        "CACHTHUCTHUCHIEN": list(_channels(said)),
        "DOITUONGTHUCHIEN": [],
        "THANHPHANHOSO": [{"TRUONGHOP": "", "GIAYTO": list(_papers(said))}],
        "KETQUATHUCHIEN": [
            {"MAKETQUA": one["code"], "TENKETQUA": one["name"], "URL": ""}
            for one in said.get("results") or ()
        ],
        "CANCUPHAPLY": [said.get("legal_basis") or ""],
        "COQUANTHUCHIEN": [{"MADONVI": "", "TENDONVI": said.get("agency") or ""}],
        "COQUANCOTHAMQUYEN": [],
        "COQUANPHOIHOP": [],
    }


def _channels(said: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for name, time in (said.get("channels") or {}).items():
        if time:
            fee = "" if said.get("fee_vnd") is None else str(said["fee_vnd"])
            yield {
                "KENH": _CHANNELS[name],
                "THOIGIAN": [
                    {
                        "THOIGIANGIAIQUYET": str(time["value"]),
                        "DONVITINH": _UNITS[time["unit"]],
                        "MOTA": "Trong ngày" if time["unit"] == "same_day" else "",
                        "PHILEPHI": [
                            {
                                "MAPHILEPHI": f"{said['code']}-LP",
                                "SOTIEN": fee,
                                "DONVI": "Đồng",
                                "MOTA": said.get("fee_note") or "",
                                "URL": "",
                                "TENTEP": "",
                            }
                        ],
                    }
                ],
            }


def _papers(said: dict[str, Any]) -> Iterator[dict[str, str]]:
    for n, paper in enumerate(said.get("papers") or (), 1):
        yield {
            "MAGIAYTO": f"000.00.00.{said['code'].replace('.', '')}-TP{n:03d}",
            "MA_KQ_THAYTHE": "",
            "TENGIAYTO": paper["name"],
            "SOBANCHINH": str(paper["originals"]),
            "SOBANSAO": str(paper["copies"]),
            "TENMAUDON": paper["form"] or "",
            "URL": "",
        }
