"""What the page of a dossier says: numbers, state, until when, history, and what stands aside."""

from datetime import timedelta

import msgspec
import pytest

from app.domain.deadline import Nearness
from app.domain.events import IssuedPaper, OnPaper, Recorded
from app.domain.history import Aside, SetAside, Waiting
from app.domain.states import Act, State
from app.ui.dossier.due_line import due_line
from app.ui.dossier.standing import Standing, standings
from app.ui.labels import label
from app.usecases.dossier_view import DossierView, open_dossier
from app.usecases.levels import Level
from app.usecases.processing import Decided, add_note, forward
from app.usecases.results import record_result
from app.usecases.synchronise import one_round
from tests.helpers.desk import FACTS, LAWYER, a_missing_paper
from tests.helpers.province import Province
from tests.ui.dossier.clerk import Clerk

CODE = "H35.112.03-261124-0001"
SIGNED = OnPaper(decided_by="Tẩn Phù Quân", position="Chủ tịch", number="7/QĐ")


@pytest.fixture
def province(clerk: Clerk, tmp_path):
    one = Province(tmp_path / "gateway", clerk.office.clock, FACTS.commune_code)
    yield one
    one.closes()


def view(clerk: Clerk) -> DossierView:
    shown = clerk.sheet.presenter.shown
    assert shown is not None
    return shown.view


def test_the_page_is_named_after_the_dossiers_number(clerk: Clerk):
    dossier = clerk.receives()
    assert dossier.number in clerk.sheet.title()
    assert clerk.sheet.head.number.text() == dossier.number


def test_a_dossier_without_a_number_says_so(clerk: Clerk):
    clerk.receives("", papers=(a_missing_paper(),), fee_vnd=0)
    assert "Chưa có số" in clerk.sheet.head.number.text()
    assert "Chưa tiếp nhận" in clerk.sheet.head.left.text()


def test_who_what_and_in_whose_hands_it_is_stand_at_the_top(clerk: Clerk):
    clerk.forwards()
    head = clerk.sheet.head
    assert head.owner.text() == "Giàng A Páo"
    assert head.state.text() == label(State.PROCESSING)
    assert LAWYER.name in head.holder.text()
    assert head.matter.text()


def test_the_provinces_code_and_the_number_on_the_slip_are_both_shown(
    clerk: Clerk, province: Province
):
    dossier = clerk.receives()
    clerk.does(lambda: province.enrols(clerk.desk))
    clerk.does(lambda: one_round(clerk.desk))
    clerk.does(lambda: province.gives_code(dossier.id, CODE))
    clerk.does(lambda: one_round(clerk.desk))
    clerk.until(lambda: clerk.sheet.head.number.text() == CODE)  # nobody pressed a key
    assert dossier.number in clerk.sheet.head.other.text()
    assert CODE in clerk.sheet.title()
    assert label(Level.PROVINCE_RECORDED) in clerk.sheet.timeline.text()
    assert "ghi nhận" in clerk.sheet.standing.text()


def test_how_far_each_act_has_come_is_said_in_words(clerk: Clerk, province: Province):
    dossier = clerk.receives()
    assert label(Level.SAVED_HERE) in clerk.sheet.timeline.text()
    clerk.does(lambda: province.enrols(clerk.desk))
    clerk.does(lambda: one_round(clerk.desk))
    clerk.until(lambda: label(Level.PROVINCE_GATEWAY) in clerk.sheet.timeline.text())
    clerk.does(lambda: add_note(clerk.desk, dossier.version, "đã gọi"))
    clerk.until(lambda: "Đã gọi" in clerk.sheet.timeline.text())
    said = clerk.sheet.timeline.text()
    assert said.index(label(Level.SAVED_HERE)) < said.index(label(Level.PROVINCE_GATEWAY))


def test_the_timeline_says_when_it_happened_and_when_it_was_recorded(clerk: Clerk):
    dossier = clerk.forwards()
    signed = Decided(clerk.does(clerk.desk.now), SIGNED)
    clerk.office.clock.pass_by(timedelta(hours=3))
    paper = IssuedPaper(name="Giấy xác nhận", number="12/2026")
    clerk.does(lambda: record_result(clerk.desk, dossier.version, [paper], decided=signed))
    clerk.until(lambda: clerk.now.state is State.DONE)
    said = clerk.sheet.timeline.text()
    assert "08:40 thứ Ba 24/11 (ghi lúc 11:40 thứ Ba 24/11)" in said
    assert "Lò Thị Mai" in said
    assert "Công chức tiếp nhận, máy này" in said
    assert "Tẩn Phù Quân" in said
    assert "7/QĐ" in said


def test_the_newest_act_stands_first(clerk: Clerk):
    clerk.forwards()
    said = clerk.sheet.timeline.text()
    assert said.index(label(Act.FORWARD)) < said.index(label(Act.RECEIVE))


def test_what_is_left_is_counted_from_now_with_its_reason(clerk: Clerk):
    clerk.receives()
    head = clerk.sheet.head
    before = head.left.text()
    assert "Hẹn trả" in head.moment.text()
    assert "ngày làm việc" in head.reason.text()
    clerk.waits(timedelta(days=1))
    assert head.left.text() != before


def test_overdue_is_said_in_words_and_not_by_colour_alone(clerk: Clerk):
    clerk.receives()
    clerk.waits(timedelta(days=30))
    assert clerk.sheet.head.left.text().startswith("quá")


def test_a_result_in_time_and_a_late_one_are_told_apart(clerk: Clerk):
    dossier = clerk.forwards()
    paper = IssuedPaper(name="Giấy xác nhận")
    decided = Decided(clerk.does(clerk.desk.now), SIGNED)
    clerk.does(lambda: record_result(clerk.desk, dossier.version, [paper], decided=decided))
    clerk.until(lambda: clerk.sheet.head.left.text().startswith("Đúng hạn"))
    other = clerk.forwards()
    clerk.office.clock.pass_by(timedelta(days=30))
    late = Decided(clerk.does(clerk.desk.now), SIGNED)
    clerk.does(lambda: record_result(clerk.desk, other.version, [paper], decided=late))
    clerk.until(lambda: clerk.sheet.head.left.text().startswith("Quá hạn"))


def test_time_that_stands_still_waits_for_the_citizen(clerk: Clerk):
    clerk.receives()
    form = clerk.begins(Act.REQUEST_SUPPLEMENT)
    clerk.writes(form.others, "Tờ khai mới")
    clerk.writes(form.reason, "sai mẫu")
    clerk.records()
    assert view(clerk).countdown is not None
    assert clerk.sheet.head.left.text() == "Đang chờ người dân"
    assert "Tờ khai mới" in clerk.sheet.facts.text()


def test_a_dossier_without_a_promised_date_says_that(clerk: Clerk):
    clerk.receives()
    shown = view(clerk)
    assert shown.dossier.promise is not None
    promise = msgspec.structs.replace(shown.dossier.promise, due=None, rule="no_date")
    undated = msgspec.structs.replace(
        shown, dossier=msgspec.structs.replace(shown.dossier, promise=promise)
    )
    line = due_line(undated, clerk.does(clerk.desk.now))
    assert line.left.startswith("Không có ngày hẹn trả")
    assert line.moment == ""


def test_the_colour_of_what_is_left_follows_its_nearness(clerk: Clerk):
    clerk.receives()
    shown, now = view(clerk), clerk.does(clerk.desk.now)
    assert shown.countdown is not None
    tones = {}
    for nearness in Nearness:
        countdown = msgspec.structs.replace(shown.countdown, nearness=nearness)
        tones[nearness] = due_line(msgspec.structs.replace(shown, countdown=countdown), now).tone
    assert tones == {
        Nearness.AHEAD: "strong",
        Nearness.APOLOGY: "caution",
        Nearness.SOON: "caution",
        Nearness.OVERDUE: "bad",
    }


def test_what_waits_or_stands_aside_is_said_before_anybody_acts(clerk: Clerk):
    clerk.receives()
    shown, now = view(clerk), clerk.does(clerk.desk.now)
    waiting = Waiting("A:B:1", "office.note_added", "ai đó", 1, ("A:B:0",))
    aside = SetAside("A:B:2", "office.forwarded", Aside.FORK, "ai đó", 1)
    said = msgspec.structs.replace(
        shown,
        dossier=msgspec.structs.replace(
            shown.dossier, waiting=(waiting,), set_aside=(aside,), read_only=True
        ),
    )
    words = [one.words for one in standings(said, now)]
    assert label(Aside.FORK) in words[2]
    owed = [one.words for one in standings(shown, now)]
    assert words[3:] == owed
    assert [one.partition(":")[0] for one in owed] == ["Chuyển hồ sơ"]


def test_the_receipt_is_printed_from_the_list_of_acts(clerk: Clerk):
    clerk.receives()
    entry = next(text for text in clerk.sheet.acts.entries() if "Giấy tiếp nhận" in text)
    clerk.sheet.acts.trigger(entry)
    clerk.until(lambda: len(clerk.tray.papers) == 1)


def test_a_narrow_window_lays_facts_and_history_below_one_another(clerk: Clerk):
    clerk.receives()
    clerk.window.resize(1366, 768)
    clerk.settles()
    wide = clerk.sheet.timeline.y() == clerk.sheet.facts.y()
    clerk.window.resize(1024, 768)
    clerk.settles()
    assert wide
    assert clerk.sheet.timeline.y() > clerk.sheet.facts.y()


def test_nothing_is_wider_than_a_small_screen(clerk: Clerk):
    long = "Nguyễn Thị " + "Thanh Huyền " * 8
    clerk.receives(other_name="Xác nhận " + "tình trạng rất dài " * 10, request=long)
    area = clerk.sheet._area
    assert area.horizontalScrollBar().maximum() == 0


def test_what_another_pc_recorded_is_named_by_that_pc(clerk: Clerk, province: Province):
    dossier = clerk.receives()
    clerk.does(lambda: province.enrols(clerk.desk))
    clerk.does(lambda: one_round(clerk.desk))
    clerk.does(lambda: province.says(dossier.id, Recorded(message="đủ")))
    clerk.does(lambda: one_round(clerk.desk))
    clerk.until(lambda: "Đủ" in clerk.sheet.timeline.text())
    assert "Cán bộ tỉnh, Lai Châu" in clerk.sheet.timeline.text()


def test_acts_that_the_province_does_not_know_yet_are_counted(clerk: Clerk, province: Province):
    dossier = clerk.receives()
    clerk.does(lambda: province.enrols(clerk.desk))
    clerk.does(lambda: one_round(clerk.desk))
    clerk.does(lambda: province.gives_code(dossier.id, "H35.12.03-261124-0007"))
    clerk.does(lambda: one_round(clerk.desk))
    known = clerk.does(lambda: open_dossier(clerk.desk, dossier.id))
    assert what_the_province_said(clerk, known).tone == "good"
    clerk.does(lambda: forward(clerk.desk, known.version, LAWYER))
    after = clerk.does(lambda: open_dossier(clerk.desk, dossier.id))
    said = what_the_province_said(clerk, after)
    assert (said.tone, "1 việc làm sau đó chưa được ghi nhận" in said.words) == ("hint", True)


def what_the_province_said(clerk: Clerk, shown: DossierView) -> Standing:
    found = standings(shown, clerk.desk.now())
    return next(one for one in found if one.words.startswith("Hệ thống tỉnh đã ghi nhận"))


def test_f5_reads_again_what_the_store_holds(clerk: Clerk):
    dossier = clerk.receives()
    shown = clerk.does(lambda: open_dossier(clerk.desk, dossier.id))
    clerk.presses("F5")
    clerk.settles()
    assert view(clerk).version == shown.version
