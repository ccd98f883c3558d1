"""Vướng mắc: two contents side by side, one key for each, and the panel goes when it is settled."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from PySide6.QtWidgets import QApplication

from app.domain.dossier import Dossier
from app.domain.events import SlipForm, SlipPrinted, SupplementWished
from app.domain.history import Aside, Conflict
from app.domain.policy import FIELDS
from app.domain.states import Act, State
from app.store.records import Officer
from app.system.clock import milliseconds
from app.ui.dossier.conflict_words import clashes
from app.ui.dossier.field_words import field_words, value_words
from app.ui.labels import label
from app.ui.widgets.layout import Words
from app.usecases.desk import Desk
from app.usecases.processing import forward
from app.usecases.settling import Choice, settle
from app.usecases.step import take
from app.usecases.supplement import request_supplement
from tests.helpers.desk import FACTS, LAWYER, a_dossier
from tests.helpers.dossiers import a_paper, a_procedure, a_promise, a_received
from tests.helpers.province import Province
from tests.helpers.two_pcs import Does, SecondPc, a_second_pc, renames, says, says_without_its_past
from tests.ui.dossier.clerk import Clerk

ASKED = ("Tờ khai",)


class Two:
    """The clerk's PC and another, and what they do unheard."""

    def __init__(self, clerk: Clerk, other: SecondPc) -> None:
        self.clerk = clerk
        self.other = other

    def disagree(self, here: Does, there: Does) -> Dossier:
        """The dossier in which they met, open on the clerk's screen."""
        clerk, desk = self.clerk, self.clerk.desk
        dossier = clerk.does(lambda: a_dossier(desk, "1.004873"))
        clerk.does(lambda: self.other.meanwhile(desk, dossier, here, there))
        return clerk.opens(dossier)


@pytest.fixture
def two(clerk: Clerk, tmp_path: Path) -> Iterator[Two]:
    """Both enrolled at the province's gateway."""
    province = Province(tmp_path / "gateway", clerk.office.clock, FACTS.commune_code)
    stack = ExitStack()
    clerk.does(lambda: province.enrols(clerk.desk))
    pc = clerk.does(lambda: stack.enter_context(a_second_pc(tmp_path, clerk.desk, province)))
    yield Two(clerk, pc)
    clerk.does(stack.close)
    province.closes()


def forwards(desk: Desk, now: Dossier) -> Dossier:
    return forward(desk, now.version, LAWYER)


def asks_and_prints(desk: Desk, now: Dossier) -> Dossier:
    """A supplement is asked for, and its paper goes home with the citizen."""
    asked = request_supplement(desk, now.version, ASKED, "bản chụp bị mờ")
    slip = SlipPrinted(
        form=SlipForm.SUPPLEMENT_REQUEST,
        of=asked.timeline[-1].id,
        printed_at=milliseconds(desk.now()),
        confirmed=True,
    )
    return take(desk, asked.version, lambda dossier: dossier.print_slip(slip))


def only_conflict(dossier: Dossier) -> Conflict:
    (conflict,) = dossier.conflicts
    return conflict


def test_two_acts_stand_side_by_side_with_who_when_where_and_the_clock(clerk: Clerk, two: Two):
    two.disagree(forwards, asks_and_prints)
    said = clerk.sheet.conflicts.text()
    assert clerk.sheet.conflicts.isVisible()
    assert f"{label(Act.FORWARD)} → {label(State.PROCESSING)}" in said
    assert f"{label(Act.REQUEST_SUPPLEMENT)} → {label(State.SUPPLEMENT)}" in said
    assert said.count("08:40 thứ Ba 24/11") >= 2
    assert said.count("Lò Thị Mai") == 2
    assert "máy này" in said
    assert "Xã Sì Lở Lầu" in said  # the other PC, by its name
    assert said.count("giờ máy đúng") == 2
    assert "hãy chọn ở dưới" in clerk.sheet.standing.text()


def test_a_clock_that_was_wrong_is_said_beside_the_moment(clerk: Clerk, two: Two):
    two.disagree(renames("Giàng A Pao"), renames("Giàng A Pảo"))
    shown = clerk.sheet.presenter.shown
    assert shown is not None
    rows = tuple(msgspec.structs.replace(row, clock="bad") for row in shown.view.timeline)
    (clash,) = clashes(msgspec.structs.replace(shown.view, timeline=rows), shown.now)
    assert all("đồng hồ" in who for option in clash.options for who in option.who)
    assert not any("giờ máy đúng" in who for option in clash.options for who in option.who)


def test_a_paper_that_is_already_with_the_citizen_is_named(clerk: Clerk, two: Two):
    two.disagree(forwards, asks_and_prints)
    assert f"Đã in phiếu: {label(SlipForm.SUPPLEMENT_REQUEST)}" in clerk.sheet.conflicts.text()


def test_one_key_keeps_what_stands_and_the_panel_goes(clerk: Clerk, two: Two):
    two.disagree(forwards, asks_and_prints)
    clerk.presses("Ctrl+1")
    clerk.until(clerk.sheet.conflicts.isHidden)
    clerk.settles()
    assert clerk.now.state is State.PROCESSING
    assert clerk.now.conflicts == ()
    assert "Đã xử lý vướng mắc" in clerk.sheet.timeline.text()
    assert clerk.sheet.acts.has_focus()


def test_another_key_takes_what_was_set_aside(clerk: Clerk, two: Two):
    two.disagree(forwards, asks_and_prints)
    clerk.presses("Ctrl+2")
    clerk.until(lambda: clerk.sheet.head.state.text() == label(State.SUPPLEMENT))
    assert clerk.sheet.conflicts.isHidden()
    assert clerk.now.supplements[-1].asked.missing == ASKED


def test_two_names_are_chosen_from_in_the_same_way(clerk: Clerk, two: Two):
    two.disagree(renames("Giàng A Pao"), renames("Giàng A Pảo"))
    said = clerk.sheet.conflicts.text()
    assert "Họ và tên của người nộp" in said
    assert said.index("Giàng A Pao") < said.index("Giàng A Pảo")
    clerk.presses("Ctrl+2")
    clerk.until(lambda: clerk.sheet.head.owner.text() == "Giàng A Pảo")
    assert clerk.sheet.conflicts.isHidden()
    assert "Họ và tên của người nộp: Giàng A Pao" in clerk.sheet.timeline.text()


def test_the_choices_are_reached_by_tab_before_the_acts(clerk: Clerk, two: Two):
    two.disagree(forwards, asks_and_prints)
    clerk.presses("Shift+Tab")
    assert QApplication.focusWidget() is clerk.sheet.conflicts.buttons[1]
    clerk.presses("Space")
    clerk.until(lambda: clerk.sheet.head.state.text() == label(State.SUPPLEMENT))
    clerk.settles()
    assert clerk.sheet.acts.has_focus()


def test_a_conflict_that_comes_while_the_page_is_open_is_reached_by_tab_too(clerk: Clerk, two: Two):
    dossier = clerk.receives()
    ways = renames("Giàng A Pao"), renames("Giàng A Pảo")
    clerk.does(lambda: two.other.meanwhile(clerk.desk, dossier, *ways))
    clerk.until(clerk.sheet.conflicts.isVisible)
    clerk.settles()
    assert clerk.sheet.acts.has_focus()
    clerk.presses("Shift+Tab")
    assert QApplication.focusWidget() is clerk.sheet.conflicts.buttons[1]


def test_a_key_pressed_twice_decides_once(clerk: Clerk, two: Two):
    two.disagree(renames("Giàng A Pao"), renames("Giàng A Pảo"))
    clerk.presses("Ctrl+1", "Ctrl+2")
    clerk.until(clerk.sheet.conflicts.isHidden)
    clerk.settles()
    assert clerk.sheet.head.owner.text() == "Giàng A Pao"
    assert len(clerk.now.settled) == 1
    assert "Đã xử lý vướng mắc" in clerk.window.notices.text()  # and no refusal


def test_what_a_colleague_settles_meanwhile_disappears_by_itself(clerk: Clerk, two: Two):
    dossier = two.disagree(renames("Giàng A Pao"), renames("Giàng A Pảo"))
    name = only_conflict(dossier).id
    clerk.does(lambda: settle(clerk.desk, dossier.version, name, Choice()))
    clerk.until(clerk.sheet.conflicts.isHidden)


def test_what_cannot_be_settled_any_more_is_said(clerk: Clerk, two: Two):
    dossier = two.disagree(renames("Giàng A Pao"), renames("Giàng A Pảo"))
    clerk.sheet.conflicts.set_busy(on=True)
    clerk.sheet.presenter.settle("0" * 32, Choice())
    clerk.until(lambda: "đã được xử lý" in clerk.window.notices.text())
    assert only_conflict(dossier).id == only_conflict(clerk.now).id
    assert all(button.isEnabled() for button in clerk.sheet.conflicts.buttons)


def test_an_accountant_sees_the_two_contents_and_chooses_nothing(clerk: Clerk, two: Two):
    dossier = two.disagree(renames("Giàng A Pao"), renames("Giàng A Pảo"))
    accountant = Officer(clerk.desk.officer.id, "Lý Thị Dua", "accountant")
    object.__setattr__(clerk.desk, "officer", accountant)
    clerk.opens(dossier)
    assert "Giàng A Pảo" in clerk.sheet.conflicts.text()
    assert clerk.sheet.conflicts.buttons == []
    clerk.presses("Ctrl+2")
    clerk.settles()
    assert len(clerk.now.conflicts) == 1


def test_a_dossier_without_conflicts_shows_no_panel(clerk: Clerk):
    clerk.receives()
    clerk.presses("Ctrl+1")
    assert clerk.sheet.conflicts.isHidden()


def test_earlier_data_that_never_came_is_given_up_after_a_day_with_a_reason(clerk: Clerk):
    dossier = clerk.receives()
    clerk.does(lambda: says_without_its_past(clerk.office.store, dossier))
    clerk.until(lambda: len(clerk.now.waiting) == 1)
    assert "chờ" in clerk.sheet.standing.text()
    assert Act.DECLARE_LOST not in clerk.sheet.acts.acts
    clerk.waits(timedelta(days=1, hours=1))
    clerk.until(lambda: Act.DECLARE_LOST in clerk.sheet.acts.acts)
    form = clerk.begins(Act.DECLARE_LOST)
    assert "Ghi chú" in "".join(
        one.text() for one in form.findChildren(type(clerk.sheet.head.number))
    )
    clerk.is_refused()
    assert form.reason.error
    clerk.writes(form.reason, "máy quầy 3 cháy ổ cứng")
    told = clerk.records()
    assert told.waiting == ()
    assert "đã gọi cho dân" in clerk.sheet.facts.text()
    assert Act.DECLARE_LOST not in clerk.sheet.acts.acts


def test_an_entry_that_changes_nothing_is_named_and_answered_for(clerk: Clerk):
    dossier = clerk.receives()
    assert Act.REVIEW_ASIDE not in clerk.sheet.acts.acts
    wished = SupplementWished(missing=ASKED, reason="bản chụp bị mờ")
    clerk.does(lambda: says(clerk.office.store, dossier, wished))
    clerk.until(lambda: Act.REVIEW_ASIDE in clerk.sheet.acts.acts)
    form = clerk.begins(Act.REVIEW_ASIDE)
    shown = "\n".join(words.text() for words in form.findChildren(Words))
    assert "Vàng A Chư" in shown
    assert label(Aside.ROLE) in shown
    clerk.is_refused()
    clerk.writes(form.reason, "chuyên viên đã ghi lại")
    assert clerk.records().doubtful == ()
    assert Act.REVIEW_ASIDE not in clerk.sheet.acts.acts
    assert "Chuyên viên đã ghi lại" in clerk.sheet.timeline.text()


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_that_may_be_in_conflict_has_its_name(field: str, qapp):
    assert field_words(field)
    assert field not in field_words(field)


VALUES = [
    ("submitter.birth_date", "1991-03-08", "08/03/1991"),
    ("submitter.phone", None, "(để trống)"),
    ("owner.id_kind", "cccd", "Căn cước"),
    ("owner.thumb_print", 1, "có"),
    ("promise", a_promise(), "17:00 thứ Ba 24/11"),
    ("promise", a_promise(due=None, rule="no_date"), "Không có ngày hẹn trả"),
    ("fee", a_received().fee, "0 đồng"),
    ("procedure", a_procedure(), "Đăng ký khai sinh"),
    ("channel", a_received().channel, "Trực tiếp"),
    ("returning", a_received().returning, "Bộ phận Một cửa"),
    ("papers", (a_paper(),), "Giấy chứng sinh (Nộp)"),
    ("sets", 2, "2"),
]


@pytest.mark.parametrize(("field", "value", "words"), VALUES)
def test_a_value_is_said_in_words(field: str, value: object, words: str, qapp):
    assert value_words(field, value).startswith(words)
