"""The guide's sections and the plain window that shows them."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from app.system import packed
from app.system.paths import resources
from app.ui.i18n import tr
from app.ui.tokens import Size, Space
from app.ui.widgets.layout import quiet
from app.ui.widgets.lists import PlainList


@dataclass(frozen=True, slots=True)
class Section:
    """One section: the key that pages name, its title, and its text in Markdown."""

    key: str
    title: str
    text: str


def sections(folder: Path) -> list[Section]:
    """Read all sections in the order of their file names; `03-reception.md` is `reception`."""
    found = packed.files(folder).items()
    return [_read(name, text.decode()) for name, text in found if name.endswith(".md")]


class Guide(QDialog):
    """Sections at the left, the text at the right; nothing in it leads out of the program."""

    def __init__(self, section: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Guide"))
        self.resize(900, 620)
        self._sections = sections(resources() / "help" / "guide")
        self.titles = PlainList(tr("Sections"))
        self.titles.setFixedWidth(Size.NAVIGATION + Space.XXL)
        self.titles.addItems([one.title for one in self._sections])
        self.text = QTextBrowser()
        self.text.setAccessibleName(tr("Text of the section"))
        self.text.setOpenLinks(False)
        self.text.document().setDocumentMargin(Space.L)
        self.titles.currentRowChanged.connect(self._show)
        self._arrange()
        keys = [one.key for one in self._sections]
        self.titles.setCurrentRow(keys.index(section) if section in keys else 0)

    def _show(self, row: int) -> None:
        self.text.setMarkdown(self._sections[row].text)

    def _arrange(self) -> None:
        beside = QHBoxLayout()
        beside.setSpacing(Space.M)
        beside.addWidget(self.titles)
        beside.addWidget(self.text, 1)
        column = QVBoxLayout(self)
        column.addLayout(beside, 1)
        column.addWidget(quiet(tr("Arrows choose a section, Tab goes to the text, Esc closes.")))


def _read(name: str, text: str) -> Section:
    title = text.splitlines()[0].lstrip("# ").strip()
    return Section(name.removesuffix(".md").partition("-")[2], title, text)
