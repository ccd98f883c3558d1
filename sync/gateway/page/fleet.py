"""Gathers what the pages tell, from the registry and from what was kept of each commune's log."""

from sync.gateway.gateway import Gateway
from sync.gateway.page.state import Commune, Fleet, Pc
from sync.gateway.stick_letters import Letters
from sync.gateway.storage import registry
from sync.gateway.storage.digests import Digests, Summary


class Fleets:
    """The state of the province now. `reads_dossiers`: somebody says what waits."""

    def __init__(self, gateway: Gateway, *, reads_dossiers: bool) -> None:
        self._gateway = gateway
        self.reads_dossiers = reads_dossiers

    def all(self) -> Fleet:
        """Every commune."""
        gateway = self._gateway
        communes = tuple(self._commune(one) for one in gateway.registry.communes())
        return Fleet(gateway.settings.province, gateway.now(), communes)

    def commune(self, code: str) -> Commune | None:
        """One commune."""
        found = self._gateway.registry.commune(code)
        return self._commune(found) if found else None

    def device(self, device: str) -> tuple[Commune, Pc] | None:
        """One device and its commune."""
        known = self._gateway.registry.device(device)
        one = self.commune(known.commune) if known else None
        if one is None:
            return None
        return next(((one, pc) for pc in one.pcs if pc.device == device), None)

    def digests(self, code: str) -> Digests:
        """What was made of a commune's log."""
        return Digests(self._gateway.storage.commune(code))

    def _commune(self, one: registry.Commune) -> Commune:
        summary = self.digests(one.code).summary()
        devices = self._gateway.registry.devices(one.code)
        sticks = Letters(self._gateway, one.code).arrivals()
        return Commune(
            code=one.code,
            name=one.name,
            position=summary.position,
            read_to=summary.reached.position,
            aside=summary.aside,
            pcs=tuple(_pc(device, summary, sticks) for device in devices),
            sums=summary.sums if self.reads_dossiers else None,
            connections=summary.connections,
        )


def _pc(device: registry.Device, summary: Summary, sticks: dict[str, int]) -> Pc:
    return Pc(
        device=device.device,
        name=device.name,
        role=device.role,
        is_revoked=device.revoked,
        last_contact=device.last_contact,
        program=device.program,
        clock=summary.clocks.get(device.device),
        machine=summary.machines.get(device.device),
        by_stick=sticks.get(device.device, 0),
    )
