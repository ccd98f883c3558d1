"""The cash book: which money really moved, and what is still awaited.

A transfer counts when it is confirmed, never before (NĐ 118/2025, Điều 24).
"""

import hashlib
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from app.domain.cash_entries import Movement, Way, movements
from app.domain.dossier_record import DossierRecord
from app.domain.errors import RuleViolation
from app.domain.events import FeeRefunded, PaymentMethod

__all__ = [
    "Movement",
    "Oddity",
    "Totals",
    "Way",
    "awaited",
    "check_refund",
    "digest",
    "has_refundable",
    "movements",
    "oddities",
    "owed",
    "paid",
    "refundable",
    "to_print",
    "totals",
    "undone",
]


class Oddity(StrEnum):
    """What a person has to look at: two PCs wrote about the same money without knowing."""

    OVERPAID = "overpaid"  # thu nhiều hơn mức phải nộp
    GIVEN_BACK_TWICE = "given_back_twice"  # trả lại nhiều hơn đã thu
    CONFIRMED_AND_UNDONE = "confirmed_and_undone"  # vừa xác nhận đã về, vừa bỏ vì ghi nhầm


class Totals(NamedTuple):
    """A day's sums in đồng; `receipts` counts takings, `printed` is what their papers add up to."""

    cash_in: int
    cash_out: int
    transfers: int
    awaited: int
    receipts: int
    without_paper: int
    printed: int

    @property
    def drawer(self) -> int:
        """What must lie in the drawer."""
        return self.cash_in - self.cash_out


def paid(dossier: DossierRecord) -> int:
    """What the citizen has really paid, less what was given back, in đồng."""
    return sum(one.moved for one in movements(dossier))


def awaited(dossier: DossierRecord) -> tuple[Movement, ...]:
    """Transfers that nobody has seen arrive, without those that were taken out of the book."""
    found = movements(dossier)
    undone = {one.of for one in found if one.way in (Way.REFUNDED, Way.MISTAKE)}
    return tuple(one for one in found if one.way is Way.AWAITED and one.of not in undone)


def owed(dossier: DossierRecord) -> int:
    """What is still to be taken: the fee less what came or is under way.

    What was given back is not asked for again; what was written down by mistake is.
    """
    if dossier.fee is None:
        return 0
    came = sum(one.amount for one in movements(dossier) if one.way is not Way.REFUNDED)
    return max(0, dossier.fee.amount - came)


def undone(dossier: DossierRecord) -> frozenset[str]:
    """Takings that were wholly taken out as mistakes: their receipts may be written down again."""
    found = movements(dossier)
    wrong = {one.of for one in found if one.way is Way.MISTAKE}
    return frozenset(one for one in wrong if refundable(dossier, one) == 0)


def to_print(dossier: DossierRecord) -> str:
    """The taking whose paper is printed next: the newest without one, else the newest; or ""."""
    gone = undone(dossier)
    takings = [one for one in movements(dossier) if one.event == one.of and one.event not in gone]
    slips = {slip.of for slip in dossier.slips if slip.confirmed}
    without = [one for one in takings if one.event not in slips]
    return next((one.event for one in (*reversed(without), *reversed(takings))), "")


def oddities(dossier: DossierRecord) -> tuple[Oddity, ...]:
    """What two PCs' words about this dossier's money do not agree on."""
    return tuple(dict.fromkeys(_oddities(dossier)))


def _oddities(dossier: DossierRecord) -> Iterator[Oddity]:
    found = movements(dossier)
    came = sum(one.amount for one in found if one.way is not Way.REFUNDED)
    if dossier.fee is not None and came > dossier.fee.amount > 0:
        yield Oddity.OVERPAID
    if any(refundable(dossier, one.of) < 0 for one in found):
        yield Oddity.GIVEN_BACK_TWICE
    confirmed = {one.of for one in found if one.way is Way.TAKEN and one.reference}
    if any(one.way is Way.MISTAKE and one.of in confirmed for one in found):
        yield Oddity.CONFIRMED_AND_UNDONE


def refundable(dossier: DossierRecord, of: str) -> int:
    """What is left of one taking, in đồng; 0 for one that is not there."""
    ours = [one for one in movements(dossier) if one.of == of]
    return sum(one.amount for one in ours)


def has_refundable(dossier: DossierRecord) -> bool:
    """Is there a taking of which anything is left?"""
    return any(refundable(dossier, one.of) > 0 for one in movements(dossier))


def check_refund(dossier: DossierRecord, said: FeeRefunded) -> None:
    """Raise `RuleViolation` for more than is left, or for money that has not come yet."""
    left = refundable(dossier, said.of)
    if left <= 0:
        raise RuleViolation("nothing_to_refund", said.of)
    if not 0 < said.amount <= left or (said.mistake and said.amount != left):
        raise RuleViolation("refund_too_large", str(left))
    if not said.mistake and any(one.event == said.of for one in awaited(dossier)):
        raise RuleViolation("transfer_not_there_yet", said.of)


def totals(entries: Iterable[Movement]) -> Totals:
    """Add a day up."""
    every = tuple(entries)
    mistakes = {one.of for one in every if one.way is Way.MISTAKE}
    cash = [one.in_drawer for one in every]
    takings = [one for one in every if one.way is Way.TAKEN and one.of not in mistakes]
    by_hand = [one for one in takings if one.method is PaymentMethod.CASH]
    return Totals(
        cash_in=sum(one.amount for one in by_hand),
        cash_out=sum(one.amount for one in by_hand) - sum(cash),
        transfers=sum(one.moved for one in every if one.method is not PaymentMethod.CASH),
        awaited=sum(one.amount for one in every if not one.arrived),
        receipts=len(takings),
        without_paper=sum(not one.printed for one in by_hand),
        printed=sum(one.amount for one in by_hand if one.printed),
    )


def digest(entries: Iterable[Movement]) -> str:
    """SHA-256 over event and amount of each entry, in the order of their names; hex."""
    lines = sorted(f"{one.event} {one.way} {one.amount}" for one in entries)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
