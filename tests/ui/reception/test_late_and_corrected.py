"""Nhập bù with the true time and a slip printed blank; đính chính before forwarding."""

from datetime import UTC, datetime, timedelta

from app.domain.dossier import Dossier
from app.domain.events import SlipForm
from app.system.clock import milliseconds
from app.ui.page import Goto
from app.ui.reception.ways import Way
from app.usecases import blank_slips, lookup, print_jobs
from app.usecases.dossier_view import open_dossier
from tests.ui.reception.counter import CARD, Counter

YESTERDAY = datetime(2026, 11, 23, 2, 5, tzinfo=UTC)  # 09:05 at the office


def late_entry(counter: Counter, slip: str = "") -> Dossier:
    """A dossier of yesterday, taken on paper while there was no electricity."""
    counter.page.enter(Goto("reception", slip, Way.LATE.value))
    counter.until(counter.page.form.late.clock.line.hasFocus)
    counter.page.form.late.day.line.selectAll()
    counter.page.form.late.day.line.setFocus()
    counter.presses("Ctrl+A")
    counter.types("23/11/2026")
    counter.presses("Tab")
    counter.types("0905")
    counter.page.form.late.reason.line.setFocus()
    counter.types("Mất điện")
    counter.scans(f"{CARD}\n")
    counter.finds_procedure("1.001193")
    return counter.takes_in()


def test_a_late_entry_counts_from_its_true_time(counter: Counter):
    dossier = late_entry(counter)
    assert dossier.accepted_at == milliseconds(YESTERDAY)
    assert dossier.promise is not None
    assert dossier.promise.start == milliseconds(YESTERDAY)


def test_a_late_entry_without_its_time_is_not_taken_in(counter: Counter):
    counter.scans(f"{CARD}\n")
    counter.finds_procedure("1.001193")
    counter.presses("Ctrl+B")
    counter.until(counter.page.form.late.is_on)
    counter.presses("F8")
    counter.settles()
    assert counter.page.taking.dossier is None
    assert {"moment_unreadable", "late_reason_missing"} <= counter.problems()
    counter.presses("Ctrl+B")
    assert counter.takes_in().accepted_at == milliseconds(counter.office.clock.now())


def test_a_time_that_is_still_to_come_is_refused(counter: Counter):
    counter.scans(f"{CARD}\n")
    counter.finds_procedure("1.001193")
    counter.presses("Ctrl+B")
    counter.until(counter.page.form.late.is_on)
    counter.types("2359")
    counter.settles()
    assert "late_entry_in_future" in counter.problems()


def test_a_slip_printed_blank_gives_the_dossier_its_number(counter: Counter):
    (slip, other) = counter.does(lambda: blank_slips.burn_blank_slips(counter.desk, 2))
    dossier = late_entry(counter, slip.code)
    assert dossier.number == slip.code
    left = counter.does(lambda: blank_slips.unused_blank_slips(counter.desk))
    assert [one.code for one in left] == [other.code]


def test_a_corrected_reception_keeps_uuid_number_and_time(counter: Counter):
    counter.scans(f"{CARD}\n")
    counter.finds_procedure("1.001193")
    wrong = counter.takes_in()
    counter.until(lambda: bool(counter.window.printing.text()))
    counter.presses("Space")
    counter.settles()
    counter.office.clock.pass_by(timedelta(hours=30))
    counter.page.enter(Goto("reception", wrong.id, Way.CORRECT.value))
    counter.until(counter.page.form.correction.reason.line.hasFocus)
    counter.types("Nhầm tên")
    counter.submitter.name.line.setFocus()
    counter.presses("Ctrl+A")
    counter.types("Lò Văn Tém Anh")
    counter.page.form.correction.recovered.setChecked(True)
    counter.settles()
    right = counter.takes_in()
    assert (right.id, right.number, right.accepted_at) == (
        wrong.id,
        wrong.number,
        wrong.accepted_at,
    )
    assert right.submitter is not None
    assert right.submitter.name == "Lò Văn Tém Anh"
    assert right.promise == wrong.promise
    counter.until(lambda: len(counter.tray.papers) == 2)
    assert "Thay thế" in counter.tray.papers[1].text("marks")
    (job,) = counter.does(lambda: print_jobs.unconfirmed_prints(counter.desk))
    assert job.form is SlipForm.RECEIPT


def test_a_correction_needs_its_reason_and_makes_no_draft(counter: Counter):
    counter.scans(f"{CARD}\n")
    counter.finds_procedure("1.001193")
    wrong = counter.takes_in()
    counter.page.enter(Goto("reception", wrong.id, Way.CORRECT.value))
    counter.until(counter.page.form.correction.reason.line.hasFocus)
    counter.page.taking.dossier = None
    counter.presses("F8")
    counter.settles()
    assert counter.page.taking.dossier is None
    assert counter.page.form.correction.reason.error
    counter.presses("Ctrl+S")
    counter.settles()
    board = counter.does(lambda: lookup.today(counter.desk))
    assert all(one.count == 0 for one in board.counts if one.section is lookup.Section.DRAFTS)
    view = counter.does(lambda: open_dossier(counter.desk, wrong.id))
    assert view.version == wrong.version or view.dossier.submitter == wrong.submitter


def test_after_forwarding_a_new_dossier_is_linked_to_the_old_one(counter: Counter):
    counter.scans(f"{CARD}\n")
    counter.finds_procedure("1.001193")
    old = counter.takes_in()
    counter.page.enter(Goto("reception", old.id, Way.LINKED.value))
    counter.until(lambda: counter.page.presenter.form.linked_to == old.id)
    counter.settles()
    new = counter.takes_in()
    assert new.id != old.id
    assert new.linked == old.id
