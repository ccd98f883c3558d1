"""One device's page: what is known of it, granting it a lane of numbers, taking it out of use."""

from collections.abc import Sequence
from typing import NamedTuple

from sync.gateway.page import words
from sync.gateway.page.first import pc_signs
from sync.gateway.page.html import Html, Inside, el
from sync.gateway.page.layout import (
    Frame,
    Viewer,
    commune_path,
    device_path,
    facts,
    field,
    form,
    note,
    notice,
)
from sync.gateway.page.machines import machine_facts
from sync.gateway.page.state import PROVINCE, Commune, Pc
from sync.gateway.storage.lanes import FROM_LANES, Lane, Policy


class Held(NamedTuple):
    """What the gateway holds of a device: the last n of each epoch, the present one last; lanes."""

    epochs: Sequence[tuple[str, int]]
    lanes: Sequence[Lane]
    policy: Policy | None
    owes_revocation: bool = False
    """It is revoked here, and its commune was never told."""
    successor: str = ""
    """The PC goes on as this device, under a new key."""
    predecessor: str = ""

    @property
    def lacks_lane(self) -> bool:
        """Numbers come from lanes, and this device has none in its present epoch."""
        if self.policy is None or self.policy.source != FROM_LANES or not self.epochs:
            return False
        wanted = (self.policy.unit, self.epochs[-1][0])
        return all((lane.unit, lane.epoch) != wanted for lane in self.lanes)


def device_page(frame: Frame, one: Commune, pc: Pc, held: Held, now: int) -> str:
    """The page as text."""
    clock = pc.clock
    told: tuple[tuple[str, Inside], ...] = (
        (words.COMMUNE, el("a", one.name, href=commune_path(one.code))),
        (words.DEVICE, pc.device),
        (words.ROLE, words.DEVICE_ROLES.get(pc.role, pc.role)),
        (words.CONTACT, words.moment(pc.last_contact)),
        (words.BY_STICK, words.moment(pc.by_stick)),
        (words.PROGRAM, pc.program or words.UNKNOWN_VALUE),
        (words.CLOCK, words.clock(clock.quality, clock.faults) if clock else words.UNKNOWN_VALUE),
        (words.SENT, words.sent(held.epochs)),
        (words.LANES, words.lanes([(one.first, one.last) for one in held.lanes])),
    )
    if held.predecessor:
        before = el("a", held.predecessor, href=device_path(held.predecessor))
        told = (*told, (words.REPLACES, before))
    signs = list(pc_signs(pc, now))
    if held.lacks_lane and not pc.is_connector:
        signs += [" ", notice(words.LANE_LACKS)]
    standing: Inside = signs
    if pc.is_revoked:
        standing = notice(words.REVOKED_UNTOLD) if held.owes_revocation else words.REVOKED
    if held.successor:
        standing = words.REPLACED, el("a", held.successor, href=device_path(held.successor))
    return frame.page(
        pc.name or pc.device,
        el("p", standing) if standing else None,
        facts(*told),
        machine_facts(pc),
        _acts(frame.viewer, pc, held),
    )


def _acts(viewer: Viewer | None, pc: Pc, held: Held) -> Html | None:
    """What an operator may do to it."""
    if viewer is None or not viewer.may_act or pc.role == PROVINCE:
        return None
    if pc.is_revoked and not held.owes_revocation:
        return None
    lane = form(
        viewer,
        device_path(pc.device, "lane"),
        el("h2", words.LANE),
        note(words.LANE_NOTE),
        el("button", words.LANE_DO),
    )
    revoke = form(
        viewer,
        device_path(pc.device, "revoke"),
        el("h2", words.REVOKE),
        note(words.REVOKE_NOTE),
        field(words.REVOKE_REASON, "reason", required=True, maxlength=200),
        field(words.REVOKE_CONFIRM, "name", required=True, autocomplete="off", maxlength=200),
        el("button", words.REVOKE_DO, class_="danger"),
    )
    return el(
        "div",
        None if pc.is_connector or pc.is_revoked else el("div", lane, class_="act"),
        el("div", revoke, class_="act"),
        class_="acts",
    )
