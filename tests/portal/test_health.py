"""How the line is: a file for the technician, and a word for the office when it lasts."""

from pathlib import Path

import msgspec
import pytest

from app.cli.answers import complain
from app.cli.main import run
from app.domain.events import ConnectionReported
from app.domain.provincial import Line
from app.portal.config import PacePart
from app.portal.connector import Connector
from app.portal.faults import BadConfig, LineDown, PortalFault, Revoked, TakenOver
from app.portal.health import connection_id, is_silent, read_health
from app.system.clock import SystemClock, milliseconds
from sync.gateway.enrolment import invite
from tests.helpers.connecting import Connected, connected, written_config
from tests.helpers.dossiers import a_received
from tests.portal.test_telling import does
from tests.provincial.faults import Fault, Plan


def told(world: Connected) -> list[str]:
    deeds = world.pc.store.reader().deeds_of(connection_id("tinh"))
    return [one.said.line for one in deeds if isinstance(one.said, ConnectionReported)]


def test_the_office_hears_that_the_line_is_down_and_that_it_is_back(world: Connected) -> None:
    does(world, a_received())
    assert world.passes().recorded == 1
    assert told(world) == []
    world.held.cut()
    does(world, a_received())
    world.passes(3)
    assert told(world) == ["unreachable"]
    health = read_health(world.config)
    assert health is not None
    assert (health.line, health.waiting, health.in_doubt) == (Line.UNREACHABLE, 1, 0)
    world.held.restore()
    world.passes()
    assert told(world) == ["unreachable", "open"]


def test_a_short_gap_is_nobodys_business(world: Connected, tmp_path: Path) -> None:
    patient = msgspec.structs.replace(world.config, pace=PacePart(report_after=600.0))
    world.connector = Connector(world.desk, patient)
    world.held.cut()
    does(world, a_received())
    world.passes(2)
    assert told(world) == []


@pytest.mark.parametrize(
    ("fault", "line"),
    [
        (Fault.LOST_BEFORE, Line.UNREACHABLE),
        (Fault.BAD_GATEWAY, Line.UNREACHABLE),
        (Fault.GARBAGE, Line.NOT_UNDERSTOOD),
        (Fault.ERROR_IN_MESSAGE, Line.TROUBLED),
        (Fault.MAINTENANCE, Line.MAINTENANCE),
    ],
)
def test_each_kind_of_failure_has_its_own_name(world: Connected, fault: Fault, line: Line) -> None:
    does(world, a_received())
    world.held.misbehave(Plan(script=dict.fromkeys(range(1, 50), fault)))
    assert world.passes().line is line


def test_a_wrong_password_is_said_and_no_dossier_is_blamed(world: Connected) -> None:
    does(world, a_received())
    world.config.system.password_file.write_text("sai", "utf-8")
    done = world.passes()
    assert (done.line, done.refused) == (Line.NOT_ADMITTED, 0)


def test_of_two_connectors_the_newer_works(world: Connected, tmp_path, pc, province) -> None:
    world.passes()
    with connected(tmp_path / "newer", pc, province, world.held, seed=10) as newer:
        newer.passes()
        with pytest.raises(TakenOver):
            world.passes()
        assert newer.passes().is_fine
        assert invite(province.running.gateway, "03562", "connector").code
        province.running.gateway.revoke(newer.desk.store.device.device, "máy hỏng")
        assert world.passes().is_fine


def test_a_disk_that_is_full_stops_no_work(
    world: Connected, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_said: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("app.portal.health.durable.replace", full)
    does(world, a_received())
    assert world.passes().recorded == 1
    assert "the health file is not written" in caplog.text


def test_it_is_known_when_it_was_last_at_work_and_why_it_ended(world: Connected) -> None:
    world.passes()
    health = read_health(world.config)
    assert health is not None
    now = milliseconds(world.desk.now())
    pace = PacePart(between=30.0, longest=600.0)
    assert health.pass_at == now
    assert not is_silent(health, pace, now + 11 * 60_000)
    assert is_silent(health, pace, now + 12 * 60_000)
    down = msgspec.structs.replace(health, line=Line.UNREACHABLE)
    assert not is_silent(down, pace, now + 39 * 60_000)
    assert is_silent(down, pace, now + 41 * 60_000)
    world.connector.health.ends("portal_taken_over")
    ended = read_health(world.config)
    assert ended is not None
    assert ended.ended == "portal_taken_over"


def test_status_says_that_it_does_not_run(
    world: Connected, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written_config(tmp_path / "connector", world.config)
    ask = ["portal", "status", "--config", str(file)]
    assert run(ask) == 1
    assert "chưa chạy" in capsys.readouterr().out
    world.passes()
    assert run(ask) == 1
    assert "Không chạy từ" in capsys.readouterr().out
    health = world.connector.health
    health.now = msgspec.structs.replace(health.now, pass_at=milliseconds(SystemClock().now()))
    health._write()
    assert run(ask) == 0
    assert "Kết nối tốt" in capsys.readouterr().out
    health.ends("portal_revoked")
    assert run(ask) == 1
    assert "MC-925" in capsys.readouterr().out


@pytest.mark.parametrize("fault", [TakenOver, Revoked, BadConfig])
def test_what_ends_it_for_good_is_not_started_again_for_ever(
    fault: type[PortalFault], capsys: pytest.CaptureFixture[str]
) -> None:
    assert complain(fault("x"), as_json=False) == 2
    assert "MC-9" in capsys.readouterr().err
    assert complain(LineDown(Line.UNREACHABLE), as_json=False) == 1


def test_nothing_about_citizens_is_logged_or_in_the_health_file(
    world: Connected, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    does(world, a_received())
    world.held.misbehave(Plan(script={2: Fault.LOST_AFTER, 5: Fault.GARBAGE}))
    world.passes(3)
    texts = caplog.text + (world.config.profile / "connector-tinh.json").read_text("utf-8")
    for part in ("Pản", "012191000123", "0900000001", "Sì Choang", "mat-khau"):
        assert part not in texts
