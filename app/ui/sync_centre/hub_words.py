"""Máy chủ xã in words: how it is, who came, what may stand in the way; no widgets."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from app.ui import words
from app.ui.i18n import tr
from app.ui.reception.due_words import moment_words
from app.ui.words.hub import IN_THE_WAY
from app.usecases.hub_reach import Reach
from app.usecases.hub_search import Sighting
from app.usecases.synchronise import HubState

_A_WHILE = timedelta(hours=1)


def address_of(hub: HubState, reach: Reach) -> str:
    """What is typed at the other PCs; empty while nobody can get here."""
    here = reach.addresses
    return f"{here[0]}:{hub.hosting.port}" if hub.hosting.port and here else ""


def state_words(hub: HubState, address: str) -> str:
    """Say in a sentence how it is."""
    if hub.settings.serves:
        return _serving(hub, address)
    if not hub.settings.address:
        return tr(
            "PCs of the centre that go to one server see each other's work at once, also without "
            "a line to the province. Any PC of the centre can be it."
        )
    return _going(hub)


def detail_words(hub: HubState, reach: Reach, now: datetime) -> str:
    """Who came and what may stand in the way, or what to do where nobody is reached."""
    if hub.settings.serves and hub.hosting.port:
        also = [_going(hub)] if hub.settings.address else []
        return "\n".join([*_reach(hub, reach, now), *also])
    if hub.settings.address and not hub.is_met and hub.fault:
        return "\n".join(_lost(hub, now))
    if hub.settings.address and hub.last is not None:
        last = tr("Last contact: {when}.", when=_when(hub.last, now))
        return "\n".join([last, *_moved(hub), *_scans(hub)])
    return ""


def barrier_words(hub: HubState, reach: Reach, now: datetime) -> str:
    """Say what keeps the others out of the server of this PC; nothing where they do come."""
    came = _came(hub, reach)
    code = IN_THE_WAY.get(reach.firewall.inward)
    is_asked_for = bool(code and hub.settings.serves and hub.hosting.port)
    if not is_asked_for or not code or (came and now - max(came.values()) < _A_WHILE):
        return ""
    said = words.sentence(code)
    named = tr("In the firewall's list it is called “{name}”.", name=reach.firewall.program)
    return f"⚠ {said.what} {said.remedy} {named} ({said.code})"


def tone(hub: HubState) -> str:
    """How the state looks."""
    if (hub.settings.serves and hub.hosting.port) or hub.is_met:
        return "good"
    return "caution" if hub.settings.serves and hub.hosting.fault else "text"


def found_words(found: Iterable[Sighting]) -> str:
    """Say who was found in the network; one that proves nothing is named with the reason."""
    said = [_found(one) for one in found]
    return "\n".join(said) or tr(
        "No commune's server was found in this network. Some networks let nobody look: type the "
        "address as that PC shows it."
    )


def _going(hub: HubState) -> str:
    name = hub.settings.name or hub.settings.address
    if hub.there > hub.here:
        return tr(
            "Fetching what the others did: {here} of {there} entries. It goes on by itself.",
            here=_number(hub.here),
            there=_number(hub.there),
        )
    if hub.is_met:
        return tr("Connected to {name} ({address}).", name=name, address=hub.settings.address)
    if not hub.fault:
        return tr("Connecting to {address} …", address=hub.settings.address)
    said = words.sentence(hub.fault)
    return tr("{name} is not reached now: {why}", name=name, why=f"{said.what} ({said.code})")


def _serving(hub: HubState, address: str) -> str:
    if hub.hosting.fault and not hub.hosting.port:
        said = words.sentence(hub.hosting.fault)
        return f"⚠ {said.what} {said.remedy} ({said.code})"
    if not hub.hosting.port:
        return tr("The commune's server is starting …")
    if not address:
        return tr("This PC is the commune's server, but it is in no network now.")
    return tr(
        "This PC is the commune's server. On the other PCs, type here: {address}", address=address
    )


def _reach(hub: HubState, reach: Reach, now: datetime) -> Iterator[str]:
    came = _came(hub, reach)
    if len(reach.addresses) > 1:
        others = ", ".join(reach.addresses[1:])
        yield tr("From another network, instead: {addresses}.", addresses=others)
    if came:
        yield tr("Who came, and when last:")
        latest = sorted(came.items(), key=lambda one: one[1], reverse=True)
        yield from (f"• {reach.names.get(pc, pc)}: {_when(at, now)}" for pc, at in latest)
    absent = [reach.names.get(one, one) for one in reach.absent if one not in came]
    if absent:
        yield tr("Never came here:")
        yield from (f"• {name}" for name in absent)
    if not came and not IN_THE_WAY.get(reach.firewall.inward):
        yield tr(
            "No PC has come yet. If the others find nobody, let the program through the "
            "firewall of Windows (private network)."
        )
    if came and now - max(came.values()) > _A_WHILE:
        yield tr("For over an hour nobody came. Are the other PCs on, and in this network?")


def _moved(hub: HubState) -> Iterator[str]:
    """It was found elsewhere than where it had been."""
    if hub.moved_from:
        said = words.sentence("hub_moved")
        before = tr("Before: {address}.", address=hub.moved_from)
        yield f"{said.what} {before} {said.remedy} ({said.code})"


def _scans(hub: HubState) -> Iterator[str]:
    """Where scans are that the province has not signed for, and why they stay here."""
    if hub.files:
        yield tr(
            "{count} scans of this PC lie at the commune's server; the province has not "
            "confirmed them here yet.",
            count=_number(hub.files),
        )
    if hub.files_fault:
        said = words.sentence(hub.files_fault)
        yield f"⚠ {said.what} {said.remedy} ({said.code})"


def _came(hub: HubState, reach: Reach) -> dict[str, datetime]:
    return {**reach.came, **hub.hosting.seen}


def _lost(hub: HubState, now: datetime) -> Iterator[str]:
    if hub.since is not None:
        yield tr("No contact since {when}.", when=_when(hub.since, now))
    if hub.sought_at is not None:
        yield tr(
            "Looked for under other addresses of this network at {when}, not found; this PC goes "
            "on looking.",
            when=_when(hub.sought_at, now),
        )
    yield words.sentence(hub.fault).remedy
    yield tr("This PC works on and goes to the province by its own line.")


def _found(one: Sighting) -> str:
    if not one.code:
        return tr("Found: {name} at {address}.", name=one.name, address=one.address)
    said = words.sentence(one.code)
    why = f"{said.what} ({said.code})"
    return tr("At {address} somebody serves, but: {why}", address=one.address, why=why)


def _number(n: int) -> str:
    return f"{n:,}".replace(",", ".")


def _when(moment: datetime, now: datetime) -> str:
    """The hour of today, the day besides of any other."""
    here = moment.astimezone(now.tzinfo)
    if here.date() == now.date():
        return f"{here:%H:%M}"
    return moment_words(here, now.date())
