"""The page Cài đặt lần đầu: one step at a time, by keyboard, each done or put off."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui import notices, press
from app.ui.first_start.part import StepPart
from app.ui.first_start.parts import (
    BackupPart,
    CardPart,
    CheckPart,
    OfficersPart,
    PrinterPart,
    ScannerPart,
)
from app.ui.first_start.province import ProvincePart
from app.ui.i18n import tr
from app.ui.labels import label
from app.ui.page import Command, Goto, Page, Session
from app.ui.press import PressFault
from app.ui.tokens import Space
from app.ui.widgets.buttons import Button, PrimaryButton
from app.ui.widgets.flow import flow
from app.ui.widgets.layout import Words, quiet, scrolled
from app.ui.widgets.shelf import Shelf
from app.usecases import first_start
from app.usecases.desk import Desk
from app.usecases.first_start import CardFacts, Standing, Step


class FirstStartPage(Page):
    """Leads through the steps; what was done or put off is kept at once."""

    key = "first_start"
    help_section = "first_start"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.desk: Desk = session.desk
        self.standing = Standing()
        tasks = session.tasks
        self.parts: dict[Step, StepPart] = {
            Step.PROVINCE: ProvincePart(tasks, self._refuse),
            Step.OFFICERS: OfficersPart(tasks, self._refuse),
            Step.PRINTER: PrinterPart(press.printer_names, self._test_page),
            Step.SCANNER: ScannerPart(tasks, self._refuse),
            Step.BACKUP: BackupPart(tasks, self._refuse),
            Step.CHECK: CheckPart(tasks, self._refuse),
            Step.CARD: CardPart(self._print_card),
        }
        self.where = Words("", "strong")
        self.list = quiet("")
        self.stack = Shelf()
        self.next = PrimaryButton(tr("Done, next"), self.confirm, key="F8")
        self.later = Button(tr("Put off"), self.put_off, key="Alt+S")
        self.before = Button(tr("Back"), self.go_back, key="Alt+B")
        self._arrange()

    def title(self) -> str:
        """Answer the title."""
        return tr("First start")

    def enter(self, goal: Goto) -> None:
        """Go on where it was left, or at the step that is named."""
        self.desk = self.session.desk
        wanted = Step(goal.id) if goal.id in set(Step) else None
        desk = self.desk

        def work() -> Standing:
            if wanted is not None:
                return first_start.go_to(desk, wanted)
            return first_start.standing(desk) or Standing()

        self.session.tasks.run(work, self.show_standing, self._refuse)

    def commands(self) -> Sequence[Command]:
        """List the keys."""
        part = self.parts[self.standing.at]
        own = []
        if isinstance(part, PrinterPart):
            own = [
                Command("F6", tr("Test page on A5"), partial(part.test, "a5")),
                Command("F7", tr("Test page, two A5 on A4"), partial(part.test, "a4")),
            ]
        if isinstance(part, CardPart):
            own = [Command("F6", tr("Print the card"), part.print_card)]
        return (
            Command("F8", tr("Done, next"), self.confirm),
            Command("Alt+S", tr("Put off"), self.put_off),
            Command("Alt+B", tr("Back"), self.go_back),
            *own,
        )

    def first_focus(self) -> QWidget:
        """Answer the first field of the step."""
        return self.parts[self.standing.at].first()

    def show_standing(self, standing: Standing) -> None:
        """Show the step, and which are done."""
        self.standing = standing
        part, order = self.parts[standing.at], list(Step)
        place = order.index(standing.at)
        self.where.setText(
            tr("Step {n} of {all}: {step}", n=place + 1, all=len(order), step=label(standing.at))
        )
        self.list.setText(
            "   ".join(f"{self._mark(step)}\u00a0{_whole(label(step))}" for step in order)
        )
        self.before.setEnabled(place > 0)
        self.next.setEnabled(True)
        self.stack.setCurrentWidget(part)
        part.complain("")
        part.show_desk(self.desk)
        part.first().setFocus()

    def confirm(self) -> None:
        """Do the step; the next one comes when it is done."""
        part, step, desk = self.parts[self.standing.at], self.standing.at, self.desk
        work = part.work(desk)
        if work is None or not self.next.isEnabled():
            return
        self.next.setEnabled(False)

        def done() -> tuple[Desk, Standing]:
            changed = work() or desk
            return changed, first_start.finish(changed, step)

        self.session.tasks.once("step", done, self._did, self._refuse)

    def put_off(self) -> None:
        """Leave the step for later; it stays in the list."""
        desk, step = self.desk, self.standing.at
        self.session.tasks.run(
            lambda: (desk, first_start.put_off(desk, step)), self._did, self._refuse
        )

    def go_back(self) -> None:
        """Show the step before."""
        order = list(Step)
        place = order.index(self.standing.at)
        if place:
            desk, step = self.desk, order[place - 1]
            self.session.tasks.run(
                lambda: first_start.go_to(desk, step), self.show_standing, self._refuse
            )

    def _did(self, told: tuple[Desk, Standing]) -> None:
        was = self.standing.at
        self.desk, standing = told
        if standing.at is not was:
            self.show_standing(standing)
        else:
            self.session.say(notices.done(tr("The first start is through.")))
            self.session.go("today")
        if self.desk.settings != self.session.desk.settings:
            self.session.window.desk_changed.emit(self.desk)  # printer and copies, from here on

    def _mark(self, step: Step) -> str:
        if step is self.standing.at:
            return "▸"
        return "✓" if step in self.standing.done else "○"

    def _test_page(self, desk: Desk, feed: str, printer: str) -> None:
        self._put(
            press.chosen(self.session.press, feed, printer), first_start.test_page(desk, feed)
        )

    def _print_card(self, desk: Desk, technician: str) -> None:
        card = first_start.machine_card(desk, CardFacts(technician))
        settings = desk.settings
        self._put(press.chosen(self.session.press, "a5", settings.printer), card)

    def _put(self, where: press.Press, paper: press.Paper) -> None:
        try:
            where.put(paper)
        except (PressFault, OSError) as error:
            self._refuse(error)

    def _refuse(self, error: Exception) -> None:
        self.next.setEnabled(True)
        if (notice := notices.of(error)) is not None:
            said = (notice.text, notice.remedy, f"({notice.code})" if notice.code else "")
            self.parts[self.standing.at].complain(" ".join(part for part in said if part))

    def _arrange(self) -> None:
        for part in self.parts.values():
            part.column.addStretch(1)
            self.stack.addWidget(part)
        column = QVBoxLayout()
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.L)
        column.setSpacing(Space.M)
        for widget in (self.where, self.list, self.stack):
            column.addWidget(widget)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(column), 1)
        foot = flow(self.next, self.later, self.before)
        foot.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        whole.addLayout(foot)  # in sight whatever the step and the size of type


def _whole(text: str) -> str:
    """Words that stay on one line."""
    return text.replace(" ", "\u00a0")
