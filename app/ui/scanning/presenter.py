"""What the page Quét giấy tờ asks and does; no widgets."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtGui import QImage

from app.domain.dossier import Dossier
from app.domain.dossier_record import Scan
from app.domain.errors import RuleViolation
from app.domain.events import PaperFacts, ScanSource
from app.domain.scans import Look
from app.system import scanner_folder
from app.system.scanner_folder import Found, Looked, ScannerFolder
from app.ui import notices
from app.ui.i18n import tr
from app.ui.page import Session, Touched
from app.ui.scanning import bundle, sources
from app.ui.scanning.bundle import Leaf
from app.ui.scanning.intake import Came, Hearers, Intake, check_room
from app.ui.scanning.sources import Source
from app.ui.scanning.table import Key, Table
from app.usecases import scanning
from app.usecases.scanning import Papers, PaperState, Reusable, ScanSettings


class ScanScreen(Protocol):
    """What the presenter shows."""

    def show_papers(self, papers: Papers) -> None:
        """Show the papers of the dossier."""

    def show_pages(self, stand_on: int = -1) -> None:
        """The pages of the chosen paper changed."""

    def show_progress(self, done: int, known: int) -> None:
        """Show how far the taking in is; zeros when it is over."""

    def show_stored(self, image: QImage) -> None:
        """Show a page of the scan that is kept."""

    def show_reusable(self, found: tuple[Reusable, ...]) -> None:
        """Offer papers of the same person."""

    def show_folder(self, ready: int, growing: int) -> None:
        """Say what lies in the scanner folder."""

    def show_refused(self, error: Exception) -> None:
        """It could not be recorded."""

    def show_kept(self, words: str) -> None:
        """It is recorded."""


class ScanPresenter:
    """Holds the papers, the table with the pages, and the scanner folder."""

    def __init__(self, session: Session, screen: ScanScreen) -> None:
        self._session = session
        self._screen = screen
        self.id = ""
        self.shown: Papers | None = None
        self.row: PaperState | None = None
        self.settings = ScanSettings()
        self.table = Table()
        self.stored: Source | None = None
        self._folder: ScannerFolder | None = None
        self._ready: tuple[Found, ...] = ()
        self._goes_to: Key | None = None
        self._is_looking = False
        self.intake = Intake(
            session.tasks,
            Hearers(self._came, screen.show_progress, self._failed, self.table.held),
        )

    def open(self, dossier_id: str) -> None:
        """Turn to a dossier."""
        if dossier_id and dossier_id != self.id:
            self.intake.cancel()
            self.id, self.shown, self.row = dossier_id, None, None
        if self.id:
            self.read()

    def read(self) -> None:
        """Read the papers again, and how this PC scans."""
        desk, wanted = self._session.desk, self.id

        def work() -> tuple[Papers, ScanSettings]:
            return scanning.papers(desk, wanted), scanning.scan_settings(desk)

        self._session.tasks.read("scan-papers", work, self._show, self._failed)

    def touched(self, touched: Touched) -> None:
        """Read again when it may be this dossier."""
        if self.id and (not touched.ids or self.id in touched.ids):
            self.read()

    def choose(self, row: PaperState) -> None:
        """Turn to a paper: its pages, its kept scan, papers of the same person."""
        self.row, self.stored = row, None
        self._screen.show_reusable(())
        self._screen.show_pages()
        desk, wanted = self._session.desk, self.id
        if row.scan is not None and row.is_here and not self.pages():
            self._read_stored(row.scan)
        if row.scan is None and not row.is_result:
            self._session.tasks.read(
                "scan-reusable",
                lambda: scanning.reusable(desk, wanted, row),
                lambda found: self._offer(row, found),
                self._failed,
            )

    def pages(self) -> list[Leaf]:
        """The pages of the chosen paper that are not kept yet."""
        return self.table.pages(self._key()) if self.row is not None else []

    def take_files(self, paths: Sequence[Path]) -> None:
        """Take pages from files."""
        self._take([Came(ScanSource.FILE, path) for path in paths])

    def take_picture(self, image: QImage) -> None:
        """Take the picture of the clipboard."""
        self._take([Came(ScanSource.CLIPBOARD, image=image)])

    def take_folder(self) -> None:
        """Take what lies finished in the scanner folder; raises when there is none."""
        new = [one for one in self._ready if one not in self.table.taken()]
        self._take([Came(ScanSource.FOLDER, one.path, found=one) for one in new])

    def look_into_folder(self) -> None:
        """Look whether the scanner has put something there; one look at a time."""
        if self._folder is not None and not self._is_looking:
            self._is_looking, task = True, "scan-folder"
            self._session.tasks.read(task, self._folder.look, self._looked, self._no_folder)

    def redraw(self, place: int, turn: int, look: Look | None) -> None:
        """Turn a page or draw it in another look."""
        pages, budget = self.pages(), self.settings.page_budget
        if not 0 <= place < len(pages) or self.row is None:
            return
        page, key = pages[place], self._key()

        def put(new: Leaf) -> None:
            where = self.table.pages(key)
            if page in where:
                where[where.index(page)] = new
                self._screen.show_pages(place)

        work = partial(bundle.again, page, turn, look, budget)
        self._session.tasks.read("scan-redraw", work, put, self._failed)

    def drop(self, place: int) -> None:
        """Take a page off the table."""
        pages = self.pages()
        if 0 <= place < len(pages):
            del pages[place]
            self._screen.show_pages(min(place, len(pages) - 1))
            if not pages and self.row is not None and self.row.scan is not None:
                self.choose(self.row)

    def move(self, place: int, step: int) -> None:
        """Put a page further up or down."""
        pages, to = self.pages(), place + step
        if 0 <= place < len(pages) and 0 <= to < len(pages):
            pages.insert(to, pages.pop(place))
            self._screen.show_pages(to)

    def hand_on(self, place: int) -> None:
        """Lay the pages from here on to the next paper that waits: one stack holds several."""
        pages, to = self.pages(), self._next_waiting()
        if not 0 <= place < len(pages):
            return
        if to is None:
            self._session.say(_hint(tr("No further paper waits for its scan.")))
            return
        moved = pages[place:]
        del pages[place:]
        self.table.pages((self.id, to.name, to.is_result)).extend(moved)
        self._screen.show_pages(len(pages) - 1)
        self._session.say(_hint(tr("{n} pages lie ready for: {name}", n=len(moved), name=to.name)))

    def keep(self, facts: PaperFacts) -> None:
        """F8: keep the pages of the chosen paper and record them."""
        row, pages, shown = self.row, list(self.pages()), self.shown
        if row is None or shown is None:
            return
        if not pages:
            self._screen.show_refused(RuleViolation("scan_empty"))
            return
        desk, key, budget = self._session.desk, self._key(), self.settings.page_budget

        def work() -> Dossier:
            return scanning.keep_scan(desk, shown.version, row, bundle.ready(pages, budget), facts)

        self._session.tasks.once(
            "scan", work, lambda _dossier: self._kept(key, pages), self._screen.show_refused
        )

    def reuse(self, old: Reusable) -> None:
        """Use a paper that is on file already."""
        if self.row is not None and self.shown is not None:
            words = tr("The paper on file is used again.")
            desk, version = self._session.desk, self.shown.version
            self._record(partial(scanning.reuse, desk, version, self.row, old), words)

    def look_at(self, old: Reusable) -> None:
        """Show a paper on file before it is used again."""
        if not self.pages():
            self._read_stored(old.scan)

    def fetch(self) -> None:
        """Alt+T: have the file of another PC brought here, now or when there is a line."""
        row = self.row
        if row is not None and row.scan is not None and not row.is_here:
            self._session.window.fetch_asked.emit(row.scan.said.file)
            self._session.say(
                _hint(tr("The file comes as soon as there is a line and the province has it."))
            )

    def waive(self, reason: str) -> None:
        """Không số hóa giấy tờ này."""
        if self.row is not None and self.shown is not None:
            words = tr("Noted: this paper is not scanned.")
            desk, version = self._session.desk, self.shown.version
            self._record(partial(scanning.waive_scan, desk, version, self.row.name, reason), words)

    def remove(self, reason: str) -> None:
        """Bỏ bản quét đã lưu."""
        row, shown = self.row, self.shown
        if row is not None and row.scan is not None and shown is not None:
            words = tr("The scan counts no more.")
            desk, scan = self._session.desk, row.scan.event
            self._record(partial(scanning.remove_scan, desk, shown.version, scan, reason), words)

    def show_stored(self, place: int) -> None:
        """Draw a page of the kept scan."""
        if (source := self.stored) is not None and 0 <= place < source.pages:
            self._session.tasks.read(
                "scan-stored",
                lambda: sources.drawn(source, place),
                lambda image: self._screen.show_stored(image) if source is self.stored else None,
                self._failed,
            )

    def change_settings(self, settings: ScanSettings) -> None:
        """Keep to other settings from now on."""
        desk = self._session.desk
        work = partial(scanning.change_scan_settings, desk, settings)
        self._session.tasks.run(work, self._keep_to, self._failed)

    def _next_waiting(self) -> PaperState | None:
        """The first paper after the chosen one that has neither a scan nor a reason for none."""
        rows = self.shown.rows if self.shown is not None else ()
        names = [(row.name, row.is_result) for row in rows]
        here = (self.row.name, self.row.is_result) if self.row is not None else ("", False)
        after = rows[names.index(here) + 1 :] if here in names else ()
        return next((row for row in after if row.scan is None and not row.waived), None)

    def _key(self) -> Key:
        row = self.row
        return (self.id, row.name, row.is_result) if row is not None else (self.id, "", False)

    def _take(self, things: Sequence[Came]) -> None:
        if self.row is None or not things:
            return
        if not self.intake.is_running:
            self._goes_to = self._key()
        self.intake.take(things, self.settings.page_budget)

    def _came(self, page: Leaf, came: Came) -> None:
        key = self._goes_to or self._key()
        try:
            check_room(len(self.table.pages(key)))
        except RuleViolation as error:
            self.intake.cancel()
            self._failed(error)
            return
        self.table.put(key, page, came.found)
        if self.row is not None and key == self._key():
            self._screen.show_pages(len(self.table.pages(key)) - 1)

    def _kept(self, key: Key, pages: list[Leaf]) -> None:
        done = self.table.kept(key, pages)
        self._screen.show_kept(tr("Kept: {name}, {n} pages.", name=key[1], n=len(pages)))
        if done and self.settings.removes:
            work = partial(_remove_all, tuple(done))
            self._session.tasks.read("scan-remove", work, self._removed, self._failed)

    def _removed(self, left: int) -> None:
        if left:
            text = tr("{n} files stayed in the scanner folder: delete them there.", n=left)
            self._session.say(notices.Notice(notices.Tone.CAUTION, text))

    def _record(self, work: Callable[[], Dossier], words: str) -> None:
        self._session.tasks.once(
            "scan", work, lambda _dossier: self._screen.show_kept(words), self._screen.show_refused
        )

    def _show(self, read: tuple[Papers, ScanSettings]) -> None:
        papers, settings = read
        if papers.dossier.id == self.id:
            self._keep_to(settings)
            self.shown = papers
            self._screen.show_papers(papers)

    def _keep_to(self, settings: ScanSettings) -> None:
        if settings.folder != self.settings.folder or self._folder is None:
            self._folder = ScannerFolder(Path(settings.folder)) if settings.folder else None
            self._ready = ()
            self._screen.show_folder(0, 0)
        self.settings = settings

    def _read_stored(self, scan: Scan) -> None:
        desk, row = self._session.desk, self.row

        def show(source: Source) -> None:
            if row is self.row and not self.pages():
                self.stored = source
                self._screen.show_pages(0)

        def work() -> Source:
            return sources.opened(scanning.read_scan(desk, scan), scan.said.source)

        self._session.tasks.read("scan-open", work, show, self._failed)

    def _offer(self, row: PaperState, found: tuple[Reusable, ...]) -> None:
        if row is self.row:
            self._screen.show_reusable(found)

    def _looked(self, looked: Looked) -> None:
        self._is_looking = False
        self._ready = looked.ready
        taken = self.table.taken()
        new = [one for one in looked.ready if one not in taken]
        self._screen.show_folder(len(new), looked.growing)

    def _no_folder(self, _error: Exception) -> None:
        self._is_looking = False
        self._ready = ()
        self._screen.show_folder(-1, 0)

    def _failed(self, error: Exception) -> None:
        """Say it with its code: a file that cannot be read is nobody's slip of the pen."""
        notice = notices.of(error)
        if notice is not None and notice.tone is notices.Tone.HINT:
            notice = replace(notice, tone=notices.Tone.BAD)
        self._session.say(notice)


def _hint(text: str) -> notices.Notice:
    return notices.Notice(notices.Tone.HINT, text)


def _remove_all(files: Sequence[Found]) -> int:
    """How many could not be removed."""
    return sum(not scanner_folder.remove(one) for one in files)
