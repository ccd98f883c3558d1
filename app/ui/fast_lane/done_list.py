"""What was done at this counter since the page was opened."""

from typing import NamedTuple, Self

from app.ui.i18n import tr
from app.ui.labels import label
from app.ui.reception.typed import shown_money
from app.ui.widgets.table import Column, RowModel, RowView
from app.usecases.fast_lane import Done, Request


class DoneRow(NamedTuple):
    """One citizen."""

    id: str
    numbers: str
    who: str
    papers: str
    work: str
    paid: str

    @classmethod
    def of(cls, request: Request, done: Done) -> Self:
        """What was asked for and what came of it."""
        return cls(
            id=done.dossier.id,
            numbers=", ".join(f"{number:02d}" for number in done.numbers),
            who=request.requester.name if request.requester else "",
            papers="; ".join(paper.name for paper in request.papers),
            work=label(request.work),
            paid=shown_money(done.payable),
        )


def done_list() -> tuple[RowModel[DoneRow], RowView]:
    """The list and its rows."""
    model = RowModel(
        [
            Column[DoneRow](tr("Number in the book"), lambda one: one.numbers, width=8, bold=True),
            Column[DoneRow](tr("Requester"), lambda one: one.who, width=18),
            Column[DoneRow](tr("Papers"), lambda one: one.papers, rank=1),
            Column[DoneRow](tr("Paid (đồng)"), lambda one: one.paid, width=10, right=True),
        ],
        key=lambda one: one.id,
    )
    return model, RowView(model, tr("Done at this counter"))
