"""Fields, lists and bars behave as every screen relies on."""

from dataclasses import dataclass
from functools import partial

import pytest
from PySide6.QtCore import QModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.ui.notices import Notice, Tone, done
from app.ui.widgets import buttons
from app.ui.widgets.fields import (
    ChoiceField,
    NoteField,
    PasswordField,
    SearchField,
    TextField,
    TickField,
)
from app.ui.widgets.flow import flow
from app.ui.widgets.layout import Card, EmptyState, Words, clear, row, scrolled
from app.ui.widgets.notice_bar import NoticeBar
from app.ui.widgets.table import PAGE, Column, RowModel, RowView
from tests.ui.frame.people import presses, types


@dataclass(frozen=True)
class Line:
    """One row of a list in a test."""

    code: str
    name: str
    is_late: bool = False


COLUMNS = [
    Column[Line]("Mã", lambda one: one.code, "code", 12, bold=True),
    Column[Line]("Tên", lambda one: one.name),
    Column[Line](
        "Hẹn",
        lambda one: "quá hạn" if one.is_late else "còn hạn",
        "due",
        10,
        right=True,
        tone=lambda one: "bad" if one.is_late else "text",
    ),
]


def a_model(count: int) -> RowModel[Line]:
    model = RowModel[Line](COLUMNS, lambda one: one.code)
    model.begin(count, [Line(f"{n:03d}", f"Người {n}", n == 1) for n in range(min(count, 5))])
    return model


def test_filling_a_form_tells_nobody_and_typing_does(qtbot: QtBot):
    text, note = TextField("Họ tên"), NoteField("Ghi chú")
    choice = ChoiceField("Hình thức", [("Trực tiếp", "direct"), ("Bưu chính", "post")])
    tick = TickField("Chủ hồ sơ là người nộp")
    edited: list[str] = []
    for field in (text, note, choice, tick):
        qtbot.addWidget(field)
        field.edited.connect(partial(edited.append, type(field).__name__))
    text.fill("Lý Thị Mẩy")
    note.fill("hai dòng\nchữ")
    choice.fill("post")
    tick.fill(on=True)
    assert edited == []
    assert (text.value(), note.value(), choice.value(), tick.value()) == (
        "Lý Thị Mẩy",
        "hai dòng\nchữ",
        "post",
        True,
    )
    types(text.line, "x")
    qtbot.keyClick(tick, Qt.Key.Key_Space)
    qtbot.keyClick(choice.box, Qt.Key.Key_Up)
    assert edited == ["TextField", "TickField", "ChoiceField"]


def test_an_unknown_value_chooses_nothing(qtbot: QtBot):
    choice = ChoiceField("Hình thức", [("Trực tiếp", "direct")])
    qtbot.addWidget(choice)
    choice.fill("by pigeon")
    assert choice.value() is None


def test_an_error_stands_beside_its_field_and_the_screen_reader_says_it(qtbot: QtBot):
    field = TextField("Số giấy tờ", required=True, hint="12 số")
    qtbot.addWidget(field)
    assert field.control.accessibleName() == "Số giấy tờ, bắt buộc"
    assert field.control.accessibleDescription() == "12 số"
    field.complain("Số này thiếu 1 chữ số.")
    assert field.error == "Số này thiếu 1 chữ số."
    assert field.control.accessibleDescription() == field.error
    field.complain("")
    assert (field.error, field.hint) == ("", "12 số")


def test_a_password_is_taken_as_typed_and_never_shown(qtbot: QtBot):
    field = PasswordField("Mật khẩu")
    qtbot.addWidget(field)
    types(field.line, " có dấu cách ")
    assert field.value() == " có dấu cách "
    assert "dấu" not in field.line.displayText()


def test_a_search_offers_and_hands_over_the_thing_itself(qtbot: QtBot):
    field = SearchField("Thủ tục")
    qtbot.addWidget(field)
    field.show()
    field.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.line.hasFocus)
    asked: list[str] = []
    chosen: list[object] = []
    field.asked.connect(asked.append)
    field.chosen.connect(chosen.append)
    types(field.line, "kh")
    field.offer([("Đăng ký khai sinh", 1), ("Đăng ký kết hôn", 2)])
    assert asked == ["k", "kh"]
    assert field.list_shown() == 2
    for key in ("Down", "Down", "Return"):
        presses(qtbot, key)
    assert chosen == [2]
    field.offer([])
    assert field.list_shown() == 0


def test_names_are_never_read_as_markup(qtbot: QtBot):
    words = Words("<b>Lý</b>")
    qtbot.addWidget(words)
    assert words.textFormat() == Qt.TextFormat.PlainText
    words.become("bad")
    assert words.property("part") == "bad"


def test_a_list_reads_only_what_is_scrolled_to(qtbot: QtBot):
    model = a_model(250)
    asked: list[tuple[int, int]] = []
    model.wanted.connect(lambda offset, limit: asked.append((offset, limit)))
    assert model.rowCount() == 5
    assert model.canFetchMore(QModelIndex())
    model.fetchMore(QModelIndex())
    assert not model.canFetchMore(QModelIndex())  # one page after the other
    assert asked == [(5, PAGE)]
    model.take(5, [Line("x", "y")])
    model.take(99, [Line("late", "of an older list")])
    assert model.rowCount() == 6


def test_a_list_shows_words_sides_weight_and_tone(qtbot: QtBot):
    model = a_model(2)
    view = RowView(model, "Hồ sơ")  # a list wears what the program wears
    qtbot.addWidget(view)
    at = model.index(1, 2)
    assert model.data(at) == "quá hạn"
    assert model.data(at, Qt.ItemDataRole.AccessibleTextRole) == "Hẹn: quá hạn"
    assert model.data(at, Qt.ItemDataRole.ForegroundRole) == QColor("#B3261E")
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    assert model.data(at, Qt.ItemDataRole.TextAlignmentRole) == right
    heavy = model.data(model.index(0, 0), Qt.ItemDataRole.FontRole)
    assert isinstance(heavy, QFont)
    assert heavy.bold()
    assert model.data(model.index(0, 1), Qt.ItemDataRole.DecorationRole) is None
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Mã"
    assert model.headerData(0, Qt.Orientation.Vertical) == 1


def test_a_list_is_ordered_by_its_reader_and_never_as_text(qtbot: QtBot):
    model = a_model(3)
    view = RowView(model, "Danh sách")
    qtbot.addWidget(view)
    asked: list[tuple[str, bool]] = []
    model.order_changed.connect(lambda key, down: asked.append((key, down)))
    view.show_order(2, descending=True)
    view.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    view.sortByColumn(1, Qt.SortOrder.AscendingOrder)  # nothing orders by names
    assert asked[-1] == ("code", False)


def test_enter_opens_the_row_one_stands_on(qtbot: QtBot):
    model = a_model(3)
    view = RowView(model, "Danh sách")
    qtbot.addWidget(view)
    opened: list[object] = []
    view.opened.connect(opened.append)
    view.stand_on("002")
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened == [Line("002", "Người 2")]
    assert view.current() == Line("002", "Người 2")
    view.stand_on("not there")
    assert view.current() == Line("000", "Người 0")


def test_two_hundred_thousand_rows_cost_nothing_until_they_are_seen(qtbot: QtBot):
    model = a_model(200_000)
    view = RowView(model, "Danh sách")
    qtbot.addWidget(view)
    view.show()
    assert model.rowCount() <= 5 + PAGE


def test_a_bar_tells_and_each_answer_closes_it(qtbot: QtBot):
    bar = NoticeBar()
    qtbot.addWidget(bar)
    answered: list[str] = []
    bar.show_notice(Notice(Tone.BAD, "Ổ đĩa đã đầy.", "Dọn ổ đĩa.", "MC-214"))
    assert bar.text() == "✕  Ổ đĩa đã đầy. Dọn ổ đĩa.  (MC-214)"
    assert bar.accessibleName() == bar.text()
    bar.show_notice(done("Đã lưu."), {"Xem": lambda: answered.append("Xem")})
    look = next(b for b in bar.findChildren(QPushButton) if b.text() == "Xem")
    with qtbot.waitSignal(bar.closed):
        look.click()
    assert answered == ["Xem"]
    assert bar.text() == ""


@pytest.mark.parametrize("tone", list(Tone))
def test_only_good_news_goes_by_itself(qtbot: QtBot, tone: Tone, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("app.ui.widgets.notice_bar.LONG_ENOUGH", 0)
    bar = NoticeBar()
    qtbot.addWidget(bar)
    bar.show()
    bar.show_notice(Notice(tone, "Đã xảy ra một việc."))
    QApplication.processEvents()
    assert bool(bar.text()) == (tone is not Tone.DONE)


def test_a_button_shows_its_key_beside_the_word(qtbot: QtBot):
    pressed: list[str] = []
    button = buttons.PrimaryButton("Tiếp nhận", lambda: pressed.append("F8"), key="F8")
    qtbot.addWidget(button)
    assert button.text() == "Tiếp nhận  (F8)"
    assert button.accessibleName() == "Tiếp nhận, phím F8"
    button.click()
    button.shorten(on=True)
    assert (pressed, button.text()) == (["F8"], "F8")


@pytest.mark.parametrize(("width", "lines"), [(2000, 1), (260, 3)])
def test_what_does_not_fit_goes_to_the_next_line(qtbot: QtBot, width: int, lines: int):
    made = [QPushButton("Một nút khá dài") for _ in range(3)]
    inside = QWidget()
    qtbot.addWidget(inside)
    line = flow(*made)
    inside.setLayout(line)
    inside.show()
    line.setGeometry(QRect(0, 0, width, line.heightForWidth(width)))
    assert len({button.y() for button in made}) == lines
    assert line.minimumSize().width() <= line.sizeHint().width()


def test_a_page_is_built_of_cards_rows_and_empty_states(qtbot: QtBot):
    pressed: list[str] = []
    nothing = EmptyState("Chưa có hồ sơ nào.", "Tiếp nhận hồ sơ", lambda: pressed.append("new"))
    card = Card("Người nộp").add(nothing, TextField("Họ tên"))
    area = scrolled(card)
    qtbot.addWidget(area)
    link = nothing.findChildren(buttons.LinkButton)[0]
    link.click()
    assert pressed == ["new"]
    line = row(QPushButton("a"), QPushButton("b"))
    card.column.addLayout(line)
    clear(card.column)
    assert card.column.count() == 0
