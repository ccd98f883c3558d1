"""What the reception page asks of the use cases, and what it shows; no widgets."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Protocol

import msgspec

from app.domain.errors import RuleViolation
from app.domain.procedure import Override
from app.ui import notices
from app.ui.page import Session
from app.ui.reception.card_text import number_in
from app.ui.reception.draft_keeper import BLANK, DraftKeeper
from app.usecases import drafts, people, procedure_choice, reception
from app.usecases.desk import Desk
from app.usecases.drafts import DraftRow
from app.usecases.people import AddressToday, CardRead, KnownPerson
from app.usecases.procedure_choice import ProcedureRow
from app.usecases.reception_form import PaperLine, Preview, ReceptionForm, TakenOnPaper

SHORTEST_SEARCH = 2


class Screen(Protocol):
    """What the presenter may ask of the page."""

    def show_form(self, form: ReceptionForm) -> None:
        """Fill all fields."""

    def show_papers(self, lines: tuple[PaperLine, ...]) -> None:
        """Fill the papers and stand where the next thing is to be typed."""

    def show_preview(self, preview: Preview, override: Override | None) -> None:
        """Show what the form means."""

    def offer_people(self, part: str, found: tuple[KnownPerson, ...]) -> None:
        """Offer people known here."""

    def offer_procedures(self, found: tuple[ProcedureRow, ...]) -> None:
        """Offer procedures."""

    def take_card(self, card: CardRead) -> None:
        """Write what a card says."""

    def take_number(self, number: str) -> None:
        """Write what is left of a spoilt scan."""

    def show_address(self, part: str, today: AddressToday) -> None:
        """Show where an address lies today."""

    def show_saved(self) -> None:
        """Say that the draft is safe."""

    def offer_drafts(self, rows: tuple[DraftRow, ...]) -> None:
        """Offer what was not finished."""


class Presenter:
    """Holds the form as it is typed; every question is asked off the screen's thread."""

    def __init__(self, session: Session, screen: Screen) -> None:
        self._session = session
        self._desk = session.desk
        self._tasks = session.tasks
        self._screen = screen
        self.keeper = DraftKeeper(self._desk, self._tasks, screen.show_saved)
        self.form = BLANK
        self.stands_since: datetime | None = None
        self._override: Override | None = None

    def begin(self, form: ReceptionForm = BLANK, draft_id: str = "") -> None:
        """Show another form; what was typed before stays as a draft."""
        self.keeper.save()
        self.keeper.begin(draft_id)
        self.stands_since = None
        self._show(form)

    def put(self, form: ReceptionForm) -> None:
        """Type a whole form at once, into the draft at hand."""
        self.edited(form)
        self._show(form)

    def begin_correction(self, form: ReceptionForm, accepted: datetime) -> None:
        """Show a dossier that is put right: its moment stays, and it makes no draft."""
        self.keeper.save()
        self.keeper.close()
        self.stands_since = accepted
        self._show(form)

    def is_blank(self) -> bool:
        """Whether nothing is typed."""
        return self.form == BLANK

    def edited(self, form: ReceptionForm) -> None:
        """Take what was typed: it is kept as a draft, and its meaning is asked."""
        if form == self.form:
            return
        self.form = form
        self.keeper.changed(form)
        self.ask_meaning()

    def ask_meaning(self) -> None:
        """Ask what the form means now; only the newest answer is shown."""
        form = self._as_of_its_moment()
        self._tasks.read("preview", lambda: reception.preview(self._desk, form), self._show_meaning)

    def ask_drafts(self) -> None:
        """Ask what was begun and not finished."""
        self._tasks.run(lambda: drafts.drafts(self._desk), self._screen.offer_drafts)

    def open_draft(self, draft_id: str) -> None:
        """Go on with a draft."""
        self._tasks.run(
            lambda: drafts.load_draft(self._desk, draft_id),
            lambda form: self.begin(form, draft_id),
            self.complain,
        )

    def ask_form_for(self, mention: str, begin: Callable[[ReceptionForm], None]) -> None:
        """Begin with somebody who is known here."""
        self._tasks.run(lambda: reception.form_for(self._desk, mention), begin, self.complain)

    def discard_draft(self, draft_id: str) -> None:
        """Throw a draft away."""
        work = partial(drafts.discard_draft, self._desk, draft_id)
        self._tasks.run(work, lambda _done: self.ask_drafts())

    def search_people(self, part: str, text: str) -> None:
        """Look for people known here."""
        if len(text.strip()) < SHORTEST_SEARCH:
            self._screen.offer_people(part, ())
            return
        self._tasks.read(
            "people",
            lambda: people.known_people(self._desk, text),
            lambda found: self._screen.offer_people(part, found),
        )

    def search_procedures(self, text: str) -> None:
        """Look for procedures by what people say; without a word: the pinned ones first."""
        self._tasks.read(
            "procedures",
            lambda: procedure_choice.search_procedures(self._desk, text),
            self._screen.offer_procedures,
        )

    def choose(self, code: str) -> None:
        """Take a procedure with its papers; people and everything else typed stay."""
        form = self.form
        self._tasks.read(
            "choose",
            lambda: reception.choose_procedure(self._desk, form, code),
            self._take_procedure,
            self.complain,
        )

    def choose_outside(self, name: str) -> None:
        """Thủ tục ngoài danh mục: take the name as typed; papers handed in already stay."""
        self._take_procedure(
            msgspec.structs.replace(
                self.form,
                procedure_code="",
                other_name=name,
                limit=None,
                fee_vnd=None,
                papers=tuple(line for line in self.form.papers if line.added_here),
            )
        )

    def map_address(self, part: str, text: str) -> None:
        """Ask where an address lies today."""
        self._tasks.read(
            f"address of {part}",
            lambda: people.map_address(self._desk, text),
            lambda today: self._screen.show_address(part, today),
        )

    def read_card(self, text: str) -> None:
        """Read what a scanner typed, or what was pasted."""
        self._tasks.read(
            "card",
            lambda: people.read_card(self._desk, text),
            self._screen.take_card,
            lambda error: self._card_spoilt(error, text),
        )

    def set_by_office(self, override: Override) -> None:
        """Let the office's word stand in the catalogue's place from now on."""
        self._tasks.run(
            lambda: procedure_choice.override_procedure(self._desk, override),
            lambda _done: self.choose(override.code),
            self.complain,
        )

    def complain(self, error: Exception) -> None:
        """Tell an error above the page."""
        self._session.say(notices.of(error))

    def _show(self, form: ReceptionForm) -> None:
        self.form = form
        self._screen.show_form(form)
        self.ask_meaning()
        self._ask_override()

    def _as_of_its_moment(self) -> ReceptionForm:
        """The form; under correction, as it would have been at its true moment."""
        if self.stands_since is None:
            return self.form
        return msgspec.structs.replace(self.form, late=TakenOnPaper(self.stands_since, "-"))

    def _take_procedure(self, chosen: ReceptionForm) -> None:
        """Put what depends on the procedure into the form as it is by now."""
        self.edited(
            msgspec.structs.replace(
                self.form,
                procedure_code=chosen.procedure_code,
                other_name=chosen.other_name,
                limit=chosen.limit,
                limit_approved_by="",
                fee_vnd=chosen.fee_vnd,
                exemption=chosen.exemption,
                papers=chosen.papers,
            )
        )
        self._screen.show_papers(self.form.papers)
        self._ask_override()

    def _show_meaning(self, preview: Preview) -> None:
        if preview.form == self._as_of_its_moment():
            self._screen.show_preview(preview, self._override)

    def _ask_override(self) -> None:
        code = self.form.procedure_code
        self._override = None
        if code:
            self._tasks.read(
                "override", lambda: _newest_override(self._desk, code), self._take_override
            )

    def _take_override(self, override: Override | None) -> None:
        self._override = override
        if override is not None:
            self.ask_meaning()

    def _card_spoilt(self, error: Exception, text: str) -> None:
        """Say what it was instead; the number, which survives most damage, is kept."""
        self.complain(error)
        number = number_in(text)
        if number and isinstance(error, RuleViolation):
            self._screen.take_number(number)


def _newest_override(desk: Desk, code: str) -> Override | None:
    """Answer what the office last set for a procedure."""
    set_here = [one for one in procedure_choice.overrides_of(desk) if one.code == code]
    return set_here[-1] if set_here else None
