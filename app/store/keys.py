"""The profile's data key: wrapped per officer, and under the recovery code of the office."""

from dataclasses import dataclass, field

from app.store.profile import Profile
from app.store.records import Officer


@dataclass(frozen=True)
class Key:
    """The data key in the hands of the officer who unlocked it; never written anywhere."""

    officer: Officer
    secret: bytes = field(repr=False)


def officers(profile: Profile) -> list[Officer]:
    """Who can sign in on this PC; readable without a password."""
    raise NotImplementedError


def unlock(profile: Profile, officer_id: str, password: str) -> Key:
    """The key, or `StoreFault('wrong_password')` within a second on an old PC."""
    raise NotImplementedError


def change_password(profile: Profile, key: Key, new_password: str) -> None:
    """Wrap the key anew for the officer who holds it."""
    raise NotImplementedError


def add_officer(profile: Profile, key: Key, officer: Officer, password: str) -> None:
    """Let another officer sign in on this PC; done by somebody signed in here."""
    raise NotImplementedError


def remove_officer(profile: Profile, key: Key, officer_id: str) -> None:
    """Take an officer's slot away; the last one stays."""
    raise NotImplementedError


def reset_password(profile: Profile, officer_id: str, recovery_code: str, password: str) -> Key:
    """A forgotten password is replaced on the spot; the code goes on being valid."""
    raise NotImplementedError


def new_recovery_code(profile: Profile, key: Key) -> str:
    """A fresh code to print and seal; the old one stops working."""
    raise NotImplementedError
