"""Events carried from one database of this PC into another, as frames cut at seals.

Used by whatever brings an office back: a backup's later steps, the present database, pages that
could still be read. Taking the same event twice is no error, and what is not proven is refused.
"""

from collections.abc import Iterable, Iterator

from app.store.device import Device
from sync.journal import Journal
from sync.protocol.certificate import Certificate, certify
from sync.protocol.frame import Frame
from sync.protocol.identity import Author


def frames_above(source: Journal, author: Author, n: int) -> Iterator[Frame]:
    """An author's events above n, those beyond a gap too."""
    for stretch in source.lines.stretches(author):
        begin = max(stretch.first, n + 1)
        for end, signature in source.lines.seals(author, begin, stretch.last):
            lines = tuple(source.lines.between(author, begin, end))
            before = source.lines.chain_before(author, begin)
            yield Frame(*author, begin, lines, before, signature)
            begin = end + 1


def trust(target: Journal, device: Device, others: Iterable[Certificate]) -> None:
    """Whose frames may be taken: our own, and everybody's who is known at the source."""
    signers = [signer for one in device.mine if (signer := device.signer_of(one))]
    own = [certify(signer.public_key, ("office.", "device."), "", "") for signer in signers]
    for certificate in {one.device: one for one in (*own, *others)}.values():
        target.devices.trust(certificate)


def take_in(target: Journal, frames: Iterable[Frame]) -> int:
    """Accept them; answers how many events are new."""
    taken = 0
    for frame in frames:
        verdict = target.accept(frame).verdict
        taken += sum(last - first + 1 for first, last in verdict.fresh)
    return taken
