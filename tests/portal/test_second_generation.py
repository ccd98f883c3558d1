"""A second generation is a second mapping: the same connector speaks it as it stands."""

import json
import threading
from collections.abc import Iterator
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import msgspec
import pytest

from app.domain.events import ResendAsked
from app.domain.provincial import Line, owed, standing
from app.domain.states import State
from app.portal import mapping
from app.portal.catalogue import CatalogueReader
from app.portal.config import InboundPart, NumberPart, ProgressPart
from app.portal.connector import Connector
from app.portal.faults import NoCatalogue
from tests.helpers.connecting import Connected
from tests.helpers.dossiers import path_to
from tests.portal.generation_b import GenerationB
from tests.portal.test_telling import at_the_desk, does

UNIT = "H35.112.03"


class Ministry:
    """Keeps dossiers and rows; its token can end, it can say no, or hang up after it has written.

    `moods` is taken from, one for each request that is not about a token: a status to answer with
    nothing done, or "cut" to do it and hang up.
    """

    def __init__(self) -> None:
        self.dossiers: dict[str, dict[str, Any]] = {}
        self.rows: list[dict[str, Any]] = []
        self.logins: list[dict[str, list[str]]] = []
        self.moods: list[int | str] = []
        self.token = ""
        self.given = 0

    def answers(self, path: str, body: bytes, token: str) -> tuple[int, bytes]:
        if path == "/token":
            self.logins.append(parse_qs(body.decode()))
            self.token = f"token-{len(self.logins)}"
            return 200, json.dumps({"access_token": self.token, "expires_in": 3600}).encode()
        if token != f"Bearer {self.token}":
            return 401, b""
        mood = self.moods.pop(0) if self.moods else 200
        if isinstance(mood, int) and mood != 200:
            return mood, json.dumps({"code": mood, "message": "Thiếu MaDichVuCong"}).encode()
        data = self._does(path, json.loads(body))
        said = {"code": 200, "message": "Thành công", "data": data}
        return (0 if mood == "cut" else 200), json.dumps(said).encode()

    def _does(self, path: str, said: Any) -> Any:
        if path == "/GetNextValue":
            self.given += 1
            return {"value": f"{said['code']}-261128-{self.given:04d}"}
        if path == "/NoiHoSo":
            self.dossiers[said["MaHoSo"]] = said
            return {"idHoSo": len(self.dossiers), "maHoSo": said["MaHoSo"]}
        self.rows += said
        return None


@pytest.fixture
def ministry() -> Iterator[Ministry]:
    one = Ministry()

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status, said = one.answers(self.path, body, self.headers.get("Authorization", ""))
            if status:
                self.send_response(status)
                self.send_header("Content-Length", str(len(said)))
                self.end_headers()
                self.wfile.write(said)

        def log_message(self, *_said: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    one.url = f"http://127.0.0.1:{server.server_port}"  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield one
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def b(world: Connected, ministry: Ministry, monkeypatch: pytest.MonkeyPatch) -> Connected:
    """The office's connector, told in its file to speak the other generation."""
    monkeypatch.setitem(mapping.GENERATIONS, "b", GenerationB)
    system = msgspec.structs.replace(
        world.config.system,
        generation="b",
        base=ministry.url,  # type: ignore[attr-defined]
    )
    world.config = msgspec.structs.replace(
        world.config,
        system=system,
        number=NumberPart(source="province", service="GetNextValue", unit=UNIT),
        inbound=InboundPart(),
        progress=ProgressPart(),
    )
    world.connector = Connector(world.desk, world.config)
    return world


def states(ministry: Ministry) -> list[int]:
    return [row["TrangThai"] for row in ministry.rows]


def test_a_dossier_gets_its_number_and_is_told_with_its_steps(
    b: Connected, ministry: Ministry
) -> None:
    dossier = does(b, *path_to(State.PROCESSING))
    assert b.passes().is_fine
    now = at_the_desk(b, dossier)
    assert list(ministry.dossiers) == [now.official_code] == [f"{UNIT}-261128-0001"]
    assert states(ministry) == [2, 4]
    assert not owed(now)
    assert standing(now).is_recorded


def test_dates_are_iso_and_the_login_is_a_form(b: Connected, ministry: Ministry) -> None:
    does(b, *path_to(State.ACCEPTED))
    b.passes()
    told = [
        next(iter(ministry.dossiers.values()))["NgayTiepNhan"],
        ministry.rows[0]["ThoiDiemXuLy"],
    ]
    for said in told:
        assert datetime.fromisoformat(said).utcoffset() is not None
        assert said.endswith("+07:00")
    assert ministry.logins == [{"grant_type": ["client_credentials"]}]


def test_each_further_step_goes_once(b: Connected, ministry: Ministry) -> None:
    dossier = does(b, *path_to(State.ACCEPTED))
    for said in path_to(State.RETURNED)[1:]:
        b.passes()
        dossier = does(b, said, dossier=at_the_desk(b, dossier))
    b.passes(2)
    assert states(ministry) == [2, 4, 9, 10]


def test_a_token_that_ended_is_asked_for_anew_though_401_brings_no_words(
    b: Connected, ministry: Ministry
) -> None:
    does(b, *path_to(State.ACCEPTED))
    b.passes()
    ministry.token = "another"  # noqa: S105 - opens nothing
    does(b, *path_to(State.ACCEPTED))
    assert b.passes().recorded == 1
    assert len(ministry.logins) == 2
    assert len(ministry.dossiers) == 2


def test_400_is_a_refusal_that_a_person_sees(b: Connected, ministry: Ministry) -> None:
    dossier = does(b, *path_to(State.ACCEPTED))
    ministry.moods = [200, 400]
    assert b.passes().refused == 1
    assert standing(at_the_desk(b, dossier)).refused == "Thiếu MaDichVuCong"


@pytest.mark.parametrize(("status", "line"), [(502, Line.UNREACHABLE), (500, Line.TROUBLED)])
def test_a_server_that_fails_is_no_refusal(
    b: Connected, ministry: Ministry, status: int, line: Line
) -> None:
    dossier = does(b, *path_to(State.ACCEPTED))
    ministry.moods = [status]
    b.passes()
    assert not standing(at_the_desk(b, dossier)).refused
    assert ministry.dossiers == {}


def test_where_nobody_can_be_asked_a_lost_answer_is_a_persons_matter(
    b: Connected, ministry: Ministry
) -> None:
    """Rows are never told twice by guess; asked to send again, the dossier goes whole."""
    dossier = does(b, *path_to(State.PROCESSING))
    ministry.moods = [200, "cut"]
    b.passes()
    assert ministry.rows == []
    b.passes()
    now = at_the_desk(b, dossier)
    assert standing(now).refused_code == "IN_DOUBT"
    assert ministry.rows == []
    does(b, ResendAsked(), dossier=now)
    assert b.passes().recorded == 1
    assert states(ministry) == [2, 4]
    assert len(ministry.dossiers) == 1


def test_it_has_no_catalogue_and_says_so(b: Connected, tmp_path: Path) -> None:
    with pytest.raises(NoCatalogue):
        CatalogueReader(b.desk, b.config, lambda _seconds: None).refresh()
