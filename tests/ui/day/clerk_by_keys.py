"""A clerk who never takes her hands off the keys, and what each kind of work costs in keys.

With MOTCUA_DAY_TO=FOLDER each work leaves a picture of the window and `keys.json`.
"""

import json
import os
from collections import Counter as Tally
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.domain.papers import Printout
from app.ui.fast_lane.page import FastLanePage
from app.ui.jump.dialog import JumpDialog
from app.ui.press import Paper, PressFault
from app.ui.reception.page import ReceptionPage
from app.ui.tasks import Workers
from tests.ui.dossier.clerk import Clerk

NAMES = (
    "Chẻo Thị Mẩy",
    "Tẩn A Sếnh",
    "Lý Mí Sài",
    "Phàn Láo Tả",
    "Giàng Thị Dở",
    "Lò Văn Tém",
    "Sùng A Chớ",
    "Vàng Thị Sua",
)
MANY_TABS = 60  # further than that nobody looks for a field


class Printer:
    """The tray of the day; `empty` says that nothing comes out."""

    def __init__(self) -> None:
        self.papers: list[Printout] = []
        self.empty = False

    def put(self, *papers: Paper) -> None:
        if self.empty:
            raise PressFault("printer_failed")
        self.papers.extend(papers)


class Day(Clerk):
    """A clerk who never takes her hands off the keys."""

    def __init__(self, qtbot: QtBot, workers: Workers, folder: Path) -> None:
        super().__init__(qtbot, workers, folder)
        self.printer = Printer()
        self.session.press.put = self.printer.put  # type: ignore[method-assign]
        self.citizens = 0
        self.plain: list[str] = []
        self.spent: Tally[str] = Tally()
        self.times: Tally[str] = Tally()
        self._kind, self._mark = "", 0

    def citizen(self, kind: str) -> str:
        """Somebody steps up; answers the card."""
        self.begins_account(kind)
        self.citizens += 1
        name, n = NAMES[self.citizens % len(NAMES)].upper(), self.citizens
        home = "Bản Lao Chải, Sì Lở Lầu, Phong Thổ, Lai Châu"
        return f"0120900{n:05d}||{name}|31011990|Nam|{home}|02052021"

    def begins_account(self, kind: str) -> None:
        """From here on keys are counted for this work."""
        self._kind, self._mark = kind, self.keys

    def done(self) -> None:
        """The citizen leaves; what it took is noted."""
        self.settles()
        if folder := os.environ.get("MOTCUA_DAY_TO"):
            self._leave_a_picture(Path(folder))
        self.spent[self._kind] += self.keys - self._mark
        self.times[self._kind] += 1

    def reaches(self, control: QWidget) -> None:
        """Tab until a control has the focus; it must be reachable."""
        for _ in range(MANY_TABS):
            focused = QApplication.focusWidget()
            if focused is control or (focused is not None and control.isAncestorOf(focused)):
                return
            self.presses("Tab")
        pytest.fail(f"not reached by Tab: {control.accessibleName()}")

    def fills(self, field: QWidget, text: str) -> None:
        """Reach a field and type."""
        self.reaches(field)
        self.presses("Ctrl+A")
        self.types(text)

    def begins_reception(self, card: str) -> None:
        """F2, the card; an answer that a page still waits for is no obstacle."""
        self.presses("F2")
        self.until(lambda: isinstance(self.window.page, ReceptionPage))
        if self.page.taking.dossier is not None:
            self.presses("F2")
        self.settles()
        self.scans(f"{card}\n")

    def marks_all(self) -> None:
        """Every paper is handed in: one letter a row."""
        self.presses("F6")
        for _ in self.page.presenter.form.papers:
            self.marks("n")
        self.settles()

    def takes_in_and_prints(self) -> str:
        """F8, Space on "Đã in"; answers the dossier."""
        dossier = self.takes_in()
        self.until(lambda: bool(self.window.printing.text()))
        self.presses("Space")
        self.settles()
        return dossier.id

    def jumps(self, text: str, to: str) -> None:
        """Ctrl+K, a few letters, Enter on the first line."""
        self.presses("Ctrl+K")
        self.until(lambda: isinstance(QApplication.activeModalWidget(), JumpDialog))
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, JumpDialog)
        dialog.activateWindow()
        self.until(dialog.line.hasFocus)
        self.types(text)
        self.until(lambda: dialog.found.item(0) is not None and to in dialog.found.item(0).text())
        self.presses("Return")
        self.until(lambda: QApplication.activeModalWidget() is None)
        self.window.activateWindow()  # the platform of the tests does not give it back by itself
        self.until(lambda: QApplication.focusWidget() is not None)

    def opens_by_number(self, number: str) -> None:
        """Ctrl+K, the number, Enter."""
        self.jumps(number, number)
        self.until(lambda: self.window.page is not None and self.window.page.key == "dossier")
        self.until(lambda: self.sheet.presenter.shown is not None)
        self.until(lambda: self.now.number == number)
        self.settles()

    def number_of(self, dossier_id: str) -> str:
        return self.does(lambda: self.office.store.reader().dossier(dossier_id)).number

    def goes_on_with(self, dossier_id: str) -> None:
        self.opens_by_number(self.number_of(dossier_id))

    def certifies(self, who: str, paper: str, pages: str) -> None:
        """The fast lane: name, paper, pages, F8."""
        page = self.lane()
        before = len(page._done)
        self.types(who)
        self.presses("Tab", "Tab")
        self.types(paper)
        self.presses("Tab")
        self.types(pages)
        self.presses("F8")
        self.until(lambda: len(page._done) == before + 1)

    def lane(self) -> FastLanePage:
        if not isinstance(self.window.page, FastLanePage):
            self.presses("Ctrl+J")
        self.until(lambda: isinstance(self.window.page, FastLanePage))
        page = self.window.page
        assert isinstance(page, FastLanePage)
        return page

    def _leave_a_picture(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.window.grab().save(str(folder / f"{self._kind}.png"))
        kept = folder / "keys.json"
        before = json.loads(kept.read_text()) if kept.exists() else {}
        told = {kind: [self.times[kind], keys] for kind, keys in self.spent.items()}
        kept.write_text(json.dumps(before | told, indent=2))
