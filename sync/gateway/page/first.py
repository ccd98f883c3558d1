"""The first page: every commune in a line, the most urgent first, its PCs below it."""

from collections.abc import Iterator

from sync.gateway.page import words
from sync.gateway.page.html import Html, Inside, el, group
from sync.gateway.page.layout import (
    Frame,
    commune_path,
    device_path,
    note,
    notice,
    table,
    urgent,
)
from sync.gateway.page.state import AT_RISK_MS, Alarm, Commune, Fleet, Pc

HEADS = (
    words.COMMUNE,
    words.CONTACT,
    words.WAITING,
    words.DEADLINE,
    words.REFUSED,
    words.ASIDE,
    words.SIGNS,
)
_ALARMS = {Alarm.URGENT: "U", Alarm.NOTICE: "N", Alarm.NONE: None}


def first_page(frame: Frame, fleet: Fleet) -> str:
    """The page as text."""
    now = fleet.now
    bodies = [_commune(one, now) for one in fleet.by_alarm]
    wrong = el("p", words.OWN_CLOCK, class_="said u", role="alert")
    return frame.page(
        words.TITLE,
        wrong if fleet.has_wrong_clock else None,
        _how_true(fleet),
        _sums(fleet),
        table("fleet", HEADS, bodies),
    )


def _how_true(fleet: Fleet) -> Html:
    if all(one.sums is None for one in fleet.communes):
        return note(words.NO_INSIGHT)
    behind = sum(one.position - one.read_to for one in fleet.communes)
    return note(words.fleet_true_up_to(behind, fleet.now))


def _sums(fleet: Fleet) -> Html:
    """The figures of the whole province."""
    sums = [one.sums for one in fleet.communes if one.sums is not None]
    pcs = list(fleet.pcs())
    silent = sum(pc.is_silent(fleet.now) for pc in pcs)
    clocks = sum(pc.clock is not None and pc.clock.is_faulty for pc in pcs)
    return el(
        "ul",
        _sum(len(fleet.communes), words.COMMUNES_COUNT),
        _sum(len(pcs), words.PCS_COUNT),
        _sum(sum(one.waiting for one in sums), words.WAITING_COUNT),
        _sum(sum(one.refused for one in sums), words.REFUSED_COUNT, "U"),
        _sum(silent, words.SILENT_COUNT, "N"),
        _sum(clocks, words.CLOCK_COUNT, "N"),
        class_="sums",
    )


def _sum(value: int, said: str, alarm: str = "") -> Html:
    sign = {"U": "▲ ", "N": "● "}.get(alarm, "") if value else ""
    figure = el("strong", sign + words.number(value))
    return el("li", figure, el("span", said), class_=alarm if value and alarm else None)


def _commune(one: Commune, now: int) -> Html:
    place = el("a", one.name, href=commune_path(one.code))
    row = el(
        "tr",
        el("th", place, el("small", one.code), scope="row"),
        el("td", words.ago(one.last_contact, now)),
        [el("td", cell) for cell in _dossiers(one, now)],
        el("td", words.number(one.aside) if one.aside else None),
        el("td", list(_signs(one, now))),
    )
    pcs = None
    if one.offices:
        pcs = el("tr", el("td", _pcs(one, now), colspan=len(HEADS)), class_="p")
    return el("tbody", row, pcs, class_=_ALARMS[one.alarm(now)])


def _dossiers(one: Commune, now: int) -> tuple[Inside, Inside, Inside]:
    """What waits, its nearest deadline, what was refused."""
    sums = one.sums
    if sums is None:
        return (words.UNKNOWN_VALUE,) * 3
    waits: Inside = None
    if sums.waiting:
        since = el("small", f"{words.SINCE.lower()} {words.short(sums.waits_since, now)}")
        waits = group(words.number(sums.waiting), " ", since)
    refused: Inside = None
    if sums.refused:
        refused = urgent(words.number(sums.refused))
    return waits, deadline(sums.due, now), refused


def deadline(due: int | None, now: int) -> Inside:
    """A legal deadline, and how near it is."""
    if due is None:
        return None
    when = words.short(due, now)
    if due - now < AT_RISK_MS:
        return group(when, " ", urgent(words.deadline(due, now)))
    return group(when, " ", el("small", words.deadline(due, now)))


def _signs(one: Commune, now: int) -> Iterator[Html]:
    """What is wrong with its PCs, in words."""
    pcs = [pc for pc in one.offices if not pc.is_revoked]
    silent = sum(pc.is_silent(now) for pc in pcs)
    clocks = sum(pc.clock is not None and pc.clock.is_faulty for pc in pcs)
    if not pcs:
        yield el("small", words.NO_PC)
    if silent:
        yield notice(f"{silent} {words.SILENT_COUNT}")
    if clocks:
        yield notice(f"{clocks} {words.CLOCK_COUNT}")
    for line in one.lines_down:
        yield notice(words.connection(line.system, line.line, line.since, now))


def _pcs(one: Commune, now: int) -> Html:
    pcs = one.offices
    lines = [el("li", *pc_line(pc, now)) for pc in pcs]
    is_open = any(pc.is_troubled(now) for pc in pcs)
    return el("details", el("summary", words.pcs(len(pcs))), el("ul", lines), open=is_open)


def pc_line(pc: Pc, now: int) -> Iterator[Inside]:
    """A PC in a line: name, last contact, program, what is wrong."""
    yield el("a", pc.name or pc.device, href=device_path(pc.device))
    if pc.is_connector:
        yield f" {words.DEVICE_ROLES[pc.role]}"
    if pc.is_revoked:
        yield el("small", f" {words.REVOKED}")
        return
    yield el("small", f" {contact_of(pc, now)}")
    if pc.program:
        yield el("small", f" · {pc.program}")
    yield from pc_signs(pc, now)


def contact_of(pc: Pc, now: int) -> str:
    """How long ago anything came from a PC; by stick is said."""
    return words.heard(pc.last_heard, now, by_stick=pc.is_heard_by_stick)


def pc_signs(pc: Pc, now: int) -> Iterator[Inside]:
    """What is wrong with a PC."""
    if pc.is_silent(now):
        yield " "
        yield notice(words.silent_since(pc.last_heard, now))
    if pc.clock is not None and pc.clock.is_faulty and not pc.is_revoked:
        yield " "
        yield notice(f"{words.CLOCKS[pc.clock.quality]} từ {words.short(pc.clock.since, now)}")
