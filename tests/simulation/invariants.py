"""The oracles: what must hold after every step, and when everything has calmed down."""

from collections import Counter, defaultdict

from app.domain.fold import fold
from sync.protocol import event as events
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


def new_levels_are_true(told: set[Told], province: Province) -> None:
    """I1: at the moment when a level rises, the gateway holds that very event."""
    untrue = told - province.holds()
    check(not untrue, "I1", f"not at the province: {_names(untrue)}")


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
    gone = set(ledger.at_province) - province.holds()
    check(not gone, "I1", f"the province lost {_names(gone)}")


def no_code_names_two_dossiers(ledger: Ledger) -> None:
    """I3: over everything printed."""
    owners = defaultdict(set)
    for code, entity in ledger.printed:
        owners[code].add(entity)
    check(all(len(found) == 1 for found in owners.values()), "I3", "a code names two dossiers")


def nothing_has_vanished(pcs: list[Pc], province: Province, ledger: Ledger) -> None:
    """I1, I4: every act that any disk still knows counts at the province, itself or recorded again.

    What was at the province once is there again if anybody held it; of two events under one name
    both live on. Only where the author's own disk lost an event and its name went to another one
    is it enough that a neighbour keeps it aside for a person.
    """
    there = province.holds()
    again = _recorded_again(province)
    known = {told for pc in pcs for told in pc.holds()}
    aside = {Told(kept.id, kept.line.h) for pc in pcs for kept in pc.journal.aside()}
    for told in {told for saved in ledger.saved.values() for told in saved}:
        if told in ledger.lost_with_a_disk and (told not in known or told in aside):
            continue
        check(_lives(told, there, again, ledger), "I1/I4", f"{told.id} does not count anywhere")


def everybody_agrees(pcs: list[Pc], province: Province) -> None:
    """I5: same order, nothing on top of it, no gap, same dossiers everywhere."""
    log = province.gateway.commune(COMMUNE).log
    end = log.end()
    truth = _dossiers(_log_events(province))
    for pc in pcs:
        journal = pc.journal
        cursor = journal.order.cursor()
        check(
            (cursor.position, cursor.chain) == (end.position, end.chain), "I5", f"{pc.name}: order"
        )
        (loose,) = pc.disk.db.execute(
            "SELECT count(*) FROM journal_event WHERE position IS NULL"
        ).fetchone()
        check(loose == 0, "I5", f"{pc.name}: {loose} events have no place")
        gaps = [a for a in journal.lines.authors() if len(journal.lines.stretches(a)) > 1]
        check(not gaps, "I5", f"{pc.name}: gaps of {gaps}")
        mine = {entity: fold(journal.entity(entity)) for entity in truth}
        check(mine == truth, "I5", f"{pc.name}: other dossiers")
        check(not journal.unsent(pc.server.id, pc.author), "I5", f"{pc.name}: unsent acts")


def _log_events(province: Province) -> list[Event]:
    log = province.gateway.commune(COMMUNE).log
    found = []
    for row in log.placed(0, 1 << 40):
        (line,) = log.lines(row.id.author, row.id.n, row.id.n)
        found.append(events.read(line, row.id.device, row.id.epoch, row.position))
    return found


def _dossiers(log: list[Event]) -> dict[str, object]:
    grouped = defaultdict(list)
    for event in log:
        grouped[event.envelope.e].append(event)
    return {
        entity: fold(group) for entity, group in grouped.items() if entity.startswith("dossier")
    }


def _recorded_again(province: Province) -> dict[EventId, list[tuple[Told, bytes]]]:
    again = defaultdict(list)
    log = province.gateway.commune(COMMUNE).log
    for event in _log_events(province):
        if event.envelope.o:
            (line,) = log.lines(event.id.author, event.id.n, event.id.n)
            told = Told(event.id, event.h)
            again[EventId.parse(event.envelope.o)].append((told, line.payload or b""))
    return again


def _lives(
    told: Told,
    there: set[Told],
    again: dict[EventId, list[tuple[Told, bytes]]],
    ledger: Ledger,
) -> bool:
    if told in there:
        return True
    return any(payload == ledger.content[told] for _, payload in again.get(told.id, []))


def _names(told: set[Told]) -> list[str]:
    return sorted(f"{event}={h[:4].hex()}" for event, h in told)[:5]
