"""Quét giấy tờ: keep the file of a paper with its facts, use one again, look at it, waive it."""

from collections.abc import Iterator

import msgspec

from app.domain import access
from app.domain.access import Role
from app.domain.dossier import Dossier
from app.domain.dossier_record import Scan
from app.domain.errors import RuleViolation
from app.domain.events import PaperFacts, PaperScanned, PaperStanding, Payload, ScanSource
from app.domain.history import DossierVersion
from app.domain.scans import PAGE_BUDGET, is_valid_on, lacking
from app.store.projections.scans import Scans
from app.system.disk import Room
from app.usecases.desk import Desk
from app.usecases.staff import hidden_dossiers, must_be_seen
from app.usecases.step import take

_SETTINGS = "scanning"
RESULT = "Kết quả giải quyết"


class ScanSettings(msgspec.Struct, frozen=True, kw_only=True):
    """How this PC scans."""

    folder: str = ""
    """Where the scanner's own program puts its files."""
    page_budget: int = PAGE_BUDGET
    """Bytes that a page may weigh."""
    removes: bool = True
    """Files of the folder are deleted once they are safe here."""


class Ready(msgspec.Struct, frozen=True, kw_only=True):
    """A file that the officer has looked at and wants to keep."""

    content: bytes
    pages: int
    source: ScanSource
    kept: bool = False
    """It came as it is: not drawn anew."""


class PaperState(msgspec.Struct, frozen=True, kw_only=True):
    """One paper of a dossier and its file, if it has one."""

    name: str
    facts: PaperFacts
    scan: Scan | None = None
    waived: str = ""
    """Why it is not digitised."""
    is_lacking: bool = False
    is_result: bool = False
    is_here: bool = True
    """The file lies on this PC."""
    is_sent: bool = False
    """The province's gateway has signed that it holds the file."""


class Papers(msgspec.Struct, frozen=True, kw_only=True):
    """What the page of scans shows."""

    dossier: Dossier
    version: DossierVersion
    rows: tuple[PaperState, ...]
    room: Room


class Reusable(msgspec.Struct, frozen=True, kw_only=True):
    """A paper of the same person that is on file already."""

    dossier_id: str
    code: str
    scan: Scan


def scan_settings(desk: Desk) -> ScanSettings:
    """Return how this PC scans."""
    found = desk.store.reader().preferences.get(_SETTINGS)
    return msgspec.json.decode(found, type=ScanSettings) if found else ScanSettings()


def change_scan_settings(desk: Desk, settings: ScanSettings) -> ScanSettings:
    """Write down how this PC scans."""
    desk.store.preferences.put(_SETTINGS, msgspec.json.encode(settings))
    return settings


def room(desk: Desk) -> Room:
    """What the disk still has room for."""
    return desk.store.files.room()


def papers(desk: Desk, dossier_id: str) -> Papers:
    """List the papers handed in, then the result once there is one."""
    reader = desk.store.reader()
    dossier = reader.dossier(dossier_id)
    must_be_seen(desk, reader, dossier.procedure.field if dossier.procedure else "")
    return Papers(
        dossier=dossier,
        version=dossier.version,
        rows=tuple(_rows(desk, dossier)),
        room=room(desk),
    )


def keep_scan(
    desk: Desk,
    shown: DossierVersion,
    row: PaperState,
    ready: Ready,
    facts: PaperFacts | None = None,
) -> Dossier:
    """Keep a file and record it; a scan that was there is replaced.

    The file is on the disk before the event is: a power cut leaves both, or nothing that counts.
    """
    sha = desk.store.files.keep(ready.content)
    said = PaperScanned(
        paper=row.name,
        file=sha,
        pages=ready.pages,
        bytes=len(ready.content),
        source=ready.source,
        facts=facts or row.facts,
        kept=ready.kept,
        is_result=row.is_result,
        replaces=row.scan.event if row.scan else "",
    )
    return _record(desk, shown, said)


def reuse(desk: Desk, shown: DossierVersion, row: PaperState, old: Reusable) -> Dossier:
    """Use a paper that is on file already: the same file, counted as used again (766, 4.3)."""
    before = old.scan.said
    if not is_valid_on(before.facts, desk.now().date()):
        raise RuleViolation("scan_no_longer_valid")
    said = msgspec.structs.replace(
        before,
        paper=row.name,
        source=ScanSource.REUSED,
        reused_from=before.reused_from or old.dossier_id,
        replaces=row.scan.event if row.scan else "",
        to_sign=False,
        is_result=False,
    )
    return _record(desk, shown, said)


def reusable(desk: Desk, dossier_id: str, row: PaperState) -> tuple[Reusable, ...]:
    """List papers of the owner that are on file elsewhere and valid today; of this name first."""
    if not row.facts.owner_id:
        return ()
    reader = desk.store.reader()
    found = reader.topic(Scans).on_file(row.facts.owner_id, desk.now().date().isoformat())
    hidden = hidden_dossiers(desk, reader, [one.dossier_id for one in found])
    wanted = {
        one.scan: one.dossier_id
        for one in found
        if one.dossier_id != dossier_id and one.dossier_id not in hidden
    }
    answers: dict[str, Reusable] = {}
    for dossier in map(reader.dossier, dict.fromkeys(wanted.values())):
        for scan in dossier.scans:
            if scan.event in wanted and desk.store.files.has(scan.said.file):
                code = dossier.official_code or dossier.number
                one = Reusable(dossier_id=dossier.id, code=code, scan=scan)
                answers.setdefault(scan.said.file, one)
    return tuple(sorted(answers.values(), key=lambda one: not _is_same(one.scan, row)))


def remove_scan(desk: Desk, shown: DossierVersion, scan: str, reason: str) -> Dossier:
    """Bỏ bản quét: it counts no more; the file stays until its time is over."""
    return take(desk, shown, lambda dossier: dossier.remove_scan(scan, reason))


def waive_scan(desk: Desk, shown: DossierVersion, paper: str, reason: str) -> Dossier:
    """Không số hóa giấy tờ này, and why."""
    return take(desk, shown, lambda dossier: dossier.waive_scan(paper, reason))


def read_scan(desk: Desk, scan: Scan) -> bytes:
    """The file of a scan, in memory; raises `StoreFault`: file_missing, file_damaged."""
    return desk.store.files.read(scan.said.file)


def to_sign(dossier: Dossier) -> tuple[Scan, ...]:
    """Scans that wait for the clerk's own digital signature (Điều 17(1)(c))."""
    return tuple(scan for scan in dossier.scans if scan.said.to_sign)


def _record(desk: Desk, shown: DossierVersion, said: PaperScanned) -> Dossier:
    with desk.store.act(by=desk.officer) as act:
        checked: Payload = act.dossier(shown.id).scan_paper(said)
        access.check(Role(desk.officer.role), checked)
        dossier = act.record(shown.id, checked, seen=shown, files=(said.file,))
    desk.store.files.settle(said.file)
    return dossier


def _rows(desk: Desk, dossier: Dossier) -> Iterator[PaperState]:
    scans = {scan.said.paper: scan for scan in dossier.scans if not scan.said.is_result}
    waived = {one.paper: one.reason for one in dossier.waived_scans}
    lacks = set(lacking(dossier))
    for row in dossier.papers:
        scan = scans.pop(row.name, None)
        if row.standing is not PaperStanding.SUBMITTED and scan is None:
            continue
        yield PaperState(
            name=row.name,
            facts=scan.said.facts if scan else _facts(dossier, row.name, row.code or ""),
            scan=scan,
            waived=waived.get(row.name, ""),
            is_lacking=row.name in lacks,
            is_here=scan is None or desk.store.files.has(scan.said.file),
            is_sent=_is_sent(desk, scan),
        )
    if dossier.result is not None:
        yield _result_row(desk, dossier)


def _result_row(desk: Desk, dossier: Dossier) -> PaperState:
    scan = next((one for one in dossier.scans if one.said.is_result), None)
    issued = dossier.result.results[0] if dossier.result and dossier.result.results else None
    name = issued.name if issued else RESULT
    facts = _facts(dossier, name, (issued.code or "") if issued else "")
    return PaperState(
        name=name,
        facts=scan.said.facts if scan else facts,
        scan=scan,
        is_result=True,
        is_here=scan is None or desk.store.files.has(scan.said.file),
        is_sent=_is_sent(desk, scan),
    )


def _is_sent(desk: Desk, scan: Scan | None) -> bool:
    return scan is not None and desk.store.reader().sent_files.is_sent(scan.said.file)


def _facts(dossier: Dossier, name: str, code: str) -> PaperFacts:
    """What is known without asking: the paper's name and code, and the dossier's owner."""
    owner = dossier.owned_by
    return PaperFacts(
        code=code,
        name=name,
        owner_id=(owner.id_number or "") if owner else "",
        owner_name=owner.name if owner else "",
        birth_year=(owner.birth_date or "")[:4] if owner else "",
    )


def _is_same(scan: Scan, row: PaperState) -> bool:
    facts = scan.said.facts
    return facts.name == row.name or bool(facts.code and facts.code == row.facts.code)
