"""The officer sees beside the act what the law allows now, and what came too late."""

from datetime import timedelta

from app.domain.duties import DutyKind
from app.domain.events import IssuedPaper, OnPaper, SlipForm
from app.domain.papers.forms import not_printed
from app.domain.states import Act
from app.ui.dossier.facts import sections
from app.ui.dossier.timeline_words import told
from app.ui.page import Goto
from app.ui.today.page import TodayPage
from app.ui.widgets.layout import Words
from app.usecases.dossier_view import open_dossier
from app.usecases.lookup import Section
from app.usecases.processing import Decided
from app.usecases.results import HandOver, record_result, return_result
from app.usecases.work import Opinion, consult, find_fault
from tests.ui.dossier.clerk import Clerk


def said(form) -> str:
    return "\n".join(words.text() for words in form.findChildren(Words))


def test_after_appraisal_the_form_says_by_when_and_that_it_is_late(clerk: Clerk):
    """Điều 19(5): within 3 working days of reception."""
    clerk.opens(clerk.forwards())
    form = clerk.begins(Act.REQUEST_SUPPLEMENT)
    assert "03 ngày làm việc" in said(form)
    assert "chậm" not in said(form)
    clerk.presses("Esc")
    clerk.waits(timedelta(days=10))
    form = clerk.begins(Act.REQUEST_SUPPLEMENT)
    assert "chậm" in said(form)


def test_a_direct_dossier_is_asked_once_and_no_time_is_made_up(clerk: Clerk):
    """Điều 16(3): the law sets no hour at the counter."""
    clerk.opens(clerk.receives())
    words = said(clerk.begins(Act.REQUEST_SUPPLEMENT))
    assert "một lần, đầy đủ" in words
    assert "ngày làm việc" not in words


def test_a_late_opinion_is_marked_and_told_to_the_head(clerk: Clerk):
    """Điều 19(4)."""
    dossier = clerk.forwards()
    due = clerk.desk.now() + timedelta(hours=1)
    asked = Opinion("Công an xã", "xác nhận cư trú", due)
    clerk.does(lambda: consult(clerk.desk, dossier.version, asked))
    clerk.opens(dossier)
    assert Act.NOTIFY_HEAD not in clerk.sheet.acts.acts
    clerk.waits(timedelta(hours=2))
    clerk.opens(dossier)
    form = clerk.begins(Act.ANSWER_CONSULTATION)
    clerk.writes(form.answer, "Đồng ý")
    clerk.records()
    view = clerk.does(lambda: open_dossier(clerk.desk, dossier.id))
    assert DutyKind.NOTIFY_HEAD in [duty.kind for duty in view.duties]
    (line,) = [
        line
        for part in sections(view, clerk.desk.now())
        for line in part.lines
        if line.label == "Công an xã"
    ]
    assert (line.tone, "⚠ chậm" in line.words) == ("caution", True)
    assert any("trả lời chậm" in told(row, clerk.desk.now()).said for row in view.timeline)
    form = clerk.begins(Act.NOTIFY_HEAD)
    clerk.writes(form.whom, "Phàn Sài Phà")
    now = clerk.records()
    assert now.head_notices
    assert Act.NOTIFY_HEAD not in clerk.sheet.acts.acts


def test_a_late_forwarding_is_marked_on_the_first_page_and_in_the_timeline(clerk: Clerk):
    """Điều 18: the same working day, or the next morning after 15:00."""
    dossier = clerk.receives()
    clerk.waits(timedelta(days=4))
    clerk.window.go(Goto("today"))
    clerk.settles()
    page = clerk.window.page
    assert isinstance(page, TodayPage)
    link = page.more.links[Section.FORWARD_LATE]
    assert link.isVisible()
    assert link.text() == "⚠ Chuyển chậm (Điều 18): 1"
    clerk.opens(dossier)
    form = clerk.begins(Act.FORWARD)
    clerk.writes(form.name, "Lù A Sử")
    clerk.records()
    view = clerk.does(lambda: open_dossier(clerk.desk, dossier.id))
    assert any("huyển chậm" in told(row, clerk.desk.now()).said for row in view.timeline)


def test_a_mended_result_is_handed_over_with_its_own_receipt(clerk: Clerk):
    """Điều 23: what the citizen took home was wrong."""
    dossier = clerk.forwards()
    paper = IssuedPaper(name="Giấy xác nhận", number="7")
    leader = OnPaper(decided_by="Phàn Sài Phà")
    signed = Decided(clerk.does(clerk.desk.now), leader)
    done = clerk.does(lambda: record_result(clerk.desk, dossier.version, [paper], decided=signed))
    back = clerk.does(lambda: return_result(clerk.desk, done.version, HandOver()))
    clerk.does(lambda: find_fault(clerk.desk, back.version, "sai năm sinh"))
    clerk.opens(back)
    form = clerk.begins(Act.CORRECT_RESULT)
    clerk.on_paper("Phàn Sài Phà")
    clerk.writes(form.number, "8")
    clerk.writes(form.cost, "20.000")
    clerk.is_refused()
    assert form.payer.error
    clerk.writes(form.payer, "Lò Thị Mai")
    clerk.records()
    form = clerk.begins(Act.RETURN_MENDED)
    form.taken_back.setFocus()
    clerk.presses("Space")
    now = clerk.records()
    assert [getattr(one.said, "wrong_taken_back", False) for one in now.mended_returns] == [True]
    assert SlipForm.RESULT_RECEIPT in dict(not_printed(now))
    assert "Người chịu chi phí: Lò Thị Mai" in clerk.sheet.facts.text()
    assert Act.RETURN_MENDED not in clerk.sheet.acts.acts
