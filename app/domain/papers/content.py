"""What every paper says of its office and of its dossier: flat mappings for templates.

Every field is always there; what is not known is an empty text.
"""

from app.domain.dossier import Dossier
from app.domain.events import OnPaper, PaperRow, PaperStanding
from app.domain.history import Outcome, TimelineEntry
from app.domain.papers import wording
from app.domain.papers.form01 import reprint_marks, unsigned_slip
from app.domain.papers.people import named, proved
from app.domain.papers.template import Row
from app.domain.papers.wording import Letterhead
from app.domain.person import Person

_NOBODY = Person(name="")


def heading(office: Letterhead, at: int) -> dict[str, str]:
    """The office as its papers name it, at a moment (UTC milliseconds); 0 leaves the date open."""
    return {
        "upper_line": office.upper_line,
        "desk_line": office.desk_line,
        "commune": office.commune_name,
        "place": wording.place(office),
        "place_date": wording.place_and_date(office, at) if at else wording.open_date(office),
        "office_address": office.address,
        "office_phone": office.phone,
        "website": office.website,
    }


def of_dossier(
    dossier: Dossier, office: Letterhead, *, at: int, copy: int = 1, qr: str = ""
) -> dict[str, str]:
    """Who, what and until when, as every paper of a dossier may say it; `qr` is signed text."""
    code = dossier.official_code or dossier.number
    procedure, submitter = dossier.procedure, dossier.submitter or _NOBODY
    owner = dossier.owned_by or _NOBODY
    return heading(office, at) | {
        "code": code,
        "code_label": "Mã hồ sơ" if dossier.official_code else "Số tiếp nhận tạm",
        "provisional": dossier.number if dossier.number != code else "",
        "qr": qr or unsigned_slip(dossier, code),
        "marks": "\n".join(reprint_marks(copy)),
        "submitter": named(submitter),
        "address": submitter.address or "",
        "phone": submitter.phone or "",
        "email": submitter.email or "",
        "id_number": proved(submitter),
        "owner": named(owner),
        "owner_address": owner.address or "",
        "owner_phone": owner.phone or "",
        "procedure": procedure.name if procedure else "",
        "request": dossier.request or (procedure.name if procedure else ""),
        "field": procedure.field if procedure else "",
        "sets": f"{dossier.sets:02d}",
        "accepted": wording.moment(dossier.accepted_at) if dossier.accepted_at else "",
        "processing_time": wording.processing_time(dossier.promise),
        "due": wording.appointment(dossier.promise),
        "first_due": wording.appointment(dossier.first_promise),
        "fee": wording.fee(dossier.fee),
        "result_place": wording.result_place(dossier.returning, office),
    }


def rows_handed_in(dossier: Dossier) -> tuple[Row, ...]:
    """What the citizen left at the counter, numbered, in three kinds of copies."""
    left = [row for row in dossier.papers if row.standing is PaperStanding.SUBMITTED]
    return tuple(paper_row(number, row) for number, row in enumerate(left, start=1))


def paper_row(number: int, row: PaperRow) -> Row:
    """One row of a table of papers."""
    return {
        "number": str(number),
        "name": row.name,
        "originals": count(row.originals),
        "certified": count(row.certified),
        "copies": count(row.copies),
    }


def count(number: int) -> str:
    """A number as a table shows it; nothing for 0."""
    return str(number) if number else ""


def last_told(dossier: Dossier, *kinds: str) -> TimelineEntry | None:
    """The last event of these kinds that holds."""
    told = (
        entry
        for entry in reversed(dossier.timeline)
        if entry.kind in kinds and entry.outcome is Outcome.APPLIED
    )
    return next(told, None)


def signed_by(paper: OnPaper | None, otherwise: str) -> str:
    """Who signed what was decided on paper, or the officer who did it here."""
    return otherwise if paper is None else paper.signed_by or paper.decided_by
