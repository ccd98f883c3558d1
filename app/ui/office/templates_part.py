"""Mẫu giấy tờ: which templates are in force, a look at each, a copy to be edited."""

from collections.abc import Callable
from dataclasses import dataclass

from app.ui import notices, words
from app.ui.i18n import tr
from app.ui.page import Session
from app.ui.reception.typed import shown_day
from app.ui.widgets.buttons import Button, PrimaryButton
from app.ui.widgets.flow import flow
from app.ui.widgets.layout import Card, Words
from app.ui.widgets.table import Column, RowModel, RowView
from app.usecases import own_templates
from app.usecases.own_templates import TemplateList, TemplateRow
from app.usecases.templates import TemplateFault

LOOK_KEY, COPY_KEY = "Alt+V", "Alt+C"

_TECHNICAL = frozenset({"template_unreadable"})  # the reader's own words, not the officer's


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list: a template in force, or a file that cannot be used."""

    key: str
    title: str
    version: str
    since: str
    standing: str
    form: str = ""
    more: str = ""

    @property
    def is_fault(self) -> bool:
        """Say whether it cannot be used."""
        return not self.form


def template_list() -> tuple[RowModel[Line], RowView]:
    """The templates in force; what cannot be used stands first."""
    model = RowModel[Line](
        (
            Column[Line](tr("Printed paper"), lambda row: row.title, bold=True),
            Column[Line](tr("Version"), lambda row: row.version, width=16),
            Column[Line](tr("In force from"), lambda row: row.since, width=11),
            Column[Line](tr("Whose"), lambda row: row.standing, width=16, tone=_tone),
        ),
        lambda row: row.key,
    )
    return model, RowView(model, tr("Templates of papers"))


class TemplatesPart(Card):
    """What is said of the template where one stands, and what may be done with it."""

    def __init__(self, session: Session, show: Callable[[TemplateList], None]) -> None:
        super().__init__()
        self._session = session
        self._show = show
        self.line: Line | None = None
        self.about = Words("", "text")
        self.folder = Words("", "quiet")
        self.look = PrimaryButton(tr("Look at it"), self.show_sample, key=LOOK_KEY)
        self.copy = Button(tr("Copy it out to edit"), self.copy_out, key=COPY_KEY)
        self.add(self.about, self.folder)
        self.column.addLayout(flow(self.look, self.copy))
        self.column.addStretch(1)

    def read(self) -> None:
        """Read what is in force; the office's own files are read anew."""
        desk = self._session.desk
        self._session.tasks.read(
            "templates", lambda: own_templates.templates_here(desk), self._take, self._complain
        )

    def show_line(self, line: Line | None, folder: str) -> None:
        """Say where it comes from, or what is wrong with it."""
        self.line = line
        self.about.setText(line.more if line is not None else "")
        self.about.become("caution" if line is not None and line.is_fault else "text")
        self.folder.setText(tr("The office's own templates: {folder}", folder=folder))
        for button in (self.look, self.copy):
            button.setEnabled(line is not None and not line.is_fault)

    def show_sample(self) -> None:
        """Show it filled with invented people."""
        if self.line is not None and not self.line.is_fault:
            desk, form = self._session.desk, self.line.form
            ask = self._session.window.sample_asked.emit
            self._session.tasks.run(lambda: own_templates.sample(desk, form), ask, self._complain)

    def copy_out(self) -> None:
        """Put a copy into the office's folder; it is in force at once, and says the same."""
        if self.line is not None and not self.line.is_fault:
            desk, form = self._session.desk, self.line.form
            self._session.tasks.run(
                lambda: own_templates.copy_out(desk, form), self._copied, self._complain
            )

    def _copied(self, path: object) -> None:
        self._session.say(notices.done(tr("Copied to {path}: edit that file.", path=path)))
        self.read()

    def _take(self, found: TemplateList) -> None:
        self._show(found)

    def _complain(self, error: Exception) -> None:
        self._session.say(notices.of(error))


def lines(found: TemplateList) -> tuple[Line, ...]:
    """The list as it is shown."""
    return (*map(_fault, found.faults), *map(_in_force, found.rows))


def _fault(one: TemplateFault) -> Line:
    known = words.sentence(one.code)
    said = " ".join(part for part in (f"{known.code}: {known.what}", known.remedy) if part)
    names = one.detail and one.code not in _TECHNICAL
    detail = f" ({one.detail})" if names else ""
    return Line(
        key=f"{one.form}/{one.file}",
        title=f"{one.form}/{one.file}",
        version="",
        since="",
        standing=tr("⚠ cannot be used"),
        more=said + detail,
    )


def _in_force(one: TemplateRow) -> Line:
    return Line(
        key=one.form,
        title=one.title,
        version=one.version,
        since=shown_day(one.valid_from),
        standing=tr("the office's own") if one.is_own else tr("ships with the program"),
        form=one.form,
        more=one.source,
    )


def _tone(row: Line) -> str:
    return "caution" if row.is_fault else "text"
