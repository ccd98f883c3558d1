"""What a damaged database still tells: events with their chain, seals, certificates, drafts.

A row is believed when its page is authentic and its hash is right; old rows from pages that were
given back are as good as others, for an event never changes.
"""

from collections.abc import Iterable

import msgspec

from app.store import secrets
from app.store.device import FORMER, Device, Former
from app.store.last_acts import LastAct
from app.store.pages import Pages, Value
from app.store.profile import Profile
from app.store.records import Office
from sync.journal import Journal
from sync.journal.intake import GAVE_WAY
from sync.protocol import chain
from sync.protocol.canonical import UNREADABLE
from sync.protocol.certificate import Certificate
from sync.protocol.event import Line
from sync.protocol.frame import AIM_RAW, MAX_LINES, Frame
from sync.protocol.identity import Author, EventId
from sync.protocol.seal import make_seal

_DEVICE_LENGTH, _HASH = 10, 32


class Found(msgspec.Struct, frozen=True):
    """One event as it lay there."""

    line: Line
    chain: bytes


class Wreck:
    """Everything that could be read, by author and n."""

    def __init__(self, profile: Profile | None = None, secret: bytes = b"") -> None:
        self.device: Device | None = None
        self.former: dict[str, Former] = {}
        self.events: dict[Author, dict[int, list[Found]]] = {}
        self.seals: dict[tuple[Author, int], bytes] = {}
        self.certificates: dict[str, Certificate] = {}
        self.drafts: dict[str, tuple[Value, ...]] = {}
        self.settings: dict[str, Value] = {}
        self.spoilt = 0
        if profile is not None and profile.database.exists():
            pages = Pages(profile.database, secrets.database_key(secret))
            for is_newest, row in pages.rows():
                self._sort_history(row)
                if is_newest:
                    self._sort_rest(row)
            self.spoilt = pages.spoilt

    def add(self, acts: Iterable[LastAct]) -> None:
        """What was written outside the database after each commit."""
        for act in acts:
            self._keep_event(act.author, act.n, act.line.h, Found(act.line, act.chain))

    def bring_into(self, target: Journal, device: Device) -> int:
        """All that the target lacks; answers how many events. In the caller's transaction."""
        before = {author: target.head(author).n for author in self.events}
        for author in sorted(self.events):
            for frame in self._frames(target, author, device):
                target.accept(frame)
            if device.is_mine(author.device):
                self._keep_orphans(target, author)
        return sum(target.head(author).n - n for author, n in before.items())

    def _frames(self, target: Journal, author: Author, device: Device) -> list[Frame]:
        """Runs whose chain goes on without a doubt, sealed anew where the hand is our own."""
        known, frames = self.events[author], list[Frame]()
        head = target.head(author)
        n, end = head.n, head.chain
        run: list[Line] = []
        begin, before = n + 1, end
        while True:
            found = next((f for f in known.get(n + 1, ()) if _follows(end, f)), None)
            if found is not None:
                n, end = n + 1, found.chain
                run.append(found.line)
            signature = self._signature(author, n, end, device, is_last=found is None)
            if run and signature is not None:
                frames.append(Frame(*author, begin, tuple(run), before, signature))
                run, begin, before = [], n + 1, end
            if found is None:
                if (island := self._island(author, n)) is None:
                    return frames
                n, end = island
                run, begin, before = [], n + 1, end

    def _signature(
        self, author: Author, n: int, end: bytes, device: Device, *, is_last: bool
    ) -> bytes | None:
        signer = device.signer_of(author.device)
        if signer is None:
            return self.seals.get((author, n))
        if is_last or n % min(MAX_LINES, AIM_RAW // 4096) == 0:
            return make_seal(signer, device.office.commune, author, n, end).signature
        return None

    def _island(self, author: Author, n: int) -> tuple[int, bytes] | None:
        """Where events go on beyond a gap: the first whose successor was read too."""
        known = self.events[author]
        for after in sorted(m for m in known if m > n):
            for found in known[after]:
                if any(_follows(found.chain, one) for one in known.get(after + 1, ())):
                    return after, found.chain
        return None

    def _keep_orphans(self, target: Journal, author: Author) -> None:
        """Own events without a neighbour: kept aside, and recorded again in the new epoch.

        Two under one number are a fork of ours: both were shown as saved, so both are kept.
        """
        for n, found in self.events[author].items():
            event = EventId(*author, n)
            if target.lines.get(event) is None:
                for one in found:
                    target.lines.keep_aside(event, one.line, GAVE_WAY)

    def _sort_history(self, row: tuple[Value, ...]) -> None:
        match row:
            case (None, str(d), str(e), int(n), str(), str(), _, bytes(h), bytes(end), *rest):
                self._keep_event(Author(d, e), n, h, Found(Line(*_line(rest)), end))
            case (str(d), str(e), int(n), bytes(signature)) if len(d) == _DEVICE_LENGTH:
                self.seals[Author(d, e), n] = signature
            case (str(d), bytes(told)) if len(d) == _DEVICE_LENGTH and told[:1] == b"{":
                self._keep_certificate(d, told)
            case _:
                pass

    def _sort_rest(self, row: tuple[Value, ...]) -> None:
        match row:
            case (None, bytes(office), bytes(secret), str(d), str(e), str(print_), str(reason)):
                told = msgspec.json.decode(office, type=Office)
                self.device = Device(told, secret, d, e, print_, reason)
            case (None, str(kind), str(d), bytes(secret)) if kind == FORMER:
                self.former[d] = Former(d, secret)
            case (str(name), value) if name.startswith(("user.", "gateway")):
                self.settings.setdefault(name, value)
            case (str(name), str(), str(), str(), int(), bytes()):
                self.drafts.setdefault(name, row)
            case _:
                pass

    def _keep_event(self, author: Author, n: int, h: bytes, found: Found) -> None:
        if len(author.device) != _DEVICE_LENGTH or len(h) != _HASH or found.line.h != h:
            return
        known = self.events.setdefault(author, {}).setdefault(n, [])
        if all(one.line.h != h for one in known):
            known.append(found)

    def _keep_certificate(self, device: str, told: bytes) -> None:
        try:
            known = msgspec.json.decode(told, type=Certificate)
        except UNREADABLE:
            return
        if known.device == device:
            self.certificates.setdefault(device, known)


def _line(rest: list[Value]) -> tuple[bytes, bytes, bytes | None, bytes | None]:
    """Envelope, dh, payload and salt out of the end of a row of the journal."""
    match rest:
        case [bytes(dh), bytes(envelope), bytes() | None as payload, bytes() | None as salt]:
            return envelope, dh, payload, salt
        case _:
            return b"", b"", None, None


def _follows(end: bytes, found: Found) -> bool:
    return chain.extend(end, found.line.h) == found.chain
