"""The list of papers under the keys: one letter each, counts by digits, rows written in."""

from app.domain.events import PaperStanding
from app.domain.states import State
from tests.ui.reception.counter import Counter

ORIGINAL, CERTIFIED, COPY = 3, 4, 5


def birth(counter: Counter) -> None:
    """A citizen who wants a birth registered; the clerk stands in the papers."""
    counter.types("Lò Văn Tém")
    counter.finds_procedure("khai sinh")


def test_after_the_procedure_the_clerk_stands_in_the_papers(counter: Counter):
    birth(counter)
    assert counter.page.form.papers.view.hasFocus()


def test_a_digit_goes_to_its_row_two_digits_to_a_later_one(counter: Counter):
    birth(counter)
    counter.marks("9")
    assert counter.page.form.papers.view.currentIndex().row() == 8
    counter.types("\0")
    counter.page.form.papers.view.stand_on(0)
    counter.presses("Down")
    counter.marks("11")
    assert counter.page.form.papers.view.currentIndex().row() == 10


def test_digits_count_in_a_column_of_counts(counter: Counter):
    birth(counter)
    counter.presses("Right", "Right", "Right")
    counter.marks("12")
    line = counter.page.form.papers.lines()[0]
    assert (line.originals, line.certified, line.copies) == (1, 0, 12)
    assert line.standing is PaperStanding.SUBMITTED


def test_telex_on_does_not_spoil_two_papers_on_record(counter: Counter):
    birth(counter)
    counter.marks("d")
    counter.presses("Backspace")
    counter.marks("đ")
    standings = [line.standing for line in counter.page.form.papers.lines()[:2]]
    assert standings == [PaperStanding.ON_RECORD, PaperStanding.ON_RECORD]


def test_a_paper_written_in_is_handed_in_and_may_be_taken_away(counter: Counter):
    birth(counter)
    asked = len(counter.page.form.papers.lines())
    counter.presses("+")
    counter.types("Giấy ra viện")
    counter.presses("Return")
    assert counter.page.form.papers.lines()[-1].asked.name == "Giấy ra viện"
    assert counter.page.form.papers.more.line.hasFocus()
    counter.page.form.papers.view.setFocus()
    counter.presses("Delete")
    assert len(counter.page.form.papers.lines()) == asked
    counter.presses("Home", "Delete")
    assert len(counter.page.form.papers.lines()) == asked


def test_the_slip_lists_only_what_was_handed_in(counter: Counter):
    birth(counter)
    counter.marks("nxdk")
    counter.settles()
    assert "Mẫu hộ tịch điện tử" not in counter.page.form.side.papers.text()
    counter.takes_in()
    counter.until(lambda: len(counter.tray.papers) == 1)
    slip = counter.tray.papers[0]
    assert [row["name"] for row in slip.rows("papers")] == ["Tờ khai đăng ký khai sinh"]


def test_with_a_paper_missing_the_dossier_waits_and_no_slip_is_printed(counter: Counter):
    birth(counter)
    counter.marks("nkt")
    counter.settles()
    assert "chờ bổ sung" in counter.page.form.side.accept.text()
    dossier = counter.takes_in()
    assert dossier.state is State.SUPPLEMENT
    assert counter.tray.papers == []
    assert not counter.window.printing.text()
