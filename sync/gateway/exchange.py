"""One request of one device, record by record; no HTTP in here.

Who the device is follows from its key, and its commune from the registry: nothing that it says can
widen what it may read or write.
"""

from sync.gateway.commune import CommuneLog
from sync.gateway.feed import Page, nothing, page
from sync.gateway.gateway import Gateway
from sync.gateway.hearing import Hearing
from sync.gateway.refusals import Refused
from sync.gateway.storage.registry import Device
from sync.protocol.errors import Malformed, UntrustedServer
from sync.protocol.frame import newest_of
from sync.protocol.identity import Author
from sync.protocol.messages import (
    Ack,
    Mark,
    Note,
    Positions,
    check_signed,
    read_hello,
    write_ack,
    write_positions,
)
from sync.protocol.records import RecordType, write_end, write_record
from sync.protocol.versions import PROTOCOL, SPOKEN

MAX_FEED = 1 << 20


class Exchange:
    """Takes a `Hello` and frames, and says what is held then."""

    def __init__(self, gateway: Gateway, hello_body: bytes, length: int) -> None:
        """Check who speaks; `length` is how many bytes follow the record. Raises `Refused`."""
        self._gateway = gateway
        self.hello = read_hello(hello_body)
        self._device = self._check(hello_body, length)
        self._commune: CommuneLog = gateway.commune(self._device.commune)
        rose = not self._device.revoked and gateway.registry.hear(
            self.hello.author, self.hello.counter, gateway.now(), self.hello.program
        )
        self._may_read, self._fell = rose, not rose and not self._device.revoked
        self._hearing = Hearing(self._commune, gateway.registry)
        self._hearing.stands(self.hello.author, self.hello.heads)
        if not self._device.revoked:
            gateway.compare(self._commune, self.hello.pull)

    def _check(self, body: bytes, length: int) -> Device:
        hello = self.hello
        if hello.protocol not in SPOKEN:
            raise Refused(426, "version_refused", nonce=hello.nonce)
        if hello.server != self._gateway.id:
            raise Refused(403, "other_server", nonce=hello.nonce)
        device = self._gateway.registry.device(hello.device)
        if device is None:
            raise Refused(403, "unknown_device", nonce=hello.nonce)
        try:
            check_signed(body, "hello", device.public_key)
        except UntrustedServer as why:
            raise Refused(401, "bad_signature", nonce=hello.nonce) from why
        if hello.length != length:
            raise Refused(400, "other_length", nonce=hello.nonce)
        return device

    def take(self, frame: bytes) -> None:
        """Store one frame; durable on return. A poisoned one delays no other."""
        try:
            taken = self._commune.take(frame, self._gateway.now())
        except Malformed as why:
            note = Note(self.hello.device, self.hello.epoch, 1, "malformed", why.code)
            self._hearing.say(note)
            return
        self._hearing.brought(taken)

    def answer(self) -> bytes:
        """What the device may know now, as one body.

        `have` names the authors of what is told too: nobody brings back what we have just given.
        """
        told = self._page()
        self._hearing.names(Author(run.device, run.epoch) for run in told.runs)
        records = [write_record(RecordType.ACK, write_ack(self._ack(told), self._gateway.signer))]
        records += [write_record(RecordType.FRAME, frame) for frame in told.frames]
        if not self._is_known(told):
            page = write_positions(self._positions(told), self._gateway.signer)
            records.append(write_record(RecordType.POSITIONS, page))
        return b"".join([*records, write_end(len(records))])

    def _is_known(self, told: Page) -> bool:
        """Whether the client stands at the end of this very log: then the `Ack` says it all."""
        pull = self.hello.pull
        is_at_the_end = not told.runs and told.start in pull.marks[:1]
        return is_at_the_end and pull.log_epoch == self._commune.log.end().log_epoch

    def _page(self) -> Page:
        """Nothing is told to a revoked device, nor to one whose counter fell (`Ack.counter`)."""
        if not self._may_read:
            return nothing(self._commune)
        pull = self.hello.pull
        pull = pull._replace(max_bytes=min(pull.max_bytes, MAX_FEED))
        return page(self._commune, pull, self.hello.heads, self.hello.dictionary)

    def _ack(self, told: Page) -> Ack:
        """A counter that did not rise is answered with one that is higher than what was said.

        Two copies of a PC that speak in turn in one epoch would else meet at the same count for
        ever, and the second would be told nothing and not know it.
        """
        end = self._commune.acknowledged()
        return Ack(
            protocol=PROTOCOL,
            server=self._gateway.id,
            log_epoch=end.log_epoch,
            time=self._gateway.now(),
            nonce=self.hello.nonce,
            counter=self._gateway.registry.counter(self.hello.author) + self._fell,
            have=self._hearing.have(self._device, is_all=not told.more),
            head=Mark(end.position, end.chain),
            dictionary=newest_of(self._commune.dictionaries),
            durable=end.covered,
            notes=self._hearing.notes,
        )

    def _positions(self, told: Page) -> Positions:
        return Positions(
            server=self._gateway.id,
            log_epoch=self._commune.log.end().log_epoch,
            nonce=self.hello.nonce,
            start=told.start,
            runs=told.runs,
            chain=told.chain,
            more=int(told.more),
        )
