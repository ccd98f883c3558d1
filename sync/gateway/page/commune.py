"""One commune's page: its PCs, what waits and what was refused, its numbers, and inviting a PC."""

from collections.abc import Sequence
from typing import NamedTuple

from sync.gateway.page import words
from sync.gateway.page.first import contact_of, deadline, pc_signs
from sync.gateway.page.html import Html, Inside, el, group
from sync.gateway.page.layout import (
    Frame,
    choice,
    commune_path,
    device_path,
    facts,
    field,
    form,
    note,
    notice,
    table,
)
from sync.gateway.page.state import OPEN, Commune, Pc
from sync.gateway.storage.digests import Aside, Connection, Digest
from sync.gateway.storage.lanes import SLOTS, Lane, Policy


class Detail(NamedTuple):
    """What only this page shows: the nearest of what waits, the newest of what was refused."""

    waiting: Sequence[Digest]
    refused: Sequence[Digest]
    asides: Sequence[Aside]
    policy: Policy | None
    lanes: Sequence[Lane]
    open_invites: int


def commune_page(frame: Frame, one: Commune, detail: Detail, now: int) -> str:
    """The page as text."""
    true = words.true_up_to(one.read_to, one.position) if one.sums else words.NO_INSIGHT
    return frame.page(
        one.name,
        note(f"{words.COMMUNE_CODE} {one.code}. {true}"),
        el("h2", words.PCS),
        _pcs(one, now),
        _asides(one, detail.asides, now) if detail.asides else None,
        _dossiers(one, detail, now) if one.sums else None,
        el("h2", words.NUMBERS),
        _numbers(one, detail),
        _acts(frame, one, detail),
    )


def _pcs(one: Commune, now: int) -> Html:
    heads = (words.PC, words.ROLE, words.CONTACT, words.PROGRAM, words.CLOCK)
    rows = [_pc(pc, now) for pc in one.offices]
    missing = None
    if not any(pc.is_connector and not pc.is_revoked for pc in one.offices):
        missing = note(words.CONNECTOR_NONE)
    pcs = table("rows pcs", heads, el("tbody", rows)) if rows else note(words.NO_PC)
    return group(pcs, [_line(one, now) for one in one.connections], missing)


def _line(one: Connection, now: int) -> Html:
    """How a connector says that its line is."""
    said = words.connection(one.system, one.line, one.since, now)
    return el("p", said if one.line == OPEN else notice(said))


def _pc(pc: Pc, now: int) -> Html:
    standing: Inside = list(pc_signs(pc, now))
    if pc.is_revoked:
        standing = el("small", words.REVOKED)
    clock = words.CLOCKS[pc.clock.quality] if pc.clock else None
    return el(
        "tr",
        el("th", el("a", pc.name or pc.device, href=device_path(pc.device)), scope="row"),
        el("td", words.DEVICE_ROLES.get(pc.role, pc.role)),
        el("td", contact_of(pc, now), " ", standing),
        el("td", pc.program or None),
        el("td", clock),
    )


def _asides(one: Commune, asides: Sequence[Aside], now: int) -> Html:
    """What is kept and does not count, until a person has decided."""
    names = {pc.device: pc.name for pc in one.pcs}
    rows = [
        el(
            "tr",
            el("th", names.get(aside.device) or aside.device, scope="row"),
            el("td", words.ASIDE_REASONS.get(aside.reason, aside.reason)),
            el("td", words.number(aside.events)),
            el("td", words.short(aside.last_arrival, now)),
        )
        for aside in asides
    ]
    heads = (words.PC, words.REASON, words.COUNT, words.LAST)
    return group(el("h2", words.ASIDES), table("rows asides", heads, el("tbody", rows)))


def _dossiers(one: Commune, detail: Detail, now: int) -> Html:
    """What waits and what was refused, by number and procedure, never by a name."""
    return group(
        el("h2", words.DOSSIERS_REFUSED),
        _refused(detail.refused, now) if detail.refused else _none(one, words.NONE_REFUSED),
        _and_more(one.sums.refused if one.sums else 0, len(detail.refused)),
        el("h2", words.DOSSIERS_WAIT),
        _waiting(detail.waiting, now) if detail.waiting else _none(one, words.ALL_RECORDED),
        _and_more(one.sums.waiting if one.sums else 0, len(detail.waiting)),
    )


def _none(one: Commune, said: str) -> Html:
    """That there is nothing, which only who has read everything can say."""
    return note(said if one.is_read else words.NOT_READ_YET)


def _waiting(digests: Sequence[Digest], now: int) -> Html:
    rows = [
        el(
            "tr",
            el("th", one.text, scope="row"),
            el("td", deadline(one.due, now)),
            el("td", words.short(one.waits_since, now)),
        )
        for one in digests
    ]
    heads = (words.DOSSIER, words.DUE, words.SINCE)
    return group(note(words.DOSSIERS_WAIT_NOTE), table("rows waits", heads, el("tbody", rows)))


def _refused(digests: Sequence[Digest], now: int) -> Html:
    rows = [
        el(
            "tr",
            el("th", one.text, scope="row"),
            el("td", words.short(one.refused_at, now)),
            el("td", words.REASONS.get(one.refused, one.refused) or None),
            el("td", deadline(one.due, now)),
        )
        for one in digests
    ]
    heads = (words.DOSSIER, words.REFUSED_AT, words.REASON_CODE, words.DUE)
    return group(
        note(words.DOSSIERS_REFUSED_NOTE), table("rows refusals", heads, el("tbody", rows))
    )


def _and_more(whole: int, shown: int) -> Html | None:
    return note(words.and_more(whole - shown)) if whole > shown else None


def _numbers(one: Commune, detail: Detail) -> Html:
    policy, names = detail.policy, {pc.device: pc.name for pc in one.pcs}
    told: Inside = words.NUMBERS_NONE
    if policy is not None:
        told = words.NUMBERS_SOURCES[policy.source]
    rows = [
        el(
            "tr",
            el("th", f"{lane.first:04}–{lane.last:04}", scope="row"),
            el("td", names.get(lane.device) or lane.device, f" · {words.EPOCH} {lane.epoch}"),
            el("td", lane.unit),
        )
        for lane in detail.lanes
    ]
    left = SLOTS - len(detail.lanes)
    lanes = table("rows lanes", (words.LANES, words.PC, words.UNIT), el("tbody", rows))
    return group(
        note(words.NUMBERS_NOTE),
        facts((words.NUMBERS_FROM, told), (words.UNIT, policy.unit if policy else None)),
        lanes if rows else note(words.LANES_NONE),
        note(words.lanes_left(left)) if left <= words.LANES_FEW else None,
    )


def _acts(frame: Frame, one: Commune, detail: Detail) -> Html | None:
    """What an operator may do here."""
    viewer = frame.viewer
    if viewer is None or not viewer.may_act:
        return None
    policy = detail.policy or Policy("province", "")
    invite = form(
        viewer,
        commune_path(one.code, "invite"),
        el("h2", words.INVITE),
        note(words.INVITE_NOTE),
        note(f"{words.INVITE_OPEN}: {detail.open_invites}") if detail.open_invites else None,
        choice(words.ROLE, "role", words.INVITE_ROLES),
        el("button", words.INVITE_DO),
    )
    numbers = form(
        viewer,
        commune_path(one.code, "policy"),
        el("h2", words.NUMBERS_ACT),
        choice(words.NUMBERS_FROM, "source", words.NUMBERS_SOURCES, policy.source),
        field(words.UNIT, "unit", value=policy.unit, required=True, maxlength=40),
        el("button", words.NUMBERS_DO),
    )
    return el(
        "div", el("div", invite, class_="act"), el("div", numbers, class_="act"), class_="acts"
    )


def code_page(frame: Frame, one: Commune, code: str, ends_at: int) -> str:
    """The code of an invitation: shown once and kept nowhere."""
    return frame.page(
        f"{words.CODE_FOR} {one.name}",
        el("p", f"{code[:5]}-{code[5:]}", class_="code"),
        el("p", words.CODE_ONCE, class_="said"),
        note(words.code_ends(ends_at)),
        el("p", el("a", words.BACK, href=commune_path(one.code))),
    )
