"""What the province's system is told: once, in order, each state as itself."""

from app.domain.dossier import Dossier
from app.usecases.dossier_view import open_dossier
from app.usecases.reception import receive
from tests.helpers.connecting import Connected
from tests.helpers.desk import a_form

BIRTH = "1.001193"


def takes_in(world: Connected) -> Dossier:
    return receive(world.pc, a_form(world.pc, BIRTH))


def seen_at_the_desk(world: Connected, dossier: Dossier) -> Dossier:
    return open_dossier(world.pc, dossier.id).dossier


def test_a_dossier_is_recorded_with_the_provinces_number(world: Connected) -> None:
    dossier = takes_in(world)
    done = world.passes()
    assert (done.recorded, done.refused, done.is_fine) == (1, 0, True)
    told = seen_at_the_desk(world, dossier)
    held = world.held.dossier(told.official_code or "")
    assert held["state"] == "2"
    assert [row["TrangThai"] for row in held["rows"]] == ["2"]
    assert told.province is not None
    assert told.province.recorded
