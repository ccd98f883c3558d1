"""Máy chủ xã: let this PC serve, go to the PC that serves, try an address, one round now."""

from typing import NamedTuple

import msgspec

from app.domain.errors import RuleViolation
from app.domain.practice import COMMUNE
from app.store.sync_session import SyncSession
from app.system.network import AdapterKind, network
from app.usecases.desk import Desk
from app.usecases.hub_files import FilesToHub
from app.usecases.hub_known import HubSettings, hub_settings, keep_hub_settings
from app.usecases.hub_round import HubReport, HubRound, meet
from sync.carriers.neighbour import Address, HubLine, read_address
from sync.carriers.neighbour_faults import HubIsHere, HubKnowsUsNot, HubSaysRevoked, NotAHub
from sync.protocol.card import HubCard
from sync.protocol.errors import Malformed, UntrustedServer
from sync.protocol.messages import NONCE_BYTES
from sync.protocol.standing import Enquiry, Known, read_standing, write_enquiry
from sync.protocol.versions import PROTOCOL

__all__ = ["HubSettings", "Met", "join", "leave", "one_round", "serve_here", "serve_no_more"]

_LIKELY = (AdapterKind.WIRED, AdapterKind.WIFI, AdapterKind.OTHER, AdapterKind.MOBILE)


class Met(NamedTuple):
    """Who serves at an address, and how this PC stands there."""

    device: str
    name: str
    known: str


def settings(desk: Desk) -> HubSettings:
    """Say what was chosen on this PC."""
    return hub_settings(desk.store.reader().preferences)


def serve_here(desk: Desk, port: int | None = None) -> None:
    """Let this PC be the commune's server from now on, also after the next sign-in.

    Without a port it listens where it did before, at first on the usual one.
    """
    if desk.store.office.commune == COMMUNE:
        raise RuleViolation("practice_never_syncs")
    kept = hub_settings(desk.store.preferences)
    chosen = kept.port if port is None else port
    serving = msgspec.structs.replace(kept, serves=True, port=chosen)
    keep_hub_settings(desk.store.preferences, serving)


def serve_no_more(desk: Desk) -> None:
    """Be the commune's server no more; nothing is lost by it."""
    kept = hub_settings(desk.store.preferences)
    keep_hub_settings(desk.store.preferences, msgspec.structs.replace(kept, serves=False))


def join(desk: Desk, typed: str) -> Met:
    """Go to the server at an address from now on, if it is one of ours; raises `SyncError`."""
    met = try_address(desk, typed)
    go_to(desk, typed)
    return met


def go_to(desk: Desk, typed: str) -> None:
    """Go to the server at an address from now on, whether it can be reached now or not."""
    kept, address = hub_settings(desk.store.preferences), str(_address(typed))
    keep_hub_settings(desk.store.preferences, msgspec.structs.replace(kept, address=address))


def leave(desk: Desk) -> None:
    """Go to no server any more: what it signed for counts no more, so a level may fall."""
    session = desk.store.sync_session()
    try:
        kept = hub_settings(session.preferences)
        with session.page() as page:
            if kept.device:
                page.journal.receivers.lose(kept.device)
                page.acknowledged()
        left = msgspec.structs.replace(kept, address="", device="", name="")
        keep_hub_settings(session.preferences, left)
    finally:
        session.close()


def try_address(desk: Desk, typed: str) -> Met:
    """Can it be reached, is it ours, and does it know this PC? Raises what stands in the way."""
    address = _address(typed)
    session = desk.store.sync_session()
    try:
        with HubLine(address, desk.machine.entropy) as line:
            card = meet(session, line)
            if card.device == session.device.device:
                raise HubIsHere(str(address))
            return Met(card.device, card.name, _standing(desk, session, line, card.device))
    finally:
        session.close()


def one_round(desk: Desk) -> HubReport:
    """Give and take with the server now; raises `RuleViolation('no_hub')` or `SyncError`."""
    session = desk.store.sync_session()
    try:
        kept = hub_settings(session.preferences)
        if not kept.address:
            raise RuleViolation("no_hub")
        one, files = HubRound(desk, session, read_address(kept.address)), FilesToHub(desk)

        def after(line: HubLine, card: HubCard, key: bytes) -> None:
            if not one.is_revoked:
                files.exchange(session, line, (card.device, key))

        one.after = after
        return one.run()
    finally:
        session.close()


def addresses_here() -> tuple[str, ...]:
    """The addresses that a neighbour may reach this PC under, the likeliest first."""
    adapters = (one for one in network().adapters if one.is_on and one.has_carrier)
    ordered = sorted(adapters, key=lambda one: _LIKELY.index(one.kind))
    return tuple(each for one in ordered for each in one.given if ":" not in each)


def _address(typed: str) -> Address:
    try:
        return read_address(typed)
    except Malformed as why:
        raise RuleViolation("hub_address") from why


def _standing(desk: Desk, session: SyncSession, line: HubLine, hub: str) -> str:
    """How we stand there, by its own signed word."""
    device, nonce = session.device, desk.machine.entropy(NONCE_BYTES)
    enquiry = Enquiry(protocol=PROTOCOL, nonce=nonce, device=device.device, epoch=device.epoch)
    with session.reading() as journal:
        certificate = journal.devices.certificate(hub)
    body = line.standing(write_enquiry(enquiry, device.signer()))
    try:
        told = read_standing(body, certificate.key if certificate else b"", nonce)
    except (Malformed, UntrustedServer) as why:
        raise NotAHub("standing") from why
    if told.known is Known.REVOKED:
        raise HubSaysRevoked(device.device)
    if told.known is not Known.KNOWN:
        raise HubKnowsUsNot(told.known)
    return told.known.value
