"""Mẫu 01: Giấy tiếp nhận hồ sơ và hẹn trả kết quả (TT 03/2025/TT-VPCP, Phụ lục I).

Content only, nothing of how it is drawn. The order of the lines is that of live provincial systems
(TT 01/2018 layout); the law asks for the code, the start of the clock, the due time, the place and
manner of return (NĐ 118/2025, Điều 17(3), 22(3)).
"""

import msgspec

from app.domain.dossier import Dossier
from app.domain.events import CodeReplaced, LateEntry, PaperRow, PaperStanding, Received
from app.domain.papers import wording
from app.domain.papers.people import helped, named, proved, signer
from app.domain.papers.slip_text import slip_text
from app.domain.papers.template import Content, Row
from app.domain.papers.wording import Letterhead
from app.domain.person import Person

TITLE = "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ"
PROVISIONAL_NOTE = "Số tiếp nhận tạm; mã chính thức sẽ báo sau. Giấy này vẫn dùng để nhận kết quả."
BRING_NOTE = "Khi đến nhận kết quả, đề nghị mang theo giấy này và giấy tờ tùy thân."
AUTHORISED_NOTE = "Người nhận thay mang theo giấy ủy quyền theo quy định."

_NOBODY = Person(name="")


class Line(msgspec.Struct, frozen=True):
    """One labelled line of a form."""

    label: str
    value: str


class PaperLine(msgspec.Struct, frozen=True):
    """One row of the table of papers: only what was handed in."""

    number: int
    name: str
    originals: int
    certified: int
    copies: int


class Form01(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that form 01 says, ready to be drawn. Absent values are empty texts."""

    upper_line: str
    desk_line: str
    place_date: str
    code: str
    submitter: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    id_number: str = ""
    request: str = ""
    owner: str = ""
    owner_address: str = ""
    fee: str = ""
    papers: tuple[PaperLine, ...] = ()
    sets: str = ""
    processing_time: str = ""
    accepted: str = ""
    due: str = ""
    result_place: str = ""
    notes: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()  # BẢN IN LẦN n, Thay thế giấy in lúc ..., Nhập bù ...
    signer: str = ""
    officer: str = ""
    barcode: str = ""  # Code128 of the code
    qr: str = ""  # data of the slip
    lookup: str = ""  # QR "tra cứu tiến độ"
    is_provisional: bool = False
    is_blank: bool = False
    country: str = wording.COUNTRY
    motto: str = wording.MOTTO
    title: str = TITLE

    @property
    def code_line(self) -> Line:
        """Mã hồ sơ, or the provisional number under its own name."""
        return Line("Số tiếp nhận tạm" if self.is_provisional else "Mã hồ sơ", self.code)

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines above the table of papers."""
        return (
            Line("Bộ phận tiếp nhận", self.desk_line),
            Line("Tiếp nhận hồ sơ của Ông (Bà)", self.submitter),
            Line("Địa chỉ", self.address),
            Line("Số điện thoại", self.phone),
            Line("Email", self.email),
            Line("Số CMND/Thẻ căn cước/Hộ chiếu", self.id_number),
            Line("Nội dung yêu cầu giải quyết", self.request),
            Line("Chủ hồ sơ", self.owner),
            Line("Địa chỉ chủ hồ sơ", self.owner_address),
            Line("Hình thức thu phí, lệ phí", self.fee),
        )

    @property
    def closing_lines(self) -> tuple[Line, ...]:
        """The lines below the table of papers."""
        return (
            Line("Số lượng hồ sơ", self.sets),
            Line("Thời gian giải quyết hồ sơ theo quy định là", self.processing_time),
            Line("Thời gian nhận hồ sơ", self.accepted),
            Line("Thời gian trả kết quả giải quyết hồ sơ", self.due),
            Line("Đăng ký nhận kết quả tại", self.result_place),
        )


def form01(dossier: Dossier, office: Letterhead, *, copy: int = 1, qr: str = "") -> Form01:
    """The slip of an accepted dossier as it stands now; `qr` is its signed text, if any."""
    code = dossier.official_code or dossier.number
    form = _filled(dossier, office)
    return msgspec.structs.replace(
        form,
        code=code,
        barcode=code,
        qr=qr or unsigned_slip(dossier, code),
        is_provisional=dossier.official_code is None,
        notes=(
            *_where(dossier.place),
            *form.notes,
            *_notes(office, is_provisional=dossier.official_code is None),
        ),
        marks=_marks(dossier, code, copy),
        officer=dossier.accepted_by,
    )


def preview_form01(said: Received, office: Letterhead) -> Form01:
    """What the slip would say, before anything is recorded; the number comes on saving."""
    offered = Dossier(
        id="",
        procedure=said.procedure,
        submitter=said.submitter,
        owner=said.owner,
        papers=said.papers,
        sets=said.sets,
        request=said.request,
        accepted_at=said.accepted_at,
        promise=said.promise,
        fee=said.fee,
        number=said.number,
        official_code=said.number if said.official else None,
        returning=said.returning,
        late=said.late,
        for_authority=said.for_authority,
        place=said.place,
    )
    return form01(offered, office)


def blank_form01(number: str, office: Letterhead) -> Form01:
    """A slip to be filled in by hand, in an outage or in the village; its number is burned."""
    return Form01(
        upper_line=office.upper_line,
        desk_line=office.desk_line,
        place_date=wording.open_date(office),
        code=number,
        barcode=number,
        result_place=office.desk_line,
        notes=_notes(office, is_provisional=True),
        is_provisional=True,
        is_blank=True,
    )


def receipt(dossier: Dossier, office: Letterhead, *, copy: int = 1, qr: str = "") -> Content:
    """The slip of an accepted dossier, for its template."""
    return content_of(form01(dossier, office, copy=copy, qr=qr))


def content_of(form: Form01) -> Content:
    """The fields of the template, one for each that the form has."""
    return {
        "upper_line": form.upper_line,
        "desk_line": form.desk_line,
        "place_date": form.place_date,
        "code": form.code,
        "code_label": form.code_line.label,
        "qr": form.qr,
        "lookup": form.lookup,
        "barcode": form.barcode,
        "marks": "\n".join(form.marks),
        "submitter": form.submitter,
        "address": form.address,
        "phone": form.phone,
        "email": form.email,
        "id_number": form.id_number,
        "request": form.request,
        "owner": form.owner,
        "owner_address": form.owner_address,
        "fee": form.fee,
        "papers": tuple(_row(line) for line in form.papers),
        "sets": form.sets,
        "processing_time": form.processing_time,
        "accepted": form.accepted,
        "due": form.due,
        "result_place": form.result_place,
        "notes": "\n".join(form.notes),
        "signer": form.signer or form.submitter,
        "officer": form.officer,
    }


def _row(line: PaperLine) -> Row:
    counts = {"originals": line.originals, "certified": line.certified, "copies": line.copies}
    told = {name: str(count) if count else "" for name, count in counts.items()}
    return {"number": str(line.number), "name": line.name, **told}


def _filled(dossier: Dossier, office: Letterhead) -> Form01:
    """The people, the papers and the promise."""
    procedure = dossier.procedure
    submitter = dossier.submitter or _NOBODY
    owner = dossier.owned_by or _NOBODY
    return Form01(
        upper_line=office.upper_line,
        desk_line=office.desk_line,
        place_date=wording.place_and_date(office, dossier.corrected_at or dossier.accepted_at or 0),
        code="",
        submitter=named(submitter),
        address=submitter.address or "",
        phone=submitter.phone or "",
        email=submitter.email or "",
        id_number=proved(submitter),
        signer=signer(submitter),
        request=dossier.request or (procedure.name if procedure else ""),
        owner=named(owner),
        owner_address=owner.address or "",
        fee=wording.fee(dossier.fee),
        papers=handed_in(dossier.papers),
        sets=f"{dossier.sets:02d} (bộ)",
        processing_time=wording.processing_time(dossier.promise),
        accepted=wording.moment(dossier.accepted_at or 0),
        due=wording.appointment(dossier.promise),
        result_place=wording.result_place(dossier.returning, office),
        lookup=office.website,
        notes=tuple(note for note in (_for_whom(dossier), helped(submitter)) if note),
    )


def _for_whom(dossier: Dossier) -> str:
    """Phi địa giới: who will settle it; its result comes back to this desk (Điều 20)."""
    whom = dossier.for_authority
    return f"Tiếp nhận thay cho cơ quan giải quyết: {whom}; kết quả trả tại đây." if whom else ""


def handed_in(papers: tuple[PaperRow, ...]) -> tuple[PaperLine, ...]:
    """Only what the citizen left at the counter, numbered."""
    left = (row for row in papers if row.standing is PaperStanding.SUBMITTED)
    return tuple(
        PaperLine(number, row.name, row.originals, row.certified, row.copies)
        for number, row in enumerate(left, start=1)
    )


def _notes(office: Letterhead, *, is_provisional: bool) -> tuple[str, ...]:
    """What the citizen should know."""
    contact = "; ".join(
        f"{label}: {value}"
        for label, value in (("Tra cứu tại", office.website), ("Điện thoại", office.phone))
        if value
    )
    notes = (PROVISIONAL_NOTE if is_provisional else "", BRING_NOTE, AUTHORISED_NOTE, contact)
    return tuple(note for note in notes if note)


def _where(place: str) -> tuple[str, ...]:
    """Where it was taken in, if not at the desk."""
    return (f"Tiếp nhận lưu động tại: {place}.",) if place else ()


def reprint_marks(copy: int) -> tuple[str, ...]:
    """BẢN IN LẦN n, from the second on."""
    return (f"BẢN IN LẦN {copy}",) if copy > 1 else ()


def _marks(dossier: Dossier, code: str, copy: int) -> tuple[str, ...]:
    """Why this slip differs from a first and only one."""
    marks = [*reprint_marks(copy)]
    if dossier.correction is not None and dossier.correction.replaces_printed_at is not None:
        marks.append(
            f"Thay thế giấy in lúc {wording.moment(dossier.correction.replaces_printed_at)}"
        )
    marks += [f"Thay giấy mang mã {code}: mã cấp trùng" for code in replaced(dossier)]
    if dossier.number != code:
        marks.append(f"Số tiếp nhận tạm đã cấp: {dossier.number}")
    if dossier.late is not None:
        marks.append(_late(dossier.late))
    return tuple(marks)


def replaced(dossier: Dossier) -> tuple[str, ...]:
    """The codes of earlier slips that stood on another dossier's slip too."""
    said = (one.said for one in dossier.replaced_codes)
    return tuple(one.instead_of for one in said if isinstance(one, CodeReplaced))


def _late(late: LateEntry) -> str:
    """The dossier was taken on paper and typed in later."""
    number = f" số {late.paper_number}" if late.paper_number else ""
    return f"Nhập bù từ giấy{number}: {late.reason}"


def unsigned_slip(dossier: Dossier, code: str) -> str:
    """The data of the slip without a signature; nothing before the dossier is recorded."""
    return slip_text(code, dossier.heads[-1]) if dossier.heads and code else ""
