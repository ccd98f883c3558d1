"""Cards at this page: from the scanner, from the clipboard, from a picture; to the right person."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget

from app.ui.i18n import tr
from app.ui.notices import Notice, Tone
from app.ui.page import Page
from app.ui.reception.card_image import read_image
from app.ui.reception.card_text import looks_like_card
from app.ui.reception.card_words import warning
from app.ui.reception.people_part import Part, PeoplePart
from app.ui.reception.presenter import Presenter
from app.ui.reception.scanner import BurstWatch
from app.usecases.people import CardRead

PICTURES = "*.png *.jpg *.jpeg *.bmp *.webp"


class CardDesk(QObject):
    """Brings what was scanned to the presenter, and what was read to the people."""

    def __init__(self, page: Page, presenter: Presenter, people: PeoplePart) -> None:
        super().__init__(page)
        self._page = page
        self._presenter = presenter
        self._people = people
        self._watch = BurstWatch(page, looks_like_card)
        self._watch.scanned.connect(presenter.read_card)
        self._watch.pictured.connect(self.read)
        self._watch.returned.connect(_give_back)

    def watch(self, *, on: bool) -> None:
        """Begin or stop to listen to the scanner."""
        self._watch.watch(on=on)

    def is_scanning(self) -> bool:
        """Whether a scan is coming in now."""
        return self._watch.is_scanning

    def take(self, card: CardRead) -> None:
        """Write what a card says, and say what is odd about it."""
        part = self._people.part_for_card(card.person.id_number or "")
        self._people.take_card(part, card)
        self._say(part, card)

    def take_number(self, number: str) -> None:
        """Write a number alone."""
        self._people.take_number(self._people.part_for_card(number), number)

    def ask_picture(self) -> None:
        """Read the picture of a card: that of the clipboard, or of a file."""
        held = QApplication.clipboard().image()
        if not held.isNull():
            self.read(held)
            return
        dialog = QFileDialog(self._page, tr("Picture of the card"))
        dialog.setNameFilter(f"{tr('Pictures')} ({PICTURES})")
        dialog.fileSelected.connect(lambda path: self.read(QImage(), Path(path)))
        dialog.open()

    def read(self, image: QImage, path: Path | None = None) -> None:
        """Read the code in a picture, off the screen's thread."""
        self._page.session.tasks.read(
            "picture",
            lambda: read_image(image if path is None else QImage(str(path))),
            self._presenter.read_card,
            self._presenter.complain,
        )

    def _say(self, part: Part, card: CardRead) -> None:
        who = tr("submitter") if part is Part.SUBMITTER else tr("owner")
        said = tr("The card was read for the {who}.", who=who)
        odd = " ".join(warning(code) for code in card.warnings)
        if odd or part is Part.OWNER:
            self._page.session.say(Notice(Tone.CAUTION if odd else Tone.DONE, said, odd))


def _give_back(text: str, target: QWidget) -> None:
    """Type for the officer what was fast but no card."""
    if isinstance(target, QLineEdit):
        target.insert(text)
        target.textEdited.emit(target.text())
