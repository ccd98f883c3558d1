"""Quét giấy tờ: the papers of one dossier get their files, looked at page by page before."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.errors import RuleViolation
from app.domain.events import PaperFacts
from app.domain.scans import Look
from app.domain.text import clean
from app.system.scanner_folder import ENDINGS
from app.ui import notices
from app.ui.i18n import tr
from app.ui.labels import label
from app.ui.notices import Notice, Tone
from app.ui.page import Command, Goto, Page, Session, Touched
from app.ui.scanning.bundle import breaks_signature, stays, weight
from app.ui.scanning.layout import Parts, arrange
from app.ui.scanning.pages_part import Line, lines_of, stored_lines
from app.ui.scanning.papers_list import key_of
from app.ui.scanning.presenter import ScanPresenter
from app.ui.scanning.room_words import room_words
from app.ui.scanning.settings_dialog import ScanSettingsDialog
from app.usecases.scanning import Papers, PaperState, Reusable

LOOK_EVERY = 2000  # ms between two looks into the scanner folder
_LOOKS: tuple[Look | None, ...] = (Look.BILEVEL, Look.GREY, Look.COLOUR)


class ScanningPage(Page):
    """Papers and their facts at the left, pages at the right; F8 keeps."""

    key = "scanning"
    help_section = "scanning"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.presenter = ScanPresenter(session, self)
        self.parts = Parts()
        self._reason_for = ""
        self._filled = ""  # the paper whose facts stand in the fields
        self._typed: dict[str, PaperFacts] = {}
        self._poll = QTimer(self, interval=LOOK_EVERY)
        self._poll.timeout.connect(self.presenter.look_into_folder)
        self.setAcceptDrops(True)
        arrange(self, self.parts, {command.key: command for command in self.commands()})
        self.parts.papers.moved_to.connect(self._choose)
        self.parts.pages.stood_on.connect(self._stand_on)
        self.parts.on_file.edited.connect(self._look_at_chosen)
        self._show_reason("")

    def title(self) -> str:
        """Answer the title, with the number of the dossier."""
        shown = self.presenter.shown
        if shown is None:
            return tr("Scan papers")
        number = shown.dossier.official_code or shown.dossier.number
        return tr("Scan papers: {number}", number=number)

    def enter(self, goal: Goto) -> None:
        """Show the papers of a dossier and begin to look into the scanner folder."""
        self.presenter.open(goal.id)
        self._poll.start()

    def leave(self) -> None:
        """Look into the folder no more; pages not kept stay on the table."""
        self._poll.stop()

    def refresh(self, touched: Touched) -> None:
        """Read again when it was touched."""
        self.presenter.touched(touched)

    def first_focus(self) -> QWidget:
        """Answer the list of papers."""
        return self.parts.papers

    def step_back(self) -> bool:
        """Esc stops the taking in, then closes the question for a reason."""
        if self.presenter.intake.is_running:
            self.presenter.intake.cancel()
            return True
        if self._reason_for:
            self._show_reason("")
            return True
        return False

    def commands(self) -> Sequence[Command]:
        """List the keys of this page."""
        return (
            Command("F8", tr("Keep the scan"), self.keep),
            Command("F6", tr("From the scanner"), self.take_folder),
            Command("Ctrl+O", tr("From files …"), self.choose_files),
            Command("Ctrl+V", tr("Paste"), self.paste),
            Command("Alt+R", tr("Turn"), self.turn),
            Command("Alt+B", tr("Grey or black and white"), self.change_look),
            Command("Alt+Up", tr("Further up"), partial(self._move, -1)),
            Command("Alt+Down", tr("Further down"), partial(self._move, 1)),
            Command("Alt+X", tr("Drop the page"), self.drop),
            Command("Alt+N", tr("From here to the next paper"), self.hand_on),
            Command("Alt+Z", tr("Larger"), self.enlarge),
            Command("Alt+U", tr("Use the paper on file"), self.reuse),
            Command("Alt+W", tr("Not to be scanned"), partial(self._show_reason, "waive")),
            Command("Alt+D", tr("Drop the kept scan"), partial(self._show_reason, "remove")),
            Command("Alt+T", tr("Fetch the file"), self.presenter.fetch),
            Command("Alt+S", tr("Scanner …"), self.open_settings),
        )

    def show_papers(self, papers: Papers) -> None:
        """Show the papers; the one worked at stays, else the first that waits."""
        stood = self.presenter.row
        owner = papers.dossier.owned_by
        procedure = papers.dossier.procedure
        names = (owner.name if owner else "", procedure.name if procedure else "")
        self.parts.who.setText(" – ".join(name for name in names if name))
        self.parts.room.setText(room_words(papers.room))
        self.parts.room.setVisible(bool(self.parts.room.text()))
        self.parts.model.begin(len(papers.rows), papers.rows)
        lacking = next((row for row in papers.rows if row.is_lacking), None)
        rows = {key_of(row): row for row in papers.rows}
        wanted = stood and rows.get(key_of(stood))
        chosen = wanted or lacking or next(iter(papers.rows), None)
        if chosen is not None:
            self.parts.papers.stand_on(key_of(chosen))
        self.parts.show_rows(bool(papers.rows))
        self.title_changed.emit(self.title())

    def show_pages(self, stand_on: int = -1) -> None:
        """Show the pages on the table, else those of the kept scan."""
        row, pages = self.presenter.row, self.presenter.pages()
        stored = self.presenter.stored
        lines: list[Line] = lines_of(pages)
        if not pages and stored is not None:
            lines = stored_lines(stored.pages)
        self.parts.pages.show_lines(lines, self._nothing(row), max(stand_on, 0))
        self.parts.show_tools(
            has_pages=bool(pages), has_scan=bool(row and row.scan), is_seen=bool(lines)
        )
        self.parts.show_fetch(on=bool(row and row.scan and not row.is_here))
        self.parts.about.setText(self._about())
        self._stand_on(self.parts.pages.place())

    def show_progress(self, done: int, known: int) -> None:
        """Show how far the taking in is."""
        words = tr("Reading page {n} of {all} … Esc stops.", n=done + 1, all=max(known, done + 1))
        self.parts.progress.setText(words if known else "")
        self.parts.progress.setVisible(bool(known))

    def show_stored(self, image: QImage) -> None:
        """Show a page of the kept scan."""
        if not self.presenter.pages():
            self.parts.pages.picture.show_image(image)

    def show_reusable(self, found: tuple[Reusable, ...]) -> None:
        """Offer papers on file; one of the same name is chosen already."""
        self.parts.show_on_file(found, self.presenter.row)

    def show_folder(self, ready: int, growing: int) -> None:
        """Say what lies in the scanner folder."""
        if ready < 0:
            text = tr("The folder of the scanner is not there (Alt+S).")
        elif growing:
            text = tr("The scanner is still writing …")
        elif ready:
            text = tr("New in the scanner folder: {n} files (F6).", n=ready)
        elif not self.presenter.settings.folder:
            text = tr("No folder of a scanner is chosen (Alt+S).")
        else:
            text = tr("Nothing new in the scanner folder.")
        self.parts.folder.setText(text)

    def show_refused(self, error: Exception) -> None:
        """Say why not: beside the field where it is one."""
        notice = notices.of(error)
        code = getattr(error, "code", "")
        if notice is None or not self.parts.facts.complain(code, notice.text):
            self.session.say(notice)

    def show_kept(self, words: str) -> None:
        """Say so, and go to the next paper that waits."""
        self._typed.pop(self._filled, None)
        self._filled = ""
        self._show_reason("")
        self.presenter.row = None
        self.session.say(notices.done(words))
        self.presenter.read()

    def keep(self) -> None:
        """F8: keep the scan, or record what was asked a reason for."""
        if self.session.tasks.is_doing("scan") or self.presenter.intake.is_running:
            self.session.say(Notice(Tone.HINT, tr("One moment: this is still being done.")))
            return
        if not self._reason_for:
            self.presenter.keep(self.parts.facts.facts())
            return
        reason = clean(self.parts.reason.value())
        if not reason:
            self.parts.reason.complain(tr("Write down why."))
            self.parts.reason.line.setFocus()
        elif self._reason_for == "waive":
            self.presenter.waive(reason)
        else:
            self.presenter.remove(reason)

    def take_folder(self) -> None:
        """F6: take what the scanner has put into its folder."""
        if not self.presenter.settings.folder:
            self.open_settings()
        else:
            self.presenter.take_folder()

    def choose_files(self) -> None:
        """Choose files; several at once."""
        endings = " ".join(f"*{ending}" for ending in sorted(ENDINGS))
        dialog = QFileDialog(self, tr("From files …"), "", f"PDF, JPEG, PNG, TIFF ({endings})")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(
            lambda chosen: self.presenter.take_files([Path(one) for one in chosen])
        )
        dialog.open()

    def paste(self) -> None:
        """Take what the clipboard holds: files or a picture."""
        if not self._take_mime(QGuiApplication.clipboard().mimeData()):
            self.show_refused(RuleViolation("page_clipboard_empty"))

    def turn(self) -> None:
        """Turn the page a quarter to the right."""
        place, pages = self.parts.pages.place(), self.presenter.pages()
        if 0 <= place < len(pages):
            self.presenter.redraw(place, pages[place].turn + 1, pages[place].look)

    def change_look(self) -> None:
        """Black and white, grey, colour, in turn."""
        place, pages = self.parts.pages.place(), self.presenter.pages()
        if 0 <= place < len(pages):
            now = _LOOKS.index(pages[place].kept.look)
            look = _LOOKS[(now + 1) % len(_LOOKS)]
            self.presenter.redraw(place, pages[place].turn, look)

    def drop(self) -> None:
        """Take the page off the table."""
        self.presenter.drop(self.parts.pages.place())

    def hand_on(self) -> None:
        """The page stood on and those after it belong to the next paper."""
        self.presenter.hand_on(self.parts.pages.place())

    def enlarge(self) -> None:
        """The picture at its own size, or the whole page again."""
        picture = self.parts.pages.picture
        picture.enlarge(on=not picture.is_large)
        if picture.is_large:
            picture.setFocus()

    def reuse(self) -> None:
        """Use the chosen paper on file; without one, go and choose."""
        chosen = self.parts.on_file.value()
        if isinstance(chosen, Reusable):
            self.presenter.reuse(chosen)
        elif self.parts.on_file.isVisible():
            self.parts.on_file.box.setFocus()

    def open_settings(self) -> None:
        """Choose the folder of the scanner and the weight of a page."""
        dialog = ScanSettingsDialog(self.presenter.settings, self)
        dialog.chosen.connect(self.presenter.change_settings)
        dialog.open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and pictures only."""
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what was dropped."""
        if self._take_mime(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)  # nobody's file is moved away
            event.accept()

    def _take_mime(self, data: QMimeData | None) -> bool:
        if data is None:
            return False
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if paths:
            self.presenter.take_files(paths)
        elif data.hasImage() and isinstance(image := data.imageData(), QImage):
            self.presenter.take_picture(image)
        else:
            return False
        return True

    def _choose(self, row: object) -> None:
        """Turn to a paper; what was typed about each stays until it is kept."""
        if not isinstance(row, PaperState):
            return
        key = f"{self.presenter.id} {key_of(row)}"
        if key != self._filled:
            self._remember_typed()
            self._filled = key
            self._show_reason("")
            self.parts.facts.show_facts(self._typed.get(key, row.facts))
        self.presenter.choose(row)

    def _remember_typed(self) -> None:
        if self._filled:
            self._typed[self._filled] = self.parts.facts.facts()

    def _look_at_chosen(self) -> None:
        if isinstance(chosen := self.parts.on_file.value(), Reusable):
            self.presenter.look_at(chosen)

    def _stand_on(self, place: int) -> None:
        pages = self.presenter.pages()
        if 0 <= place < len(pages):
            self.parts.pages.show_leaf(pages[place])
        elif not pages and place >= 0:
            self.presenter.show_stored(place)

    def _move(self, step: int) -> None:
        self.presenter.move(self.parts.pages.place(), step)

    def _show_reason(self, what: str) -> None:
        """Ask for the reason of an exemption or a removal; nothing asks no more."""
        row = self.presenter.row
        if what == "remove" and (row is None or row.scan is None):
            return
        self._reason_for = what
        self.parts.reason.fill("")
        self.parts.reason.complain("")
        self.parts.reason.setVisible(bool(what))
        if what:
            is_waiver = what == "waive"
            self.parts.reason.set_hint(
                tr("Why this paper is not scanned; F8 records it.")
                if is_waiver
                else tr("Why the kept scan counts no more; F8 records it.")
            )
            self.parts.reason.line.setFocus()

    def _nothing(self, row: PaperState | None) -> str:
        if row is None:
            return ""
        if row.scan is not None:
            return (
                tr("Opening …")
                if row.is_here
                else tr(
                    "The file lies on the PC that scanned it. Fetch it from the province (Alt+T), "
                    "look at that PC, or scan again."
                )
            )
        if row.waived:
            return tr("Not to be scanned: {reason}", reason=row.waived)
        return tr(
            "No page yet. Scan and press F6, choose files (Ctrl+O), paste (Ctrl+V) or drop files "
            "here. Without a scanner the dossier goes on: the paper stays under “Not scanned yet”."
        )

    def _about(self) -> str:
        """What will be kept: pages, weight, and whether a signature survives."""
        row, pages = self.presenter.row, self.presenter.pages()
        budget = self.presenter.settings.page_budget
        if pages:
            kb = -(-weight(pages, budget) // 1024)
            words = [tr("{n} pages, {kb} KB", n=len(pages), kb=kb)]
            if stays(pages, budget):
                words.append(tr("kept as it came"))
            if breaks_signature(pages):
                words.append(tr("⚠ the digital signature is lost when pages are changed"))
            if row is not None and row.scan is not None:
                words.append(tr("takes the place of the kept scan"))
            return ", ".join(words)
        if row is not None and row.scan is not None:
            kept = tr("Kept scan ({source})", source=label(row.scan.said.source))
            return f"{kept}, {_where(row)}" if row.is_here else kept
        return tr("On file, not used here yet") if self.presenter.stored is not None else ""


def _where(row: PaperState) -> str:
    if row.is_sent:
        return tr("the file is at the province's server")
    return tr("the file is not at the province's server yet")
