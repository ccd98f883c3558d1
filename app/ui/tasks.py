"""Work off the screen's thread: the only `except Exception` of the program is here.

`Workers` lives as long as the program and keeps two threads: the store's thread, on which every
use case that writes is run one after the other, and a reading thread for searches. A screen gets a
`TaskRunner`; closing that (the officer left) drops the answers still to come.

Whichever thread lets go of a widget last deletes it, and Qt wants that done on the screen's. So a
thread hands over all that a task knows of a screen before it tells of it, and keeps nothing.
"""

import logging
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any, ClassVar, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

LOG = logging.getLogger(__name__)

T = TypeVar("T")
Failed = Callable[[Exception], None]


class Cancelled(Exception):
    """The officer cancelled a long work; nothing is shown for it."""


class Progress:
    """What a long work reports, and where it learns that it was cancelled."""

    def __init__(self, report: Callable[[int, int], None]) -> None:
        self._report = report
        self._stop = threading.Event()

    def at(self, done: int, total: int) -> None:
        """Report how much is done; raises `Cancelled` when the officer has had enough."""
        if self._stop.is_set():
            raise Cancelled
        self._report(done, total)

    def cancel(self) -> None:
        """Ask the work to stop at its next report."""
        self._stop.set()


class Workers(QObject):
    """The two threads of the program and the way back to the screen's thread."""

    _came = Signal()
    _closed: ClassVar[list["Workers"]] = []
    """Kept, a few words each: a thread that nobody waits for may still post something."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="store")
        self._reader = ThreadPoolExecutor(1, thread_name_prefix="search")
        self._came.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._posting = threading.Lock()
        self._posted: deque[Callable[[], None]] = deque()
        self._is_open = True

    def write(self, work: Callable[[], None]) -> None:
        """Do `work` on the store's thread, after all that was given before."""
        self._writer.submit(work).add_done_callback(_note_failure)

    def read(self, work: Callable[[], None]) -> Future[None]:
        """Do `work` on the reading thread; the future can be cancelled until it starts."""
        begun = self._reader.submit(work)
        begun.add_done_callback(_note_failure)
        return begun

    def post(self, deliver: Callable[[], None]) -> None:
        """Call `deliver` on the screen's thread; from any thread, and for nothing after `close`."""
        with self._posting:  # Qt does not survive a signal of what is being deleted
            self._posted.append(deliver)
            del deliver
            if self._is_open:
                self._came.emit()

    def close(self) -> None:
        """Let the work at hand finish and end both threads; no answer is delivered after it."""
        self._writer.shutdown(wait=True)
        self._reader.shutdown(wait=True, cancel_futures=True)
        with self._posting:
            self._is_open = False
        self._closed.append(self)

    @Slot()
    def _deliver(self) -> None:
        deliver = self._posted.popleft()
        if self._is_open:
            deliver()


class _Task(Generic[T]):
    """A work, what is to be called with its answer, and how that is done on the screen's thread."""

    def __init__(
        self,
        work: Callable[[], T],
        done: Callable[[T], None] | None,
        failed: Failed,
        answer: Callable[[Callable[[], None]], None],
        is_wanted: Callable[[], bool] = lambda: True,
    ) -> None:
        self._work = work
        self._done = done
        self._failed = failed
        self._answer = answer
        self._is_wanted = is_wanted
        self._told: Callable[[], None] = lambda: None

    def do(self) -> None:
        """Do the work on whichever thread this is."""
        if not self._is_wanted():
            return
        try:
            value = self._work()
        except Cancelled:
            return
        except Exception as error:  # noqa: BLE001 - the one place: words are found by `notices`
            LOG.info("work failed: %s", type(error).__name__)
            self._told = partial(self._failed, error)
        else:
            self._told = partial(self._done, value) if self._done else self._told

    def tell(self) -> None:
        """Answer on the screen's thread."""
        self._answer(self._told)


def _carry_out(one: list[_Task[T]], post: Callable[[Callable[[], None]], None]) -> None:
    """Do the one task and hand it over; nothing here knows it any more when it is told."""
    one[0].do()
    post(one.pop().tell)


class TaskRunner(QObject):
    """What a screen asks to have work done: `run`, `once`, `read` and `run_long`.

    `work` touches no widget, `done` and `failed` are called on the screen's thread and touch no
    file. A failure without `failed` goes to the signal `failed_unheard`, which the window shows.
    """

    busy_changed = Signal(bool)
    failed_unheard = Signal(Exception)

    def __init__(self, workers: Workers, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workers = workers
        self._open = True
        self._waiting = 0
        self._newest: dict[str, tuple[object, Future[None], list[Any]]] = {}
        self._once: set[str] = set()

    @property
    def is_busy(self) -> bool:
        """Whether something given to `run` has not answered yet."""
        return self._waiting > 0

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], None] | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Do `work` on the store's thread, then call `done` or `failed` on the screen's."""
        self._count(1)
        task = _Task(work, done, failed or self.failed_unheard.emit, self._finish)
        self._workers.write(partial(_carry_out, [task], self._workers.post))

    def once(
        self,
        key: str,
        work: Callable[[], T],
        done: Callable[[T], None] | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Do `work` as `run` does, unless what was begun under `key` has not answered yet.

        For F8: two presses are one act, and what another page or the printer does hinders nothing.
        """
        if key in self._once:
            return
        self._once.add(key)
        failed = failed or self.failed_unheard.emit

        def answer(value: T) -> None:
            self._once.discard(key)
            if done is not None:
                done(value)

        def fail(error: Exception) -> None:
            self._once.discard(key)
            failed(error)

        self.run(work, answer, fail)

    def is_doing(self, key: str) -> bool:
        """Whether what was begun once under `key` has not answered yet."""
        return key in self._once

    def run_long(
        self,
        work: Callable[[Progress], T],
        report: Callable[[int, int], None],
        done: Callable[[T], None] | None = None,
        failed: Failed | None = None,
    ) -> Progress:
        """Do a work of more than a second; it reports, and stops when cancelled."""
        progress = Progress(lambda n, of: self._workers.post(lambda: self._tell(report, n, of)))
        self.run(lambda: work(progress), done, failed)
        return progress

    def read(
        self,
        key: str,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
    ) -> None:
        """Do a reading `work` beside the store's thread; a newer one of the same `key` replaces it.

        For search as one types: only the newest question is answered.
        """
        ticket = object()
        task = _Task(
            work,
            done,
            failed or self.failed_unheard.emit,
            partial(self._answer, key, ticket),
            partial(self._is_newest, key, ticket),
        )
        older, one = self._newest.get(key), [task]
        self._newest[key] = (ticket, Future(), one)
        if older is not None and older[1].cancel():
            older[2].clear()  # here, and not when the thread comes to what is cancelled
        job = partial(_carry_out, one, self._workers.post)
        self._newest[key] = (ticket, self._workers.read(job), one)

    def aside(
        self,
        work: Callable[[Callable[[T], None]], None],
        heard: Callable[[T], None],
        done: Callable[[], None],
        failed: Failed | None = None,
    ) -> None:
        """Do a work that waits for the network or the machine, on a thread of its own.

        What `work` tells is heard on the screen's thread, part by part. Nobody waits for the thread
        when the program ends: what it writes must stand a power cut at any moment.
        """
        task = _Task(
            lambda: work(lambda part: self._workers.post(lambda: self._hear(heard, part))),
            lambda _nothing: done(),
            failed or self.failed_unheard.emit,
            self._answer_if_open,
        )
        job = partial(_carry_out, [task], self._workers.post)
        threading.Thread(target=job, name="aside", daemon=True).start()

    def _hear(self, heard: Callable[[T], None], part: T) -> None:
        if self._open:
            heard(part)

    def close(self) -> None:
        """Drop every answer still to come: the screens that asked are gone."""
        self._open = False

    def _is_newest(self, key: str, ticket: object) -> bool:
        return self._open and self._newest[key][0] is ticket

    def _answer(self, key: str, ticket: object, answer: Callable[[], None]) -> None:
        if self._is_newest(key, ticket):
            answer()

    def _answer_if_open(self, answer: Callable[[], None]) -> None:
        if self._open:
            answer()

    def _finish(self, answer: Callable[[], None]) -> None:
        self._count(-1)
        self._answer_if_open(answer)

    def _tell(self, report: Callable[[int, int], None], done: int, total: int) -> None:
        if self._open:
            report(done, total)

    def _count(self, step: int) -> None:
        before, self._waiting = self._waiting, self._waiting + step
        if (before > 0) != self.is_busy and self._open:
            self.busy_changed.emit(self.is_busy)


def _note_failure(work: Future[None]) -> None:
    """Write down what nobody waits for; whoever runs a task hears of its failure anyway."""
    if not work.cancelled() and (error := work.exception()) is not None:
        LOG.error("work that nobody waits for failed", exc_info=error)
