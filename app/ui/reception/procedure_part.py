"""Part two of the page: which procedure, by when, for how much, and how the result comes back."""

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.events import ResultPlace, Returning
from app.domain.procedure import Channel, Override
from app.domain.text import clean
from app.ui.i18n import tr
from app.ui.labels import choices
from app.ui.reception import typed
from app.ui.reception.coming_fields import ComingFields
from app.ui.reception.due_words import limit_words, override_words
from app.ui.reception.limit_fields import LimitFields
from app.ui.reception.money_fields import MoneyFields
from app.ui.reception.slim import slim
from app.ui.tokens import Space
from app.ui.widgets.buttons import LinkButton
from app.ui.widgets.fields import ChoiceField, Field, SearchField, TextField
from app.ui.widgets.layout import Card, Words, columns
from app.usecases.procedure_choice import ProcedureRow
from app.usecases.reception_form import Preview, ReceptionForm


class Outside(msgspec.Struct, frozen=True):
    """The last row of every search: Thủ tục ngoài danh mục, named as it was typed."""

    name: str


class ProcedurePart(Card):
    """The procedure and its conditions; `chosen` brings a row or `Outside`."""

    edited = Signal()
    asked = Signal(str)
    chosen = Signal(object)
    override_asked = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Procedure"))
        self.search = SearchField(
            tr("What does the citizen want?  (F4)"),
            required=True,
            placeholder=tr("birth, copy, land … or the code"),
        )
        self.limit = LimitFields()
        self.money = MoneyFields()
        self.coming = ComingFields()
        self._state_limit = False
        self._offered: tuple[str, object] = ("", None)
        self._takes_first = False
        self._build()
        self._arrange()
        self._connect()

    def values(self, form: ReceptionForm) -> ReceptionForm:
        """Answer the form with the conditions as they are typed now."""
        channel, place = self.channel.value(), self.place.value()
        sets = typed.count(self.sets.value())
        stated = self.limit.value() if self._state_limit else None
        said = msgspec.structs.replace(
            self.money.values(form),
            limit=stated,
            limit_approved_by=self.limit.approver() if stated else "",
            channel=channel if isinstance(channel, Channel) else Channel.DIRECT,
            sets=sets or 1,
            returning=Returning(
                place=place if isinstance(place, ResultPlace) else ResultPlace.COUNTER,
                address=clean(self.post_address.value()) or None,
            ),
            request=clean(self.request.value()),
        )
        return self.coming.values(said)

    def fill(self, form: ReceptionForm) -> None:
        """Show the conditions of a form without telling that anything was edited."""
        self._state_limit = form.limit is not None
        self.limit.fill(form.limit, form.limit_approved_by)
        self.limit.setVisible(self._state_limit)
        self.money.fill(form)
        self.coming.fill(form)
        self.channel.fill(form.channel)
        self.sets.fill(str(form.sets))
        self.place.fill(form.returning.place)
        self.post_address.fill(form.returning.address or "")
        self.request.fill(form.request)
        self._show_place()
        if not form.procedure_code:
            self.search.fill(form.other_name)

    def offer(self, found: tuple[ProcedureRow, ...]) -> None:
        """Offer what was found, and always the way out of the catalogue."""
        asked = clean(self.search.value())
        rows: list[tuple[str, object]] = [(_line_of(one), one) for one in found]
        if asked:
            rows.append((tr("Outside the catalogue: “{name}”", name=asked), Outside(asked)))
        self._offered = (asked, found[0] if found else None)
        if self._takes_first:
            self._take_first()
        else:
            self.search.offer(_with_mark(rows) if asked else rows)

    def show_meaning(self, preview: Preview, override: Override | None) -> None:
        """Show what the chosen procedure asks, and whose word it is."""
        procedure = preview.procedure
        is_chosen = procedure is not None
        for widget in (self._summary, self._limit_line, self._conditions):
            widget.setVisible(is_chosen)
        self._source.setVisible(is_chosen and bool(preview.form.procedure_code))
        if procedure is None:
            self.limit.hide()
            return
        if not self.search.line.hasFocus():
            self.search.fill(procedure.short_name or procedure.name)
        self._summary.setText(procedure.name)
        facts = (preview.form.procedure_code, procedure.field, procedure.agency)
        self._source.setText(" · ".join(fact for fact in facts if fact))
        self._show_limit(preview, override)
        self.money.show_listed(procedure.fee_vnd, preview.fee_note)

    def _take_first(self) -> None:
        """Enter: take the first that was found for just this text, or wait until it is found."""
        asked, first = self._offered
        shown = self.search.line.completer().popup()
        if shown is None or shown.currentIndex().isValid() or not self.search.value():
            return
        self._takes_first = asked != clean(self.search.value())
        if first is not None and not self._takes_first:
            shown.hide()
            self.chosen.emit(first)

    def _forget_enter(self) -> None:
        self._takes_first = False

    def limit_said(self) -> str:
        """Answer what is said of the limit and of whose word it is."""
        return self._limit_words.text()

    def named(self) -> dict[str, Field]:
        """Answer the fields by the names that problems use."""
        return {
            "procedure": self.search,
            "limit": self.limit.number,
            "fee_vnd": self.money.amount,
            "exemption": self.money.note,
            "channel": self.channel,
            "returning": self.post_address,
            "request": self.request,
            **self.coming.named(),
        }

    def begin(self) -> None:
        """F4: stand in the search, ready to be typed over."""
        self.search.line.setFocus()
        self.search.line.selectAll()
        self.search.expect()
        self.asked.emit(clean(self.search.value()))

    def state_limit(self) -> None:
        """Let the clerk state a limit of another length, with by whose word."""
        self._state_limit = True
        self.limit.show()
        self.limit.number.setFocus()

    def _build(self) -> None:
        self.channel = ChoiceField(tr("Came"), list(choices(Channel)))
        self.sets = TextField(tr("Sets"), longest=2)
        self.place = ChoiceField(tr("Result to be had at"), list(choices(ResultPlace)))
        self.post_address = TextField(tr("Where the post brings it"))
        self.request = TextField(
            tr("What is asked, in a few words"), placeholder=tr("the procedure's name")
        )
        slim(self.channel, self.place)
        self._summary = Words("", "strong")
        self._source = Words("", "hint")
        self._limit_words = Words("", "text")
        self._state = LinkButton(tr("State another limit"), self.state_limit)
        self._override = LinkButton(tr("Set by the office …"), self.override_asked.emit)

    def _arrange(self) -> None:
        self._limit_line = QWidget()
        line = QHBoxLayout(self._limit_line)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._limit_words, 1)
        line.addWidget(self._state)
        line.addWidget(self._override)
        self._conditions = QWidget()
        inside = QVBoxLayout(self._conditions)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(Space.S)
        inside.addWidget(self.money)
        how = columns(self.channel, self.place, self.sets)
        how.setColumnStretch(2, 0)
        self.sets.setMaximumWidth(72)
        inside.addLayout(how)
        inside.addWidget(self.post_address)
        inside.addWidget(self.request)
        inside.addWidget(self.coming)
        self.column.setSpacing(Space.S)
        self.add(self.search, self._summary, self._source, self._limit_line, self.limit)
        self.add(self._conditions)

    def _connect(self) -> None:
        self.search.asked.connect(self.asked)
        self.search.chosen.connect(self.chosen)
        self.search.line.returnPressed.connect(self._take_first)
        self.search.edited.connect(self._forget_enter)
        for field in (self.channel, self.sets, self.place, self.post_address, self.request):
            field.edited.connect(self.edited)
        for group in (self.limit, self.money, self.coming):
            group.edited.connect(self.edited)
        self.channel.edited.connect(lambda: self.coming.show_channel(self.channel.value()))
        self.place.edited.connect(self._show_place)

    def _show_place(self) -> None:
        self.post_address.setVisible(self.place.value() is ResultPlace.POST)

    def _show_limit(self, preview: Preview, override: Override | None) -> None:
        listed = preview.limit if preview.limit_source != "clerk" else None
        if listed is None and not self._state_limit:
            self._state_limit = True
        self.limit.setVisible(self._state_limit)
        self._state.setVisible(not self._state_limit)
        self._override.setVisible(bool(preview.form.procedure_code))
        said = limit_words(preview.limit, preview.limit_source)
        by_office = override_words(override) if override else ""
        self._limit_words.setText(" ".join(part for part in (said, by_office) if part))
        self._limit_words.become("text" if preview.limit else "caution")


def _with_mark(rows: list[tuple[str, object]]) -> list[tuple[str, object]]:
    """Mark the first row: Enter takes it."""
    return [(f"{text}   ↵" if place == 0 else text, one) for place, (text, one) in enumerate(rows)]


def _line_of(row: ProcedureRow) -> str:
    pin = "★ " if row.pinned else ""
    return f"{pin}{row.short_name}  ·  {row.code}  ·  {row.field}"
