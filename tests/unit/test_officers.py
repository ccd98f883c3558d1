"""Cán bộ: roles, absences and deputies, who may manage whom; agencies; PINs."""

from typing import Any

import msgspec
import pytest

from app.domain import pins
from app.domain.access import Role
from app.domain.errors import RuleViolation
from app.domain.events import (
    AbsenceEnded,
    AbsenceNoted,
    AgencyNamed,
    BookOpened,
    OfficerAdded,
    OfficerChanged,
    OfficerKey,
    OfficerKeyGiven,
    OfficerRemoved,
)
from app.domain.officers import (
    OfficerRecord,
    agencies,
    agency_of_field,
    check_absence,
    check_management,
    fold_officer,
    stand_ins,
)
from tests.helpers.deeds import a_deed

DAY = "2026-11-24"
MAI = OfficerAdded(name="Lò Thị Mai", role="clerk")
CHIEF = OfficerAdded(name="Vàng A Dơ", role="leader")


def officer(*said: Any, id_: str = "mai") -> OfficerRecord:
    found = fold_officer(id_, [a_deed(one) for one in said])
    assert found is not None
    return found


def away(**changes: Any) -> AbsenceNoted:
    told: dict[str, Any] = {
        "first": "2026-11-24",
        "last": "2026-11-26",
        "deputy": "mai",
        "with_rights": True,
    }
    return AbsenceNoted(**(told | changes))


def refuses(code: str, work: Any, *args: Any) -> None:
    with pytest.raises(RuleViolation) as no:
        work(*args)
    assert no.value.code == code


def test_a_change_keeps_what_it_does_not_name():
    now = officer(MAI, OfficerChanged(role="specialist", phone="0345"), OfficerChanged(agency="TP"))
    assert (now.role, now.phone, now.agency, now.name) == (
        Role.SPECIALIST,
        "0345",
        "TP",
        "Lò Thị Mai",
    )


def test_an_unknown_role_changes_nothing_and_makes_nobody():
    assert officer(MAI, OfficerChanged(role="chef")).role is Role.CLERK
    assert fold_officer("x", [a_deed(OfficerAdded(name="Ai", role="chef"))]) is None
    assert fold_officer("x", [a_deed(OfficerRemoved(name="Ai"))]) is None


def test_who_is_removed_works_here_no_more_until_added_again():
    gone = officer(MAI, OfficerRemoved(name="Lò Thị Mai"))
    assert not gone.works_on(DAY)
    assert officer(MAI, OfficerRemoved(name="Lò Thị Mai"), MAI).works_on(DAY)


def test_temporary_staff_work_to_the_end_of_their_last_day():
    temporary = officer(OfficerAdded(name="Mỷ", role="guide", until=DAY))
    assert temporary.works_on(DAY)
    assert not temporary.works_on("2026-11-25")


def test_a_deputy_has_the_rights_on_the_days_of_the_absence_alone():
    chief = officer(CHIEF, away(), id_="dơ")
    others = [officer(MAI), chief]
    assert [one.officer.name for one in stand_ins(others, "mai", DAY)] == ["Vàng A Dơ"]
    assert stand_ins(others, "mai", "2026-11-27") == ()
    assert stand_ins(others, "ai khác", DAY) == ()
    assert stand_ins([officer(CHIEF, away(with_rights=False))], "mai", DAY) == ()


def test_who_comes_back_early_takes_the_rights_back():
    event = "AAAAAAAAAA:E001:1"
    assert stand_ins([officer(CHIEF, away(), AbsenceEnded(of=event))], "mai", DAY) == ()
    other = officer(CHIEF, away(), AbsenceEnded(of="khác"))
    assert other.away_on(DAY) is not None


def test_an_event_about_something_else_changes_nothing():
    assert officer(MAI, BookOpened(book="SCT/BS", year=2026)) == officer(MAI)


def test_an_absence_has_its_days_in_order_and_a_deputy_who_is_here():
    here = [officer(MAI), officer(CHIEF, id_="dơ")]
    check_absence(away(), "dơ", here)
    check_absence(away(deputy="", with_rights=False), "dơ", here)
    refuses("absence_reversed", check_absence, away(last="2026-11-23"), "dơ", here)
    refuses("deputy_missing", check_absence, away(deputy=""), "dơ", here)
    refuses("deputy_missing", check_absence, away(deputy="dơ"), "dơ", here)
    refuses("deputy_missing", check_absence, away(deputy="nobody"), "dơ", here)


def test_a_clerk_manages_no_leader_once_there_is_one():
    alone, both = [officer(MAI)], [officer(MAI), officer(CHIEF, id_="dơ")]
    check_management(Role.CLERK, [Role.LEADER], alone, DAY)
    check_management(Role.CLERK, [Role.SPECIALIST], both, DAY)
    refuses("managers_are_not_yours", check_management, Role.CLERK, [Role.LEADER], both, DAY)
    check_management(Role.TECHNICIAN, [Role.LEADER], both, DAY)
    gone = [officer(MAI), officer(CHIEF, OfficerRemoved(name="Vàng A Dơ"))]
    check_management(Role.CLERK, [Role.LEADER], gone, DAY)


def test_an_agency_has_its_fields_until_it_has_no_counter_here():
    land = AgencyNamed(code="DD", name="Văn phòng đăng ký đất đai", fields=("Đất đai",))
    police = AgencyNamed(code="CA", name="Công an xã", fields=("Cư trú",))
    here = agencies([[a_deed(police)], [a_deed(land), a_deed(MAI)]])
    assert [one.code for one in here] == ["CA", "DD"]
    assert agency_of_field(here, "đất ĐAI") == "DD"
    assert agency_of_field(here, "Hộ tịch") == ""
    assert agency_of_field(here, "") == ""
    closed = AgencyNamed(code="DD", name="Văn phòng đăng ký đất đai", closed=True)
    assert agencies([[a_deed(land), a_deed(closed)]]) == ()


@pytest.mark.parametrize("pin", ["123", "1234567", "12a4", "", "١٢٣٤"])
def test_what_is_no_pin(pin: str):
    refuses("pin_not_digits", pins.check, pin)


@pytest.mark.parametrize("pin", ["0000", "1234", "654321"])
def test_a_pin_that_everybody_tries_first(pin: str):
    refuses("pin_too_plain", pins.check, pin)


def test_a_pin():
    pins.check("2749")
    assert pins.looks_like("2749")


def a_key(public: str) -> OfficerKey:
    return OfficerKey(
        public=public, memory_kib=19456, passes=2, lanes=1, salt="aa", nonce="bb", wrapped="cc"
    )


def test_the_last_key_of_an_officers_own_word_counts_and_the_others_are_remembered():
    first, second, forged = a_key("01"), a_key("02"), a_key("03")
    added = msgspec.structs.replace(MAI, key=first)
    deeds = [
        a_deed(added, by="Vàng A Dơ"),
        a_deed(OfficerKeyGiven(key=second), by="Lò Thị Mai"),
        a_deed(OfficerKeyGiven(key=forged), by="Vàng A Dơ"),
    ]
    mai = fold_officer("mai", deeds)
    assert mai is not None
    assert mai.key == second
    assert mai.has_had("01")
    assert not mai.has_had("03")
    again = fold_officer("mai", [*deeds, a_deed(MAI, by="Vàng A Dơ")])
    assert again is not None
    assert again.key == second
    assert officer(MAI).key is None
