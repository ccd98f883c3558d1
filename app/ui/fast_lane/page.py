"""The page Làm ngay: one citizen after the other, without a mouse and without a slip."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.fees import Exemption, Ground
from app.domain.person import Person
from app.domain.text import clean
from app.ui.fast_lane.done_list import DoneRow, done_list
from app.ui.fast_lane.paper_rows import MOST, PaperRows
from app.ui.fast_lane.presenter import Beside, FastLanePresenter
from app.ui.fast_lane.requester import Requester
from app.ui.fast_lane.side import Side
from app.ui.i18n import tr
from app.ui.labels import choices, label
from app.ui.notices import Notice, Tone
from app.ui.page import Command, Goto, Page, Session
from app.ui.reception.card_text import looks_like_card
from app.ui.reception.scanner import BurstWatch
from app.ui.reception.slim import slim
from app.ui.tokens import Space
from app.ui.widgets.buttons import Button, PrimaryButton
from app.ui.widgets.fields import ChoiceField, TextField
from app.ui.widgets.flow import flow
from app.ui.widgets.layout import Card, columns, scrolled
from app.usecases.fast_lane import Done, Request, Work
from app.usecases.people import KnownPerson

LOOK_AFTER = 150  # ms without a letter
ON_FIELD = ("person_name_missing", "paper_name_missing", "pages_or_copies_missing")


class FastLanePage(Page):
    """Requester, papers, F8; the next citizen begins at the requester's name."""

    key = "fast_lane"
    help_section = "fast_lane"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.presenter = FastLanePresenter(session, self)
        self.work = ChoiceField(tr("What is done"), [(label(one), one) for one in Work])
        self.requester = Requester()
        self.papers = PaperRows()
        grounds: list[tuple[str, object]] = [(tr("No exemption"), None), *choices(Ground)]
        self.exemption = ChoiceField(tr("Exemption"), grounds)
        self.signer = TextField(tr("Signed by"), longest=120)
        self.position = TextField(tr("Position"), longest=120)
        self.reason = TextField(tr("Reason of the refusal"), required=True, longest=500)
        self.side = Side()
        self.model, self.view = done_list()
        self._watch = BurstWatch(self, looks_like_card)
        self._soon = QTimer(self, singleShot=True, interval=LOOK_AFTER)
        self._buttons = flow(
            PrimaryButton(tr("Do it now"), self.do, key="F8"),
            Button(tr("One more original"), self.one_more, key="Alt+T"),
            Button(tr("Same person again"), self.same_person, key="F7"),
            Button(tr("Refuse in writing"), self.begin_refusal, key="Ctrl+R"),
        )
        self._done: list[DoneRow] = []
        self._arrange()
        self._connect()

    def title(self) -> str:
        """Answer the title."""
        return tr("Do it now")

    def enter(self, _goal: Goto) -> None:
        """Begin to listen to the scanner, and say which number comes."""
        self._watch.watch(on=True)
        self._look()

    def leave(self) -> None:
        """Stop listening to the scanner."""
        self._watch.watch(on=False)
        self._soon.stop()

    def commands(self) -> Sequence[Command]:
        """List the keys of this page."""
        return (
            Command("F8", tr("Do it now"), self.do),
            Command("Alt+T", tr("One more original"), self.one_more),
            Command("F6", tr("Scan papers"), self.scan),
            Command("F7", tr("Same person again"), self.same_person),
            Command("Ctrl+R", tr("Refuse in writing"), self.begin_refusal),
            Command("Ctrl+P", tr("Print the receipt"), self.presenter.print_receipt),
            *(
                Command(f"Alt+{place}", label(one), partial(self._choose, one))
                for place, one in enumerate(Work, start=1)
            ),
        )

    def first_focus(self) -> QWidget:
        """Answer where typing begins."""
        return self.requester.name.line

    def step_back(self) -> bool:
        """Esc gives up a refusal that was begun."""
        if self.reason.isHidden():
            return False
        self._end_refusal()
        return True

    def request(self) -> Request:
        """Answer what is typed now."""
        ground = self.exemption.value()
        work = self.work.value()
        return Request(
            work=work if isinstance(work, Work) else Work.COPIES,
            requester=self.requester.value(),
            papers=self.papers.value(),
            exemption=Exemption(ground) if isinstance(ground, Ground) else None,
            signed_by=clean(self.signer.value()),
            position=clean(self.position.value()),
        )

    def do(self) -> None:
        """F8: do it, or refuse it where a refusal was begun."""
        if self.presenter.is_writing:
            return  # F8 twice is one citizen, not two
        self._clear_complaints()
        if self.reason.isHidden():
            self.presenter.do(self.request())
        elif clean(self.reason.value()):
            self.presenter.refuse(self.request(), clean(self.reason.value()), self._next_citizen)
        else:
            self.reason.complain(tr("Write the reason."))

    def same_person(self) -> None:
        """F7: the last citizen asks for something more."""
        if self.presenter.last is not None:
            self.requester.fill(self.presenter.last[0].requester)
            self.papers.rows[0].name.line.setFocus()

    def one_more(self) -> None:
        """Alt+T: room for one more original, up to what one screen holds."""
        if not self.papers.add():
            words = tr(
                "{n} originals are the most at once: press F8, then F7 for the rest.", n=MOST
            )
            self.session.say(Notice(Tone.HINT, words))

    def scan(self) -> None:
        """F6: scan papers of the dossier that was done last."""
        if self.presenter.last is not None:
            self.session.go("scanning", self.presenter.last[1].dossier.id)

    def begin_refusal(self) -> None:
        """Ctrl+R: refuse in writing, with the reason."""
        self.reason.show()
        self.reason.line.setFocus()

    def show_beside(self, told: Beside) -> None:
        """Show the next number and the cost."""
        self.side.show_beside(told)

    def show_done(self, request: Request, done: Done) -> None:
        """Show what was done at the top of the list, and make room for the next citizen."""
        self._done.insert(0, DoneRow.of(request, done))
        self.model.begin(len(self._done), tuple(self._done))
        self.side.show_done(done)
        self._next_citizen(after=request)

    def show_refused(self, code: str) -> None:
        """Stand where something is missing."""
        if code == "person_name_missing":
            self.requester.name.complain(tr("Whose request is it?"))
            self.requester.name.line.setFocus()
        elif code in ON_FIELD:
            row = self.papers.incomplete()
            row.name.complain(tr("Name, pages and copies are needed."))
            row.name.line.setFocus()

    def show_people(self, found: tuple[KnownPerson, ...]) -> None:
        """Offer people known here."""
        self.requester.offer(found)

    def _next_citizen(self, after: Request | None = None) -> None:
        """Empty the form, whole: what is typed over while `after` is written may be its correction.

        A part that stayed could be written once more for the wrong person.
        """
        if after is not None and self.request() != after:
            words = tr("The last one is written. What was typed meanwhile was not: type it again.")
            self.session.say(Notice(Tone.HINT, words))
        self.requester.fill(None)
        self.papers.clear()
        self.exemption.fill(None)
        self._end_refusal()
        self.requester.name.line.setFocus()
        self._look()

    def _end_refusal(self) -> None:
        self.reason.fill("")
        self.reason.complain("")
        self.reason.hide()

    def _clear_complaints(self) -> None:
        names = (row.name for row in self.papers.rows)
        for field in (self.requester.name, *names, self.reason):
            field.complain("")

    def _choose(self, work: Work) -> None:
        self.work.fill(work)
        self._look()

    def _look(self) -> None:
        self.presenter.look(self.request())

    def _take_card(self, person: Person) -> None:
        self.requester.fill(person)
        self.papers.rows[0].name.line.setFocus()

    def _connect(self) -> None:
        self._soon.timeout.connect(self._look)
        for edited in (self.papers.edited, self.exemption.edited, self.work.edited):
            edited.connect(self._soon.start)
        self.requester.asked.connect(self.presenter.find_people)
        self._watch.scanned.connect(lambda text: self.presenter.read_card(text, self._take_card))

    def _arrange(self) -> None:
        slim(self.work, self.exemption)
        self.work.fill(Work.COPIES)
        self.exemption.fill(None)
        self.reason.hide()
        form = Card()
        form.column.addLayout(columns(self.work, self.exemption))
        form.add(self.requester, self.papers, self.reason)
        form.column.addLayout(columns(self.signer, self.position))
        form.column.addLayout(self._buttons)
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(Space.M)
        left.addWidget(form)
        left.addWidget(self.view, 1)
        area = scrolled(left)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(Space.M)
        whole.addWidget(area, 1)
        whole.addWidget(self.side)
