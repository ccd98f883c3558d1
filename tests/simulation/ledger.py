"""The paper ledger: what an officer was told, written down outside the system; never corrected."""

from collections import defaultdict
from typing import NamedTuple

from sync.protocol.identity import EventId


class Told(NamedTuple):
    """An event under its hash."""

    id: EventId
    h: bytes


class Ledger:
    """Append-only; what a restored disk has lost is noted beside it by who restored it."""

    def __init__(self) -> None:
        self.saved: dict[str, list[Told]] = defaultdict(list)
        self.at_province: list[Told] = []
        self.printed: list[tuple[str, str]] = []
        self.lost_with_a_disk: set[Told] = set()
        self.content: dict[Told, bytes] = {}

    def saw_saved(self, pc: str, told: Told, content: bytes) -> None:
        """The screen says: đã lưu trên máy này (L0)."""
        self.saved[pc].append(told)
        self.content[told] = content

    def saw_at_province(self, told: Told) -> None:
        """The screen says: đã đến máy chủ tỉnh (L2)."""
        self.at_province.append(told)

    def saw_province_put_back(self) -> None:
        """A backup replaced the gateway's disk: what it signed for since is not there for now."""
        self.at_province.clear()

    def saw_printed(self, code: str, entity: str) -> None:
        """A slip with this code went over the counter."""
        self.printed.append((code, entity))
