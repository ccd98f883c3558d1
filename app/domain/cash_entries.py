"""The entries of the cash book that a dossier's history makes: what came, what went back.

A transfer counts when it is confirmed, never before (NĐ 118/2025, Điều 24). PCs that did not hear
of each other may have written the same thing twice: a mistake takes out what is left and no more,
while money that was really given back counts as often as it was (see `app.domain.cash.oddities`).
"""

from collections.abc import Iterator
from enum import StrEnum

import msgspec

from app.domain.dossier_record import DossierRecord
from app.domain.events import FeePaidOnline, FeeTaken, PaymentMethod, Withdrawn
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


def movements(dossier: DossierRecord) -> tuple[Movement, ...]:
    """Every entry that a dossier makes in the cash book, in the order of its history.

    A confirmed transfer is one entry at the moment of its confirmation; a confirmation or refund
    of something unknown makes none.
    """
    return tuple(_Entries(dossier).all())


class _Entries:
    """Walks through the history once, with what is left of each taking."""

    def __init__(self, dossier: DossierRecord) -> None:
        self._told = [one for one in dossier.timeline if one.outcome is Outcome.APPLIED]
        self._printed = frozenset(slip.of for slip in dossier.slips if slip.confirmed)
        self._takings: dict[str, Movement] = {}
        self._left: dict[str, int] = {}
        self._confirmed: dict[str, TimelineEntry] = {}
        for one in self._told:
            if isinstance(one.said, FeeConfirmed):
                self._confirmed.setdefault(one.said.of, one)

    def all(self) -> Iterator[Movement]:
        """The entries in order."""
        for entry in self._told:
            match entry.said:
                case FeeTaken() as said:
                    yield self._taking(entry, said)
                case FeeRefunded() as said if said.of in self._takings:
                    yield from self._undoing(entry, said)
                case Withdrawn() as said if said.fee_returned:
                    yield from self._returned(entry, said, said.fee_returned)
                case _:
                    pass  # no money

    def _taking(self, entry: TimelineEntry, said: FeeTaken) -> Movement:
        """A taking; of a transfer the moment, PC and officer are those of its confirmation."""
        seen = None if said.method is PaymentMethod.CASH else self._confirmed.get(entry.id)
        online = said if isinstance(said, FeePaidOnline) else None
        is_there = said.method is PaymentMethod.CASH or seen is not None or online is not None
        stands = seen or entry
        told = seen.said if seen else None
        made = Movement(
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
            reference=_reference(told) or _reference(online),
            printed=entry.id in self._printed or bool(said.number),
            arrived=is_there,
        )
        self._takings[entry.id], self._left[entry.id] = made, made.amount
        return made

    def _undoing(self, entry: TimelineEntry, said: FeeRefunded) -> Iterator[Movement]:
        """Given back as often as it was; a mistake takes out what is left, where it was taken."""
        taking = self._takings[said.of]
        amount = min(said.amount, self._left[said.of]) if said.mistake else said.amount
        if amount <= 0:
            return
        self._left[said.of] -= amount
        undone = msgspec.structs.replace(
            taking,
            event=entry.id,
            at=entry.happened_at,
            by=entry.by,
            device=taking.device if said.mistake else entry.device,
            way=Way.MISTAKE if said.mistake else Way.REFUNDED,
            method=taking.method if said.mistake else said.method,
            amount=-amount,
            payer=said.receiver,
            reference=said.reason,
            printed=True,
            arrived=taking.arrived or not said.mistake,
        )
        yield undone

    def _returned(self, entry: TimelineEntry, said: Withdrawn, amount: int) -> Iterator[Movement]:
        """Given back when the citizen stopped (Điều 21): of the newest takings first."""
        receiver = said.receiver.name if said.receiver else ""
        open_ones = [one for one in self._takings.values() if one.arrived and self._left[one.of]]
        for place, taking in enumerate(reversed(open_ones)):
            part = min(amount, self._left[taking.of])
            if part > 0:
                amount -= part
                self._left[taking.of] -= part
                yield msgspec.structs.replace(
                    taking,
                    event=f"{entry.id}/{place}" if place else entry.id,
                    at=entry.happened_at,
                    by=entry.by,
                    device=entry.device,
                    way=Way.REFUNDED,
                    amount=-part,
                    payer=receiver,
                    reference=said.reason,
                    printed=True,
                )


def _reference(said: object) -> str:
    """The bank's or the portal's number of a payment, if it names one."""
    return str(getattr(said, "reference", ""))
