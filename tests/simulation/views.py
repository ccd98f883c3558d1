"""I13: what a PC has shown once, it goes on showing, and what has its place keeps it."""

from sync.journal.order import PullCursor
from tests.simulation.invariants import check
from tests.simulation.ledger import Told
from tests.simulation.pc import Pc
from tests.simulation.province import COMMUNE, Province


class Views:
    """What each PC showed when somebody looked last."""

    def __init__(self, province: Province) -> None:
        self._province = province
        self._shown: dict[str, set[Told]] = {}
        self._orders: dict[str, PullCursor] = {}

    def forget(self, pc: Pc) -> None:
        """A person puts an older disk in: it shows what it showed then."""
        self._shown.pop(pc.name, None)
        self._orders.pop(pc.name, None)

    def hold_for(self, pc: Pc) -> None:
        """Whatever was shown is shown, or kept aside for a person; the order only grows.

        Where the province has begun its log anew, what was placed in the old one is not any more.
        """
        now = pc.holds()
        gone = self._shown.get(pc.name, set()) - now
        check(not gone, "I13", f"{pc.name} shows no more: {sorted(gone)[:3]}")
        self._shown[pc.name] = now
        self._the_order_grows(pc)

    def _the_order_grows(self, pc: Pc) -> None:
        cursor, before = pc.journal.order.cursor(), self._orders.get(pc.name)
        self._orders[pc.name] = cursor
        present = self._province.gateway.commune(COMMUNE).log.end().log_epoch
        if before is None or {before.log_epoch, cursor.log_epoch} != {present}:
            return
        check(before.position <= cursor.position, "I13", f"{pc.name} went back in the order")
        if before.position:
            row = pc.disk.db.execute(
                "SELECT chain FROM journal_log WHERE position = ?", (before.position,)
            ).fetchone()
            check(bytes(row[0]) == before.chain, "I13", f"{pc.name} tells another order")
