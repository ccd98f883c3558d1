"""Typing into the province's portal on a real store: what waits, what is noted, what is owed."""

import json

import pytest

from app.domain.errors import RuleViolation
from app.usecases import hand_entry
from app.usecases.desk import Desk
from app.usecases.dossier_view import open_dossier
from app.usecases.hand_entry import EntrySheet, entered, entry_sheet, waiting
from app.usecases.processing import change_contact
from app.usecases.step import take
from tests.helpers.desk import a_dossier
from tests.helpers.dossiers import a_recipient

CODE = "H35.12.03-261124-0007"


@pytest.fixture
def sheet(desk: Desk) -> EntrySheet:
    return entry_sheet(desk, a_dossier(desk).id)


def forwards(desk: Desk, dossier_id: str) -> None:
    shown = open_dossier(desk, dossier_id).version
    take(desk, shown, lambda now: now.forward(a_recipient()))


def test_what_the_province_lacks_waits_by_its_legal_deadline(desk: Desk):
    later, sooner = a_dossier(desk), a_dossier(desk, "1.001193")
    assert [one.id for one in waiting(desk)] == [sooner.id, later.id]
    assert not waiting(desk)[0].is_known_there


def test_the_first_sheet_is_the_whole_form_and_no_row_of_its_reception(sheet: EntrySheet):
    assert sheet.fields[0].text == "NGOAI-DM"
    assert ("Người nộp: họ và tên", "Giàng A Páo") in [(f.label, f.text) for f in sheet.fields]
    assert (sheet.is_known_there, sheet.official_code, sheet.done) == (False, "", ())


def test_once_typed_in_it_waits_no_more_and_says_who_and_when(desk: Desk, sheet: EntrySheet):
    dossier = entered(desk, sheet, "h35.12.03-261124-0007 ")
    assert dossier.official_code == CODE
    assert dossier.province is not None
    assert (dossier.province.by_hand, dossier.province.by) == (True, "Lò Thị Mai")
    assert waiting(desk) == ()
    with pytest.raises(RuleViolation, match="nothing_owed"):
        entry_sheet(desk, sheet.id)
    levels = [row.by_hand for row in open_dossier(desk, sheet.id).timeline]
    assert levels == [True, False]


def test_what_is_done_later_waits_again_and_needs_no_code(desk: Desk, sheet: EntrySheet):
    entered(desk, sheet, CODE)
    forwards(desk, sheet.id)
    (one,) = waiting(desk)
    assert (one.is_known_there, one.code) == (True, CODE)
    again = entry_sheet(desk, sheet.id)
    assert [done.kind for done in again.done] == ["office.forwarded"]
    assert (again.fields, again.official_code) == ((), CODE)
    entered(desk, again, "")
    assert waiting(desk) == ()


def test_what_was_done_while_the_officer_typed_is_still_owed(desk: Desk, sheet: EntrySheet):
    forwards(desk, sheet.id)
    entered(desk, sheet, CODE)
    assert [done.kind for done in entry_sheet(desk, sheet.id).done] == ["office.forwarded"]


def test_a_mended_telephone_is_told_with_its_value(desk: Desk, sheet: EntrySheet):
    entered(desk, sheet, CODE)
    change_contact(desk, open_dossier(desk, sheet.id).version, phone="0900000009")
    (done,) = entry_sheet(desk, sheet.id).done
    assert ("phone", "0900000009") in done.facts


def test_the_code_of_another_dossier_is_taken_only_when_it_is_meant(desk: Desk, sheet: EntrySheet):
    entered(desk, sheet, CODE)
    other = entry_sheet(desk, a_dossier(desk).id)
    with pytest.raises(RuleViolation, match="code_of_another"):
        entered(desk, other, CODE)
    assert [one.id for one in waiting(desk)] == [other.id]
    assert entered(desk, other, CODE, anyway=True).official_code == CODE


@pytest.mark.parametrize("typed", ["", "H35", "TAM-1-K7QD-261124-001"])
def test_what_is_no_official_code_is_refused(desk: Desk, sheet: EntrySheet, typed: str):
    with pytest.raises(RuleViolation, match="number_unreadable"):
        entered(desk, sheet, typed)


def test_a_province_lays_its_own_order_beside_the_profile(desk: Desk, sheet: EntrySheet):
    form = {"version": "2", "source": "tỉnh", "fields": [{"name": "due", "label": "Hạn"}]}
    path = desk.profile.path / hand_entry.OWN_FORM
    path.write_text(json.dumps(form), encoding="utf-8")
    assert [field.label for field in entry_sheet(desk, sheet.id).fields] == ["Hạn"]
