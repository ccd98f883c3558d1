"""Every paper of a dossier: its template, its event, its copies, and what is still owed."""

from datetime import timedelta

import pytest

from app.domain.errors import RuleViolation
from app.domain.events import FeeTaken, SlipForm
from app.usecases.owed_papers import begin_all, confirm_all, owed_papers
from app.usecases.print_jobs import begin_print, confirm_print, unconfirmed_prints
from app.usecases.printing import BY_HAND, form_by_hand, paper
from app.usecases.stopping import refuse, withdraw
from app.usecases.supplement import request_supplement
from tests.helpers.desk import a_desk, a_dossier


def forms_owed(desk) -> list[SlipForm]:
    return [owed.form for owed in owed_papers(desk)]


def test_a_form_is_printed_on_the_template_of_the_day_of_reception(office, desk):
    """Hồ sơ nhận trước 15/09/2025 in theo TT 01/2018/TT-VPCP."""
    new = a_dossier(desk)
    assert paper(desk, new.id, SlipForm.CONTROL_SLIP).template.version.startswith("tt03-2025")
    old = office.receives(accepted_at=1_751_000_000_000)
    assert paper(desk, old.id, SlipForm.CONTROL_SLIP).template.version.startswith("tt01-2018")


def test_a_confirmed_paper_says_which_template_it_was_printed_on(desk):
    asked = request_supplement(desk, a_dossier(desk).version, ["Tờ khai"], "chưa nộp")
    form = SlipForm.SUPPLEMENT_REQUEST
    printed = confirm_print(desk, begin_print(desk, asked.version, form))
    assert printed.slips[-1].template.startswith("tt03-2025")
    assert printed.slips[-1].form is form


def test_what_a_reception_was_done_with_names_its_template(desk):
    assert a_dossier(desk).versions.template.startswith("tt03-2025")


def test_a_paper_of_another_event_is_a_first_copy(desk):
    dossier = a_dossier(desk)
    form = SlipForm.CONTROL_SLIP
    printed = confirm_print(desk, begin_print(desk, dossier.version, form))
    with pytest.raises(RuleViolation, match="reprint_reason_missing"):
        begin_print(desk, printed.version, form)
    refused = refuse(desk, printed.version, "không đủ điều kiện")
    assert begin_print(desk, refused.version, form).copy == 1


def test_there_is_no_paper_of_what_did_not_happen(desk):
    dossier = a_dossier(desk)
    for form in (SlipForm.REFUSAL, SlipForm.APOLOGY, SlipForm.STOP_NOTICE, SlipForm.CASH_RECEIPT):
        with pytest.raises(RuleViolation, match="nothing_to_print"):
            begin_print(desk, dossier.version, form)
    with pytest.raises(RuleViolation, match="nothing_to_print"):
        paper(desk, dossier.id, SlipForm.BLANK_RECEIPT)


def test_each_payment_has_a_receipt_of_its_own(office, desk):
    dossier = office.does(a_dossier(desk), FeeTaken(amount=8000))
    form = SlipForm.CASH_RECEIPT
    once = confirm_print(desk, begin_print(desk, dossier.version, form))
    twice = office.does(once, FeeTaken(amount=5000))
    assert begin_print(desk, twice.version, form).copy == 1
    assert paper(desk, twice.id, form).text("amount") == "5.000 đồng"


def test_what_is_not_on_paper_yet_is_listed_and_printed_in_one_go(desk):
    for _ in range(3):
        a_dossier(desk)
    asked = request_supplement(desk, a_dossier(desk).version, ["Tờ khai"], "chưa nộp")
    withdraw(desk, asked.version, "đổi ý")
    owed = owed_papers(desk)
    assert forms_owed(desk).count(SlipForm.RECEIPT) == 4
    assert {SlipForm.SUPPLEMENT_REQUEST, SlipForm.STOP_NOTICE} <= set(forms_owed(desk))
    jobs = begin_all(desk, owed)
    assert len(jobs) == len(owed) == 6
    assert forms_owed(desk) == []  # they are being asked about
    confirm_all(desk, jobs)
    assert (forms_owed(desk), unconfirmed_prints(desk)) == ([], ())


def test_what_was_printed_meanwhile_is_left_out_of_the_batch(desk):
    first, second = a_dossier(desk), a_dossier(desk)
    owed = owed_papers(desk)
    confirm_print(desk, begin_print(desk, first.version, SlipForm.RECEIPT))
    [job] = begin_all(desk, owed)
    assert job.dossier_id == second.id


def test_what_nobody_printed_for_a_week_is_no_longer_asked_for(office, desk):
    a_dossier(desk)
    assert forms_owed(desk) == [SlipForm.RECEIPT]
    office.clock.pass_by(timedelta(days=8))
    assert forms_owed(a_desk(office)) == []


@pytest.mark.parametrize("form", BY_HAND)
def test_an_empty_form_has_the_office_and_no_number(desk, form: SlipForm):
    empty = form_by_hand(desk, form)
    assert empty.text("upper_line") == "ỦY BAN NHÂN DÂN XÃ SÌ LỞ LẦU"
    assert empty.text("code") == ""
    assert all(empty.rows(name) == () for name in empty.template.lists)
