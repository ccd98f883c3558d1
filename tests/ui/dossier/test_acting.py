"""How an act is done: only what is allowed, by keys alone, errors in place, once, or not at all."""

from dataclasses import replace

import msgspec
import pytest
from PySide6.QtWidgets import QApplication, QLineEdit

from app.domain import access
from app.domain.access import Role
from app.domain.procedure import Limit, Unit
from app.domain.states import Act, State
from app.store.records import Officer
from app.ui.dossier.forms.catalogue import FORMS
from app.ui.page import Goto
from app.usecases.processing import add_note, forward
from tests.helpers.desk import FACTS, LAWYER, a_missing_paper
from tests.helpers.dossiers import a_dossier
from tests.ui.dossier.clerk import Clerk

IN_ANOTHER_WAY = {  # offered elsewhere: reception, printing, telling, conflicts, later screens
    Act.REGISTER,
    Act.CORRECT_RECEPTION,
    Act.CHANGE_FIELD,
    Act.PRINT_SLIP,
    Act.TELL_CITIZEN,
    Act.SETTLE_CONFLICT,
    Act.DECLARE_LOST,
    Act.ENTER_BY_HAND,
    Act.ASK_RESEND,  # matters to settle
    Act.IMPORT,  # the page that takes over the province's file
    Act.WITHDRAW_IMPORT,
    Act.FILL_DECLARATION,  # the page of declarations
    Act.CERTIFY,  # the fast lane
    Act.CORRECT_CERTIFICATION,  # the page of books
    Act.SCAN_PAPER,  # the screens of scans come later
    Act.REMOVE_SCAN,
    Act.WAIVE_SCAN,
}


def a_procedure_without_limit(clerk: Clerk) -> str:
    catalogue = clerk.desk.catalogue
    codes = [entry.code for entry in catalogue.entries(FACTS.province_code)]
    return next(code for code in codes if not catalogue.procedure(code).limits)


@pytest.mark.parametrize("state", State)
def test_every_act_of_a_clerk_has_a_form_or_another_way(state: State):
    mine = access.acts_of(Role.CLERK) & a_dossier(state).allowed()
    assert mine <= set(FORMS) | IN_ANOTHER_WAY


def test_only_what_is_allowed_now_is_offered(clerk: Clerk):
    clerk.receives()
    offered = set(clerk.sheet.acts.acts)
    assert Act.FORWARD in offered
    assert Act.CORRECT_RECEPTION in offered
    assert not offered & {Act.RETURN_RESULT, Act.RESUME, Act.RECEIVE_SUPPLEMENT, Act.RECEIVE}
    clerk.forwards()
    assert Act.CORRECT_RECEPTION not in clerk.sheet.acts.acts
    assert Act.PAUSE in clerk.sheet.acts.acts


def test_a_finished_dossier_still_takes_remarks_and_nothing_else(clerk: Clerk):
    clerk.receives()
    clerk.writes(clerk.begins(Act.WITHDRAW).reason, "dân xin rút")
    clerk.records()
    about_papers = {Act.ARCHIVE, Act.PLACE_PAPERS, Act.NOTE_OLD_NUMBER}
    assert set(clerk.sheet.acts.acts) == about_papers | {Act.ADD_NOTE, Act.CHANGE_CONTACT}


def test_a_guide_is_offered_nothing_that_moves_a_dossier(clerk: Clerk):
    dossier = clerk.receives()
    guide = Officer(clerk.desk.officer.id, clerk.desk.officer.name, Role.GUIDE.value)
    object.__setattr__(clerk.desk, "officer", guide)
    clerk.opens(dossier)
    assert Act.FORWARD not in clerk.sheet.acts.acts
    assert Act.ADD_NOTE in clerk.sheet.acts.acts


def test_a_hand_over_needs_no_mouse(clerk: Clerk):
    clerk.receives()
    clerk.presses("Alt+1")
    clerk.types(LAWYER.name)
    clerk.presses("Tab")
    clerk.types(LAWYER.unit)
    forwarded = clerk.records()
    assert forwarded.forwarded is not None
    assert forwarded.forwarded.to == LAWYER


def test_after_an_act_the_next_likely_one_has_the_focus(clerk: Clerk):
    clerk.receives()
    clerk.writes(clerk.begins(Act.FORWARD).name, LAWYER.name)
    clerk.records()
    first = clerk.sheet.acts.acts[0]
    assert first is Act.RECORD_RESULT
    assert clerk.sheet.acts.buttons[first].hasFocus()


def test_after_an_act_the_head_of_the_dossier_is_in_sight(clerk: Clerk):
    clerk.receives()
    form = clerk.begins(Act.ADD_NOTE)
    bar = clerk.sheet._area.verticalScrollBar()
    bar.setValue(bar.maximum())
    clerk.writes(form.reason, "đã gọi điện")
    clerk.records()
    clerk.until(lambda: bar.value() == 0)


def test_the_focus_stays_where_it_is_when_somebody_else_adds_a_remark(clerk: Clerk):
    dossier = clerk.receives()
    assert clerk.sheet.acts.buttons[Act.FORWARD].hasFocus()
    clerk.does(lambda: add_note(clerk.desk, dossier.version, "đã gọi điện"))
    clerk.until(lambda: "đã gọi điện" in clerk.sheet.facts.text())
    assert clerk.sheet.acts.buttons[Act.FORWARD].hasFocus()


def test_tab_walks_through_every_field_of_a_form(clerk: Clerk):
    clerk.receives()
    form = clerk.begins(Act.FORWARD)
    reached = []
    for _ in range(7):
        reached.append(QApplication.focusWidget())
        clerk.presses("Tab")
    fields = [form.name.line, form.unit.line, form.note.line, form.province, form.paper.tick]
    assert reached == [*fields, clerk.panel.button, clerk.panel.give_up]


def test_a_scanners_enter_leads_on_and_records_nothing(clerk: Clerk):
    before = clerk.receives().heads
    form = clerk.begins(Act.FORWARD)
    clerk.types(LAWYER.name)
    clerk.presses("Return")
    clerk.settles()
    assert clerk.kept.heads == before
    assert QApplication.focusWidget() is form.unit.line


def test_esc_keeps_nothing_of_what_was_typed(clerk: Clerk):
    before = clerk.receives().heads
    clerk.writes(clerk.begins(Act.FORWARD).name, LAWYER.name)
    clerk.presses("Esc")
    clerk.settles()
    assert clerk.sheet.panel is None
    assert clerk.kept.heads == before
    assert clerk.begins(Act.FORWARD).name.value() == ""


def test_f8_pressed_again_and_again_records_once(clerk: Clerk):
    clerk.receives()
    clerk.writes(clerk.begins(Act.ADD_NOTE).reason, "gọi lại")
    clerk.presses("F8", "F8", "F8")
    clerk.until(lambda: clerk.sheet.panel is None)
    clerk.settles()
    assert len(clerk.kept.notes) == 1


def test_what_was_done_is_said_above_the_page(clerk: Clerk):
    clerk.receives()
    clerk.writes(clerk.begins(Act.WITHDRAW).reason, "dân xin rút")  # then no longer allowed
    clerk.records()
    assert "Rút hồ sơ" in clerk.window.notices.text()


def test_the_news_of_an_act_does_not_take_away_what_is_said_of_it(clerk: Clerk):
    clerk.receives()
    clerk.writes(clerk.begins(Act.WITHDRAW).reason, "dân xin rút")
    clerk.presses("F8")
    shown = clerk.sheet.presenter.shown
    assert shown is not None
    withdrawn = msgspec.structs.replace(shown.view, acts=())
    clerk.sheet.show_dossier(replace(shown, view=withdrawn))  # the news is quicker than the answer
    clerk.until(lambda: "Rút hồ sơ" in clerk.window.notices.text())


def test_one_more_paper_of_a_result_is_typed_next(clerk: Clerk):
    clerk.forwards()
    form = clerk.begins(Act.RECORD_RESULT)
    form._more.setFocus()
    clerk.presses("Space")
    clerk.types("Bản sao trích lục")
    clerk.presses("Tab")
    clerk.types("13/2026")
    clerk.presses("Tab", "Tab")
    assert form._more.hasFocus()
    clerk.on_paper("Tẩn Phù Quân")
    done = clerk.records()
    assert done.result is not None
    assert [(one.name, one.number) for one in done.result.results][1] == (
        "Bản sao trích lục",
        "13/2026",
    )


def test_tab_leads_from_the_acts_into_the_open_form(clerk: Clerk):
    clerk.receives()
    form = clerk.begins(Act.FORWARD)
    clerk.presses("Shift+Tab")
    assert clerk.sheet.acts.has_focus()
    clerk.presses("Tab")
    assert form.name.line.hasFocus()


ERRORS = [
    (Act.FORWARD, "name", "recipient"),
    (Act.REQUEST_SUPPLEMENT, "others", "supplement list"),
    (Act.WITHDRAW, "reason", "reason"),
    (Act.ADD_NOTE, "reason", "note"),
    (Act.CHANGE_CONTACT, "phone", "nothing changed"),
]


@pytest.mark.parametrize(("act", "field", "_what"), ERRORS, ids=[one[2] for one in ERRORS])
def test_what_is_missing_is_told_beside_its_field(clerk: Clerk, act: Act, field: str, _what: str):
    clerk.receives()
    form = clerk.begins(act)
    clerk.is_refused()
    assert getattr(form, field).error
    assert getattr(form, field).control.hasFocus()


def test_who_signed_must_be_said_and_a_moment_to_come_is_none(clerk: Clerk):
    clerk.forwards()
    paper = clerk.begins(Act.RECORD_RESULT).paper
    clerk.is_refused()
    assert paper.who.error
    clerk.on_paper("Tẩn Phù Quân", day="24/11/2027")
    clerk.is_refused()
    assert (paper.who.error, bool(paper.day.error)) == ("", True)
    clerk.on_paper("Tẩn Phù Quân", day="hôm qua")
    clerk.is_refused()
    assert paper.day.error


def test_an_extension_to_an_earlier_moment_is_told_beside_the_day(clerk: Clerk):
    clerk.forwards()
    form = clerk.begins(Act.EXTEND)
    clerk.writes(form.day, "24/11/2026")
    clerk.writes(form.clock, "08:50")
    clerk.writes(form.reason, "bận")
    clerk.on_paper("Tẩn Phù Quân")
    clerk.is_refused()
    assert form.day.error


def test_a_stranger_without_any_right_does_not_get_the_result(clerk: Clerk):
    clerk.forwards()
    clerk.begins(Act.RECORD_RESULT)
    clerk.on_paper("Tẩn Phù Quân")
    clerk.records()
    form = clerk.begins(Act.RETURN_RESULT)
    form.who.box.setFocus()
    clerk.presses("End")
    clerk.writes(form.name, "Vàng Thị Sua")
    clerk.is_refused()
    assert form.relation.error


def test_a_supplement_that_is_not_complete_is_not_taken(clerk: Clerk):
    clerk.receives("", papers=(a_missing_paper(),), fee_vnd=0)
    form = clerk.begins(Act.RECEIVE)
    clerk.is_refused()
    assert "Tờ khai" in clerk.panel.error.text()
    assert QApplication.focusWidget() is form.ticks[0]


def test_a_limit_that_no_catalogue_names_is_asked_for_beside_its_field(clerk: Clerk):
    without = a_procedure_without_limit(clerk)
    stated = Limit(3, Unit.WORKING_DAY)  # forgotten with the offer: no promise was made yet
    clerk.receives(without, papers=(a_missing_paper(),), fee_vnd=0, limit=stated)
    form = clerk.begins(Act.RECEIVE)
    assert not form.limit.isVisible()
    form.ticks[0].setFocus()
    clerk.presses("Space")
    clerk.is_refused()
    assert form.limit.isVisible()
    assert form.limit.number.error


def test_what_somebody_else_has_done_meanwhile_is_seen_and_the_form_gives_way(clerk: Clerk):
    dossier = clerk.receives()
    clerk.begins(Act.WITHDRAW)
    clerk.does(lambda: add_note(clerk.desk, dossier.version, "đã gọi điện"))
    clerk.until(lambda: "đã gọi điện" in clerk.sheet.facts.text())
    assert clerk.sheet.panel is not None  # still allowed: what is typed stays
    clerk.begins(Act.REFUSE)
    clerk.does(lambda: forward(clerk.desk, clerk.now.version, LAWYER))
    clerk.until(lambda: clerk.now.state is State.PROCESSING)
    clerk.begins(Act.RECORD_RESULT)


def test_another_dossier_closes_the_open_form(clerk: Clerk):
    first = clerk.receives()
    clerk.receives()
    clerk.begins(Act.FORWARD)
    clerk.opens(first)
    assert clerk.sheet.panel is None
    assert clerk.now.id == first.id


def test_correcting_leads_to_the_reception_page(clerk: Clerk):
    clerk.receives()
    clerk.sheet.begin(Act.CORRECT_RECEPTION)
    clerk.settles()
    page = clerk.window.page
    assert page is not None
    assert page.key == "reception"


def test_a_dossier_that_is_not_on_this_pc_is_said(clerk: Clerk):
    clerk.window.go(Goto("dossier", "01937000-0000-7000-8000-00000000dead"))
    clerk.until(lambda: bool(clerk.window.notices.text()))


def test_every_control_has_a_name_for_a_screen_reader(clerk: Clerk):
    clerk.forwards()
    for act in (one for one in clerk.sheet.acts.acts if one in FORMS):
        form = clerk.begins(act)
        lines = form.findChildren(QLineEdit)
        assert all(
            line.accessibleName() for line in lines if not line.parent().inherits("QComboBox")
        )
        clerk.presses("Esc")
