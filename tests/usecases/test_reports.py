"""Báo cáo on real stores: counted by when it happened, what they cover, what stands behind."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.domain.dossier import Dossier
from app.domain.events import IssuedPaper, OnPaper, ScanSource
from app.domain.officers import Agency
from app.domain.procedure import Channel
from app.domain.reports import Column, Period, percent, sheet_of
from app.store.records import Officer
from app.usecases import report_papers, reports, scanning
from app.usecases.desk import Desk
from app.usecases.office import OfficeSettings
from app.usecases.processing import Decided, forward
from app.usecases.reports import ReportKind
from app.usecases.results import record_result
from app.usecases.staff import name_agency
from app.usecases.synchronise import one_round
from app.usecases.work import sign_result
from tests.helpers.desk import LAWYER, a_dossier
from tests.helpers.dossiers import a_result, a_return
from tests.helpers.office import AnOffice
from tests.helpers.province import Province
from tests.helpers.two_pcs import SecondPc, a_second_pc

TODAY = date(2026, 11, 24)
A_DAY = timedelta(days=1)
COUNTED = (Column.RECEIVED, Column.CARRIED_OVER, Column.SETTLED, Column.OPEN)


@pytest.fixture
def second(tmp_path: Path, enrolled: Desk, province: Province) -> Iterator[SecondPc]:
    with a_second_pc(tmp_path, enrolled, province) as one:
        yield one


def on(day: date) -> Period:
    return Period(day, day)


def finished(office: AnOffice) -> Dossier:
    """One that came and was done the same day; what the leader signed is recorded from paper."""
    signed = a_result(paper=OnPaper(decided_by="Tẩn A Sài"))
    return office.does(office.does(office.forwards(office.receives()), signed), a_return())


def counted(desk: Desk, period: Period) -> list[int]:
    said = reports.report(desk, period).situation
    return [said.count(column) for column in COUNTED]


def test_a_day_is_counted_and_what_is_open_is_carried_over(office: AnOffice, desk: Desk):
    finished(office)
    office.receives()
    assert counted(desk, on(TODAY)) == [2, 0, 1, 1]
    office.clock.pass_by(A_DAY)
    assert counted(desk, on(TODAY + A_DAY)) == [1, 1, 0, 1]
    assert counted(desk, on(TODAY)) == [2, 0, 1, 1]
    assert counted(desk, on(TODAY - A_DAY)) == [0, 0, 0, 0]


def test_what_began_in_a_day_and_ended_later_is_counted_in_each_day_between(
    office: AnOffice, desk: Desk
):
    """A report reads only what may touch its days: from the first moment of a dossier on."""
    given = office.forwards(office.receives())
    office.clock.pass_by(2 * A_DAY)
    office.finishes(given)
    assert counted(desk, on(TODAY)) == [1, 0, 0, 1]
    assert counted(desk, on(TODAY + A_DAY)) == [1, 1, 0, 1]
    assert counted(desk, on(TODAY + 2 * A_DAY)) == [1, 1, 1, 0]
    assert counted(desk, on(TODAY + 3 * A_DAY)) == [0, 0, 0, 0]


def test_the_register_has_the_dossiers_that_the_report_has_received(office: AnOffice, desk: Desk):
    given = [office.receives(), office.receives()]
    said = reports.report(desk, on(TODAY))
    rows = reports.register(desk, on(TODAY))
    assert {id_ for id_, _row in rows} == {one.id for one in given}
    assert said.registered == len(rows) == len(said.sheet.total.received) == 2
    assert {row.code for _id, row in rows} == {one.number for one in given}
    assert reports.register(desk, on(TODAY - A_DAY)) == ()


def test_the_register_says_what_the_report_counts_as_settled(office: AnOffice, desk: Desk):
    finished(office)
    ((_id, row),) = reports.register(desk, on(TODAY))
    assert row.note == "Có kết quả 24/11/2026"
    assert row.returned.endswith("24/11/2026")


def test_every_number_opens_its_dossiers_in_order(office: AnOffice, desk: Desk):
    given = [office.receives().id for _ in range(3)]
    ids = reports.report(desk, on(TODAY)).situation.ids(Column.RECEIVED)
    assert sorted(ids) == sorted(given)
    assert [one.id for one in reports.behind(desk, ids)] == list(ids)
    assert [one.id for one in reports.behind(desk, ids, 1, 1)] == [ids[1]]


def test_alone_a_period_is_whole_once_it_is_over(office: AnOffice, desk: Desk):
    assert not reports.report(desk, on(TODAY)).is_complete
    office.clock.pass_by(A_DAY)
    assert reports.report(desk, on(TODAY)).is_complete


def test_it_is_provisional_until_every_pc_is_known_to_the_end(enrolled: Desk, second: SecondPc):
    clock = enrolled.machine.clock
    one_round(second.desk)
    one_round(enrolled)
    clock.pass_by(A_DAY)  # type: ignore[attr-defined]
    said = reports.report(enrolled, on(TODAY))
    assert not said.is_complete
    (missing,) = said.coverage.missing(said.period.end)
    assert missing.device == second.desk.store.device.device
    assert missing.name
    a_dossier(second.desk)
    assert not reports.report(enrolled, on(TODAY)).is_complete
    one_round(second.desk)
    one_round(enrolled)
    assert reports.report(enrolled, on(TODAY)).is_complete


def settled(desk: Desk, number: int) -> None:
    """Taken in, decided on and kept as the office does it: 195 of them without paper.

    Online with the result as a file, online and signed electronically, or at the counter with
    the result scanned all the same.
    """
    channel = Channel.ONLINE if number < 195 else Channel.DIRECT
    one = forward(desk, a_dossier(desk, "1.004873", channel=channel).version, LAWYER)
    is_signed = number % 2 == 0
    one = record_result(
        desk,
        one.version,
        (IssuedPaper(name="Giấy xác nhận", number=f"{number}/2026"),),
        decided=Decided(desk.now(), OnPaper(decided_by="Tẩn A Sài")),
        awaits_signature=is_signed,
    )
    if is_signed:
        sign_result(desk, one.version, "Tẩn A Sài", electronic=channel is Channel.ONLINE)
        return
    papers = scanning.papers(desk, one.id)
    row = next(row for row in papers.rows if row.is_result)
    file = scanning.Ready(content=b"%PDF", pages=1, source=ScanSource.FILE)
    scanning.keep_scan(desk, papers.version, row, file)


def test_golden_319_received_195_fully_electronic_are_61_13_percent_all_on_time(desk: Desk):
    """QĐ 766/QĐ-TTg, through the use cases alone: nothing is written past them."""
    for number in range(319):
        settled(desk, number)
    said = reports.report(desk, on(TODAY))
    told = {one.name: one.count for one in sheet_of(said.counted)}
    assert (told["received"], told["settled"], told["electronic"]) == (319, 319, 195)
    assert percent(told["electronic"], told["received"]) == "61,13 %"
    assert percent(told["on_time"], told["settled"]) == "100,00 %"
    columns = {int(one): said.situation.count(one) for one in Column}
    assert (columns[3], columns[4], columns[5]) == (319, 195, 124)
    assert columns[7] == columns[8] + columns[9] == 319
    assert columns[3] == columns[7] + columns[11]
    paper = report_papers.paper(desk, said, ReportKind.SHEET)
    shares = {row["what"]: row["share"] for row in paper.rows("figures")}
    assert shares["Trực tuyến toàn trình"] == "61,13 %"
    assert shares["Giải quyết đúng hạn"] == "100,00 %"


@pytest.fixture
def two_agencies(desk: Desk) -> tuple[Dossier, Dossier, Desk, Desk]:
    """A dossier of ours and one of another agency, our counter, and a leader."""
    ours, theirs = a_dossier(desk, "1.004873"), a_dossier(desk, "2.000815")
    leader = replace(desk, officer=Officer("chief", "Tẩn Phù Quân", "leader"))
    for code, one in (("TP", ours), ("CC", theirs)):
        assert one.procedure is not None
        name_agency(leader, Agency(code=code, name=code, fields=(one.procedure.field,)))
    return ours, theirs, replace(desk, settings=OfficeSettings(agency="TP")), leader


def test_names_of_another_agency_s_dossiers_are_not_shown_yet_every_figure_counts_them(
    two_agencies: tuple[Dossier, Dossier, Desk, Desk],
):
    ours, theirs, counter, leader = two_agencies
    said = reports.report(counter, on(TODAY))
    ids = said.situation.ids(Column.RECEIVED)
    assert set(ids) == {ours.id, theirs.id}
    assert said.situation == reports.report(leader, on(TODAY)).situation
    assert reports.seen(counter, ids) == (ours.id,)
    assert [one.id for one in reports.behind(counter, ids)] == [ours.id]
    assert reports.behind(counter, ids, 1) == ()
    assert [id_ for id_, _row in reports.register(counter, on(TODAY))] == [ours.id]
    assert (said.registered, said.hidden) == (1, 1)
    assert len(reports.register(leader, on(TODAY))) == 2
    assert reports.report(leader, on(TODAY)).hidden == 0
    assert set(reports.seen(leader, ids)) == set(ids)


def test_a_register_on_paper_says_how_many_of_other_agencies_it_leaves_out(
    two_agencies: tuple[Dossier, Dossier, Desk, Desk],
):
    _ours, _theirs, counter, leader = two_agencies
    paper = report_papers.paper(counter, reports.report(counter, on(TODAY)), ReportKind.REGISTER)
    assert "1 hồ sơ của cơ quan khác không hiện" in paper.text("marks")
    assert len(paper.rows("rows")) == 1
    paper = report_papers.paper(leader, reports.report(leader, on(TODAY)), ReportKind.REGISTER)
    assert "cơ quan khác" not in paper.text("marks")
    assert len(paper.rows("rows")) == 2
