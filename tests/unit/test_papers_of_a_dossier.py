"""What the forms beside the receipt say of a dossier."""

import msgspec

from app.domain.dossier import Dossier, State
from app.domain.events import (
    ClosedUnsupplemented,
    Extended,
    FeeLine,
    FeeTaken,
    Forwarded,
    IssuedPaper,
    MendedReturned,
    NoteAdded,
    OnPaper,
    PaperStanding,
    Receiver,
    Refused,
    ResultCorrected,
    ResultFaultFound,
    ResultSigned,
    SlipForm,
    SupplementRequested,
    Withdrawn,
)
from app.domain.history import Aside, Outcome
from app.domain.papers import Content, Row
from app.domain.papers.apology import apology
from app.domain.papers.cash_receipt import cash_receipt
from app.domain.papers.certification_receipt import (
    CertificationReceipt,
    CertifiedLine,
    certification_receipt,
)
from app.domain.papers.content import heading, of_dossier, rows_handed_in
from app.domain.papers.control_slip import control_slip
from app.domain.papers.forms import event_told
from app.domain.papers.handover_list import handover_list
from app.domain.papers.people import named
from app.domain.papers.refusal import refusal
from app.domain.papers.register import RegisterBook, register, register_row
from app.domain.papers.result_receipt import result_receipt_content
from app.domain.papers.stop_notice import stop_notice
from app.domain.papers.supplement_request import supplement_request
from app.domain.papers.wording import outcome
from tests.helpers.dossiers import (
    DAY,
    HOUR,
    MINUTE,
    MORNING,
    History,
    a_dossier,
    a_history,
    a_paper,
    a_person,
    a_promise,
    a_received,
    a_recipient,
    a_registered,
    a_result,
    a_return,
)
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


def test_form_03_says_why_in_the_words_of_a_person():
    """Phiếu từ chối; NĐ 118/2025, Điều 17(1)(c), 19(3)."""
    paper = OnPaper(decided_by="UBND xã", signed_by="Vàng Văn Thắng")
    dossier = a_dossier(State.ACCEPTED, Refused(reason="Không đủ điều kiện", paper=paper))
    said = refusal(dossier, OFFICE, copy=2, qr="MC1/X")
    assert (said["reason"], said["decided_by"]) == ("Không đủ điều kiện", "Vàng Văn Thắng")
    assert (said["officer"], said["marks"]) == ("Cán bộ quầy 1", "BẢN IN LẦN 2")
    assert refusal(a_dossier(), OFFICE)["reason"] == ""


def test_form_04_names_the_old_and_the_new_appointment():
    """Xin lỗi và đề nghị gia hạn; NĐ 118/2025, Điều 19(6)."""
    paper = OnPaper(
        decided_by="UBND xã", signed_by="Vàng Văn Thắng", position="Chủ tịch", number="9"
    )
    later = a_promise(due=MORNING + 5 * DAY)
    forwarded = Forwarded(to=a_recipient())
    extended = Extended(promise=later, reason="chờ xác minh", paper=paper)
    said = apology(a_dossier(State.ACCEPTED, forwarded, extended), OFFICE)
    assert said["due_before"] == "17 giờ 00 phút, ngày 24/11/2026"
    assert said["new_due"] == "08 giờ 40 phút, ngày 29/11/2026"
    assert (said["signer"], said["signer_title"], said["number"]) == (
        "Vàng Văn Thắng",
        "CHỦ TỊCH",
        "9",
    )
    assert said["settled_by"] == "Phòng Văn hóa - Xã hội"


def test_form_04_of_an_extension_that_was_set_aside_names_the_first_appointment():
    promised = a_promise()
    extended = Extended(promise=promised, reason="chờ xác minh", number="9")
    said = apology(a_dossier(first_promise=promised, extended=extended), OFFICE)
    assert said["due_before"] == "17 giờ 00 phút, ngày 24/11/2026"
    assert (said["number"], said["signer_title"]) == ("9", "THỦ TRƯỞNG CƠ QUAN")
    nothing = apology(Dossier(id="1"), OFFICE)
    assert (nothing["due_before"], nothing["new_due"], nothing["settled_by"]) == ("", "", "")


def test_form_05_says_who_asked_at_which_stage_and_what_goes_back():
    """Thông báo dừng; NĐ 118/2025, Điều 21."""
    said = Withdrawn(
        reason="không còn nhu cầu",
        papers_returned=("Tờ khai",),
        fee_returned=8000,
        receiver=Receiver(name="Giàng A Páo"),
    )
    content = stop_notice(a_dossier(State.PROCESSING, said), OFFICE)
    assert (content["asked_by"], content["stage"]) == ("Lò Thị Pản", "Đang xử lý")
    assert (content["papers_returned"], content["fee_returned"]) == ("Tờ khai", "8.000 đồng")
    assert content["receiver"] == "Giàng A Páo"
    told = msgspec.structs.replace(said, stage="Thẩm định", ground="Đơn ngày 24/11/2026")
    content = stop_notice(a_dossier(State.PROCESSING, told), OFFICE)
    assert content["stage"] == "Thẩm định"
    assert str(content["ground"]).endswith("; Đơn ngày 24/11/2026")
    bare = stop_notice(a_dossier(State.ACCEPTED, Withdrawn(reason="đổi ý")), OFFICE)
    assert (bare["papers_returned"], bare["fee_returned"], bare["receiver"]) == (
        "Không có",
        "Không hoàn",
        "",
    )


def test_form_05_is_also_made_when_the_supplement_did_not_come():
    """Đóng hồ sơ; NĐ 118/2025, Điều 19(5)."""
    closed = ClosedUnsupplemented(reason="Quá hạn bổ sung")
    content = stop_notice(a_dossier(State.SUPPLEMENT, closed), OFFICE)
    assert (content["stage"], content["asked_by"]) == ("Yêu cầu bổ sung giấy tờ", "")
    assert str(content["ground"]).startswith("Quá 15 ngày")
    nothing = stop_notice(a_dossier(), OFFICE)
    assert (nothing["ground"], nothing["stage"], nothing["asked_on"]) == ("", "", "")


def rows_of(content: Content, name: str) -> tuple[Row, ...]:
    rows = content[name]
    assert not isinstance(rows, str)
    return rows


def test_form_06_has_a_row_for_every_hand_over_and_none_is_lost():
    """Phiếu kiểm soát quá trình: giao hồ sơ, nhận kết quả."""
    to = [
        Forwarded(to=a_recipient(), note="bản giấy"),
        Forwarded(to=a_recipient("Lý A Sài", unit="")),
    ]
    paper = OnPaper(decided_by="UBND xã")
    dossier = a_dossier(
        State.ACCEPTED, *to, a_result(paper=paper), a_return(), NoteAdded(text="xong")
    )
    slip = control_slip(dossier, OFFICE)
    given, results = rows_of(slip, "given"), rows_of(slip, "results")
    assert [row["parties"] for row in given] == [
        f"1. Giao: {OFFICE.desk_line}\n2. Nhận: Phòng Văn hóa - Xã hội (Sùng A Chớ)",
        "1. Giao: Phòng Văn hóa - Xã hội (Sùng A Chớ)\n2. Nhận: Lý A Sài",
    ]
    assert [row["note"] for row in given] == ["bản giấy", ""]
    assert [(row["giver"], row["taker"]) for row in results] == [
        ("UBND xã", "Cán bộ quầy 1"),
        ("Cán bộ quầy 1", "Lò Thị Pản"),
    ]
    assert [row["outcome"] for row in results] == ["Đúng hạn", ""]
    assert results[0]["note"] == "Kết quả số: 12/2026"


def test_form_06_never_says_late_because_the_citizen_came_late_or_got_a_mended_result():
    history = a_history(State.DONE)
    history.says("quầy 1", a_return(), at=MORNING + 9 * DAY)
    history.says("quầy 1", ResultFaultFound(what="sai ngày sinh", due=MORNING + 12 * DAY))
    mended = ResultCorrected(results=a_result("12a/2026").results)
    history.says("quầy 1", mended, at=MORNING + 10 * DAY)
    rows = rows_of(control_slip(history.fold(), OFFICE), "results")
    assert [row["outcome"] for row in rows] == ["Đúng hạn", "", ""]


def test_form_06_judges_a_result_by_the_day_of_its_signature():
    """Chờ ký số: until somebody has signed there is no result."""
    history = a_history(State.PROCESSING, a_result(awaits_signature=True))
    [waits] = rows_of(control_slip(history.fold(), OFFICE), "results")
    assert (waits["outcome"], waits["note"]) == ("", "Kết quả số: 12/2026; chờ ký")
    signed = ResultSigned(signed_by="Tẩn A Sài", electronic=True, number="12/2026")
    history.says("quầy 1", signed, at=MORNING + 2 * DAY)
    _waits, row = rows_of(control_slip(history.fold(), OFFICE), "results")
    assert (row["outcome"], row["note"]) == ("Quá hạn", "Ký số kết quả số: 12/2026")
    assert row["giver"] == "Tẩn A Sài"
    on_paper = a_history(State.DONE, ResultSigned(signed_by="Tẩn A Sài"))
    assert rows_of(control_slip(on_paper.fold(), OFFICE), "results")[1]["note"] == "Ký kết quả"


def test_form_06_keeps_the_row_of_a_hand_over_that_was_set_aside():
    history = History()
    received = history.says("quầy 1", a_received())
    history.says("quầy 1", Forwarded(to=a_recipient()), seen=[received])
    history.says("quầy 2", Forwarded(to=a_recipient("Lý A Sài")), seen=[received])
    slip = control_slip(history.fold(), OFFICE)
    assert len(rows_of(slip, "given")) == 2
    assert sum("Vướng mắc" in row["note"] for row in rows_of(slip, "given")) == 1


def test_form_06_of_a_settled_conflict_says_which_row_does_not_count():
    dossier = a_dossier(State.ACCEPTED, Forwarded(to=a_recipient()))
    *before, last = dossier.timeline
    for reason, notes in (
        (Aside.SETTLED_OTHERWISE, ["Không tính (đã xử lý vướng mắc)"]),
        (Aside.REVOKED, []),
    ):
        aside = msgspec.structs.replace(last, outcome=Outcome.SET_ASIDE, reason=reason)
        told = msgspec.structs.replace(dossier, timeline=(*before, aside))
        rows = rows_of(control_slip(told, OFFICE), "given")
        assert [row["note"] for row in rows] == notes


def test_form_06_of_a_refusal_after_appraisal_is_a_result():
    """Từ chối sau thẩm định được trả như kết quả; NĐ 118/2025, Điều 19(3)."""
    refused = Refused(reason="không đủ điều kiện")
    slip = control_slip(a_dossier(State.PROCESSING, refused), OFFICE)
    [row] = rows_of(slip, "results")
    assert row["note"] == "Từ chối giải quyết"
    at_once = control_slip(a_dossier(State.REGISTERED, refused, promise=None), OFFICE)
    assert rows_of(at_once, "results") == ()
    no_number = a_result(results=(IssuedPaper(name="Trích lục"),))
    [plain] = rows_of(control_slip(a_dossier(State.PROCESSING, no_number), OFFICE), "results")
    assert plain["note"] == "Kết quả"


def test_a_step_is_early_in_time_or_late_by_the_day():
    due = MORNING + 8 * HOUR
    assert outcome(due - DAY, due) == "Trước hạn"
    assert outcome(due + MINUTE, due) == "Đúng hạn"
    assert outcome(due + DAY, due) == "Quá hạn"
    assert outcome(due + DAY, None) == "Đúng hạn"


def test_form_07_has_a_row_for_each_dossier_and_says_what_it_covers():
    rows = (
        register_row(a_dossier(State.RETURNED), "nhận thay"),
        register_row(Dossier(id="1", request="việc khác")),
    )
    book = RegisterBook(rows=rows, period="Tháng 11/2026", at=MORNING, covers=("Máy 1: đến 24/11",))
    said = register(book, OFFICE)
    first, second = rows_of(said, "rows")
    assert (first["number"], first["sets"], first["owner"]) == ("1", "01", "Lò Thị Pản")
    assert (first["taken_by"], first["due"]) == ("Lò Thị Pản", "17:00 24/11/2026")
    assert (second["request"], second["owner"], second["due"]) == ("việc khác", "", "")
    assert (said["total"], said["covers"]) == ("2", "Máy 1: đến 24/11")


def test_a_hand_over_list_names_all_dossiers_and_who_takes_them():
    forwarded = Forwarded(to=a_recipient(), list_number="BG-1", note="2 tập")
    dossiers = [a_dossier(State.ACCEPTED, forwarded), a_dossier(State.ACCEPTED)]
    said = handover_list(dossiers, "BG-1", OFFICE, copy=3)
    assert (said["list_number"], said["taker"], said["total"]) == ("BG-1", "Sùng A Chớ", "02")
    assert said["taker_and_unit"] == "Sùng A Chớ (Phòng Văn hóa - Xã hội)"
    assert (said["giver"], said["marks"]) == ("Cán bộ quầy 1", "BẢN IN LẦN 3")
    assert [row["note"] for row in rows_of(said, "rows")] == ["2 tập", ""]
    empty = handover_list([], "", OFFICE)
    assert (empty["handed_at"], empty["taker_and_unit"], empty["giver"]) == ("", "", "")


def test_a_cash_receipt_says_the_sum_twice_and_the_receipt_that_was_given():
    lines = (FeeLine(name="Lệ phí", amount=8000, count=2), FeeLine(name="Phí", amount=4000))
    taken = FeeTaken(amount=20_000, lines=lines, payer="Giàng A Páo", series="1C26", number="7")
    said = cash_receipt(a_dossier(State.ACCEPTED, taken), OFFICE)
    assert (said["amount"], said["words"]) == ("20.000 đồng", "Hai mươi nghìn đồng")
    assert [row["sum"] for row in rows_of(said, "lines")] == ["16.000", "4.000"]
    assert (said["payer"], said["receipt_series"], said["receipt_number"]) == (
        "Giàng A Páo",
        "1C26",
        "7",
    )
    plain = cash_receipt(a_dossier(State.ACCEPTED, FeeTaken(amount=8000)), OFFICE)
    assert [row["sum"] for row in rows_of(plain, "lines")] == ["8.000"]
    assert (plain["payer"], plain["method"]) == ("Lò Thị Pản", "Tiền mặt")
    assert cash_receipt(a_dossier(), OFFICE)["officer"] == ""


def test_a_certification_receipt_adds_up_its_lines():
    line = CertifiedLine(name="Bằng", pages=2, copies=3, fee=12_000, number="1254")
    said = certification_receipt(
        CertificationReceipt(lines=(line, line), at=MORNING, officer="Lò Thị Mai"), OFFICE
    )
    assert (said["amount"], said["words"]) == ("24.000 đồng", "Hai mươi tư nghìn đồng")
    assert [row["fee"] for row in rows_of(said, "rows")] == ["12.000", "12.000"]


def test_the_mended_result_has_a_receipt_of_its_own():
    """NĐ 118/2025, Điều 23: another event, another paper, its first copy without a mark."""
    mended = ResultCorrected(results=(IssuedPaper(name="Giấy khai sinh", number="13/2026"),))
    handed = MendedReturned(
        receiver=Receiver(name="Lò Thị Pản"), wrong_taken_back=True, by_post=True, note="đã ký"
    )
    first = a_dossier(State.RETURNED)
    again = a_dossier(State.RETURNED, mended, handed)
    form = SlipForm.RESULT_RECEIPT
    assert event_told(first, form) != event_told(again, form)
    said = result_receipt_content(again, OFFICE)
    assert [row["code"] for row in said["results"] if isinstance(row, dict)] == ["13/2026"]
    notes = str(said["notes"])
    assert "thay cho bản có sai sót" in notes
    assert "Đã thu lại bản có sai sót" in notes
    assert "bưu chính" in notes
    assert notes.endswith("đã ký")
    kept = MendedReturned(receiver=Receiver(name="Lò Thị Pản"))
    plain = result_receipt_content(a_dossier(State.RETURNED, mended, kept), OFFICE)
    assert "thu lại" not in str(plain["notes"])
