"""The provincial system for a test: in a thread of this process, or as a process to be killed.

    with StandIn(tmp_path / "province.db", seed=7) as province:
        province.connection()               # adapter_url, endpoints, username, madonvi, dstcode ...
        province.held()["dossiers"]         # what it holds: code, state, fields, rows, states
        province.audit()                    # added, updates, progress_rows, rows_twice, ...
        province.misbehave(PLANS["heavy"])  # or Plan(script={3: Fault.LOST_AFTER})
        province.comes_online(online_dossier("H35.112.03-261128-0009"))
        province.changes_procedure("1.001193", TENTTHC="Đăng ký khai sinh")
        province.fetches(code, authority)   # the files behind the links that it was given

`ChildStandIn` has the same methods, and `kill()` and `again()`.
"""

import json
import signal
import ssl
import subprocess
import sys
import urllib.request
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Self

import msgspec

from tests.helpers.patience import PATIENCE
from tests.provincial.faults import Plan
from tests.provincial.fetching import Fetched, fetch, links_in
from tests.provincial.runner import Threaded, connection
from tests.provincial.system import PASSWORD, USER, Province, system_clock
from tests.provincial.wire import Wire

UNIT = "H35.112.03"


class _Told:
    """What both kinds can be asked and told; over the control paths, as a person would."""

    url: str
    ca: Path | None = None

    def connection(self, unit: str = UNIT) -> dict[str, str]:
        """What a connector is told."""
        return connection(self.url, unit)

    def held(self) -> Any:
        """Everything that it holds."""
        return self._ask("held")

    def dossier(self, code: str) -> Any:
        """One dossier, or None."""
        return self._ask(f"held?code={code}")

    def audit(self) -> Any:
        """The counts by which "once and in order" is judged."""
        return self.held()["audit"]

    def happened(self) -> dict[str, int]:
        """How often which fault happened, and how many logins."""
        return self._ask("faults")["happened"]  # type: ignore[no-any-return]

    def misbehave(self, plan: Plan) -> None:
        """Misbehave so from the next request on."""
        self._ask("faults", msgspec.json.encode(plan))

    def comes_online(self, *items: Mapping[str, Any], unit: str = UNIT) -> list[str]:
        """Let a citizen or the province do something; return the ids."""
        body = json.dumps({"unit": unit, "items": items}).encode()
        return self._ask("inbound", body)["ids"]  # type: ignore[no-any-return]

    def changes_procedure(self, code: str, **changes: object) -> Any:
        """Let the ministry change a procedure; return it."""
        return self._ask("procedure", json.dumps({"code": code, "changes": changes}).encode())

    def tells_progress(self, tells: bool) -> None:
        """Whether TraCuuHoSo tells the rows that it holds; nobody knows about the real one."""
        self._ask("settings", json.dumps({"tells_progress": tells}).encode())

    def fetches(self, code: str, authority: Path | None = None) -> dict[str, Fetched]:
        """Fetch the files of a dossier by the links that came with it; `authority` is trusted."""
        links = links_in(self.dossier(code)["fields"])
        return {link: fetch(link, authority) for link in links}

    def page(self, path: str = "/") -> str:
        """What a person sees."""
        return self._fetch(path, None).decode()

    def _ask(self, path: str, body: bytes | None = None) -> Any:
        return json.loads(self._fetch(f"/_stand-in/{path}", body))

    def _fetch(self, path: str, body: bytes | None) -> bytes:
        context = ssl.create_default_context(cafile=self.ca) if self.ca else None
        request = urllib.request.Request(self.url + path, body)  # noqa: S310 - the loopback
        with urllib.request.urlopen(request, timeout=PATIENCE, context=context) as answer:  # noqa: S310
            return answer.read()  # type: ignore[no-any-return]


class StandIn(_Told):
    """In a thread; without a file nothing outlives it."""

    def __init__(
        self,
        state: Path | None = None,
        seed: int = 7,
        plan: Plan | None = None,
        tls: Path | None = None,
        clock: Any = system_clock,
    ) -> None:
        self.province = Province(state, clock, {USER: PASSWORD})
        self.wire = Wire(self.province, seed, plan or Plan())
        self._running: Threaded | None = None
        self._tls = tls
        self.ca = tls / "ca.pem" if tls else None
        self.port = 0
        self.restore()

    def cut(self) -> None:
        """Nobody listens any more."""
        if self._running is not None:
            self._running.stop()
            self._running = None

    def restore(self) -> None:
        """Listen again, at the same place."""
        if self._running is None:
            self._running = Threaded(self.wire, self._tls, self.port)
            self._running.start()
            self.port, self.url = self._running.port, self._running.url

    def now(self) -> datetime:
        """Its own clock."""
        return self.province.now()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *why: object) -> None:
        self.cut()
        self.province.held.close()


class ChildStandIn(_Told):
    """In a process of its own, to be killed without warning; always gone in the end."""

    def __init__(self, state: Path, seed: int = 7, faults: str = "none") -> None:
        self._arguments = ["--state", str(state), "--seed", str(seed), "--faults", faults]
        self.port = 0
        self._start()

    def _start(self) -> None:
        command = [sys.executable, "-m", "tests.provincial", "--until-stdin-closes"]
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            [*command, "--port", str(self.port), *self._arguments],
            cwd=Path(__file__).parents[2],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        said = json.loads(self._process.stdout.readline())
        self.url = said["url"]
        self.port = int(self.url.rpartition(":")[2])

    def kill(self) -> None:
        """End it as a power cut would."""
        self._process.send_signal(signal.SIGKILL)
        self._gone()

    def again(self) -> None:
        """Start it again at the same place, with what it held."""
        self._start()

    def _gone(self) -> None:
        self._process.wait(PATIENCE)
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *why: object) -> None:
        self._process.kill()
        self._gone()


def online_dossier(code: str, **said: object) -> dict[str, Any]:
    """A dossier that a citizen sent through the national portal."""
    return {
        "Loai": "HOSO",
        "MaHoSo": code,
        "MaTTHC": "1.001193",
        "TenTTHC": "Thủ tục đăng ký khai sinh",
        "MaLinhVuc": "G15-TP07",
        "TenLinhVuc": "Hộ tịch",
        "KenhThucHien": "2",
        "ChuHoSo": "Lù Thị Mẩy",
        "LoaiDoiTuong": "1",
        "SoDienThoai": "0345000119",
        "TrangThaiHoSo": "1",
        "HinhThuc": "0",
        "DonViXuLy": "UBND xã Sì Lở Lầu",
        "NoiNopHoSo": "1",
        "NgayNopHoSo": "20261127201500",
        "TaiLieuNop": [{"TenTepDinhKem": "giay-chung-sinh.pdf", "Base64": "JVBERi0xLjQK"}],
    } | said
