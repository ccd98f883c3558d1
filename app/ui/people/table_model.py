"""The two lists of the page: people found, and all that is known of one of them."""

from enum import Enum

import msgspec

from app.domain.people_links import Standing
from app.domain.person import Person
from app.ui.i18n import tr
from app.ui.labels import label
from app.ui.reception.alike_bar import person_line, why_words
from app.ui.reception.typed import shown_day
from app.ui.widgets.table import Column, RowModel
from app.usecases.people import KnownPerson
from app.usecases.person_links import Alike, PersonFile, Word, Writing

NARROW_HIDES = ((4, 105), (6, 85), (2, 70))
"""Columns of the people found that fewer letters in a line leave out: telephone, day, number."""

OPEN = frozenset({Standing.DISPUTED, Standing.CROSSED})
"""What contradicts itself and waits for an officer."""


class Kind(Enum):
    """What a line of a person's file is."""

    WRITING = "writing"
    ALIKE = "alike"
    WORD = "word"


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a person's file; the two mentions that an answer would be about."""

    kind: Kind
    key: str
    what: str
    who: str
    detail: str
    day: str = ""
    tone: str = "text"
    dossier: str = ""
    """The dossier that Enter opens."""
    one: str = ""
    other: str = ""
    standing: Standing | None = None


class FoundModel(RowModel[KnownPerson]):
    """Who was here before, as last written down."""

    def __init__(self) -> None:
        columns = (
            Column[KnownPerson](tr("Full name"), lambda row: row.person.name, width=22, bold=True),
            Column[KnownPerson](tr("Born"), _born, width=11),
            Column[KnownPerson](tr("ID paper"), lambda row: row.person.id_number or "", width=14),
            Column[KnownPerson](tr("Village, address"), _home),
            Column[KnownPerson](tr("Telephone"), lambda row: row.person.phone or "", width=12),
            Column[KnownPerson](tr("Dossiers"), lambda row: str(row.dossiers), width=7, right=True),
            Column[KnownPerson](tr("Last here"), _last, width=11, right=True),
        )
        super().__init__(columns, lambda row: row.mention)


class FileModel(RowModel[Line]):
    """What a person stands on, who may be the same, and what officers said of it."""

    def __init__(self) -> None:
        columns = (
            Column[Line](tr("Line"), lambda row: row.what, width=18, tone=lambda row: row.tone),
            Column[Line](tr("Dossier, person"), lambda row: row.who, bold=True),
            Column[Line](tr("Details"), lambda row: row.detail),
            Column[Line](tr("Day"), lambda row: row.day, width=11, right=True),
        )
        super().__init__(columns, lambda row: row.key)


def lines_of(file: PersonFile) -> tuple[Line, ...]:
    """All lines of a file: who may be the same comes first, it asks for an answer."""
    newest = file.writings[0].mention if file.writings else file.mention
    words = [_word(word) for word in file.words]
    disputed = [line for line in words if line.standing in OPEN]
    settled = [line for line in words if line.standing not in OPEN]
    alike = [_alike(newest, one) for one in file.alike]
    is_one_of_many = len(file.writings) > 1
    writings = [_writing(one, can_part=is_one_of_many) for one in file.writings]
    return (*disputed, *alike, *writings, *settled)


def _writing(one: Writing, *, can_part: bool) -> Line:
    part = tr("owner") if one.part == "owner" else tr("submitter")
    return Line(
        kind=Kind.WRITING,
        key=one.mention,
        what=tr("Dossier ({part})", part=part),
        who=one.code or tr("Another agency's dossier"),
        detail=" · ".join(filter(None, (one.procedure_name, person_line(one.person)))),
        day=f"{one.accepted:%d/%m/%Y}" if one.accepted else "",
        dossier=one.dossier_id,
        one=one.mention if can_part else "",
    )


def _alike(newest: str, one: Alike) -> Line:
    last = one.known.last_seen
    return Line(
        kind=Kind.ALIKE,
        key=f"alike {one.known.mention}",
        what=tr("Possibly the same"),
        who=person_line(one.known.person),
        detail=why_words(one),
        day=f"{last:%d/%m/%Y}" if last else "",
        tone="caution",
        dossier=one.known.mention.partition(":")[0],
        one=newest,
        other=one.known.mention,
    )


def _word(word: Word) -> Line:
    said = word.link.sayings
    is_disputed = word.link.standing in OPEN
    heard = said if word.link.standing is Standing.DISPUTED else said[-1:]
    return Line(
        kind=Kind.WORD,
        key=word.link.entity,
        what=label(word.link.standing),
        who=f"{_name(word.one)} / {_name(word.other)}",
        detail="; ".join(f"{one.by}: {_reason(one.reason, on=one.taken_over)}" for one in heard),
        day=f"{word.said:%d/%m/%Y}",
        tone="bad" if is_disputed else "quiet",
        dossier=word.link.other.partition(":")[0],
        one=word.link.one,
        other=word.link.other,
        standing=word.link.standing,
    )


def _name(person: Person | None) -> str:
    if person is None:
        return tr("(dossier not here)")
    return " ".join((person.name, shown_day(person.birth_date))).strip()


def _reason(reason: str, *, on: bool) -> str:
    return tr("chosen at the counter") if on else (reason or tr("no reason given"))


def _born(row: KnownPerson) -> str:
    return shown_day(row.person.birth_date)


def _home(row: KnownPerson) -> str:
    return ", ".join(part for part in (row.person.hamlet, row.person.address) if part)


def _last(row: KnownPerson) -> str:
    return f"{row.last_seen:%d/%m/%Y}" if row.last_seen else ""
