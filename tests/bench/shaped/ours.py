"""Our side of the comparison, as two processes: a gateway at one end, a PC at the other.

python -m tests.bench.shaped.ours gateway FOLDER      until stdin ends
python -m tests.bench.shaped.ours pc FOLDER CODE      works without a line, then sends all of it
"""

import json
import sys
from pathlib import Path

import zstandard

from app.cli.bench_acts import received, worked_on
from app.cli.bench_office import COMMUNE, an_office, opened
from app.usecases.desk import Desk
from app.usecases.shipped import dictionaries
from app.usecases.synchronise import enrol, one_round
from sync.gateway.enrolment import invite
from sync.gateway.folder import Settings
from sync.gateway.gateway import Gateway
from sync.gateway.runner import EmbeddedGateway
from tests.bench.shaped.link import FAR

DOSSIERS = 100
PORT = 8443


def say(**told: object) -> None:
    """One line to the process that holds the line, which answers when it has read its counters."""
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()
    if sys.stdin.readline() == "":
        raise SystemExit


def gateway(folder: Path) -> None:
    """Listen at the far end."""
    made = Gateway.init(folder, Settings(province="Lai Châu", names=(FAR,)))
    made.add_commune(COMMUNE, "Sì Lở Lầu")
    code = invite(made, COMMUNE, "office").code
    made.close()
    (folder / "authority.pem").write_bytes(Gateway(folder).folder.authority_pem())
    with EmbeddedGateway(Gateway(folder, dictionaries=dictionaries()), host=FAR, port=PORT):
        say(code=code)
        sys.stdin.read()


def pc(folder: Path, code: str) -> None:
    """Enrol, work on 100 dossiers without sending, then send; then an act; then nothing."""
    authority = (folder / "authority.pem").read_bytes()
    with an_office() as made, opened(made) as desk:
        enrol(desk, f"https://{FAR}:{PORT}", code, authority=authority)
        one_round(desk)
        dossiers = [received(desk, number) for number in range(DOSSIERS)]
        for number, dossier in enumerate(dossiers):
            worked_on(desk, dossier, number)
        (folder / "events.json").write_text(json.dumps(_as_documents(desk)), "utf-8")
        say(events=len(desk.store.unsent()), squeezed=_squeezed(desk))
        say(done="whole", round=one_round(desk).round_trips)
        last = received(desk, DOSSIERS)
        one_round(desk)
        worked_on(desk, last, DOSSIERS)
        say(begin="idle")
        one_round(desk)
        say(done="five acts")
        one_round(desk)
        say(done="idle")


def _lines(desk: Desk) -> list[tuple[str, bytes, bytes, bytes]]:
    events = desk.store.unsent()
    session = desk.store.sync_session()
    try:
        author = session.device.author
        lines = session.journal.lines.between(author, events[0].id.n, events[-1].id.n)
    finally:
        session.close()
    named = zip(events, lines, strict=True)
    return [
        (str(one.id), line.envelope, line.payload or b"", line.salt or b"") for one, line in named
    ]


def _squeezed(desk: Desk) -> int:
    """All of it as one piece under `zstd -19`: what has to cross whatever the protocol is."""
    raw = b"".join(part for line in _lines(desk) for part in line[1:])
    return len(zstandard.ZstdCompressor(level=19).compress(raw))


def _as_documents(desk: Desk) -> list[dict[str, object]]:
    """The same events as documents of a document database; salts and hashes are left out."""
    return [
        {"_id": name, "said": json.loads(envelope), "d": json.loads(payload or b"{}")}
        for name, envelope, payload, _ in _lines(desk)
    ]


if __name__ == "__main__":
    if sys.argv[1] == "gateway":
        gateway(Path(sys.argv[2]))
    else:
        pc(Path(sys.argv[2]), sys.argv[3])
