"""Files at the gateway: who may bring, ask for and hand out which; no HTTP in here.

A device reaches the files of its own commune and of no other, whatever it says: the commune comes
from the registry. A file is taken only if an event of that commune names it.
"""

import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from sync.files.address import Kind, checked_address, kind_of
from sync.files.calls import (
    FileCall,
    Held,
    LinksAsked,
    LinksGiven,
    Verb,
    check_asked,
    check_call,
    read_asked,
    read_call,
    write_given,
    write_held,
)
from sync.files.depot import Depot, Standing, Upload
from sync.files.faults import NotNamed, OldCall
from sync.files.opening import Opening
from sync.gateway.gateway import Gateway
from sync.gateway.refusals import Refused
from sync.gateway.storage.registry import Device
from sync.protocol.errors import Malformed, UntrustedServer

LOG = logging.getLogger(__name__)

LINKS_PREFIX = "province."
_SNIFFED = 16


class Heard(NamedTuple):
    """A call that is proven, and whose."""

    call: FileCall
    device: Device

    @property
    def file(self) -> str:
        """The address that is spoken of."""
        return self.call.file.hex()


class Opened(NamedTuple):
    """A file that a link opens."""

    path: Path
    kind: Kind


class FileDesk:
    """The files of all communes of one gateway."""

    def __init__(self, gateway: Gateway, free: Callable[[Path], int] | None = None) -> None:
        self._gateway = gateway
        self._free = free
        self._secret = gateway.folder.link_secret(gateway.entropy)
        self._depots: dict[str, Depot] = {}
        self._lock = threading.Lock()

    def hear(self, line: str, verb: Verb) -> Heard:
        """Check who speaks and that it is about this; raises `Refused`, `OldCall`, `Malformed`."""
        call, body = read_call(line)
        device = self._device(call, lambda key: check_call(body, key))
        if call.verb is not verb:
            raise Malformed("another call")
        return Heard(call, device)

    def standing(self, heard: Heard) -> Standing:
        """How much is held of a file."""
        return self._depot(heard.device).standing(heard.file)

    def begin(self, heard: Heard) -> Standing:
        """Make room for a file; raises `NotNamed`, `NoRoom`."""
        self._must_be_named(heard.device.commune, heard.file)
        return self._depot(heard.device).begin(heard.file, heard.call.length)

    def open(self, heard: Heard) -> Upload | None:
        """Go on with a file; None where it is whole already."""
        depot = self._depot(heard.device)
        return None if depot.whole(heard.file) else depot.open(heard.file)

    def accept(self, commune: str, file: str, size: int, offset: int, data: bytes) -> Standing:
        """Take bytes that came by stick or hub; see `Depot.accept`; raises `NotNamed` too."""
        self._must_be_named(commune, checked_address(file))
        return self._of(commune).accept(file, size, offset, data)

    def holds(self, commune: str, file: str) -> Standing:
        """How much is held of a commune's file."""
        return self._of(commune).standing(checked_address(file))

    def whole(self, commune: str, file: str) -> bytes | None:
        """A file that the commune's own events name and that is held whole."""
        if not self._gateway.commune(commune).log.names_file(file):
            return None
        path = self._of(commune).whole(checked_address(file))
        return path.read_bytes() if path else None

    def read(self, heard: Heard) -> bytes:
        """Bytes of a whole file."""
        call = heard.call
        return self._depot(heard.device).read(heard.file, call.offset, call.length)

    def held(self, heard: Heard, standing: Standing) -> bytes:
        """The gateway's signed word on a file."""
        held = Held(
            server=self._gateway.id,
            nonce=heard.call.nonce,
            log_epoch=self._gateway.commune(heard.device.commune).log.end().log_epoch,
            file=heard.call.file,
            offset=standing.offset,
            size=standing.size,
            whole=int(standing.is_whole),
        )
        return write_held(held, self._gateway.signer)

    def links(self, body: bytes) -> bytes:
        """Links to those of the files that are held whole; raises `Refused`."""
        asked = read_asked(body)
        device = self._device(asked, lambda key: check_asked(body, key))
        if LINKS_PREFIX not in device.prefixes:
            raise Refused(403, "links_not_allowed", nonce=asked.nonce)
        until = self._gateway.now() // 1000 + asked.seconds
        base = self._gateway.folder.settings().public_url
        found = [
            (file, self._path(device.commune, file.hex(), stem, until))
            for file, stem in asked.files
        ]
        given = LinksGiven(
            server=self._gateway.id,
            nonce=asked.nonce,
            links=tuple((file, base + path) for file, path in found if path),
        )
        return write_given(given, self._gateway.signer)

    def opened(self, opening: Opening, said: str) -> Opened:
        """What a link opens; raises `Refused`: 403 forged, 410 over, 404 gone."""
        if not opening.is_sealed_by(self._secret, said):
            raise Refused(403, "link_forged")
        if opening.until * 1000 <= self._gateway.now():
            raise Refused(410, "link_over")
        path = self._of(opening.commune).whole(checked_address(opening.file))
        if path is None:
            raise Refused(404, "link_gone")
        return Opened(path, _kind(path))

    def _must_be_named(self, commune: str, file: str) -> None:
        if not self._gateway.commune(commune).log.names_file(file):
            raise NotNamed(file[:8])

    def _path(self, commune: str, file: str, stem: str, until: int) -> str:
        path = self._of(commune).whole(file)
        if path is None:
            return ""
        opening = Opening(commune, file, stem + _kind(path).ending, until)
        return opening.path(self._secret)

    def _device(self, said: FileCall | LinksAsked, check: Callable[[bytes], None]) -> Device:
        if said.server != self._gateway.id:
            raise Refused(403, "other_server", nonce=said.nonce)
        device = self._gateway.registry.device(said.device)
        if device is None or device.revoked:
            raise Refused(403, "unknown_device", nonce=said.nonce)
        try:
            check(device.public_key)
        except UntrustedServer as why:
            raise Refused(401, "bad_signature", nonce=said.nonce) from why
        if said.counter < self._gateway.registry.counter(said.author):
            raise Refused(403, OldCall.code, nonce=said.nonce)
        return device

    def _depot(self, device: Device) -> Depot:
        return self._of(device.commune)

    def _of(self, commune: str) -> Depot:
        with self._lock:
            if commune not in self._depots:
                folder = self._gateway.folder.files(commune)
                self._depots[commune] = Depot(folder, self._free)
            return self._depots[commune]


def _kind(path: Path) -> Kind:
    with path.open("rb") as content:
        return kind_of(content.read(_SNIFFED))
