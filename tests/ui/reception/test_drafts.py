"""Nothing typed is ever lost: drafts are saved as one types and offered at the return."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from app.store import keys
from app.store.profile import Profile
from app.store.store import Store
from app.ui.page import Goto
from app.usecases import drafts
from tests.helpers.desk import a_desk
from tests.helpers.office import MAI, PASSWORD, AnOffice, a_machine
from tests.helpers.patience import PATIENCE
from tests.ui.reception.counter import Counter


def titles(counter: Counter) -> list[str]:
    """What is offered as not finished."""
    return [row.title for row in counter.does(lambda: drafts.drafts(counter.desk))]


def test_what_is_typed_is_saved_within_two_seconds(counter: Counter):
    counter.types("Lò Văn Tém")
    counter.until(lambda: titles(counter) == ["Lò Văn Tém"])


def test_ctrl_s_saves_a_draft_and_never_takes_in(counter: Counter):
    counter.types("Lò Văn Tém")
    counter.finds_procedure("khai sinh")
    counter.presses("Ctrl+S")
    counter.settles()
    assert len(titles(counter)) == 1
    assert counter.page.taking.dossier is None


def test_a_form_is_one_draft_however_often_it_is_saved(counter: Counter):
    for name in ("Lò", " Văn", " Tém"):
        counter.types(name)
        counter.presses("Ctrl+S")
    counter.settles()
    assert titles(counter) == ["Lò Văn Tém"]


def test_esc_goes_back_and_loses_nothing(counter: Counter):
    counter.types("Lò Văn Tém")
    counter.page.leave()
    counter.settles()
    assert titles(counter) == ["Lò Văn Tém"]
    counter.page.enter(Goto("reception"))
    assert counter.submitter.name.value() == "Lò Văn Tém"


def test_f2_begins_a_new_form_and_offers_the_one_before(counter: Counter):
    counter.types("Lò Văn Tém")
    counter.presses("F2")
    counter.settles()
    assert counter.submitter.name.value() == ""
    assert counter.page.offers.isVisible()
    counter.presses("Ctrl+O")
    counter.until(lambda: counter.submitter.name.value() == "Lò Văn Tém")
    counter.settles()
    assert len(titles(counter)) == 1


def test_a_dossier_that_is_taken_in_leaves_no_draft(counter: Counter):
    counter.types("Lò Văn Tém")
    counter.presses("Ctrl+S")
    counter.finds_procedure("khai sinh")
    counter.takes_in()
    assert titles(counter) == []


def test_a_form_that_is_emptied_again_leaves_no_draft(counter: Counter):
    counter.types("Lò")
    counter.presses("Ctrl+S")
    counter.presses("Ctrl+A", "Delete", "Ctrl+S")
    counter.settles()
    assert titles(counter) == []


def test_a_draft_thrown_away_is_not_offered_again(counter: Counter):
    counter.types("Lò Văn Tém")
    counter.presses("F2")
    counter.settles()
    (row,) = counter.does(lambda: drafts.drafts(counter.desk))
    counter.page.offers.discarded.emit(row.id)
    counter.settles()
    counter.until(lambda: not counter.page.offers.isVisible())
    assert titles(counter) == []


def test_a_draft_survives_the_process_being_killed(tmp_path: Path):
    """The child types as a clerk does, hears that the draft is safe, and is killed."""
    child = subprocess.run(  # noqa: S603 - our own test program
        [sys.executable, "-m", "tests.ui.reception.killed_child", str(tmp_path)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert child.returncode == -signal.SIGKILL, child.stderr
    assert "saved" in child.stdout
    profile, machine = Profile(tmp_path / "office"), a_machine()
    key = keys.unlock(profile, MAI.id, PASSWORD)
    office = AnOffice(Store.open(profile, key, machine), key, "")
    desk = a_desk(office)
    (row,) = drafts.drafts(desk)
    form = drafts.load_draft(desk, row.id)
    office.closes()
    assert form.submitter is not None
    assert form.submitter.name == "Lò Văn Tém"
    assert form.submitter.birth_date == "1990"
