"""The four certification books: who holds one, its next number, and which lines are in doubt.

NĐ 23/2015/NĐ-CP, Điều 13: numbers go on from 01 to the end of the year and do not begin anew when
the volume changes; the first case of a new year is 01. A book is held by one PC.
"""

from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum
from typing import NamedTuple

import msgspec

from app.domain.dossier import Dossier
from app.domain.errors import RuleViolation
from app.domain.events.books import (
    BookClosed,
    BookHandedOver,
    BookOpened,
    BookPrinted,
    BookTakenOver,
    CertificationCorrected,
    Certified,
    NumbersVoid,
    VolumeBegun,
)
from app.domain.fold.office import Deed
from app.domain.history import Outcome, TimelineEntry

LAST_OF_A_BOOK = 999_999


class BookKind(StrEnum):
    """The books of Điều 13 by the sign that their numbers bear, and that of e-copies."""

    COPIES = "SCT/BS"  # chứng thực bản sao từ bản chính
    SIGNATURES = "SCT/CK,ĐC"  # chứng thực chữ ký, điểm chỉ
    TRANSLATORS = "SCT/CKND"  # chứng thực chữ ký người dịch
    CONTRACTS = "SCT/HĐ,GD"  # chứng thực hợp đồng, giao dịch
    E_COPIES = "SCTĐT/BS"  # chứng thực bản sao điện tử


class Tenure(NamedTuple):
    """A PC held the book for the numbers above `after` up to `until` (None: still)."""

    device: str
    counter: str
    after: int
    until: int | None = None

    def covers(self, number: int) -> bool:
        """Was this number that PC's to give?"""
        return self.after < number and (self.until is None or number <= self.until)


class Void(NamedTuple):
    """Numbers that are struck out, and why."""

    first: int
    last: int
    reason: str


class Book(msgspec.Struct, frozen=True, kw_only=True):
    """One kind's book of one year as it stands; `last_stated` is the highest number ever stated."""

    kind: BookKind
    year: int
    tenures: tuple[Tenure, ...] = ()
    volume: int = 1
    volumes: tuple[tuple[int, int], ...] = ()  # (volume, from number)
    void: tuple[Void, ...] = ()
    closed: BookClosed | None = None
    printed: tuple[BookPrinted, ...] = ()
    last_stated: int = 0

    @property
    def id(self) -> str:
        """The book's entity: the same on every PC, so that two openings meet."""
        return book_id(self.kind, self.year)

    @property
    def holder(self) -> Tenure | None:
        """The PC that gives its numbers now."""
        return self.tenures[-1] if self.tenures else None

    def next_number(self, device: str, known: int, floor: int) -> int:
        """The number that this PC gives next.

        `known` is the highest number among the lines that are here, `floor` the highest that the
        PC wrote down outside its database. Raises `RuleViolation` for a book that is not open,
        closed, held by another PC, or full.
        """
        self.must_be_held_by(device)
        number = max(known, floor, self.last_stated) + 1
        if number > LAST_OF_A_BOOK:
            raise RuleViolation("book_full")
        return number

    def must_be_held_by(self, device: str) -> None:
        """Raise `RuleViolation` unless this PC may write into the book now."""
        if self.holder is None:
            raise RuleViolation("book_not_open", str(self.kind))
        if self.closed is not None:
            raise RuleViolation("book_closed", str(self.kind))
        if self.holder.device != device:
            raise RuleViolation("book_held_elsewhere", self.holder.counter)

    def must_be_over(self, today: date) -> None:
        """Raise `RuleViolation` before the last day of its year: closing cannot be taken back."""
        if today < date(self.year, 12, 31):
            raise RuleViolation("book_year_not_over", str(self.year))

    def is_sound(self, device: str, number: int) -> bool:
        """Was the number that PC's to give?"""
        return any(one.device == device and one.covers(number) for one in self.tenures)


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a book with its corrections. Instants are UTC milliseconds."""

    entity: str
    event: str
    device: str
    at: int
    by: str
    said: Certified
    number: int
    position: int | None = None
    paper: str = ""
    pages: int = 1
    copies: int = 1
    note: str = ""
    struck: bool = False
    reasons: tuple[str, ...] = ()


def book_id(kind: BookKind | str, year: int) -> str:
    """The entity of the year's book of a kind."""
    return f"{kind}-{year}"


def mark(kind: BookKind | str, year: int, number: int) -> str:
    """The number as the slip journal keeps it: its series is the book."""
    return f"{book_id(kind, year)}-{number}"


def written(kind: BookKind | str, year: int, number: int, volume: int) -> str:
    """As paper bears it: 0127, quyển số 01/2026 - SCT/BS."""
    return f"{number:02d}, quyển số {volume:02d}/{year} - {kind}"


def fold_book(kind: BookKind, year: int, deeds: Iterable[Deed]) -> Book:
    """The book that these events make; one that makes no sense any more changes nothing."""
    book = Book(kind=kind, year=year)
    for deed in deeds:
        book = _apply(book, deed)
    return book


def lines_of(dossier: Dossier) -> tuple[Line, ...]:
    """The lines that a dossier has in the books, mended by its corrections in order."""
    applied = [entry for entry in dossier.timeline if entry.outcome is Outcome.APPLIED]
    lines = [
        _line(dossier.id, entry.said, entry)
        for entry in applied
        if isinstance(entry.said, Certified)
    ]
    for entry in applied:
        if isinstance(entry.said, CertificationCorrected):
            told = entry.said
            lines = [_mended(line, told) for line in lines]
    return tuple(lines)


def in_conflict(book: Book, lines: Iterable[Line]) -> frozenset[str]:
    """The events of lines that need a person: not that PC's number to give, or given twice.

    Of two lines with one number the one that its tenure covers stands, else the earlier placed.
    """
    standing = sorted((line for line in lines if not line.struck), key=_stands_first(book))
    seen: set[int] = set()
    doubtful: set[str] = set()
    for line in standing:
        is_own = line.number != line.said.number or book.is_sound(line.device, line.number)
        if line.number in seen or not is_own:
            doubtful.add(line.event)
        seen.add(line.number)
    return frozenset(doubtful)


def holes(book: Book, numbers: Iterable[int]) -> tuple[int, ...]:
    """Numbers between the book's first and last that neither a line nor a reason accounts for."""
    given = set(numbers)
    if not given or not book.tenures:
        return ()
    accounted = {n for void in book.void for n in range(void.first, void.last + 1)}
    first = book.tenures[0].after + 1
    return tuple(n for n in range(first, max(given)) if n not in given and n not in accounted)


def _apply(book: Book, deed: Deed) -> Book:
    passed = _passed(book, deed)
    return _written(book, deed) if passed is None else passed


def _passed(book: Book, deed: Deed) -> Book | None:
    """The book after it was opened or came into other hands; None for anything else."""
    match deed.said:
        case BookOpened() as said if not book.tenures:
            opened = msgspec.structs.replace(
                book, volume=said.volume, volumes=((said.volume, said.last_number + 1),)
            )
            return _held(opened, Tenure(deed.device, said.counter, said.last_number))
        case BookHandedOver() as said if _holds(book, deed):
            return _held(book, Tenure(said.to_device, said.to_counter, said.last_number))
        case BookTakenOver() as said if book.tenures and book.closed is None:
            return _held(book, Tenure(deed.device, said.counter, said.last_number))
        case _:
            return None


def _written(book: Book, deed: Deed) -> Book:
    """The book after something about its pages: a volume, void numbers, a month, the closing."""
    changes: dict[str, object] = {}
    match deed.said:
        case VolumeBegun() as said if _holds(book, deed) and said.volume > book.volume:
            volumes = (*book.volumes, (said.volume, said.from_number))
            changes = {"volume": said.volume, "volumes": volumes}
        case NumbersVoid() as said:
            void = (*book.void, Void(said.first, said.last, said.reason))
            changes = {"void": void, "last_stated": max(book.last_stated, said.last)}
        case BookClosed() as said if _holds(book, deed):
            changes = {"closed": said, "last_stated": max(book.last_stated, said.last_number)}
        case BookPrinted() as said:
            changes = {"printed": (*book.printed, said)}
        case _:
            pass  # nothing that a book of this state can take
    return msgspec.structs.replace(book, **changes)


def _holds(book: Book, deed: Deed) -> bool:
    is_holder = book.holder is not None and book.holder.device == deed.device
    return is_holder and book.closed is None


def _held(book: Book, by: Tenure) -> Book:
    """From this number on that PC gives them."""
    before = tuple(one._replace(until=by.after) for one in book.tenures[-1:])
    tenures = (*book.tenures[:-1], *before, by)
    stated = max(book.last_stated, by.after)
    return msgspec.structs.replace(book, tenures=tenures, last_stated=stated)


def _line(entity: str, said: Certified, entry: TimelineEntry) -> Line:
    return Line(
        entity=entity,
        event=entry.id,
        device=entry.device,
        at=entry.happened_at,
        by=entry.by,
        said=said,
        number=said.number,
        position=entry.position,
        paper=said.paper,
        pages=said.pages,
        copies=said.copies,
        note=said.note,
    )


def _mended(line: Line, told: CertificationCorrected) -> Line:
    """The line after a correction that names it."""
    if (told.book, told.year, told.number) != (line.said.book, line.said.year, line.number):
        return line
    changes = {name: getattr(told, name) for name in ("paper", "pages", "copies", "note")}
    said = {name: value for name, value in changes.items() if value is not None}
    return msgspec.structs.replace(
        line,
        **said,
        struck=line.struck or told.struck,
        number=told.moved_to or line.number,
        reasons=(*line.reasons, told.reason),
    )


def _stands_first(book: Book) -> Callable[[Line], tuple[bool, bool, int, str]]:
    """Its own PC's number first, then in the order of the province, then by id."""

    def key(line: Line) -> tuple[bool, bool, int, str]:
        is_own = book.is_sound(line.device, line.number)
        return (not is_own, line.position is None, line.position or 0, line.event)

    return key
