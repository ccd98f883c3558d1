"""Invented events, lines and frames with fixed keys: the smallest that a test can name."""

from collections.abc import Sequence

from sync.protocol import chain
from sync.protocol.canonical import Object
from sync.protocol.event import Envelope, Line, write
from sync.protocol.frame import Frame
from sync.protocol.identity import Author
from sync.protocol.seal import make_seal
from sync.protocol.signing import Signer

COMMUNE = "03433"
DOSSIER = "01930000-0000-7000-8000-000000000001"


def a_signer(secret: int = 1) -> Signer:
    """A device's key; the same number, the same key."""
    return Signer(bytes([secret]) * 32)


def an_author(secret: int = 1, epoch: str = "AAAA") -> Author:
    """The author that this key writes as."""
    return Author(a_signer(secret).device, epoch)


def an_envelope(n: int = 1, **said: object) -> Envelope:
    """An envelope with the usual things said."""
    usual: dict[str, object] = {
        "v": 1,
        "n": n,
        "e": DOSSIER,
        "t": "dossier",
        "k": "office.note_added",
        "at": 1_790_000_000_000 + n,
        "by": "o1",
        "role": "clerk",
    }
    return Envelope(**(usual | said))  # type: ignore[arg-type]


def a_line(n: int = 1, said: str = "ghi chú", **envelope: object) -> Line:
    """The n-th line of somebody."""
    payload: Object = {"text": f"{said} {n}"}
    return write(an_envelope(n, **envelope), payload, n.to_bytes(16, "big"))


def some_lines(first: int, last: int, said: str = "ghi chú") -> list[Line]:
    """Consecutive lines."""
    return [a_line(n, said) for n in range(first, last + 1)]


def a_frame(
    lines: Sequence[Line],
    n0: int = 1,
    *,
    secret: int = 1,
    epoch: str = "AAAA",
    history: Sequence[Line] = (),
    says_before: bool = False,
    commune: str = COMMUNE,
) -> Frame:
    """A sealed frame of these lines after this history (everything below n0)."""
    author = an_author(secret, epoch)
    before = chain.author_genesis(commune, author)
    for line in history:
        before = chain.extend(before, line.h)
    end = chain.run(before, (line.h for line in lines))[-1]
    seal = make_seal(a_signer(secret), commune, author, n0 + len(lines) - 1, end)
    told = before if says_before else None
    return Frame(*author, n0, tuple(lines), told, seal.signature)
