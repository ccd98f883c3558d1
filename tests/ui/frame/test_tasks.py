"""Work is done off the screen's thread, one after the other, and answers find their way back."""

import gc
import sys
import threading
import weakref
from functools import partial

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, Qt, QThread

from app.ui import unforeseen
from app.ui.tasks import Progress, TaskRunner, Workers


def _after(gate: threading.Event, answer: str) -> str:
    gate.wait()
    return answer


def test_work_is_done_elsewhere_and_answered_here(qtbot, tasks: TaskRunner):
    here: list[tuple[bool, str]] = []
    main = threading.current_thread()
    tasks.run(
        lambda: threading.current_thread().name,
        lambda name: here.append((threading.current_thread() is main, name)),
    )
    qtbot.waitUntil(lambda: bool(here))
    assert here == [(True, "store_0")]


def test_acts_are_done_in_the_order_they_were_given(qtbot, tasks: TaskRunner):
    done: list[int] = []
    for number in range(20):
        tasks.run(partial(int, number), done.append)
    qtbot.waitUntil(lambda: len(done) == 20)
    assert done == list(range(20))


def test_a_failure_comes_back_as_it_was_raised(qtbot, tasks: TaskRunner):
    failures: list[Exception] = []
    tasks.run(lambda: 1 / 0, failed=failures.append)
    qtbot.waitUntil(lambda: bool(failures))
    assert isinstance(failures[0], ZeroDivisionError)


def test_a_failure_that_nobody_answers_reaches_the_window(qtbot, tasks: TaskRunner):
    with qtbot.waitSignal(tasks.failed_unheard) as heard:
        tasks.run(lambda: 1 / 0)
    assert isinstance(heard.args[0], ZeroDivisionError)


def test_what_is_done_once_is_not_begun_again_before_its_answer(qtbot, tasks: TaskRunner):
    gate = threading.Event()
    done: list[str] = []
    tasks.run(gate.wait)  # something else keeps the store's thread
    for answer in ("one", "two"):
        tasks.once("F8", partial(str, answer), done.append)
    tasks.once("another page", partial(str, "three"), done.append)
    assert tasks.is_doing("F8")
    gate.set()
    qtbot.waitUntil(lambda: len(done) == 2)
    assert done == ["one", "three"]
    assert not tasks.is_doing("F8")


def test_what_failed_may_be_tried_again(qtbot, tasks: TaskRunner):
    failed: list[Exception] = []
    for _ in range(2):
        tasks.once("F8", lambda: 1 / 0, failed=failed.append)
        qtbot.waitUntil(lambda: not tasks.is_doing("F8"))
    assert len(failed) == 2


def test_only_the_newest_search_is_answered(qtbot, tasks: TaskRunner):
    gate = threading.Event()
    found: list[str] = []
    tasks.read("find", partial(_after, gate, "slow"), found.append)
    for text in ("l", "lý", "lý a"):
        tasks.read("find", partial(str, text), found.append)
    gate.set()
    qtbot.waitUntil(lambda: bool(found))
    assert found == ["lý a"]


def test_when_the_officer_has_left_no_answer_arrives(qtbot, workers: Workers):
    first, second = TaskRunner(workers), TaskRunner(workers)
    answered: list[str] = []
    first.run(lambda: "of the one who left", answered.append)
    first.close()
    second.run(lambda: "of the one who stays", answered.append)
    qtbot.waitUntil(lambda: bool(answered))
    assert answered == ["of the one who stays"]


def test_long_work_reports_and_stops_when_cancelled(qtbot, tasks: TaskRunner):
    told: list[tuple[int, int]] = []
    ended: list[str] = []
    begun = threading.Event()
    go_on = threading.Event()

    def work(progress: Progress) -> str:
        progress.at(1, 3)
        begun.set()
        go_on.wait()
        progress.at(2, 3)
        return "finished"

    progress = tasks.run_long(work, lambda n, of: told.append((n, of)), ended.append)
    begun.wait()
    progress.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: not tasks.is_busy)
    assert told == [(1, 3)]
    assert ended == []


def test_the_window_hears_when_work_begins_and_ends(qtbot, tasks: TaskRunner):
    heard: list[bool] = []
    tasks.busy_changed.connect(heard.append)
    tasks.run(lambda: None)
    tasks.run(lambda: None)
    qtbot.waitUntil(lambda: not tasks.is_busy)
    assert heard == [True, False]


def test_what_fails_and_nobody_waits_for_is_written_down(workers: Workers, caplog):
    workers.write(lambda: 1 / 0)  # type: ignore[arg-type]
    workers.close()
    assert [record.exc_info[0] for record in caplog.records] == [ZeroDivisionError]


def test_who_tells_something_after_the_end_of_the_program_is_not_heard(qtbot):
    workers = Workers()
    heard: list[str] = []
    workers.close()
    workers.post(lambda: heard.append("too late"))
    shiboken6.delete(workers)
    workers.post(lambda: heard.append("much too late"))
    assert heard == []


def test_a_bug_in_a_thread_or_a_slot_is_told_and_the_program_goes_on():
    told: list[Exception] = []
    with unforeseen.told_to(told.append):
        thread = threading.Thread(target=lambda: 1 / 0)
        thread.start()
        thread.join()
        sys.excepthook(ValueError, ValueError("in a slot"), None)
    assert [type(error) for error in told] == [ZeroDivisionError, ValueError]


def test_closing_waits_for_the_act_at_hand(qtbot):
    workers = Workers()
    written: list[str] = []
    gate = threading.Event()
    workers.write(lambda: written.append(_after(gate, "kept")))
    gate.set()
    workers.close()
    assert written == ["kept"]
    assert QThread.currentThread().isRunning()


@pytest.mark.parametrize("times", [1, 3])
def test_a_search_of_another_key_replaces_nothing(qtbot, tasks: TaskRunner, times: int):
    found: list[int] = []
    for key in range(times):
        tasks.read(f"find {key}", partial(int, key), found.append)
    qtbot.waitUntil(lambda: len(found) == times)
    assert sorted(found) == list(range(times))


class _Witness(QObject):
    """Part of a screen; tells on which thread it was let go."""

    def __init__(self, told: list[str]) -> None:
        super().__init__()
        self.cycle = self
        weakref.finalize(self, lambda: told.append(threading.current_thread().name))


def test_what_is_left_of_a_screen_is_swept_on_its_own_thread(qtbot, tasks: TaskRunner):
    told: list[str] = []
    _Witness(told)
    tasks.run(_ask_for_much_memory)
    qtbot.waitUntil(lambda: not tasks.is_busy)
    assert told == []
    gc.collect()
    assert told == ["MainThread"]


def test_garbage_is_swept_while_the_window_is_open(qtbot):
    told: list[str] = []
    _Witness(told)
    kept = [[number] for number in range(100_000)]
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["MainThread"]
    assert kept


def _ask_for_much_memory() -> None:
    [[number] for number in range(100_000)]


@pytest.mark.parametrize("way", ["run", "read", "aside"])
def test_a_thread_that_did_a_task_keeps_nothing_of_the_screen(
    qtbot, workers: Workers, tasks: TaskRunner, way: str
):
    slow = Qt.ConnectionType.DirectConnection  # the screen is told before the thread goes on
    workers._came.connect(lambda: QThread.msleep(50), slow)
    told: list[str] = []
    _ask_and_let_go(tasks, way, told)
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["MainThread"]


def _ask_and_let_go(tasks: TaskRunner, way: str, told: list[str]) -> None:
    """Have a screen ask for something that it alone knows, and forget the screen."""
    screen = QObject()
    weakref.finalize(screen, lambda: told.append(threading.current_thread().name))

    def ask() -> str:
        return screen.objectName()

    def answer(_name: object = None) -> None:
        screen.setObjectName("answered")

    if way == "run":
        tasks.run(ask, answer)
    elif way == "read":
        tasks.read("name", ask, answer)
    else:
        tasks.aside(lambda tell: tell(ask()), answer, answer)


def test_a_search_that_a_newer_one_replaces_is_let_go_on_the_screens_thread(
    qtbot, tasks: TaskRunner
):
    gate, found = threading.Event(), list[int]()
    told: list[str] = []
    tasks.read("another", gate.wait, lambda _passed: None)  # the thread is busy
    _ask_and_let_go(tasks, "read", told)
    tasks.read("name", lambda: 1, found.append)
    gate.set()
    qtbot.waitUntil(lambda: bool(found))
    assert told == ["MainThread"]


def test_nothing_is_delivered_once_the_workers_are_closed(qtbot):
    workers, delivered = Workers(), list[int]()
    workers.post(lambda: delivered.append(1))
    workers.close()
    QCoreApplication.processEvents()
    assert not delivered
