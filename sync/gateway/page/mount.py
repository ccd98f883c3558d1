"""The page as a whole: its addresses, and the thread that reads the logs on for it."""

from starlette.routing import Route

from sync.gateway.gateway import Gateway
from sync.gateway.page.digesting import Digesting, Reader
from sync.gateway.page.face import PageFace
from sync.gateway.page.insight import Insight
from sync.gateway.province import entity_of
from sync.gateway.storage.digests import Digests


class Page:
    """Put beside the offices' addresses by whoever serves the gateway."""

    def __init__(self, gateway: Gateway, insight: Insight | None) -> None:
        self._gateway = gateway
        self._insight = insight
        self._face = PageFace(gateway, reads_dossiers=insight is not None)
        self._reader = Reader(self._communes, self._reading, gateway.now)
        self._readings: dict[str, Digesting] = {}

    def routes(self) -> list[Route]:
        """Every address of the page."""
        return self._face.routes()

    def start(self) -> None:
        """Begin to read the logs."""
        self._reader.start()

    def stop(self) -> None:
        """Read no more; what was read is kept."""
        self._reader.stop()

    def read_on(self) -> None:
        """Read everything there is, now and on this thread."""
        while self._reader.round():
            pass

    def _communes(self) -> list[str]:
        return [commune.code for commune in self._gateway.registry.communes()]

    def _reading(self, code: str) -> Digesting:
        """A commune's reading, opened once."""
        if code not in self._readings:
            self._readings[code] = self._opened(code)
        return self._readings[code]

    def _opened(self, code: str) -> Digesting:
        def devices() -> list[str]:
            return [entity_of(one.device) for one in self._gateway.registry.devices(code)]

        self._gateway.commune(code)  # a log put back from a backup is noticed first
        return Digesting(Digests(self._gateway.storage.commune(code)), self._insight, devices)
