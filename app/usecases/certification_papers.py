"""What is printed of certifications: the receipt for the citizen, the month of a book."""

from typing import Final

from app.domain import papers
from app.domain.calendar import OFFICE_TIME
from app.domain.papers import Printout, wording
from app.domain.papers.certification_receipt import (
    CertificationReceipt,
    CertifiedLine,
    certification_receipt,
)
from app.domain.papers.content import heading
from app.domain.papers.template import Row
from app.domain.register import Line
from app.system.clock import milliseconds
from app.usecases.books import BookLine, BookState
from app.usecases.desk import Desk
from app.usecases.fast_lane import Done, Request, cost

_RECEIPT: Final = "certification_receipt"
_BOOK: Final = "certification_book"
_VOID: Final = "power_cut_or_restore"


def receipt(desk: Desk, request: Request, done: Done) -> Printout:
    """The receipt of what was just certified."""
    price = cost(desk, request)
    numbers = [str(number) for number in done.numbers]
    padded = [*numbers, *[""] * len(request.papers)]
    lines = tuple(
        CertifiedLine(
            name=paper.name, pages=paper.pages, copies=paper.copies, fee=line.amount, number=number
        )
        for paper, line, number in zip(request.papers, price.lines, padded, strict=False)
    )
    person = done.dossier.submitter
    said = CertificationReceipt(
        lines=lines,
        at=milliseconds(desk.now()),
        officer=desk.officer.name,
        payer=person.name if person else "",
        address=(person.address or "") if person else "",
        phone=(person.phone or "") if person else "",
        code=done.dossier.number,
        exemption=wording.fee(done.dossier.fee) if request.exemption else "",
    )
    template = desk.templates.on(_RECEIPT, desk.now().date().isoformat())
    return papers.fill(template, certification_receipt(said, desk.office))


def month(desk: Desk, state: BookState, number: int, lines: tuple[BookLine, ...]) -> Printout:
    """A month of a book, to be bound and stamped across its pages (giáp lai); by number."""
    book = state.book
    first = [line.line for line in sorted(lines, key=lambda one: one.line.number)]
    rows = [*(_row(line) for line in first), *_void_rows(state, first)]
    rows.sort(key=lambda row: int(row["number"].split()[0]))
    span = f"{first[0].number:02d} đến số {first[-1].number:02d}" if first else ""
    told = heading(desk.office, milliseconds(desk.now())) | {
        "kind": book.kind.value,
        "period": f"tháng {number:02d}/{book.year}" if number else f"năm {book.year}",
        "volume": _volumes(first, book.volume),
        "rows": tuple(rows),
        "total": f"{sum(not line.struck for line in first)} trường hợp"
        + (f", từ số {span}" if span else ""),
        "closing": _closing(state),
    }
    template = desk.templates.on(_BOOK, desk.now().date().isoformat())
    return papers.fill(template, told)


def _volumes(lines: list[Line], now: int) -> str:
    """The volumes that these lines stand in."""
    found = sorted({line.said.volume for line in lines}) or [now]
    return ", ".join(f"{volume:02d}" for volume in found)


def _row(line: Line) -> Row:
    said = line.said
    written = wording.office_time(line.at).astimezone(OFFICE_TIME)
    notes = [line.note, *line.reasons]
    return {
        "number": f"{line.number:02d}",
        "day": f"{written:%d/%m/%Y}",
        "requester": said.requester,
        "requester_paper": said.requester_paper,
        "paper": f"(GẠCH BỎ) {line.paper}" if line.struck else line.paper,
        "pages": str(line.pages),
        "copies": str(line.copies),
        "amount": f"{said.amount:,}".replace(",", "."),
        "signer": " - ".join(part for part in (said.signed_by, said.position) if part),
        "note": "; ".join(note for note in notes if note),
    }


def _void_rows(state: BookState, lines: list[Line]) -> list[Row]:
    """Numbers struck out that lie among these lines, each with its reason."""
    if not lines:
        return []
    low, high = lines[0].number, lines[-1].number
    empty = dict.fromkeys(
        ("day", "requester", "requester_paper", "pages", "copies", "amount", "signer"), ""
    )
    return [
        empty
        | {
            "number": f"{number:02d}",
            "paper": "(SỐ BỎ TRỐNG)",
            "note": "Máy mất điện hoặc dữ liệu được khôi phục"
            if void.reason == _VOID
            else void.reason,
        }
        for void in state.book.void
        for number in range(void.first, void.last + 1)
        if low < number < high
    ]


def _closing(state: BookState) -> str:
    """Khóa sổ: said on the last print of a year that is closed."""
    closed = state.book.closed
    if closed is None:
        return ""
    return (
        f"Khóa sổ năm {state.book.year}: {closed.entries} trường hợp, "
        f"số cuối {closed.last_number:02d}. Người ký: {closed.signed_by}"
    )
