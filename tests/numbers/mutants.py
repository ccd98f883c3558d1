"""The code broken on purpose where numbers are made; the ledger must notice each."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from app.domain import numbering
from app.domain.lanes import lane_in_force
from app.domain.numbering import Mark
from app.store import epochs, lanes
from app.store.slip_journal import SlipJournal
from tests.simulation.mutants import counts_outside_the_transaction

Break = Callable[[pytest.MonkeyPatch], None]


def binds_a_lane_to_the_officer(patch: pytest.MonkeyPatch) -> None:
    """The officer's lane goes wherever she signs in, whatever PC and epoch it is."""

    def wrong(grants: Any, unit: str, device: str, epoch: str, today: Any) -> Any:
        told = list(grants)
        named = {(deed.said.device, deed.said.epoch) for deed in told if hasattr(deed.said, "unit")}
        found = [lane_in_force(told, unit, *one, today) for one in sorted(named)]
        usable = [lane for lane in found if lane]
        return msgspec.structs.replace(usable[0], epoch=epoch) if usable else None

    patch.setattr(lanes, "lane_in_force", wrong)


def forgets_the_slip_journal(patch: pytest.MonkeyPatch) -> None:
    """Numbers are counted in the database alone."""
    patch.setattr(SlipJournal, "codes", lambda _: [])


def overlooks_a_copied_folder(patch: pytest.MonkeyPatch) -> None:
    """A copy goes on in the epoch of the original."""
    patch.setattr(epochs, "moved", lambda *_: "")


def follows_the_clock_back(patch: pytest.MonkeyPatch) -> None:
    """The code date goes back with the clock, and the day is counted anew."""
    patch.setattr(
        numbering,
        "_next_provisional",
        lambda last, today: (
            Mark(today, last.n + 1) if last and last.day == today else Mark(today, 1)
        ),
    )


MUTANTS: tuple[Break, ...] = (
    counts_outside_the_transaction,
    binds_a_lane_to_the_officer,
    forgets_the_slip_journal,
    overlooks_a_copied_folder,
    follows_the_clock_back,
)
