"""Đổi khóa của máy: this PC goes on as another device, and never as neither.

The old key's last word names the new one and is sealed with everything before it; then the new one
begins its first epoch. Both are one transaction: a power cut leaves the old PC or the new one. What
the old key signed and nobody has heard yet travels as before, as the work of a neighbour does.
"""

import msgspec

from app.domain.events import KeyReplaced
from app.store import counters, epochs
from app.store import device as devices
from app.store.act import Act, Means
from app.store.connection import Connection
from app.store.device import Device, Former
from app.store.slip_journal import Head, Identity, SlipJournal
from app.system import crash
from sync.journal import Journal
from sync.journal.journal import Head as JournalHead
from sync.protocol.certificate import KEY_REPLACED, replacing
from sync.protocol.identity import Author
from sync.protocol.signing import Signer

REASON = "key_replaced"
BEFORE_ANY = "0000"


def go_over(means: Means, act: Act, secret: bytes, *, hands_over: bool) -> None:
    """Within an act: the old key says its last word if it `hands_over`, the new one begins."""
    recorder, old = means.recorder, means.recorder.device
    if hands_over:
        said = _last_word(recorder.history.journal, old, Signer(secret))
        act.record_office(act.new_id(), epochs.DEVICE, said)
    _seal_all(recorder.history.journal, old, means.slips)
    crash.here("key.before_change")
    devices.retire(means.connection, Former(old.device, old.secret))
    new = _named(devices.read(means.connection), secret)
    recorder.become(epochs.begin(means.connection, new, REASON, means.guard, means.machine))
    epochs.put_down(means.connection, recorder.device, means.slips)


def put_down(device: Device, slips: SlipJournal) -> None:
    """After the commit: write outside the database which key this PC has now."""
    known = {one.device for one in slips.identities}
    all_ = [*device.former, Former(device.device, device.secret)] if device.former else []
    lacking = [Identity(one.device, one.secret.hex()) for one in all_ if one.device not in known]
    if lacking:
        slips.append(lacking)


def follow(connection: Connection, slips: SlipJournal) -> Device:
    """At a start: a database of before the change, put back, takes the present key again."""
    device = devices.read(connection)
    order = [one.device for one in slips.identities]
    if device.device not in order[:-1]:
        put_down(device, slips)
        return device
    later = slips.identities[order.index(device.device) + 1 :]
    with connection.writing():
        for one in (Former(device.device, device.secret), *map(_former, later[:-1])):
            devices.retire(connection, one)
        new = _named(devices.read(connection), bytes.fromhex(later[-1].secret))
        new = msgspec.structs.replace(new, epoch_reason="behind_slip_journal")
        devices.write(connection, new)
        counters.begin(connection, new.office.slot, new.epoch)
    return new


def speaking(journal: Journal, device: Device, gateway: str) -> Device:
    """As which device this PC speaks: the old one until the gateway has its last word.

    Before that, nobody there knows the new one; the old one brings both.
    """
    for event in journal.lines.of_kind(KEY_REPLACED) if device.former else ():
        former = next((one for one in device.former if one.device == event.id.device), None)
        ranges = journal.confirmed(gateway, event.id.author) if former else []
        if former and not any(first <= event.id.n <= last for first, last in ranges):
            return device.as_before(former, event.id.epoch)
    return device


def _last_word(journal: Journal, old: Device, new: Signer) -> KeyReplaced:
    heads = tuple(
        (author.epoch, head.n, head.chain.hex())
        for author, head in _own(journal, old)
        if author != old.author and head.n
    )
    said = replacing(new, old.office.commune, old.device, heads)
    return KeyReplaced(public_key=said.public_key, proof=said.proof, heads=said.heads)


def _seal_all(journal: Journal, old: Device, slips: SlipJournal) -> None:
    """Everything that the old key has written; it will sign nothing more."""
    for author, head in _own(journal, old):
        if head.n:
            slips.append([Head(*author, head.n, head.chain.hex())])
            journal.seal(old.signer(), author)


def _own(journal: Journal, old: Device) -> list[tuple[Author, JournalHead]]:
    heads = journal.heads()
    return [(author, heads[author]) for author in heads if author.device == old.device]


def _named(device: Device, secret: bytes) -> Device:
    """The same PC under this key, before its first epoch."""
    return msgspec.structs.replace(
        device, secret=secret, device=Signer(secret).device, epoch=BEFORE_ANY, epoch_reason=""
    )


def _former(one: Identity) -> Former:
    return Former(one.device, bytes.fromhex(one.secret))
