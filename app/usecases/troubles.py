"""Vướng mắc: everything at this office that waits for a person to decide, with where to do it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from importlib import import_module
from pathlib import Path

import msgspec

from app.domain.calendar import OFFICE_TIME
from app.domain.dossier import Dossier
from app.domain.fold.office import Deed
from app.domain.register import BookKind
from app.store.projections.cash import CashBook
from app.store.projections.provincial import OwedRow, OwedToProvince
from app.store.reader import Reader
from app.store.records import DossierRow, Filter
from app.system.clock import instant
from app.usecases import books
from app.usecases.books import BookState
from app.usecases.desk import Desk
from app.usecases.machine_copies import MachineCopy, machine_copies
from app.usecases.person_links import Word, contradictions
from app.usecases.provincial_line import unplaced
from app.usecases.shared_codes import Bearer, shared_codes
from app.usecases.staff import hidden_dossiers, hidden_fields
from app.usecases.step import take

MOST = 500


class TroubleKind(StrEnum):
    """What is the matter."""

    CONFLICT = "conflict"  # hai nội dung khác nhau
    WAITING = "waiting"  # chờ dữ liệu trước đó
    DOUBTFUL = "doubtful"  # việc ghi không được áp dụng
    REFUSED = "refused"  # hệ thống tỉnh chưa ghi nhận
    BOOK_LINE = "book_line"  # dòng sổ chứng thực trùng số
    BOOK_HOLE = "book_hole"  # số sổ chứng thực không có dòng
    PEOPLE = "people"  # hai cán bộ ghi khác nhau: cùng người, khác người
    MONEY = "money"  # số tiền hai máy ghi không khớp
    RECEIPT_TWICE = "receipt_twice"  # một biên lai ghi hai lần
    MACHINE_COPY = "machine_copy"  # bản sao của một máy
    CODE_TWICE = "code_twice"  # mã cũng in trên giấy của hồ sơ khác: cấp mã mới
    CODE_KEPT = "code_kept"  # mã này bị in lần nữa trên giấy của hồ sơ khác
    CODE_OUTSIDE = "code_outside"  # tỉnh cấp một mã cho hai hồ sơ
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
    since: datetime | None = None
    """From when on it has waited, where that is known."""
    holder: str = ""
    """Who has the dossier."""
    copy: MachineCopy | None = None
    """The copied PC, as it was when the list was read."""


def troubles(desk: Desk) -> tuple[Trouble, ...]:
    """List them; dossiers by their appointment, the nearest first."""
    reader = desk.store.reader()
    hidden = hidden_fields(desk, reader)
    wanted = Filter(troubled_only=True, hidden_fields=hidden)
    refused = {row.id: row for row in reader.topic(OwedToProvince).refused(MOST)}
    rows = reader.dossiers(wanted, "due", 0, MOST)
    found = [one for row in rows for one in _of_a_dossier(row, refused.get(row.id))]
    found += _of_codes(desk, reader)
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
    found += [_of_a_copy(one) for one in machine_copies(desk) if one.waits]
    return tuple(found)


def resend(desk: Desk, dossier_id: str) -> Dossier:
    """Let the province's system be offered again what it refused; raises `RuleViolation`."""
    shown = desk.store.reader().dossier(dossier_id).version
    return take(desk, shown, lambda now: now.ask_resend())


def save_list(
    desk: Desk, name: str, heads: Sequence[str], rows: Sequence[Sequence[str]], path: Path
) -> None:
    """Write the list to an Excel file; raises `RuleViolation("file_not_written")`."""
    sheets = import_module("app.usecases.report_sheets")  # with the first file, not before
    sheets.write_list(desk, name, heads, rows, path)


def _of_a_dossier(row: DossierRow, refused: OwedRow | None) -> Iterator[Trouble]:
    said = (
        (row.conflicts > 0, TroubleKind.CONFLICT, row.conflicts),
        (row.waiting, TroubleKind.WAITING, 1),
        (row.doubtful > 0, TroubleKind.DOUBTFUL, row.doubtful),
        (row.refused, TroubleKind.REFUSED, 1),
    )
    for is_so, kind, count in said:
        if is_so:
            why = refused if kind is TroubleKind.REFUSED else None
            yield Trouble(
                kind=kind,
                title=f"{row.code} {row.owner}".strip(),
                detail=why.refused if why else row.procedure_name,
                page="dossier",
                record=row.id,
                due=row.due.astimezone(OFFICE_TIME) if row.due else None,
                count=count,
                since=instant(why.since).astimezone(OFFICE_TIME) if why else None,
                holder=row.holder,
            )


def _of_a_message(told: Deed) -> Trouble:
    return Trouble(
        kind=TroubleKind.UNPLACED,
        title=str(getattr(told.said, "number", "")),
        detail=str(getattr(told.said, "note", "")),
        page="dossiers",
    )


def _of_a_copy(one: MachineCopy) -> Trouble:
    return Trouble(
        kind=TroubleKind.MACHINE_COPY,
        title=one.name or one.device,
        detail="",
        page="sync_centre",
        record=one.device,
        count=one.entries,
        since=one.first,
        copy=one,
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


def _of_codes(desk: Desk, reader: Reader) -> Iterator[Trouble]:
    """A code on two dossiers: one keeps it, the other gets a new one; whoever has either sees it.

    Also for an officer who does not see the other one's matter: its code is on a slip.
    """
    bearers = shared_codes(desk)
    hidden = hidden_dossiers(desk, reader, [one.dossier_id for one in bearers])
    for one in bearers:
        row = reader.row(one.dossier_id)
        if row is not None and one.dossier_id not in hidden:
            yield Trouble(
                kind=_kind_of_code(one),
                title=f"{row.owner}, {one.code}",
                detail=row.procedure_name,
                page="dossier",
                record=row.id,
            )


def _kind_of_code(one: Bearer) -> TroubleKind:
    if one.keeps:
        return TroubleKind.CODE_KEPT
    return TroubleKind.CODE_TWICE if one.may_replace else TroubleKind.CODE_OUTSIDE


def _of_a_book(state: BookState) -> Iterator[Trouble]:
    name = f"{state.book.kind}-{state.book.year}"
    said = (
        (TroubleKind.BOOK_LINE, len(state.doubtful)),
        (TroubleKind.BOOK_HOLE, len(state.holes)),
    )
    for kind, count in said:
        if count:
            yield Trouble(kind=kind, title=name, detail="", page="books", count=count)
