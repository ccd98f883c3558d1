"""What the doctor found, on paper: for the technician, or to hold beside the telephone."""

from dataclasses import dataclass

from app.ui.printing.blocks import Side, bold, space, text
from app.ui.printing.sheet import Sheet


@dataclass(frozen=True, slots=True)
class CheckupPaper:
    """A line for each check, the faults first."""

    headline: str
    lines: tuple[str, ...]


def sheet_of(paper: CheckupPaper) -> Sheet:
    """Lay it out; a second page rather than smaller letters."""
    sheet = Sheet()
    width = sheet.width
    sheet.add(text([bold("KIỂM TRA MÁY")], width, size=14, side=Side.CENTRE), space(8))
    sheet.add(text([bold(paper.headline)], width, size=12), space(8))
    for line in paper.lines:
        sheet.add(text(line, width, size=10), space(3))
    return sheet
