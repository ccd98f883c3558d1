"""The proof on paper and in Excel: its moments are signed, any PC of the office can check."""

from datetime import timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest

from app.cli.proof import lines
from app.domain.dossier import Dossier
from app.domain.errors import RuleViolation
from app.domain.papers import Printout
from app.domain.reports import Period
from app.usecases.desk import Desk
from app.usecases.proof_papers import check, dossier_paper, list_of, save
from app.usecases.synchronise import one_round
from app.usecases.timeliness import LateList, of_dossier, told_late
from tests.helpers.desk import a_desk, a_dossier
from tests.helpers.office import THE_OFFICE, AnOffice, a_machine, an_office
from tests.helpers.province import Province
from tests.usecases.test_timeliness import decides, is_out


@pytest.fixture
def outage(office: AnOffice, enrolled: Desk, province: Province) -> Dossier:
    """Decided on Tuesday, told on Friday."""
    one_round(enrolled)
    province.is_cut_off()
    dossier = decides(enrolled, a_dossier(enrolled, "2.000815"))
    is_out(office, enrolled, 2)
    office.clock.pass_by(timedelta(days=3))
    province.is_back()
    one_round(enrolled)
    return dossier


def the_list(desk: Desk) -> LateList:
    day = desk.now().date()
    return told_late(desk, Period(day.replace(day=1), day))


def the_paper(desk: Desk, dossier: Dossier) -> Printout:
    found = of_dossier(desk, dossier.id)
    assert found is not None
    return dossier_paper(desk, found)


def test_the_paper_tells_the_moments_and_the_line_in_between(enrolled, outage):
    paper = the_paper(enrolled, outage)
    assert paper.text("code") == outage.number
    assert paper.text("decided") == "08:40 24/11/2026"
    assert paper.text("tried") == "09:10 24/11/2026"
    assert paper.text("delivered").startswith("10:40 27/11/2026 (giờ máy chủ tỉnh đã ký, qua mạng)")
    assert paper.text("recorded") == "Chưa"
    assert paper.text("down") == "90 phút, đã thử 4 lần"
    assert paper.text("judgement") == "Giải quyết đúng hạn, tỉnh nhận muộn do mất đường truyền"
    *_before, lost, good = paper.rows("rows")
    assert (lost["outcome"], lost["tries"]) == ("Không tới được máy chủ tỉnh", "4")
    assert (good["outcome"], good["began"]) == ("Gửi, nhận được", "10:40 27/11/2026")


def test_its_code_holds_the_moments_and_is_checked_offline_by_another_pc(
    tmp_path, enrolled, province, outage
):
    text = the_paper(enrolled, outage).text("qr")
    second = an_office(tmp_path / "second", a_machine(2, None), THE_OFFICE)
    try:
        other = a_desk(second)
        assert not check(other, text).is_genuine  # it has not heard of that PC yet
        province.enrols(other)
        one_round(other)
        found = check(other, text)
        assert found.is_genuine
        assert found.pc
        assert lines(found)[2:5] == [
            "Hẹn trả: 17:00 25/11/2026",
            "Giải quyết xong: 08:40 24/11/2026",
            "Gửi lần đầu: 09:10 24/11/2026",
        ]
        forged = text.replace(".", ".1", 1)
        assert not check(other, forged).is_genuine
        assert lines(check(other, forged))[0].startswith("CHỮ KÝ KHÔNG ĐÚNG")
    finally:
        second.closes()


def test_the_list_is_signed_as_a_whole_and_says_every_figure(enrolled, outage):
    paper = list_of(enrolled, the_list(enrolled))
    (row,) = paper.rows("rows")
    assert (row["code"], row["down"]) == (outage.number, "90 phút")
    assert "1 hồ sơ (100,00 %) giải quyết đúng hạn" in paper.text("sums")
    assert [one["tries"] for one in paper.rows("outages")] == ["4"]
    found = check(enrolled, paper.text("qr"))
    assert found.is_genuine
    assert lines(found)[2:5] == ["Hồ sơ được giải quyết: 1", "Quá hạn thật: 0", "Tỉnh nhận muộn: 1"]


def test_an_empty_list_is_a_paper_too(enrolled):
    paper = list_of(enrolled, the_list(enrolled))
    assert (paper.rows("rows"), paper.rows("outages")) == ((), ())


def test_the_list_is_saved_as_other_reports_are(tmp_path: Path, enrolled, outage):
    save(enrolled, the_list(enrolled), tmp_path / "list.xlsx")
    with ZipFile(tmp_path / "list.xlsx") as packed:
        names = [name for name in packed.namelist() if "xl/" in name]
        said = "".join(packed.read(name).decode() for name in names)
    assert f"<t>{outage.number}</t>" in said
    assert "Trong kỳ có 1 hồ sơ" in said
    assert "<v>4</v>" in said  # how often it was tried, a number


def test_a_slip_is_no_proof(enrolled):
    with pytest.raises(RuleViolation, match="proof_qr_unreadable"):
        check(enrolled, "MC1/TAM-1")
