"""Báo cho dân: what a citizen does not know yet, read out of a dossier's history.

A message is due from the act that made it until somebody told it, or until the dossier has moved on
and it is no longer true (NĐ 118/2025, Điều 19(6), 22).
"""

from collections.abc import Iterator, Sequence

import msgspec

from app.domain.dossier_record import DossierRecord
from app.domain.events import (
    CitizenTold,
    ClosedUnsupplemented,
    CodeGiven,
    CodeReplaced,
    EnteredByHand,
    Extended,
    FinancialDutyAsked,
    Paused,
    Refused,
    RegisteredOnline,
    ResultPlace,
    ResultRecorded,
    Resumed,
    SlipForm,
    SupplementRequested,
    TellOutcome,
    TellSubject,
    VillageHeadNamed,
)
from app.domain.fold.office import Deed
from app.domain.history import Outcome, TimelineEntry
from app.domain.person import Person
from app.domain.states import State
from app.domain.text import fold

REACHED = frozenset({TellOutcome.TOLD, TellOutcome.LEFT_WORD})

_RUNNING = frozenset(
    {State.ACCEPTED, State.PROCESSING, State.SUPPLEMENT, State.FINANCIAL_DUTY, State.STOPPED}
)
# While the dossier is in one of these the message is still true.
_TRUE_IN: dict[TellSubject, frozenset[State]] = {
    TellSubject.OFFICIAL_CODE: _RUNNING,
    TellSubject.NEW_CODE: _RUNNING | {State.DONE},
    TellSubject.SUPPLEMENT: frozenset({State.SUPPLEMENT}),
    TellSubject.FINANCIAL_DUTY: frozenset({State.FINANCIAL_DUTY}),
    TellSubject.NEW_DATE: frozenset({State.ACCEPTED, State.PROCESSING}),
    TellSubject.PAUSED: frozenset({State.STOPPED}),
    TellSubject.RESULT: frozenset({State.DONE}),
    TellSubject.CLOSED: frozenset({State.NOT_ACCEPTED}),
}
_SUBJECTS: dict[type, TellSubject] = {
    CodeGiven: TellSubject.OFFICIAL_CODE,
    EnteredByHand: TellSubject.OFFICIAL_CODE,
    CodeReplaced: TellSubject.NEW_CODE,
    SupplementRequested: TellSubject.SUPPLEMENT,
    FinancialDutyAsked: TellSubject.FINANCIAL_DUTY,
    Extended: TellSubject.NEW_DATE,
    Resumed: TellSubject.NEW_DATE,
    Paused: TellSubject.PAUSED,
    ResultRecorded: TellSubject.RESULT,
    Refused: TellSubject.RESULT,
    ClosedUnsupplemented: TellSubject.CLOSED,
}
_AT_THE_COUNTER = frozenset({State.NOT_HERE, State.REGISTERED, State.ACCEPTED})


class Attempt(msgspec.Struct, frozen=True):
    """Somebody tried to tell; `at` is UTC milliseconds."""

    at: int
    by: str
    said: CitizenTold


class Message(msgspec.Struct, frozen=True):
    """One thing that the citizen does not know; `of` is the event that made it.

    `since` is when that happened (UTC milliseconds); `attempts` so far reached nobody.
    """

    subject: TellSubject
    of: str
    since: int
    attempts: tuple[Attempt, ...] = ()


class ToTell(msgspec.Struct, frozen=True, kw_only=True):
    """A message with all that whoever calls needs, and nothing of the dossier beside it.

    `due` is the appointment in force (UTC milliseconds); `details` are the papers or the duty that
    are asked for: said to the citizen, never to others.
    """

    dossier_id: str
    code: str
    name: str
    phone: str = ""
    village: str = ""
    procedure: str = ""
    due: int | None = None
    details: str = ""
    message: Message


class VillageHead(msgspec.Struct, frozen=True):
    """Who heads a village, as last written down; `entity` is its record."""

    entity: str
    village: str
    name: str
    phone: str = ""


def messages(dossier: DossierRecord) -> tuple[Message, ...]:
    """What is to be told about a dossier now, in the order in which it came up."""
    attempts = tuple(_attempts(dossier))
    found: dict[TellSubject, Message] = {}
    before = State.NOT_HERE
    for entry in dossier.timeline:
        if entry.outcome is Outcome.APPLIED:
            subject = _subject(dossier, entry, before)
            if subject is not None and dossier.state in _TRUE_IN[subject]:
                found[subject] = _message(subject, entry, attempts)
            before = entry.state
    due = [message for message in found.values() if not _was_told(message, attempts)]
    return tuple(due)


def to_tell(dossier: DossierRecord) -> tuple[ToTell, ...]:
    """The same with whom to call and what to say."""
    person = whom_to_tell(dossier)
    procedure = dossier.procedure
    return tuple(
        ToTell(
            dossier_id=dossier.id,
            code=dossier.official_code or dossier.number,
            name=person.name if person else "",
            phone=(person and person.phone) or "",
            village=(person and person.hamlet) or "",
            procedure=(procedure.short_name or procedure.name) if procedure else "",
            due=dossier.due,
            details=_details(dossier, message.subject),
            message=message,
        )
        for message in messages(dossier)
    )


def village_heads(histories: Sequence[Sequence[Deed]]) -> tuple[VillageHead, ...]:
    """The heads of the villages; of two records of one village the newer one counts."""
    heads: dict[str, tuple[int, VillageHead]] = {}
    for history in histories:
        for deed in history:
            if not isinstance(deed.said, VillageHeadNamed):
                continue
            said, village = deed.said, fold(deed.said.village)
            if village not in heads or heads[village][0] <= deed.at:
                head = VillageHead(deed.entity, said.village, said.name, said.phone)
                heads[village] = (deed.at, head)
    return tuple(head for _at, head in sorted(heads.values(), key=lambda one: fold(one[1].village)))


def whom_to_tell(dossier: DossierRecord) -> Person | None:
    """Who left a telephone: the submitter, else the owner."""
    both = (dossier.submitter, dossier.owner)
    with_phone = (one for one in both if one is not None and one.phone)
    return next(with_phone, dossier.submitter or dossier.owner)


def _subject(dossier: DossierRecord, entry: TimelineEntry, before: State) -> TellSubject | None:
    """What an act leaves to tell; None where the citizen stood by, or fetches nothing here."""
    said, subject = entry.said, _SUBJECTS.get(type(entry.said))
    match said:
        case CodeGiven() | EnteredByHand():
            is_known = (
                dossier.official_code == dossier.number
                or _has_new_slip(dossier)
                or _came_with(dossier, said.code)
            )
        case CodeReplaced():
            is_known = not dossier.slip
        case SupplementRequested():
            is_known = before in _AT_THE_COUNTER and _was_handed(dossier, entry)
        case ResultRecorded() | Refused():
            is_known = dossier.returning.place is not ResultPlace.COUNTER
        case _:
            is_known = isinstance(said, Resumed) and said.promise is None
    return None if is_known else subject


def _came_with(dossier: DossierRecord, code: str) -> bool:
    """The citizen submitted it online and has that code from the portal."""
    online = (one.said for one in dossier.timeline if isinstance(one.said, RegisteredOnline))
    return any(said.online_code == code for said in online)


def _details(dossier: DossierRecord, subject: TellSubject) -> str:
    """What is asked of the citizen."""
    if subject is TellSubject.SUPPLEMENT:
        return "; ".join(dossier.supplements[-1].asked.missing)
    if subject is TellSubject.FINANCIAL_DUTY and dossier.duty is not None:
        return dossier.duty.what
    return ""


def _message(subject: TellSubject, entry: TimelineEntry, attempts: Sequence[Attempt]) -> Message:
    tried = tuple(one for one in attempts if one.said.of == entry.id)
    return Message(subject, entry.id, entry.happened_at, tried)


def _was_told(message: Message, attempts: Sequence[Attempt]) -> bool:
    """Somebody was reached about it, or about something later that names the code as well."""
    if any(one.said.outcome in REACHED for one in message.attempts):
        return True
    is_code = message.subject is TellSubject.OFFICIAL_CODE
    later = (one for one in attempts if one.at >= message.since)
    return is_code and any(one.said.outcome in REACHED for one in later)


def _attempts(dossier: DossierRecord) -> Iterator[Attempt]:
    for entry in dossier.timeline:
        if isinstance(entry.said, CitizenTold) and entry.outcome is Outcome.APPLIED:
            yield Attempt(entry.happened_at, entry.by, entry.said)


def _was_handed(dossier: DossierRecord, entry: TimelineEntry) -> bool:
    """The slip about it came out of the printer and was confirmed."""
    return any(slip.of == entry.id and slip.confirmed for slip in dossier.slips)


def _has_new_slip(dossier: DossierRecord) -> bool:
    """The citizen holds a slip with the official code."""
    return any(
        slip.form is SlipForm.RECEIPT and slip.confirmed and slip.number == dossier.official_code
        for slip in dossier.slips
    )
