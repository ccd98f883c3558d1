"""Vướng mắc: everything at this office that waits for a person to decide, with where to do it."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum

import msgspec

from app.domain.calendar import OFFICE_TIME
from app.domain.dossier import Dossier
from app.domain.fold.office import Deed
from app.domain.register import BookKind
from app.store.projections.cash import CashBook
from app.store.projections.provincial import OwedToProvince
from app.store.reader import Reader
from app.store.records import DossierRow, Filter
from app.usecases import books
from app.usecases.books import BookState
from app.usecases.desk import Desk
from app.usecases.person_links import Word, contradictions
from app.usecases.provincial_line import unplaced
from app.usecases.staff import hidden_dossiers, hidden_fields
from app.usecases.step import take

MOST = 500


class TroubleKind(StrEnum):
    """What is the matter."""

    CONFLICT = "conflict"  # hai nội dung khác nhau
    WAITING = "waiting"  # chờ dữ liệu trước đó
    REFUSED = "refused"  # hệ thống tỉnh chưa ghi nhận
    BOOK_LINE = "book_line"  # dòng sổ chứng thực trùng số
    BOOK_HOLE = "book_hole"  # số sổ chứng thực không có dòng
    PEOPLE = "people"  # hai cán bộ ghi khác nhau: cùng người, khác người
    MONEY = "money"  # số tiền hai máy ghi không khớp
    RECEIPT_TWICE = "receipt_twice"  # một biên lai ghi hai lần
    MACHINE_COPY = "machine_copy"  # bản sao của một máy
    UNPLACED = "unplaced"  # tin của hệ thống tỉnh về hồ sơ không có ở xã


class Trouble(msgspec.Struct, frozen=True, kw_only=True):
    """One thing for a person; `page` and `record` lead to where it is settled."""

    kind: TroubleKind
    title: str
    detail: str
    page: str
    record: str = ""
    due: datetime | None = None
    count: int = 1


def troubles(desk: Desk) -> tuple[Trouble, ...]:
    """List them; dossiers by their appointment, the nearest first."""
    reader = desk.store.reader()
    hidden = hidden_fields(desk, reader)
    wanted = Filter(troubled_only=True, hidden_fields=hidden)
    why = {row.id: row.refused for row in reader.topic(OwedToProvince).refused(MOST)}
    rows = reader.dossiers(wanted, "due", 0, MOST)
    found = [one for row in rows for one in _of_a_dossier(row, why.get(row.id, ""))]
    found += _of_money(desk, reader)
    year = desk.now().year
    found += [
        one
        for kind in BookKind
        for which in (year, year - 1)
        for one in _of_a_book(books.state_of(desk, kind, which))
    ]
    found += [_of_people(word) for word in contradictions(desk)]
    found += [_of_a_message(one) for one in unplaced(desk)]
    aside = reader.kept_aside()
    if aside:
        found.append(
            Trouble(
                kind=TroubleKind.MACHINE_COPY,
                title="",
                detail="",
                page="sync_centre",
                count=aside,
            )
        )
    return tuple(found)


def resend(desk: Desk, dossier_id: str) -> Dossier:
    """Let the province's system be offered again what it refused; raises `RuleViolation`."""
    shown = desk.store.reader().dossier(dossier_id).version
    return take(desk, shown, lambda now: now.ask_resend())


def _of_a_dossier(row: DossierRow, why: str) -> Iterator[Trouble]:
    said = (
        (row.conflicts > 0, TroubleKind.CONFLICT, row.conflicts),
        (row.waiting, TroubleKind.WAITING, 1),
        (row.refused, TroubleKind.REFUSED, 1),
    )
    for is_so, kind, count in said:
        if is_so:
            yield Trouble(
                kind=kind,
                title=f"{row.code} {row.owner}".strip(),
                detail=why if kind is TroubleKind.REFUSED and why else row.procedure_name,
                page="dossier",
                record=row.id,
                due=row.due.astimezone(OFFICE_TIME) if row.due else None,
                count=count,
            )


def _of_a_message(told: Deed) -> Trouble:
    return Trouble(
        kind=TroubleKind.UNPLACED,
        title=str(getattr(told.said, "number", "")),
        detail=str(getattr(told.said, "note", "")),
        page="dossiers",
    )


def _of_people(word: Word) -> Trouble:
    names = [one.name for one in (word.one, word.other) if one is not None]
    return Trouble(
        kind=TroubleKind.PEOPLE,
        title=" / ".join(names),
        detail="",
        page="people",
        record=word.link.one,
    )


def _of_money(desk: Desk, reader: Reader) -> Iterator[Trouble]:
    """Sums that two PCs wrote down without knowing of each other, and receipts given twice."""
    book = reader.topic(CashBook)
    odd = [(TroubleKind.MONEY, one) for one, _kind in book.odd()]
    twice = [(TroubleKind.RECEIPT_TWICE, one.dossier_id) for one in book.receipts_twice()]
    both = tuple(dict.fromkeys((*odd, *twice)))
    hidden = hidden_dossiers(desk, reader, [one for _kind, one in both])
    for kind, dossier_id in both:
        row = reader.row(dossier_id)
        if row is not None and dossier_id not in hidden:
            yield Trouble(
                kind=kind,
                title=f"{row.code} {row.owner}".strip(),
                detail=row.procedure_name,
                page="dossier",
                record=row.id,
            )


def _of_a_book(state: BookState) -> Iterator[Trouble]:
    name = f"{state.book.kind}-{state.book.year}"
    said = (
        (TroubleKind.BOOK_LINE, len(state.doubtful)),
        (TroubleKind.BOOK_HOLE, len(state.holes)),
    )
    for kind, count in said:
        if count:
            yield Trouble(kind=kind, title=name, detail="", page="books", count=count)
