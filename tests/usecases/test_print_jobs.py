"""Printed means confirmed on paper."""

import msgspec
import pytest

from app.domain.errors import RuleViolation
from app.domain.events import SlipForm
from app.domain.papers import read_slip_text
from app.usecases.correction import correct_reception, form_of
from app.usecases.dossier_view import open_dossier
from app.usecases.print_jobs import (
    begin_print,
    confirm_print,
    print_failed,
    unconfirmed_prints,
)
from app.usecases.printing import paper
from sync.protocol.signing import is_signed_by
from tests.helpers.desk import a_desk, a_dossier, all_brought

RECEIPT = SlipForm.RECEIPT


def test_a_confirmed_print_is_on_the_timeline(desk):
    dossier = a_dossier(desk)
    printed = confirm_print(desk, begin_print(desk, dossier.version, RECEIPT))
    assert [(slip.form, slip.copy, slip.confirmed) for slip in printed.slips] == [
        (RECEIPT, 1, True)
    ]
    assert unconfirmed_prints(desk) == ()


def test_a_failed_print_repeats_without_mark_or_reason(desk):
    dossier = a_dossier(desk)
    print_failed(desk, begin_print(desk, dossier.version, RECEIPT))
    assert begin_print(desk, dossier.version, RECEIPT).copy == 1


def test_a_power_cut_while_printing_is_asked_about_at_the_next_start(office, desk):
    dossier = a_dossier(desk)
    job = begin_print(desk, dossier.version, RECEIPT)
    office.reopens()
    again = a_desk(office)
    assert unconfirmed_prints(again) == (job,)
    assert open_dossier(again, dossier.id).unconfirmed_prints == 1


def test_a_second_copy_bears_its_number_and_a_reason(desk):
    dossier = a_dossier(desk)
    printed = confirm_print(desk, begin_print(desk, dossier.version, RECEIPT))
    with pytest.raises(RuleViolation, match="reprint_reason_missing"):
        begin_print(desk, printed.version, RECEIPT)
    job = begin_print(desk, printed.version, RECEIPT, reason="người dân làm mất")
    assert job.copy == 2
    assert paper(desk, dossier.id, job.form, copy=job.copy).text("marks") == "BẢN IN LẦN 2"


def test_saying_twice_that_paper_came_out_records_it_once(desk):
    dossier = a_dossier(desk)
    job = begin_print(desk, dossier.version, RECEIPT)
    confirm_print(desk, job)
    assert len(confirm_print(desk, job).slips) == 1


def test_a_corrected_reception_has_a_new_slip_that_names_the_old_one(desk):
    dossier = a_dossier(desk, "1.004873")
    printed = confirm_print(desk, begin_print(desk, dossier.version, RECEIPT))
    form = msgspec.structs.replace(all_brought(form_of(desk, dossier.id)), sets=2)
    right = correct_reception(desk, printed.version, form, "nhầm số bộ", slip_recovered=False)
    assert begin_print(desk, right.version, RECEIPT).copy == 1
    assert paper(desk, right.id, SlipForm.RECEIPT).text("marks").startswith("Thay thế giấy in lúc")


def test_there_is_nothing_to_print_before_it_has_happened(desk):
    with pytest.raises(RuleViolation, match="nothing_to_print"):
        begin_print(desk, a_dossier(desk).version, SlipForm.RESULT_RECEIPT)


def test_any_pc_of_the_office_can_check_the_slip_offline(desk):
    dossier = a_dossier(desk)
    said = read_slip_text(paper(desk, dossier.id, SlipForm.RECEIPT).text("qr"))
    assert said.code == dossier.number
    assert said.signature is not None
    key = desk.store.device.signer().public_key
    assert is_signed_by(key, "slip", said.signed.encode(), said.signature)
