"""Bước: ghi danh với tỉnh, by a code over the line, or by stick and telephone."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QFileDialog, QWidget

from app.ui.first_start.part import StepPart, Work
from app.ui.i18n import tr
from app.ui.tasks import TaskRunner
from app.ui.widgets.buttons import Button
from app.ui.widgets.fields import ChoiceField, TextField, TickField
from app.ui.widgets.flow import flow
from app.ui.widgets.layout import Card, Words, columns
from app.ui.widgets.shelf import Shelf
from app.usecases import first_start, stick_enrolment, synchronise
from app.usecases.desk import Desk
from app.usecases.first_start import Line
from app.usecases.stick_enrolment import Standing

BY_CODE, BY_STICK = "code", "stick"


class Told(Protocol):
    """Who words an error."""

    def __call__(self, error: Exception) -> None:
        """Say it."""


class ProvincePart(StepPart):
    """A choice of ways; the second leaves the step open until the province has answered."""

    def __init__(self, tasks: TaskRunner, complain: Told) -> None:
        super().__init__(
            tr("Join the province"),
            tr("Without it everything works; what is done waits here until the PC is known."),
        )
        self._tasks = tasks
        self._tell = complain
        self._desk: Desk | None = None
        self._authority = b""
        self.way = ChoiceField(
            tr("How this PC joins"),
            [
                (tr("With a code, over the line"), BY_CODE),
                (tr("By stick, with a call to the province"), BY_STICK),
            ],
        )
        self.url = TextField(tr("Address of the province's gateway"), placeholder="https://")
        self.code = TextField(tr("Enrolment code"), longest=40)
        self.number = TextField(tr("Number that the province reads out"), longest=12)
        self.digits = Words("", "strong")
        self.standing = Words("", "text")
        self.agreed = TickField(tr("The province has the same six digits"))
        self.ways = Shelf()
        self._arrange()
        self.way.edited.connect(self._show_way)
        self.number.edited.connect(self._compare)

    def show_desk(self, desk: Desk) -> None:
        """Read how far it is."""
        self._desk = desk
        self._read(lambda: stick_enrolment.standing(desk))
        self._tasks.run(partial(first_start.line_prepared, desk), self._show_line, self._tell)

    def _show_line(self, line: Line) -> None:
        """What was prepared stands there already; what was typed stays."""
        self._authority = line.authority
        if line.code and not self.code.value():
            self.url.fill(line.url)
            self.code.fill(line.code)

    def work(self, desk: Desk) -> Work | None:
        """Enrol by the code, or trust the answer whose digits agree."""
        self.complain("")
        if self.way.value() == BY_STICK:
            if not (self.agreed.value() and self.digits.text()):
                self.complain(tr("Compare the six digits with the province first, or put it off."))
                return None
            return partial(_nothing, partial(stick_enrolment.agree, desk))
        is_address = self.url.value().startswith("https://")
        self.url.complain("" if is_address else tr("The address begins with https://."))
        self.code.complain("" if self.code.value() else tr("Write the code that was given."))
        if not (is_address and self.code.value()):
            return None
        told = self.url.value(), self.code.value()
        enrol = partial(synchronise.enrol, desk, *told, authority=self._authority)
        return partial(_nothing, enrol)

    def first(self) -> QWidget:
        """The choice of ways."""
        return self.way.box

    def write_request(self) -> None:
        """Write the request into a folder of a stick."""
        folder = QFileDialog.getExistingDirectory(self, tr("Write the request"))
        if folder and (desk := self._desk) is not None:
            self._read(partial(_written, desk, Path(folder)))

    def take_answer(self) -> None:
        """Take the province's answer from a stick."""
        pattern = f"*{stick_enrolment.ANSWER_END}"
        found, _kind = QFileDialog.getOpenFileName(self, tr("Take the answer"), "", pattern)
        if found and (desk := self._desk) is not None:
            self._read(partial(stick_enrolment.take_answer, desk, Path(found)))

    def differ(self) -> None:
        """The digits differ: forget the files and begin again."""
        if (desk := self._desk) is not None:
            self.number.fill("")
            self.digits.setText("")
            self._read(partial(_given_up, desk))

    def _read(self, ask: Callable[[], Standing]) -> None:
        self._tasks.run(ask, self.show_standing, self._tell)

    def show_standing(self, standing: Standing) -> None:
        """Say how far it is, and what comes next."""
        if standing.has_answer:
            said = tr(
                "Answer of {province} is here: call the province now.", province=standing.province
            )
        elif standing.has_request:
            said = tr("The request is written: bring it to the province, wait for the answer.")
        else:
            said = tr("Write the request onto a stick first.")
        self.standing.setText(said)
        self.number.setEnabled(standing.has_answer)
        self.agreed.setEnabled(standing.has_answer)
        if standing.has_request or standing.has_answer:
            self.way.fill(BY_STICK)
            self._show_way()

    def _compare(self) -> None:
        desk, number = self._desk, self.number.value()
        self.digits.setText("")
        self.agreed.fill(on=False)
        plain = "".join(number.split())
        if desk is not None and len(plain) == 6 and plain.isdigit():
            self._tasks.run(
                partial(stick_enrolment.digits, desk, plain), self._show_digits, self._tell
            )

    def _show_digits(self, digits: str) -> None:
        self.digits.setText(tr("Read out to the province: {digits}", digits=_spaced(digits)))

    def _show_way(self) -> None:
        self.ways.setCurrentIndex(0 if self.way.value() == BY_CODE else 1)

    def _arrange(self) -> None:
        over_line, by_stick = Card(), Card()
        over_line.column.addLayout(columns(self.url, self.code))
        over_line.column.addStretch(1)
        by_stick.add(self.standing)
        by_stick.column.addLayout(
            flow(
                Button(tr("Write the request …"), self.write_request),
                Button(tr("Take the answer …"), self.take_answer),
                Button(tr("The digits differ"), self.differ),
            )
        )
        by_stick.add(self.number, self.digits, self.agreed)
        for way in (over_line, by_stick):
            self.ways.addWidget(way)
        self.add(self.way, self.ways, self.error)


def _nothing(deed: Callable[[], object]) -> None:
    deed()


def _written(desk: Desk, folder: Path) -> Standing:
    stick_enrolment.write_request(desk, folder)
    return stick_enrolment.standing(desk)


def _given_up(desk: Desk) -> Standing:
    stick_enrolment.give_up(desk)
    return stick_enrolment.standing(desk)


def _spaced(digits: str) -> str:
    return f"{digits[:3]} {digits[3:]}"
