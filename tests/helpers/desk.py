"""A desk on a real store, with the data that ships: what every use case is handed.

desk = a_desk(office)
dossier = receive(desk, a_form(desk, "1.004873"))
"""

from datetime import date
from functools import lru_cache
from typing import Any

import msgspec

from app.domain.calendar import Calendar
from app.domain.dossier import Dossier
from app.domain.events import PaperStanding, Recipient
from app.domain.person import Person
from app.domain.place import Places
from app.domain.procedure import ComponentDocument, Limit, Unit
from app.store.records import Officer
from app.system.paths import resources
from app.usecases import shipped
from app.usecases.desk import Desk
from app.usecases.office import OfficeFacts, OfficeSettings
from app.usecases.procedure_choice import overrides_of
from app.usecases.reception import choose_procedure, receive
from app.usecases.reception_form import PaperLine, ReceptionForm
from app.usecases.templates import Templates
from tests.helpers.office import MAI, THE_OFFICE, AnOffice

FACTS = OfficeFacts(
    commune_code=THE_OFFICE.commune,
    commune_name=THE_OFFICE.commune_name,
    province_code=THE_OFFICE.province,
    province_name=THE_OFFICE.province_name,
    upper_line="ỦY BAN NHÂN DÂN XÃ SÌ LỞ LẦU",
    desk_line="TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
)
PAO = Person(name="Giàng A Páo", id_number="012201004567", id_kind="cccd", phone="0345000118")
LAWYER = Recipient(name="Lý A Sài", unit="Tư pháp - hộ tịch")
DECLARATION = "Tờ khai"


def a_desk(office: AnOffice, officer: Officer = MAI, **settings: Any) -> Desk:
    """The officer at the counter of that office."""
    desk = Desk(
        profile=office.profile,
        store=office.store,
        machine=office.store.machine,
        officer=officer,
        office=FACTS,
        settings=OfficeSettings(**settings),
        catalogue=shipped.catalogue(office.profile.path / "catalogue", date(2026, 11, 24)),
        calendar=_calendar(),
        places=_places(),
        templates=Templates((resources() / "forms", office.profile.forms)),
    )
    desk.catalogue.overrides = overrides_of(desk)
    return desk


def a_form(desk: Desk, code: str = "", **changes: Any) -> ReceptionForm:
    """A complete form of one's own matter; with a code every paper of it that is asked is there."""
    form = ReceptionForm(submitter=PAO)
    if code:
        form = all_brought(choose_procedure(desk, form, code))
    else:
        limit = Limit(3, Unit.WORKING_DAY)
        form = msgspec.structs.replace(form, other_name="Xác nhận việc khác", limit=limit)
    return msgspec.structs.replace(form, **changes)


def all_brought(form: ReceptionForm) -> ReceptionForm:
    """The same form with nothing missing."""
    lines = (
        msgspec.structs.replace(line, standing=PaperStanding.SUBMITTED)
        if line.standing is PaperStanding.MISSING
        else line
        for line in form.papers
    )
    return msgspec.structs.replace(form, papers=tuple(lines))


def a_missing_paper(name: str = DECLARATION) -> PaperLine:
    """A paper that the citizen has left at home."""
    asked = ComponentDocument(name=name, originals=1)
    return PaperLine(asked=asked, standing=PaperStanding.MISSING, originals=1, added_here=True)


def a_dossier(desk: Desk, code: str = "", **changes: Any) -> Dossier:
    """A dossier that was just taken in."""
    return receive(desk, a_form(desk, code, **changes))


@lru_cache
def _calendar() -> Calendar:
    return shipped.calendar()


@lru_cache
def _places() -> Places:
    return shipped.places()
