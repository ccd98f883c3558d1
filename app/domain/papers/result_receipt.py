"""Giấy biên nhận trả kết quả: what was handed over, by whom, to whom."""

import msgspec

from app.domain.dossier import Dossier
from app.domain.events import Authorisation, MendedReturned, Receiver, Returned
from app.domain.papers import wording
from app.domain.papers.form01 import Line, reprint_marks, unsigned_slip
from app.domain.papers.template import Content
from app.domain.papers.wording import Letterhead

TITLE = "GIẤY BIÊN NHẬN TRẢ KẾT QUẢ"
MENDED_NOTE = "Kết quả đã sửa, thay cho bản có sai sót (Điều 23 Nghị định số 118/2025/NĐ-CP)."
TAKEN_BACK_NOTE = " Đã thu lại bản có sai sót."
LOST_NOTE = "Mất giấy hẹn; đã kiểm tra giấy tờ tùy thân của người nhận."


class ResultLine(msgspec.Struct, frozen=True):
    """One paper handed over (loại, số, trích yếu)."""

    number: int
    name: str
    code: str
    date: str
    summary: str
    copies: int


class ResultReceipt(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that the receipt says, ready to be drawn. Absent values are empty texts."""

    upper_line: str
    desk_line: str
    place_date: str
    code: str
    procedure: str
    owner: str
    officer: str
    officer_phone: str
    receiver: str
    provisional: str = ""  # the number on the citizen's slip, where it was provisional
    receiver_id: str = ""
    receiver_phone: str = ""
    receiver_right: str = ""  # by what right: relation, authorisation
    results: tuple[ResultLine, ...] = ()
    returned: str = ""
    notes: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    country: str = wording.COUNTRY
    motto: str = wording.MOTTO
    title: str = TITLE

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines above the table of results."""
        return (
            Line("Mã hồ sơ", "" if self.code == self.provisional else self.code),
            Line("Số tiếp nhận tạm", self.provisional),
            Line("Tên thủ tục hành chính", self.procedure),
            Line("Chủ hồ sơ", self.owner),
            Line("Người trả kết quả", self.officer),
            Line("Số điện thoại", self.officer_phone),
            Line("Người nhận kết quả", self.receiver),
            Line("Số CMND/Thẻ căn cước/Hộ chiếu", self.receiver_id),
            Line("Số điện thoại người nhận", self.receiver_phone),
            Line("Tư cách nhận", self.receiver_right),
        )


def result_receipt(dossier: Dossier, office: Letterhead, *, copy: int = 1) -> ResultReceipt:
    """The receipt of a result that was returned; before that it is empty where it must be."""
    said, at = _last_return(dossier)
    receiver = said.receiver
    return ResultReceipt(
        upper_line=office.upper_line,
        desk_line=office.desk_line,
        place_date=wording.place_and_date(office, at),
        code=dossier.official_code or dossier.number,
        procedure=dossier.procedure.name if dossier.procedure else "",
        owner=dossier.owned_by.name if dossier.owned_by else "",
        officer=_returned_by(dossier, said),
        officer_phone=office.phone,
        receiver=receiver.name,
        provisional=_provisional(dossier),
        receiver_id=receiver.id_number or "",
        receiver_phone=receiver.phone or "",
        receiver_right=_right(receiver),
        results=_results(dossier),
        returned=wording.moment(at),
        notes=_notes(said),
        marks=reprint_marks(copy),
    )


def result_receipt_content(
    dossier: Dossier, office: Letterhead, *, copy: int = 1, qr: str = ""
) -> Content:
    """The receipt, for its template."""
    said = result_receipt(dossier, office, copy=copy)
    return receipt_content(said, qr or unsigned_slip(dossier, said.code))


def receipt_content(said: ResultReceipt, qr: str = "") -> Content:
    """The fields of the template, one for each that the receipt has."""
    return {
        "upper_line": said.upper_line,
        "desk_line": said.desk_line,
        "place_date": said.place_date,
        "qr": qr,
        "marks": "\n".join(said.marks),
        "code": said.code,
        "official": "" if said.code == said.provisional else said.code,
        "provisional": said.provisional,
        "procedure": said.procedure,
        "owner": said.owner,
        "officer": said.officer,
        "officer_phone": said.officer_phone,
        "receiver": said.receiver,
        "receiver_id": said.receiver_id,
        "receiver_phone": said.receiver_phone,
        "receiver_right": said.receiver_right,
        "results": tuple(
            {key: str(value) for key, value in msgspec.structs.asdict(line).items()}
            for line in said.results
        ),
        "returned": said.returned,
        "notes": "\n".join(said.notes),
    }


def _provisional(dossier: Dossier) -> str:
    """The number that was given before the official one, or is the only one there is."""
    return dossier.number if dossier.number != dossier.official_code else ""


def _last_return(dossier: Dossier) -> tuple[Returned | MendedReturned, int]:
    """What was handed over last: the result, or the mended one in its place (Điều 23)."""
    last = dossier.mended_returns[-1] if dossier.mended_returns else None
    if last is not None and isinstance(last.said, MendedReturned):
        return last.said, last.at
    said = dossier.returned or Returned(receiver=Receiver(name=""))
    return said, dossier.returned_at or 0


def _returned_by(dossier: Dossier, said: Returned | MendedReturned) -> str:
    """The officer who handed it over last."""
    entries = [entry for entry in dossier.timeline if entry.said == said]
    return entries[-1].by if entries else ""


def _right(receiver: Receiver) -> str:
    """Relation and authorisation, as far as there is one."""
    said = (receiver.relation or "", _authorised(receiver.authorisation))
    return "; ".join(part for part in said if part)


def _authorised(authorisation: Authorisation | None) -> str:
    """The paper with number and date, or why none is needed."""
    if authorisation is None:
        return ""
    if not authorisation.paper:
        return authorisation.why_none or ""
    number = f" số {authorisation.number}" if authorisation.number else ""
    date = f" ngày {wording.day(authorisation.date)}" if authorisation.date else ""
    return f"{authorisation.paper}{number}{date}"


def _results(dossier: Dossier) -> tuple[ResultLine, ...]:
    """Every paper of the result that holds, numbered."""
    issued = dossier.valid_results
    return tuple(
        ResultLine(at, one.name, one.number, wording.day(one.date or ""), one.summary, one.copies)
        for at, one in enumerate(issued, start=1)
    )


def _notes(said: Returned | MendedReturned) -> tuple[str, ...]:
    """Lost slip, originals, post, and whatever the officer added; of a mended one, that it is."""
    by_post = "Trả qua dịch vụ bưu chính công ích." if said.by_post else ""
    if isinstance(said, MendedReturned):
        mended = MENDED_NOTE + (TAKEN_BACK_NOTE if said.wrong_taken_back else "")
        return tuple(note for note in (mended, by_post, said.note) if note)
    notes = (
        LOST_NOTE if said.slip_lost else "",
        "Đã trả lại bản chính giấy tờ đã nộp." if said.originals_returned else "",
        by_post,
        "Kết quả điện tử đã gửi trên Cổng Dịch vụ công." if said.online else "",
        said.note,
    )
    return tuple(note for note in notes if note)
