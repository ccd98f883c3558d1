"""The province's page on a real gateway behind TLS: operators, PCs, and dossiers that wait."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from app.domain.events import MachineTold, Payload, to_payload
from app.domain.machines import MACHINE, machine_of
from app.portal.overview import Overview
from sync.gateway.page.mount import Page
from sync.gateway.page.people import add_operator
from sync.gateway.province import Fact
from sync.gateway.runner import EmbeddedGateway
from sync.protocol import event
from sync.protocol.event import Envelope, Seen
from tests.helpers.browser import Browser
from tests.helpers.dossiers import HOUR, a_promise, a_received
from tests.helpers.gateway_pc import Pc
from tests.helpers.gateway_world import World

A_CONNECTION = "01937000-0000-7000-8000-00000000c0c0"
OPERATOR, VIEWER = "Giàng A Tú", "Lò Văn Xem"
PASSWORD = "mật khẩu của Tú"  # noqa: S105 - an invented operator's


class PageOffice:
    """A gateway that serves its page, and the words for what happens around it."""

    def __init__(self, world: World, page: Page) -> None:
        self.world = world
        self.page = page
        self.url = ""

    def receives(self, pc: Pc, dossier: str, **changes: Any) -> None:
        """A dossier is taken in at a PC, due in eight hours, and sent."""
        now = self.world.clock()
        promise = a_promise(start=now, due=now + 8 * HOUR)
        self.says(pc, dossier, a_received(**({"accepted_at": now, "promise": promise} | changes)))
        self.world.round(pc)
        self.page.read_on()

    def says(self, pc: Pc, dossier: str, said: Payload, *, clk: str = "ok", seen: Any = ()) -> Seen:
        """Any act at a PC, not sent yet."""
        n = len(pc.lines) + 1
        envelope = Envelope(
            v=said.version, n=n, e=dossier, t="dossier", k=said.kind, at=self.world.clock(),
            clk=clk, by="o1", role="clerk", seen=seen,
        )  # fmt: skip
        line = event.write(envelope, to_payload(said), n.to_bytes(16, "big"))
        pc.lines.append(line)
        return Seen(*pc.author, n, line.h[:4].hex())

    def tells(self, pc: Pc, said: MachineTold, *, about: str = "") -> None:
        """A PC tells what it is (or says so of another one), and sends it."""
        n, entity = len(pc.lines) + 1, machine_of(about or pc.author.device)
        envelope = Envelope(
            v=said.version, n=n, e=entity, t=MACHINE, k=said.kind, at=self.world.clock(),
            clk="ok", by="", role="device",
        )  # fmt: skip
        pc.lines.append(event.write(envelope, to_payload(said), n.to_bytes(16, "big")))
        self.world.round(pc)
        self.page.read_on()

    def province_says(self, commune: str, dossier: str, said: Payload) -> None:
        """The provincial system answers about a dossier."""
        fact = Fact(dossier, "dossier", said.kind, to_payload(said), said.version)
        self.world.gateway.province(commune).answer([fact], "connector", self.world.clock())
        self.page.read_on()

    def connector_says(self, commune: str, said: Payload) -> None:
        """The connector tells how its line is."""
        fact = Fact(A_CONNECTION, "connection", said.kind, to_payload(said), said.version)
        self.world.gateway.province(commune).write([fact], "connector", self.world.clock())
        self.page.read_on()

    def signs_in(self, browser: Browser, name: str = OPERATOR, password: str = PASSWORD) -> None:
        """Somebody comes in by the page."""
        browser.opens(f"{self.url}/login")
        browser.fills(name=name, password=password)
        browser.presses("Đăng nhập")


@contextmanager
def open_page(path: Path, *, reads_dossiers: bool = True) -> Iterator[PageOffice]:
    """A gateway with two communes, an operator and a viewer, that serves its page."""
    world = World(path)
    page = Page(world.gateway, Overview() if reads_dossiers else None)
    for name, may_act in ((OPERATOR, True), (VIEWER, False)):
        add_operator(world.gateway, name, PASSWORD, "máy chủ", may_act=may_act)
    office = PageOffice(world, page)
    with EmbeddedGateway(world.gateway, page=page) as embedded:
        office.url = embedded.url
        yield office
