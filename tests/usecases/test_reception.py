from datetime import datetime, timedelta

import msgspec
import pytest

from app.domain.calendar import OFFICE_TIME
from app.domain.deadline import Rule
from app.domain.errors import RuleViolation
from app.domain.events import Authorisation, FeeTiming, PaperStanding
from app.domain.fees import Exemption, Ground
from app.domain.person import Person
from app.domain.procedure import Channel, Limit, PaperRole, Unit
from app.domain.states import State
from app.usecases.correction import form_of
from app.usecases.drafts import drafts, save_draft
from app.usecases.reception import (
    blank_form,
    choose_procedure,
    complete_reception,
    preview,
    receive,
    same_person_again,
)
from app.usecases.reception_form import ReceptionForm, TakenOnPaper
from tests.helpers.desk import PAO, a_form, a_missing_paper, all_brought

CHILD = Person(name="Tẩn Mẩy Sử", birth_date="2026-11-03", sex="Nữ")
BIRTH, MARITAL = "1.001193", "1.004873"


def codes(desk, form):
    return {problem.code for problem in preview(desk, form).problems}


def test_an_empty_form_says_what_is_missing_and_is_no_error(desk):
    assert codes(desk, blank_form(desk)) == {"procedure_missing", "person_name_missing"}


def test_a_complete_form_shows_due_time_fee_and_slip(desk):
    found = preview(desk, a_form(desk, MARITAL, fee_vnd=15_000))
    assert found.can_receive
    assert found.due is not None
    assert found.due.rule is Rule.WORKING_DAYS
    assert [day.isoformat() for day in found.skipped] == ["2026-11-24"]  # a holiday since 2026
    assert found.fee_words == "Mười lăm nghìn đồng"
    assert found.slip is not None
    assert found.slip.submitter == PAO.name


def test_a_missing_limit_is_asked_for_and_never_guessed(desk):
    form = a_form(desk, limit=None)
    assert "limit_missing" in codes(desk, form)
    with pytest.raises(RuleViolation, match="limit_missing"):
        receive(desk, form)


def test_a_limit_that_no_calendar_can_count_is_refused_beside_its_field(desk):
    found = preview(desk, a_form(desk, limit=Limit(0, Unit.WORKING_DAY)))
    blocking = [(one.field, one.code) for one in found.problems if one.blocks]
    assert blocking == [("limit", "limit_out_of_range")]


def test_the_fee_of_a_council_is_asked_for_without_stopping_the_work(desk):
    found = preview(desk, a_form(desk, MARITAL))
    assert found.can_receive
    assert "fee_unknown" in {problem.code for problem in found.problems}


def test_an_exemption_takes_the_fee_off_and_names_its_ground(desk):
    form = a_form(desk, MARITAL, fee_vnd=15_000, exemption=Exemption(Ground.POOR_HOUSEHOLD))
    dossier = receive(desk, form)
    assert dossier.fee is not None
    assert (dossier.fee.amount, dossier.fee.timing) == (0, FeeTiming.EXEMPT)
    assert dossier.fee.exemption == "poor_household"


def test_a_list_of_papers_that_nobody_looked_at_is_told_without_stopping_the_work(desk):
    found = preview(desk, a_form(desk, BIRTH))  # every paper depends on a condition
    assert found.can_receive
    assert [one.code for one in found.problems] == ["papers_unmarked"]
    brought = msgspec.structs.replace(found.form.papers[0], standing=PaperStanding.PRESENTED)
    marked = msgspec.structs.replace(found.form, papers=(brought, *found.form.papers[1:]))
    assert codes(desk, marked) == set()


def test_who_hands_in_for_another_shows_by_what_right(desk):
    form = a_form(desk, BIRTH, owner=CHILD)
    assert codes(desk, form) == {"authorisation_missing", "papers_unmarked"}
    named = msgspec.structs.replace(form, authorisation=Authorisation(why_none="cha nộp cho con"))
    assert receive(desk, named).owner == CHILD


def test_a_dossier_gets_a_provisional_number_and_the_versions_it_was_done_with(desk):
    dossier = receive(desk, a_form(desk, BIRTH))
    assert dossier.state is State.ACCEPTED
    assert dossier.number.startswith("TAM-1-")
    assert dossier.versions.catalogue == desk.catalogue.version
    assert dossier.versions.calendar == desk.calendar.version


def test_two_dossiers_never_share_a_number(desk):
    assert receive(desk, a_form(desk)).number != receive(desk, a_form(desk)).number


def test_papers_always_asked_for_are_missing_until_the_clerk_has_seen_them(desk):
    lines = choose_procedure(desk, ReceptionForm(), "1.001612").papers
    standing = {line.asked.name: line.standing for line in lines}
    assert standing["Giấy đề nghị đăng ký hộ kinh doanh"] is PaperStanding.MISSING
    assert all(line.standing is PaperStanding.NOT_APPLICABLE for line in lines if line.asked.when)
    assert all(line.asked.role is not PaperRole.NOTE for line in lines)


def test_electronic_forms_are_asked_for_online_only(desk):
    online = choose_procedure(desk, ReceptionForm(channel=Channel.ONLINE), "1.001612")
    assert all(line.asked.role is not PaperRole.EFORM for line in online.papers if line.asked.when)


def test_a_dossier_with_a_paper_missing_waits_without_a_number(desk):
    dossier = receive(desk, a_form(desk, papers=(a_missing_paper(),)))
    assert dossier.state is State.SUPPLEMENT
    assert dossier.number == ""
    assert dossier.supplements[0].asked.missing == ("Tờ khai",)
    assert dossier.supplements[0].asked.close_after == "2026-12-10"  # the 15 days are over


def test_what_was_missing_comes_and_the_clock_starts_then(office, desk):
    waiting = receive(desk, a_form(desk, papers=(a_missing_paper(),)))
    office.clock.pass_by(timedelta(days=1))
    form = all_brought(form_of(desk, waiting.id))
    limit = Limit(3, Unit.WORKING_DAY)
    dossier = complete_reception(desk, waiting.version, msgspec.structs.replace(form, limit=limit))
    assert dossier.state is State.ACCEPTED
    assert dossier.accepted_at == int(office.clock.now().timestamp() * 1000)


def test_what_is_still_missing_is_not_accepted(desk):
    waiting = receive(desk, a_form(desk, papers=(a_missing_paper(),)))
    form = msgspec.structs.replace(form_of(desk, waiting.id), limit=Limit(3, Unit.WORKING_DAY))
    with pytest.raises(RuleViolation, match="papers_missing"):
        complete_reception(desk, waiting.version, form)


def test_a_late_entry_keeps_its_true_time_beside_the_time_of_typing(desk):
    true_time = datetime(2026, 11, 20, 8, 40, tzinfo=OFFICE_TIME)
    late = TakenOnPaper(true_time, "mất điện", "07")
    dossier = receive(desk, a_form(desk, MARITAL, late=late))
    assert dossier.accepted_at == int(true_time.timestamp() * 1000)
    assert dossier.timeline[0].is_late
    assert dossier.late is not None
    assert dossier.late.paper_number == "07"


def test_a_late_entry_from_the_future_or_without_a_reason_is_refused(desk):
    tomorrow = desk.now() + timedelta(days=1)
    form = a_form(desk, late=TakenOnPaper(tomorrow, " "))
    assert codes(desk, form) >= {"late_entry_in_future", "late_reason_missing"}


def test_a_procedure_outside_the_catalogue_always_works(desk):
    dossier = receive(desk, a_form(desk))
    assert dossier.procedure is not None
    assert (dossier.procedure.code, dossier.procedure.name) == ("NGOAI-DM", "Xác nhận việc khác")


def test_the_next_dossier_of_the_same_person_keeps_the_people_only(desk):
    again = same_person_again(a_form(desk, BIRTH))
    assert again == ReceptionForm(submitter=PAO)


def test_text_with_nul_and_controls_is_cleaned_before_it_is_kept(desk):
    dossier = receive(desk, a_form(desk, submitter=Person(name="Giàng\x00 A\tPáo\u200b")))
    assert dossier.submitter is not None
    assert dossier.submitter.name == "Giàng A Páo"


def test_the_draft_is_gone_once_the_dossier_is_taken_in(desk):
    form = a_form(desk)
    draft = save_draft(desk, form)
    receive(desk, form, draft=draft)
    assert drafts(desk) == ()


def test_a_refused_form_loses_nothing_that_was_typed(desk):
    form = a_form(desk, limit=None)
    draft = save_draft(desk, form)
    with pytest.raises(RuleViolation):
        receive(desk, form, draft=draft)
    assert [row.id for row in drafts(desk)] == [draft]
