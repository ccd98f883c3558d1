"""The cash book: which money really moved, and what is still awaited.

A transfer counts when it is confirmed, never before (NĐ 118/2025, Điều 24).
"""

import hashlib
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

import msgspec

from app.domain.dossier_record import DossierRecord
from app.domain.errors import RuleViolation
from app.domain.events import FeeTaken, PaymentMethod, Withdrawn
from app.domain.events.cash import FeeConfirmed, FeeRefunded
from app.domain.history import Outcome, TimelineEntry


class Way(StrEnum):
    """What an entry of the cash book is."""

    TAKEN = "taken"  # thu
    AWAITED = "awaited"  # chuyển khoản chờ xác nhận
    REFUNDED = "refunded"  # trả lại
    MISTAKE = "mistake"  # ghi nhầm, bỏ


class Movement(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of the cash book. `at` is UTC milliseconds; `amount` đồng, negative when it left.

    What has not `arrived` has the amount that was promised and moves nothing. `of` names the taking
    that an entry undoes, for a taking its own event.
    """

    event: str
    of: str
    device: str
    at: int
    by: str
    way: Way
    method: PaymentMethod
    amount: int
    payer: str = ""
    series: str = ""
    number: str = ""
    agency: str = ""
    reference: str = ""
    printed: bool = False
    arrived: bool = True

    @property
    def moved(self) -> int:
        """What really moved, in đồng."""
        return self.amount if self.arrived else 0

    @property
    def in_drawer(self) -> int:
        """What it changed in the drawer."""
        return self.moved if self.method is PaymentMethod.CASH else 0


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


def movements(dossier: DossierRecord) -> tuple[Movement, ...]:
    """Every entry that a dossier makes in the cash book, in the order of its history.

    A confirmed transfer is one entry at the moment of its confirmation; a confirmation or refund
    of something unknown makes none.
    """
    told = [entry for entry in dossier.timeline if entry.outcome is Outcome.APPLIED]
    taken = {entry.id: entry.said for entry in told if isinstance(entry.said, FeeTaken)}
    confirmed: dict[str, TimelineEntry] = {}
    for entry in told:
        if isinstance(entry.said, FeeConfirmed) and entry.said.of in taken:
            confirmed.setdefault(entry.said.of, entry)
    printed = frozenset(slip.of for slip in dossier.slips if slip.confirmed)
    return tuple(_entries(told, taken, confirmed, printed))


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


def _entries(
    told: Iterable[TimelineEntry],
    taken: dict[str, FeeTaken],
    confirmed: dict[str, TimelineEntry],
    printed: frozenset[str],
) -> Iterator[Movement]:
    for entry in told:
        match entry.said:
            case FeeTaken() as said:
                yield _taking(entry, said, confirmed.get(entry.id), is_printed=entry.id in printed)
            case FeeRefunded() as said if said.of in taken:
                of = taken[said.of]
                is_there = of.method is PaymentMethod.CASH or said.of in confirmed
                yield _undoing(entry, said, of, arrived=is_there or not said.mistake)
            case Withdrawn() as said if said.fee_returned:
                yield _returned(entry, said, said.fee_returned)
            case _:
                pass  # no money


def _taking(
    entry: TimelineEntry, said: FeeTaken, seen: TimelineEntry | None, *, is_printed: bool
) -> Movement:
    """A taking; of a transfer the moment, PC and officer are those of its confirmation."""
    is_there = said.method is PaymentMethod.CASH or seen is not None
    stands = entry if said.method is PaymentMethod.CASH or seen is None else seen
    told = seen.said if seen else None
    return Movement(
        event=entry.id,
        of=entry.id,
        device=stands.device,
        at=stands.happened_at,
        by=stands.by,
        way=Way.TAKEN if is_there else Way.AWAITED,
        method=said.method,
        amount=said.amount,
        payer=said.payer,
        series=said.series,
        number=said.number,
        agency=said.agency,
        reference=told.reference if isinstance(told, FeeConfirmed) else "",
        printed=is_printed or bool(said.number),
        arrived=is_there,
    )


def _undoing(entry: TimelineEntry, said: FeeRefunded, of: FeeTaken, *, arrived: bool) -> Movement:
    """Given back from the drawer or the account; a mistake leaves the way it never came."""
    return Movement(
        event=entry.id,
        of=said.of,
        device=entry.device,
        at=entry.happened_at,
        by=entry.by,
        way=Way.MISTAKE if said.mistake else Way.REFUNDED,
        method=of.method if said.mistake else said.method,
        amount=-said.amount,
        payer=said.receiver,
        series=of.series,
        number=of.number,
        agency=of.agency,
        reference=said.reason,
        printed=True,
        arrived=arrived,
    )


def _returned(entry: TimelineEntry, said: Withdrawn, amount: int) -> Movement:
    """Given back when the citizen stopped (Điều 21)."""
    return Movement(
        event=entry.id,
        of=entry.id,
        device=entry.device,
        at=entry.happened_at,
        by=entry.by,
        way=Way.REFUNDED,
        method=PaymentMethod.CASH,
        amount=-amount,
        payer=said.receiver.name if said.receiver else "",
        printed=True,
    )
