"""How papers name organisations, households, foreigners, and who does not write."""

import pytest

from app.domain.dossier import Dossier
from app.domain.papers.form01 import form01
from app.domain.papers.people import helped, named, proved, signer
from app.domain.person import Person
from tests.unit.test_papers_content import OFFICE


@pytest.mark.parametrize(
    ("person", "words"),
    [
        (Person(name="Páo"), "Páo"),
        (Person(name="Vàng A Páo", organisation="HTX Thà Giàng"), "Vàng A Páo (HTX Thà Giàng)"),
        (
            Person(
                name="Vàng A Páo",
                organisation="HTX Thà Giàng",
                organisation_number="6200012345",
                position="Giám đốc",
            ),
            "Vàng A Páo (Giám đốc, HTX Thà Giàng, mã số 6200012345)",
        ),
        (
            Person(name="Lò Văn Tém", household="Lò Thị Sương 2012; Lò Văn Ín 2015"),
            "Lò Văn Tém (chủ hộ; thành viên: Lò Thị Sương 2012; Lò Văn Ín 2015)",
        ),
    ],
)
def test_a_person_is_named_with_whom_they_stand_for(person: Person, words: str) -> None:
    assert named(person) == words


@pytest.mark.parametrize(
    ("person", "words"),
    [
        (Person(name="A"), ""),
        (Person(name="A", id_number="012090001234", id_kind="cccd"), "012090001234"),
        (Person(name="A", id_number="B1234567", id_kind="passport"), "B1234567"),
        (
            Person(name="A", id_number="P123", id_kind="passport", nationality="Lào"),
            "P123 (hộ chiếu, quốc tịch Lào)",
        ),
        (Person(name="A", nationality="Lào"), "(quốc tịch Lào)"),
    ],
)
def test_a_foreigner_is_known_by_passport_and_nationality(person: Person, words: str) -> None:
    assert proved(person) == words


def test_who_cannot_write_signs_by_thumb_and_has_an_interpreter() -> None:
    elder = Person(name="Pờ", thumb_print=True, interpreter="Lý A Sài (tiếng Hmông)")
    assert signer(elder) == "Pờ (điểm chỉ)"
    assert helped(elder) == "Người phiên dịch: Lý A Sài (tiếng Hmông)."
    assert (signer(Person(name="A")), helped(Person(name="A"))) == ("A", "")


def test_the_slip_says_all_of_it() -> None:
    elder = Person(name="Pờ", thumb_print=True, interpreter="Lý A Sài")
    slip = form01(Dossier(id="", submitter=elder), OFFICE)
    assert slip.signer == "Pờ (điểm chỉ)"
    assert slip.notes[0] == "Người phiên dịch: Lý A Sài."
