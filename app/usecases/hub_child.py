"""Máy chủ xã, the process that listens: started by the window, ended with it.

It is told the data key by a pipe and reads nothing else from it; when the pipe ends, it ends. What
it has to say goes out line by line: where it listens, who came, what has changed.
"""

import json
import logging
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

from app.store import hub_store
from app.store.arriving import Arriving, Part
from app.store.faults import StoreFault
from app.store.profile import Profile
from app.store.records import Touched
from app.store.sync_session import Page, SyncSession
from app.system.clock import milliseconds
from app.system.machine import Machine
from app.usecases.gateway_known import known_gateway
from app.usecases.shipped import dictionaries
from sync.files.depot import Standing
from sync.hub.desk import Desk, Means
from sync.hub.hint import HintDesk
from sync.hub.refusals import Refused
from sync.hub.server import HubServer
from sync.hub.session import Shelf, Who
from sync.hub.tls import make_tls
from sync.journal import Journal
from sync.peer.request import Server
from sync.protocol.card import PORT
from sync.protocol.hint import Hint

LOG = logging.getLogger(__name__)

KEY_BYTES = 32
Tell = Callable[[dict[str, object]], None]


class Asked(NamedTuple):
    """What the window wants: in which folder, on which address, under which name."""

    profile: Path
    host: str
    port: int
    name: str
    hint: int = PORT
    """On which port it answers who asks the network for it."""


def serve(asked: Asked, machine: Machine, pipe: IO[bytes], tell: Tell) -> None:
    """Serve until the pipe ends; raises `StoreFault`, or `OSError` where the port is taken."""
    profile, secret = Profile(asked.profile), _key(pipe)

    def listener(touched: Touched) -> None:
        tell({"touched": touched.kind, "ids": list(touched.ids)})

    def session() -> "HubSession":
        return HubSession(hub_store.open_session(profile, secret, machine, listener))

    with hub_store.served(profile):
        first = session()
        device = first.who().author.device
        first.close()
        tls = make_tls(profile.path, device, machine.entropy)
        means = Means(
            open=session,
            name=asked.name,
            now=lambda: milliseconds(machine.clock.now()),
            seen=lambda neighbour: tell({"seen": neighbour}),
            shelf=Shelf(dictionaries()),
            files=HubFiles(hub_store.arriving(profile, secret, machine)),
        )
        desk = Desk(means, tls.certificate)
        try:
            server = HubServer(desk, tls, (asked.host, asked.port))
        except OSError:
            desk.close()
            raise
        hint = HintDesk(Hint(server.port, device), (asked.host, asked.hint))
        with server, hint:
            tell({"ready": server.port, "device": device, "hint": hint.port})
            _wait_for_the_end(pipe)


class HubSession:
    """The store's session as the server asks for it; what the disk refuses becomes an answer."""

    def __init__(self, session: SyncSession) -> None:
        self._session = session

    def who(self) -> Who:
        """Who we are, read anew."""
        with _refusing():
            device = self._session.device
            known = known_gateway(self._session.preferences)
        gateway = Server(known.server, known.key) if known else None
        return Who(device.office.commune, device.author, device.signer(), gateway)

    @contextmanager
    def reading(self) -> Iterator[Journal]:
        """Several questions as of one moment."""
        with _refusing(), self._session.reading() as journal:
            yield journal

    @contextmanager
    def page(self) -> Iterator[Page]:
        """One transaction."""
        with _refusing(), self._session.page() as page:
            yield page

    def state(self) -> tuple[int, ...]:
        """Differs whenever anybody has written."""
        with _refusing():
            return self._session.state()

    def names_file(self, file: str) -> bool:
        """Whether an act names it."""
        with _refusing():
            return bool(self._session.sent_files.dossiers_of(file))

    def words_on(self, files: Iterable[str]) -> tuple[bytes, ...]:
        """The province's words on files."""
        with _refusing():
            return self._session.sent_files.words_on(files)

    def file_came(self, file: str) -> None:
        """The window hears of it, and so the thread that sends to the province."""
        with _refusing():
            self._session.file_changed(file)

    def close(self) -> None:
        """Let go of the connection."""
        self._session.close()


class HubFiles:
    """Files that arrive; what the disk refuses becomes an answer."""

    def __init__(self, arriving: Arriving) -> None:
        self._arriving = arriving

    def standing(self, file: str) -> Standing:
        """How much is held."""
        with _refusing():
            return self._arriving.standing(file)

    def begin(self, file: str, size: int) -> Standing:
        """Make room, or say how much is held."""
        with _refusing():
            return self._arriving.begin(file, size)

    @contextmanager
    def going_on(self, file: str) -> Iterator[Part]:
        """Go on with a file."""
        with _refusing(), self._arriving.going_on(file) as part:
            yield part

    def read(self, file: str, offset: int, length: int) -> bytes:
        """Bytes of a whole file."""
        with _refusing():
            return self._arriving.read(file, offset, length)


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except StoreFault as fault:
        LOG.warning("the journal cannot be reached: %s", fault.code)
        raise Refused(503, "storage", retry_after=60) from fault


def _key(pipe: IO[bytes]) -> bytes:
    """The data key, one line of hex."""
    told = pipe.readline(2 * KEY_BYTES + 2).strip()
    return bytes.fromhex(told.decode("ascii"))


def _wait_for_the_end(pipe: IO[bytes]) -> None:
    while pipe.read(1):
        pass


def line_of(said: dict[str, object]) -> str:
    """What the window reads, as one line."""
    return json.dumps(said, ensure_ascii=True)


def lines_told(out: IO[str]) -> Tell:
    """Tell by writing lines; several threads may, and nobody who hears is no fault."""
    lock = threading.Lock()

    def tell(said: dict[str, object]) -> None:
        try:
            with lock:
                out.write(line_of(said) + "\n")
                out.flush()
        except (OSError, ValueError):  # the window is gone; the pipe ends in a moment
            return

    return tell


def ids_of(said: object) -> Iterable[str]:
    """The ids that a line names."""
    return [str(one) for one in said] if isinstance(said, list) else []
