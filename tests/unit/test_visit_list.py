"""The list of what one person brought at once."""

from app.domain.dossier import Dossier
from app.domain.events import PaperStanding
from app.domain.papers.template import Content, Row
from app.domain.papers.visit_list import visit_list
from app.domain.person import Person
from app.domain.states import State
from tests.helpers.dossiers import MORNING, a_history, a_paper, a_procedure, a_received
from tests.unit.test_papers_content import OFFICE


def test_each_dossier_has_its_owner_matter_papers_and_appointment() -> None:
    head = Person(name="Vàng A Páo", phone="0912000111", id_number="012080001111")
    said = a_received(
        submitter=head,
        owner=Person(name="Lò Thị Sương", birth_date="2012"),
        ticket="L-1",
        papers=(
            a_paper(copies=2),
            a_paper("Sổ", originals=0),
            a_paper("Thẻ", standing=PaperStanding.PRESENTED),
        ),
    )
    dossier = a_history(State.NOT_HERE, said).fold()
    content = visit_list((dossier,), "L-1", OFFICE, MORNING)
    (row,) = rows(content)
    assert (row["owner"], row["born"], row["papers"]) == ("Lò Thị Sương", "2012", "4")
    assert (content["bringer"], content["bringer_phone"]) == ("Vàng A Páo", "0912000111")
    assert row["due"]
    assert dossier.ticket == "L-1"


def test_nothing_is_made_up_for_what_is_not_known() -> None:
    empty = visit_list((Dossier(id="", procedure=a_procedure(short_name="")),), "L", OFFICE, 0)
    (row,) = rows(empty)
    assert (row["code"], row["owner"], row["due"], row["papers"]) == ("Chờ bổ sung", "", "", "")
    assert (empty["bringer"], empty["accepted"]) == ("", "")
    (row,) = rows(visit_list((Dossier(id="", request="Việc"),), "L", OFFICE, 0))
    assert row["request"] == "Việc"


def rows(content: Content) -> tuple[Row, ...]:
    """The table of the list."""
    found = content["rows"]
    assert isinstance(found, tuple)
    return found
