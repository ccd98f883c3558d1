"""Cards, people who were here before, and old addresses."""

import pytest

from app.domain.errors import RuleViolation
from app.domain.procedure import Channel, Limit, Override, Unit
from app.usecases.people import communes, known_people, map_address, read_card
from app.usecases.procedure_choice import (
    override_procedure,
    pin,
    pinned,
    procedure,
    search_procedures,
)
from tests.helpers.desk import a_desk, a_dossier

CARD = "012095001234||Tẩn A Lở|15031995|Nam|Bản Thà Giàng, Sì Lở Lầu, Phong Thổ, Lai Châu|02052021"
MARITAL = "1.004873"


def test_a_card_gives_a_person_and_todays_commune(desk):
    card = read_card(desk, CARD)
    assert (card.person.name, card.person.birth_date, card.person.sex) == (
        "Tẩn A Lở",
        "1995-03-15",
        "Nam",
    )
    assert card.person.commune_code == "03562"
    assert not card.address.must_ask


@pytest.mark.parametrize("text", ["https://vneid.gov.vn/x", "hello", "", "\x00\x00"])
def test_another_kind_of_code_is_named_and_nothing_is_filled(desk, text):
    with pytest.raises(RuleViolation):
        read_card(desk, text)


def test_a_number_that_does_not_fit_is_a_warning_and_no_refusal(desk):
    card = read_card(desk, CARD.replace("15031995", "15031990"))
    assert card.warnings
    assert card.person.birth_date == "1990-03-15"


def test_an_address_that_lies_nowhere_today_is_asked_for(desk):
    assert map_address(desk, "đâu đó").must_ask
    assert map_address(desk, "").candidates == ()


def test_people_who_were_here_are_offered_without_marks(desk):
    a_dossier(desk)
    a_dossier(desk)
    (known,) = known_people(desk, "giang a")
    assert (known.person.name, known.dossiers) == ("Giàng A Páo", 2)


def test_communes_of_the_own_province_come_first(desk):
    found = communes(desk, "si lo lau")
    assert (found[0].code, found[0].province_name) == ("03562", "Tỉnh Lai Châu")


def test_procedures_of_another_province_are_not_shown(desk):
    shown = search_procedures(desk, "", limit=1000)
    assert len(shown) > 400
    assert not any("Đà Nẵng" in row.name for row in shown)


def test_pins_come_first_and_are_taken_off_again(desk):
    pin(desk, MARITAL, on=True)
    assert search_procedures(desk, "")[0].code == MARITAL
    assert [row.code for row in pinned(desk)] == [MARITAL]
    pin(desk, MARITAL, on=False)
    assert pinned(desk) == ()


def test_the_offices_own_limit_holds_from_then_on_with_its_ground(office, desk):
    five = Limit(5, Unit.WORKING_DAY)
    override = Override(
        code=MARITAL,
        approver="Tẩn Phù Quân",
        approved_on=desk.now().date(),
        source="QĐ 12/QĐ-UBND",
        limits={Channel.DIRECT: five},
    )
    override_procedure(desk, override)
    assert procedure(desk, MARITAL).limit() == five
    office.reopens()
    later = a_desk(office)
    assert procedure(later, MARITAL).limit() == five
    promise = a_dossier(later, MARITAL).promise
    assert promise is not None
    assert (promise.limit, promise.source) == (5, "office")


def test_an_override_without_a_ground_is_refused(desk):
    with pytest.raises(RuleViolation, match="override_without_ground"):
        override_procedure(
            desk, Override(code=MARITAL, approver="", approved_on=desk.now().date(), source="")
        )
