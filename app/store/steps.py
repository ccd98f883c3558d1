"""A step of the ladder: everything that came after a whole copy, sealed in one small file.

Copying a database of 500 MB every half hour would write gigabytes a day; what came since the last
whole copy is some hundred kilobytes. Each step holds all of it, so one step and its base suffice.
"""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from app.store import carrying, secrets
from app.store import device as devices
from app.store.answering import store_faults
from app.store.connection import Connection
from app.store.device import Device
from app.store.faults import StoreFault
from app.store.manifest import HeldHead, Manifest
from app.system import durable
from app.system.clock import milliseconds
from app.system.secrets import Entropy
from sync.journal import Journal
from sync.protocol import chain
from sync.protocol.certificate import Certificate
from sync.protocol.errors import Malformed
from sync.protocol.frame import Frame, pack, unpack
from sync.protocol.identity import Author

NAME = "later"
_NONCE = 12
_TABLES = {
    "local_draft": 6,
    "local_setting": 2,
    "local_pin": 3,
    "local_link": 11,
    "local_delivery": 9,
}
EVIDENCE = ("local_link", "local_delivery")
_WHOLE = ("local_draft", "local_setting", "local_pin")
_OVERLAP = timedelta(
    days=1
)  # a copy's moment is the machine's word, evidence has the corrected one
_LATER_LINKS = "SELECT * FROM local_link WHERE until >= ? ORDER BY id DESC LIMIT 1000"
_LATER_DELIVERIES = """
SELECT * FROM local_delivery WHERE coalesce(learned, hub, tried) >= ?
ORDER BY coalesce(learned, hub, tried) DESC LIMIT 2000
"""

Rows = Sequence[Sequence[Any]]


class Later(msgspec.Struct, frozen=True):
    """What a step holds; `rows` are of the small tables that are no history, by name."""

    certificates: tuple[Certificate, ...]
    frames: tuple[bytes, ...]
    rows: dict[str, Rows]


def heads(journal: Journal) -> tuple[HeldHead, ...]:
    """How far everybody's history is held without a gap."""
    return tuple(
        HeldHead(*author, head.n, head.chain.hex()) for author, head in journal.heads().items()
    )


def can_stand_on(journal: Journal, base: Manifest) -> bool:
    """Whether all that a whole copy holds is still part of the history here."""
    return all(
        not one.n or journal.lines.chain_at(Author(one.device, one.epoch), one.n) == _bytes(one)
        for one in base.heads
    )


def gather(connection: Connection, device: Device, base: Manifest) -> Later:
    """Read what came after a whole copy, within the caller's transaction."""
    journal = Journal(connection.raw, device.office.commune)
    known = {Author(one.device, one.epoch): one.n for one in base.heads}
    return Later(
        tuple(journal.devices.all().values()),
        tuple(
            pack(frame)
            for author in journal.lines.authors()
            for frame in carrying.frames_above(journal, author, known.get(author, 0))
        ),
        {table: rows_of(connection, table) for table in _WHOLE}
        | _later_evidence(connection, milliseconds(base.made - _OVERLAP)),
    )


def _later_evidence(connection: Connection, since: int) -> dict[str, Rows]:
    """Of the line and of deliveries only what is new: they grow for a year."""
    return {
        "local_link": connection.rows(_LATER_LINKS, (since,)),
        "local_delivery": connection.rows(_LATER_DELIVERIES, (since,)),
    }


def rows_of(connection: Connection, table: str) -> Rows:
    """A small table as it stands."""
    if table not in _TABLES:
        raise ValueError(table)
    return connection.rows(f"SELECT * FROM {table}")  # noqa: S608 - one of our names


def write(folder: Path, later: Later, secret: bytes, entropy: Entropy) -> None:
    """Put it into the folder of a backup."""
    nonce = entropy(_NONCE)
    cipher = ChaCha20Poly1305(secrets.steps_key(secret))
    sealed = cipher.encrypt(nonce, msgspec.msgpack.encode(later), NAME.encode())
    with store_faults():
        durable.replace(folder / NAME, nonce + sealed)


def read(folder: Path, secret: bytes) -> Later:
    """Read it back; raises `StoreFault('backup_damaged')`."""
    with store_faults():
        data = (folder / NAME).read_bytes()
    cipher = ChaCha20Poly1305(secrets.steps_key(secret))
    try:
        text = cipher.decrypt(data[:_NONCE], data[_NONCE:], NAME.encode())
        return msgspec.msgpack.decode(text, type=Later)
    except (InvalidTag, ValueError, msgspec.DecodeError) as error:
        raise StoreFault("backup_damaged", NAME) from error


def verify(later: Later, base: Manifest, device: Device) -> int:
    """Recompute every chain and seal from where the base ends; answers how many events it holds."""
    keys = {one.device: one.key for one in later.certificates}
    keys |= {one: s.public_key for one in device.mine if (s := device.signer_of(one))}
    ends = {Author(one.device, one.epoch): (one.n, _bytes(one)) for one in base.heads}
    count = 0
    for frame in _frames(later):
        n, end = ends.get(frame.author, (0, _genesis(device, frame.author)))
        before = end if frame.n0 == n + 1 else frame.before
        key = keys.get(frame.device)
        if before is None or key is None:
            raise StoreFault("backup_damaged", "gap")
        if not frame.seal(device.office.commune, before).is_genuine(key):
            raise StoreFault("backup_damaged", "seal")
        ends[frame.author] = (frame.last, frame.chains(before)[-1])
        count += len(frame.lines)
    return count


def apply(copy: Connection, later: Later) -> int:
    """Bring it into a whole copy, within the caller's transaction; answers the new events."""
    device = devices.read(copy)
    journal = Journal(copy.raw, device.office.commune)
    carrying.trust(journal, device, later.certificates)
    for table, rows in later.rows.items():
        put_rows(copy, table, rows)
    return carrying.take_in(journal, _frames(later))


def put_rows(connection: Connection, table: str, rows: Rows) -> None:
    """Put rows of a small table over those that bear the same name."""
    places = ",".join("?" * _TABLES[table])
    sql = f"INSERT OR REPLACE INTO {table} VALUES ({places})"  # noqa: S608 - one of our names
    connection.run_many(sql, rows)


def _frames(later: Later) -> list[Frame]:
    try:
        return [unpack(packed) for packed in later.frames]
    except Malformed as error:
        raise StoreFault("backup_damaged", "frame") from error


def _genesis(device: Device, author: Author) -> bytes:
    return chain.author_genesis(device.office.commune, author)


def _bytes(head: HeldHead) -> bytes:
    return bytes.fromhex(head.chain)
