"""From a counted period to the rows that the page shows: words, a number, the dossiers behind."""

from collections.abc import Iterator
from typing import NamedTuple

from app.domain.reports import Column, DailySheet, Sum, percent, sheet_then, situation_then
from app.ui.i18n import tr
from app.ui.labels import label
from app.ui.reception.typed import shown_money
from app.usecases.reports import Report, ReportKind, Since

SUMS = (Column.RECEIVED, Column.SETTLED, Column.OPEN)
Group = tuple[str, object]


class Figure(NamedTuple):
    """One row: `ids` are the dossiers behind the number, `is_sum` one that others add up to."""

    key: str
    words: str
    shown: str
    ids: tuple[str, ...] = ()
    amount: int | None = None
    is_sum: bool = False
    tone: str = ""
    frozen: str = ""
    difference: str = ""

    @property
    def amounts_to(self) -> int:
        """Its number as it is compared: the dossiers behind, or what was added up."""
        return len(self.ids) if self.amount is None else self.amount


CAUSES = "causes"


def compared(
    rows: tuple[Figure, ...], since: Since, kind: ReportKind, group: object
) -> tuple[Figure, ...]:
    """The same rows beside the frozen figures, and the dossiers that made a difference.

    The summary is frozen as a whole, not for each officer and procedure.
    """
    said = since.frozen.said
    if kind is ReportKind.SITUATION:
        field = group if isinstance(group, str) else None
        then = {one.name: count for one, count in situation_then(said, field).items()}
    else:
        then = dict(sheet_then(said)) if group is None else {}
    told = [_beside(row, then.get(row.key)) for row in rows]
    if since.is_changed:
        words = tr("Dossiers that changed the figures after the freezing")
        told.append(
            Figure(CAUSES, words, number(len(since.causes)), since.causes, is_sum=True, tone="bad")
        )
    return tuple(told)


def _beside(row: Figure, then: int | None) -> Figure:
    if then is None:
        return row
    change = row.amounts_to - then
    shown = f"{change:+,}".replace(",", ".") if change else ""
    return row._replace(frozen=number(then), difference=shown)


def groups(report: Report, kind: ReportKind) -> list[Group]:
    """What a report can be narrowed to, with how many it received; everything comes first."""
    if kind is ReportKind.SITUATION:
        said = report.situation
        fields = [
            (_counted(name or tr("Other procedures"), said.count(Column.RECEIVED, name)), name)
            for name in said.fields
        ]
        return [(tr("All fields"), None), *fields]
    sheet = report.sheet
    procedures = [
        (_counted(sheet.names.get(code) or tr("Other procedures"), len(one.received)), ("p", code))
        for code, one in sheet.by_procedure.items()
    ]
    officers = [
        (_counted(tr("Officer: {name}", name=name or "-"), len(one.received)), ("o", name))
        for name, one in sheet.by_officer.items()
    ]
    return [(tr("Everything"), None), *officers, *procedures]


def figures(report: Report, kind: ReportKind, group: object) -> tuple[Figure, ...]:
    """The rows of a report, or of one group of it."""
    if kind is ReportKind.SITUATION:
        return tuple(_situation(report, group if isinstance(group, str) else None))
    return tuple(_sheet(report, group))


def _situation(report: Report, field: str | None) -> Iterator[Figure]:
    for column in Column:
        ids = report.situation.ids(column, field)
        yield Figure(
            key=column.name,
            words=f"({int(column)}) {label(column)}",
            shown=number(len(ids)),
            ids=ids,
            is_sum=column in SUMS,
            tone="bad" if ids and column in {Column.LATE, Column.OPEN_LATE} else "",
        )


def _sheet(report: Report, group: object) -> Iterator[Figure]:
    sheet = report.sheet
    one = _group(sheet, group)
    for key, words, ids, tone in _parts(one):
        shade = tone if ids else ""
        yield Figure(key, words, number(len(ids)), ids, None, key in {"received", "settled"}, shade)
    yield Figure("fees", tr("Fees taken, đồng"), shown_money(one.fees), (), one.fees)
    if group is None:
        yield from _shares(report)


def _group(sheet: DailySheet, group: object) -> Sum:
    match group:
        case ("p", str(code)):
            return sheet.by_procedure.get(code, Sum())
        case ("o", str(name)):
            return sheet.by_officer.get(name, Sum())
        case _:
            return sheet.total


def _parts(one: Sum) -> Iterator[tuple[str, str, tuple[str, ...], str]]:
    yield "received", tr("Dossiers received"), one.received, ""
    yield "settled", tr("Settled"), one.settled, ""
    yield "given_back", tr("Given back or withdrawn"), one.given_back, ""
    yield "returned", tr("Results handed over"), one.returned, ""
    yield "open_in_time", tr("Open, in time"), one.open_in_time, ""
    yield "open_due", tr("Open, due now or next day"), one.open_due, "caution"
    yield "open_late", tr("Open, overdue"), one.open_late, "bad"
    yield "open_supplement", tr("Open, waiting for supplement"), one.open_supplement, ""


def _shares(report: Report) -> Iterator[Figure]:
    """What the index 766 asks, and the lines of the certification books."""
    sheet = report.sheet
    received, settled = len(sheet.total.received), len(sheet.total.settled)
    words, certified = tr("Lines in the certification books"), report.certified
    yield Figure("certified", words, number(certified), (), certified)
    for key, words, part, whole in (
        ("online", tr("Received online"), sheet.online, received),
        ("electronic", tr("Fully electronic"), sheet.electronic, received),
        ("on_time", tr("Settled in time"), sheet.on_time, settled),
    ):
        shown = f"{number(part)}/{number(whole)} = {percent(part, whole)}" if whole else "-"
        yield Figure(key, words, shown, (), part)


def number(count: int) -> str:
    """A count with dots between the thousands."""
    return f"{count:,}".replace(",", ".")


def _counted(name: str, count: int) -> str:
    return f"{name} ({number(count)})"
