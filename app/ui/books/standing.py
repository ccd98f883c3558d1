"""In words: who holds a book, how far it has got, and what waits for a person in it."""

from app.ui.i18n import tr
from app.usecases.books import BookState

SHOWN = 8  # numbers that a line names


def standing_of(state: BookState) -> str:
    """One line about the book."""
    book, holder = state.book, state.book.holder
    if holder is None:
        return tr("This year's book is not open yet.")
    if book.closed is not None:
        return tr(
            "Closed: {n} entries, last number {last}, signed by {who}.",
            n=book.closed.entries,
            last=f"{book.closed.last_number:02d}",
            who=book.closed.signed_by,
        )
    where = tr("this PC") if state.is_here else holder.counter or tr("another PC")
    said = tr(
        "Volume {volume}, {n} entries, last number {last}. Numbers are given by: {where}.",
        volume=f"{book.volume:02d}",
        n=state.entries,
        last=f"{state.last:02d}",
        where=where,
    )
    void = sum(one.last - one.first + 1 for one in book.void)
    return f"{said} {tr('{n} numbers are struck out.', n=void)}" if void else said


def troubles_of(state: BookState) -> str:
    """What waits for a person; nothing when all is well."""
    said = []
    if state.doubtful:
        said.append(tr("{n} lines are in conflict: look at those marked ⚠.", n=len(state.doubtful)))
    if state.holes:
        named = ", ".join(f"{number:02d}" for number in state.holes[:SHOWN])
        more = " …" if len(state.holes) > SHOWN else ""
        said.append(tr("Numbers without a line here: {which}.", which=f"{named}{more}"))
    return " ".join(said)
