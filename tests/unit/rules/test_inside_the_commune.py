"""Inside the commune: pictures, steps, the archive, books and declarations of a dossier."""

import msgspec

from app.domain.duties import DutyKind
from app.domain.events import (
    Archived,
    CertificationCorrected,
    Certified,
    ConsultationAsked,
    DeclarationFilled,
    OriginalsCompared,
    StepAssigned,
    StepSentBack,
    SupplementReceived,
    SupplementRequested,
)
from app.domain.states import Act, State
from tests.helpers.dossiers import (
    a_dossier,
)
from tests.unit.rules.asking import duty, kinds, refuses
from tests.unit.rules.office_hours import at, milli


def test_a_picture_waits_until_its_original_was_seen() -> None:
    asked = SupplementRequested(missing=("Tờ khai", "Sổ"), reason="thiếu")
    came = SupplementReceived(brought=("Tờ khai", "Sổ"), images=("Tờ khai", "Sổ"))
    waiting = a_dossier(State.ACCEPTED, asked, came)
    assert waiting.images_to_compare == ("Tờ khai", "Sổ")
    assert kinds(waiting).count(DutyKind.COMPARE) == 2
    refuses("nothing_to_compare", waiting.compare_originals, [])
    refuses("nothing_to_compare", waiting.compare_originals, ["Bằng"])
    assert waiting.compare_originals(["Sổ"]) == OriginalsCompared(papers=("Sổ",))
    seen = a_dossier(State.ACCEPTED, asked, came, OriginalsCompared(papers=("Tờ khai", "Sổ")))
    assert seen.images_to_compare == ()
    assert Act.COMPARE_ORIGINALS not in seen.allowed()


def test_a_step_has_its_owner_and_its_own_time_and_can_go_back() -> None:
    now = a_dossier(State.PROCESSING)
    assert now.works_on_it == ""
    refuses("nobody_named", now.assign, StepAssigned(to=""))
    refuses("nobody_had_it", now.send_back, "Mai", "thiếu chữ ký")
    due = milli(at("2026-11-26T11:30"))
    first = StepAssigned(to="Lý A Sài", step="Thẩm định", due=due)
    assert now.assign(first) is first
    assigned = a_dossier(State.PROCESSING, first)
    assert assigned.works_on_it == "Lý A Sài"
    owed = duty(assigned, DutyKind.STEP)
    assert (owed.detail, owed.due) == ("Lý A Sài", at("2026-11-26T11:30"))
    back = assigned.send_back("Mai", "thiếu chữ ký")
    assert back == StepSentBack(to="Mai", reason="thiếu chữ ký")
    refuses("reason_missing", assigned.send_back, "Mai", " ")
    assert a_dossier(State.PROCESSING, first, back).works_on_it == "Mai"
    without_time = a_dossier(State.PROCESSING, StepAssigned(to="Mai"))
    assert kinds(without_time) == []


def test_what_has_ended_is_archived_once() -> None:
    ended = a_dossier(State.RETURNED)
    put = Archived(where="Kho lưu trữ xã", mark="HT-2026", keep="20 năm")
    assert ended.archive(put) is put
    refuses("reason_missing", ended.archive, Archived(where=""))
    archived = a_dossier(State.RETURNED, put)
    refuses("archived_already", archived.archive, put)
    assert Act.ARCHIVE not in a_dossier(State.PROCESSING).allowed()


def test_duties_come_with_the_nearest_first() -> None:
    due = milli(at("2026-11-26T11:30"))
    asked = ConsultationAsked(whom="Công an xã", what="xác nhận", due=milli(at("2026-11-25T09:00")))
    dossier = a_dossier(State.PROCESSING, StepAssigned(to="Mai", due=due), asked)
    assert kinds(dossier) == [DutyKind.CONSULTATION, DutyKind.STEP]


def test_a_line_of_a_book_names_its_paper_its_pages_and_its_copies() -> None:
    """NĐ 23/2015, Điều 13."""
    now = a_dossier(State.ACCEPTED)
    line = Certified(book="SCT/BS", year=2026, number=1, volume=1, paper="Bằng")
    assert now.certify(line) is line
    refuses("paper_name_missing", now.certify, msgspec.structs.replace(line, paper=" "))
    refuses("pages_or_copies_missing", now.certify, msgspec.structs.replace(line, pages=0))
    mended = CertificationCorrected(book="SCT/BS", year=2026, number=1, reason="nhầm", struck=True)
    assert now.correct_certification(mended) is mended
    refuses(
        "reason_missing", now.correct_certification, msgspec.structs.replace(mended, reason=" ")
    )


def test_the_newest_declaration_of_a_form_is_the_one_that_counts() -> None:
    first = DeclarationFilled(form="declaration_birth", template="1", answers={"a": "b"})
    second = msgspec.structs.replace(first, answers={"a": "c"})
    assert a_dossier(State.ACCEPTED).fill_declaration(first) is first
    filled = a_dossier(State.ACCEPTED, first, second)
    assert filled.declaration("declaration_birth") == second
    assert filled.declaration("declaration_death") is None
