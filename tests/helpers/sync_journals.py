"""Journals on real databases of both kinds, and what a gateway would say to them."""

import sqlite3
from collections.abc import Sequence
from typing import Any

import sqlcipher3

from sync.journal import SCHEMA, Journal
from sync.protocol import chain
from sync.protocol.certificate import certify
from sync.protocol.event import Event
from sync.protocol.identity import Author, EventId
from sync.protocol.messages import Ack, Held, Mark, Positions, runs_of
from tests.helpers.sync_events import COMMUNE, a_signer, an_author, an_envelope

KINDS: dict[str, Any] = {"sqlite3": sqlite3, "sqlcipher3": sqlcipher3}
SERVER = a_signer(9)
NONCE = b"n" * 16


def a_journal(kind: str = "sqlite3", knows: Sequence[int] = (1, 2)) -> Journal:
    """An empty journal that knows these devices."""
    db = KINDS[kind].connect(":memory:", isolation_level=None)
    for statement in SCHEMA:
        db.execute(statement)
    journal = Journal(db, COMMUNE)
    for secret in knows:
        key = a_signer(secret).public_key
        journal.devices.trust(certify(key, ("office.", "device."), f"Máy {secret}", "counter"))
    return journal


def acts(
    journal: Journal, count: int = 1, secret: int = 1, said: str = "x", **envelope: object
) -> list[Event]:
    """An officer acts at the PC whose key this is."""
    author = an_author(secret)
    return [
        journal.append(
            author,
            an_envelope(1, **envelope),
            {"text": f"{said} {number}"},
            number.to_bytes(16, "big"),
        )
        for number in range(count)
    ]


def a_page(
    journal: Journal, ids: Sequence[EventId], start: Mark | None = None, log_epoch: str = "log-1"
) -> Positions:
    """The gateway's word that these events follow the mark."""
    begin = start or Mark(0, chain.log_genesis(COMMUNE))
    end = begin.chain
    for event in ids:
        line = journal.lines.get(event)
        end = chain.log_extend(end, event, line.h if line else bytes(32))
    return Positions(
        server=SERVER.device,
        log_epoch=log_epoch,
        nonce=NONCE,
        start=begin,
        runs=runs_of(ids),
        chain=end,
    )


def an_ack(*have: Held, log_epoch: str = "log-1", **said: Any) -> Ack:
    """The gateway's word that it holds this."""
    usual: dict[str, Any] = {
        "protocol": 1,
        "server": SERVER.device,
        "time": 1_790_000_000_000,
        "nonce": NONCE,
        "counter": 0,
        "head": Mark(0, chain.log_genesis(COMMUNE)),
    }
    return Ack(log_epoch=log_epoch, have=have, **(usual | said))


def holds(journal: Journal, author: Author, n: int) -> Held:
    """What an equal gateway would say of the first n events."""
    return Held(*author, n, journal.lines.chain_at(author, n) or bytes(32))
