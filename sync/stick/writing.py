"""Writing a bundle: volume after volume, the manifest last; until then it counts as nothing."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from sync.protocol import age
from sync.protocol.bundle import (
    FORMAT,
    MANIFEST,
    MAX_PLAIN,
    MAX_VOLUME,
    MAX_VOLUMES,
    ROOT,
    Manifest,
    Volume,
    commune_folder,
    folder_name,
    volume_name,
    volume_of,
    write_manifest,
)
from sync.protocol.records import write_end
from sync.protocol.signing import Signer
from sync.stick.disk import Disk, make_folder, write_checked
from sync.stick.faults import StickFull, stick_faults

_END = len(write_end(0))
_OVERHEAD = MAX_VOLUME - MAX_PLAIN
_LEFT = 512 << 10
"""What stays free: the manifest, the clusters' ends, the names of a file system of any kind."""


class Sender(NamedTuple):
    """Who writes, in which world, and for whom it is sealed."""

    server: str
    commune: str
    signer: Signer
    recipients: tuple[str, ...]


class BundleWriter:
    """One bundle that is being written; nothing earlier on the stick is touched."""

    def __init__(self, disk: Disk, root: Path, sender: Sender, serial: int, made: int) -> None:
        """`root` is the stick. Raises `StickFault`."""
        self._disk, self._root, self._sender = disk, root, sender
        self._serial, self._made = serial, made
        writer = sender.signer.device
        self.folder = (
            root / ROOT / commune_folder(sender.commune) / folder_name(writer, self._serial)
        )
        self._records: list[bytes] = []
        self._plain = 0
        self._volumes: list[Volume] = []
        self.acts = self.files = 0
        with stick_faults(root):
            self._room = disk.free(root) - _LEFT
            make_folder(root, self.folder)

    @property
    def room(self) -> int:
        """Bytes that still fit: on the stick, and into a bundle at all."""
        volumes = (MAX_VOLUMES - len(self._volumes) - bool(self._records)) * MAX_PLAIN
        return min(volumes, self._room - self._plain - _OVERHEAD)

    @property
    def size(self) -> int:
        """Bytes that lie on the stick by now."""
        return sum(volume.size for volume in self._volumes)

    def put(self, record: bytes) -> bool:
        """Take a record; False when there is no room for it, and then nothing has changed."""
        if len(record) > self.room:
            return False
        if self._plain + len(record) + _END > MAX_PLAIN:
            self._close(self._sender.recipients)
        self._records.append(record)
        self._plain += len(record)
        return True

    def must_put(self, record: bytes) -> None:
        """Take a record without which the bundle is no use; raises `StickFull`."""
        if not self.put(record):
            raise StickFull("the first record")

    def put_alone(self, record: bytes, recipients: tuple[str, ...]) -> bool:
        """Put a record into a volume of its own that only these can open."""
        self._close(self._sender.recipients)
        is_put = self.put(record)
        self._close(recipients)
        return is_put

    def finish(self, *, more: bool = False) -> Manifest:
        """Write what is left and then the manifest: from now on the bundle counts."""
        self._close(self._sender.recipients)
        manifest = Manifest(
            format=FORMAT,
            server=self._sender.server,
            commune=self._sender.commune,
            writer=self._sender.signer.device,
            serial=self._serial,
            made=self._made,
            volumes=tuple(self._volumes),
            acts=self.acts,
            files=self.files,
            more=int(more),
        )
        with stick_faults(self._root):
            self._disk.here("bundle.before_manifest")
            file = write_manifest(manifest, self._sender.signer)
            write_checked(self._disk, self.folder / MANIFEST, file)
            self._disk.here("bundle.after_manifest")
        return manifest

    def _close(self, recipients: tuple[str, ...]) -> None:
        """Seal what is left, if anything is."""
        if self._records:
            self._seal(recipients)

    def _seal(self, recipients: tuple[str, ...]) -> None:
        plain = b"".join([*self._records, write_end(len(self._records))])
        sealed = age.seal(plain, recipients)
        with stick_faults(self._root):
            path = self.folder / volume_name(len(self._volumes) + 1)
            write_checked(self._disk, path, sealed)
        self._volumes.append(volume_of(sealed))
        self._room -= len(sealed)
        self._records, self._plain = [], 0


def next_serial(known: int, lying: Sequence[int]) -> int:
    """The number of the next bundle: above what is remembered and what lies on the stick."""
    return max([known, *lying]) + 1
