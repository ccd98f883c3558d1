"""Nhập lên hệ thống tỉnh: what an officer copies into the province's portal, field by field.

The order is the province's form's and therefore data; each name below is one value of the dossier
in the shape in which a form takes it. What is not known is left out: a form asks for no invention.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

import msgspec

from app.domain.calendar import OFFICE_TIME
from app.domain.dossier_record import DossierRecord
from app.domain.errors import RuleViolation
from app.domain.events import PaperRow, PaperStanding
from app.domain.person import Person
from app.domain.text import clean
from sync.protocol.canonical import UNREADABLE

Value = Callable[[DossierRecord], str]


class FormField(msgspec.Struct, frozen=True):
    """One field of the portal's form: a name of ours and its label there."""

    name: str
    label: str


class Form(msgspec.Struct, frozen=True):
    """The fields of a portal's form in their order."""

    version: str
    source: str
    fields: tuple[FormField, ...]


class Filled(msgspec.Struct, frozen=True):
    """A field with what is to be copied into it."""

    label: str
    text: str


def read_form(content: bytes) -> Form:
    """Read a province's order; raises `RuleViolation("hand_entry_form_unreadable")`."""
    try:
        form = msgspec.json.decode(content, type=Form)
    except UNREADABLE as error:
        raise RuleViolation("hand_entry_form_unreadable") from error
    if strange := [field.name for field in form.fields if field.name not in VALUES]:
        raise RuleViolation("hand_entry_form_unreadable", ", ".join(strange))
    return form


def filled(dossier: DossierRecord, form: Form) -> tuple[Filled, ...]:
    """Every field of the form for which the dossier has a value, in the form's order."""
    said = (Filled(one.label, clean(VALUES[one.name](dossier))) for one in form.fields)
    return tuple(one for one in said if one.text)


def moment_of(instant: int | None) -> str:
    """As forms take it: 27/11/2026 08:40."""
    if instant is None:
        return ""
    return f"{datetime.fromtimestamp(instant / 1000, OFFICE_TIME):%d/%m/%Y %H:%M}"


Read = Callable[[Person], str | None]


def _submitter(read: Read) -> Value:
    return lambda it: _read(it.submitter, read)


def _owner(read: Read) -> Value:
    """Of an owner who is somebody else: who brings one's own matter is typed in once."""
    return lambda it: _read(it.owner, read)


def _read(person: Person | None, read: Read) -> str:
    return (read(person) or "") if person is not None else ""


def _born(person: Person) -> str:
    """A whole date as forms take it; a year alone stays one."""
    said = person.birth_date or ""
    return "/".join(reversed(said.split("-")))


def _paper(row: PaperRow) -> str:
    """A paper with its copies, as it was handed in."""
    counts = (
        (row.originals, "bản chính"),
        (row.certified, "bản chứng thực"),
        (row.copies, "bản sao"),
    )
    said = ", ".join(f"{n} {what}" for n, what in counts if n)
    return f"{row.name} ({said})" if said else row.name


def _papers(rows: Sequence[PaperRow]) -> str:
    """What was handed in; what was only shown or is missing is no part of the dossier."""
    return "; ".join(_paper(row) for row in rows if row.standing is PaperStanding.SUBMITTED)


VALUES: Mapping[str, Value] = {
    "procedure_code": lambda it: it.procedure.code if it.procedure else "",
    "procedure_name": lambda it: it.procedure.name if it.procedure else "",
    "procedure_field": lambda it: it.procedure.field if it.procedure else "",
    "submitter_name": _submitter(lambda one: one.name),
    "submitter_number": _submitter(lambda one: one.id_number),
    "submitter_birth": _submitter(_born),
    "submitter_sex": _submitter(lambda one: one.sex),
    "submitter_phone": _submitter(lambda one: one.phone),
    "submitter_email": _submitter(lambda one: one.email),
    "submitter_address": _submitter(lambda one: one.address),
    "owner_name": lambda it: _read(it.owned_by, lambda one: one.organisation or one.name),
    "owner_number": _owner(lambda one: one.organisation_number or one.id_number),
    "owner_birth": _owner(_born),
    "owner_sex": _owner(lambda one: one.sex),
    "owner_phone": _owner(lambda one: one.phone),
    "owner_email": _owner(lambda one: one.email),
    "owner_address": _owner(lambda one: one.address),
    "accepted_at": lambda it: moment_of(it.accepted_at),
    "due": lambda it: moment_of(it.due),
    "papers": lambda it: _papers(it.papers),
    "sets": lambda it: str(it.sets),
    "fee": lambda it: str(it.fee.amount) if it.fee is not None else "",
    "request": lambda it: it.request,
    "note": lambda it: "; ".join(note.text for note in it.notes),
}
"""Every value that a form may ask for, by the name that the data file uses."""
