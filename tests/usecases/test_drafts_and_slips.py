"""What is kept before a dossier exists: drafts, and slips printed blank."""

from datetime import timedelta

import pytest

from app.domain.errors import RuleViolation
from app.store.store import Store
from app.usecases.blank_slips import burn_blank_slips, unused_blank_slips
from app.usecases.drafts import discard_draft, drafts, load_draft, save_draft
from app.usecases.printing import blank_receipt
from app.usecases.reception import receive
from tests.helpers.desk import a_desk, a_form


def test_a_draft_comes_back_as_it_was_typed(desk):
    form = a_form(desk, "1.001193", sets=2)
    assert load_draft(desk, save_draft(desk, form)) == form


def test_saving_again_replaces_the_draft(desk):
    draft = save_draft(desk, a_form(desk))
    assert save_draft(desk, a_form(desk, sets=3), draft) == draft
    assert load_draft(desk, draft).sets == 3
    assert len(drafts(desk)) == 1


def test_drafts_survive_the_end_of_the_program(office, desk):
    draft = save_draft(desk, a_form(desk))
    office.reopens()
    assert load_draft(a_desk(office), draft) == a_form(desk)


def test_the_newest_draft_is_offered_first_by_whose_it_is(office, desk):
    save_draft(desk, a_form(desk))
    office.clock.pass_by(timedelta(minutes=1))
    save_draft(desk, a_form(desk, "1.001193"))
    assert [row.title for row in drafts(desk)] == [
        "Giàng A Páo - Đăng ký khai sinh",
        "Giàng A Páo - Xác nhận việc khác",
    ]


def test_a_draft_of_a_procedure_that_is_no_more_says_its_code(desk):
    save_draft(desk, a_form(desk, procedure_code="9.999999", other_name=""))
    assert [row.title for row in drafts(desk)] == ["Giàng A Páo - 9.999999"]


def test_a_discarded_draft_is_gone_and_gone_twice_is_no_error(desk):
    draft = save_draft(desk, a_form(desk))
    discard_draft(desk, draft)
    discard_draft(desk, draft)
    with pytest.raises(RuleViolation, match="draft_gone"):
        load_draft(desk, draft)


def test_blank_slips_burn_numbers_that_no_dossier_gets_by_itself(desk):
    burned = {slip.code for slip in burn_blank_slips(desk, 3)}
    assert len(burned) == 3
    assert receive(desk, a_form(desk)).number not in burned


def test_a_blank_slip_becomes_the_number_of_its_dossier_once(desk):
    slip, other = burn_blank_slips(desk, 2)
    assert receive(desk, a_form(desk, blank_slip=slip.code)).number == slip.code
    assert [one.code for one in unused_blank_slips(desk)] == [other.code]
    with pytest.raises(RuleViolation, match="blank_slip_used"):
        receive(desk, a_form(desk, blank_slip=slip.code))


def test_a_number_that_was_not_burned_here_is_no_blank_slip(desk):
    with pytest.raises(RuleViolation, match="blank_slip_unknown"):
        receive(desk, a_form(desk, blank_slip="TAM-9-AAAA-261124-001"))


@pytest.mark.parametrize("count", [0, 51])
def test_blank_slips_are_printed_by_the_handful(desk, count):
    with pytest.raises(RuleViolation, match="blank_slips_count"):
        burn_blank_slips(desk, count)


def test_a_blank_slip_says_the_number_and_the_office(desk):
    (slip,) = burn_blank_slips(desk, 1)
    form = blank_receipt(desk, slip)
    assert (form.code, form.text("submitter"), form.rows("papers")) == (slip.code, "", ())
    assert form.text("upper_line") == "ỦY BAN NHÂN DÂN XÃ SÌ LỞ LẦU"


def test_burned_numbers_are_known_after_a_restart(office, desk):
    (slip,) = burn_blank_slips(desk, 1)
    office.reopens()
    assert isinstance(office.store, Store)
    assert [one.code for one in unused_blank_slips(a_desk(office))] == [slip.code]
