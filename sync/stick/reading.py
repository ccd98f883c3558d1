"""Reading a bundle: found, bounded, its signature checked, and only then opened.

Where the folders lie and how they are called is believed of none: who wrote a bundle and for whom
stands in its signed manifest alone.
"""

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from sync.protocol.age import Identity, NotForUs
from sync.protocol.bundle import (
    MANIFEST,
    MAX_MANIFEST,
    ROOT,
    Manifest,
    check_manifest,
    read_manifest,
    records_of,
    volume_name,
    volume_of,
)
from sync.protocol.errors import Malformed, SyncError, TooLarge
from sync.protocol.records import Record
from sync.stick.disk import read_bounded
from sync.stick.faults import (
    BundleUnfinished,
    ManifestDamaged,
    NoBundle,
    StickFault,
    StickGone,
    VolumeDamaged,
    VolumeMissing,
    stick_faults,
)

_NAME = re.compile(r"[0-9A-Z]{10}-[0-9]{4,6}", re.ASCII | re.IGNORECASE)
_MOST_COMMUNES = 200
_MOST_BUNDLES = 200
_MOST_NAMES = 5000


class Found(NamedTuple):
    """A folder that may be a bundle; `fault` says why it is none that can be read."""

    folder: Path
    file: bytes = b""
    manifest: Manifest | None = None
    fault: SyncError | None = None


class OpenedVolume(NamedTuple):
    """One volume by its number: its records, or why there are none."""

    number: int
    records: tuple[Record, ...] = ()
    fault: SyncError | None = None

    @property
    def name(self) -> str:
        """Its file."""
        return volume_name(self.number)


class Bundle(NamedTuple):
    """A bundle whose manifest is proven to be its writer's."""

    folder: Path
    manifest: Manifest

    def volumes(self, identity: Identity) -> Iterator[OpenedVolume]:
        """Open one after the other; one that is missing or damaged keeps back no other.

        Who could open one is told of none that is sealed for somebody else behind it.
        """
        is_for_us = False
        for number in range(1, len(self.manifest.volumes) + 1):
            try:
                records = self._records(number, identity)
                is_for_us = True
                yield OpenedVolume(number, records)
            except StickFault:
                raise
            except NotForUs as fault:
                if not is_for_us:
                    yield OpenedVolume(number, fault=fault)
            except SyncError as fault:
                yield OpenedVolume(number, fault=fault)

    def missing(self) -> Iterator[OpenedVolume]:
        """The volumes that are not what the manifest says, without opening any."""
        for number in range(1, len(self.manifest.volumes) + 1):
            try:
                self._sealed(number)
            except Malformed as fault:
                yield OpenedVolume(number, fault=fault)

    def _records(self, number: int, identity: Identity) -> tuple[Record, ...]:
        return tuple(records_of(identity.unseal(self._sealed(number))))

    def _sealed(self, number: int) -> bytes:
        """The volume as it lies there, if that is what was signed."""
        told, path = self.manifest.volumes[number - 1], self.folder / volume_name(number)
        try:
            with stick_faults(self.folder):
                if not path.is_file():
                    raise VolumeMissing(path.name)
                sealed = read_bounded(path)
        except StickGone:
            raise
        except StickFault as why:  # a bad sector costs its volume, not the bundle
            raise VolumeDamaged(path.name) from why
        if volume_of(sealed) != told:
            raise VolumeDamaged(path.name)
        return sealed


def find(path: Path) -> tuple[Found, ...]:
    """Every bundle on a stick, in one of its folders, or the one whose folder this is.

    Raises `NoBundle`, `StickGone`. Links are not followed; what is too many is not looked at.
    """
    with stick_faults(path):
        folders = [path] if _is_bundle(path) else [one for one in _folders(path) if _is_bundle(one)]
    found = tuple(_found(folder) for folder in folders)
    if not found:
        raise NoBundle(path.name)
    return found


def stick_of(path: Path) -> Path:
    """The root of the stick, be it that somebody pointed at a folder inside."""
    inside = (one for one in (path, *path.parents) if one.name.upper() == ROOT)
    return next((one.parent for one in inside), path)


def unfinished_of(path: Path, writer: str) -> list[Path]:
    """Folders that a writer began and never finished; a power cut leaves one."""
    try:
        found = find(path)
    except (NoBundle, StickGone):
        return []
    begun = (one.folder for one in found if isinstance(one.fault, BundleUnfinished))
    return [folder for folder in begun if folder.name.upper().startswith(f"{writer}-")]


def proven(found: Found, public_key: bytes) -> Bundle:
    """The bundle, once its manifest is proven to be this key's; raises `SyncError`."""
    if found.fault is not None or found.manifest is None:
        raise found.fault or BundleUnfinished(found.folder.name)
    check_manifest(found.file, public_key)
    return Bundle(found.folder, found.manifest)


def _folders(path: Path) -> Iterator[Path]:
    """The folders that lie where bundles lie, be it from the stick's root or from inside."""
    top = path / ROOT if (path / ROOT).is_dir() else path
    if top.name.upper() != ROOT:
        yield from _below(top, _MOST_BUNDLES)
        return
    for commune in _below(top, _MOST_COMMUNES):
        yield from _below(commune, _MOST_BUNDLES)


def _is_bundle(folder: Path) -> bool:
    """Whether it is one or was meant to become one."""
    return (folder / MANIFEST).is_file() or _NAME.fullmatch(folder.name) is not None


def _below(folder: Path, most: int) -> list[Path]:
    if not folder.is_dir():
        raise FileNotFoundError(2, "no such folder", folder.name)
    names = islice(folder.iterdir(), _MOST_NAMES)
    inside = sorted(one for one in names if one.is_dir() and not one.is_symlink())
    return [one for one in inside if not one.name.startswith(".")][:most]


def _found(folder: Path) -> Found:
    try:
        with stick_faults(folder):
            if not (folder / MANIFEST).is_file():
                raise BundleUnfinished(folder.name)
            file = read_bounded(folder / MANIFEST, MAX_MANIFEST)
        return Found(folder, file, read_manifest(file))
    except SyncError as fault:
        is_noise = fault.code in {Malformed.code, TooLarge.code}
        return Found(folder, fault=ManifestDamaged(fault.detail) if is_noise else fault)
