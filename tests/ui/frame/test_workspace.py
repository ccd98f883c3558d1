"""The frame around the pages: keys, ways, notices, the status line, names for screen readers."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import cast

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextBrowser,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.system.paths import resources
from app.ui import icons
from app.ui.help.guide import Guide, sections
from app.ui.jump.presenter import places_like
from app.ui.notices import Notice, Tone
from app.ui.page import Command, Goto, Session
from app.ui.shell.idle import IdleWatch
from app.ui.shell.main_window import MainWindow
from app.ui.shell.status_line import StatusLine
from app.ui.shell.status_words import words_of
from app.ui.shell.top_bar import TopBar
from app.ui.shell.workspace import Workspace
from app.ui.sign_in.page import SignInPage
from app.ui.sign_in.recovery import RecoveryPage
from app.ui.sign_in.recovery_code import RecoveryCodePage
from app.ui.sign_in.set_up import SetUpPage
from app.ui.tasks import TaskRunner
from app.ui.theme import Theme
from app.ui.tokens import LIGHT
from app.ui.widgets.layout import Words
from app.usecases.desk import Desk
from app.usecases.synchronise import LineState, SyncStatus
from tests.ui.frame.people import NotebookPage, notebook_places, presses, types

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
QUIET = SyncStatus(
    line=LineState.OFFLINE,
    waiting_events=0,
    waiting_dossiers=0,
    waiting_bytes=0,
    last_contact=None,
)
NAMED = (
    QAbstractButton,
    QLineEdit,
    QPlainTextEdit,
    QComboBox,
    QAbstractItemView,
    QTextBrowser,
)


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    made = MainWindow()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def workspace(qtbot: QtBot, window: MainWindow, tasks: TaskRunner) -> Workspace:
    """An officer at work, on pages that only remember what was asked of them."""
    desk = SimpleNamespace(
        officer=SimpleNamespace(name="Nguyễn Văn Páo"),
        settings=SimpleNamespace(counter="Quầy 1", round_place=""),
    )
    made = Workspace(Session(cast("Desk", desk), tasks), notebook_places(), Theme())
    made.show_status(QUIET, NOW)
    window.show_only(made)
    window.show()
    window.activateWindow()
    made.go(Goto("today"))
    qtbot.waitUntil(notebook(made).line.control.hasFocus)
    return made


def notebook(workspace: Workspace) -> NotebookPage:
    assert isinstance(workspace.page, NotebookPage)
    return workspace.page


@pytest.mark.parametrize(
    ("key", "page"),
    [
        ("F2", "reception"),
        ("Ctrl+N", "reception"),
        ("F3", "dossiers"),
        ("Ctrl+F", "dossiers"),
        ("F9", "today"),
    ],
)
def test_a_key_leads_to_its_page(qtbot: QtBot, workspace: Workspace, key: str, page: str):
    presses(qtbot, key)
    assert notebook(workspace).name == page


def test_escape_closes_the_notice_first_and_then_goes_back(qtbot: QtBot, workspace: Workspace):
    workspace.go(Goto("dossiers"))
    workspace.go(Goto("dossier", "d1"))
    workspace.say(Notice(Tone.DONE, "Đã chuyển hồ sơ."))
    presses(qtbot, "Esc")
    assert workspace.notices.text() == ""
    assert notebook(workspace).name == "dossier"
    presses(qtbot, "Esc")
    assert notebook(workspace).name == "dossiers"
    presses(qtbot, "Esc")
    presses(qtbot, "Esc")
    assert notebook(workspace).name == "today"


def test_a_notice_goes_with_the_page_that_it_was_about(workspace: Workspace):
    workspace.say(Notice(Tone.BAD, "Ổ đĩa đã đầy."))
    workspace.go(Goto("today"))
    assert "Ổ đĩa" in workspace.notices.text()
    workspace.go(Goto("dossiers"))
    assert workspace.notices.text() == ""


def test_a_page_is_told_when_one_comes_and_goes(workspace: Workspace):
    today = notebook(workspace)
    workspace.go(Goto("dossier", "d1"))
    workspace.refresh(SimpleNamespace(kind="dossier", ids=("d1",)))
    assert today.told == ["enter ", "leave"]
    assert notebook(workspace).told == ["enter d1", "refresh dossier"]


def test_a_page_that_was_left_takes_no_keys(qtbot: QtBot, workspace: Workspace):
    workspace.go(Goto("today"))
    left = notebook(workspace)
    workspace.go(Goto("reception"))
    left.line.line.setFocus()  # the answer to a question of before comes now
    types(cast("QWidget", QApplication.focusWidget()), "Lý")
    assert left.line.value() == ""
    assert notebook(workspace).line.value() == "Lý"


def test_f5_reads_again_and_sends_what_waits(qtbot: QtBot, workspace: Workspace):
    with qtbot.waitSignal(workspace.send_now):
        presses(qtbot, "F5")
    assert notebook(workspace).told[-1] == "refresh "


def test_f3_leads_to_the_dossiers_and_types_nothing(qtbot: QtBot, workspace: Workspace):
    presses(qtbot, "F3")
    assert notebook(workspace).name == "dossiers"
    assert notebook(workspace).told == ["enter "]


def test_a_page_answers_its_own_keys_and_no_other_page_does(
    qtbot: QtBot, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
):
    pressed: list[str] = []
    command = Command("F8", "Tiếp nhận và in", lambda: pressed.append("F8"))
    monkeypatch.setattr(NotebookPage, "commands", lambda page: [command] * (page.name == "dossier"))
    presses(qtbot, "F8")
    assert pressed == []
    workspace.go(Goto("dossier"))
    presses(qtbot, "F8")
    assert pressed == ["F8"]
    workspace.go(Goto("dossier"))  # a second visit binds the key once
    presses(qtbot, "F8")
    assert pressed == ["F8", "F8"]


def test_a_page_may_give_a_common_key_its_own_meaning(
    qtbot: QtBot, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
):
    pressed: list[str] = []
    command = Command("F3", "Tìm trong trang này", lambda: pressed.append("F3"))
    monkeypatch.setattr(NotebookPage, "commands", lambda page: [command] * (page.name == "dossier"))
    workspace.go(Goto("dossier"))
    presses(qtbot, "F3")
    assert (pressed, notebook(workspace).name) == (["F3"], "dossier")
    workspace.go(Goto("today"))
    presses(qtbot, "F3")
    assert notebook(workspace).name == "dossiers"


def test_the_jump_finds_pages_without_marks():
    found = places_like("tim", notebook_places())
    assert [one.goal.page for one in found] == []
    assert [one.goal.page for one in places_like("REC", notebook_places())] == ["reception"]


def test_every_control_has_a_name_for_screen_readers(qtbot: QtBot, workspace: Workspace):
    roles: list[tuple[str, object]] = [("Công chức tiếp nhận", 1)]
    guide = Guide("")
    windows: list[QWidget] = [
        workspace,
        SignInPage(),
        SetUpPage(roles),
        RecoveryPage(),
        RecoveryCodePage(),
        guide,
    ]
    for one in windows:
        qtbot.addWidget(one)
    nameless = [
        f"{type(one).__name__} in {type(shown).__name__}"
        for shown in windows
        for one in shown.findChildren(QWidget)
        if isinstance(one, NAMED)
        and one.objectName() not in {"qt_spinbox_lineedit", "qt_toolbar_ext_button"}
        and not isinstance(one.parent(), QComboBox)
        and "QComboBoxPrivate" not in type(one.parent()).__name__
        and not (one.accessibleName() or getattr(one, "text", lambda: "")())
        and not one.inherits("QComboBoxListView")
        and not one.inherits("QTableCornerButton")
        and not one.inherits("QHeaderView")
    ]
    assert nameless == []


def test_every_button_can_be_reached_without_a_mouse(qtbot: QtBot, workspace: Workspace):
    unreachable = [
        button.accessibleName()
        for button in workspace.findChildren(QAbstractButton)
        if button.focusPolicy() == Qt.FocusPolicy.NoFocus
    ]
    assert unreachable == []


@pytest.mark.parametrize("size", [(1024, 720), (1366, 720)])
def test_the_frame_fits_the_screens_of_the_communes(
    workspace: Workspace, window: MainWindow, size: tuple[int, int]
):
    assert window.minimumSizeHint().width() <= 1024
    assert workspace.minimumSizeHint().width() <= 1024
    window.resize(*size)
    assert (window.width(), window.height()) == size


def test_the_frame_fits_a_small_screen_at_125_percent(workspace: Workspace, window: MainWindow):
    for least in (workspace.minimumSizeHint(), window.minimumSize()):
        assert least.width() * 125 // 100 <= 1024
        assert least.height() * 125 // 100 <= 720


def test_a_long_title_is_read_whole(workspace: Workspace, window: MainWindow):
    window.resize(1024, 700)
    bar = workspace.findChild(TopBar)
    assert isinstance(bar, TopBar)
    for title in ("Hôm nay", "Hồ sơ TAM-1-61AE-261127-001", "Hôm nay"):
        bar.show_title(title)
        shown = next(one for one in bar.findChildren(Words) if one.text() == title)
        bar.layout().activate()  # type: ignore[union-attr]
        assert shown.width() >= shown.sizeHint().width()


def test_a_pc_without_the_province_says_that_its_work_is_kept_here():
    said = words_of(replace_status(line=LineState.NOT_ENROLLED, waiting_events=3), NOW)
    assert said.line == "Máy chưa ghi danh với tỉnh. 3 việc đang giữ trên máy này."


def test_a_busy_server_is_not_told_as_a_missing_line():
    said = words_of(replace_status(line=LineState.BUSY, waiting_events=2), NOW)
    assert said.line == "Máy chủ tỉnh đang bận. 2 việc đang chờ gửi."


def test_without_a_line_the_status_is_calm():
    said = words_of(replace_status(waiting_events=12), NOW)
    assert said.line == "Đang làm việc khi chưa có mạng. 12 việc sẽ gửi khi có mạng."
    assert said.tone == "quiet"
    assert said.contact == "Tỉnh: chưa liên hệ"


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        (timedelta(minutes=20), "Tỉnh: 09:40 hôm nay"),
        (timedelta(hours=20), "Tỉnh: 14:00 hôm qua"),
        (timedelta(days=3), "Tỉnh: 10:00 ngày 21/11/2026"),
    ],
)
def test_the_last_contact_is_told_as_people_say_it(ago: timedelta, said: str):
    assert words_of(replace_status(last_contact=NOW - ago), NOW).contact == said


@pytest.mark.parametrize("line", list(LineState))
def test_every_state_of_the_line_has_its_words(line: LineState):
    for waits in (0, 3):
        said = words_of(replace_status(line=line, waiting_events=waits, seconds_left=400), NOW)
        assert said.line.endswith(".")
        assert said.icon in icons.names()


def test_a_wrong_clock_is_told_beside_the_line():
    assert words_of(replace_status(clock="bad"), NOW).clock == "Đồng hồ máy có thể sai."


def test_a_day_without_a_copy_is_told_beside_the_line():
    said = words_of(replace_status(copy_error="no_backup_folder"), NOW)
    assert said.copy == "Chưa sao lưu được: Không thấy thư mục sao lưu."


def test_a_running_round_is_told():
    said = words_of(replace_status(running=True, line=LineState.CONNECTED), NOW)
    assert said.line.startswith("Đang gửi và nhận")


def replace_status(**changes: object) -> SyncStatus:
    return SyncStatus(
        **({name: getattr(QUIET, name) for name in QUIET.__struct_fields__} | changes)
    )


def test_a_key_or_a_mouse_keeps_the_screen_open(qtbot: QtBot, qapp):
    watch = IdleWatch(qapp)
    counted = []
    for minutes in (15, 0):  # 0 never locks
        watch.begin(minutes)
        counted.append(watch.is_counting)
        watch.stop()
    assert [*counted, watch.is_counting] == [True, False, False]


def test_f1_opens_the_guide_at_the_page(qtbot: QtBot):
    guide = Guide("reception")
    qtbot.addWidget(guide)
    assert guide.titles.currentItem().text() == "Tiếp nhận hồ sơ"
    assert "F8" in guide.text.toPlainText()


FIRST_SECTIONS = [
    "start",
    "sign_in",
    "today",
    "reception",
    "papers",
    "printing",
    "offline",
    "dossier",
    "return",
    "sync_centre",
    "mistakes",
    "backup",
    "security",
    "trouble",
    "keys",
]


def test_the_guide_has_a_section_for_everything_that_happens_at_a_counter():
    keys = [one.key for one in sections(resources() / "help" / "guide")]
    assert keys[: len(FIRST_SECTIONS)] == FIRST_SECTIONS
    assert len(keys) == len(set(keys))


def test_every_icon_can_be_drawn(qapp):
    for name in icons.names():
        assert not icons.icon(name, "#0B5CAD").isNull()


def test_words_typed_by_an_input_method_arrive(workspace: Workspace):
    types(notebook(workspace).line.line, "Mẩy")
    assert notebook(workspace).line.value() == "Mẩy"


@pytest.mark.parametrize(
    ("line", "page"),
    [
        (LineState.CONNECTED, "sync_centre"),
        (LineState.BUSY, "sync_centre"),
        (LineState.NOT_ENROLLED, "sync_centre"),
        (LineState.OFFLINE, "doctor"),
        (LineState.CAPTIVE_PORTAL, "doctor"),
        (LineState.REFUSED, "doctor"),
    ],
)
def test_a_bad_line_leads_to_where_it_is_looked_at(qtbot: QtBot, line: LineState, page: str):
    bar = StatusLine(Theme(LIGHT), "Mai", "Quầy 1")
    qtbot.addWidget(bar)
    bar.show_status(replace(QUIET, line=line), NOW)
    button = bar.findChildren(QAbstractButton)[0]
    with qtbot.waitSignal(bar.opened) as asked:
        button.click()
    assert asked.args == [page]
    assert ("Bấm để xem hỏng ở đâu." in button.toolTip()) == (page == "doctor")
