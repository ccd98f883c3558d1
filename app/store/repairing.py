"""Mend a damaged office: the last good copy, what can be read, what the slip journal names.

Never an empty office: without a copy and without this PC's own key nothing is put in its place. The
damaged files are set aside before anything is touched.
"""

import logging
from collections.abc import Iterable
from pathlib import Path

import msgspec

from app.store import (
    backups,
    carrying,
    copied_files,
    migrate,
    opening,
    restoring,
    secrets,
    slot_mending,
    slots,
    steps,
    views,
)
from app.store import device as devices
from app.store import manifest as manifests
from app.store.answering import store_faults
from app.store.backups import Backup
from app.store.blobs import Blobs
from app.store.connection import Connection, open_writer
from app.store.copying import copy_database
from app.store.device import Device, Former
from app.store.faults import StoreFault
from app.store.keys import Key
from app.store.last_acts import LastActs
from app.store.profile import Profile
from app.store.slip_journal import SlipJournal
from app.store.wreck import Wreck
from app.system import durable
from app.system.machine import Machine
from sync.journal import Journal
from sync.protocol.canonical import decode_object
from sync.protocol.errors import Malformed

LOG = logging.getLogger(__name__)

_TOLD = 50


class Mended(msgspec.Struct, frozen=True, kw_only=True):
    """What was found: events from damaged pages, from which copy, and numbers without a dossier."""

    events: int
    salvaged: int
    spoilt_pages: int
    copy: str
    missing: tuple[str, ...]
    slots_from_copy: bool


def repair(
    profile: Profile, folders: Iterable[Path], officer: str, typed: str, machine: Machine
) -> tuple[Key, Mended]:
    """Answers the key to open the office with, and what was found; the office must be closed.

    `typed` is the officer's password or the recovery code of the office.

    Raises `StoreFault`: nothing_to_mend when neither a copy nor enough of the file can be read,
    wrong_password, already_open ...
    """
    copies = [copy for folder in folders for copy in backups.listed(folder)]
    key = slot_mending.unlocked(profile, copies, officer, typed)
    ours = _ours(copies, key)
    lock = opening.take_lock(profile)
    try:
        with store_faults():
            device, mended = _Repair(profile, key, machine).run(ours)
            places = [copy.path for copy in ours]
            is_copied = slot_mending.mend(profile, device.office.commune, device.device, places)
    finally:
        lock.release()
    return key, msgspec.structs.replace(mended, slots_from_copy=is_copied)


def _ours(copies: list[Backup], key: Key) -> list[Backup]:
    """Copies that were written under this key, the fullest first."""
    ours = []
    for copy in copies:
        try:
            manifests.check_seal(copy.manifest, key.secret)
        except StoreFault:
            continue
        ours.append(copy)
    return backups.fullest_first(ours)


class _Repair:
    """One repair, under the lock."""

    def __init__(self, profile: Profile, key: Key, machine: Machine) -> None:
        self._profile, self._key, self._machine = profile, key, machine
        self._staged = profile.path / "office.db.restoring"

    def run(self, copies: list[Backup]) -> tuple[Device, Mended]:
        profile = self._profile
        profile.make()
        if profile.database.exists():
            restoring.set_aside(profile, self._machine.clock.now())
        wreck = Wreck(profile, self._key.secret)
        entropy = self._machine.entropy
        wreck.add(LastActs(profile.last_acts, self._key.secret, entropy).read())
        connection, copy = self._begun(copies, wreck)
        try:
            device = devices.read(connection)
            salvaged = self._fill(connection, device, wreck)
            told = self._told(connection, wreck, salvaged, copy)
            connection.checkpoint()
        finally:
            connection.close()
        self._bring_files_back(copies)
        durable.remove(profile.path / "office.db-wal")
        durable.remove(profile.path / "office.db-shm")
        durable.move(self._staged, profile.database)
        LOG.warning("mended: %s events, %s of them from damaged pages", told.events, told.salvaged)
        return device, told

    def _begun(self, copies: list[Backup], wreck: Wreck) -> tuple[Connection, str]:
        """What the mended office begins with: the newest copy that opens, else a blank one."""
        for copy in copies:
            try:
                return self._from_copy(copy), copy.path.name
            except StoreFault as fault:
                LOG.warning("%s cannot be used: %s", copy.path.name, fault.code)
        if wreck.device is None:
            raise StoreFault("nothing_to_mend")
        return self._blank(wreck.device, wreck.former.values()), ""

    def _from_copy(self, copy: Backup) -> Connection:
        manifests.check(copy.path, copy.manifest)
        manifests.check(copy.base, manifests.read(copy.base))
        copy_database(copy.base / "office.db", self._staged, self._key.secret)
        connection = open_writer(self._staged, secrets.database_key(self._key.secret))
        try:
            _must_be_sound(connection)
            if migrate.pending(connection):
                migrate.migrate(connection)
            if copy.manifest.base:
                with connection.writing():
                    steps.apply(connection, steps.read(copy.path, self._key.secret))
        except BaseException:
            connection.close()
            raise
        return connection

    def _blank(self, device: Device, former: Iterable[Former]) -> Connection:
        """Tables without content, and this PC's own key out of the damaged file."""
        durable.remove(self._staged)
        connection = open_writer(self._staged, secrets.database_key(self._key.secret), new=True)
        migrate.migrate(connection)
        with connection.writing():
            views.make_empty(connection)
            devices.write(connection, device)
            for one in former:
                devices.retire(connection, one)
            connection.run("INSERT OR IGNORE INTO local_counters VALUES (1, ?)", (b"{}",))
        return connection

    def _fill(self, connection: Connection, device: Device, wreck: Wreck) -> int:
        journal = Journal(connection.raw, device.office.commune)
        with connection.writing():
            carrying.trust(journal, device, wreck.certificates.values())
            steps.put_rows(connection, "local_setting", list(wreck.settings.items()))
            steps.put_rows(connection, "local_draft", list(wreck.drafts.values()))
            salvaged = wreck.bring_into(journal, device)
            devices.ask_new_epoch(connection, "repaired")
            views.mark_stale(connection)
        return salvaged

    def _told(self, connection: Connection, wreck: Wreck, salvaged: int, copy: str) -> Mended:
        rows = connection.rows("SELECT payload FROM journal_event WHERE payload IS NOT NULL")
        aside = connection.rows("SELECT payload FROM journal_aside WHERE payload IS NOT NULL")
        spoken = {word for (payload,) in (*rows, *aside) for word in _words(payload)}
        slips = SlipJournal(
            self._profile.slip_journal,
            secrets.slip_journal_key(self._key.secret),
            self._machine.entropy,
        )
        missing = [code for code in slips.given if code not in spoken and "/" not in code]
        return Mended(
            events=len(rows),
            salvaged=salvaged,
            spoilt_pages=wreck.spoilt,
            copy=copy,
            missing=tuple(missing[-_TOLD:]),
            slots_from_copy=False,
        )

    def _bring_files_back(self, copies: list[Backup]) -> None:
        connection = open_writer(self._staged, secrets.database_key(self._key.secret))
        try:
            device = devices.read(connection).device
            named = copied_files.named_in(connection, device)
        finally:
            connection.close()
        here = Blobs(self._profile.files, self._key.secret, self._machine.entropy)
        for copy in copies[:1]:
            there = backups.attachments(copy.path, copy.manifest, self._key.secret, self._machine)
            copied_files.bring_back(there, here, named)


def _must_be_sound(connection: Connection) -> None:
    if not backups.is_sound(connection):
        raise StoreFault("backup_damaged", "pages")


def _words(payload: bytes) -> Iterable[str]:
    """Every text that an event says."""
    try:
        waiting: list[object] = [decode_object(payload)]
    except Malformed:
        return
    while waiting:
        match waiting.pop():
            case str(text):
                yield text
            case dict(told):
                waiting += told.values()
            case list(several) | tuple(several):
                waiting += several
            case _:
                pass


def names_here(profile: Profile, copies: Iterable[Backup]) -> list[tuple[str, str]]:
    """Who can be asked for a password: this PC's officers, else those of the newest copy."""
    for place in (profile, *(Profile(copy.path) for copy in copies)):
        try:
            return [(one.officer, one.name) for one in slots.read_as_it_is(place.slots).slots]
        except StoreFault:
            continue
    return []
