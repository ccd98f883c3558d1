"""Taking in frames: the rule's verdict, carried out."""

import msgspec

from sync.journal.devices import Devices
from sync.journal.lines import Lines
from sync.journal.order import Order
from sync.protocol.certificate import (
    CERTIFIED,
    ERASED,
    KEY_REPLACED,
    Certificate,
    Replacement,
    read_certificate,
    read_replacement,
)
from sync.protocol.errors import Malformed
from sync.protocol.event import Event, Line, read
from sync.protocol.frame import Frame
from sync.protocol.identity import MAX_N, Author, EventId
from sync.protocol.rules import (
    MAY_GO_ON_ASIDE,
    Outcome,
    Stretch,
    Verdict,
    first_aside,
    in_the_way,
    judge,
    of_a_branch,
)

GAVE_WAY = "gave_way"
"""Why a line is aside: it stood here until the gateway's order showed another one under its id."""


class Accepted(msgspec.Struct, frozen=True):
    """What became of a frame: the rule's verdict, and the entities whose history changed by it."""

    verdict: Verdict
    touched: frozenset[str] = frozenset()


class Intake:
    """Stores what is fresh, keeps aside what does not count, obeys certificates and erasures."""

    def __init__(self, commune: str, lines: Lines, order: Order, devices: Devices) -> None:
        self._commune = commune
        self._lines, self._order, self._devices = lines, order, devices

    def accept(self, frame: Frame, *, ordered: bool) -> Accepted:
        """Take a frame; a duplicate is as good as accepted.

        Of a fork the branch that has an order stays and the other is kept aside: a frame out of the
        gateway's log makes our branch give way unless that is placed itself. What is not proven to
        be its author's is refused and leaves no trace.
        """
        verdict, moved = self._judge(frame, ordered=ordered), set[str]()
        while piece := self._in_the_way(frame, verdict):
            moved |= self._set_aside(frame.author, piece)
            verdict = self._judge(frame, ordered=ordered)
        if ordered and verdict.outcome is Outcome.FORK:
            moved |= self._give_way(frame.author, verdict.clash)
            verdict = self._judge(frame, ordered=ordered)
        match verdict.outcome:
            case Outcome.REFUSED:
                touched = set()
            case Outcome.FORK:
                touched = self._keep_aside(frame, verdict)
            case _:
                touched = self._take(frame, verdict) | self._bring_back(frame.author, frame.last)
        return Accepted(verdict, frozenset(touched | moved) - {""})

    def _judge(self, frame: Frame, *, ordered: bool) -> Verdict:
        """The rule's verdict; what goes on from a branch that is aside, is that branch.

        Not so what the gateway's order names: that counts, whatever stands aside here.
        """
        certificate = self._devices.certificate(frame.device)
        key = certificate.key if certificate else None
        holding = self._lines.holding(frame.author, frame.n0, frame.last)
        verdict = judge(self._commune, frame, key, holding)
        if ordered or verdict.outcome not in MAY_GO_ON_ASIDE:
            return verdict
        ends = self._lines.branch_ends(frame.author, frame.n0 - 1)
        return of_a_branch(self._commune, frame, key, holding, ends) or verdict

    def _in_the_way(self, frame: Frame, verdict: Verdict) -> Stretch | None:
        """A piece beyond a gap that keeps the frame out."""
        if verdict.outcome is not Outcome.FORK:
            return None
        holding = self._lines.holding(frame.author, frame.n0, frame.last)
        piece = in_the_way(self._commune, frame, verdict, holding)
        return piece if piece and not self._order.has_placed(frame.author, piece.first) else None

    def _set_aside(self, author: Author, piece: Stretch) -> set[str]:
        """Keep a piece aside that has no place."""
        stretches = [one for one in self._lines.stretches(author) if one.first != piece.first]
        touched = self._lines.move_aside(author, piece.first, piece.last, GAVE_WAY)
        self._lines.keep_stretches(author, stretches)
        return touched

    def _give_way(self, author: Author, n: int) -> set[str]:
        """Keep our branch aside from n on, unless some of it stands in the order."""
        if self._order.has_placed(author, n):
            return set()
        stretches = self._cut(author, n)
        touched = self._lines.move_aside(author, n, MAX_N, GAVE_WAY)
        self._lines.keep_stretches(author, stretches)
        return touched

    def _cut(self, author: Author, n: int) -> list[Stretch]:
        """What is held below n."""
        end = self._lines.chain_at(author, n - 1)
        return [
            stretch._replace(last=n - 1, chain=end) if end and stretch.last >= n else stretch
            for stretch in self._lines.stretches(author)
            if stretch.first < n
        ]

    def _keep_aside(self, frame: Frame, verdict: Verdict) -> set[str]:
        """Keep those lines of a fork that are not held anyway, and what waited for them."""
        author = frame.author
        touched = {
            self._lines.keep_aside(frame.id(index), line, verdict.reason)
            for index, line in enumerate(frame.lines)
            if not self._lines.is_held(frame.id(index), line.h)
        }
        holding = self._lines.holding(author, frame.n0, frame.last)
        first = first_aside(frame, verdict, holding)
        chains = verdict.chains[first - frame.n0 :]
        self._lines.keep_branch(author, first, chains, frame.signature)
        while piece := self._of_a_branch(author):
            touched |= self._set_aside(author, piece)
        return touched

    def _of_a_branch(self, author: Author) -> Stretch | None:
        """A piece beyond a gap, without a place, that goes on from a branch which is aside."""
        pieces = self._lines.of_branches(author)
        return next((p for p in pieces if not self._order.has_placed(author, p.first)), None)

    def _take(self, frame: Frame, verdict: Verdict) -> set[str]:
        lines = [self._as_allowed(frame.id(index), line) for index, line in enumerate(frame.lines)]
        touched = {self._lines.refill(frame.id(i), line) for i, line in enumerate(lines)}
        for first, last in verdict.fresh:
            piece = slice(first - frame.n0, last - frame.n0 + 1)
            chains = verdict.chains[piece]
            touched |= self._lines.add(frame.author, first, lines[piece], chains)
            for n, line in enumerate(lines[piece], start=first):
                touched |= self._obey(EventId(*frame.author, n), line)
        self._lines.keep_stretches(frame.author, verdict.stretches)
        self._lines.keep_seal(frame.author, frame.last, frame.signature)
        self._lines.counts(frame.author, frame.n0, frame.last)
        return touched

    def _bring_back(self, author: Author, n: int) -> set[str]:
        """Take what stood aside and goes on from n: what it was aside for counts now.

        Its own PC may have recorded it again meanwhile; then that stands for it.
        """
        touched = set[str]()
        while end := self._lines.chain_at(author, n):
            if (behind := self._lines.aside_behind(author, n, end)) is None:
                break
            lines, signature = behind
            if self._is_recorded_again(author, n + 1, n + len(lines)):
                break
            frame = Frame(*author, n + 1, tuple(lines), end, signature)
            verdict = self._judge(frame, ordered=False)
            if verdict.outcome in {Outcome.REFUSED, Outcome.FORK}:
                break
            touched |= self._take(frame, verdict)
            n = frame.last
        return touched

    def _is_recorded_again(self, author: Author, first: int, last: int) -> bool:
        originals = {event.envelope.o for event in self._lines.recorded_again()}
        return any(str(EventId(*author, n)) in originals for n in range(first, last + 1))

    def _as_allowed(self, event: EventId, line: Line) -> Line:
        """The line without its payload if the law had that removed."""
        return line.erased() if self._lines.is_erased(event) else line

    def _obey(self, event: EventId, line: Line) -> set[str]:
        """Carry out what the province says about devices and payloads."""
        certificate = self._devices.certificate(event.device)
        try:
            said = read(line, event.device, event.epoch)
            if certificate and certificate.allows(said.envelope.k):
                return self._carry_out(said, certificate)
        except Malformed:
            return set()
        return set()

    def _carry_out(self, said: Event, by: Certificate) -> set[str]:
        match said.envelope.k, said.payload:
            case str(kind), dict(payload) if kind == CERTIFIED:
                self._devices.trust(read_certificate(payload))
            case str(kind), dict(payload) if kind == KEY_REPLACED:
                self._follow(read_replacement(payload, self._commune, said.id.device), by)
            case str(kind), {"events": list(events)} if kind == ERASED:
                ids = [EventId.parse(str(event)) for event in events]
                return {self._lines.erase(event) or "" for event in ids}
        return set()

    def _follow(self, said: Replacement, by: Certificate) -> None:
        """Know a PC under its new key too; whether its word counts is for the fold to say."""
        new = said.succeeding(by)
        if self._devices.certificate(new.device) is None:
            self._devices.trust(new)
