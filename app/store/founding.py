"""Begin an office on this PC: keys, database, first officer, first epoch."""

from app.store.profile import Profile
from app.store.records import Office, Officer
from app.store.store import Store
from app.system.machine import Machine


def found(
    profile: Profile, office: Office, officer: Officer, password: str, machine: Machine
) -> tuple[Store, str]:
    """A new profile, open and ready, and the recovery code to print and seal once."""
    raise NotImplementedError
