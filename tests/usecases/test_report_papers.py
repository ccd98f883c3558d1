"""What is printed and saved of a period: frozen figures, "TẠM", corrections, numbers as numbers."""

from datetime import date, timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest

from app.domain.certification_fees import Asked
from app.domain.errors import RuleViolation
from app.domain.events import OnPaper
from app.domain.papers import Printout
from app.domain.person import Person
from app.domain.register import BookKind
from app.domain.reports import Period
from app.usecases import books, report_papers, report_sheets, reports
from app.usecases.desk import Desk
from app.usecases.fast_lane import Request, do_now
from app.usecases.reports import Report, ReportKind, freeze_report
from tests.helpers.dossiers import a_result
from tests.helpers.office import AnOffice

TODAY = date(2026, 11, 24)
A_DAY = timedelta(days=1)
THAT_DAY = Period(TODAY, TODAY)


def counted(desk: Desk) -> Report:
    return reports.report(desk, THAT_DAY)


def papered(desk: Desk, kind: ReportKind = ReportKind.SITUATION) -> Printout:
    return report_papers.paper(desk, counted(desk), kind)


def cells(paper: Printout) -> dict[str, str]:
    """The last row of the form: its sum."""
    return dict(paper.rows("rows")[-1])


def test_what_is_not_whole_is_printed_as_provisional(office: AnOffice, desk: Desk):
    office.receives()
    for kind in ReportKind:
        paper = papered(desk, kind)
        assert paper.text("marks") == "TẠM - SỐ LIỆU CHƯA ĐẦY ĐỦ"
        assert "Máy này: đến 08:40 24/11/2026" in paper.text("covers")
    office.clock.pass_by(A_DAY)
    for kind in ReportKind:
        assert papered(desk, kind).text("marks") == ""
    assert papered(desk).text("frozen") == ""


def test_frozen_figures_are_printed_with_their_whole_hash_and_corrections_below(
    office: AnOffice, desk: Desk
):
    dossier = office.forwards(office.receives())
    happened = office.clock.now()
    office.clock.pass_by(A_DAY)
    frozen = freeze_report(desk, counted(desk)).frozen[0]
    assert papered(desk).text("changed") == ""
    with office.store.act(by=office.officer, eff=happened) as act:
        said = a_result(paper=OnPaper(decided_by="Tẩn A Sài"))
        act.record(dossier.id, said, seen=dossier.version)
    paper = papered(desk)
    assert f"SHA-256: {frozen.said.digest}." in paper.text("frozen")
    assert (cells(paper)["c3"], cells(paper)["c7"], cells(paper)["c11"]) == ("1", "0", "1")
    changes = {row["what"]: row["difference"] for row in paper.rows("changes")}
    assert changes["(7) Đã giải quyết: tổng số - Hộ tịch"] == "+1"
    assert changes["(11) Đang giải quyết: tổng số - Hộ tịch"] == "-1"
    assert dossier.number in paper.text("causes")
    summary = papered(desk, ReportKind.SHEET)
    figures = {row["what"]: row["count"] for row in summary.rows("figures")}
    assert figures["Đã giải quyết (có kết quả)"] == "0"
    assert {row["what"]: row["now"] for row in summary.rows("changes")}[
        "Đã giải quyết (có kết quả)"
    ] == "1"


def test_the_summary_has_every_procedure_and_officer(office: AnOffice, desk: Desk):
    office.receives()
    paper = papered(desk, ReportKind.SHEET)
    assert [row["received"] for row in paper.rows("procedures")] == ["1"]
    assert [row["name"] for row in paper.rows("officers")] == ["Lò Thị Mai"]


def words_in(path: Path) -> str:
    with ZipFile(path) as packed:
        return "".join(packed.read(name).decode() for name in packed.namelist() if "xl/" in name)


@pytest.mark.parametrize("kind", ReportKind)
def test_it_is_saved_as_an_excel_file(
    office: AnOffice, desk: Desk, tmp_path: Path, kind: ReportKind
):
    office.receives(submitter=Person(name="=1+1", id_number="012201004567", phone="0345000118"))
    path = tmp_path / "báo cáo.xlsx"
    report_sheets.save(desk, counted(desk), kind, path)
    said = words_in(path)
    assert "TẠM - SỐ LIỆU CHƯA ĐẦY ĐỦ" in said
    assert "<v>1</v>" in said  # a number, not a text
    assert "<f>" not in said
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == [path.name]
    if kind is ReportKind.REGISTER:
        assert "<t>0345000118</t>" in said
        assert "=1+1" in said


def test_a_file_that_could_not_be_written_leaves_nothing(
    office: AnOffice, desk: Desk, tmp_path: Path
):
    for path in (tmp_path / "không có" / "a.xlsx", tmp_path / "office"):
        with pytest.raises(RuleViolation) as no:
            report_sheets.save(desk, counted(desk), ReportKind.SHEET, path)
        assert no.value.code == "file_not_written"
    assert [one.name for one in tmp_path.iterdir()] == ["office"]


def test_certifications_of_the_fast_lane_are_in_the_summary(office: AnOffice, desk: Desk):
    books.open_book(desk, BookKind.COPIES)
    papers = (Asked("Bằng tốt nghiệp"), Asked("Giấy khai sinh"))
    who = Person(name="Chẻo Thị Mẩy", id_number="012162001234", id_kind="cccd")
    do_now(desk, Request(requester=who, papers=papers, signed_by="Phàn A Nhị"))
    figures = {row["what"]: row["count"] for row in papered(desk, ReportKind.SHEET).rows("figures")}
    assert figures["Tiếp nhận"] == figures["Đã giải quyết (có kết quả)"] == "1"
    assert figures["Đã trả kết quả"] == "1"
    assert figures["Việc chứng thực đã vào sổ"] == "2"
    assert figures["Phí, lệ phí đã thu (đồng)"] == "4.000"


def test_the_file_is_named_after_its_days_and_says_when_it_is_provisional(
    office: AnOffice, desk: Desk
):
    kind = ReportKind.SITUATION
    assert report_sheets.file_name(counted(desk), kind) == "II06a-20261124-20261124-tam"
    office.clock.pass_by(A_DAY)
    assert report_sheets.file_name(counted(desk), kind) == "II06a-20261124-20261124"


def test_a_register_that_is_a_heap_of_paper_is_printed_in_parts(
    office: AnOffice, desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    office.receives()
    office.receives()
    assert report_papers.paper_to_print(desk, counted(desk), ReportKind.REGISTER).rows("rows")
    monkeypatch.setattr(report_papers, "MOST_ROWS", 1)
    with pytest.raises(RuleViolation) as no:
        report_papers.paper_to_print(desk, counted(desk), ReportKind.REGISTER)
    assert no.value.code == "register_too_long"
    assert (
        cells(report_papers.paper_to_print(desk, counted(desk), ReportKind.SITUATION))["c3"] == "2"
    )
