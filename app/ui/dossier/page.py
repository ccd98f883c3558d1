"""One dossier: what it is and how it stands, and beside it what may be done."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.domain.events import SlipForm
from app.domain.papers.forms import printable
from app.domain.states import Act
from app.ui import notices
from app.ui.dossier.act_bar import MORE_KEY, ActBar, key_of
from app.ui.dossier.act_panel import ActPanel
from app.ui.dossier.conflict_words import clashes
from app.ui.dossier.conflicts import ConflictsPanel
from app.ui.dossier.conflicts import key_of as choice_key
from app.ui.dossier.facts import sections
from app.ui.dossier.facts_view import FactsView
from app.ui.dossier.forms.catalogue import FORMS, offered
from app.ui.dossier.forms.forward import ForwardForm
from app.ui.dossier.head import Head, main_number
from app.ui.dossier.papers_part import KEY as PAPERS_KEY
from app.ui.dossier.papers_part import PapersPart, next_to_print, paper_lines
from app.ui.dossier.presenter import DossierPresenter, Shown
from app.ui.dossier.scans_part import KEY as SCANS_KEY
from app.ui.dossier.scans_part import ScansPart
from app.ui.dossier.standing import StandingView, standings
from app.ui.dossier.tab_order import lead_through
from app.ui.dossier.timeline import Timeline
from app.ui.i18n import tr
from app.ui.labels import label
from app.ui.page import Command, Goto, Page, Session, Touched
from app.ui.tokens import Size, Space
from app.ui.widgets.layout import scrolled

MOST_CHOICES = 4  # keys; further contents of one conflict are reached by Tab


class DossierPage(Page):
    """The head, what stands in the way, the acts, then facts beside the timeline."""

    key = "dossier"
    help_section = "dossier"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.presenter = DossierPresenter(session, self)
        self.head = Head()
        self.standing = StandingView()
        self.conflicts = ConflictsPanel()
        self.acts = ActBar()
        self.facts = FactsView()
        self.papers = PapersPart()
        self.scans = ScansPart()
        self.timeline = Timeline()
        self.panel: ActPanel | None = None
        self._wished: Act | None = None
        self._arrange()
        self.acts.chosen.connect(self.begin)
        self.conflicts.chosen.connect(self.presenter.settle)
        self.papers.print_asked.connect(self.presenter.print_paper)
        self.papers.shown_asked.connect(self.presenter.show_paper)
        self.scans.asked.connect(self._scan)
        self.head.travel.asked.connect(self.presenter.print_proof)
        self._inside.hide()

    def title(self) -> str:
        """Answer the number of the dossier."""
        shown = self.presenter.shown
        number = main_number(shown.view.dossier) if shown else ""
        return tr("Dossier {number}", number=number) if number else tr("Dossier")

    def enter(self, goal: Goto) -> None:
        """Show a dossier, without an id the last one; an act that is named comes with its form."""
        self._wished = goal.extra if isinstance(goal.extra, Act) else None
        if goal.id and goal.id != self.presenter.id:
            self._end_panel()
            self._inside.hide()
            self._area.verticalScrollBar().setValue(0)
            self.presenter.open(goal.id)
        elif self.presenter.id:
            self.presenter.read()

    def refresh(self, touched: Touched) -> None:
        """Read again when it was touched."""
        self.presenter.touched(touched)

    def commands(self) -> Sequence[Command]:
        """List the keys: the acts in their order, F8 for the open one."""
        keys = [
            Command(key_of(place), tr("Act {n}", n=place + 1), partial(self.acts.choose, place))
            for place in range(9)
        ]
        choices = [
            Command(
                choice_key(place),
                tr("Settle: choice {n}", n=place + 1),
                partial(self.conflicts.choose, place),
            )
            for place in range(MOST_CHOICES)
        ]
        return (
            *keys,
            *choices,
            Command(MORE_KEY, tr("Other acts"), self.acts.open_menu),
            Command("F8", tr("Record"), self.confirm),
            Command("Ctrl+P", tr("Print"), self._print_next),
            Command(PAPERS_KEY, tr("Papers to print"), self._go_to_papers),
            Command("Ctrl+T", tr("Declarations"), self._declare),
            Command(SCANS_KEY, tr("Scan papers"), self._scan),
            Command("PgDown", tr("Further down"), partial(self._scroll, 1)),
            Command("PgUp", tr("Further up"), partial(self._scroll, -1)),
        )

    def step_back(self) -> bool:
        """Esc closes the open act first."""
        if self.panel is None:
            return False
        self._end_panel()
        self._focus_acts()
        return True

    def first_focus(self) -> QWidget | None:
        """Answer the likeliest act, or the open form."""
        if self.panel is not None:
            return self.panel.first()
        return next(iter(self.acts.buttons.values()), None)

    def show_dossier(self, shown: Shown) -> None:
        """Show it as it is now; an open act stays open as long as it is allowed."""
        leads_on = self._inside.isHidden() or self.acts.has_focus()
        view, now = shown.view, shown.now
        self.head.show_view(view, now)
        self.standing.show_standings(standings(view, now))
        self.conflicts.show_clashes(clashes(view, now))
        acts = offered(view)
        self.acts.offer(acts, self._prints(shown))
        self.facts.show_sections(sections(view, now))
        may_print = Act.PRINT_SLIP in view.acts
        self.papers.show_lines(paper_lines(view.dossier, now) if may_print else ())
        self.scans.show_dossier(view.dossier, view.files_sent)
        self.timeline.show_rows(view.timeline, now)
        if self.panel is not None and not self.panel.is_busy and self.panel.form.act not in acts:
            self._end_panel()
            leads_on = True
        self._inside.show()
        lead_through(self._inside)
        self.title_changed.emit(self.title())
        if leads_on:
            self._focus_acts()
        if self._wished is not None:
            wished, self._wished = self._wished, None
            self.begin(wished)

    def show_missing(self, error: Exception) -> None:
        """Say that there is no such dossier on this PC."""
        self.session.say(notices.of(error))

    def begin(self, act: Act) -> None:
        """Open the form of an act, or lead to the page that has it."""
        shown = self.presenter.shown_now()
        if shown is None or act not in shown.view.acts:
            return
        if act is Act.CORRECT_RECEPTION:
            self.presenter.correct()
            return
        self._end_panel()
        self.panel = ActPanel(FORMS[act](shown))
        self.panel.confirmed.connect(self.confirm)
        self.panel.given_up.connect(self.step_back)
        self._place.addWidget(self.panel)
        self.panel.show()  # now, or nothing in it can take the focus yet
        lead_through(self._inside)
        if (first := self.panel.first()) is not None:
            first.setFocus()
        QTimer.singleShot(0, self._show_panel)

    def confirm(self) -> None:
        """F8: record the open act."""
        panel, shown = self.panel, self.presenter.shown_now()
        if panel is None or shown is None or panel.is_busy:
            return
        if not panel.is_complete(shown.now):
            return
        panel.set_busy(on=True)
        if isinstance(panel.form, ForwardForm):
            self.presenter.remember(panel.form.recipient())
        self.presenter.do(panel.form.act, panel.form.work())

    def act_done(self, act: Act) -> None:
        """Say so; what the act changed comes by itself."""
        words = self.panel.form.done_words() if self.panel is not None else ""
        self._end_panel()
        self._focus_acts()
        QTimer.singleShot(0, self, self._show_head)
        if words:
            self.session.say(notices.done(words))
        if act is Act.RECEIVE:
            self.presenter.print_paper(SlipForm.RECEIPT)
        elif act is Act.REPORT_SLIP_LOST:
            self.presenter.print_paper(SlipForm.RECEIPT, tr("The slip is lost"))
        elif act is Act.REPLACE_CODE:
            self.presenter.print_paper(SlipForm.RECEIPT)

    def settled(self) -> None:
        """Say so; the panel goes when the dossier is read again."""
        self.session.say(notices.done(tr("The matter is settled.")))

    def act_refused(self, error: Exception) -> None:
        """Say why not, where it was typed."""
        self.conflicts.set_busy(on=False)
        if self.panel is not None:
            self.panel.show_error(error)
        else:
            self.session.say(notices.of(error))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay facts and timeline below one another where the window is narrow."""
        super().resizeEvent(event)
        is_wide = self.width() >= Size.WIDE_PAGE
        ways = QBoxLayout.Direction
        self._both.setDirection(ways.LeftToRight if is_wide else ways.TopToBottom)

    def _arrange(self) -> None:
        self._place = QVBoxLayout()
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._both.setSpacing(Space.M)
        beside = QVBoxLayout()
        beside.setSpacing(Space.M)
        beside.addWidget(self.facts)
        beside.addWidget(self.scans)
        beside.addWidget(self.papers)
        beside.addStretch(1)
        self._both.addLayout(beside, 1)
        self._both.addWidget(self.timeline, 1, Qt.AlignmentFlag.AlignTop)
        self._inside = QWidget()
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, Space.S, 0)
        column.setSpacing(Space.M)
        column.addWidget(self.head)
        column.addWidget(self.standing)
        column.addWidget(self.conflicts)
        column.addWidget(self.acts)
        column.addLayout(self._place)
        column.addLayout(self._both)
        column.addStretch(1)
        self._area: QScrollArea = scrolled(self._inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._area)

    def _prints(self, shown: Shown) -> list[tuple[str, Callable[[], None]]]:
        if Act.PRINT_SLIP not in shown.view.acts:
            return []
        return [
            (tr("Print: {paper}", paper=label(form)), partial(self.presenter.print_paper, form))
            for form in printable(shown.view.dossier)
        ]

    def _declare(self) -> None:
        self.session.go("declarations", self.presenter.id)

    def _scan(self) -> None:
        self.session.go("scanning", self.presenter.id)

    def _go_to_papers(self) -> None:
        self.papers.stand_on_first()
        self._area.ensureWidgetVisible(self.papers, 0, Space.M)

    def _print_next(self) -> None:
        shown = self.presenter.shown
        if shown is not None and (form := next_to_print(shown.view.dossier)) is not None:
            self.presenter.print_paper(form)

    def _end_panel(self) -> None:
        if self.panel is not None:
            self._place.removeWidget(self.panel)
            self.panel.hide()
            self.panel.deleteLater()
            self.panel = None

    def _focus_acts(self) -> None:
        if (first := self.first_focus()) is not None and self.isVisible():
            first.setFocus()

    def _show_head(self) -> None:
        """Bring back into sight what the act changed: the state and what comes next."""
        self._area.verticalScrollBar().setValue(0)

    def _show_panel(self) -> None:
        if self.panel is not None:
            self._area.ensureWidgetVisible(self.panel, 0, Space.M)

    def _scroll(self, pages: int) -> None:
        bar = self._area.verticalScrollBar()
        bar.setValue(bar.value() + pages * bar.pageStep())
