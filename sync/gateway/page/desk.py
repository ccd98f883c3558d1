"""What each address of the page shows and does, for somebody who is signed in."""

import re
from typing import NamedTuple

from sync.gateway.acts import Acts
from sync.gateway.faults import NoSuchCommune, NoSuchDevice, NoUnit
from sync.gateway.gateway import Gateway
from sync.gateway.page import words
from sync.gateway.page.asking import Answer, Asked, cleaned, to
from sync.gateway.page.commune import Detail, code_page, commune_page
from sync.gateway.page.device import Held, device_page
from sync.gateway.page.first import first_page
from sync.gateway.page.fleet import Fleets
from sync.gateway.page.inventory import asked, inventory
from sync.gateway.page.layout import Frame, commune_path, device_path
from sync.gateway.page.machines import machines_page
from sync.gateway.page.simple import audit_page, refusal_page
from sync.gateway.page.state import Commune, Pc
from sync.gateway.storage.lanes import Lanes, Policy
from sync.gateway.storage.operators import Audit

_LIST = 100
_AUDIT = 100
_UNIT = re.compile(r"[A-Z0-9]+(\.[A-Z0-9]+){1,6}", re.ASCII)


class Visit(NamedTuple):
    """A request of somebody who is signed in: who, what, and what stands around the answer."""

    by: str
    asked: Asked
    frame: Frame


class Desk:
    """Answers visits; raises `NoSuchCommune` and `NoSuchDevice` for what is not there."""

    def __init__(self, gateway: Gateway, fleets: Fleets) -> None:
        self._gateway = gateway
        self._fleets = fleets
        self._lanes = Lanes(gateway.storage.registry())
        self._audit = Audit(gateway.storage.registry())

    def first(self, visit: Visit) -> Answer:
        """Every commune."""
        return Answer(first_page(visit.frame, self._fleets.all()))

    def machines(self, visit: Visit) -> Answer:
        """Every PC, and what of it wants a technician."""
        fleet = self._fleets.all()
        wanted = asked(visit.asked.query, fleet)
        found = inventory(fleet, wanted)
        is_read = self._fleets.reads_dossiers
        return Answer(machines_page(visit.frame, found, wanted, fleet.now, is_read=is_read))

    def commune(self, visit: Visit) -> Answer:
        """One commune."""
        one = self._commune(visit)
        digests = self._fleets.digests(one.code)
        policy = self._lanes.policy(one.code)
        detail = Detail(
            digests.waiting(_LIST),
            digests.refused(_LIST),
            digests.asides(),
            policy,
            self._lanes.of(policy.unit) if policy else (),
            self._gateway.registry.open_invites(one.code, self._gateway.now()),
        )
        return Answer(commune_page(visit.frame, one, detail, self._gateway.now()))

    def device(self, visit: Visit) -> Answer:
        """One device."""
        one, pc = self._device(visit)
        lanes, policy = self._lanes.of_device(pc.device), self._lanes.policy(one.code)
        owes = self._gateway.owes_revocation(pc.device)
        registry = self._gateway.registry
        succession = registry.successor(pc.device), registry.predecessor(pc.device)
        held = Held(self._epochs(one, pc), lanes, policy, owes, *succession)
        return Answer(device_page(visit.frame, one, pc, held, self._gateway.now()))

    def audit(self, visit: Visit) -> Answer:
        """Who did what."""
        text = visit.asked.query.get("before", "0")
        before = int(text) if text.isdecimal() and len(text) < 16 else 0
        deeds = self._audit.before(before, _AUDIT + 1)
        names = {one.code: one.name for one in self._gateway.registry.communes()}
        for code in tuple(names):
            devices = self._gateway.registry.devices(code)
            names |= {device.device: device.name for device in devices}
        shown, more = deeds[:_AUDIT], len(deeds) > _AUDIT
        return Answer(audit_page(visit.frame, shown, names, more=more))

    def invite(self, visit: Visit) -> Answer:
        """Make a code and show it, this once."""
        one, role = self._commune(visit), visit.asked.field("role")
        if role not in words.INVITE_ROLES:
            return self._not_done(visit, words.FORBIDDEN_FORM, commune_path(one.code))
        invitation = Acts(self._gateway, visit.by).invite(one.code, role)
        return Answer(code_page(visit.frame, one, invitation.code, invitation.ends_at))

    def set_policy(self, visit: Visit) -> Answer:
        """Decide where official numbers come from."""
        one = self._commune(visit)
        policy = Policy(visit.asked.field("source"), visit.asked.field("unit", 40).upper())
        if policy.source not in words.NUMBERS_SOURCES or not _UNIT.fullmatch(policy.unit):
            return self._not_done(visit, words.UNIT_WRONG, commune_path(one.code))
        Acts(self._gateway, visit.by).set_policy(one.code, policy)
        return to(commune_path(one.code))

    def grant_lane(self, visit: Visit) -> Answer:
        """Give a device its slot of the unit's numbers."""
        one, pc = self._device(visit)
        back, epochs = device_path(pc.device), self._epochs(one, pc)
        if not epochs:
            return self._not_done(visit, words.LANE_UNKNOWN, back)
        try:
            lane = Acts(self._gateway, visit.by).grant_lane(pc.device, epochs[-1][0])
        except NoUnit:
            return self._not_done(visit, words.UNIT_MISSING, back)
        return to(back) if lane else self._not_done(visit, words.LANES_GONE, back)

    def revoke(self, visit: Visit) -> Answer:
        """Take a device out of use, once its name was typed and a reason given."""
        _, pc = self._device(visit)
        back, reason = device_path(pc.device), visit.asked.field("reason")
        if not reason:
            return self._not_done(visit, words.REASON_MISSING, back)
        if visit.asked.field("name") != cleaned(pc.name or pc.device):
            return self._not_done(visit, words.REVOKE_OTHER_NAME, back)
        Acts(self._gateway, visit.by).revoke(pc.device, reason)
        return to(back)

    def _commune(self, visit: Visit) -> Commune:
        code = visit.asked.path.get("code", "")
        one = self._fleets.commune(code) if code.isprintable() else None
        if one is None:
            raise NoSuchCommune(code)
        return one

    def _device(self, visit: Visit) -> tuple[Commune, Pc]:
        device = visit.asked.path.get("device", "")
        found = self._fleets.device(device) if device.isprintable() else None
        if found is None:
            raise NoSuchDevice(device)
        return found

    def _epochs(self, one: Commune, pc: Pc) -> list[tuple[str, int]]:
        """What is held of a device, by epoch, the one at work last."""
        return self._fleets.digests(one.code).epochs(pc.device)

    def _not_done(self, visit: Visit, said: str, back: str) -> Answer:
        return Answer(refusal_page(visit.frame, words.FORBIDDEN, said, back), 400)
