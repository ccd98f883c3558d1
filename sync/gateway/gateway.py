"""The gateway as a whole: its folder, its registry, its communes; no HTTP in here."""

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Self

from sync.gateway.commune import CommuneLog, certified
from sync.gateway.faults import NoSuchCommune, NoSuchDevice
from sync.gateway.folder import Folder, Settings
from sync.gateway.helpdesk import Helpdesk
from sync.gateway.marks import MarkFile
from sync.gateway.province import PREFIXES, ROLE, ProvinceDevice
from sync.gateway.storage import opening
from sync.gateway.storage.log import Log
from sync.gateway.storage.registry import Commune, Device, Registry, RevokedHead
from sync.protocol.certificate import CERTIFIED, Revocation, certify, may_write
from sync.protocol.frame import NO_DICTIONARIES, Dictionaries
from sync.protocol.log_epoch import CHANCE_BYTES
from sync.protocol.messages import Pull
from sync.protocol.signing import Signer

Now = Callable[[], int]
Entropy = Callable[[int], bytes]


def machine_time() -> int:
    """UTC milliseconds by this machine."""
    return time.time_ns() // 1_000_000


class Gateway:
    """One province's gateway on one data folder; any number of threads and processes may use it."""

    def __init__(
        self,
        path: Path,
        now: Now = machine_time,
        entropy: Entropy = os.urandom,
        dictionaries: Dictionaries = NO_DICTIONARIES,
    ) -> None:
        self.folder = Folder(path)
        self.settings = self.folder.settings()
        self.signer: Signer = self.folder.signer()
        self.storage = opening.opened(self.settings.database, self.folder.registry, self.folder.log)
        self.registry = Registry(self.storage.registry())
        self.now = now
        self.entropy = entropy
        self._dictionaries = dictionaries
        self._communes: dict[str, CommuneLog] = {}
        self._lock = threading.Lock()

    @classmethod
    def init(
        cls, path: Path, settings: Settings, now: Now = machine_time, entropy: Entropy = os.urandom
    ) -> Self:
        """Make a gateway in a folder, or give an existing one new settings, and open it."""
        Folder(path).make(settings, now(), entropy)
        return cls(path, now, entropy)

    @property
    def id(self) -> str:
        """The server's id: its key's name."""
        return self.signer.device

    def close(self) -> None:
        """Let go of every file and connection."""
        with self._lock:
            self._communes.clear()
        self.storage.close()

    def add_commune(self, code: str, name: str) -> CommuneLog:
        """Serve a commune: its log begins with the certificate of the province's own device."""
        signer = self.folder.province_signer(code, self.entropy)
        root = certify(signer.public_key, PREFIXES, self.settings.province, ROLE)
        self.registry.add_commune(Commune(code, name, root.device))
        self.registry.add_device(certified(code, root), self.now())
        commune = self.commune(code)
        if commune.log.end().position == 0:
            self.province(code).certify(root, ROLE, self.now())
        self.name_helpdesk(code)
        self.name_recovery(code)
        return commune

    def name_helpdesk(self, code: str, by: str = ROLE) -> bool:
        """Tell a commune the helpdesk's key, if there is one that it was not told of."""
        public, province = Helpdesk(self.folder.path).public(), self.province(code)
        if public is None or province.helpdesk_named() == public.key:
            return False
        province.name_helpdesk(public.key, by, self.now())
        return True

    def name_recovery(self, code: str, by: str = ROLE) -> bool:
        """Tell a commune the recovery key, if there is one that it was not told of."""
        recipient, province = self.folder.recovery(), self.province(code)
        if not recipient or province.recovery_named() == recipient:
            return False
        province.name_recovery(recipient, by, self.now())
        return True

    def commune(self, code: str) -> CommuneLog:
        """Open a commune's log, noticing a restore; raises `NoSuchCommune`."""
        with self._lock:
            if code not in self._communes:
                self._communes[code] = self._open(code)
            return self._communes[code]

    def _open(self, code: str) -> CommuneLog:
        if self.registry.commune(code) is None:
            raise NoSuchCommune(code)
        folder = self.folder.commune(code)
        commune = CommuneLog(
            code,
            Log(self.storage.commune(code)),
            MarkFile(folder / "mark"),
            self.registry,
            self._dictionaries,
        )
        commune.log.found(code, self.entropy(CHANCE_BYTES), self.now())
        if commune.lost_something():
            self.renew(commune, "below_mark")
        return commune

    def compare(self, commune: CommuneLog, pull: Pull) -> None:
        """Begin a new log epoch if a client's place in the log shows that we were put back."""
        if commune.is_disproved_by(pull):
            self.renew(commune, "disproved", pull.log_epoch)

    def renew(self, commune: CommuneLog, reason: str, told: str = "") -> None:
        """Begin a new log epoch, so that every client compares and brings back what was lost.

        It comes after one that was `told` by a client, too: a backup knows none that came after it.
        """
        commune.begin_epoch(self.entropy(CHANCE_BYTES), reason, self.now(), told)

    def province(self, code: str) -> ProvinceDevice:
        """The province's device in a commune."""
        signer = self.folder.province_signer(code, self.entropy)
        return ProvinceDevice(self.commune(code), signer, self.entropy)

    def revoke(self, device: str, reason: str, by: str = ROLE) -> Revocation:
        """End a device's word at what is held of it now; raises `NoSuchDevice`.

        Asked again, it tells the commune of it if that had failed, at the same heads.
        """
        known = self.registry.device(device)
        if known is None or may_write(known.prefixes, known.role, CERTIFIED):
            raise NoSuchDevice(device)
        if not known.revoked:
            self.registry.revoke(device, self._heads(known))
        heads = tuple((one.epoch, one.n, one.chain.hex()) for one in self._ends(device))
        revocation = Revocation(device=device, heads=heads, reason=reason)
        province = self.province(known.commune)
        if not province.has_revoked(device):
            province.revoke(revocation, by, self.now())
        return revocation

    def owes_revocation(self, device: str) -> bool:
        """Whether a device is revoked here and its commune was never told of it."""
        known = self.registry.device(device)
        if known is None or not known.revoked or self.registry.successor(device):
            return False
        return not self.province(known.commune).has_revoked(device)

    def _heads(self, device: Device) -> tuple[RevokedHead, ...]:
        """What is held of a device now."""
        commune = self.commune(device.commune)
        own = [author for author in commune.log.authors() if author.device == device.device]
        held = [one for one in commune.have(own) if one.n]
        return tuple(RevokedHead(one.epoch, one.n, one.chain) for one in held)

    def _ends(self, device: str) -> list[RevokedHead]:
        """Where a revoked device's word ends."""
        return sorted(self.registry.revoked_heads(device))
