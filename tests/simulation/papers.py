"""I10: scans come to the province piece by piece, by line and stick; its word on them is true."""

import hashlib
import random

from sync.files.faults import NotNamed
from sync.gateway.file_desk import FileDesk
from tests.simulation.invariants import check
from tests.simulation.province import COMMUNE, Province

_SLICE = 3000


class Papers:
    """Every scan of the office, and what the province said that it holds of it."""

    def __init__(self, chance: random.Random, province: Province) -> None:
        self._chance, self._province = chance, province
        self.content: dict[str, bytes] = {}
        self.whole: set[str] = set()

    def is_scanned(self) -> str:
        """A new scan; answers its address."""
        content = self._chance.randbytes(self._chance.randrange(1, 5 * _SLICE))
        name = hashlib.sha256(content).hexdigest()
        self.content[name] = content
        return name

    def goes_on(self) -> str:
        """One piece of one scan that is named at the province: the next, an old one, a later one.

        Answers what came of it.
        """
        missing = [name for name in self.content if name not in self.whole]
        if not missing:
            return ""
        name = self._chance.choice(missing)
        content, desk = self.content[name], self._desk()
        held = desk.holds(COMMUNE, name).offset
        start = max(0, held + self._chance.choice((0, 0, 0, -1000, 500)))
        piece = content[start : start + _SLICE]
        if not piece:
            return ""
        try:
            desk.accept(COMMUNE, name, len(content), start, piece)
        except NotNamed as why:
            return why.code
        return self._is_right(name)

    def one_to_carry(self) -> dict[str, bytes]:
        """A scan that may go along on a stick, whatever has come of it by line."""
        if not self.content:
            return {}
        name = self._chance.choice(sorted(self.content))
        return {name: self.content[name]}

    def province_was_put_back(self) -> None:
        """Its files are those of the backup."""
        self.whole.clear()

    def all_arrive(self) -> None:
        """With a good line each scan that is named there becomes whole."""
        for name in self.content:
            for _ in range(20):
                if name in self.whole or not self._is_named(name):
                    break
                self._sends(name)
            check(name in self.whole or not self._is_named(name), "I10", f"{name[:8]} is missing")

    def _sends(self, name: str) -> None:
        content, desk = self.content[name], self._desk()
        start = desk.holds(COMMUNE, name).offset
        desk.accept(COMMUNE, name, len(content), start, content[start : start + _SLICE])
        self._is_right(name)

    def _is_named(self, name: str) -> bool:
        return self._province.gateway.commune(COMMUNE).log.names_file(name)

    def are_right(self) -> None:
        """Whatever the province says of any of them is so."""
        for name in self.content:
            self._is_right(name)

    def _is_right(self, name: str) -> str:
        """The offset never exceeds the bytes that lie there, and "có tệp" says: this very file."""
        desk, content = self._desk(), self.content[name]
        standing = desk.holds(COMMUNE, name)
        if standing.is_whole:
            self.whole.add(name)
            check(desk.whole(COMMUNE, name) == content, "I10", f"{name[:8]} is another file")
            return "scan_is_whole"
        part = self._province.gateway.folder.files(COMMUNE) / name[:2] / f"{name}.part"
        lies = part.read_bytes() if part.exists() else b""
        is_there = lies[: standing.offset] == content[: standing.offset]
        check(len(lies) >= standing.offset and is_there, "I10", f"{name[:8]}: not so many bytes")
        check(name not in self.whole, "I10", f"{name[:8]} was whole")
        return "scan_goes_on"

    def _desk(self) -> FileDesk:
        """As after a restart: nothing in memory."""
        return FileDesk(self._province.gateway, lambda _: 1 << 40)
