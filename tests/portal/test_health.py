"""How the line is: a file for the technician, and a word for the office when it lasts."""

from pathlib import Path

import msgspec
import pytest

from app.domain.events import ConnectionReported
from app.domain.provincial import Line
from app.portal.config import PacePart
from app.portal.connector import Connector
from app.portal.faults import TakenOver
from app.portal.health import connection_id, read_health
from sync.gateway.enrolment import invite
from tests.helpers.connecting import Connected, connected
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
