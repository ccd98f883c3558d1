"""What the office sees of its province's system: the line, what waits, what is about nobody."""

import pytest
from PySide6.QtCore import QCoreApplication

from app.domain.provincial import Line
from app.system.paths import resources
from app.ui import i18n
from app.ui.sync_centre.figures import province_words
from app.usecases.provincial_line import province_line
from app.usecases.troubles import TroubleKind, troubles
from tests.helpers.connecting import Connected
from tests.helpers.dossiers import a_received
from tests.helpers.provincial import UNIT, online_dossier
from tests.portal.test_telling import does


@pytest.fixture(autouse=True)
def in_vietnamese(qapp: QCoreApplication) -> None:
    """As the officer reads it, whatever ran in this process before."""
    i18n.install(qapp, resources())


def test_without_a_connector_nothing_is_said_of_the_provinces_system(pc) -> None:
    assert province_line(pc) is None
    assert province_words(None, pc.now()) == ""


def test_the_sync_centre_says_how_the_provinces_system_can_be_reached(world: Connected) -> None:
    world.passes()
    assert province_words(province_line(world.pc), world.pc.now()) == (
        "Hệ thống tỉnh: Kết nối tốt. Đã ghi nhận hết."
    )
    world.held.cut()
    does(world, a_received())
    world.passes(3)
    told = province_line(world.pc)
    assert told is not None
    assert (told.line, told.waiting, told.refused) == (Line.UNREACHABLE, 1, 0)
    said = province_words(told, world.pc.now())
    assert said.startswith("Hệ thống tỉnh: Không tới được từ ")
    assert said.endswith("1 hồ sơ chờ ghi nhận, 0 hồ sơ bị từ chối.")


def test_a_message_about_nobody_waits_for_a_person(world: Connected) -> None:
    code = f"{UNIT}-261128-0777"
    world.held.comes_online(online_dossier(code))
    world.held.comes_online({"Loai": "BOSUNG", "MaHoSo": code, "NoiDung": "Tờ khai"})
    real = world.connector._language.inbound
    setattr(  # noqa: B010 - a method of a protocol
        world.connector._language,
        "inbound",
        lambda result: tuple(one for one in real(result) if one.kind == "supplement"),
    )
    world.passes(21)
    found = [one for one in troubles(world.pc) if one.kind is TroubleKind.UNPLACED]
    assert [(one.title, one.detail) for one in found] == [(code, "Tờ khai")]
