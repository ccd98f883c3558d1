"""Giấy tờ in: every paper of a dossier by the keyboard, and looked at before it is printed."""

from app.domain.events import SlipForm
from app.ui.dossier.papers_part import next_to_print
from app.ui.shell.paper_preview import PaperPreview
from app.usecases.supplement import request_supplement
from tests.ui.dossier.clerk import Clerk


def forms_printed(clerk: Clerk) -> list[str]:
    return [paper.template.form for paper in clerk.tray.papers]


def preview_of(clerk: Clerk) -> PaperPreview:
    clerk.until(lambda: clerk.window.findChild(PaperPreview) is not None)
    found = clerk.window.findChild(PaperPreview)
    assert isinstance(found, PaperPreview)
    return found


def test_each_paper_says_whether_it_is_out(clerk: Clerk):
    clerk.receives()
    part = clerk.sheet.papers
    assert list(part.buttons) == [SlipForm.RECEIPT, SlipForm.CONTROL_SLIP]
    clerk.presses("Ctrl+P")
    clerk.until(lambda: forms_printed(clerk) == ["receipt"])
    clerk.settles()
    clerk.presses("Space")  # Đã in: the bar stands on it
    clerk.settles()
    assert next_to_print(clerk.kept) is SlipForm.RECEIPT
    assert len(clerk.kept.slips) == 1


def test_the_key_of_the_part_stands_on_what_is_still_owed(clerk: Clerk):
    dossier = clerk.receives()
    clerk.does(lambda: request_supplement(clerk.desk, dossier.version, ["Tờ khai"], "chưa nộp"))
    clerk.presses("F5")
    clerk.settles()
    assert next_to_print(clerk.now) is SlipForm.RECEIPT
    clerk.presses("Alt+P")
    clerk.until(lambda: SlipForm.SUPPLEMENT_REQUEST in clerk.sheet.papers.buttons)
    assert clerk.sheet.papers.buttons[SlipForm.RECEIPT].hasFocus()
    clerk.sheet.papers.buttons[SlipForm.SUPPLEMENT_REQUEST].setFocus()
    clerk.presses("Space")
    clerk.until(lambda: forms_printed(clerk) == ["supplement_request"])


def test_a_paper_is_looked_at_without_being_printed(clerk: Clerk):
    clerk.receives()
    clerk.sheet.papers.buttons[SlipForm.CONTROL_SLIP].setFocus()
    clerk.presses("Tab")
    clerk.presses("Space")
    preview = preview_of(clerk)
    assert preview.windowTitle() == "Phiếu kiểm soát quá trình giải quyết hồ sơ"
    assert len(preview.pictures) == 2
    assert forms_printed(clerk) == []
    preview.reject()
    clerk.settles()
    assert clerk.kept.slips == ()


def test_a_paper_is_printed_from_its_preview(clerk: Clerk):
    dossier = clerk.receives()
    clerk.sheet.session.show_paper(dossier.version, SlipForm.RECEIPT)
    preview_of(clerk).print.click()
    clerk.until(lambda: forms_printed(clerk) == ["receipt"])
