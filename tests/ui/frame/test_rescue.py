"""The way back that an officer finds by himself when the office does not open, or is not there."""

from functools import partial

import pytest

from app.store.profile import Profile
from app.ui.sign_in.rescue import RescuePresenter
from app.ui.tasks import TaskRunner
from app.usecases import rescue
from app.usecases.administration import ThisPc, sign_in
from app.usecases.forgotten import Shown, reset_by_recovery_code
from tests.helpers.office import MAI, PASSWORD, a_machine, an_office
from tests.ui.reception.counter import on


@pytest.fixture
def broken(workers, tmp_path):
    """Two dossiers, a copy, one more; then the file is gone."""
    office = on(workers, lambda: an_office(tmp_path))

    def work() -> None:
        office.receives()
        office.store.back_up()
        office.receives()
        office.closes()

    on(workers, work)
    office.profile.database.write_bytes(bytes(9000))
    return office


def a_presenter(workers, pc, shown):
    tasks = TaskRunner(workers)
    return RescuePresenter(pc, tasks, shown.append, partial(shown.append, "back"))


def test_an_officer_mends_the_office_and_signs_in(broken, workers, qtbot):
    pc, shown = ThisPc(broken.profile, broken.store.machine), list[object]()
    presenter = a_presenter(workers, pc, shown)
    page = presenter.page
    qtbot.addWidget(page)
    assert shown == [page]
    qtbot.waitUntil(lambda: page.copies.value() is not None)
    assert "chưa thử mở" in page.copies.box.currentText()
    page.password.fill("sai mật khẩu")
    page.mend.click()
    qtbot.waitUntil(lambda: "MC-201" in page.notices.text())
    page.password.fill(PASSWORD)
    page.mend.click()
    qtbot.waitUntil(lambda: "Đã sửa: 3" in page.told.text())
    desk = on(workers, lambda: sign_in(pc, MAI.id, PASSWORD))
    on(workers, desk.store.close)


def test_a_new_pc_is_given_the_office_from_a_chosen_folder(broken, workers, qtbot, tmp_path):
    pc, shown = ThisPc(Profile(tmp_path / "new pc"), a_machine(2)), list[object]()
    presenter = a_presenter(workers, pc, shown)
    page = presenter.page
    qtbot.addWidget(page)
    qtbot.waitUntil(lambda: "Không thấy bản sao" in page.told.text())
    page.folder_chosen.emit(str(broken.profile.backups))
    qtbot.waitUntil(lambda: page.copies.value() is not None)
    page.password.fill(PASSWORD)
    page.restore.click()
    qtbot.waitUntil(lambda: "trang Đồng bộ" in page.told.text())
    page.given_up.emit()
    assert shown[-1] == "back"
    assert len(rescue.at_hand(pc).copies) == 0


def test_whoever_has_no_password_left_types_the_code_of_the_envelope(
    broken, workers, qtbot, tmp_path
):
    pc = ThisPc(Profile(tmp_path / "new pc"), a_machine(2))
    presenter = a_presenter(workers, pc, [])
    page = presenter.page
    qtbot.addWidget(page)
    page.folder_chosen.emit(str(broken.profile.backups))
    qtbot.waitUntil(lambda: page.copies.value() is not None)
    code = broken.recovery_code
    page.password.fill(code[:-1] + ("0" if code[-1] != "0" else "1"))
    page.restore.click()
    qtbot.waitUntil(lambda: "MC-202" in page.notices.text())
    page.password.fill(code.lower().replace("-", " "))
    page.restore.click()
    qtbot.waitUntil(lambda: "trang Đồng bộ" in page.told.text())
    new = "nương ngô trên đồi"
    reset_by_recovery_code(pc, Shown(MAI.id, new), code, "Vàng A Dơ")
    desk = on(workers, lambda: sign_in(pc, MAI.id, new))
    on(workers, desk.store.close)


def test_a_key_out_of_the_copy_is_told(broken, workers, qtbot):
    pc = ThisPc(broken.profile, broken.store.machine)
    pc.profile.slots.unlink()
    presenter = a_presenter(workers, pc, [])
    page = presenter.page
    qtbot.addWidget(page)
    qtbot.waitUntil(lambda: page.copies.value() is not None)
    page.password.fill(PASSWORD)
    page.mend.click()
    qtbot.waitUntil(lambda: "mật khẩu của lúc sao lưu" in page.told.text())
