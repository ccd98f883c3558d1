"""The open profile: acts, readers, the sync thread's session, drafts and settings.

One thread, the one that opened the store, acts; any thread may ask for its own reader.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Self

from app.store import (
    backups,
    epochs,
    healing,
    keys,
    new_key,
    opening,
    phone_codes,
    rebuilding,
    secrets,
    slots,
)
from app.store import device as devices
from app.store.act import Act, Means
from app.store.answering import store_faults
from app.store.backups import Backup, How
from app.store.blobs import Blobs
from app.store.connection import Connection, open_reader, open_writer
from app.store.copying import Pace, at_once
from app.store.device import Device
from app.store.drafts import Drafts
from app.store.keys import Key
from app.store.last_acts import LastActs
from app.store.lending import Lending
from app.store.listeners import Listener, Listeners
from app.store.opening import Progress
from app.store.phone_codes import PhoneCodes
from app.store.preferences import Preferences
from app.store.profile import Profile
from app.store.projections.scans import named_files
from app.store.reader import Reader
from app.store.recorder import Recorder
from app.store.records import Office, Officer, Touched
from app.store.slip_journal import SlipJournal
from app.store.slots import OwnKey, Sealed, Slot
from app.store.sparing import cache_of
from app.store.sync_session import SyncSession
from app.store.verifying import Report, verify
from app.store.whereabouts import settled
from app.system import crash
from app.system.clock import milliseconds
from app.system.clock_guard import ClockGuard
from app.system.lock import ProfileLock
from app.system.machine import Machine
from sync.protocol.event import Event
from sync.protocol.signing import SECRET_KEY_BYTES

LOG = logging.getLogger(__name__)


class Store:
    """An office's records on this PC."""

    def __init__(
        self,
        profile: Profile,
        key: Key,
        machine: Machine,
        lock: ProfileLock,
        connection: Connection,
    ) -> None:
        self.profile = profile
        self.machine = machine
        self.drafts = Drafts(connection)
        self.preferences = Preferences(connection)
        self.files = Blobs(profile.files, key.secret, machine.entropy)
        self._secret = key.secret
        self._lock = lock
        self._connection = connection
        self._listeners = Listeners()
        self._lending = Lending()
        self.healed = 0  # events that this start found outside a database that lacked them
        self._copying = threading.Lock()
        self._last_acts = LastActs(profile.last_acts, key.secret, machine.entropy)
        slips = SlipJournal(
            profile.slip_journal, secrets.slip_journal_key(key.secret), machine.entropy
        )
        self.clock_guard = ClockGuard(machine.clock, profile.clock)
        recorder = Recorder(connection, devices.read(connection), machine.entropy)
        here = settled(profile, machine)
        self._means = Means(connection, recorder, slips, self.clock_guard, here)

    @classmethod
    def open(
        cls, profile: Profile, key: Key, machine: Machine, progress: Progress | None = None
    ) -> Self:
        """Open, migrate if needed, begin a new epoch if this is a copy; raises `StoreFault`.

        `progress` is told how far the projections are made anew, where they have to be.
        """
        lock = opening.take_lock(profile)
        try:
            with store_faults():
                connection = opening.open_database(profile, key, machine)
        except BaseException:
            lock.release()
            raise
        try:
            with store_faults():
                store = cls(profile, key, machine, lock, connection)
                store._begin(progress)
        except BaseException:
            connection.close()
            lock.release()
            raise
        return store

    @property
    def device(self) -> Device:
        """Who this PC is now; its epoch may change under an open store."""
        return self._means.recorder.device

    @property
    def office(self) -> Office:
        """Whose profile this is."""
        return self.device.office

    @contextmanager
    def act(self, by: Officer, eff: datetime | None = None) -> Iterator[Act]:
        """One act, one transaction: all of it is on the disk when the block ends, or none.

        `eff` is when it really happened, if not now. An exception inside undoes everything.
        """
        act, recorder, device = Act(self._means, by, eff), self._means.recorder, self.device
        try:
            with self._connection.writing():
                recorder.history.read_certificates()
                self._go_on_in_a_living_epoch()
                yield act
                act.finish()
        except BaseException:
            recorder.become(device)
            recorder.forget_touched()
            recorder.forget_fresh()
            raise
        crash.here("save.after_commit")
        self._last_acts.add(recorder.take_fresh())
        self._listeners.announce(recorder.take_touched())

    def replace_key(self, by: Officer, secret: bytes = b"", *, hands_over: bool = True) -> str:
        """Go on as another device, under a new key; answers its name.

        With `hands_over` the old key names the new one as its successor and ends; without, whoever
        let the new one in has its own word, and the old one may live on in another copy of this PC.
        """
        with self.act(by=by) as act:
            fresh = secret or self.machine.entropy(SECRET_KEY_BYTES)
            new_key.go_over(self._means, act, fresh, hands_over=hands_over)
        new_key.put_down(self.device, self._means.slips)
        crash.here("key.after_change")
        slots.follow(self.profile.slots, self.device.device)
        LOG.warning("this PC goes on as %s", self.device.device)
        return self.device.device

    def reader(self) -> Reader:
        """Give this thread its own query-only view; cheap to ask for again."""
        return self._lending.reader(self._open_reader)

    def sync_session(self) -> SyncSession:
        """A connection of its own for the thread that asks; whoever asks closes it."""
        return self._lending.lend(self._open_session)

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Hear of every change after its commit, on the thread that made it; gives how to stop."""
        return self._listeners.add(listener)

    def announce(self, touched: Touched) -> None:
        """Another process of this PC has changed the same records; on whatever thread hears it."""
        self._listeners.announce([touched])

    def hand_over_key(self) -> bytes:
        """The data key, for the process of this PC that serves the same records to neighbours."""
        return self._secret

    def written_outside(self, series: str) -> int:
        """The highest serial of a book that this PC has put outside the database; 0 for none."""
        return self._means.slips.last_of(series)

    def unsent(self) -> list[Event]:
        """Own events of the present epoch that the province's gateway has not signed for."""
        history = self._means.recorder.history
        return history.journal.unsent(history.gateway(), self.device.author)

    def verify(self, progress: Progress | None = None) -> Report:
        """Recompute every hash, chain and seal, and compare with the slip journal."""
        return verify(self._connection, self.device, self._means.slips, progress)

    def rebuild(self, progress: Progress | None = None) -> int:
        """Make the projections anew; answers how many entities were folded."""
        return rebuilding.rebuild(self._connection, self._means.recorder, progress)

    def back_up(self, folder: Path | None = None, pace: Pace = at_once) -> Backup:
        """Write an encrypted copy into a folder and read it back; any thread may, acts go on.

        One at a time: each begins by clearing away what a broken one has left.
        """
        with self._copying:
            self._seal()
            self._put_acts_away(folder or self.profile.backups)
            how = self._how(folder, pace)
            return backups.create(self.profile, self._secret, self.machine, how)

    def add_step(self, base: Backup, pace: Pace = at_once) -> Backup | None:
        """Write what came since a whole copy beside it; None when it cannot stand on that."""
        with self._copying:
            self._seal()
            self._put_acts_away(base.path.parent)
            how = self._how(base.path.parent, pace)
            return backups.create_step(self.profile, self._secret, self.machine, base, how)

    def check_backup(self, path: Path, pace: Pace = at_once) -> Report:
        """Read a copy of this office whole and recompute its journal; raises `StoreFault`."""
        return backups.check(path, self._secret, self.machine, pace)

    def _seal(self) -> None:
        """Whatever leaves the database is sealed before, so that it can be carried back."""
        session = self.sync_session()
        try:
            session.seal()
        finally:
            session.close()

    def _put_acts_away(self, folder: Path) -> None:
        """The copy that is being made holds them; those before the last one go."""
        if folder == self.profile.backups:
            self._last_acts.begin_anew()

    def _how(self, folder: Path | None, pace: Pace) -> How:
        return How(folder, is_sure=self.clock_guard.doubt is None, pace=pace)

    def phone_codes(self, first: int) -> PhoneCodes:
        """New codes for the telephone, numbered from `first` on; nothing is written yet."""
        return phone_codes.drafted(self._secret, first, self.machine.entropy)

    def slot_for(self, officer: Officer, own: OwnKey) -> Slot:
        """A way into this PC for an officer whose key is known; nothing is written yet."""
        return keys.slot_for(self._secret, officer, own, self.machine.entropy)

    def recovery_code(self) -> tuple[str, Sealed]:
        """A new recovery code to be printed and sealed; it opens nothing until it is kept."""
        now = milliseconds(self.machine.clock.now())
        return keys.sealed_recovery(self._secret, self.machine.entropy, now)

    def rest(self) -> None:
        """When nobody is waiting: put the log into the database, remember the clock."""
        self.clock_guard.note()
        self._connection.checkpoint()

    def close(self) -> None:
        """Stop readers, let an act or a sync page end, let go of files and lock; twice is no error.

        Whoever still asks gets `StoreFault('cancelled')`.
        """
        if self._lock.is_held:
            self._lending.close()
            self.clock_guard.note()
            self._connection.close()
            self._lock.release()

    def _open_reader(self) -> Reader:
        key = secrets.database_key(self._secret)
        cache = cache_of(self.profile)
        return Reader(open_reader(self.profile.database, key, cache), self.device)

    def _open_session(self) -> SyncSession:
        key, cache = secrets.database_key(self._secret), cache_of(self.profile)
        connection = open_writer(self.profile.database, key, cache_kib=cache)
        recorder = Recorder(connection, devices.read(connection), self.machine.entropy)
        slips, listeners = self._means.slips, self._listeners
        return SyncSession(connection, recorder, slips, listeners, self.machine.clock)

    def _begin(self, progress: Progress | None) -> None:
        """What a start has to put right before anybody acts."""
        means = self._means
        means.recorder.become(new_key.follow(means.connection, means.slips))
        self.healed = healing.heal(means.connection, self.device, self._last_acts.read())
        reason = epochs.reason_for_new(means.connection, self.device, means.slips, means.machine)
        if opening.need_views(means.connection):
            rebuilding.rebuild(means.connection, means.recorder, progress)
        with means.connection.writing():
            means.recorder.refold_stale(lambda: False)
            if reason:
                self._begin_epoch(reason)
        means.recorder.forget_touched()
        self._last_acts.add(means.recorder.take_fresh())
        means.slips.shorten()
        slots.follow(self.profile.slots, self.device.device)
        self.files.sweep(lambda: named_files(means.connection))

    def _go_on_in_a_living_epoch(self) -> None:
        """A peer may have shown us later events of our own while we were working."""
        reason = devices.epoch_reason(self._connection)
        journal = self._means.recorder.history.journal
        if reason or epochs.is_behind_a_peer(journal, self.device.author):
            self._begin_epoch(reason or "behind_a_peer")

    def _begin_epoch(self, reason: str) -> None:
        means = self._means
        means.recorder.device = epochs.begin(
            means.connection, self.device, reason, means.guard, means.machine
        )
        means.recorder.record_again()
        epochs.put_down(means.connection, self.device, means.slips)
        LOG.warning("a new epoch %s begins: %s", self.device.epoch, reason)
