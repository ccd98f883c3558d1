"""Quên mật khẩu: three ways to a new one, at this PC and without a line; each is written down."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple, Protocol

import msgspec

from app.domain import access
from app.domain.access import Role
from app.domain.errors import RuleViolation
from app.domain.events import RecoveryCodeChanged, Way
from app.domain.officers import OfficerRecord, fold_officer
from app.domain.passwords import VOUCHERS, Voucher, check_vouchers
from app.domain.text import clean
from app.store import forgotten, keys, slots
from app.store.forgotten import Wish
from app.store.keys import Key
from app.store.slots import Reset, Sealed
from app.store.store import Store
from app.system.clock import milliseconds
from app.system.secrets import new_uuid
from app.usecases.administration import admitted_now, check_password
from app.usecases.desk import Desk
from app.usecases.password_notes import record_resets
from app.usecases.staff import OFFICER, must_be_oneself, own_id
from app.usecases.this_pc import OfficerName, ThisPc


class Ways(NamedTuple):
    """What can be offered for one officer, and what one tells the helpdesk on the telephone.

    `others` may vouch, and are none where there are fewer than two; `number` of the next code is 0
    where this PC has none.
    """

    commune: str
    device: str
    number: int
    others: tuple[OfficerName, ...]


class Shown(NamedTuple):
    """One who vouches, with the password that shows it."""

    officer: str
    password: str


class RecoveryDraft(NamedTuple):
    """A new recovery code before it is in force."""

    code: str
    sealed: Sealed


class RecoveryStanding(NamedTuple):
    """Since when (UTC ms) the recovery code is in force, who keeps it, and when it was used."""

    made: int
    keeper: str
    used: int


def ways(pc: ThisPc, officer_id: str) -> Ways:
    """Say which ways there are; needs no password."""
    file = slots.read(pc.profile.slots)
    others = tuple(OfficerName(s.officer, s.name) for s in file.slots if s.officer != officer_id)
    offered = others if len(others) >= VOUCHERS else ()
    return Ways(file.commune, file.device, forgotten.next_phone_number(file), offered)


class Asked(Protocol):
    """What was typed at the sign-in page."""

    @property
    def officer(self) -> str:
        """Whose password was forgotten."""

    @property
    def password(self) -> str:
        """The new one."""

    @property
    def way(self) -> str:
        """One of `Way`."""

    @property
    def code(self) -> str:
        """From the envelope or the telephone."""

    @property
    def who(self) -> str:
        """Who opened the envelope, or was spoken to."""

    @property
    def two(self) -> Sequence[tuple[str, str]]:
        """Who vouches, with their passwords."""


def reset(pc: ThisPc, asked: Asked, locked: Desk | None = None) -> None:
    """Set a new password in the way that was asked for."""
    shown = Shown(asked.officer, asked.password)
    match Way(asked.way):
        case Way.RECOVERY:
            reset_by_recovery_code(pc, shown, asked.code, asked.who)
        case Way.PHONE:
            reset_by_phone(pc, shown, asked.code, asked.who)
        case Way.OFFICERS:
            reset_by_two(pc, shown, [Shown(*one) for one in asked.two], locked)


def reset_by_recovery_code(pc: ThisPc, shown: Shown, code: str, opened_by: str) -> None:
    """By the code from the sealed envelope; `shown` is whose password becomes which.

    Raises `RuleViolation('witness_missing')`, `StoreFault('wrong_recovery_code')`.
    """
    wish = _wish(pc, shown, Way.RECOVERY, (_named(opened_by),))
    forgotten.by_recovery_code(pc.profile, wish, code, pc.machine.entropy)


def reset_by_phone(pc: ThisPc, shown: Shown, code: str, spoken_to: str) -> None:
    """By a code that the helpdesk read out; it is used up, and opens this PC alone."""
    wish = _wish(pc, shown, Way.PHONE, (_named(spoken_to),))
    forgotten.by_phone_code(pc.profile, wish, code, pc.machine.entropy)


def reset_by_two(
    pc: ThisPc, shown: Shown, two: Sequence[Shown], locked: Desk | None = None
) -> None:
    """Two other officers type their passwords here, and the third gets a new one.

    The office's history says whether they still work here and may; `locked` is the desk that is
    open behind the lock. Raises `RuleViolation`, `StoreFault('wrong_password')`.
    """
    if len({one.officer for one in two}) != VOUCHERS:
        raise RuleViolation("vouchers_wrong")
    held = [keys.unlock(pc.profile, one.officer, one.password) for one in two]
    wish = _wish(pc, shown, Way.OFFICERS, tuple(key.officer.name for key in held))
    with _opened(pc, held[0], locked) as store:
        target = next(one for one in keys.officers(pc.profile) if one.id == shown.officer)
        third, *vouching = (
            admitted_now(store, one) for one in (target, *(k.officer for k in held))
        )
        day = store.clock_guard.today().isoformat()
        added_by = _added_by(store)
        known = [
            Voucher(one.id, Role(one.role), one.name, added_by.get(one.id.partition("+")[0], ""))
            for one in vouching
        ]
        check_vouchers(Voucher(third.id, Role(third.role)), known, _staff(store), day)
        forgotten.by_key(pc.profile, held[0], wish, pc.machine.entropy)


def draft_recovery_code(desk: Desk, own_password: str) -> RecoveryDraft:
    """A new recovery code to be put on paper; the old one stays in force until it is kept."""
    must_be_oneself(desk)
    keys.unlock(desk.profile, own_id(desk), own_password)
    access.check(Role(desk.officer.role), RecoveryCodeChanged(keeper=""))
    return RecoveryDraft(*desk.store.recovery_code())


def keep_recovery_code(desk: Desk, draft: RecoveryDraft, keeper: str) -> None:
    """The code is sealed in an envelope and `keeper` has it: from now on it is the office's."""
    identity = new_uuid(desk.machine.clock.now(), desk.machine.entropy)
    sealed = msgspec.structs.replace(draft.sealed, id=identity, keeper=_named(keeper))
    keys.keep_recovery_code(desk.profile, sealed)
    record_resets(desk)


def recovery_standing(desk: Desk) -> RecoveryStanding:
    """How it is with the recovery code of this PC."""
    file = slots.read(desk.profile.slots)
    used = (r.at for s in file.slots for r in s.resets if r.way == Way.RECOVERY)
    last = max(used, default=0)
    return RecoveryStanding(
        file.recovery.made, file.recovery.keeper, last if last >= file.recovery.made else 0
    )


def _wish(pc: ThisPc, shown: Shown, way: Way, who: tuple[str, ...]) -> Wish:
    check_password(shown.password)
    now = pc.machine.clock.now()
    reset = Reset(new_uuid(now, pc.machine.entropy), milliseconds(now), way.value, who)
    return Wish(shown.officer, shown.password, reset)


def _named(person: str) -> str:
    name = clean(person)
    if not name:
        raise RuleViolation("witness_missing")
    return name


@contextmanager
def _opened(pc: ThisPc, key: Key, locked: Desk | None) -> Iterator[Store]:
    if locked is not None:
        yield locked.store
        return
    store = Store.open(pc.profile, key, pc.machine)
    try:
        yield store
    finally:
        store.close()


def _added_by(store: Store) -> dict[str, str]:
    """Who added each officer, by name."""
    return {deeds[0].entity: deeds[0].by for deeds in store.reader().deeds(OFFICER) if deeds}


def _staff(store: Store) -> list[OfficerRecord]:
    histories = store.reader().deeds(OFFICER)
    found = (fold_officer(deeds[0].entity, deeds) for deeds in histories if deeds)
    return [one for one in found if one is not None]
