"""A dossier (hồ sơ) and the acts that it allows.

Every act asks the present state and answers with what is to be recorded; it changes nothing
itself. Dates, ids and moments come in as arguments.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from app.domain import cash, checks
from app.domain.dossier_at_work import DossierAtWork
from app.domain.dossier_record import (
    Interval,
    ProvinceRecord,
    Supplement,
)
from app.domain.errors import RuleViolation
from app.domain.events import (
    AsideReviewed,
    CitizenTold,
    ClosedUnsupplemented,
    CodeGiven,
    ConflictSettled,
    ContactChanged,
    EnteredByHand,
    Extended,
    FieldChanged,
    FinancialDutyAsked,
    FinancialDutyMet,
    Forwarded,
    GapDeclaredLost,
    Imported,
    ImportWithdrawn,
    IssuedPaper,
    NoteAdded,
    OnPaper,
    Paused,
    Promise,
    Received,
    ReceptionCorrected,
    Recipient,
    Recorded,
    Refused,
    Registered,
    ResendAsked,
    ResultRecorded,
    Resumed,
    Returned,
    SlipPrinted,
    StateReported,
    SupplementReceived,
    SupplementRequested,
    TellOutcome,
    Withdrawn,
)
from app.domain.history import ACT, Conflict, DossierVersion
from app.domain.numbering import Official
from app.domain.provincial import HOME, owed
from app.domain.states import EDGES, Act, State
from sync.protocol.identity import EventId

__all__ = [
    "Act",
    "Dossier",
    "DossierVersion",
    "Interval",
    "ProvinceRecord",
    "State",
    "Supplement",
]


class Dossier(DossierAtWork, frozen=True, kw_only=True):
    """One dossier now. Built by `app.domain.fold.fold` and by nothing else.

    Each method raises `RuleViolation` when the rules say no; `allowed()` says beforehand.
    """

    def register(self, said: Registered) -> Registered:
        """Note papers that were offered and are not accepted yet."""
        self._must_allow(Act.REGISTER)
        return checks.registered(said)

    def receive(self, said: Received) -> Received:
        """Accept a complete and valid dossier (Điều 17(1)(c), 17(3))."""
        self._must_allow(Act.RECEIVE)
        return checks.received(said)

    def take_over(self, said: Imported) -> Imported:
        """Take over a dossier that the province's system holds already (nhập ngày đầu)."""
        self._must_allow(Act.IMPORT)
        return checks.imported(said)

    def withdraw_import(self, reason: str = "") -> ImportWithdrawn:
        """Take an import back to which nothing else was done."""
        self._must_allow(Act.WITHDRAW_IMPORT)
        batch = self.imported.batch if self.imported else ""
        return ImportWithdrawn(batch=batch, reason=reason)

    def correct_reception(self, said: ReceptionCorrected) -> ReceptionCorrected:
        """Mend the reception before forwarding; the moment and the number stay."""
        self._must_allow(Act.CORRECT_RECEPTION)
        accepted, arrived = self.accepted_at, said.arrived_at
        if accepted is not None and arrived is not None and arrived > accepted:
            raise RuleViolation("arrival_after_acceptance")
        return checks.corrected(said)

    def request_supplement(
        self,
        missing: Sequence[str],
        reason: str,
        *,
        number: str = "",
        close_after: date | None = None,
        paper: OnPaper | None = None,
    ) -> SupplementRequested:
        """Ask once, for everything, what is missing (yêu cầu bổ sung; Điều 16(3))."""
        self._must_allow(Act.REQUEST_SUPPLEMENT)
        if not [name for name in missing if name.strip()]:
            raise RuleViolation("supplement_list_empty")
        return SupplementRequested(
            missing=tuple(missing),
            reason=checks.reason(reason),
            number=number,
            close_after=close_after.isoformat() if close_after else None,
            paper=paper,
        )

    def receive_supplement(self, said: SupplementReceived) -> SupplementReceived:
        """Take what was missing; the clock starts again (Điều 19(5))."""
        self._must_allow(Act.RECEIVE_SUPPLEMENT)
        return checks.supplemented(said)

    def refuse(self, reason: str, number: str = "", paper: OnPaper | None = None) -> Refused:
        """Refuse with a reason that a person wrote (Mẫu 03; Điều 17(1)(c), 19(3))."""
        self._must_allow(Act.REFUSE, paper)
        return Refused(reason=checks.reason(reason), number=number, paper=paper)

    def close_unsupplemented(
        self, reason: str, today: date, paper: OnPaper | None = None
    ) -> ClosedUnsupplemented:
        """Close a dossier whose supplement did not come in time (Điều 19(5))."""
        self._must_allow(Act.CLOSE_UNSUPPLEMENTED)
        close_after = self.supplements[-1].asked.close_after if self.supplements else None
        if close_after and today.isoformat() < close_after:
            raise RuleViolation("supplement_time_left", close_after)
        return ClosedUnsupplemented(reason=checks.reason(reason), paper=paper)

    def forward(
        self, to: Recipient, list_number: str = "", note: str = "", paper: OnPaper | None = None
    ) -> Forwarded:
        """Hand over to whoever settles it (Điều 18)."""
        self._must_allow(Act.FORWARD)
        if not to.name.strip():
            raise RuleViolation("recipient_missing")
        return Forwarded(to=to, list_number=list_number, note=note, paper=paper)

    def ask_financial_duty(
        self, what: str, amount: int | None = None, number: str = "", paper: OnPaper | None = None
    ) -> FinancialDutyAsked:
        """Ask for a duty to be paid first."""
        self._must_allow(Act.ASK_FINANCIAL_DUTY, paper)
        checks.money(amount or 0)
        return FinancialDutyAsked(
            what=checks.reason(what), amount=amount, number=number, paper=paper
        )

    def meet_financial_duty(
        self, evidence: str = "", promise: Promise | None = None, paper: OnPaper | None = None
    ) -> FinancialDutyMet:
        """The duty is paid; go on, to a new appointment if the clock stood still."""
        self._must_allow(Act.MEET_FINANCIAL_DUTY)
        return FinancialDutyMet(evidence=evidence, promise=promise, paper=paper)

    def pause(self, reason: str, paper: OnPaper | None = None) -> Paused:
        """Stop work (dừng xử lý)."""
        self._must_allow(Act.PAUSE, paper)
        return Paused(reason=checks.reason(reason), paper=paper)

    def resume(
        self, reason: str = "", promise: Promise | None = None, paper: OnPaper | None = None
    ) -> Resumed:
        """Go on after a stop."""
        self._must_allow(Act.RESUME, paper)
        return Resumed(reason=reason, promise=promise, paper=paper)

    def extend(
        self,
        promise: Promise,
        reason: str,
        number: str = "",
        paper: OnPaper | None = None,
        *,
        late: bool = False,
    ) -> Extended:
        """Apologise and appoint anew, once at most and to a later moment (Điều 19(6))."""
        self._must_allow(Act.EXTEND, paper)
        if promise.due is None or (self.due is not None and promise.due <= self.due):
            raise RuleViolation("extension_not_later")
        return Extended(
            promise=promise, reason=checks.reason(reason), number=number, late=late, paper=paper
        )

    def record_result(
        self,
        results: Sequence[IssuedPaper],
        decision: str = "",
        paper: OnPaper | None = None,
        *,
        awaits_signature: bool = False,
    ) -> ResultRecorded:
        """Record the result: signed, or waiting for an electronic signature."""
        self._must_allow(Act.RECORD_RESULT, paper)
        if not results:
            raise RuleViolation("result_missing")
        return ResultRecorded(
            results=tuple(results),
            decision=decision,
            awaits_signature=awaits_signature,
            paper=paper,
        )

    def return_result(self, said: Returned) -> Returned:
        """Hand the result over (Điều 22); who comes without the slip shows an ID."""
        self._must_allow(Act.RETURN_RESULT)
        checks.receiver(said.receiver, (self.submitter, self.owner))
        is_lost = said.slip_lost or (bool(self.lost_slips) and not (said.by_post or said.online))
        if is_lost and not said.id_checked:
            raise RuleViolation("lost_slip_needs_id")
        return said

    def withdraw(self, said: Withdrawn) -> Withdrawn:
        """Stop on the citizen's request, before there is a result (Điều 21).

        No more money goes back than was paid, and somebody receives what goes back.
        """
        self._must_allow(Act.WITHDRAW)
        checks.reason(said.reason)
        checks.money(said.fee_returned or 0)
        if (said.fee_returned or 0) > cash.paid(self):
            raise RuleViolation("refund_too_large", str(cash.paid(self)))
        if said.receiver is not None:
            checks.receiver(said.receiver, (self.submitter, self.owner))
        elif said.papers_returned or said.fee_returned:
            raise RuleViolation("receiver_missing")
        return said

    def change_contact(self, phone: str | None = None, email: str | None = None) -> ContactChanged:
        """Mend the submitter's telephone or mail; None keeps, an empty text removes."""
        self._must_allow(Act.CHANGE_CONTACT)
        if phone is None and email is None:
            raise RuleViolation("nothing_changed")
        return ContactChanged(phone=phone, email=email)

    def change_fields(self, changes: Mapping[str, str | int], reason: str) -> FieldChanged:
        """Mend values by their names in `app.domain.policy`."""
        self._must_allow(Act.CHANGE_FIELD)
        checks.changes(changes)
        return FieldChanged(changes=dict(changes), reason=checks.reason(reason))

    def add_note(self, text: str) -> NoteAdded:
        """Leave a remark."""
        self._must_allow(Act.ADD_NOTE)
        return NoteAdded(text=checks.reason(text))

    def print_slip(self, said: SlipPrinted) -> SlipPrinted:
        """Note that a paper was printed, as copy `next_copy(...)`; a reprint says why."""
        self._must_allow(Act.PRINT_SLIP)
        if said.copy != self.next_copy(said.form, said.of):
            raise RuleViolation("copy_number_wrong", str(said.copy))
        if said.copy > 1 and not (said.reason or "").strip():
            raise RuleViolation("reprint_reason_missing")
        return said

    def tell(self, said: CitizenTold) -> CitizenTold:
        """Note that the citizen was told, or that somebody tried; word is left with somebody."""
        self._must_allow(Act.TELL_CITIZEN)
        if said.outcome is TellOutcome.LEFT_WORD and not said.with_whom.strip():
            raise RuleViolation("told_whom_missing")
        return said

    def settle(
        self,
        conflict_id: str,
        *,
        upheld: Sequence[str] = (),
        value: str | int | None = None,
        reason: str = "",
    ) -> ConflictSettled:
        """Decide a conflict: uphold set-aside events, say another value, or keep what stands."""
        self._must_allow(Act.SETTLE_CONFLICT)
        conflict = self.conflict(conflict_id)
        checks.settlement(conflict, upheld, value)
        return ConflictSettled(
            conflict=conflict.id,
            subject=conflict.subject,
            upheld=tuple(upheld),
            value=value,
            state=_resulting_state(conflict, upheld, self.state),
            reason=reason,
        )

    def declare_lost(self, missing: str, reason: str) -> GapDeclaredLost:
        """Give up waiting for an event (device:epoch:n); what waits for it goes on."""
        self._must_allow(Act.DECLARE_LOST)
        if all(missing not in waiting.missing for waiting in self.waiting):
            raise RuleViolation("nothing_waits_for_it", missing)
        device, epoch, n = EventId.parse(missing)
        return GapDeclaredLost(
            device=device, epoch=epoch, first=n, last=n, reason=checks.reason(reason)
        )

    def review_aside(self, reason: str) -> AsideReviewed:
        """Say what was done about the entries that change nothing here; all that are open."""
        self._must_allow(Act.REVIEW_ASIDE)
        if not self.doubtful:
            raise RuleViolation("nothing_to_review")
        entries = tuple(dict.fromkeys(one.id for one in self.doubtful))
        return AsideReviewed(entries=entries, reason=checks.reason(reason))

    def enter_by_hand(
        self, code: str, up_to: str = "", system: str = "", covers: tuple[str, ...] = ()
    ) -> EnteredByHand:
        """The officer typed it into the province's system, up to that event, under this code.

        A code that it has already may be left out; another one is a contradiction that nobody
        makes by a slip of the finger.
        """
        self._must_allow(Act.ENTER_BY_HAND)
        typed = Official.parse(checks.code(code or self.official_code or "")).code
        if self.official_code is not None and typed != self.official_code:
            raise RuleViolation("code_differs", self.official_code)
        told = (entry.state for entry in self.timeline if entry.id == up_to)
        state = next(told, self.state)
        return EnteredByHand(
            code=typed, system=system, up_to=up_to, state=int(state), covers=covers
        )

    def ask_resend(self, reason: str = "", system: str = HOME) -> ResendAsked:
        """Let what that system refused be offered again as it is (Gửi lại)."""
        self._must_allow(Act.ASK_RESEND)
        if not owed(self, system).refused:
            raise RuleViolation("nothing_refused", system)
        return ResendAsked(system=system, reason=reason)

    def give_code(self, code: str, system: str = "") -> CodeGiven:
        """The province's system gave the official code."""
        self._must_allow(Act.GIVE_CODE)
        return CodeGiven(code=checks.code(code), system=system)

    def record(self, code: str = "", message: str = "", up_to: str = "") -> Recorded:
        """The province's system has recorded it."""
        self._must_allow(Act.ANSWER)
        return Recorded(code=code, message=message, up_to=up_to)

    def report_state(self, state: State, reason: str = "", by_whom: str = "") -> StateReported:
        """The province's system holds it in another state."""
        self._must_allow(Act.REPORT_STATE)
        if state not in EDGES[self.state]:
            raise RuleViolation("act_not_allowed", f"state {self.state} to {state}")
        return StateReported(state=int(state), reason=reason, by_whom=by_whom)

    def conflict(self, conflict_id: str) -> Conflict:
        """The open conflict of that id; raises `RuleViolation` when there is none (any more)."""
        for conflict in self.conflicts:
            if conflict.id == conflict_id:
                return conflict
        raise RuleViolation("no_such_conflict", conflict_id)


def _resulting_state(conflict: Conflict, upheld: Sequence[str], now: State) -> int | None:
    """Where a settlement of acts leads: to the last upheld act's state, or nowhere."""
    if conflict.subject != ACT:
        return None
    led = [side.state for side in conflict.set_aside if side.event in upheld]
    return int(now if not led or led[-1] is None else led[-1])
