"""Đọc từ USB: the province's returns first, then what neighbours wrote; twice is once.

What is good of a bundle is taken even where a part of it is missing; what is missing is told by
name. Each step is a transaction, and a power cut between two loses nothing.
"""

import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from app.domain.errors import RuleViolation
from app.store.faults import StoreFault
from app.store.sync_session import SyncSession
from app.system.clock import instant
from app.usecases.bundle_neighbours import keep_letter
from app.usecases.bundle_readers import Known, writer_of
from app.usecases.bundle_records import (
    Imported,
    ImportedBundle,
    MissingRun,
    Report,
    Trouble,
    Writer,
    keep_bundles,
    kept_bundles,
    say_nothing,
)
from app.usecases.desk import Desk
from app.usecases.file_words import heed
from app.usecases.gateway_known import must_be_enrolled
from app.usecases.own_revocation import note_verdicts
from app.usecases.pc_names import pc_names
from app.usecases.shipped import dictionaries
from app.usecases.sync_hold import must_not_be_held
from app.usecases.sync_round import waiting
from sync.files.address import address_of
from sync.peer.lessons import Lesson, Step, Together
from sync.peer.relay import gathered
from sync.peer.request import Server
from sync.protocol.age import Identity
from sync.protocol.bundle import Manifest, read_letter
from sync.protocol.errors import SyncError
from sync.protocol.messages import Note, read_passed_on_ack
from sync.protocol.records import Record, RecordType
from sync.stick.faults import BundleUnfinished, StickFault
from sync.stick.reading import Bundle, Found, find, proven
from sync.stick.taking import FeedGap, Pieces, Run, Taking, gaps

LOG = logging.getLogger(__name__)


def import_bundles(desk: Desk, path: Path, report: Report = say_nothing) -> Imported:
    """Read what lies on a stick, or one bundle; on any thread. Raises `NoBundle`, `StickGone`."""
    session = desk.store.sync_session()
    try:
        must_be_enrolled(session.preferences)
        must_not_be_held(session.preferences)
        return _Import(desk, session).run(path, report)
    finally:
        session.close()


class _Import:
    """One stick on its way in."""

    def __init__(self, desk: Desk, session: SyncSession) -> None:
        self._desk, self._session = desk, session
        self._gateway = must_be_enrolled(session.preferences)
        self._server = Server(self._gateway.server, self._gateway.key)
        self._identity = Identity(session.own.secret, *(one.secret for one in session.own.former))
        self._catalogue = ""

    def run(self, path: Path, report: Report) -> Imported:
        before = waiting(self._session).events
        found = sorted(find(path), key=_in_turn)
        total = sum(len(one.manifest.volumes) for one in found if one.manifest)
        steps = iter(range(total + 1))
        bundles = [self._bundle(one, lambda: report(next(steps, total), total)) for one in found]
        report(total, total)
        self._note()
        left = waiting(self._session).events
        return Imported(
            bundles=tuple(bundles),
            confirmed=max(0, before - left),
            waiting=left,
            missing=self._missing(),
            catalogue=self._catalogue,
        )

    def _bundle(self, found: Found, report: Callable[[], None]) -> ImportedBundle:
        said = found.manifest
        serial = said.serial if said else 0
        told = ImportedBundle(folder=found.folder.name, writer=Writer.UNKNOWN, serial=serial)
        try:
            if said is None:
                raise found.fault or BundleUnfinished(found.folder.name)
            known = writer_of(self._desk, self._session, self._gateway, said)
            told = msgspec.structs.replace(told, writer=known.writer, name=known.name)
            return self._taken(proven(found, known.key), known, told, report)
        except SyncError as fault:
            LOG.warning("bundle %s: %s", found.folder.name, fault.code)
            return msgspec.structs.replace(told, code=fault.code)

    def _taken(
        self, bundle: Bundle, known: Known, told: ImportedBundle, report: Callable[[], None]
    ) -> ImportedBundle:
        reading = _Reading(self._desk, self._session, self._server, known, bundle.manifest)
        for volume in bundle.volumes(self._identity):
            report()
            if volume.fault is not None:
                reading.trouble(volume.name, volume.fault.code)
            for records in gathered(volume.records):
                reading.take_together(records)
        reading.end()
        self._catalogue = reading.catalogue or self._catalogue
        return msgspec.structs.replace(
            told,
            fresh=reading.taking.fresh,
            known=reading.taking.known,
            files=reading.files,
            troubles=tuple(reading.troubles),
        )

    def _note(self) -> None:
        preferences = self._session.preferences
        kept = kept_bundles(preferences)
        keep_bundles(preferences, msgspec.structs.replace(kept, imported_at=self._desk.now()))

    def _missing(self) -> tuple[MissingRun, ...]:
        names = pc_names(self._desk)
        with self._session.reading() as journal:
            found = gaps(journal)
        return tuple(
            MissingRun(gap.author.device, names.get(gap.author.device, ""), gap.first, gap.last)
            for gap in found
        )


class _Reading:
    """One bundle, record by record."""

    def __init__(
        self, desk: Desk, session: SyncSession, server: Server, known: Known, manifest: Manifest
    ) -> None:
        self._desk, self._session, self._known = desk, session, known
        self._manifest = manifest
        self._server_key = server.public_key
        self.taking = Taking(server, session.device.author, dictionaries())
        self._files = Pieces()
        self._packages = Pieces(RecordType.PACKAGE)
        self.troubles: list[Trouble] = []
        self._verdicts: tuple[Note, ...] = ()
        self.files = 0
        self.catalogue = ""

    def trouble(self, name: str, code: str) -> None:
        """Note what is wrong with a part; a word is said once."""
        found = Trouble(name, code)
        if found not in self.troubles:
            self.troubles.append(found)

    def take_together(self, records: Sequence[Record]) -> None:
        """Small pages of the order in one transaction; if one of them fails, each in its own."""
        if len(records) > 1:
            with suppress(SyncError):
                steps = [step for one in records for step in self.taking.steps(one)]
                self._learn(Together(tuple(steps)), records[0])
                return
        for record in records:
            self.take(record)

    def take(self, record: Record) -> None:
        """Bring one record in."""
        try:
            for step in self.taking.steps(record):
                self._learn(step, record)
            self._file(self._files.take(record))
            self._package(self._packages.take(record))
            self._letter(record)
        except FeedGap as gap:
            self.trouble(f"{gap.first}-{gap.last}", gap.code)
        except StickFault:
            raise
        except SyncError as fault:
            self.trouble(record.type.name, fault.code)

    def end(self) -> None:
        """After the last record: the last file, and what the province holds of ours."""
        self._file(self._files.end())
        self._package(self._packages.end())
        self._held()
        note_verdicts(self._session.preferences, self._session.device.device, self._verdicts)
        if self.taking.time and not self.taking.is_old:
            self._desk.store.clock_guard.not_before(instant(self.taking.time))

    def _learn(self, step: Step, record: Record) -> Lesson:
        with self._session.page() as page:
            lesson = step(page.journal)
            page.touch(lesson.touched)
            if record.type is RecordType.ACK and not self.taking.is_old:
                ack = read_passed_on_ack(record.body, self._server_key)
                page.hear(ack, self._desk.store.clock_guard.stamp(), "stick")
                self._verdicts += ack.notes
            elif record.type is RecordType.POSITIONS:
                page.acknowledged()
            if lesson.needs_epoch:
                page.need_epoch(lesson.needs_epoch)
        return lesson

    def _file(self, run: Run | None) -> None:
        """Keep a whole file that an event here names; a part of one is left to another stick."""
        if run is None or not run.is_whole:
            return
        files = self._desk.store.files
        is_named = bool(self._session.sent_files.dossiers_of(run.file))
        if not is_named or files.has(run.file) or address_of(run.data) != run.file:
            return
        try:
            files.settle(files.keep(run.data))
        except StoreFault as fault:
            self.trouble(run.file[:8], fault.code)
            return
        self.files += 1
        self._session.file_changed(run.file)

    def _package(self, run: Run | None) -> None:
        """Install a catalogue that the province sent along; its own signature decides."""
        if run is None or not run.is_whole or self._known.writer is not Writer.PROVINCE:
            return
        incoming = self._desk.profile.path / "incoming.mcp"
        try:
            incoming.write_bytes(run.data)
            self.catalogue = self._desk.catalogue.install(incoming).version
        except RuleViolation as refused:
            self.trouble("MCP", refused.code)
        finally:
            incoming.unlink(missing_ok=True)

    def _letter(self, record: Record) -> None:
        """Where a neighbour stands: our next stick brings it what it lacks of the order."""
        if record.type is RecordType.LETTER and self._known.writer is Writer.NEIGHBOUR:
            letter = read_letter(record.body, self._known.key, self._manifest)
            keep_letter(self._session.preferences, letter, self._desk.now())

    def _held(self) -> None:
        """What the province has signed that it holds of files, in this log epoch.

        A neighbour passes its words on whole files on; how far it holds a part it says itself.
        """
        log_epoch = self._session.log_epoch
        for held, word in self.taking.held:
            heed(self._session, held, word)
        said = [held for held, _ in self.taking.held if held.log_epoch == log_epoch]
        if not said or self._known.writer is not Writer.PROVINCE:
            return
        kept = kept_bundles(self._session.preferences)
        parts = dict(kept.parts) if kept.log_epoch == log_epoch else {}
        for held in said:
            parts.pop(held.file.hex(), None)
            if not held.whole and held.offset:
                parts[held.file.hex()] = held.offset
        kept = msgspec.structs.replace(kept, log_epoch=log_epoch, parts=parts)
        keep_bundles(self._session.preferences, kept)


def _in_turn(found: Found) -> tuple[bool, bool, str, int]:
    """Returns first: they bring the certificates of neighbours that are new."""
    said = found.manifest
    if said is None:
        return (True, True, "", 0)
    return (False, not said.is_return, said.writer, said.serial)
