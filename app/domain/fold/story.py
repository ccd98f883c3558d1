"""The dossier while it is being folded: its state, its fields, and what became of each event."""

from typing import Any, NamedTuple

from app.domain.dossier_record import Interval
from app.domain.fold.judging import Told
from app.domain.fold.merging import Fields
from app.domain.history import Aside, Settled
from app.domain.states import TERMINAL, Holder, State

_WAITING_STATES = frozenset({State.SUPPLEMENT, State.FINANCIAL_DUTY, State.STOPPED})
_PROVINCE_STATES = frozenset({State.PROCESSING, State.FINANCIAL_DUTY, State.STOPPED})
_ENDS = TERMINAL | {State.DONE}


class AsideAct(NamedTuple):
    """An act that could not apply beside the one that had; leads to `target` if upheld."""

    told: Told
    target: State


class Verdict(NamedTuple):
    """What one event came to, and the state after it."""

    told: Told
    reason: Aside | None
    state: State


class Story:
    """Everything known after the events told so far. `facts` are plain values of the record."""

    def __init__(self) -> None:
        self.state = State.NOT_HERE
        self.before_supplement = State.ACCEPTED
        self.fields = Fields()
        self.facts: dict[str, Any] = {}
        self.lists: dict[str, list[Any]] = {}
        self.codes: dict[str, None] = {}
        self.files: dict[str, None] = {}
        self.intervals: list[Interval] = []
        self.with_province = False
        self.last_act: Told | None = None
        self.path: list[tuple[int, State]] = []
        self.last_bits = 0
        self.earlier_bits = 0
        self.aside_acts: list[AsideAct] = []
        self.settled: list[Settled] = []
        self.verdicts: list[Verdict] = []
        self.fields_aside: list[tuple[Told, str, Aside]] = []
        self.overruled: set[int] = set()
        self.withdrawal: Told | None = None  # that took the import back, while it holds

    @property
    def holder(self) -> Holder:
        """In whose hands it is: the province's while it settles what was handed to it."""
        theirs = self.with_province and self.state in _PROVINCE_STATES
        return Holder.PROVINCE if theirs else Holder.COMMUNE

    def add(self, name: str, value: object) -> None:
        """A union: both are kept."""
        self.lists.setdefault(name, []).append(value)

    def write(self, told: Told, field: str, value: object) -> bool:
        """Merge one field; False when the value was set aside for ever."""
        reason = self.fields.write(field, value, told, self.holder)
        if reason is not None:
            self.fields_aside.append((told, field, reason))
        return reason is None

    def knows_the_last_act(self, told: Told) -> bool:
        """Had its author seen the act that applied last, and all who did just the same?"""
        return not self.last_bits & ~told.closure

    def state_seen_by(self, told: Told) -> State:
        """The state on its author's screen."""
        seen = (state for bit, state in reversed(self.path) if bit & told.closure)
        return next(seen, State.NOT_HERE)

    def branch_seen_by(self, told: Told) -> State:
        """Where its author's own branch had led: the last act it had seen, applied or set aside."""
        aside = [(one.told.bit, one.target) for one in self.aside_acts]
        seen = [step for step in (*self.path, *aside) if step[0] & told.closure]
        return max(seen, default=(0, State.NOT_HERE))[1]

    def agree(self, told: Told) -> None:
        """Somebody else did just the same; who acts next should have seen both."""
        self.last_bits |= told.bit

    def move(self, state: State, told: Told) -> None:
        """The act applies and leads here."""
        self.earlier_bits, self.last_bits, self.last_act = self.last_bits, told.bit, told
        self.path.append((told.bit, state))
        if state is self.state:
            return
        if self.intervals and self.intervals[-1].end is None:
            open_one = self.intervals.pop()
            self.intervals.append(Interval(open_one.state, open_one.start, told.at))
        if state in _WAITING_STATES:
            self.intervals.append(Interval(state, told.at))
        self._note_end(state, told)
        if state is State.SUPPLEMENT and self.state is not State.NOT_HERE:
            self.before_supplement = self.state
        if state is State.ACCEPTED:
            self.facts["was_accepted"] = True
        self.state = state

    def _note_end(self, state: State, told: Told) -> None:
        """The end counted for being on time: state 9 rather than 10."""
        if state not in _ENDS:
            self.facts["ended_at"] = None
        elif state is not State.RETURNED or self.facts.get("ended_at") is None:
            self.facts["ended_at"] = told.at
