"""What was taken over from the province's system is in the lists; what was taken back in none."""

import pytest

from app.domain.dossier import Dossier, State
from app.domain.events import ImportWithdrawn, NoteAdded
from app.store.projections.reports import Reports
from app.store.records import Filter
from tests.helpers.dossiers import DAY, MORNING, an_import
from tests.helpers.office import AnOffice

SPAN = (MORNING - 60 * DAY, MORNING + 60 * DAY)
CODE = "H35.12.03-261114-0031"


@pytest.fixture
def taken_over(office: AnOffice) -> Dossier:
    with office.store.act(by=office.officer) as act:
        return act.record(act.new_id(), an_import())


def test_it_stands_in_the_list_with_its_code_and_who_has_it(office: AnOffice, taken_over: Dossier):
    row = office.reader.row(taken_over.id)
    assert row is not None
    assert (row.state, row.code, row.holder) == (State.PROCESSING, CODE, "Phòng Kinh tế")
    assert [one.id for one in office.reader.search("0031")] == [taken_over.id]


def test_the_register_of_a_period_does_not_call_it_received(office: AnOffice, taken_over: Dossier):
    reports = office.reader.topic(Reports)
    assert [line.id for line in reports.lines(SPAN)] == [taken_over.id]
    assert reports.register(SPAN) == []


def test_hom_nay_does_not_count_it_as_received_today(office: AnOffice):
    with office.store.act(by=office.officer) as act:
        act.record(act.new_id(), an_import(accepted_at=MORNING, code="H35.12.03-261124-0009"))
    office.receives()
    counts = office.reader.today_counts(office.clock.now())
    assert (counts.received_today, office.reader.count(Filter())) == (1, 2)


def test_what_was_taken_back_is_in_no_list_search_or_report(office: AnOffice, taken_over: Dossier):
    office.does(taken_over, ImportWithdrawn(batch="lần 1"))
    reader = office.reader
    assert reader.row(taken_over.id) is None
    assert (reader.count(Filter()), reader.search("0031"), reader.search("Pản")) == (0, [], [])
    assert reader.topic(Reports).lines(SPAN) == []
    assert reader.dossier(taken_over.id).is_void


def test_it_is_in_the_lists_again_when_another_pc_had_worked_on_it(
    office: AnOffice, taken_over: Dossier
):
    office.does(taken_over, ImportWithdrawn(batch="lần 1"))
    office.does(taken_over, NoteAdded(text="đã gọi"))  # on a screen from before the withdrawal
    assert office.reader.row(taken_over.id) is not None
    assert [one.id for one in office.reader.search("0031")] == [taken_over.id]
