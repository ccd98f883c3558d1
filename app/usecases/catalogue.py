"""The catalogue of procedures: versions side by side, looked up by the day or by the version."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path

import msgspec

from app.domain.errors import RuleViolation
from app.domain.procedure import Override, Procedure, is_in_scope, overridden
from app.domain.procedure_search import Entry, Index
from app.system import durable
from app.usecases.catalogue_package import MAX_BYTES, Head, Package

LOG = logging.getLogger(__name__)

SUFFIX = ".mcp"
KEYS = "keys.json"


class Catalogue:
    """What this office can look procedures up in.

    `folders` hold packages: the one that ships with the program, and last the office's own, into
    which newer ones are installed; older ones stay, for the dossiers received under them. Nothing
    is read before it is asked for. `today` decides which version is in force. `overrides` is what
    the office set for itself, and may be set anew after each such act.
    """

    def __init__(
        self,
        folders: Sequence[Path],
        keys: Mapping[str, bytes],
        today: date,
        overrides: Iterable[Override] = (),
    ) -> None:
        self.overrides = tuple(overrides)
        self._folders = tuple(folders)
        self._keys = keys
        self._today = today

    @property
    def version(self) -> str:
        """The version in force today; "" when there is no catalogue at all."""
        return self.version_on(self._today)

    def version_on(self, day: date) -> str:
        """The version in force on that day; the earliest there is for a day before them all."""
        begun = [head for head in self.versions() if head.valid_from <= day]
        in_force = [head for head in begun if head.valid_to is None or day <= head.valid_to]
        chosen = (in_force or begun)[-1:] or self.versions()[:1]
        return chosen[0].version if chosen else ""

    def versions(self) -> tuple[Head, ...]:
        """Every version at hand, oldest first."""
        return tuple(opened.package.head for opened in self._opened.values())

    def search(self, text: str, province: str, limit: int = 12) -> tuple[Entry, ...]:
        """Procedures of today that answer to these words, best first."""
        current = self._opened.get(self.version)
        return current.index.search(text, province, limit) if current else ()

    def entries(self, province: str) -> tuple[Entry, ...]:
        """All procedures of today that exist in this province."""
        current = self._opened.get(self.version)
        every = current.index.entries if current else ()
        return tuple(entry for entry in every if is_in_scope(entry.scope, province))

    def procedure(self, code: str, day: date | None = None, version: str = "") -> Procedure:
        """The record in force on that day (None: today), with what the office had set by then.

        `version` asks for exactly that version. Raises `RuleViolation("procedure_unknown")`.
        """
        day = day or self._today
        opened = self._opened.get(version or self.version_on(day))
        if opened is None:
            raise RuleViolation("procedure_unknown", code)
        return overridden(opened.record(code), [o for o in self.overrides if o.approved_on <= day])

    def records(self) -> tuple[Procedure, ...]:
        """Every record of today's version as the package has it: nothing of the office's own."""
        current = self._opened.get(self.version)
        return current.package.procedures() if current else ()

    def other_words(self) -> dict[str, tuple[str, ...]]:
        """By code, other words that people use for a procedure."""
        current = self._opened.get(self.version)
        entries = current.index.entries if current else ()
        return {entry.code: entry.folded.said for entry in entries if entry.folded.said}

    def install(self, path: Path) -> Head:
        """Verify a package whole and keep it in the office's folder; the same one again is fine."""
        data = read_package(path)
        package = Package(data, self._keys)
        package.procedures()
        package.contents()
        head = package.head
        present = self._opened.get(head.version)
        if present and present.package.head != head:
            raise RuleViolation("package_version_taken", head.version)
        if not present:
            self._folders[-1].mkdir(parents=True, exist_ok=True)
            durable.replace(self._folders[-1] / f"catalogue-{head.version}{SUFFIX}", data)
            self.__dict__.pop("_opened", None)
        return head

    @cached_property
    def _opened(self) -> "dict[str, _Opened]":
        """Every good package by its version, oldest first; a bad one is passed over, and logged."""
        found: list[_Opened] = []
        for path in (path for folder in self._folders for path in folder.glob(f"*{SUFFIX}")):
            try:
                found.append(_Opened(Package(path.read_bytes(), self._keys)))
            except (RuleViolation, OSError) as error:
                LOG.warning("catalogue package %s passed over: %s", path.name, error)
        found.sort(key=lambda one: (one.package.head.valid_from, _steps(one.package.head.version)))
        return {one.package.head.version: one for one in found}


class _Opened:
    """A package with the parts of it that were read so far."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self._blocks: dict[int, tuple[Procedure, ...]] = {}

    @cached_property
    def index(self) -> Index:
        return Index(self.package.contents().entries)

    @cached_property
    def _places(self) -> dict[str, int]:
        contents = self.package.contents()
        return {e.code: block for e, block in zip(contents.entries, contents.blocks, strict=True)}

    def record(self, code: str) -> Procedure:
        """One whole record; raises `RuleViolation`."""
        if (block := self._places.get(code)) is None:
            raise RuleViolation("procedure_unknown", code)
        if block not in self._blocks:
            self._blocks[block] = self.package.block(block)
        return next(record for record in self._blocks[block] if record.code == code)


def trusted_keys(folder: Path) -> dict[str, bytes]:
    """Public keys whose packages are taken: key id to 32 bytes, from the folder that ships."""
    path = folder / KEYS
    keys = msgspec.json.decode(path.read_bytes(), type=dict[str, str]) if path.exists() else {}
    return {key: bytes.fromhex(text) for key, text in keys.items()}


def read_package(path: Path) -> bytes:
    """A package's bytes, unless it cannot be read or is too large to be one."""
    try:
        if path.stat().st_size <= MAX_BYTES:
            return path.read_bytes()
    except OSError as error:
        raise RuleViolation("package_unreadable") from error
    raise RuleViolation("package_unreadable", "too large")


def _steps(version: str) -> tuple[int, ...]:
    """Versions compare by their numbers: 2026.11.2 is before 2026.11.10."""
    return tuple(int(step) for step in version.split(".") if step.isdigit())
