"""Where the PCs of a commune stood when they wrote their last sticks."""

from pathlib import Path

import msgspec

from sync.files import durable
from sync.gateway.gateway import Gateway
from sync.protocol.bundle import Letter
from sync.protocol.canonical import UNREADABLE

OFFICE = "office."


class Kept(msgspec.Struct, frozen=True):
    """A letter and when it arrived here (UTC milliseconds)."""

    arrived: int
    letter: Letter


class Letters:
    """The letters of one commune: those of the stick at hand, and those of earlier ones."""

    def __init__(self, gateway: Gateway, commune: str) -> None:
        self._gateway = gateway
        self._commune = commune
        self._folder = gateway.folder.sticks(commune)

    def keep(self, letter: Letter) -> None:
        """Remember the last one of a PC."""
        durable.folder(self._folder)
        kept = Kept(self._gateway.now(), letter)
        durable.write(self._path(letter.device), msgspec.json.encode(kept), private=True)

    def of_those_without_a_line(self) -> tuple[Letter, ...]:
        """The last letter of each PC that is enrolled and has not been on the line since."""
        known = self._gateway.registry.devices(self._commune)
        kept = ((device, self._read(device.device)) for device in known if not device.revoked)
        return tuple(
            one.letter for device, one in kept if one and device.last_contact <= one.arrived
        )

    def has_silent_one(self) -> bool:
        """Whether an office's PC was let in and has never spoken: what it holds is nothing."""
        known = self._gateway.registry.devices(self._commune)
        return any(
            not device.revoked
            and not device.last_contact
            and OFFICE in device.prefixes
            and self._read(device.device) is None
            for device in known
        )

    def arrivals(self) -> dict[str, int]:
        """When each PC's last letter arrived here by stick (UTC milliseconds)."""
        if not self._folder.is_dir():
            return {}
        kept = ((file.stem, self._read(file.stem)) for file in self._folder.glob("*.json"))
        return {device: one.arrived for device, one in kept if one}

    def next_serial(self, lying: int) -> int:
        """The number of the next return: above the last one and above what lies on the stick."""
        path = self._folder / "return.json"
        known = msgspec.json.decode(path.read_bytes(), type=int) if path.exists() else 0
        serial = max(known, lying) + 1
        durable.folder(self._folder)
        durable.write(path, msgspec.json.encode(serial), private=True)
        return serial

    def _path(self, device: str) -> Path:
        return self._folder / f"{device}.json"

    def _read(self, device: str) -> Kept | None:
        try:
            return msgspec.json.decode(self._path(device).read_bytes(), type=Kept)
        except (FileNotFoundError, *UNREADABLE):
            return None
