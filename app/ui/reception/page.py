"""The page Tiếp nhận: builds the form and what comes after it, and wires them to the presenter."""

from collections.abc import Sequence
from functools import partial

import msgspec
from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from app.domain.dossier import Dossier
from app.domain.procedure import Override
from app.ui.i18n import tr
from app.ui.notices import Notice, Tone
from app.ui.page import Command, Goto, Page, Session
from app.ui.reception.after_panel import AfterPanel
from app.ui.reception.alike_bar import OTHER_KEY, TAKE_KEY
from app.ui.reception.alike_desk import AlikeDesk
from app.ui.reception.card_desk import CardDesk
from app.ui.reception.declaring import declare
from app.ui.reception.due_words import moment_words
from app.ui.reception.form_view import FormView
from app.ui.reception.late_desk import LateDesk
from app.ui.reception.offer_bar import OfferBar
from app.ui.reception.override_dialog import OverrideDialog
from app.ui.reception.people_part import Part
from app.ui.reception.presenter import Presenter
from app.ui.reception.procedure_part import Outside
from app.ui.reception.search_desk import SearchDesk
from app.ui.reception.taking import Correcting, Taking, correcting
from app.ui.reception.ways import Way
from app.ui.tokens import Space
from app.usecases import reception
from app.usecases.drafts import DraftRow
from app.usecases.people import AddressToday, CardRead, KnownPerson
from app.usecases.procedure_choice import ProcedureRow
from app.usecases.reception_form import PaperLine, Preview, ReceptionForm

DRAFT_EVERY = 2_000  # ms
MEANING_EVERY = 60_000  # ms: the due time moves on while nothing is typed


class ReceptionPage(Page):
    """One citizen after the other; see `ways.Way` for how the page can be opened."""

    key = "reception"
    help_section = "reception"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.form = FormView()
        self.after = AfterPanel()
        self.offers = OfferBar()
        self.presenter = Presenter(session, self)
        self.taking = Taking(session, self)
        self.cards = CardDesk(self, self.presenter, self.form.people)
        self.alike = AlikeDesk(self, self.form.people)
        self.late = LateDesk(self, self.form, self._tell_title, self._late_ended)
        self.searches = SearchDesk(self, self.presenter, self.cards.is_scanning)
        self.dialog: OverrideDialog | None = None
        self._correcting: Correcting | None = None
        self._was_away = True
        self._just_chosen = False
        self._accepts = False
        self._draft_tick = QTimer(self, interval=DRAFT_EVERY)
        self._meaning_tick = QTimer(self, interval=MEANING_EVERY)
        self._arrange()
        self._connect()

    def title(self) -> str:
        """Answer the title: what kind of reception it is."""
        if self._correcting is not None:
            return tr("Correction")
        return tr("Late entry") if self.form.late.is_on() else tr("Reception")

    def enter(self, goal: Goto) -> None:
        """Begin what `goal` asks for; what was typed before is kept."""
        self.cards.watch(on=True)
        self._draft_tick.start()
        self._meaning_tick.start()
        was_away, self._was_away = self._was_away, False
        match Way(str(goal.extra or "")):
            case Way.RESUME:
                self._resume()
            case Way.NEW:
                self._resume() if was_away and self._is_under_way() else self.begin()
            case Way.PROCEDURE:
                self.begin()
                self.presenter.choose(goal.id)
            case Way.DRAFT:
                self.presenter.open_draft(goal.id)
                self._show_form()
            case Way.LATE:
                self.begin()
                self.late.begin(goal.id)
            case way:
                self._begin_from(way, goal.id)

    def leave(self) -> None:
        """Save the draft: the officer goes elsewhere, or the counter is locked."""
        self.presenter.keeper.save()
        self.cards.watch(on=False)
        self._draft_tick.stop()
        self._meaning_tick.stop()
        self.searches.stop()
        self.alike.stop()

    def commands(self) -> Sequence[Command]:
        """List the keys of this page; only F8 takes a dossier in."""
        return (
            Command("F4", tr("Procedure"), self._find_procedure),
            Command("F6", tr("Papers"), self._find_papers),
            Command("F7", tr("Another person"), self._switch_owner),
            Command("F8", tr("Receive and print"), self.accept),
            Command("Ctrl+S", tr("Save the draft"), self.save_draft),
            Command("Ctrl+B", tr("Late entry"), self._switch_late),
            Command("Ctrl+D", tr("Open the dossier"), self._open_dossier),
            Command("Ctrl+I", tr("Card from a picture"), self.cards.ask_picture),
            Command("Ctrl+O", tr("Go on with the draft"), self.offers.open_first),
            Command("Alt+P", tr("Print the list of this visit"), self._print_visit),
            Command("Ctrl+P", tr("Print the slip again"), self._print_again),
            Command(TAKE_KEY, tr("It is this person"), self.alike.take),
            Command(OTHER_KEY, tr("Somebody else"), self.alike.part_from),
            Command("Ctrl+M", tr("One brings for many"), partial(self.session.go, "batch")),
            Command("Ctrl+T", tr("Declarations"), partial(declare, self.session, self.presenter)),
        )

    def first_focus(self) -> QWidget | None:
        """Answer where typing begins."""
        if self._is_after():
            return self.after.next
        if self._correcting is not None:
            return self.form.correction.reason.line
        if self.form.late.is_on():
            return self.form.late.clock.line
        return self.form.people.fields[Part.SUBMITTER].name.line

    def begin(self, form: ReceptionForm | None = None) -> None:
        """Begin the next dossier with an empty form, or with what is handed in."""
        self._end_correction()
        self.presenter.begin() if form is None else self.presenter.begin(form)
        self._show_form()
        self.presenter.ask_drafts()
        self._focus_first()

    def accept(self) -> None:
        """F8: take in what is complete; otherwise stand where something is missing.

        What the form means is asked first, so that the last letter typed counts.
        """
        if not self._is_after() and not self.taking.is_busy:
            self._take_typed()
            self._accepts = True
            self.presenter.ask_meaning()

    def save_draft(self) -> None:
        """Ctrl+S: save now; it never takes a dossier in."""
        if not self._is_after():
            self._take_typed()
            self.presenter.keeper.save()

    def show_form(self, form: ReceptionForm) -> None:
        """Fill all fields."""
        self._accepts = False
        self.form.fill(form)
        self.alike.watch(on=self._correcting is None)
        self.form.side.show_saved("")
        self._tell_title()

    def show_papers(self, lines: tuple[PaperLine, ...]) -> None:
        """Fill the papers; stand at the limit where it has to be asked for, else at the papers."""
        self.form.hide_errors()
        self.form.procedure.fill(self.presenter.form)
        self.form.papers.fill(lines)
        self.form.papers.begin()
        self._just_chosen = True

    def show_preview(self, preview: Preview, override: Override | None) -> None:
        """Show what the form means."""
        self.form.procedure.show_meaning(preview, override)
        self.form.show_meaning(preview)
        just_chosen, self._just_chosen = self._just_chosen, False
        if self._accepts:
            self._accept_now()
        elif just_chosen and preview.limit is None:
            self.form.go_to("limit")

    def offer_people(self, part: str, found: tuple[KnownPerson, ...]) -> None:
        """Offer people known here."""
        self.form.people.fields[Part(part)].offer_people(found)

    def offer_procedures(self, found: tuple[ProcedureRow, ...]) -> None:
        """Offer procedures."""
        self.form.procedure.offer(found)

    def take_card(self, card: CardRead) -> None:
        """Write what a card says where it belongs."""
        self.cards.take(card)

    def take_number(self, number: str) -> None:
        """Write what is left of a spoilt scan."""
        self.cards.take_number(number)

    def show_address(self, part: str, today: AddressToday) -> None:
        """Show where an address lies today."""
        self.form.people.fields[Part(part)].show_address(today)
        self._take_typed()
        self.presenter.ask_meaning()

    def show_saved(self) -> None:
        """Say that the draft is safe, unless more was typed meanwhile."""
        if not self.presenter.keeper.has_unsaved() and not self.presenter.is_blank():
            self.form.side.show_saved(tr("✓ The draft is saved on this PC."))

    def offer_drafts(self, rows: tuple[DraftRow, ...]) -> None:
        """Offer what was not finished, while nothing else is typed."""
        self.offers.offer(rows if self.presenter.is_blank() else ())

    def show_taken(self, dossier: Dossier) -> None:
        """Show the number big."""
        self.after.show_taken(dossier, corrected=self._correcting is not None)
        self.offers.hide()
        self._stack.setCurrentWidget(self.after)
        self.after.next.setFocus()

    def show_visit(self, ticket: str, count: int) -> None:
        """Say how many dossiers were brought at this visit."""
        self.after.show_visit(ticket, count)

    def go_on_typing(self) -> None:
        """It was not possible: the form is as it was."""
        if self._correcting is None:
            self.presenter.keeper.reopen(self.presenter.form)

    def hideEvent(self, event: QHideEvent) -> None:
        """Remember that the officer was elsewhere: F2 then shows what was typed, not a new form."""
        self._was_away = True
        super().hideEvent(event)

    def _arrange(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self.form)
        self._stack.addWidget(self.after)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self.offers)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.form.edited.connect(self._take_typed)
        self._draft_tick.timeout.connect(self.presenter.keeper.save)
        self._meaning_tick.timeout.connect(self.presenter.ask_meaning)
        self.form.side.accept_asked.connect(self.accept)
        self.form.side.draft_asked.connect(self.save_draft)
        self.form.side.late_asked.connect(self._switch_late)
        self.form.side.batch_asked.connect(partial(self.session.go, "batch"))
        self.form.late.given_up.connect(self.late.end)
        self.form.late.slips_asked.connect(lambda: self.session.go("blank_slips"))
        people, procedure = self.form.people, self.form.procedure
        people.asked.connect(self.searches.ask_people)
        people.address_typed.connect(self.presenter.map_address)
        people.card_asked.connect(self.cards.ask_picture)
        procedure.asked.connect(self.searches.ask_procedures)
        procedure.chosen.connect(self._choose)
        procedure.override_asked.connect(self._ask_override)
        self.offers.opened.connect(self.presenter.open_draft)
        self.offers.discarded.connect(self.presenter.discard_draft)
        self.after.next_citizen.connect(self.begin)
        self.after.same_person.connect(self._same_person)
        self.after.print_again.connect(self._print_again)
        self.after.visit_asked.connect(self._print_visit)
        self.after.open_asked.connect(self._open_dossier)
        self.after.scan_asked.connect(self._find_papers)

    def _take_typed(self) -> None:
        if self._is_after() or self.taking.is_busy:
            return
        self.presenter.edited(self.form.values(self.presenter.form))
        if self.presenter.keeper.has_unsaved():
            self.form.side.show_saved(tr("… the draft is being saved"))
        if not self.presenter.is_blank():
            self.offers.hide()

    def _accept_now(self) -> None:
        self._accepts = False
        if self.form.first_blocking() is not None:
            self.form.show_errors()
            return
        close = self.presenter.keeper.close()
        form, of = self.presenter.form, self._correcting
        if of is None:
            self.taking.receive(form, close)
        else:
            reason, back = self.form.correction.value(), self.form.correction.recovered.value()
            self.taking.correct(form, of, reason, recovered=back)

    def _choose(self, chosen: object) -> None:
        self.searches.stop()
        if isinstance(chosen, Outside):
            self.presenter.choose_outside(chosen.name)
        elif isinstance(chosen, ProcedureRow):
            self.presenter.choose(chosen.code)

    def _find_procedure(self) -> None:
        if not self._is_after():
            self.form.procedure.begin()

    def _find_papers(self) -> None:
        self._open_dossier("scanning") if self._is_after() else self.form.papers.begin()

    def _switch_owner(self) -> None:
        self._same_person() if self._is_after() else self.form.people.switch_owner()

    def _same_person(self) -> None:
        self.begin(reception.same_person_again(self.presenter.form, self.taking.dossier))
        self._find_procedure()

    def _print_again(self) -> None:
        if self._is_after():
            self.taking.print_slip()

    def _open_dossier(self, page: str = "dossier") -> None:
        if self._is_after() and self.taking.dossier is not None:
            self.session.go(page, self.taking.dossier.id)

    def _print_visit(self) -> None:
        if self._is_after():
            self.taking.print_visit()

    def _switch_late(self) -> None:
        if not self._is_after() and self._correcting is None:
            self.late.switch()

    def _late_ended(self) -> None:
        self._take_typed()
        self._tell_title()
        self._focus_first()

    def _tell_title(self) -> None:
        self.title_changed.emit(self.title())

    def _begin_correction(self, dossier: Dossier, form: ReceptionForm) -> None:
        self._correcting = correcting(dossier)
        accepted = self._correcting.accepted
        self.form.correction.begin(self._correcting.number, moment_words(accepted, accepted.date()))
        self.presenter.begin_correction(form, accepted)
        self._show_form()
        self._focus_first()

    def _begin_from(self, way: Way, record: str) -> None:
        """Begin with what is known already: a person, or a dossier."""
        if way is Way.PERSON:
            self.presenter.ask_form_for(record, self.begin)
        else:
            is_correction = way is Way.CORRECT
            self.taking.look_up(
                record, self._begin_correction if is_correction else self._begin_linked
            )

    def _begin_linked(self, dossier: Dossier, form: ReceptionForm) -> None:
        again = reception.of_same_people(form, dossier)
        self.begin(msgspec.structs.replace(again, linked_to=dossier.id))

    def _end_correction(self) -> None:
        self._correcting = None
        self.form.correction.hide()

    def _ask_override(self) -> None:
        form = self.presenter.form
        papers = tuple(line.asked for line in form.papers)
        name = self.form.procedure.search.value()
        self.dialog = OverrideDialog(self, form.procedure_code, name, papers)
        self.dialog.saved.connect(self.presenter.set_by_office)
        self.dialog.finished.connect(lambda _how: self.window().activateWindow())
        self.dialog.open()

    def _resume(self) -> None:
        """Show what was typed before; the next F2 begins a new dossier."""
        if self._is_under_way() and not self._is_after():
            words = tr("This was typed before. F2 begins a new dossier; this stays as a draft.")
            self.session.say(Notice(Tone.HINT, words))
        self.presenter.ask_meaning()
        self.presenter.ask_drafts()

    def _is_under_way(self) -> bool:
        is_typed = not self._is_after() and not self.presenter.is_blank()
        return is_typed and self._correcting is None

    def _is_after(self) -> bool:
        return self._stack.currentWidget() is self.after

    def _show_form(self) -> None:
        self._stack.setCurrentWidget(self.form)
        self._tell_title()

    def _focus_first(self) -> None:
        if isinstance(first := self.first_focus(), QLineEdit):
            first.setFocus()
