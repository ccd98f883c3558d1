"""How a paper's name, its condition and its standing are drawn in the list."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from app.domain.events import PaperStanding
from app.ui.i18n import tr
from app.ui.labels import label
from app.ui.reception.paper_model import HANDED, LETTER_OF, Col, LineRole
from app.ui.tokens import Size, Space
from app.usecases.reception_form import PaperLine

Index = QModelIndex | QPersistentModelIndex
WRAPPED = int(Qt.TextFlag.TextWordWrap)
SMALLER = 0.9
HIGHEST = 2000


class NameDelegate(QStyledItemDelegate):
    """The name of a paper over as many lines as it needs, its condition quietly below."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the ground as of any cell, then the two texts."""
        line: PaperLine = index.data(LineRole)
        self._paint_ground(painter, option, index)
        room = option.rect.adjusted(Space.S, Space.XS, -Space.S, -Space.XS)
        strong, small = _fonts(option.font, line)
        painter.save()
        painter.setFont(strong)
        painter.setPen(option.palette.text().color())
        painter.drawText(room, WRAPPED, line.asked.name)
        painter.setFont(small)
        painter.setPen(_quiet())
        below = _height(strong, line.asked.name, room.width())
        painter.drawText(room.adjusted(0, below, 0, 0), WRAPPED, line.asked.when or "")
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Ask for the height of all lines in the width that the column has."""
        line: PaperLine = index.data(LineRole)
        table = option.widget
        width = table.columnWidth(Col.NAME) if isinstance(table, QTableView) else 0
        inside = width - 2 * Space.S
        strong, small = _fonts(option.font, line)
        height = _height(strong, line.asked.name, inside)
        if line.asked.when:
            height += _height(small, line.asked.when, inside)
        return QSize(width, max(Size.ROW, height + 2 * Space.XS))

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        plain = QStyleOptionViewItem(option)
        self.initStyleOption(plain, index)
        plain.text = ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, plain, painter, option.widget)


class StandingDelegate(QStyledItemDelegate):
    """The standing with the letter that sets it; what is handed in or missing is bold."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Put the letter before the word."""
        super().initStyleOption(option, index)
        standing: PaperStanding = index.data(LineRole).standing
        option.text = marked(standing)
        is_strong = standing in HANDED or standing is PaperStanding.MISSING
        option.font.setBold(is_strong)
        if not is_strong:
            option.palette.setColor(QPalette.ColorRole.Text, _quiet())


def marked(standing: PaperStanding) -> str:
    """Answer a standing with its letter, and a mark when something is missing."""
    mark = " ⚠" if standing is PaperStanding.MISSING else ""
    return f"{LETTER_OF[standing]}  {short_words(standing)}{mark}"


def short_words(standing: PaperStanding) -> str:
    """Say a standing in few letters: the column is narrow, the keys above it say it in full."""
    short = {
        PaperStanding.ON_RECORD: tr("On record"),
        PaperStanding.NOT_APPLICABLE: tr("Not asked"),
    }
    return short.get(standing) or label(standing)


def _quiet() -> QColor:
    """Answer the quiet colour of the theme: a style sheet makes the widget's own one too faint."""
    return QApplication.palette().color(QPalette.ColorRole.PlaceholderText)


def _fonts(font: QFont, line: PaperLine) -> tuple[QFont, QFont]:
    """Answer the fonts of a name and of its condition."""
    strong, small = QFont(font), QFont(font)
    strong.setBold(line.standing in HANDED)
    small.setPointSizeF(font.pointSizeF() * SMALLER)
    return strong, small


def _height(font: QFont, text: str, width: int) -> int:
    room = QRect(0, 0, max(width, Size.CONTROL), HIGHEST)
    return QFontMetrics(font).boundingRect(room, WRAPPED, text).height()
