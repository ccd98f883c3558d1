"""What comes after F8: one dossier, paper confirmed, the same person again, the next citizen."""

from app.domain.events import PaperStanding
from app.domain.states import State
from app.ui.scanning.page import ScanningPage
from app.usecases import print_jobs
from tests.ui.reception.counter import CARD, CHILD_CARD, Counter


def received(counter: Counter) -> None:
    """A father with his child's birth registration, taken in."""
    counter.scans(f"{CARD}\n")
    counter.scans(f"{CHILD_CARD}\n")
    counter.page.form.people.authority.ground.box.setFocus()
    counter.presses("Down")
    counter.finds_procedure("khai sinh")
    counter.marks("n3n")
    counter.takes_in()
    counter.until(lambda: bool(counter.window.printing.text()))


def test_f8_pressed_twice_takes_in_one_dossier(counter: Counter):
    counter.types("Lò Văn Tém")
    counter.finds_procedure("khai sinh")
    counter.presses("F8", "F8")
    counter.until(lambda: counter.page.taking.dossier is not None)
    counter.presses("F8")
    counter.settles()
    assert len(counter.does(lambda: counter.office.reader.search("lo van tem"))) == 1


def test_the_number_is_shown_and_paper_is_asked_for(counter: Counter):
    received(counter)
    assert counter.dossier.number in counter.page.after.accessibleName()
    assert counter.dossier.state is State.ACCEPTED
    assert len(counter.tray.papers) == 1


def test_space_says_that_paper_came_out(counter: Counter):
    received(counter)
    counter.presses("Space")
    counter.settles()
    assert counter.does(lambda: print_jobs.unconfirmed_prints(counter.desk)) == ()


def test_a_print_nobody_spoke_of_is_kept(counter: Counter):
    received(counter)
    assert len(counter.does(lambda: print_jobs.unconfirmed_prints(counter.desk))) == 1


def test_the_same_person_again_keeps_the_people_only(counter: Counter):
    received(counter)
    counter.presses("Space", "F7")
    counter.settles()
    form = counter.page.presenter.form
    assert form.submitter is not None
    assert form.submitter.name == "LÒ VĂN TÉM"
    assert form.owner is not None
    assert form.procedure_code == ""
    assert form.papers == ()
    counter.types("xác nhận tình trạng hôn nhân")
    counter.presses("Return")
    counter.until(lambda: counter.page.presenter.form.procedure_code == "1.004873")
    counter.settles()
    for place, line in enumerate(counter.page.form.papers.lines()):
        if line.standing is PaperStanding.MISSING:
            counter.page.form.papers.view.stand_on(place)
            counter.marks("n")
    assert counter.takes_in().procedure is not None


def test_f2_calls_the_next_citizen(counter: Counter):
    received(counter)
    counter.presses("Space", "F2")
    counter.settles()
    assert counter.page.presenter.is_blank()
    assert counter.submitter.name.line.hasFocus()
    assert counter.submitter.name.value() == ""


def test_a_scan_while_the_print_is_asked_about_answers_nothing(counter: Counter):
    received(counter)
    counter.scans(f"{CARD}\n")
    assert len(counter.does(lambda: print_jobs.unconfirmed_prints(counter.desk))) == 1


def test_several_dossiers_of_one_visit_are_on_one_list(counter: Counter):
    counter.types("Lò Văn Tém")
    counter.finds_procedure("khai sinh")
    first = counter.takes_in()
    assert counter.page.after.visit_words() == ""
    counter.presses("F7")
    counter.finds_procedure("ket hon")
    second = counter.takes_in()
    assert second.ticket == first.ticket
    counter.until(lambda: "2 hồ sơ" in counter.page.after.visit_words())
    counter.presses("Alt+P")
    counter.until(lambda: counter.tray.papers[-1].template.form == "visit_list")
    assert counter.tray.papers[-1].text("total") == "02"


def test_f6_leads_from_the_reception_to_scanning_its_papers(counter: Counter):
    received(counter)
    dossier = counter.dossier
    counter.presses("F6")
    page = counter.window.page
    assert isinstance(page, ScanningPage)
    counter.until(lambda: page.presenter.row is not None)
    assert page.presenter.id == dossier.id
    counter.presses("Esc")
    counter.settles()
    assert counter.page.taking.dossier is not None
