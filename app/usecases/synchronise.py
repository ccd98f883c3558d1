"""Đồng bộ: enrol this PC, one round now, what waits, and how the line has been."""

from app.domain.calendar import OFFICE_TIME
from app.domain.errors import RuleViolation
from app.domain.link import Stretch, gathered
from app.domain.practice import COMMUNE
from app.store.sync_session import SyncSession
from app.usecases.desk import Desk
from app.usecases.file_round import OwedFiles, send_files
from app.usecases.gateway_known import KnownGateway, keep_gateway, known_gateway
from app.usecases.hub_state import HubState
from app.usecases.line_chain import keep_note
from app.usecases.sync_records import (
    LineState,
    RoundReport,
    SyncStatus,
    WaitingRow,
)
from app.usecases.sync_round import Round
from app.usecases.sync_service import SyncService, status_of
from sync.carriers import http
from sync.protocol.certificate import Certificate
from sync.protocol.enrolment import Welcome, apply_with, clean_code, read_welcome
from sync.protocol.signing import Signer
from sync.protocol.versions import PROTOCOL

MOST_READ = 500
"""Stretches that are put together for the screen."""

__all__ = [
    "HubState",
    "LineState",
    "RoundReport",
    "SyncService",
    "SyncStatus",
    "WaitingRow",
    "admitted",
    "enrol",
    "link_journal",
    "one_round",
    "send_files",
    "status",
    "trust_gateway",
    "waiting",
]


def enrol(desk: Desk, url: str, code: str, *, authority: bytes = b"", name: str = "") -> str:
    """Make this PC known to the province by a one-time code and return its device id.

    `authority` is the province's CA certificate (PEM) when it is at hand; without it the code
    proves the server. `name` is what others read of this PC; without one it is its counter.
    Raises `SyncError`; nothing here changes unless it succeeds.
    """
    if desk.store.office.commune == COMMUNE:
        raise RuleViolation("practice_never_syncs")
    device = desk.store.device
    welcome, gateway = admitted(desk, url, code, device.signer(), authority=authority, name=name)
    trust_gateway(desk, welcome.root, gateway)
    return device.device


def admitted(  # noqa: PLR0913 - what an application consists of
    desk: Desk, url: str, code: str, signer: Signer, *, authority: bytes = b"", name: str = ""
) -> tuple[Welcome, KnownGateway]:
    """Ask the province to let this key in, and return what it says; nothing is trusted by it."""
    typed = clean_code(code)
    if not http.is_address(url):
        raise RuleViolation("address_wrong")
    called = name or f"{desk.office.commune_name}, {desk.settings.counter}"
    answer = http.enrol(url, apply_with(typed, signer, called, PROTOCOL), authority)
    welcome = read_welcome(answer, typed, signer.public_key)
    if welcome.commune != desk.store.office.commune:
        raise RuleViolation("code_of_another_commune")
    return welcome, KnownGateway(url, welcome.server, welcome.server_key, welcome.authority)


def trust_gateway(desk: Desk, root: Certificate, gateway: KnownGateway) -> None:
    """From now on this gateway's word counts: its own device certifies the others."""
    session = desk.store.sync_session()
    try:
        with session.page() as page:
            page.journal.devices.trust(root)
        session.know_gateway(gateway.server)
        keep_gateway(session.preferences, gateway)
        keep_note(desk.profile, gateway)
    finally:
        session.close()


def one_round(desk: Desk) -> RoundReport:
    """Send what waits and take what others did, now; raises `SyncError`, loses nothing."""
    session = desk.store.sync_session()
    try:
        return Round(desk, session).run()
    finally:
        session.close()


def status(desk: Desk) -> SyncStatus:
    """Say what waits and how the last contact went, for who has no `SyncService` at hand."""
    session = desk.store.sync_session()
    try:
        return status_of(desk, session, _line(session), OwedFiles(desk))
    finally:
        session.close()


def waiting(desk: Desk) -> tuple[WaitingRow, ...]:
    """List what waits, the nearest deadline first."""
    return tuple(
        WaitingRow(
            id=row.id,
            code=row.code,
            owner=row.owner,
            due=row.due and row.due.astimezone(OFFICE_TIME),
            events=events,
        )
        for row, events in desk.store.reader().waiting()
    )


def link_journal(desk: Desk, limit: int = 50) -> tuple[Stretch, ...]:
    """List how the line has been, newest first: attempts in a row that ended alike are one."""
    recent = desk.store.reader().evidence.recent(MOST_READ)
    return gathered(reversed(recent))[: -limit - 1 : -1]


def _line(session: SyncSession) -> LineState:
    return LineState.UNKNOWN if known_gateway(session.preferences) else LineState.NOT_ENROLLED
