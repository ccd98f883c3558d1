"""What the program takes from the machine it runs on, in one handful."""

import hashlib
import sys
from dataclasses import dataclass
from pathlib import Path

from app.system.clock import Clock, SystemClock
from app.system.secrets import Entropy, system_entropy

if sys.platform == "win32":
    import winreg

_MACHINE_IDS = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))


@dataclass(frozen=True)
class Machine:
    """The clock, the randomness, and the fingerprint that a copy of this disk elsewhere lacks."""

    clock: Clock
    entropy: Entropy
    fingerprint: str

    @classmethod
    def here(cls) -> "Machine":
        """Take them from the very machine that runs us."""
        return cls(SystemClock(), system_entropy, fingerprint())


def fingerprint() -> str:
    """A short hash that a cloned disk in another case does not share; empty when unknown."""
    identity = _identity()
    return (
        hashlib.sha256(b"motcua machine" + identity.encode()).hexdigest()[:16] if identity else ""
    )


def _identity() -> str:
    if sys.platform == "win32":
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as key:
            return str(winreg.QueryValueEx(key, "MachineGuid")[0])
    found = [path.read_text("ascii").strip() for path in _MACHINE_IDS if path.exists()]
    return found[0] if found else ""
