"""Printed means confirmed on paper: the bar that asks, and what follows from the answer.

Pages ask by `session.print_paper`; jobs of which nobody said whether paper came out (a power cut)
are asked about when the officer has signed in.
"""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit

from app.domain.errors import RuleViolation
from app.domain.papers import Printout
from app.ui import notices
from app.ui.i18n import tr
from app.ui.labels import label
from app.ui.notices import Notice, Tone
from app.ui.page import PrintWish, Session
from app.ui.press import Paper, PressFault
from app.ui.reception.scanner import Remembers
from app.ui.widgets.notice_bar import NoticeBar
from app.usecases import print_jobs, printing
from app.usecases.desk import Desk
from app.usecases.owed_papers import OwedPaper, begin_all, confirm_all
from app.usecases.print_jobs import PrintJob

REASONS = ("Người dân làm mất giấy", "Giấy hỏng khi in", "Người dân đề nghị cấp lại")

_TYPED_INTO = (QLineEdit, QPlainTextEdit, QComboBox, Remembers)
"""What one types or chooses in; a list of papers takes letters too."""

Begun = tuple[tuple[PrintJob, ...], tuple[Printout, ...]]


class PrintDesk:
    """Begins jobs, feeds the press, and asks afterwards in its own bar."""

    def __init__(self, session: Session, bar: NoticeBar) -> None:
        self._session = session
        self._bar = bar
        self._asking: list[tuple[PrintJob, ...]] = []  # what was printed as one, is asked as one
        self._is_asking_why = False
        session.window.print_asked.connect(self.begin)
        session.window.papers_asked.connect(self.put)
        session.window.owed_asked.connect(self.begin_all)

    def begin(self, wish: PrintWish) -> None:
        """Write the job down, print it, and ask whether paper came out."""
        desk = self._session.desk
        self._session.tasks.run(
            partial(_begin, desk, wish), self._feed, partial(self._refused, wish)
        )

    def begin_all(self, wanted: Sequence[OwedPaper]) -> None:
        """Print several papers of dossiers as one job, and ask once whether all came out."""
        desk = self._session.desk
        self._session.tasks.run(
            partial(_begin_all, desk, wanted),
            self._feed,
            lambda error: self._session.say(notices.of(error)),
        )

    def put(self, papers: Sequence[Paper]) -> None:
        """Print papers of no single dossier; say when nothing came out."""
        try:
            self._session.press.put(*papers)
        except (PressFault, OSError) as error:
            self._session.say(notices.of(error))
        else:
            sent = tr("Sent to the printer: {number} papers", number=len(papers))
            self._session.say(notices.done(sent))

    def ask_about_earlier(self) -> None:
        """Ask about the jobs that an earlier session left open."""
        desk = self._session.desk
        self._session.tasks.run(partial(print_jobs.unconfirmed_prints, desk), self._ask_each)

    def no_copy_after_all(self) -> bool:
        """Take the question for a reason away; whether paper came out is asked until answered."""
        if not (self._is_asking_why and self._bar.text()):
            return False
        self._is_asking_why = False
        self._ask_next()
        return True

    def _feed(self, begun: Begun) -> None:
        jobs, papers = begun
        if not jobs:
            return
        try:
            self._session.press.put(*papers)
        except (PressFault, OSError) as error:
            self._failed(jobs)
            self._session.say(notices.of(error))
        else:
            self._asking.append(jobs)
            self._ask_next()

    def _refused(self, wish: PrintWish, error: Exception) -> None:
        """A copy after a confirmed one: its reason by one key."""
        if isinstance(error, RuleViolation) and error.code == "reprint_reason_missing":
            answers: dict[str, Callable[[], None]] = {
                tr(reason): partial(self.begin, wish.because(reason)) for reason in REASONS
            }
            self._bar.show_notice(Notice(Tone.HINT, tr("Why is it printed again?")), answers)
            self._is_asking_why = True
            self._stand_on_first()
        else:
            self._session.say(notices.of(error))

    def _ask_each(self, jobs: tuple[PrintJob, ...]) -> None:
        self._asking.extend((job,) for job in jobs)
        self._ask_next()

    def _ask_next(self) -> None:
        if not self._asking:
            self._bar.dismiss()
            return
        jobs = self._asking[0]
        if len(jobs) == 1:
            self._ask_about(jobs)
        else:
            self._ask_about_all(jobs)
        self._is_asking_why = False
        self._stand_on_first()

    def _ask_about(self, jobs: tuple[PrintJob, ...]) -> None:
        paper, code = label(jobs[0].form), jobs[0].code
        question = tr("{paper}, {code}: did it come out on paper?", paper=paper, code=code)
        answers: dict[str, Callable[[], None]] = {
            tr("Printed"): partial(self._confirm, jobs),
            tr("Not printed, print again"): partial(self._again, jobs),
            tr("Not printed"): partial(self._failed, jobs),
        }
        self._bar.show_notice(Notice(Tone.HINT, question), answers)

    def _ask_about_all(self, jobs: tuple[PrintJob, ...]) -> None:
        question = tr("{n} papers: did all of them come out on paper?", n=len(jobs))
        answers: dict[str, Callable[[], None]] = {
            tr("All printed"): partial(self._confirm, jobs),
            tr("Not all, ask one by one"): partial(self._ask_singly, jobs),
            tr("None printed"): partial(self._failed, jobs),
        }
        self._bar.show_notice(Notice(Tone.HINT, question), answers)

    def _ask_singly(self, jobs: tuple[PrintJob, ...]) -> None:
        self._asking[:1] = [(job,) for job in jobs]
        self._ask_next()

    def _stand_on_first(self) -> None:
        """Answer with one key, unless that key is meant for what is being typed."""
        if not isinstance(QApplication.focusWidget(), _TYPED_INTO):
            self._bar.stand_on_first()

    def _confirm(self, jobs: tuple[PrintJob, ...]) -> None:
        desk = self._session.desk
        self._session.tasks.run(partial(confirm_all, desk, jobs))
        self._answered(jobs)

    def _again(self, jobs: tuple[PrintJob, ...]) -> None:
        desk = self._session.desk
        self._session.tasks.run(partial(_begun, desk, jobs), self._feed)
        self._answered(jobs)

    def _failed(self, jobs: tuple[PrintJob, ...]) -> None:
        desk = self._session.desk
        self._session.tasks.run(partial(_all_failed, desk, jobs))
        self._answered(jobs)

    def _answered(self, jobs: tuple[PrintJob, ...]) -> None:
        self._asking = [one for one in self._asking if one != jobs]
        self._ask_next()


def _begin(desk: Desk, wish: PrintWish) -> Begun:
    job = print_jobs.begin_print(desk, wish.shown, wish.form, reason=wish.reason)
    return _begun(desk, (job,))


def _begin_all(desk: Desk, wanted: Sequence[OwedPaper]) -> Begun:
    return _begun(desk, begin_all(desk, wanted))


def _all_failed(desk: Desk, jobs: tuple[PrintJob, ...]) -> None:
    for job in jobs:
        print_jobs.print_failed(desk, job)


def _begun(desk: Desk, jobs: tuple[PrintJob, ...]) -> Begun:
    return jobs, tuple(_content(desk, job) for job in jobs)


def _content(desk: Desk, job: PrintJob) -> Printout:
    return printing.paper(desk, job.dossier_id, job.form, copy=job.copy)
