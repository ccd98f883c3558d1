"""`motcua report NAME`: a period's figures as text or JSON, or as an Excel file."""

import argparse
from datetime import UTC, date, datetime
from pathlib import Path

from app.cli.answers import Subparsers, WrongUse, say, say_json
from app.cli.unlocking import open_desk
from app.domain.calendar import OFFICE_TIME
from app.domain.papers.period_reports import COLUMNS, SUMS, cover_lines, marks_of, period_words
from app.domain.reports import Column, Coverage, Frozen, Period, Span, sheet_of
from app.usecases import report_sheets, reports
from app.usecases.desk import Desk
from app.usecases.reports import Report, ReportKind


def add_parser(subparsers: Subparsers) -> None:
    """Describe `report`."""
    parser = subparsers.add_parser("report", help="biểu II.06a, summary or register of a period")
    parser.add_argument("name", choices=[str(one) for one in ReportKind])
    parser.add_argument("--span", choices=[str(one) for one in Span], default=str(Span.MONTH))
    parser.add_argument("--on", default="", metavar="DAY", help="a day of the span; today")
    parser.add_argument("--from", dest="first", default="", metavar="DAY")
    parser.add_argument("--to", dest="last", default="", metavar="DAY")
    parser.add_argument("--xlsx", type=Path, default=None, metavar="FILE")
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Count the period and say what was found, or write it into a file."""
    with open_desk(args) as desk:
        kind = ReportKind(args.name)
        found = reports.report(desk, _period(desk, args))
        if args.xlsx:
            report_sheets.save(desk, found, kind, args.xlsx)
        told = as_json(desk, found, kind)
    if args.json:
        say_json(told)
    else:
        say("\n".join(_lines(found, kind)))
    return 0


def as_json(desk: Desk, found: Report, kind: ReportKind) -> dict[str, object]:
    """The shape that technicians rely on; columns by their numbers on the form."""
    frozen = found.frozen[-1] if found.frozen else None
    return {
        "report": str(kind),
        "from": found.period.first.isoformat(),
        "to": found.period.last.isoformat(),
        "complete": found.is_complete,
        "covers": _covers(found.coverage),
        "frozen": _frozen(desk, found, frozen) if frozen else None,
        **_figures(desk, found, kind),
    }


def _figures(desk: Desk, found: Report, kind: ReportKind) -> dict[str, object]:
    match kind:
        case ReportKind.SITUATION:
            fields = {field: _columns(found, field) for field in found.situation.fields}
            return {"total": _columns(found, None), "fields": fields}
        case ReportKind.SHEET:
            return {"total": {one.name: one.count for one in sheet_of(found.counted)}}
        case ReportKind.REGISTER:
            rows = reports.register(desk, found.period)
            told = [
                {"code": row.code, "accepted": row.accepted, "due": row.due, "note": row.note}
                for _id, row in rows
            ]
            return {"total": len(rows), "rows": told}


def _columns(found: Report, field: str | None) -> dict[str, int]:
    return {str(int(one)): found.situation.count(one, field) for one in Column}


def _covers(coverage: Coverage) -> list[dict[str, str | None]]:
    return [
        {"device": one.device, "name": one.name, "until": _iso(one.until)}
        for one in coverage.reaches
        if not one.is_revoked
    ]


def _frozen(desk: Desk, found: Report, frozen: Frozen) -> dict[str, object]:
    since = reports.since(desk, found, frozen)
    return {
        "at": _iso(frozen.at),
        "by": frozen.by,
        "sha256": frozen.said.digest,
        "intact": frozen.is_intact,
        "complete": frozen.said.complete,
        "changed": since.is_changed,
        "causes": list(since.causes),
    }


def _lines(found: Report, kind: ReportKind) -> list[str]:
    head = [period_words(found.period), marks_of(found.period, found.coverage)]
    told = _figure_lines(found, kind)
    return [line for line in (*head, *told, *cover_lines(found.coverage)) if line]


def _figure_lines(found: Report, kind: ReportKind) -> list[str]:
    match kind:
        case ReportKind.SITUATION:
            counted = found.situation.count
            return [f"({int(one)}) {words}: {counted(one)}" for one, words in COLUMNS.items()]
        case ReportKind.SHEET:
            counts = {one.name: one.count for one in sheet_of(found.counted)}
            return [f"{words}: {counts[name]}" for name, words in SUMS.items()]
        case ReportKind.REGISTER:
            return [f"{SUMS['received']}: {found.registered}"]


def _period(desk: Desk, args: argparse.Namespace) -> Period:
    if bool(args.first) is not bool(args.last):
        raise WrongUse("--from DAY --to DAY")
    if args.first:
        return Period(_day(args.first), _day(args.last))
    return reports.this(desk, Span(args.span), _day(args.on) if args.on else None)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise WrongUse("--from 2026-11-01") from error


def _iso(at: int | None) -> str | None:
    if at is None:
        return None
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(OFFICE_TIME).isoformat()
