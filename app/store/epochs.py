"""When this PC must count anew: after a restore, in another place, behind its own past."""

import msgspec

from app.domain.events import EpochBegun
from app.store import counters
from app.store import device as devices
from app.store.connection import Connection
from app.store.device import Device
from app.store.recorder import Recorder
from app.store.slip_journal import Head, SlipJournal
from app.store.whereabouts import moved
from app.system.clock import milliseconds
from app.system.clock_guard import ClockGuard
from app.system.machine import Machine
from app.system.secrets import Entropy, new_uuid
from sync.journal import Journal
from sync.protocol.event import Envelope
from sync.protocol.identity import Author, new_epoch

DEVICE = "device"


def reason_for_new(
    connection: Connection, device: Device, slips: SlipJournal, machine: Machine
) -> str:
    """Why the present epoch must end; empty when it goes on."""
    journal = Journal(connection.raw, device.office.commune)
    if device.epoch_reason:
        return device.epoch_reason
    if elsewhere := moved(device.fingerprint, machine.fingerprint):
        return elsewhere
    if _is_behind(slips, journal, device.author):
        return "behind_slip_journal"
    return "behind_a_peer" if is_behind_a_peer(journal, device.author) else ""


def _is_behind(slips: SlipJournal, journal: Journal, author: Author) -> bool:
    """Whether the slip journal knows a later head of this epoch, or a later epoch of this PC."""
    sealed = slips.head(*author)
    is_short = sealed is not None and sealed.n > journal.head(author).n
    return is_short or slips.is_before_another(*author)


def is_behind_a_peer(journal: Journal, author: Author) -> bool:
    """Whether somebody has brought us later events of our own."""
    return journal.highest(author) > journal.head(author).n


def begin(
    connection: Connection, device: Device, reason: str, guard: ClockGuard, machine: Machine
) -> Device:
    """A new epoch, within the caller's transaction; its first event names the old head."""
    journal = Journal(connection.raw, device.office.commune)
    old = journal.head(device.author)
    epoch = _unused_epoch(journal, machine.entropy)
    fresh = msgspec.structs.replace(
        device, epoch=epoch, fingerprint=machine.fingerprint, epoch_reason=""
    )
    devices.write(connection, fresh)
    counters.begin(connection, device.office.slot, epoch)
    said = EpochBegun(
        reason=reason,
        old_epoch=device.epoch if old.n else "",
        old_n=old.n,
        old_chain=old.chain.hex() if old.n else "",
    )
    recorder = Recorder(connection, fresh, machine.entropy)
    recorder.append(_envelope(said, guard, machine), said)
    return fresh


def put_down(connection: Connection, device: Device, slips: SlipJournal) -> None:
    """Write outside the database that this epoch has begun, before the commit does."""
    head = Journal(connection.raw, device.office.commune).head(device.author)
    slips.append([Head(*device.author, head.n, head.chain.hex())])


def _envelope(said: EpochBegun, guard: ClockGuard, machine: Machine) -> Envelope:
    stamp = guard.stamp()
    return Envelope(
        v=said.version,
        e=new_uuid(stamp.at, machine.entropy),
        t=DEVICE,
        k=said.kind,
        at=milliseconds(stamp.at),
        clk=stamp.quality.value,
        by="",
        role=DEVICE,
    )


def _unused_epoch(journal: Journal, entropy: Entropy) -> str:
    """None that anybody here has used: two PCs may bear the same place number."""
    used = {author.epoch for author in journal.heads()}
    while (epoch := new_epoch(entropy(3))) in used:
        pass
    return epoch
