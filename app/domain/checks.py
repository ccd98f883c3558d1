"""What must be said before an act is recorded; each raises `RuleViolation` with its own code."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from app.domain.errors import RuleViolation
from app.domain.events import (
    Authorisation,
    Certified,
    Fee,
    FeeTaken,
    FeeTiming,
    Imported,
    PaperRow,
    PaperStanding,
    Promise,
    Received,
    Receiver,
    ReceptionCorrected,
    Registered,
    SupplementReceived,
)
from app.domain.events.parts import NO_DATE
from app.domain.history import ACT, Conflict
from app.domain.person import Person
from app.domain.policy import is_changeable, is_sound
from app.domain.states import IMPORTED_STATES
from app.domain.text import clean, fold

Opened = TypeVar("Opened", Registered, Received, Imported)


def registered(said: Registered) -> Registered:
    """Somebody offers papers for something."""
    return _opened(said)


def received(said: Received) -> Received:
    """Complete and valid: nobody accepts a dossier with a paper marked "Thiếu"."""
    _opened(said)
    if not said.number.strip():
        raise RuleViolation("number_missing")
    complete(said.papers)
    promise(said.promise)
    fee(said.fee)
    if said.owner is not None and said.owner != said.submitter:
        authorisation(said.authorisation)
    if said.late is not None and not said.late.reason.strip():
        raise RuleViolation("late_reason_missing")
    if said.arrived_at is not None and said.arrived_at > said.accepted_at:
        raise RuleViolation("arrival_after_acceptance")
    return said


def imported(said: Imported) -> Imported:
    """A code of the province's, a state that is not over, a due moment not before the reception.

    A file may name no due moment: that is kept as it is, and nothing is made up.
    """
    _opened(said)
    code(said.code)
    if said.state not in IMPORTED_STATES:
        raise RuleViolation("import_state_unknown", str(said.state))
    if said.promise.due is not None and said.promise.due < said.accepted_at:
        raise RuleViolation("due_before_acceptance")
    return said


def corrected(said: ReceptionCorrected) -> ReceptionCorrected:
    """A correction says why, and holds to the same rules as a reception."""
    reason(said.reason)
    for person in (said.submitter, said.owner):
        if person is not None and not person.name.strip():
            raise RuleViolation("person_name_missing")
    complete(said.papers or ())
    if said.promise is not None:
        promise(said.promise)
    if said.fee is not None:
        fee(said.fee)
    return said


def supplemented(said: SupplementReceived) -> SupplementReceived:
    """Everything came, and a new appointment is made if one is."""
    if not said.brought:
        raise RuleViolation("supplement_list_empty")
    complete(said.papers or ())
    if said.promise is not None:
        promise(said.promise)
    return said


def complete(papers: Sequence[PaperRow]) -> None:
    """No row is marked "Thiếu": what is missing is asked for first (Điều 17(1)(c))."""
    if any(row.standing is PaperStanding.MISSING for row in papers):
        raise RuleViolation("papers_missing")


def promise(said: Promise) -> None:
    """A missing limit is asked for, never printed as none; "no date" is said on purpose."""
    if said.due is None:
        if said.rule != NO_DATE:
            raise RuleViolation("limit_missing")
    elif said.due < said.start:
        raise RuleViolation("due_before_acceptance")


def fee(said: Fee) -> None:
    """Whole đồng, not negative; an exemption names its ground."""
    money(said.amount)
    for line in said.lines:
        money(line.amount)
    if said.timing is FeeTiming.EXEMPT and said.amount:
        raise RuleViolation("exempt_yet_charged")
    if said.timing is FeeTiming.EXEMPT and not (said.exemption or "").strip():
        raise RuleViolation("exemption_without_ground")


def fee_taken(said: FeeTaken) -> FeeTaken:
    """Something was taken, and a biên lai has both series and number or neither."""
    money(said.amount)
    if said.amount == 0:
        raise RuleViolation("money_missing")
    if bool(said.series) is not bool(said.number):
        raise RuleViolation("receipt_number_incomplete")
    return said


def certified(said: Certified) -> Certified:
    """A line names its paper, its pages and its copies."""
    if not said.paper.strip():
        raise RuleViolation("paper_name_missing")
    if min(said.pages, said.copies, said.number) < 1:
        raise RuleViolation("pages_or_copies_missing")
    return said


def somebody(name: str) -> str:
    """A name, clean; raises `RuleViolation` where nobody is named."""
    if not (tidy := clean(name)):
        raise RuleViolation("nobody_named")
    return tidy


def money(amount: int) -> None:
    """Whole đồng, not negative."""
    if amount < 0:
        raise RuleViolation("money_negative")


def authorisation(said: Authorisation | None) -> None:
    """Who acts for another shows a paper, or the law says why none is needed."""
    if said is None or not (said.paper or said.why_none):
        raise RuleViolation("authorisation_missing")


def receiver(said: Receiver, known: Sequence[Person | None]) -> None:
    """Somebody else than the people of the dossier is authorised or related."""
    if not said.name.strip():
        raise RuleViolation("receiver_missing")
    if any(person is not None and fold(person.name) == fold(said.name) for person in known):
        return
    if said.authorisation is None and not (said.relation or "").strip():
        raise RuleViolation("receiver_authorisation_missing")


def changes(said: Mapping[str, str | int]) -> None:
    """Only fields that may be changed so, and only with values that they can hold."""
    if not said:
        raise RuleViolation("nothing_changed")
    for field, value in said.items():
        if not is_changeable(field):
            raise RuleViolation("field_not_changeable", field)
        if not is_sound(field, value):
            raise RuleViolation("value_unreadable", field)


def settlement(conflict: Conflict, upheld: Sequence[str], value: str | int | None) -> None:
    """Both sides are ordered; what is upheld is one of them; a value of its own fits the field."""
    if not conflict.is_ordered:
        raise RuleViolation("conflict_not_ordered", conflict.id)
    if not set(upheld) <= {side.event for side in conflict.set_aside}:
        raise RuleViolation("not_a_side")
    if len(upheld) > 1 and conflict.subject != ACT:
        raise RuleViolation("not_a_side")
    if value is None:
        return
    if upheld or not is_changeable(conflict.subject) or not is_sound(conflict.subject, value):
        raise RuleViolation("value_unreadable", conflict.subject)


def reason(text: str) -> str:
    """Something is said, in words."""
    if not text.strip():
        raise RuleViolation("reason_missing")
    return text.strip()


def code(text: str) -> str:
    """A code is there."""
    if not text.strip():
        raise RuleViolation("number_missing")
    return text.strip()


def _opened(said: Opened) -> Opened:
    """A name and a procedure."""
    for person in (said.submitter, said.owner):
        if person is not None and not person.name.strip():
            raise RuleViolation("person_name_missing")
    if not said.procedure.name.strip():
        raise RuleViolation("procedure_name_missing")
    return said
