"""Sổ chứng thực: opening, handing over, taking over, volumes, closing, and what stands in them."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Final, NamedTuple

import msgspec

from app.domain.access import Leave, Role, leave
from app.domain.calendar import OFFICE_TIME
from app.domain.errors import RuleViolation
from app.domain.events import (
    BookClosed,
    BookHandedOver,
    BookOpened,
    BookPrinted,
    BookTakenOver,
    CertificationCorrected,
    NumbersVoid,
    Payload,
    VolumeBegun,
)
from app.domain.office_acts import OfficeAct
from app.domain.register import (
    Book,
    BookKind,
    Line,
    book_id,
    fold_book,
    holes,
    in_conflict,
    mark,
)
from app.domain.text import clean
from app.store.act import Act
from app.store.projections.certification import Certifications
from app.system.clock import milliseconds
from app.usecases.desk import Desk
from app.usecases.former_keys import former_selves
from app.usecases.pc_names import office_pcs
from app.usecases.step import Entity, record, record_office

BOOK: Final = "book"
NEW_KEY: Final = "Đổi khóa của máy"
"""Why a book goes from a PC to itself."""


class Given(NamedTuple):
    """Numbers of a book that were given in one act, and the volume they stand in."""

    numbers: tuple[int, ...] = ()
    volume: int = 1


class BookState(msgspec.Struct, frozen=True, kw_only=True):
    """One book as the screen shows it."""

    book: Book
    is_here: bool
    """Whether this PC gives its numbers."""
    last: int
    """The highest number that stands in it."""
    entries: int
    doubtful: frozenset[str]
    """Events of lines that wait for a person."""
    holes: tuple[int, ...]


class BookLine(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a page of a book, in the office's time."""

    line: Line
    written: datetime
    is_doubtful: bool


def books(desk: Desk, year: int = 0) -> tuple[BookState, ...]:
    """Every kind's book of a year (this one by default), opened or not."""
    return tuple(state_of(desk, kind, year or desk.now().year) for kind in BookKind)


def state_of(desk: Desk, kind: BookKind, year: int) -> BookState:
    """One book as it stands."""
    reader = desk.store.reader()
    book = fold_book(kind, year, reader.deeds_of(book_id(kind, year)))
    lines = reader.topic(Certifications).lines(kind, year)
    numbers = [line.number for line in lines]
    return BookState(
        book=book,
        is_here=book.holder is not None and book.holder.device == desk.store.device.device,
        last=max([book.last_stated, *numbers]),
        entries=sum(not line.struck for line in lines),
        doubtful=in_conflict(book, lines),
        holes=holes(book, numbers),
    )


def book_of(desk: Desk, kind: BookKind, year: int) -> tuple[Book, int]:
    """A book without its lines, and the highest number in it: what the next citizen waits for."""
    reader = desk.store.reader()
    book = fold_book(kind, year, reader.deeds_of(book_id(kind, year)))
    return book, reader.topic(Certifications).last_number(kind, year)


def page_of(desk: Desk, state: BookState, month: int = 0, text: str = "") -> tuple[BookLine, ...]:
    """The lines of a month of a book, or of the whole year, the newest first."""
    span = _span(state.book.year, month)
    found = (
        desk.store.reader().topic(Certifications).page(state.book.kind, state.book.year, span, text)
    )
    return tuple(
        BookLine(line=line, written=_office(line.at), is_doubtful=line.event in state.doubtful)
        for line in found
    )


def other_pcs(desk: Desk) -> tuple[tuple[str, str], ...]:
    """The office's other PCs, by device and name: who a book may be handed to."""
    own = desk.store.device.device
    return tuple((device, name) for device, name in office_pcs(desk).items() if device != own)


def open_book(desk: Desk, kind: BookKind, last_number: int = 0, volume: int = 1) -> BookState:
    """Mở sổ của năm nay trên máy này; number and volume of the paper book, where one was kept."""
    year = desk.now().year

    def decide(book: Book, _last: int) -> Payload:
        if book.tenures:
            raise RuleViolation("book_open_already")
        _must_be_number(last_number)
        return BookOpened(
            book=kind.value,
            year=year,
            counter=desk.settings.counter,
            last_number=last_number,
            volume=max(1, volume),
        )

    return _keep(desk, kind, year, decide)


def hand_over(desk: Desk, kind: BookKind, to_device: str, to_counter: str) -> BookState:
    """Giao quyển for good to another PC; this one gives no number of it any more."""

    def decide(book: Book, last: int) -> Payload:
        book.must_be_held_by(desk.store.device.device)
        if not to_device.strip() or to_device == desk.store.device.device:
            raise RuleViolation("book_receiver_missing")
        return BookHandedOver(to_device=to_device, to_counter=to_counter, last_number=last)

    return _keep(desk, kind, desk.now().year, decide)


def take_over(desk: Desk, kind: BookKind, last_on_paper: int, reason: str) -> BookState:
    """Nhận quyển của máy đã hỏng: by the last number that the paper book shows.

    Later entries of the former PC become conflicts, in sight of everybody.
    """

    def decide(book: Book, last: int) -> Payload:
        if book.holder is None:
            raise RuleViolation("book_not_open")
        if book.holder.device == desk.store.device.device:
            raise RuleViolation("book_is_here")
        _must_be_number(last_on_paper)
        if last_on_paper < last:
            raise RuleViolation("book_number_too_low", str(last))
        if not reason.strip():
            raise RuleViolation("reason_missing")
        return BookTakenOver(
            last_number=last_on_paper, reason=clean(reason), counter=desk.settings.counter
        )

    return _keep(desk, kind, desk.now().year, decide)


def keep_under_new_key(desk: Desk) -> None:
    """Let the books that a former key of this PC holds stay with this PC, number by number.

    Who may not keep a book leaves it to the next officer who may; repeated it changes nothing.
    """
    former = former_selves(desk)
    if not former or leave(Role(desk.officer.role), OfficeAct.KEEP_BOOK) is not Leave.YES:
        return
    year = desk.now().year
    for kind in BookKind:
        for one in (year - 1, year):
            book, _ = book_of(desk, kind, one)
            if book.closed is None and book.holder is not None and book.holder.device in former:
                counter = book.holder.counter
                _keep(desk, kind, one, partial(_taken_over, counter))


def _taken_over(counter: str, _book: Book, last: int) -> Payload:
    return BookTakenOver(last_number=last, reason=NEW_KEY, counter=counter)


def begin_volume(desk: Desk, kind: BookKind) -> BookState:
    """Sang quyển mới; the numbers go on."""

    def decide(book: Book, last: int) -> Payload:
        book.must_be_held_by(desk.store.device.device)
        return VolumeBegun(volume=book.volume + 1, from_number=last + 1)

    return _keep(desk, kind, desk.now().year, decide)


def close_year(desk: Desk, kind: BookKind, year: int, signed_by: str) -> BookState:
    """Khóa sổ cuối năm: the count and who signed; nothing is written into it afterwards."""
    entries = state_of(desk, kind, year).entries

    def decide(book: Book, last: int) -> Payload:
        book.must_be_held_by(desk.store.device.device)
        book.must_be_over(desk.now().date())
        if not signed_by.strip():
            raise RuleViolation("signer_missing")
        return BookClosed(last_number=last, entries=entries, signed_by=clean(signed_by))

    return _keep(desk, kind, year, decide)


def note_printed(desk: Desk, state: BookState, month: int, lines: tuple[BookLine, ...]) -> None:
    """Write down that a month was printed to be bound."""
    numbers = [one.line.number for one in lines]
    said = BookPrinted(
        month=month, first=min(numbers, default=0), last=max(numbers, default=0), entries=len(lines)
    )
    _keep(desk, state.book.kind, state.book.year, lambda _book, _last: said)


def correct_line(desk: Desk, line: Line, told: CertificationCorrected) -> None:
    """Mend or strike a line; it keeps its number and says why."""
    if not told.reason.strip():
        raise RuleViolation("reason_missing")
    with desk.store.act(by=desk.officer) as act:
        dossier = act.dossier(line.entity)
        record(desk, act, line.entity, dossier.correct_certification(told), dossier.version)


def number_anew(desk: Desk, line: Line, reason: str) -> int:
    """Give a line whose number two PCs gave a number of its own; the old one stays readable."""
    kind, year = BookKind(line.said.book), line.said.year
    with desk.store.act(by=desk.officer) as act:
        (number,) = next_numbers(desk, act, kind, year, 1).numbers
        told = CertificationCorrected(
            book=kind.value, year=year, number=line.number, reason=clean(reason), moved_to=number
        )
        dossier = act.dossier(line.entity)
        record(desk, act, line.entity, dossier.correct_certification(told), dossier.version)
    return number


def next_numbers(desk: Desk, act: Act, kind: BookKind, year: int, count: int) -> Given:
    """The next numbers of a book, inside the act that writes its lines.

    Numbers that were put outside the database and have no line here (a power cut, a restored
    copy) are struck out with their reason first: none is ever given twice.
    """
    entity = Entity(book_id(kind, year), BOOK)
    deeds = act.deeds(entity.id)
    book = fold_book(kind, year, deeds)
    known = act.topic(Certifications).last_number(kind, year)
    floor = act.written_outside(entity.id)
    first = book.next_number(act.device, known, floor)
    accounted = max(known, book.last_stated)
    if floor > accounted:
        said = NumbersVoid(first=accounted + 1, last=floor, reason="power_cut_or_restore")
        record_office(desk, act, entity, said, deeds)
    numbers = tuple(range(first, first + count))
    act.burn(mark(kind, year, numbers[-1]))
    return Given(numbers, book.volume)


def _keep(
    desk: Desk, kind: BookKind, year: int, decide: Callable[[Book, int], Payload]
) -> BookState:
    """Record what is decided on the book as it stands, and answer how it stands then."""
    entity = Entity(book_id(kind, year), BOOK)
    with desk.store.act(by=desk.officer) as act:
        deeds = act.deeds(entity.id)
        book = fold_book(kind, year, deeds)
        known = act.topic(Certifications).last_number(kind, year)
        last = max(known, book.last_stated, act.written_outside(entity.id))
        record_office(desk, act, entity, decide(book, last), deeds)
    return state_of(desk, kind, year)


def _must_be_number(number: int) -> None:
    if number < 0:
        raise RuleViolation("book_number_wrong")


def _span(year: int, month: int) -> tuple[int, int]:
    """From the first to the end of a month, or of the year, as UTC milliseconds."""
    first = datetime(year, month or 1, 1, tzinfo=OFFICE_TIME)
    is_last = month in (0, 12)
    end = datetime(year + is_last, 1 if is_last else month + 1, 1, tzinfo=OFFICE_TIME)
    return milliseconds(first), milliseconds(end)


def _office(at: int) -> datetime:
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(OFFICE_TIME)
