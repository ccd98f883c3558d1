"""A stick in a folder: as it is, nearly full, pulled out, or losing what it is given."""

import errno
from collections.abc import Callable
from pathlib import Path

from app.system.stick_disk import STICK
from sync.protocol import age
from sync.protocol.signing import Signer
from sync.stick.disk import Disk
from sync.stick.outgoing import Outgoing, Sent, Wish
from sync.stick.reading import Bundle, find, proven
from sync.stick.writing import BundleWriter, Sender
from tests.helpers.sync_events import COMMUNE, a_signer, an_author
from tests.helpers.sync_journals import SERVER

MANY = 1 << 30
MADE = 1_790_000_000_000


def a_stick(
    free: int = MANY, here: Callable[[str], None] = lambda _: None, keeps: bool = True
) -> Disk:
    """A stick with so much room left; one that `keeps` nothing reads back zeros."""
    reread = STICK.reread if keeps else (lambda path: bytes(len(STICK.reread(path))))
    return Disk(reread=reread, free=lambda _: free, here=here)


def pulled_at(name: str) -> Callable[[str], None]:
    """Somebody pulls the stick out at a named place."""

    def here(at: str) -> None:
        if at == name:
            raise OSError(errno.EIO, "Input/output error")

    return here


def a_sender(secret: int = 1, *readers: Signer) -> Sender:
    """PC number `secret`, writing for the gateway and these readers."""
    keys = [SERVER.public_key, *(reader.public_key for reader in readers)]
    recipients = tuple(age.recipient_of(key) for key in keys)
    return Sender(SERVER.device, COMMUNE, a_signer(secret), recipients)


def written(journal, root: Path, secret: int = 1, serial: int = 1, disk: Disk | None = None):
    """The bundle of PC number `secret`, for the gateway and for PC 2."""
    signer, author = a_signer(secret), an_author(secret)
    journal.seal(signer, author)
    sender = a_sender(secret, a_signer(2))
    writer = BundleWriter(disk or a_stick(), root, sender, serial, MADE)
    outgoing = Outgoing(writer, journal, SERVER.device)
    outgoing.letter(signer, author, serial, Wish("0.1.0"))
    sent: list[Sent] = [run for run, fits in outgoing.events(author) if fits]
    return writer.finish(), sent


def read_back(root: Path, signer: Signer) -> list[Bundle]:
    """Every bundle of one writer, proven."""
    return [
        proven(found, signer.public_key)
        for found in find(root)
        if found.manifest and found.manifest.writer == signer.device
    ]
