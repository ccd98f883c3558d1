"""Fields and what happens when two people write one without knowing of each other."""

from typing import NamedTuple

from app.domain.access import PROVINCE_PREFIX
from app.domain.fold.judging import Told
from app.domain.history import Aside
from app.domain.policy import FIELDS, Policy
from app.domain.states import Holder


class Other(NamedTuple):
    """A value that contradicts the one that stands, and who said it."""

    told: Told
    value: object


class Cell:
    """The value of a field, and all who said just this, the first of them first."""

    __slots__ = ("said_by", "value")

    def __init__(self, value: object, told: Told) -> None:
        self.value = value
        self.said_by = [told]

    @property
    def told(self) -> Told:
        """Who said it first."""
        return self.said_by[0]

    def unseen_by(self, told: Told) -> list[Told]:
        """Those of whom this author did not know."""
        return [one for one in self.said_by if not one.bit & told.closure]


class Fields:
    """The fields of one dossier, and beside them the values that wait for a person."""

    def __init__(self) -> None:
        self.cells: dict[str, Cell] = {}
        self.others: dict[str, list[Other]] = {}

    def value(self, field: str) -> object:
        """What stands, or None."""
        cell = self.cells.get(field)
        return cell.value if cell else None

    def write(self, field: str, value: object, told: Told, holder: Holder) -> Aside | None:
        """Merge one value by the policy of its field; answers why it was set aside, if it was.

        Nothing is ever overwritten silently: who had not seen everybody who said the standing value
        is concurrent, whatever the clocks say. Equal values agree.
        """
        cell = self.cells.get(field)
        if cell is None:
            if value is not None:
                self.cells[field] = Cell(value, told)
        elif cell.value == value:
            cell.said_by.append(told)
        elif FIELDS[field] is Policy.IMMUTABLE:
            return Aside.IMMUTABLE
        elif unseen := cell.unseen_by(told):
            self._clash(field, Cell(value, told), unseen, holder)
        else:
            self.cells[field] = Cell(value, told)
        return None

    def contradicting(self, field: str) -> list[Other]:
        """The values that still say something else than what stands."""
        stands = self.value(field)
        return [other for other in self.others.get(field, ()) if other.value != stands]

    def drop(self, field: str, settled: list[Other]) -> None:
        """A person decided these."""
        self.others[field] = [other for other in self.others[field] if other not in settled]

    def _clash(self, field: str, new: Cell, unseen: list[Told], holder: Holder) -> None:
        """Two values, neither of which knew of the other."""
        match FIELDS[field]:
            case Policy.LATEST:
                if all(_is_later(new.told, one) for one in unseen):
                    self.cells[field] = new
            case Policy.OWNED if _wins(new.told, unseen, holder):
                self._set_aside(field, self.cells[field])
                self.cells[field] = new
            case _:
                self._set_aside(field, new)

    def _set_aside(self, field: str, cell: Cell) -> None:
        """Keep the value for a person."""
        self.others.setdefault(field, []).append(Other(cell.told, cell.value))


def _is_later(new: Told, stands: Told) -> bool:
    """By the clocks where both were sound, else the later placed."""
    ours, theirs = new.event.envelope, stands.event.envelope
    return not (ours.clk == theirs.clk == "ok") or ours.at >= theirs.at


def _wins(new: Told, unseen: list[Told], holder: Holder) -> bool:
    """The holder's word against the other side's, and nobody else's."""
    return _side(new) is holder and all(_side(one) is not holder for one in unseen)


def _side(told: Told) -> Holder:
    """Who speaks: the commune, or the province."""
    is_province = told.event.envelope.k.startswith(PROVINCE_PREFIX)
    return Holder.PROVINCE if is_province else Holder.COMMUNE
