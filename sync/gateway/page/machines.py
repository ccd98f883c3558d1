"""Máy móc: one row a PC, counts of what is wrong on top, filtered and ordered by plain links."""

from collections.abc import Iterator
from urllib.parse import urlencode

from sync.gateway.page import machine_words as said
from sync.gateway.page import words
from sync.gateway.page.first import contact_of
from sync.gateway.page.html import Html, Inside, el, group
from sync.gateway.page.inventory import QUIET, URGENT, Inventory, Mark, Row, Sort, Wanted, marks
from sync.gateway.page.layout import Frame, choice, device_path, facts, note, notice, urgent
from sync.gateway.page.state import Pc
from sync.gateway.storage.digests import Machine

PATH = "/machines"
MOST_ROWS = 400
_MOST_COMMUNES = 8
_HEADS = (
    (said.PC, Sort.NEED),
    (said.SYSTEM, Sort.SYSTEM),
    (said.RAM, Sort.RAM),
    (said.DISK, Sort.ROOM),
    (said.COPY, Sort.COPY),
    (said.PROGRAM, Sort.PROGRAM),
    (said.CONTACT, Sort.CONTACT),
    (said.SIGNS, None),
)


def machines_page(
    frame: Frame, found: Inventory, wanted: Wanted, now: int, *, is_read: bool = True
) -> str:
    """The page as text; without the application nobody reads what PCs told."""
    rows = found.shown[:MOST_ROWS]
    is_told = any(row.pc.machine for row in found.all)
    left_out = len(found.shown) - len(rows)
    return frame.page(
        said.TITLE,
        note(said.NOTE if is_read else said.NOT_READ),
        note(said.NONE_TOLD) if is_read and found.all and not is_told else None,
        _counts(found, wanted),
        _first(found, wanted),
        _choices(found, wanted),
        _table(rows, wanted, now) if rows else note(said.NOBODY),
        note(said.and_more(left_out)) if left_out else None,
    )


def machine_facts(pc: Pc) -> Html | None:
    """What one PC told of itself, for its own page."""
    one = pc.machine
    if one is None:
        return None
    told = (
        (said.SYSTEM, said.system(one)),
        (said.CORES, one.cores or words.UNKNOWN_VALUE),
        (said.RAM, said.size(one.ram) or words.UNKNOWN_VALUE),
        (said.DISK, f"{said.disk(one)} {said.room(one)}".strip()),
        (said.COPY, said.copy(one)),
        (said.PRINTER, said.printer(one)),
        (said.TOLD, words.moment(one.told_at)),
    )
    found = tuple(marks(pc))
    signs = el("p", list(_marks(found, one))) if found else None
    return group(el("h2", said.MACHINE), signs, facts(*told))


def machines_path(wanted: Wanted) -> str:
    """The address of the page, asked for this."""
    asked = {"commune": wanted.commune, "mark": wanted.mark}
    if wanted.sort is not Sort.NEED:
        asked["sort"] = wanted.sort.value
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{PATH}?{query}" if query else PATH


def _counts(found: Inventory, wanted: Wanted) -> Html:
    """How many PCs bear each mark, each a link to them."""
    whole = el("li", el("strong", words.number(len(found.all))), el("span", words.PCS_COUNT))
    counted = ((mark, found.count(mark)) for mark in Mark)
    return el(
        "ul",
        whole,
        [_count(mark, count, wanted) for mark, count in counted if count],
        class_="sums",
    )


def _count(mark: Mark, count: int, wanted: Wanted) -> Html:
    alarm, sign = ("U", "▲ ") if mark in URGENT else ("N", "● ")
    if mark in QUIET:
        alarm, sign = "", ""
    link = el("a", said.MARKS[mark], href=machines_path(wanted._replace(mark=mark.value)))
    figure = el("strong", sign + words.number(count))
    return el("li", figure, el("span", link), class_=alarm or None)


def _first(found: Inventory, wanted: Wanted) -> Html | None:
    """Which commune to go to first, when none is chosen."""
    needy = [] if wanted.commune else found.needy[:_MOST_COMMUNES]
    if not needy:
        return None
    links = [
        el(
            "li",
            el("a", one.name, href=machines_path(wanted._replace(commune=one.code))),
            el("small", f" {said.so_many(count)}"),
        )
        for one, count in needy
    ]
    return el("div", el("span", f"{said.FIRST}:"), el("ul", links), class_="first")


def _choices(found: Inventory, wanted: Wanted) -> Html:
    """What is shown, and in which order, to choose by keys alone."""
    communes = {"": said.WHOLE_PROVINCE} | {one.code: one.name for one in found.communes}
    return el(
        "form",
        choice(said.OF_COMMUNE, "commune", communes, wanted.commune),
        choice(said.OF_MARK, "mark", said.MARK_CHOICES, wanted.mark),
        choice(said.BY, "sort", {one.value: name for one, name in said.SORTS.items()}, wanted.sort),
        el("button", said.SHOW),
        method="get",
        action=PATH,
        class_="choices",
    )


def _table(rows: tuple[Row, ...], wanted: Wanted, now: int) -> Html:
    heads = [el("th", _head(name, sort, wanted), scope="col") for name, sort in _HEADS]
    body = el("tbody", [_row(row, now) for row in rows])
    return el("table", el("thead", el("tr", heads)), body, class_="rows machines")


def _head(name: str, sort: Sort | None, wanted: Wanted) -> Inside:
    """The head of a column; a link orders by it."""
    if sort is None:
        return name
    if sort is wanted.sort:
        return f"{name} ↓"
    return el("a", name, href=machines_path(wanted._replace(sort=sort)))


def _row(row: Row, now: int) -> Html:
    pc, one = row.pc, row.pc.machine
    name = el("a", pc.name or pc.device, href=device_path(pc.device))
    told = [el("td", cell) for cell in _told(one, now)] if one else [el("td")] * 4
    silent = group(" ", notice(words.SILENT)) if pc.is_silent(now) else None
    return el(
        "tr",
        el("th", name, el("small", row.commune.name), scope="row"),
        told,
        el("td", pc.program or (one.program if one else None) or None),
        el("td", contact_of(pc, now), silent),
        el("td", list(_marks(row.marks, one))),
    )


def _told(one: Machine, now: int) -> tuple[Inside, ...]:
    room, when = el("small", said.room(one)), el("small", said.told(words.short(one.told_at, now)))
    return (
        said.system(one),
        said.size(one.ram) or words.UNKNOWN_VALUE,
        group(said.disk(one) or words.UNKNOWN_VALUE, " ", room),
        group(said.copy(one), " ", when),
    )


def _marks(found: tuple[Mark, ...], one: Machine | None) -> Iterator[Inside]:
    """What is to be looked at, the urgent first."""
    for mark in found:
        text = said.mark(mark, one)
        if mark in QUIET:
            yield el("small", text)
        else:
            yield urgent(text) if mark in URGENT else notice(text)
        yield " "
