"""Ghi ra USB: everything that the province has not signed for goes onto a stick, and stays here.

Nothing is taken for sent by it. What lies on the stick waits here as before until the province's
signed word comes back, by stick or by line.
"""

import hashlib
import logging
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

import msgspec

from app.store.faults import StoreFault
from app.store.sync_session import SyncSession
from app.system.clock import milliseconds
from app.system.stick_disk import STICK
from app.system.version import VERSION
from app.usecases.bundle_neighbours import neighbours_standing
from app.usecases.bundle_readers import Readers, readers_of
from app.usecases.bundle_records import (
    Exported,
    KeptExport,
    Report,
    keep_bundles,
    kept_bundles,
    say_nothing,
)
from app.usecases.bundle_standing import is_acknowledged
from app.usecases.desk import Desk
from app.usecases.file_round import OwedFiles
from app.usecases.gateway_known import KnownGateway, must_be_enrolled
from app.usecases.shipped import dictionaries
from app.usecases.sync_hold import must_not_be_held
from sync.journal import Journal
from sync.peer.passing import Stand
from sync.protocol.bundle import MANIFEST, MAX_WANTED, ROOT, commune_folder
from sync.protocol.errors import SyncError
from sync.protocol.identity import Author
from sync.protocol.records import RecordType, write_record
from sync.stick.disk import Disk, remove_bundle
from sync.stick.faults import NoBundle, StickGone, stick_faults
from sync.stick.outgoing import Outgoing, Sent, Wish, put_file
from sync.stick.reading import Found, find, stick_of, unfinished_of
from sync.stick.writing import BundleWriter, Sender, next_serial

LOG = logging.getLogger(__name__)

_MOST_WORDS = 500
"""On files of one neighbour, the newest dossiers' first: 200 KB."""


def export_bundle(
    desk: Desk, stick: Path, report: Report = say_nothing, disk: Disk = STICK
) -> Exported:
    """Write a bundle onto a stick; on any thread. Raises `SyncError` with words of its own.

    The earlier bundles on the stick stay as they are, unless room is needed and the province has
    signed for all that they hold. Broken off, what was begun is removed.
    """
    session = desk.store.sync_session()
    try:
        gateway = must_be_enrolled(session.preferences)
        must_not_be_held(session.preferences)
        return _Export(desk, session, gateway, stick_of(stick), disk).run(report)
    finally:
        session.close()


class _Export:
    """One bundle on its way out."""

    def __init__(
        self, desk: Desk, session: SyncSession, gateway: KnownGateway, root: Path, disk: Disk
    ) -> None:
        self._desk, self._session, self._gateway = desk, session, gateway
        self._root, self._disk = root, disk
        self._owed = OwedFiles(desk)
        self._readers = readers_of(desk, session, gateway)
        self._runs: list[Sent] = []
        self._files: list[str] = []

    def run(self, report: Report) -> Exported:
        readers = self._readers
        self._seal()
        cleaned = self._make_room()
        serial = self._next_serial()
        writer = self._writer(readers, serial)
        try:
            more = not self._put_all(writer, serial, report)
            manifest = writer.finish(more=more)
        except BaseException:
            self._forget(writer.folder)
            raise
        self._remember(serial, writer)
        LOG.info("bundle %s: %s acts, %s files", serial, writer.acts, len(self._files))
        return Exported(
            folder=str(writer.folder),
            serial=serial,
            acts=writer.acts,
            files=len(self._files),
            bytes=manifest.size,
            more=more,
            cleaned=cleaned,
            has_recovery=readers.has_recovery,
            for_pcs=readers.pcs,
        )

    def _seal(self) -> None:
        """Nothing leaves this PC unsealed."""
        with self._session.page() as page:
            page.seal_all()
            page.tried(self._desk.store.clock_guard.stamp())

    def _writer(self, readers: Readers, serial: int) -> BundleWriter:
        device = self._session.device
        commune = self._desk.store.office.commune
        sender = Sender(self._gateway.server, commune, device.signer(), readers.recipients)
        made = milliseconds(self._desk.now())
        return BundleWriter(self._disk, self._root, sender, serial, made)

    def _put_all(self, writer: BundleWriter, serial: int, report: Report) -> bool:
        """Acts first, then files by their urgency; answers whether all of it fitted."""
        owed = self._owed.owed(self._session)
        weights = {one.file: self._desk.store.files.weight(one.file) or 0 for one in owed}
        total = sum(weights.values())
        if not self._put_acts(writer, serial, lambda done: report(done, done + total)):
            return False
        facts = writer.size
        for one in owed:
            report(writer.size, facts + total)
            if not self._put_file(writer, one.file):
                return False
        report(facts + total, facts + total)
        return True

    def _put_acts(self, writer: BundleWriter, serial: int, report: Callable[[int], None]) -> bool:
        device, wish = self._session.device, self._wish()
        with self._session.reading() as journal:
            outgoing = Outgoing(writer, journal, self._gateway.server, dictionaries())
            outgoing.letter(device.signer(), device.author, serial, wish)
            for run, fits in outgoing.events(device.author):
                if not fits:
                    return False
                self._runs.append(run)
                report(writer.size)
            neighbours = self._neighbours()
            for stand in neighbours.values():
                outgoing.order_for(stand, device.author)
        self._put_words(writer, neighbours)
        return True

    def _neighbours(self) -> dict[str, Stand]:
        """Where those stood that bring sticks and have not been revoked."""
        standing = neighbours_standing(self._session.preferences, self._desk.now())
        return {pc: stand for pc, stand in standing.items() if pc in self._readers.devices}

    def _put_words(self, writer: BundleWriter, neighbours: Iterable[str]) -> None:
        """The province's words on their scans: they may wait for them with no other way to hear."""
        sent, log_epoch = self._session.sent_files, self._session.log_epoch
        for device in neighbours:
            for word in sent.words_for(device, log_epoch, _MOST_WORDS):
                writer.put(write_record(RecordType.HELD, word))

    def _put_file(self, writer: BundleWriter, file: str) -> bool:
        """From where the province holds it; one that cannot be read is left for the line's turn."""
        kept = kept_bundles(self._session.preferences)
        is_same_log = kept.log_epoch == self._session.log_epoch
        start = kept.parts.get(file, 0) if is_same_log else 0
        try:
            content = self._desk.store.files.read(file)
        except StoreFault as fault:
            LOG.warning("the file %s is passed over: %s", file[:8], fault.code)
            return True
        end = put_file(writer, file, content, start if start < len(content) else 0)
        if end == len(content):
            self._files.append(file)
            writer.files += 1
        return end == len(content)

    def _wish(self) -> Wish:
        files = self._desk.store.files
        open_ones = self._session.sent_files.of_open_dossiers()
        lying = files.lying(open_ones)
        wanted = [file for file in open_ones if file not in lying]
        return Wish(VERSION, tuple(wanted[:MAX_WANTED]), tuple(self._packages()))

    def _packages(self) -> Iterable[bytes]:
        """The catalogues of the office's own folder, by their hashes."""
        for path in sorted((self._desk.profile.path / "catalogue").glob("*.mcp"))[-64:]:
            yield hashlib.sha256(path.read_bytes()).digest()

    def _lying(self) -> list[Found]:
        """Own bundles on this stick, the oldest first."""
        device = self._session.device.device
        folder = self._root / ROOT / commune_folder(self._desk.store.office.commune)
        with suppress(NoBundle, StickGone):
            own = (one for one in find(folder) if one.manifest)
            mine = [one for one in own if one.manifest and one.manifest.writer == device]
            return sorted(mine, key=lambda one: one.manifest.serial if one.manifest else 0)
        return []

    def _next_serial(self) -> int:
        """Written down before it is used: no two bundles of this PC bear one number."""
        kept = kept_bundles(self._session.preferences)
        lying = [one.manifest.serial for one in self._lying() if one.manifest]
        serial = next_serial(kept.serial, lying)
        keep_bundles(self._session.preferences, msgspec.structs.replace(kept, serial=serial))
        return serial

    def _make_room(self) -> int:
        """Remove what was left half written; what the province has, as far as room is needed."""
        folder = self._root / ROOT / commune_folder(self._desk.store.office.commune)
        device = self._session.device.device
        removed = 0
        with stick_faults(self._root):
            if not self._root.is_dir():
                raise StickGone(self._root.name)
            for begun in unfinished_of(folder, device):
                remove_bundle(begun)
            needed = self._needed()
            for one in self._lying():
                if self._disk.free(self._root) >= needed:
                    break
                if one.manifest and is_acknowledged(self._session, one.manifest.serial):
                    remove_bundle(one.folder)
                    removed += 1
        return removed

    def _needed(self) -> int:
        """About what everything that waits takes on a stick, unpacked acts and sealed files."""
        with self._session.reading() as journal:
            acts = sum(
                journal.lines.bytes_between(author, first, journal.highest(author))
                for author in journal.lines.authors()
                if (first := self._first_unknown(journal, author)) <= journal.highest(author)
            )
        return acts + self._owed.left(self._session).bytes + (2 << 20)

    def _first_unknown(self, journal: Journal, author: Author) -> int:
        """Behind what the province has signed for of an author."""
        confirmed = journal.confirmed(self._gateway.server, author)
        return confirmed[-1][1] + 1 if confirmed else 1

    def _remember(self, serial: int, writer: BundleWriter) -> None:
        kept = kept_bundles(self._session.preferences)
        made = KeptExport(
            serial=serial,
            at=self._desk.now(),
            runs=tuple(self._runs),
            files=tuple(self._files),
            acts=writer.acts,
            bytes=writer.size,
        )
        exports = (made, *kept.exports)
        keep_bundles(self._session.preferences, msgspec.structs.replace(kept, exports=exports))

    def _forget(self, folder: Path) -> None:
        """Remove what was begun, if the stick is still there; it counts as nothing anyway."""
        with suppress(OSError, SyncError):
            if not (folder / MANIFEST).exists():
                remove_bundle(folder)
                for above in (folder.parent, folder.parent.parent):
                    above.rmdir()  # refused where anything lies in it
