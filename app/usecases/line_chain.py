"""The links of the line to the province, from the cable to the last acknowledgement.

Each is looked at only when the one before holds; the first that does not names the fault.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from typing import NamedTuple

import msgspec

from app.store.profile import Profile
from app.system import durable, network
from app.system.clock import OFFICE_TIME, instant, milliseconds
from app.system.machine import Machine
from app.system.network import Adapter, AdapterKind
from app.usecases.checks import Check, Group
from app.usecases.desk import Desk
from app.usecases.gateway_known import KnownGateway, known_gateway, last_contact
from sync.carriers.http import Server
from sync.carriers.line_faults import Fault, LineFault, Stopped
from sync.carriers.line_probe import Asker, Limits, LineProbe, must_be_usable
from sync.protocol.standing import Known, Standing

ACK_OLD = timedelta(days=1)
CLOCK_OFF = 5  # minutes
LINKS = (
    "adapter",
    "route",
    "name",
    "portal",
    "tcp",
    "tls",
    "version",
    "authentication",
    "last ack",
)
_BEFORE_PORTAL = {
    Fault.TCP_REFUSED,
    Fault.TCP_SILENT,
    Fault.TCP_UNREACHABLE,
    Fault.TLS_FOREIGN,
    Fault.TLS_NONE,
    Fault.TLS_BROKEN,
    Fault.TLS_OTHER_NAME,
}


class Broken(Exception):
    """A link does not hold; `code` is its sentence's."""

    def __init__(self, code: str, figure: str = "") -> None:
        super().__init__(code, figure)
        self.code = code
        self.figure = figure


class OwnSide(NamedTuple):
    """What this PC knows of itself once somebody has signed in."""

    gateway: KnownGateway | None = None
    asker: Asker = Asker()
    commune: str = ""
    waiting: int = 0
    last_contact: datetime | None = None
    is_open: bool = False


def own_side(desk: Desk) -> OwnSide:
    """Read it on a connection of this thread; notes the gateway for a look before the sign-in."""
    session = desk.store.sync_session()
    try:
        gateway = known_gateway(session.preferences)
        if gateway is not None:
            keep_note(desk.profile, gateway)
        device, journal = session.device, session.journal
        left = journal.unsent(gateway.server, device.author) if gateway else []
        return OwnSide(
            gateway=gateway,
            asker=Asker(device.signer(), device.epoch),
            commune=desk.store.office.commune,
            waiting=len(left),
            last_contact=last_contact(session.evidence),
            is_open=True,
        )
    finally:
        session.close()


def keep_note(profile: Profile, gateway: KnownGateway) -> None:
    """Note address, authority and key, which are public; only the doctor believes this file."""
    said = msgspec.json.encode(gateway)
    with suppress(OSError):
        if not profile.line.exists() or profile.line.read_bytes() != said:
            durable.replace(profile.line, said)


def noted_side(profile: Profile) -> OwnSide:
    """What is known before anybody has signed in."""
    try:
        noted = msgspec.json.decode(profile.line.read_bytes(), type=KnownGateway)
        must_be_usable(noted.url, noted.authority, noted.key)
    except (OSError, ValueError):  # it is not there, or damaged: a file that anybody can write
        return OwnSide()
    return OwnSide(noted)


class LineWalk:
    """One walk along the line; `stop` may be called from another thread."""

    def __init__(
        self, own: OwnSide, machine: Machine, limits: Limits | None = None, plain_port: int = 0
    ) -> None:
        self._own, self._machine = own, machine
        known = own.gateway or KnownGateway("https://", "", b"", b"")
        server = Server(known.url, known.authority, known.key)
        self._probe = LineProbe(server, self._now, machine.entropy, limits or Limits(), plain_port)
        self._opening: LineFault | None = None
        self._standing: Standing | None = None

    def stop(self) -> None:
        """Look no further; what was not looked at stays so."""
        self._probe.stop()

    def links(self) -> Iterator[Check]:
        """Look at one link after the other; each is told as soon as it is known."""
        holds = True
        for name, look in zip(LINKS, self._looks(), strict=True):
            check = self._checked(name, look) if holds else _unchecked(name)
            holds = holds and check.ok is True
            yield check
        self._probe.close()
        if (told := self._signed_time()) is not None:
            yield told

    def _checked(self, name: str, look: Callable[[], str]) -> Check:
        try:
            return Check(name, ok=True, figure=look(), group=Group.LINE)
        except LineFault as why:
            return Check(name, False, why.fault.value, why.figure, Group.LINE)
        except Broken as why:
            is_known = why.code not in _CANNOT_LOOK
            return Check(name, False if is_known else None, why.code, why.figure, Group.LINE)
        except Stopped:
            return _unchecked(name)

    def _looks(self) -> tuple[Callable[[], str], ...]:
        return (
            self._adapter,
            self._route,
            self._name,
            self._portal,
            self._tcp,
            self._tls,
            self._version,
            self._authentication,
            self._last_ack,
        )

    def _adapter(self) -> str:
        return "" if self._is_here else judged_adapters(network.network().adapters)

    def _route(self) -> str:
        if self._is_here:
            return ""
        router = self._router()
        if not network.has_route():
            raise Broken("no_route")
        if router and network.router_answers(router, self._probe.pause) is False:
            raise Broken("router_silent", router)
        return router

    def _router(self) -> str:
        """Whom to ask for a sign of life; a modem that dials has no neighbour to be asked."""
        here = network.network()
        dials = any(one.kind is AdapterKind.MOBILE and one.given for one in here.adapters)
        return "" if dials else here.router

    def _name(self) -> str:
        if self._own.gateway is None:
            raise Broken("not_enrolled" if self._own.is_open else "line_unknown")
        return self._probe.find_name()[0]

    def _portal(self) -> str:
        """Nobody stands in the way of a line that opens with the province's certificate."""
        try:
            self._probe.connect()
            self._probe.shake_hands()
        except LineFault as why:
            self._opening = why
            if why.fault in _BEFORE_PORTAL:
                self._probe.look_for_portal()
        return ""

    def _tcp(self) -> str:
        if self._opening is not None and not self._opening.fault.value.startswith("tls_"):
            raise self._opening
        return f"{self._probe.where[1]}"

    def _tls(self) -> str:
        if self._opening is not None:
            raise self._opening
        return ""

    def _version(self) -> str:
        self._standing = self._probe.ask_standing(self._own.asker)
        return ", ".join(map(str, self._standing.spoken))

    def _authentication(self) -> str:
        standing = self._standing
        if standing is None or standing.known is Known.NOBODY:
            raise Broken("sign_in_to_look")
        if standing.known is not Known.KNOWN:
            raise Broken(_REFUSED[standing.known])
        if standing.commune != self._own.commune:
            raise Broken("device_of_other_commune")
        return ""

    def _last_ack(self) -> str:
        last, waits = self._own.last_contact, self._own.waiting
        if waits and last is None:
            raise Broken("ack_never", f"{waits}")
        now = self._true_time()
        if waits and last is not None and now - last > ACK_OLD:
            raise Broken("ack_old", f"{last.astimezone(OFFICE_TIME):%H:%M %d/%m/%Y}; {waits}")
        return f"{last.astimezone(OFFICE_TIME):%H:%M %d/%m/%Y}; {waits}" if last else f"{waits}"

    def _true_time(self) -> datetime:
        """The time that the server signed a moment ago: this PC's clock may be days ahead."""
        here = self._machine.clock.now()
        return instant(self._standing.time) if self._standing else here

    def _signed_time(self) -> Check | None:
        """How far this PC's clock is from the server's: a remark, for the line holds."""
        if self._standing is None:
            return None
        minutes = round((self._machine.clock.now() - self._true_time()).total_seconds() / 60)
        code = "clock_differs" if abs(minutes) >= CLOCK_OFF else ""
        return Check("signed time", True, code, f"{minutes:+d}", Group.LINE)

    @property
    def _is_here(self) -> bool:
        return self._own.gateway is not None and self._probe.is_here

    def _now(self) -> int:
        return milliseconds(self._machine.clock.now())


def judged_adapters(adapters: tuple[Adapter, ...]) -> str:
    """Say by what this PC is on a network; raises `Broken`."""
    if any(one.has_carrier and one.given for one in adapters):
        return next(one.kind.value for one in adapters if one.has_carrier and one.given)
    if any(one.has_carrier for one in adapters):
        raise Broken("no_address")
    kinds = {one.kind for one in adapters if one.is_on}
    if AdapterKind.WIFI in kinds:
        raise Broken("no_wifi")
    raise Broken("no_cable" if kinds else "no_adapter")


def _unchecked(name: str) -> Check:
    return Check(name, ok=None, group=Group.LINE)


_CANNOT_LOOK = {"not_enrolled", "line_unknown", "sign_in_to_look"}
_REFUSED = {
    Known.UNKNOWN: "device_not_known",
    Known.FORGED: "device_forged",
    Known.REVOKED: "device_revoked",
}
