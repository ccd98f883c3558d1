"""What the forms beside the receipt say of a dossier."""

from app.domain.dossier import State
from app.domain.events import OnPaper, PaperStanding, SupplementRequested
from app.domain.papers.content import heading, named, of_dossier, rows_handed_in
from app.domain.papers.supplement_request import supplement_request
from tests.helpers.dossiers import MORNING, a_dossier, a_history, a_paper, a_person, a_registered
from tests.unit.test_papers_content import OFFICE


def test_a_paper_without_a_moment_leaves_its_date_open():
    assert heading(OFFICE, 0)["place_date"].startswith("Sì Lở Lầu, ngày ......")
    assert heading(OFFICE, MORNING)["place_date"] == "Sì Lở Lầu, ngày 24 tháng 11 năm 2026"


def test_every_field_of_a_dossier_is_there_even_of_an_empty_one():
    empty = of_dossier(a_dossier(State.NOT_HERE), OFFICE, at=0)
    full = of_dossier(a_dossier(State.ACCEPTED), OFFICE, at=MORNING, copy=2, qr="MC1/X")
    assert empty.keys() == full.keys()
    assert (empty["submitter"], empty["due"], empty["qr"]) == ("", "", "")
    assert (full["marks"], full["qr"]) == ("BẢN IN LẦN 2", "MC1/X")


def test_only_papers_handed_in_are_listed():
    rows = (a_paper(copies=2), a_paper("Sổ hộ khẩu", standing=PaperStanding.PRESENTED))
    dossier = a_dossier(State.ACCEPTED, papers=rows)
    [row] = rows_handed_in(dossier)
    assert row["name"] == "Giấy chứng sinh"
    assert (row["originals"], row["certified"], row["copies"]) == ("1", "", "2")


def test_an_organisation_is_named_beside_its_person():
    assert named(a_person("Vàng A Páo", organisation="HTX Thà Giàng")) == (
        "Vàng A Páo (HTX Thà Giàng)"
    )


def test_form_02_asks_once_for_everything_and_says_why():
    """Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ; NĐ 118/2025, Điều 16(3)."""
    paper = OnPaper(decided_by="Phòng Văn hóa - Xã hội")
    asked = SupplementRequested(
        missing=("Tờ khai", "Ảnh 4x6"),
        reason="chưa nộp",
        number="12",
        close_after="2026-12-10",
        paper=paper,
    )
    rows = (a_paper("Tờ khai", standing=PaperStanding.MISSING, originals=2), a_paper())
    dossier = a_history(State.NOT_HERE, a_registered(papers=rows), asked).fold()
    said = supplement_request(dossier, OFFICE)
    assert (said["number"], said["reason"], said["close_after"]) == ("12", "chưa nộp", "10/12/2026")
    assert said["decided_by"] == "Phòng Văn hóa - Xã hội"
    rows_said = said["missing"]
    assert not isinstance(rows_said, str)
    assert [(row["number"], row["name"], row["originals"]) for row in rows_said] == [
        ("1", "Tờ khai", "2"),
        ("2", "Ảnh 4x6", ""),
    ]


def test_form_02_without_a_request_is_empty_and_whole():
    said = supplement_request(a_dossier(State.ACCEPTED), OFFICE)
    assert (said["missing"], said["reason"], said["officer"]) == ((), "", "")
