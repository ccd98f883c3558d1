"""The provincial system itself: what each service does with what it holds."""

import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from tests.provincial import words
from tests.provincial.catalogue import procedures
from tests.provincial.checks import faults_of, is_agency
from tests.provincial.fields import DOSSIER, PROGRESS, ROWS_AT_ONCE
from tests.provincial.held import Held, Row
from tests.provincial.states import NAMES, may_move
from tests.provincial.words import Answer, Refused

HERE = timezone(timedelta(hours=7))
USER = "motcua"
PASSWORD = "mat-khau-thu"  # noqa: S105 - opens nothing but this
DSTCODE = "VN:GOV:H35:stand-in"

_MINUTE = len("yyyyMMddHHmm")
"""Officers state minutes: within one nobody can tell what was first."""

Said = Mapping[str, Any]
Clock = Callable[[], datetime]


class Province:
    """Keeps dossiers, hands out numbers, tells what came online; every act is one transaction."""

    def __init__(self, path: Path | None, clock: Clock, users: Mapping[str, str]) -> None:
        self.held = Held(path)
        self._clock = clock
        self._users = users
        self._sessions: dict[str, str] = {}
        self._procedures = {one["MATTHC"]: one for one in procedures()}
        for row in self.held.rows("SELECT * FROM changed"):
            self._procedures[row["code"]] = json.loads(row["item"])
        self._services: dict[str, tuple[Callable[[Said], Answer], frozenset[str]]] = {
            "DongBoHoSoMC": (self._take_dossiers, frozenset({"isUpdating", "data"})),
            "CapNhatTienDoHoSoMC": (self._take_progress, frozenset({"data"})),
            "TraCuuHoSo": (self._look_up, frozenset({"mahoso"})),
            "GetNextValue": (self._next_number, frozenset({"code"})),
            "LayHoSoTrucTuyen": (self._tell_inbound, frozenset()),
            "XacNhanDaNhan": (self._acknowledged, frozenset({"data"})),
            "DongBoTrangThaiHoSo": (self._tell_states, frozenset({"type"})),
            "LayDanhSachTTHC": (self._tell_procedures, frozenset()),
            "LayThuTuc": (self._tell_procedure, frozenset({"maTTHC"})),
            "LayDanhMucLinhVuc": (self._tell_fields, frozenset()),
        }

    def now(self) -> datetime:
        """The province's own clock."""
        return self._clock().astimezone(HERE)

    # what the interface asks

    def log_in(self, said: Said, dstcode: str) -> Answer:
        """Begin a session."""
        if dstcode != DSTCODE:
            return Answer(words.WRONG_LOGIN, "Thiếu hoặc sai mã đơn vị nhận (dstcode)")
        name, password = said.get("username"), said.get("password")
        if not isinstance(name, str) or not password or self._users.get(name) != password:
            return Answer(words.WRONG_LOGIN, "Tên đăng nhập hoặc mật khẩu không đúng")
        session = secrets.token_hex(16)
        self._sessions[session] = name
        self.held.count("logins")
        return Answer(words.OK, "Đăng nhập thành công", session=session)

    def end_sessions(self) -> None:
        """Forget who was logged in, as the province does of its own accord."""
        self._sessions.clear()

    def do(self, said: Said) -> Answer:
        """Do what a call asks, inside a transaction of its own making; a refusal is kept too."""
        if said.get("session") not in self._sessions:
            return Answer(words.NO_SESSION, words.NOT_A_SESSION)
        try:
            with self.held.part():
                return self._do(said)
        except Refused as no:
            self.held.write(
                "INSERT INTO refusal (at, unit, service, code, error_code, message)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                self._stamp(),
                str(said.get("madonvi")),
                str(said.get("service")),
                no.dossier,
                no.error_code,
                no.message,
            )
            return Answer(no.error_code, no.message)

    def _do(self, said: Said) -> Answer:
        unit = said.get("madonvi")
        if not isinstance(unit, str) or not is_agency(unit):
            raise Refused("madonvi: không phải mã định danh đơn vị")
        known = self._services.get(str(said.get("service")))
        if known is None:
            raise Refused(f"Dịch vụ {said.get('service')} không tồn tại")
        serve, asks = known
        for name in said.keys() - asks - {"session", "madonvi", "service"}:
            raise Refused(f"{name}: trường không được hỗ trợ")
        for name in asks - said.keys():
            raise Refused(f"{name}: thiếu trường bắt buộc")
        return serve(said)

    # dossiers

    def _take_dossiers(self, said: Said) -> Answer:
        if said["isUpdating"] not in {"True", "False"}:
            raise Refused('isUpdating: phải là "True" hoặc "False"')
        take = self._update if said["isUpdating"] == "True" else self._add
        for one in _objects(said["data"]):
            _judge(DOSSIER, one)
            self._know_procedure(one)
            take(said["madonvi"], one)
        return Answer(words.OK, "Đồng bộ hồ sơ thành công")

    def _know_procedure(self, one: Said) -> None:
        known = self._procedures.get(one["MaTTHC"])
        if known is None or known["TRANGTHAI"] != "1":
            raise Refused(f"MaTTHC: thủ tục {one['MaTTHC']} không có trong danh mục", one["MaHoSo"])
        if one["MaLinhVuc"] not in {field["MALINHVUC"] for field in known["LINHVUCTHUCHIEN"]}:
            raise Refused(
                f"MaLinhVuc: {one['MaLinhVuc']} không phải lĩnh vực của thủ tục", one["MaHoSo"]
            )

    def _add(self, unit: str, one: Said) -> None:
        code = one["MaHoSo"]
        if self._dossier(code) is not None:
            raise Refused(f"Hồ sơ {code} đã tồn tại", code, words.EXISTS)
        self._keep_new(unit, one, came="sent")

    def _keep_new(self, unit: str, one: Said, came: str) -> None:
        code, state, at = one["MaHoSo"], one["TrangThaiHoSo"], self._stamp()
        self.held.write(
            "INSERT INTO dossier VALUES (?, ?, ?, ?, ?, 0, ?, 0, ?, ?)",
            code,
            unit,
            state,
            _text(one),
            came,
            int(came == "sent"),
            at,
            at,
        )
        self._note_state(code, state)

    def _update(self, unit: str, one: Said) -> None:
        code, after = one["MaHoSo"], one["TrangThaiHoSo"]
        known = self._dossier(code)
        if known is None:
            raise Refused(f"Hồ sơ {code} không tồn tại", code)
        if known["unit"] != unit:
            raise Refused(f"Hồ sơ {code} không thuộc đơn vị {unit}", code)
        mark = known["mark"]
        if after != known["state"]:
            mark = self._move(known, after)
        self.held.write(
            "UPDATE dossier SET state = ?, fields = ?, mark = ?, updates = updates + 1,"
            " updated_at = ? WHERE code = ?",
            after,
            _text(one),
            mark,
            self._stamp(),
            code,
        )

    def _move(self, known: Row, after: str) -> int:
        """Move a dossier as its progress explains; return up to where the rows are used up."""
        code, before, mark = known["code"], known["state"], known["mark"]
        rows = [row["state"] for row in self._rows_of(code)]
        if before == "10":
            raise Refused(f"Hồ sơ {code} đã trả kết quả, không được cập nhật trạng thái", code)
        if not may_move(before, after, rows[mark:]):
            raise Refused(
                f"Hồ sơ {code}: không chuyển được từ trạng thái {before} ({NAMES[before]})"
                f" sang {after} ({NAMES[after]})",
                code,
            )
        self._note_state(code, after)
        return rows.index(after, mark) + 1 if after in rows[mark:] else mark

    def _note_state(self, code: str, state: str) -> None:
        self.held.write(
            "INSERT INTO moved (code, state, at) VALUES (?, ?, ?)", code, state, self._stamp()
        )

    # progress

    def _take_progress(self, said: Said) -> Answer:
        rows = _objects(said["data"])
        if len(rows) > ROWS_AT_ONCE:
            raise Refused(f"data: mỗi lần gửi tối đa {ROWS_AT_ONCE} dòng tiến độ")
        for one in rows:
            _judge(PROGRESS, one)
            self._append(said["madonvi"], one)
        return Answer(words.OK, "Cập nhật tiến độ hồ sơ thành công")

    def _append(self, unit: str, one: Said) -> None:
        """Keep a row, also one that came before or out of order: that is noticed, not refused."""
        code, fields = one["MaHoSo"], _text(one)
        known = self._dossier(code)
        if known is None:
            raise Refused(f"Hồ sơ {code} không tồn tại", code)
        if known["unit"] != unit:
            raise Refused(f"Hồ sơ {code} không thuộc đơn vị {unit}", code)
        before = self._rows_of(code)
        twice = any(row["fields"] == fields for row in before)
        moment = one["ThoiDiemXuLy"]
        late = not twice and any(row["moment"][:_MINUTE] > moment[:_MINUTE] for row in before)
        self.held.write(
            "INSERT INTO progress (code, fields, moment, state, twice, late, at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            code,
            fields,
            moment,
            one["TrangThai"],
            int(twice),
            int(late),
            self._stamp(),
        )

    def _look_up(self, said: Said) -> Answer:
        known = self._dossier(str(said["mahoso"]))
        if known is None or known["unit"] != said["madonvi"]:
            return Answer(words.OK, "Không tìm thấy hồ sơ")
        found: dict[str, Any] = {"MaHoSo": known["code"], "TrangThaiHoSo": known["state"]}
        if self.held.setting("tells_progress") is not False:
            rows = self._rows_of(known["code"])
            found["TienDo"] = [json.loads(row["fields"]) for row in rows]
        return Answer(words.OK, "Tra cứu thành công", [found])

    # numbers

    def _next_number(self, said: Said) -> Answer:
        unit = said["code"]
        if not isinstance(unit, str) or not is_agency(unit):
            raise Refused("code: không phải mã định danh đơn vị")
        day = f"{self.now():%y%m%d}"
        self.held.write(
            "INSERT INTO counter VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET last = last + 1",
            unit,
            day,
        )
        row = self.held.one("SELECT last FROM counter WHERE unit = ? AND day = ?", unit, day)
        assert row is not None
        code = f"{unit}-{day}-{row['last']:04d}"
        self.held.write("INSERT INTO given VALUES (?, ?)", code, self._stamp())
        return Answer(words.OK, "Cấp số thành công", [{"value": code}])

    # what came online

    def put_inbound(self, unit: str, item: Said) -> str:
        """Let something be done on the province's side; return its id."""
        kind, code = item["Loai"], item["MaHoSo"]
        count = self.held.one("SELECT count(*) AS n FROM inbound")
        assert count is not None
        key = str(item.get("Id") or f"DVC-{count['n'] + 1:06d}")
        if kind == "HOSO" and self._dossier(code) is None:
            held = {"TrangThaiHoSo": "1"} | {
                name: value for name, value in item.items() if name not in {"Loai", "Id"}
            }
            self._keep_new(unit, held, came="online")
        if kind == "TRANGTHAI" and self._dossier(code) is not None:
            self.held.write(
                "UPDATE dossier SET state = ?, updated_at = ?, mark ="
                " (SELECT count(*) FROM progress WHERE progress.code = dossier.code)"
                " WHERE code = ?",
                item["TrangThaiHoSo"],
                self._stamp(),
                code,
            )
            self._note_state(code, item["TrangThaiHoSo"])
        self.held.write(
            "INSERT INTO inbound VALUES (?, ?, ?, ?, ?, 0, 0)",
            key,
            unit,
            kind,
            _text({**item, "Id": key}),
            self._stamp(),
        )
        return key

    def _tell_inbound(self, said: Said) -> Answer:
        """Tell what was not acknowledged, again and again."""
        waiting = self.held.rows(
            "SELECT * FROM inbound WHERE unit = ? AND acknowledged = 0 ORDER BY rowid LIMIT 50",
            said["madonvi"],
        )
        for row in waiting:
            self.held.write("UPDATE inbound SET told = told + 1 WHERE id = ?", row["id"])
        return Answer(
            words.OK, "Lấy hồ sơ thành công", [json.loads(row["item"]) for row in waiting]
        )

    def _acknowledged(self, said: Said) -> Answer:
        for one in _objects(said["data"]):
            key = one.get("Id")
            if one.keys() != {"Id"} or not self.held.write(
                "UPDATE inbound SET acknowledged = acknowledged + 1 WHERE id = ? AND unit = ?",
                str(key),
                said["madonvi"],
            ):
                raise Refused(f"Id: không có mục {key}")
        return Answer(words.OK, "Xác nhận thành công")

    def _tell_states(self, said: Said) -> Answer:
        if said["type"] != "2":
            raise Refused("type: giá trị không có trong danh mục")
        held = self.held.rows(
            "SELECT code, state FROM dossier WHERE unit = ? ORDER BY code", said["madonvi"]
        )
        told = [{"MaHoSo": row["code"], "TrangThaiHoSo": row["state"]} for row in held]
        return Answer(words.OK, "Lấy trạng thái thành công", told)

    # the catalogue

    def change_procedure(self, code: str, changes: Said) -> None:
        """Let the ministry change a procedure, or announce a new one."""
        item = {**self._procedures.get(code, {"MATTHC": code}), **changes}
        self._procedures[code] = item
        self.held.write("INSERT OR REPLACE INTO changed VALUES (?, ?)", code, _text(item))

    def procedure(self, code: str) -> dict[str, Any]:
        """Return a procedure as LayThuTuc tells it."""
        return self._procedures[code]

    def _tell_procedures(self, _said: Said) -> Answer:
        short = ("ID", "MATTHC", "TENTTHC", "TRANGTHAI", "LINHVUCTHUCHIEN")
        told = [{name: one[name] for name in short} for one in self._procedures.values()]
        return Answer(words.OK, "Lấy danh sách thành công", told)

    def _tell_procedure(self, said: Said) -> Answer:
        known = self._procedures.get(str(said["maTTHC"]))
        if known is None:
            raise Refused(f"Thủ tục {said['maTTHC']} không tồn tại")
        return Answer(words.OK, "Lấy thủ tục thành công", [known])

    def _tell_fields(self, _said: Said) -> Answer:
        names = {
            field["MALINHVUC"]: field["TENLINHVUC"]
            for one in self._procedures.values()
            for field in one["LINHVUCTHUCHIEN"]
        }
        told = [{"MALINHVUC": code, "TENLINHVUC": name} for code, name in sorted(names.items())]
        return Answer(words.OK, "Lấy danh mục thành công", told)

    # what they share

    def _dossier(self, code: str) -> Row | None:
        return self.held.one("SELECT * FROM dossier WHERE code = ?", code)

    def _rows_of(self, code: str) -> list[Row]:
        return self.held.rows("SELECT * FROM progress WHERE code = ? ORDER BY n", code)

    def _stamp(self) -> str:
        return self.now().isoformat(timespec="seconds")


def system_clock() -> datetime:
    """The machine's own time; the stand-in has no clock that anybody hands it."""
    return datetime.now(UTC)  # noqa: TID251


def _objects(said: object) -> Sequence[dict[str, Any]]:
    if not isinstance(said, list) or not said or not all(isinstance(one, dict) for one in said):
        raise Refused("data: phải là danh sách không rỗng")
    return said


def _judge(kind: str, one: dict[str, Any]) -> None:
    for fault in faults_of(kind, one):
        raise Refused(fault, str(one.get("MaHoSo", "")))


def _text(said: Said) -> str:
    return json.dumps(said, ensure_ascii=False, sort_keys=True)
