"""One commune at the gateway: take frames, say what is held, keep the mark, notice a restore."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sync.gateway.marks import MarkFile
from sync.gateway.storage.log import End, Log, Writer
from sync.gateway.storage.registry import Device, Registry, RevokedHead
from sync.protocol import canonical, event, log_epoch
from sync.protocol.certificate import (
    CERTIFIED,
    KEY_REPLACED,
    PROVINCE_ROLE,
    REVOKED,
    Certificate,
    Replacement,
    Revocation,
    certify,
    may_write,
    read_certificate,
    read_replacement,
    read_revocation,
)
from sync.protocol.errors import Malformed, TooLarge
from sync.protocol.event import Line
from sync.protocol.frame import AIM_RAW, NO_DICTIONARIES, Dictionaries, Frame, unpack
from sync.protocol.identity import Author
from sync.protocol.messages import MAX_HEADS, Held, Note, Pull, Range
from sync.protocol.rules import (
    MAY_GO_ON_ASIDE,
    Holding,
    Outcome,
    Stretch,
    Verdict,
    continuous,
    first_aside,
    in_the_way,
    judge,
    of_a_branch,
)

_EVERYTHING = 1 << 53
REPLACED = "key_replaced"
"""Why the word of a device ends that goes on under another key."""


class Taken(NamedTuple):
    """Whose frame it was, a note unless it was simply appended, and what of a branch it brought."""

    author: Author
    note: Note | None
    branch: Stretch | None = None


class CommuneLog:
    """The ordered log of one commune and the rules by which frames enter it."""

    def __init__(
        self,
        code: str,
        log: Log,
        mark: MarkFile,
        registry: Registry,
        dictionaries: Dictionaries = NO_DICTIONARIES,
    ) -> None:
        self.code = code
        self.log = log
        self.dictionaries = dictionaries
        self._mark = mark
        self._registry = registry

    def take(self, body: bytes, now_ms: int) -> Taken:
        """Judge and store one frame; durable on return. Raises `Malformed` for what is no frame."""
        frame = _relayable(unpack(body, self.dictionaries))
        device = self._registry.device(frame.device)
        if device is not None and device.commune != self.code:
            device = None
        with self.log.write() as writer:
            holding = writer.holding(frame.author, frame.n0 - 1, frame.last)
            key = device.public_key if device else None
            verdict = judge(self.code, frame, key, holding)
            while piece := self._in_the_way(frame, verdict, holding):
                writer.give_way(frame.author, piece, now_ms)
                holding = writer.holding(frame.author, frame.n0 - 1, frame.last)
                verdict = judge(self.code, frame, key, holding)
            if verdict.outcome in MAY_GO_ON_ASIDE:
                ends = writer.branch_ends(frame.author, frame.n0 - 1)
                verdict = of_a_branch(self.code, frame, key, holding, ends) or verdict
            if device is not None and verdict.outcome is not Outcome.REFUSED:
                reason = _Storing(self, writer, device, now_ms).store(frame, verdict, holding)
                verdict = _with_reason(verdict, reason)
        return Taken(frame.author, _note(frame, verdict), _branch(frame, verdict))

    def _in_the_way(self, frame: Frame, verdict: Verdict, holding: Holding) -> Stretch | None:
        is_fork = verdict.outcome is Outcome.FORK
        return in_the_way(self.code, frame, verdict, holding) if is_fork else None

    def adopt(self, lines: Sequence[Line], now_ms: int) -> None:
        """Take certificates and revocations of the province into the registry.

        They are there already, unless the registry was put back from a backup and somebody brings
        back what it lost.
        """
        for line in lines:
            match _told(line):
                case Certificate() as said:
                    self._registry.add_device(certified(self.code, said), now_ms)
                case Revocation() as said:
                    self._registry.revoke(said.device, revoked_heads(said))
                case None:
                    pass

    def replace(self, new: Certificate, old: Revocation, now_ms: int) -> None:
        """Take a PC's new key into the registry in the place of its old one."""
        self._registry.succeed(certified(self.code, new), old.device, revoked_heads(old), now_ms)

    def allowed(self, device: Device, author: Author) -> int:
        """The last n of this author that counts."""
        if not device.revoked:
            return _EVERYTHING
        heads = self._registry.revoked_heads(device.device)
        return next((head.n for head in heads if head.epoch == author.epoch), 0)

    def have(self, authors: Iterable[Author]) -> tuple[Held, ...]:
        """What is held of these authors; of pieces beyond gaps no more than one message bears."""
        told, room = list[Held](), MAX_HEADS
        for author in sorted(set(authors)):
            told.append(self._held(author, room))
            room -= len(told[-1].beyond)
        return tuple(told)

    def _held(self, author: Author, most_beyond: int) -> Held:
        stretches = self.log.stretches(author)
        start = continuous(self.code, author, stretches)
        beyond = tuple(
            Range(stretch.first, stretch.last, stretch.chain)
            for stretch in stretches
            if stretch.first > start.last
        )
        return Held(*author, start.last, start.chain, beyond[:most_beyond])

    def acknowledged(self) -> End:
        """Where the log ends, after the mark has been raised to it."""
        end = self.log.end()
        self._mark.raise_to(end.position)
        return end

    def lost_something(self) -> bool:
        """Whether the log ends below what was acknowledged once: it was put back from a backup."""
        mark = self._mark.read()
        return self.log.end().position < mark

    def is_disproved_by(self, pull: Pull) -> bool:
        """Whether a client shows that we were put back.

        It holds an order of this very log epoch that is not ours, or one of a log epoch that we
        have never heard of: it was ours, and the backup is older.
        """
        if pull.log_epoch == self.log.end().log_epoch:
            return any(self.log.chain_at(mark.position) != mark.chain for mark in pull.marks)
        return log_epoch.is_drawn(pull.log_epoch) and not self.log.knows(pull.log_epoch)

    def begin_epoch(self, chance: bytes, reason: str, now_ms: int, told: str = "") -> None:
        """Start a new log epoch, after one that was told; every client sends what we lack."""
        with self.log.write() as writer:
            if told:
                writer.note_epoch(told, now_ms)
            writer.begin_epoch(chance, reason, now_ms)
        self._mark.set(self.log.end().position)


class _Storing:
    """One judged frame on its way into the log, inside the transaction."""

    def __init__(self, commune: CommuneLog, writer: Writer, device: Device, now_ms: int) -> None:
        self._commune = commune
        self._writer = writer
        self._device = device
        self._now = now_ms

    def store(self, frame: Frame, verdict: Verdict, holding: Holding) -> str:
        """Store what is fresh, place what has become continuous; answer why some is set aside."""
        author, held = frame.author, holding.stretches
        if verdict.outcome is Outcome.FORK:
            self._keep_branch(frame, verdict, holding)
            return ""
        for first, last in verdict.fresh:
            inside = slice(first - frame.n0, last + 1 - frame.n0)
            self._writer.store(author, first, frame.lines[inside], verdict.chains[inside])
        self._writer.keep_seal(author, frame.last, frame.signature)
        self._writer.keep_stretches(author, held, verdict.stretches)
        before, end = self._continuous(author, held), self._continuous(author, verdict.stretches)
        return self._place(author, before + 1, end)

    def _keep_branch(self, frame: Frame, verdict: Verdict, holding: Holding) -> None:
        """Keep aside what is not held, from the first line on of which that is so."""
        first = first_aside(frame, verdict, holding)
        at = first - frame.n0
        before = verdict.chains[at - 1] if at else verdict.before
        self._aside(frame.author, first, frame.lines[at:], "fork")
        self._writer.keep_branch(frame.author, first, before, verdict.chains[at:])

    def _continuous(self, author: Author, stretches: Sequence[Stretch]) -> int:
        return continuous(self._commune.code, author, tuple(stretches)).last

    def _place(self, author: Author, first: int, last: int) -> str:
        """Order what counts; events above a revocation are kept but get no position."""
        allowed = min(last, self._commune.allowed(self._device, author))
        placed = self._writer.place(author, first, allowed)
        if may_write(self._device.prefixes, self._device.role, CERTIFIED):
            self._commune.adopt(self._writer.lines(author, first, allowed), self._now)
        late = range(max(first, allowed + 1), last + 1)
        if late:
            self._aside(author, late[0], self._writer.lines(author, late[0], last), "revoked")
        for n in (n for n, kind in placed if kind == KEY_REPLACED):
            self._follow(author, n)
        foreign = [n for n, kind in placed if kind and not self._may_write(kind)]
        for n in foreign:
            self._aside(author, n, self._writer.lines(author, n, n), "prefix")
        return "revoked" if late else "prefix" if foreign else ""

    def _follow(self, author: Author, n: int) -> None:
        """A PC goes on under a new key: know it, and let the old one's word end here.

        Before the transaction ends: a registry that knows too much is made good by the PC, which
        sends again what it has no receipt for. The province's own device hands nothing over.
        """
        said = _replacement(self._commune.code, author.device, self._writer.lines(author, n, n))
        if said is None or self._device.role == PROVINCE_ROLE:
            return
        device, old = self._device, self._device.device
        new = certify(said.key, device.prefixes, device.name, device.role)
        link = self._writer.holding(author, n, n).chains[n]
        heads = (*self._ends(author, said), (author.epoch, n, link.hex()))
        self._commune.replace(new, Revocation(device=old, heads=heads, reason=REPLACED), self._now)

    def _ends(self, author: Author, said: Replacement) -> Iterator[tuple[str, int, str]]:
        """Where its other epochs end: what it named, and no less than what is ordered already.

        Who speaks from a disk of before names less than the device has written, or not the epoch.
        """
        ends = {epoch: (n, link) for epoch, n, link in said.heads}
        for other in self._writer.authors(author.device):
            held = continuous(self._commune.code, other, self._writer.stretches(other))
            if held.last > ends.get(other.epoch, (0, ""))[0]:
                ends[other.epoch] = held.last, held.chain.hex()
        return ((epoch, *end) for epoch, end in ends.items() if epoch != author.epoch)

    def _may_write(self, kind: str) -> bool:
        """Whether the device's certificate allows this kind; no fold applies what it does not."""
        return may_write(self._device.prefixes, self._device.role, kind)

    def _aside(self, author: Author, first: int, lines: Sequence[Line], reason: str) -> None:
        self._writer.set_aside(author, first, lines, reason, self._now)


def certified(commune: str, said: Certificate) -> Device:
    """The registry's record of a certificate."""
    return Device(
        said.device, commune, said.key, said.name, said.role, said.prefixes, 0, revoked=False
    )


def revoked_heads(said: Revocation) -> tuple[RevokedHead, ...]:
    """The registry's record of a revocation."""
    return tuple(RevokedHead(epoch, n, bytes.fromhex(link)) for epoch, n, link in said.heads)


def _branch(frame: Frame, verdict: Verdict) -> Stretch | None:
    """The piece of a branch that this frame was."""
    if verdict.outcome is not Outcome.FORK:
        return None
    return Stretch(frame.n0, frame.last, verdict.before, verdict.chains[-1])


def _relayable(frame: Frame) -> Frame:
    """Refuse what might not fit a frame again when it is passed on, maybe in another dictionary."""
    if len(frame.lines) > 1 and sum(line.size for line in frame.lines) > AIM_RAW:
        raise TooLarge("more than a frame passes on")
    return frame


def _kind(line: Line) -> str:
    """The kind as the envelope names it; empty for a text that nobody can read."""
    try:
        return event.read_envelope(line.envelope).k
    except Malformed:
        return ""


def _told(line: Line) -> Certificate | Revocation | None:
    """What the line says about a device, if it does."""
    kind = _kind(line)
    if kind not in {CERTIFIED, REVOKED} or line.payload is None:
        return None
    try:
        payload = canonical.decode_object(line.payload)
        return read_certificate(payload) if kind == CERTIFIED else read_revocation(payload)
    except Malformed:
        return None


def _replacement(commune: str, old: str, lines: Sequence[Line]) -> Replacement | None:
    """What a device says that hands its place over, if the new key agrees."""
    try:
        payload = canonical.decode_object(lines[0].payload or b"{}")
        return read_replacement(payload, commune, old)
    except Malformed:
        return None


def _with_reason(verdict: Verdict, reason: str) -> Verdict:
    if not reason:
        return verdict
    return Verdict(verdict.outcome, reason, verdict.before, verdict.chains)


def _note(frame: Frame, verdict: Verdict) -> Note | None:
    trivial = verdict.outcome in {Outcome.APPENDED, Outcome.DUPLICATE} and not verdict.reason
    if trivial:
        return None
    return Note(*frame.id(0), verdict.outcome.value, str(verdict.reason))
