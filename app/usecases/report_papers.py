"""A period's report filled in on its paper."""

from typing import Final

from app.domain import papers
from app.domain.errors import RuleViolation
from app.domain.papers import Printout
from app.domain.papers.period_reports import (
    PeriodPaper,
    cover_lines,
    hidden_words,
    marks_of,
    period_words,
    situation_paper,
    summary_paper,
)
from app.domain.papers.register import RegisterBook
from app.domain.papers.register import register as register_paper
from app.domain.reports import sheet_of
from app.system.clock import milliseconds
from app.usecases import reports
from app.usecases.desk import Desk
from app.usecases.reports import Report, ReportKind, Since

SITUATION: Final = "report_situation"
SUMMARY: Final = "report_summary"
REGISTER: Final = "register"
MOST_ROWS = 2500  # of a register that is printed at once: about 270 pages
MOST_CAUSES = 40  # codes of dossiers that a paper names


def paper_to_print(desk: Desk, report: Report, kind: ReportKind) -> Printout:
    """The same to be drawn; raises `RuleViolation("register_too_long")` for a heap of paper."""
    if kind is ReportKind.REGISTER and report.registered > MOST_ROWS:
        raise RuleViolation("register_too_long", str(report.registered))
    return paper(desk, report, kind)


def paper(desk: Desk, report: Report, kind: ReportKind) -> Printout:
    """The paper of a report: what was frozen where it was, else what is counted now."""
    day = desk.now().date().isoformat()
    match kind:
        case ReportKind.REGISTER:
            return papers.fill(desk.templates.on(REGISTER, day), _register(desk, report))
        case ReportKind.SITUATION:
            said = situation_paper(paper_of(desk, report), desk.office)
            return papers.fill(desk.templates.on(SITUATION, day), said)
        case ReportKind.SHEET:
            said = summary_paper(paper_of(desk, report), desk.office)
            return papers.fill(desk.templates.on(SUMMARY, day), said)


def paper_of(desk: Desk, report: Report) -> PeriodPaper:
    """What the papers of a period are filled from; codes name what changed since the freezing."""
    frozen = report.frozen[-1] if report.frozen else None
    since = reports.since(desk, report, frozen) if frozen else None
    return PeriodPaper(
        period=report.period,
        situation=report.situation,
        sheet=report.sheet,
        now={one.name: one.count for one in sheet_of(report.counted)},
        coverage=report.coverage,
        frozen=frozen,
        causes=_codes(desk, since),
    )


def _register(desk: Desk, report: Report) -> papers.Content:
    rows = tuple(row for _id, row in reports.register(desk, report.period))
    marks = (marks_of(report.period, report.coverage), hidden_words(report.hidden))
    book = RegisterBook(
        rows=rows,
        period=period_words(report.period),
        at=milliseconds(desk.now()),
        covers=cover_lines(report.coverage),
        marks=tuple(mark for mark in marks if mark),
    )
    return register_paper(book, desk.office)


def _codes(desk: Desk, since: Since | None) -> tuple[str, ...]:
    if since is None:
        return ()
    rows = reports.behind(desk, since.causes, 0, MOST_CAUSES)
    more = len(since.causes) - len(rows)
    return (*(row.code for row in rows), *((f"và {more} hồ sơ khác",) if more > 0 else ()))
