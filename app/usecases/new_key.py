"""Đổi khóa của máy này: the PC goes on as another device, with all that the old one was.

Two ways. Where the key is whole and only this PC has it, it is changed at once, and the old one's
last word brings the new one to the province by whatever carrier. Where another copy of this PC
works too, or the key may be in other hands, the province lets the new one in by a code: whoever has
the old key could else do the same.
"""

import msgspec

from app.domain.access import Leave, Role, leave
from app.domain.errors import RuleViolation
from app.domain.office_acts import OfficeAct
from app.domain.practice import COMMUNE
from app.usecases.books import keep_under_new_key
from app.usecases.desk import Desk
from app.usecases.gateway_known import known_gateway, must_be_enrolled
from app.usecases.own_revocation import is_own_revoked
from app.usecases.step import must_still_hold
from app.usecases.synchronise import admitted, trust_gateway
from sync.protocol.signing import SECRET_KEY_BYTES, Signer

_WAITING = "new_key"


class KeyStanding(msgspec.Struct, frozen=True, kw_only=True):
    """What this PC is called, what it was called before, and whether the province knows."""

    device: str
    former: tuple[str, ...]
    is_enrolled: bool
    may_change: bool
    waits: bool
    """The province has not heard of the last change."""


def key_standing(desk: Desk) -> KeyStanding:
    """Say how it is with this PC's key."""
    device = desk.store.device
    session = desk.store.sync_session()
    try:
        waits = session.device.device != device.device
    finally:
        session.close()
    return KeyStanding(
        device=device.device,
        former=device.mine[1:],
        is_enrolled=known_gateway(desk.store.reader().preferences) is not None,
        may_change=may_change_key(desk),
        waits=waits,
    )


def gateway_url(desk: Desk) -> str:
    """Return the address of the gateway that this PC knows; raises `RuleViolation`."""
    return must_be_enrolled(desk.store.reader().preferences).url


def may_change_key(desk: Desk) -> bool:
    """Say whether this officer may."""
    return leave(Role(desk.officer.role), OfficeAct.REPLACE_KEY) is Leave.YES


def change_key(desk: Desk) -> str:
    """Go on under a new key and return the new device; the old one ends with its last word.

    Raises `RuleViolation`: role_not_allowed, not_enrolled, practice_never_syncs, key_revoked. Who
    is revoked hands nothing over: what it recorded under such a key would reach nobody.
    """
    _must_be_allowed(desk)
    must_be_enrolled(desk.store.preferences)
    if is_own_revoked(desk):
        raise RuleViolation("key_revoked")
    device = desk.store.replace_key(desk.officer)
    keep_under_new_key(desk)
    return device


def change_key_by_code(desk: Desk, url: str, code: str, *, authority: bytes = b"") -> str:
    """Be let in by the province under a new key, beside the old one; return the new device.

    Books stay with the device that holds them: the original, or whoever takes them over by paper.
    The new key is written down before the province hears of it: asked again after a power cut, it
    is the same one. Raises `SyncError`; nothing here changes unless it succeeds.
    """
    _must_be_allowed(desk)
    secret = _waiting_key(desk)
    welcome, gateway = admitted(desk, url, code, Signer(secret), authority=authority)
    device = desk.store.replace_key(desk.officer, secret, hands_over=False)
    trust_gateway(desk, welcome.root, gateway)
    desk.store.preferences.put(_WAITING, b"")
    return device


def _waiting_key(desk: Desk) -> bytes:
    """Return the new key that the province may have heard of already; made when first asked.

    One that this PC has gone over to is none that waits.
    """
    kept = desk.store.preferences
    waits = kept.get(_WAITING)
    if not waits or Signer(waits).device in desk.store.device.mine:
        waits = desk.machine.entropy(SECRET_KEY_BYTES)
        kept.put(_WAITING, waits)
    return waits


def _must_be_allowed(desk: Desk) -> None:
    must_still_hold(desk)
    if desk.store.office.commune == COMMUNE:
        raise RuleViolation("practice_never_syncs")
    if not may_change_key(desk):
        raise RuleViolation("role_not_allowed", OfficeAct.REPLACE_KEY)
