"""Nhập ngày đầu: reading the province's export of the dossiers at work, row by row.

`columns` finds the headings, `cells` reads moments, states and people, `rows` judges each row.
Pure: cells are plain values; whoever read the file hands them in.
"""

from app.domain.takeover.cells import Cell, moment, state_of, text_of
from app.domain.takeover.columns import Field, Layout, find_layout, heading_of
from app.domain.takeover.rows import (
    Fault,
    Judged,
    Judgement,
    Known,
    Source,
    codes_in,
    judge,
    unknown_states,
)

__all__ = [
    "Cell",
    "Fault",
    "Field",
    "Judged",
    "Judgement",
    "Known",
    "Layout",
    "Source",
    "codes_in",
    "find_layout",
    "heading_of",
    "judge",
    "moment",
    "state_of",
    "text_of",
    "unknown_states",
]
