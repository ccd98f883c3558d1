"""Reports (báo cáo) counted from what happened and when, never from how things stand now.

`lifeline` makes one line of a dossier's history; `period` is what is counted; `situation` counts
biểu II.06a, `daily` the sheet of a day. All are pure: the same lines give the same numbers.
"""

from app.domain.reports.coverage import Coverage, Reach, Reached, known_until
from app.domain.reports.daily import DailySheet, Sum, daily_sheet
from app.domain.reports.freezing import (
    Counted,
    Frozen,
    Trace,
    digest,
    figures_of,
    freeze,
    freezings,
    must_differ,
    report_id,
    sheet_of,
    sheet_then,
    situation_then,
    trace,
)
from app.domain.reports.lifeline import DueFrom, LifeLine, Taken, Wait, ending, life_line
from app.domain.reports.period import Period, Span, neighbour, percent, period_of
from app.domain.reports.situation import Column, Situation, Standing, situation, standing

__all__ = [
    "Column",
    "Counted",
    "Coverage",
    "DailySheet",
    "DueFrom",
    "Frozen",
    "LifeLine",
    "Period",
    "Reach",
    "Reached",
    "Situation",
    "Span",
    "Standing",
    "Sum",
    "Taken",
    "Trace",
    "Wait",
    "daily_sheet",
    "digest",
    "ending",
    "figures_of",
    "freeze",
    "freezings",
    "known_until",
    "life_line",
    "must_differ",
    "neighbour",
    "percent",
    "period_of",
    "report_id",
    "sheet_of",
    "sheet_then",
    "situation",
    "situation_then",
    "standing",
    "trace",
]
