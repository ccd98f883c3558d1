"""Hôm nay shows what came by the portal, with its clock."""

from datetime import timedelta

import pytest

from app.domain.access import Role
from app.domain.events import (
    CodeGiven,
    FeePaidOnline,
    OnlineFile,
    Payload,
    RegisteredOnline,
    SupplementBrought,
)
from app.domain.procedure import Channel
from app.store.records import Officer
from app.usecases.desk import Desk
from app.usecases.lookup import DossierFilter, Section, dossiers, today
from tests.helpers.dossiers import a_person, a_procedure
from tests.helpers.office import AnOffice

PORTAL = Officer("tỉnh", "Hệ thống tỉnh", Role.PROVINCE.value)
CODE = "H35.12.03-261124-0007"


def says(desk: Desk, dossier_id: str, said: Payload) -> None:
    """The connector tells it on what it knows."""
    with desk.store.act(by=PORTAL) as act:
        act.record(dossier_id, said, seen=act.dossier(dossier_id).version)


def came_online(desk: Desk) -> str:
    """A birth registration from the portal, with two files."""
    files = (
        OnlineFile(name="Tờ khai", component="TP.01", address="https://tinh/1.pdf"),
        OnlineFile(name="Ảnh"),
    )
    said = RegisteredOnline(
        procedure=a_procedure(),
        submitter=a_person(),
        channel=Channel.ONLINE,
        online_code=CODE,
        files=files,
    )
    with desk.store.act(by=PORTAL) as act:
        dossier_id = act.new_id()
        act.record(dossier_id, said)
    says(desk, dossier_id, CodeGiven(code=CODE))
    return dossier_id


@pytest.fixture
def online(desk: Desk) -> str:
    return came_online(desk)


def counted(desk: Desk, section: Section) -> int:
    (count,) = (one.count for one in today(desk).counts if one.section is section)
    rows = dossiers(desk, DossierFilter(section=section))
    assert rows.total == count  # every number opens the dossiers behind it
    return count


def test_what_came_online_is_named_with_the_end_of_its_eight_working_hours(
    office: AnOffice, desk: Desk, online: str
):
    (one,) = today(desk).online
    assert (one.row.id, one.row.code) == (online, CODE)
    assert f"{one.answer_by:%d/%m %H:%M}" == "25/11 17:00"  # 24/11 is a day off
    assert counted(desk, Section.ONLINE_NEW) == 1
    assert counted(desk, Section.ONLINE_LATE) == 0
    office.clock.pass_by(timedelta(days=2))
    assert counted(desk, Section.ONLINE_LATE) == 1


def test_a_payment_and_a_supplement_have_numbers_of_their_own(desk: Desk, online: str):
    says(desk, online, FeePaidOnline(amount=8000, item="p"))
    assert counted(desk, Section.ONLINE_PAID) == 1
    assert counted(desk, Section.ONLINE_BROUGHT) == 0
    says(desk, online, SupplementBrought(item="b"))
    assert counted(desk, Section.ONLINE_PAID) == 1  # the portal's own word is nobody's look
