"""The first day on a new PC: set up, keep the code, sign in, lock, change, forget, recover."""

import sys
import threading
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain.place import Places
from app.system.clock import milliseconds
from app.ui.counter import Counter
from app.ui.shell.counter_dialog import CounterDialog
from app.ui.sign_in.page import SignInPage
from app.ui.sign_in.recovery import RecoveryPage
from app.ui.sign_in.recovery_code import RecoveryCodePage
from app.ui.sign_in.set_up import SetUpPage
from app.ui.theme import Theme, apply
from app.usecases import office_profile
from app.usecases.desk import Desk
from app.usecases.office_profile import Prepared
from app.usecases.this_pc import OfficerName
from sync.protocol.signing import Signer
from tests.helpers.desk import FACTS
from tests.helpers.dossiers import HOUR, a_promise, a_received
from tests.helpers.patience import PATIENCE
from tests.ui.frame.people import NotebookPage, presses, types

PASSWORD = "mật khẩu của Páo"  # noqa: S105 - an invented officer's


def shown(counter: Counter, kind: type) -> bool:
    page = counter.window.shown
    has_names = not isinstance(page, SignInPage) or bool(page.officer.value())
    return isinstance(page, kind) and has_names


def sets_up(qtbot: QtBot, counter: Counter) -> str:
    """Found the office by keyboard; answers the recovery code."""
    counter.begin()
    counter.window.activateWindow()
    page = counter.window.shown
    assert isinstance(page, SetUpPage)
    qtbot.waitUntil(page.commune.control.hasFocus)
    types(page.commune.line, "si lo lau")
    qtbot.waitUntil(lambda: page.commune.list_shown() > 0)
    presses(qtbot, "Down")
    presses(qtbot, "Return")
    types(page.officer.line, "Nguyễn Văn Páo")
    types(page.first.line, PASSWORD)
    types(page.second.line, PASSWORD)
    qtbot.keyClick(page.second.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown(counter, RecoveryCodePage))
    code = counter.window.shown
    assert isinstance(code, RecoveryCodePage)
    said = code.code()
    assert not code.button.isEnabled()
    qtbot.keyClick(code.tick, Qt.Key.Key_Space)
    qtbot.keyClick(code.button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: shown(counter, SignInPage))
    assert code.code() == ""  # shown once
    return said


def signs_in(qtbot: QtBot, counter: Counter, password: str = PASSWORD) -> SignInPage:
    page = counter.window.shown
    assert isinstance(page, SignInPage)
    types(page.password.line, password)
    qtbot.keyClick(page.password.line, Qt.Key.Key_Return)
    return page


def is_at_work(counter: Counter) -> bool:
    return counter.workspace is not None and counter.window.shown is counter.workspace


@pytest.fixture
def at_work(qtbot: QtBot, counter: Counter) -> Counter:
    sets_up(qtbot, counter)
    signs_in(qtbot, counter)
    qtbot.waitUntil(lambda: is_at_work(counter))
    return counter


def test_an_office_is_founded_by_keyboard_and_its_officer_signs_in(qtbot: QtBot, at_work: Counter):
    assert at_work.workspace is not None
    desk = at_work.workspace.session.desk
    assert desk.officer.name == "Nguyễn Văn Páo"
    assert desk.office.commune_name == "Xã Sì Lở Lầu"
    assert desk.office.upper_line == "ỦY BAN NHÂN DÂN XÃ SÌ LỞ LẦU"
    status = at_work.workspace.status_line
    qtbot.waitUntil(lambda: status.text().startswith("Máy chưa ghi danh với tỉnh."))


def test_a_wrong_password_is_told_beside_the_field(qtbot: QtBot, counter: Counter):
    sets_up(qtbot, counter)
    page = signs_in(qtbot, counter, "không phải")
    qtbot.waitUntil(lambda: bool(page.password.error))
    assert page.password.error.startswith("Mật khẩu không đúng.")
    assert "(MC-201)" in page.password.error
    assert page.password.value() == ""


def test_a_lock_hides_the_screen_and_keeps_what_was_typed(qtbot: QtBot, at_work: Counter):
    workspace = at_work.workspace
    assert workspace is not None
    types(workspace.page.line.line, "đang gõ dở")  # type: ignore[union-attr]
    presses(qtbot, "Ctrl+L")
    qtbot.waitUntil(lambda: shown(at_work, SignInPage))
    assert "leave" in workspace.page.told  # type: ignore[union-attr]
    signs_in(qtbot, at_work)
    qtbot.waitUntil(lambda: is_at_work(at_work))
    assert at_work.workspace is workspace
    assert workspace.page.line.value() == "đang gõ dở"  # type: ignore[union-attr]


def test_a_lock_hides_what_is_open_over_the_page_and_gives_it_back(qtbot: QtBot, at_work: Counter):
    workspace = at_work.workspace
    assert workspace is not None
    dialog = CounterDialog(workspace.session, workspace)
    dialog.open()
    dialog.name.fill("Quầy của Páo")
    at_work.idle.idle.emit()
    qtbot.waitUntil(lambda: shown(at_work, SignInPage))
    assert not dialog.isVisible()
    signs_in(qtbot, at_work)
    qtbot.waitUntil(lambda: is_at_work(at_work))
    assert dialog.isVisible()
    assert dialog.isModal()
    assert dialog.name.value() == "Quầy của Páo"


def test_who_types_before_the_names_are_there_signs_in_all_the_same(qtbot: QtBot):
    page = SignInPage()
    qtbot.addWidget(page)
    types(page.password.line, PASSWORD)
    asked: list[tuple[str, str]] = []
    page.submitted.connect(lambda *told: asked.append(told))
    qtbot.keyClick(page.password.line, Qt.Key.Key_Return)
    assert asked == []
    page.offer([OfficerName("pao", "Nguyễn Văn Páo")])
    assert asked == [("pao", PASSWORD)]


def test_after_a_quarter_of_an_hour_alone_the_screen_is_hidden(qtbot: QtBot, at_work: Counter):
    at_work.idle.idle.emit()
    qtbot.waitUntil(lambda: shown(at_work, SignInPage))
    assert not at_work.idle.is_counting


def test_a_forgotten_password_is_reset_on_the_spot(qtbot: QtBot, counter: Counter):
    code = sets_up(qtbot, counter)
    page = counter.window.shown
    assert isinstance(page, SignInPage)
    page.forgotten.emit(page.officer.value())
    recovery = counter.window.shown
    assert isinstance(recovery, RecoveryPage)
    types(recovery.code.line, code.lower())
    types(recovery.who.line, "Vàng A Dơ")
    types(recovery.first.line, "mật khẩu mới")
    types(recovery.second.line, "mật khẩu mới")
    qtbot.keyClick(recovery.second.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown(counter, SignInPage))
    signs_in(qtbot, counter, "mật khẩu mới")
    qtbot.waitUntil(lambda: is_at_work(counter))


def test_a_wrong_recovery_code_changes_nothing(qtbot: QtBot, counter: Counter):
    sets_up(qtbot, counter)
    page = counter.window.shown
    assert isinstance(page, SignInPage)
    page.forgotten.emit(page.officer.value())
    recovery = counter.window.shown
    assert isinstance(recovery, RecoveryPage)
    types(recovery.code.line, "0000-0000-0000")
    types(recovery.who.line, "Vàng A Dơ")
    types(recovery.first.line, "mật khẩu mới")
    types(recovery.second.line, "mật khẩu mới")
    qtbot.keyClick(recovery.button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(recovery.code.error))
    assert "MC-202" in recovery.code.error


def test_set_up_points_at_what_is_missing(qtbot: QtBot, counter: Counter):
    counter.begin()
    page = counter.window.shown
    assert isinstance(page, SetUpPage)
    qtbot.keyClick(page.button, Qt.Key.Key_Space)
    assert page.commune.error
    assert page.officer.error
    assert page.first.error


def test_caps_lock_is_noticed(qtbot: QtBot, counter: Counter):
    sets_up(qtbot, counter)
    page = counter.window.shown
    assert isinstance(page, SignInPage)
    types(page.password.line, "A")
    assert page.password.hint == "Đang bật Caps Lock (chữ in hoa)."
    types(page.password.line, "b")
    assert page.password.hint == ""


def test_caps_lock_is_noticed_above_all_after_a_wrong_password(qtbot: QtBot, counter: Counter):
    sets_up(qtbot, counter)
    page = signs_in(qtbot, counter, "không phải")
    qtbot.waitUntil(lambda: bool(page.password.error))
    types(page.password.line, "A")
    assert page.password.error == ""
    assert page.password.hint == "Đang bật Caps Lock (chữ in hoa)."


def test_esc_leads_back_from_a_forgotten_password(qtbot: QtBot, counter: Counter):
    sets_up(qtbot, counter)
    page = counter.window.shown
    assert isinstance(page, SignInPage)
    page.forgotten.emit(page.officer.value())
    recovery = counter.window.shown
    assert isinstance(recovery, RecoveryPage)
    qtbot.keyClick(recovery.code.line, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: shown(counter, SignInPage))


def test_a_change_by_anyone_is_read_again_on_the_shown_page(qtbot: QtBot, at_work: Counter):
    workspace = at_work.workspace
    assert workspace is not None
    page = workspace.page
    assert isinstance(page, NotebookPage)
    workspace.session.tasks.run(lambda: _takes_one_in(workspace.session.desk))
    qtbot.waitUntil(lambda: "refresh dossier" in page.told)


def _takes_one_in(desk: Desk) -> None:
    with desk.store.act(by=desk.officer) as act:
        now = milliseconds(act.now())
        promise = a_promise(start=now, due=now + 8 * HOUR)
        number = act.next_number().code
        act.record(act.new_id(), a_received(accepted_at=now, promise=promise, number=number))


def test_larger_letters_and_strong_contrast_hold_at_once(qtbot: QtBot, at_work: Counter):
    before = at_work.workspace
    assert before is not None
    dialog = CounterDialog(before.session, before)
    dialog.changed.connect(before.settings_changed)
    dialog.points.fill(14)
    dialog.contrast.fill(on=True)
    dialog.name.fill("Quầy 2")
    qtbot.keyClick(dialog.save, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: at_work.workspace not in (None, before))
    assert at_work.app.font().pointSize() == 14
    assert at_work.app.palette().window().color().name() == "#000000"
    assert at_work.workspace is not None
    assert at_work.workspace.session.desk.settings.counter == "Quầy 2"
    apply(at_work.app, Theme(), sys.platform)


def test_the_folder_for_copies_is_chosen_and_a_copy_made_at_once(
    qtbot: QtBot, at_work: Counter, tmp_path: Path
):
    before = at_work.workspace
    assert before is not None
    dialog = CounterDialog(before.session, before)
    dialog.changed.connect(before.settings_changed)
    dialog.folder.fill(str(tmp_path / "usb"))
    qtbot.keyClick(dialog.save, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "Không thấy thư mục sao lưu." in dialog.notices.text())
    (tmp_path / "usb").mkdir()
    qtbot.keyClick(dialog.save, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: at_work.workspace not in (None, before))
    assert at_work.workspace is not None
    dialog = CounterDialog(at_work.workspace.session, at_work.workspace)
    dialog.copy_now()
    qtbot.waitUntil(lambda: "Đã sao lưu" in dialog.notices.text())
    assert list((tmp_path / "usb").glob("motcua-*/manifest.json"))
    dialog.copy_now()
    shiboken6.delete(dialog)  # who does not wait hears of it all the same
    notices = at_work.workspace.notices
    qtbot.waitUntil(lambda: "Đã sao lưu" in notices.text())


def test_a_bug_is_told_to_the_officer_and_its_trace_is_in_the_office_s_log(
    qtbot: QtBot, at_work: Counter, tmp_path: Path
):
    at_work.complain(ZeroDivisionError("Nguyễn Văn Páo"))
    workspace = at_work.workspace
    assert workspace is not None
    qtbot.waitUntil(lambda: "MC-999" in workspace.notices.text())
    log = (tmp_path / "office" / "logs" / "motcua.log").read_text("utf-8")
    assert "ZeroDivisionError" in log
    assert "Páo" not in log


def test_the_folder_holds_no_word_of_the_officer(at_work: Counter, tmp_path: Path):
    at_work.close()
    for path in (tmp_path / "office").rglob("*.db*"):
        assert "Páo".encode() not in path.read_bytes()


def a_prepared_file(folder: Path, counter: Counter, package: bytes = b"") -> Path:
    prepared = Prepared(office=FACTS, codes=("AAAAAAAAAA", "BBBBBBBBBB"), package=package)
    signer, machine = Signer(bytes([3]) * 32), counter.pc.machine
    file = folder / "xa.motcua"
    file.write_bytes(office_profile.write(prepared, signer, "Vàng A Chứ", "ABCD-EFGH", machine))
    return file


def opens_the_file(counter: Counter, file: Path) -> SetUpPage:
    counter.begin()
    page = counter.window.shown
    assert isinstance(page, SetUpPage)
    assert counter.file_opened is not None
    counter.file_opened(file)  # a double click on the file
    return page


def founds_by_the_file(qtbot: QtBot, counter: Counter, page: SetUpPage) -> RecoveryCodePage:
    page.passphrase.fill("abcd efgh")
    page.number.fill("2")
    page.take_file.click()
    qtbot.waitUntil(lambda: FACTS.commune_name in page.file_said.text())
    types(page.officer.line, "Nguyễn Văn Páo")
    types(page.first.line, PASSWORD)
    types(page.second.line, PASSWORD)
    qtbot.keyClick(page.second.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown(counter, RecoveryCodePage))
    code = counter.window.shown
    assert isinstance(code, RecoveryCodePage)
    return code


def test_the_recovery_code_is_shown_though_a_part_of_the_prepared_file_did_not_fit(
    qtbot: QtBot, counter: Counter, tmp_path: Path
):
    file = a_prepared_file(tmp_path, counter, package=b"no catalogue at all")
    code = founds_by_the_file(qtbot, counter, opens_the_file(counter, file))
    assert code.code()
    assert "một phần" in code.notices.text()


def test_a_prepared_file_that_is_quicker_than_the_table_of_places_is_taken_too(
    qtbot: QtBot, counter: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    reads, go_on = counter._read_places, threading.Event()

    def slowly() -> Places:
        go_on.wait(PATIENCE)
        return reads()

    monkeypatch.setattr(counter, "_read_places", slowly)
    page = opens_the_file(counter, a_prepared_file(tmp_path, counter))
    page.passphrase.fill("abcd efgh")
    page.number.fill("2")
    page.take_file.click()
    founding = counter._founding
    assert founding is not None
    qtbot.waitUntil(lambda: founding._before_places is not None)
    assert page.file_said.text() == ""
    go_on.set()
    qtbot.waitUntil(lambda: FACTS.commune_name in page.file_said.text())


def test_a_prepared_file_asks_for_the_first_officer_alone(
    qtbot: QtBot, counter: Counter, tmp_path: Path
):
    page = opens_the_file(counter, a_prepared_file(tmp_path, counter))
    types(page.passphrase.line, "ABCD-XXXX")
    page.take_file.click()
    qtbot.waitUntil(lambda: "MC-424" in page.file_said.text())
    code = founds_by_the_file(qtbot, counter, page)
    assert not code.notices.text()
    qtbot.keyClick(code.tick, Qt.Key.Key_Space)
    qtbot.keyClick(code.button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: shown(counter, SignInPage))
    signs_in(qtbot, counter)
    qtbot.waitUntil(lambda: is_at_work(counter))
    assert counter.workspace is not None
    desk = counter.workspace.session.desk
    assert (desk.settings.counter, desk.store.office.slot) == ("Quầy 2", 2)
