"""What lies beside the database, on backups, and in the province's answers."""

import json
from contextlib import suppress
from types import SimpleNamespace
from typing import Any, cast

import msgspec

from app.portal import line
from app.portal.config_file import read_config
from app.portal.faults import BadConfig, LineDown
from app.portal.mapping.generation_a import GenerationA
from app.store import disk_mark, keys, manifest, slots
from app.store.faults import StoreFault
from app.store.manifest import Entry, HeldHead, Manifest
from app.system import clock_record, settings
from app.system.clock import SystemClock
from app.system.clock_record import Known
from app.usecases.hub_host import HubHost
from tests.fuzz.reader import FOLDER, Reader, of_file, written
from tests.helpers.office import MAI, PASSWORD, QUICK, a_machine
from tests.helpers.provincial import online_dossier

STORE = (StoreFault,)
_SECRET = bytes(32)


def _slots() -> bytes:
    """The key of one officer, her box and the recovery code."""
    key = keys.Key(MAI, _SECRET, QUICK)
    entropy = a_machine().entropy
    slot = keys.wrapped_slot(key, MAI, PASSWORD, entropy)
    _code, sealed = keys.sealed_recovery(_SECRET, entropy)
    return written("slots", lambda path: slots.write(
        path, keys.first_slots("03562", "AAAAAAAAAA", slot, sealed)))  # fmt: skip


def _unlocked(path: Any) -> object:
    """As it lies there, and with checksums that whoever changed it has made anew."""
    file = slots.read_as_it_is(path)
    for slot in file.slots[:1]:
        own = slot.own.derivation
        if 1 << 10 < own.memory_kib < 1 << 20:
            continue  # allowed, and nothing to do two hundred thousand times
        forged = msgspec.structs.replace(file, slots=(slots.checked(slot),))
        keys.opened_by(forged, slot.officer, PASSWORD)
    return slots.read(path)


MANIFEST = msgspec.json.encode(Manifest(
    made=SystemClock().now(), commune="03562", device="AAAAAAAAAA", epoch="AAAA", n=7,
    files=(Entry("office.db", 10, "0" * 64),), heads=(HeldHead("AAAAAAAAAA", "AAAA", 7, "0" * 64),),
))  # fmt: skip


def _manifest(_path: Any) -> object:
    told = manifest.read(FOLDER)
    with suppress(StoreFault):
        manifest.check_seal(told, _SECRET)
    with suppress(StoreFault):
        manifest.check(FOLDER, told)
    return told


# --- the province's system

LANGUAGE = GenerationA("/auth", "/in", "/share", "H35", {}, "PHIENBAN")
ANSWERS = [
    json.dumps({"error_code": "0", "message": "Tốt", "session": "s", "result": result}).encode()
    for result in (
        [online_dossier("H35.112.03-261128-0009") | {"Id": "X-1"}],
        [{"Loai": "THANHTOAN", "Id": "1", "MaHoSo": "H35", "SoTien": "15000", "MaGiaoDich": "1"}],
        [{"value": "H35.112.03-261128-0009"}],
        [{"TienDo": [{"MaHoSo": "H35", "ThoiDiemXuLy": "20261127201500", "TrangThai": "4"}]}],
        [{"MATTHC": "1.001193", "TENTTHC": "Đăng ký khai sinh", "PHIENBAN": "3"}],
        [{
            "MATTHC": "1.001193", "TENTTHC": "Đăng ký khai sinh",
            "LINHVUCTHUCHIEN": [{"MALINHVUC": "G15", "TENLINHVUC": "Hộ tịch"}],
            "CACHTHUCTHUCHIEN": [{
                "KENH": "1",
                "THOIGIAN": [{"THOIGIANGIAIQUYET": "3", "DONVITINH": "Ngày làm việc",
                              "PHILEPHI": [{"SOTIEN": "8.000", "MAPHILEPHI": "P1"}]}],
            }],
            "THANHPHANHOSO": [{"TRUONGHOP": "", "GIAYTO": [
                {"TENGIAYTO": "Tờ khai", "MAGIAYTO": "T1", "SOBANCHINH": "1", "SOBANSAO": "0"}]}],
        }],
    )
]  # fmt: skip


def _answer(data: bytes) -> object:
    """Everything that is ever made of an answer."""
    reply = SimpleNamespace(status_code=200, headers={})
    body = line._read(cast("Any", reply), data)
    LANGUAGE.session_of(body)
    told = LANGUAGE.answer(200, body, writes=True).result
    return (
        LANGUAGE.held(told), LANGUAGE.number_of(told), LANGUAGE.inbound(told),
        LANGUAGE.listed(told), LANGUAGE.told_procedure(told), LANGUAGE.procedure_facts(told),
        [LANGUAGE.row_identity(row) for row in told],
    )  # fmt: skip


CONFIG = """profile = "office"
password_file = "password"
[office]
commune = "03562"
commune_name = "Xã"
province = "12"
province_name = "Tỉnh"
[system]
base = "https://tinh.example"
username = "u"
password_file = "p"
madonvi = "H35"
agency = "UBND"
auth_endpoint = "/a"
integration_endpoint = "/b"
""".encode()


def _heard(data: bytes) -> object:
    """A word of the hub's process."""
    desk = SimpleNamespace(store=SimpleNamespace(announce=lambda _: None), now=lambda: None)
    host = HubHost(cast("Any", desk))
    return host._hear(data)


READERS = {
    "slots, officers' keys and boxes": Reader(
        ("app/store/slots.py", "app/store/keys.py"), of_file("slots", _unlocked), [_slots()], STORE,
        is_json=True, share=4,
    ),
    "manifest of a backup": Reader(
        ("app/store/manifest.py",), of_file(manifest.NAME, _manifest), [MANIFEST], STORE,
        is_json=True,
    ),
    "mark of a disk": Reader(
        ("app/store/disk_mark.py",), of_file(disk_mark.NAME, lambda _: disk_mark.read(FOLDER)),
        [b'{"disk":"0123456789abcdef","commune":"03562"}'], STORE, is_json=True,
    ),
    "clock's file": Reader(
        ("app/system/clock_record.py",), of_file("clock", clock_record.read),
        [msgspec.json.encode(Known(bound=1, offset_boot="abc"))], (), is_json=True,
    ),
    "settings of the window": Reader(
        ("app/system/settings.py",), of_file("settings", settings.read),
        [json.dumps(settings.WindowSettings()._asdict()).encode()], (), is_json=True,
    ),
    "answer of the province": Reader(
        ("app/portal/line.py", "app/portal/mapping/generation_a_inbound.py"), _answer, ANSWERS,
        (LineDown,), is_json=True,
    ),
    "configuration of the connector": Reader(
        ("app/portal/config_file.py",), of_file("connector.toml", read_config), [CONFIG],
        (BadConfig,),
    ),
    "word of the hub's process": Reader(
        ("app/usecases/hub_host.py",), _heard,
        [b'{"ready": 8475}', b'{"touched": "dossier", "ids": ["a"]}', b'{"seen": "AAAA"}'], (),
        is_json=True,
    ),
}  # fmt: skip
