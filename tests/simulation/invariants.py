"""The oracles: what must hold after every step, and when everything has calmed down."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Set
from contextlib import suppress
from typing import NamedTuple

from app.domain.events import DeviceRevoked, Received, read
from app.domain.fold import fold
from sync.protocol import event as events
from sync.protocol.errors import Malformed
from sync.protocol.event import Event
from sync.protocol.identity import EventId
from tests.simulation.ledger import Ledger, Told
from tests.simulation.pc import Pc
from tests.simulation.province import COMMUNE, Province


class Violated(AssertionError):
    """An invariant does not hold."""


def check(holds: bool, invariant: str, detail: str) -> None:
    """Raise `Violated` unless it holds."""
    if not holds:
        raise Violated(f"{invariant}: {detail}")


def nothing_saved_is_gone(pc: Pc, ledger: Ledger) -> None:
    """I1: what the officer saw saved is on that disk, unless a person put an older one in."""
    gone = set(ledger.saved[pc.name]) - pc.holds() - ledger.lost_with_a_disk
    check(not gone, "I1", f"{pc.name} lost {_names(gone)}")


def new_levels_are_true(told: set[Told], province: Province, pc: Pc) -> None:
    """I1: at the moment when a level rises, the gateway holds that very event."""
    untrue = told - province.may_sign_for(pc)
    check(not untrue, "I1", f"not at the province: {_names(untrue)}")


def new_levels_were_true(told: set[Told], province: Province) -> None:
    """I1 for a PC without a line: what neighbours pass on was so when the gateway signed it."""
    untrue = told - province.held_once - province.keeps()
    check(not untrue, "I1", f"never at the province: {_names(untrue)}")


def new_levels_are_true_at(told: set[Told], neighbour: Pc, pcs: list[Pc]) -> None:
    """I1: at the moment when "đã đến máy chủ xã" shows, that PC holds that very event.

    Copies of one disk speak under one name and key, and a level names no machine: one of them does.
    """
    alike = (pc for pc in pcs if pc.signer.device == neighbour.signer.device)
    untrue = told.difference(*(pc.holds() for pc in alike))
    check(not untrue, "I1", f"not at {neighbour.name}: {_names(untrue)}")


def the_cursor_is_honest(pc: Pc) -> None:
    """I8: what is applied has no hole, and the cursor stands exactly at its end."""
    db, cursor = pc.disk.db, pc.journal.order.cursor()
    logged = db.execute("SELECT count(*), coalesce(max(position), 0) FROM journal_log").fetchone()
    (placed,) = db.execute(
        "SELECT count(*) FROM journal_event WHERE position IS NOT NULL"
    ).fetchone()
    check((*logged, placed) == (cursor.position,) * 3, "I8", f"{pc.name} at {cursor.position}")


def the_order_is_the_provinces(pc: Pc, province: Province) -> None:
    """I8: right after an answer, what is applied is a prefix of the gateway's log."""
    cursor = pc.journal.order.cursor()
    log = province.gateway.commune(COMMUNE).log
    if cursor.log_epoch == log.end().log_epoch:
        same = log.chain_at(cursor.position) == cursor.chain
        check(same, "I8", f"{pc.name} has another order")


def every_event_has_one_place(province: Province) -> None:
    """I2: one id, one event, one position at the gateway, without holes."""
    rows = province.gateway.commune(COMMUNE).log.placed(0, 1 << 40)
    check([row.position for row in rows] == list(range(1, len(rows) + 1)), "I2", "holes")
    doubled = [name for name, count in Counter(row.id for row in rows).items() if count > 1]
    check(not doubled, "I2", f"placed twice: {doubled}")


def what_the_province_signed_for_is_there(province: Province, ledger: Ledger) -> None:
    """I1: no power cut takes what was acknowledged; only a backup that a person put back may."""
    gone = set(ledger.at_province) - province.keeps()
    check(not gone, "I1", f"the province lost {_names(gone)}")


def what_was_revoked_got_no_place(province: Province) -> None:
    """I7: nothing above the head of a revoked PC is placed behind the word that revokes it."""
    over: dict[str, list[dict[str, int]]] = defaultdict(list)
    for event in _log_events(province):
        late = any(event.id.n > heads.get(event.id.epoch, 0) for heads in over[event.id.device])
        check(not late, "I7", f"{event.id} has a place, and its PC had none any more")
        for device, heads in _revoked_by(event):
            over[device].append(heads)


def no_code_names_two_dossiers(ledger: Ledger) -> None:
    """I3: over everything printed."""
    owners = defaultdict(set)
    for code, entity in ledger.printed:
        owners[code].add(entity)
    check(all(len(found) == 1 for found in owners.values()), "I3", "a code names two dossiers")


def every_slip_finds_its_dossier(pc: Pc, ledger: Ledger) -> None:
    """I3: a printed code finds the dossier for which it was printed, while anybody knows of it."""
    for code, entity in ledger.printed:
        events = pc.journal.entity(entity)
        said = [read(event) for event in events]
        if any(isinstance(one, Received) and one.number for one in said):
            check(code in fold(events).codes, "I3", f"{code} finds nothing")


def what_was_written_is_read(pc: Pc, event: Event) -> None:
    """I13: who has just saved something sees it in the dossier."""
    shown = {(one.id, one.h) for one in pc.journal.entity(event.envelope.e)}
    check((event.id, event.h) in shown, "I13", f"{pc.name} does not show {event.id}")


def nothing_has_vanished(
    pcs: list[Pc], province: Province, ledger: Ledger, poisoned: Set[Told] = frozenset()
) -> None:
    """I1, I4: every act that any disk still knows counts at the province, itself or recorded again.

    What was at the province once is there again if anybody held it; of two events under one name
    both live on. Only where the author's own disk lost an event and its name went to another one
    is it enough that a neighbour keeps it aside for a person; so it is for a line that nobody can
    read, for nobody could record that again.
    """
    there = province.holds() | province.aside()
    again = _recorded_again(province)
    known = {told for pc in pcs for told in pc.holds()}
    aside = {Told(kept.id, kept.line.h) for pc in pcs for kept in pc.journal.aside()}
    for told in {told for saved in ledger.saved.values() for told in saved}:
        if told in ledger.lost_with_a_disk and (told not in known or told in aside):
            continue
        if told in poisoned and told in aside:
            continue
        check(_lives(told, there, again, ledger), "I1/I4", f"{told.id} does not count anywhere")


def everybody_agrees(pcs: list[Pc], province: Province, disks: list[Pc]) -> None:
    """I5: same order, nothing on top of it, no gap, same dossiers everywhere.

    Only what lies beyond acts that nobody can bring any more waits for ever.
    """
    held = _can_be_brought(province, disks)
    log = province.gateway.commune(COMMUNE).log
    end = log.end()
    over = standing_of(province)
    truth = _dossiers(_log_events(province), over)
    for pc in pcs:
        journal = pc.journal
        cursor = journal.order.cursor()
        check(
            (cursor.position, cursor.chain) == (end.position, end.chain), "I5", f"{pc.name}: order"
        )
        rows = pc.disk.db.execute(
            "SELECT device, epoch, n FROM journal_event WHERE position IS NULL"
        )
        unplaced = [EventId(*row) for row in rows]
        waits = {event for event in unplaced if _waits_for_ever(event, held)}
        loose = [event for event in unplaced if not over.ends(event) and event not in waits]
        check(not loose, "I5", f"{pc.name}: {loose[:5]} have no place")
        nothing_counts_and_stands_aside(pc)
        gaps = [
            author
            for author in journal.lines.authors()
            if author.device not in over.heads
            for stretch in journal.lines.stretches(author)[1:]
            if EventId(*author, stretch.first) not in waits
        ]
        check(not gaps, "I5", f"{pc.name}: gaps of {gaps}")
        mine = {
            entity: fold(
                [one for one in over.without(journal.entity(entity)) if one.id not in waits]
            )
            for entity in truth
        }
        check(mine == truth, "I5", f"{pc.name}: other dossiers")
        check(not journal.unsent(pc.server.id, pc.author), "I5", f"{pc.name}: unsent acts")


def nothing_counts_and_stands_aside(pc: Pc) -> None:
    """I5: an act is in the history or waits for it, or it is kept for a person; never both."""
    both = pc.counts() & {Told(kept.id, kept.line.h) for kept in pc.journal.aside()}
    check(not both, "I5", f"{pc.name}: {_names(both)} count and stand aside")


def _can_be_brought(province: Province, disks: list[Pc]) -> set[EventId]:
    """The acts that somebody has and may pass on.

    Nobody passes on a branch that another one has pushed aside: it waits for a person where it is.
    But what stands aside with no other branch in the order should not stand there.
    """
    counts = province.holds().union(*(pc.counts() for pc in disks))
    aside = province.aside("fork").union(*(pc.holds() for pc in disks)) - counts
    rows = province.gateway.commune(COMMUNE).log.placed(0, 1 << 40)
    order = {row.id for row in rows}
    stands = {told.id: told.h for told in province.holds() if told.id in order}
    parted = {told.id.author for told in aside if stands.get(told.id, told.h) != told.h}
    return {told.id for told in counts} | {
        told.id for told in aside if told.id.author not in parted
    }


def _waits_for_ever(event: EventId, held: set[EventId]) -> bool:
    return any(event._replace(n=n) not in held for n in range(1, event.n))


def _log_events(province: Province) -> list[Event]:
    log = province.gateway.commune(COMMUNE).log
    found = []
    for row in log.placed(0, 1 << 40):
        (line,) = log.lines(row.id.author, row.id.n, row.id.n)
        with suppress(Malformed):
            event = events.read(line, row.id.device, row.id.epoch, row.position)
            if event.id == row.id:
                found.append(event)
    return found


class Revoked(NamedTuple):
    """Where the word of revoked devices ends, by device and epoch, as the log says."""

    heads: dict[str, list[dict[str, int]]]

    def ends(self, event: EventId) -> bool:
        """Whether this event stands above a head."""
        return any(
            event.n > heads.get(event.epoch, 0) for heads in self.heads.get(event.device, [])
        )

    def without(self, history: Iterable[Event]) -> list[Event]:
        """What counts of a history."""
        return [event for event in history if not self.ends(event.id)]


def standing_of(province: Province) -> Revoked:
    """Read every revocation out of the gateway's log."""
    heads: dict[str, list[dict[str, int]]] = defaultdict(list)
    for event in _log_events(province):
        for device, ends in _revoked_by(event):
            heads[device].append(ends)
    return Revoked(dict(heads))


def _revoked_by(event: Event) -> Iterator[tuple[str, dict[str, int]]]:
    said = read(event) if event.envelope.k == DeviceRevoked.kind else None
    if isinstance(said, DeviceRevoked):
        yield said.device, {epoch: n for epoch, n, _ in said.heads}


def _dossiers(log: list[Event], over: Revoked) -> dict[str, object]:
    grouped = defaultdict(list)
    for event in over.without(log):
        grouped[event.envelope.e].append(event)
    return {
        entity: fold(group) for entity, group in grouped.items() if entity.startswith("dossier")
    }


def _recorded_again(province: Province) -> dict[EventId, list[bytes]]:
    """What stands for each original in its place.

    A revoked PC records its lost branch again like any other, and that is kept for a person as the
    original would be; it has no place.
    """
    again = defaultdict(list)
    log = province.gateway.commune(COMMUNE).log
    placed, over = {row.id for row in log.placed(0, 1 << 40)}, standing_of(province)
    for author in log.authors():
        for stretch in log.stretches(author):
            for line in log.lines(author, stretch.first, stretch.last):
                with suppress(Malformed):
                    event = events.read(line, *author)
                    counts = event.id in placed or event.id.device in over.heads
                    if event.envelope.o and counts:
                        again[EventId.parse(event.envelope.o)].append(line.payload or b"")
    return again


def _lives(
    told: Told,
    there: set[Told],
    again: dict[EventId, list[bytes]],
    ledger: Ledger,
) -> bool:
    if told in there:
        return True
    return ledger.content[told] in again.get(told.id, [])


def _names(told: set[Told]) -> list[str]:
    return sorted(f"{event}={h[:4].hex()}" for event, h in told)[:5]
