"""A seal: the device's signature over its chain at `n`, made before anything leaves the PC."""

from typing import NamedTuple

from sync.protocol import canonical
from sync.protocol.identity import Author
from sync.protocol.signing import Signer, is_signed_by

_PURPOSE = "seal"


class Seal(NamedTuple):
    """(commune, device, epoch, n, H(n), signature over these)."""

    commune: str
    device: str
    epoch: str
    n: int
    chain: bytes
    signature: bytes

    @property
    def author(self) -> Author:
        """Whose chain is sealed."""
        return Author(self.device, self.epoch)

    def is_genuine(self, public_key: bytes) -> bool:
        """Tell whether the owner of the key sealed exactly this."""
        text = _text(self.commune, self.author, self.n, self.chain)
        return is_signed_by(public_key, _PURPOSE, text, self.signature)


def make_seal(signer: Signer, commune: str, author: Author, n: int, chain: bytes) -> Seal:
    """Seal an own chain."""
    if signer.device != author.device:
        raise ValueError("a device seals its own chain only")
    signature = signer.sign(_PURPOSE, _text(commune, author, n, chain))
    return Seal(commune, author.device, author.epoch, n, chain, signature)


def _text(commune: str, author: Author, n: int, chain: bytes) -> bytes:
    return canonical.encode(
        [commune, author.device, author.epoch, n, canonical.bytes_to_text(chain)]
    )
