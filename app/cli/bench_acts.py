"""What invented people bring, taken in and worked on by the use cases that the screens use."""

import msgspec

from app.domain.dossier import Dossier
from app.domain.events import Authorisation, IssuedPaper, OnPaper, PaperStanding, Recipient
from app.domain.person import Person
from app.store.crowd import somebody
from app.usecases import processing, reception, results
from app.usecases.desk import Desk
from app.usecases.processing import Decided
from app.usecases.reception_form import PaperLine, ReceptionForm
from app.usecases.results import HandOver

PROCEDURES = ("1.001193", "1.004873", "1.001612", "1.000656", "2.000815")
"""Birth, marital status, household business, death, certified copies."""
ACTS = 5
"""What happens to each dossier after it was taken in."""


def received(desk: Desk, number: int) -> Dossier:
    """Take in what one of them brings; every third hands in for somebody else."""
    return reception.receive(desk, a_form(desk, number))


def a_form(desk: Desk, number: int, code: str = "") -> ReceptionForm:
    """The reception page as typed for one of them, with every paper that is asked for."""
    form = ReceptionForm(submitter=_person(number))
    if number % 3 == 0:
        form = msgspec.structs.replace(
            form,
            owner=_person(number + 13),
            relation="Cha đẻ",
            authorisation=Authorisation(why_none="Cha nộp cho con"),
        )
    usual = PROCEDURES[number % len(PROCEDURES)]
    form = reception.choose_procedure(desk, form, code or usual)
    return msgspec.structs.replace(form, papers=tuple(map(_brought, form.papers)))


def worked_on(desk: Desk, dossier: Dossier, number: int) -> Dossier:
    """Do the five things that happen later: telephone, forwarding, a note, result, hand-over."""
    helper = somebody(number + 3).name
    dossier = processing.change_contact(desk, dossier.version, phone=f"0388{number:06}")
    to = Recipient(name=somebody(number + 5).name, unit="Tư pháp - hộ tịch")
    dossier = processing.forward(desk, dossier.version, to)
    dossier = processing.add_note(desk, dossier.version, f"Đã gọi trưởng bản {helper}")
    paper = IssuedPaper(name="Kết quả", number=f"{number}/KQ", date=desk.now().date().isoformat())
    signed = Decided(desk.now(), OnPaper(decided_by="Chủ tịch UBND xã", number=f"{number}/KQ"))
    dossier = results.record_result(desk, dossier.version, [paper], decided=signed)
    return results.return_result(desk, dossier.version, HandOver(id_checked=True))


def _person(number: int) -> Person:
    """Somebody with a number of this province, as the card would say it."""
    person = somebody(number)
    year = int((person.birth_date or "1990")[:4])
    digit = (0 if person.sex == "Nam" else 1) + (2 if year >= 2000 else 0)
    identity = f"012{digit}{year % 100:02}{number % 1_000_000:06}"
    return msgspec.structs.replace(person, id_number=identity)


def _brought(line: PaperLine) -> PaperLine:
    if line.standing is PaperStanding.MISSING:
        return msgspec.structs.replace(line, standing=PaperStanding.SUBMITTED)
    return line
