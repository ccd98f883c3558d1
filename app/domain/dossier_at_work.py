"""What is done to a dossier while it is worked on, without moving it; and what is allowed at all.

`app.domain.dossier` adds the acts that take it in, move it and give it out.
"""

from collections.abc import Callable, Mapping, Sequence

from app.domain import cash, checks, scans
from app.domain.dossier_record import DossierRecord
from app.domain.errors import RuleViolation
from app.domain.events import (
    Archived,
    CertificationCorrected,
    Certified,
    ChainedAfter,
    CodeReplaced,
    ConsultationAnswered,
    ConsultationAsked,
    DeclarationFilled,
    FeeConfirmed,
    FeeRefunded,
    FeeTaken,
    HeadNotified,
    MendedReturned,
    OldNumberNoted,
    OnPaper,
    OriginalsCompared,
    PaperScanned,
    PapersPlaced,
    Proposed,
    ResultCorrected,
    ResultFaultFound,
    ResultSigned,
    ScanRemoved,
    ScanWaived,
    SlipLost,
    StepAssigned,
    StepSentBack,
    SupplementWished,
)
from app.domain.states import ALLOWED, Act, Holder, refusal


class DossierAtWork(DossierRecord, frozen=True, kw_only=True):
    """The record with what the rules allow now, and the deeds of the desk and the specialists."""

    def allowed(self) -> frozenset[Act]:
        """The acts that the state allows now, whoever asks (see `access` for who may)."""
        return frozenset(act for act in ALLOWED[self.state] if self._refusal(act) is None)

    def assign(self, said: StepAssigned) -> StepAssigned:
        """Give a step its owner; a step may have a time of its own."""
        self._must_allow(Act.ASSIGN)
        checks.somebody(said.to)
        return said

    def send_back(self, to: str, reason: str) -> StepSentBack:
        """Give a step back to who had the one before."""
        self._must_allow(Act.SEND_BACK)
        return StepSentBack(to=checks.somebody(to), reason=checks.reason(reason))

    def consult(self, said: ConsultationAsked) -> ConsultationAsked:
        """Ask somebody else for an opinion, until a moment (Điều 19(4))."""
        self._must_allow(Act.CONSULT)
        checks.somebody(said.whom)
        checks.reason(said.what)
        return said

    def answer_consultation(self, said: ConsultationAnswered) -> ConsultationAnswered:
        """Keep the opinion that came; raises where nobody had asked or it is answered."""
        self._must_allow(Act.ANSWER_CONSULTATION)
        if all(one.event != said.asked for one in self.open_consultations):
            raise RuleViolation("no_such_consultation", said.asked)
        checks.reason(said.answer)
        return said

    def notify_head(self, said: HeadNotified, now: int) -> HeadNotified:
        """Tell the head of the desk that an opinion is late (Điều 19(4)); `now` in UTC ms."""
        self._must_allow(Act.NOTIFY_HEAD)
        asked = next((one for one in self.unreported_opinions if one.event == said.asked), None)
        if asked is None or now <= getattr(asked.said, "due", now):
            raise RuleViolation("no_late_opinion", said.asked)
        checks.somebody(said.whom)
        return said

    def wish_supplement(self, missing: Sequence[str], reason: str) -> SupplementWished:
        """Ask the desk to ask the citizen: a specialist never asks directly (Điều 19(5))."""
        self._must_allow(Act.WISH_SUPPLEMENT)
        if not [name for name in missing if name.strip()]:
            raise RuleViolation("supplement_list_empty")
        return SupplementWished(missing=tuple(missing), reason=checks.reason(reason))

    def compare_originals(self, papers: Sequence[str]) -> OriginalsCompared:
        """The originals of what came as a picture were seen."""
        self._must_allow(Act.COMPARE_ORIGINALS)
        if not papers or set(papers) - set(self.images_to_compare):
            raise RuleViolation("nothing_to_compare")
        return OriginalsCompared(papers=tuple(papers))

    def scan_paper(self, said: PaperScanned) -> PaperScanned:
        """Keep the file of a paper with what is to be known of it (Điều 17(1)(c), 19(2))."""
        self._must_allow(Act.SCAN_PAPER)
        return scans.checked(self, said)

    def remove_scan(self, scan: str, reason: str) -> ScanRemoved:
        """Take a scan away; the file stays until its time is over."""
        self._must_allow(Act.REMOVE_SCAN)
        return ScanRemoved(scan=scan, reason=scans.checked_reason(self, scan, reason))

    def waive_scan(self, paper: str, reason: str) -> ScanWaived:
        """Say why a paper that was handed in is not digitised."""
        self._must_allow(Act.WAIVE_SCAN)
        return ScanWaived(paper=paper, reason=scans.checked_waiver(self, paper, reason))

    def sign_result(self, said: ResultSigned) -> ResultSigned:
        """The result that waited for a signature has it."""
        self._must_allow(Act.SIGN_RESULT)
        checks.somebody(said.signed_by)
        return said

    def find_fault(self, said: ResultFaultFound) -> ResultFaultFound:
        """The result is wrong by the office's fault (Điều 23)."""
        self._must_allow(Act.FIND_FAULT)
        checks.reason(said.what)
        return said

    def correct_result(self, said: ResultCorrected) -> ResultCorrected:
        """Put a mended result in the place of the wrong one (Điều 23)."""
        self._must_allow(Act.CORRECT_RESULT)
        if not said.results:
            raise RuleViolation("result_missing")
        checks.money(said.cost)
        if said.cost and not said.paid_by.strip():
            raise RuleViolation("mending_payer_missing")
        return said

    def return_mended(self, said: MendedReturned) -> MendedReturned:
        """Hand the mended result over in place of the wrong one (Điều 23)."""
        self._must_allow(Act.RETURN_MENDED)
        checks.receiver(said.receiver, (self.submitter, self.owner))
        return said

    def archive(self, said: Archived) -> Archived:
        """Put it into the archive, once it has ended."""
        self._must_allow(Act.ARCHIVE)
        checks.reason(said.where)
        return said

    def propose(self, wish: Act, reason: str) -> Proposed:
        """Say what the commune would do to a stage that others own; it moves nothing."""
        self._must_allow(Act.PROPOSE)
        if not self.is_owned_elsewhere(wish):
            raise RuleViolation("stage_is_ours", wish.value)
        return Proposed(wish=wish.value, reason=checks.reason(reason))

    def fill_declaration(self, said: DeclarationFilled) -> DeclarationFilled:
        """Keep a declaration that was filled in for the citizen; a later one stands beside it."""
        self._must_allow(Act.FILL_DECLARATION)
        return said

    def take_fee(self, said: FeeTaken) -> FeeTaken:
        """Take money (Điều 24)."""
        self._must_allow(Act.TAKE_FEE)
        return checks.fee_taken(said)

    def confirm_fee(self, said: FeeConfirmed) -> FeeConfirmed:
        """A transfer has arrived; raises where it is not one that is waited for."""
        self._must_allow(Act.CONFIRM_FEE)
        if all(one.event != said.of for one in cash.awaited(self)):
            raise RuleViolation("no_transfer_waits", said.of)
        return said

    def refund_fee(self, said: FeeRefunded) -> FeeRefunded:
        """Give money back, or take an entry out of the book that was a mistake."""
        self._must_allow(Act.REFUND_FEE)
        checks.reason(said.reason)
        cash.check_refund(self, said)
        return said

    def report_slip_lost(self, said: SlipLost) -> SlipLost:
        """The slip is lost: a duplicate may be printed, and the ID is checked at the return."""
        self._must_allow(Act.REPORT_SLIP_LOST)
        checks.somebody(said.reported_by)
        if not said.id_checked:
            raise RuleViolation("lost_slip_needs_id")
        return said

    def place_papers(self, said: PapersPlaced) -> PapersPlaced:
        """Note who holds the papers now."""
        self._must_allow(Act.PLACE_PAPERS)
        checks.somebody(said.holder)
        return said

    def note_old_number(self, said: OldNumberNoted) -> OldNumberNoted:
        """Note the number that it had before the communes were merged."""
        self._must_allow(Act.NOTE_OLD_NUMBER)
        checks.code(said.number)
        return said

    def replace_code(self, said: CodeReplaced) -> CodeReplaced:
        """Give it a new code: the one on its slip stands on another dossier's slip too."""
        self._must_allow(Act.REPLACE_CODE)
        checks.code(said.number)
        if said.instead_of != self.number or said.number == said.instead_of:
            raise RuleViolation("code_not_shared")
        return said

    def chain_after(self, said: ChainedAfter) -> ChainedAfter:
        """Let it wait for another dossier's result, or for nothing any more."""
        self._must_allow(Act.CHAIN_AFTER)
        if said.after == self.id:
            raise RuleViolation("chain_to_itself")
        if said.after == self.waits_for:
            raise RuleViolation("nothing_changed")
        return said

    def certify(self, said: Certified) -> Certified:
        """Write one original into its book (NĐ 23/2015/NĐ-CP, Điều 13)."""
        self._must_allow(Act.CERTIFY)
        return checks.certified(said)

    def correct_certification(self, said: CertificationCorrected) -> CertificationCorrected:
        """Mend or strike a line of a book, with the reason."""
        self._must_allow(Act.CORRECT_CERTIFICATION)
        checks.reason(said.reason)
        return said

    def _must_allow(self, act: Act, paper: OnPaper | None = None) -> None:
        """Raise unless the rules allow the act now.

        On a stage that the province's system owns an act needs the owner's `paper`; without one
        it can only be proposed.
        """
        code = self._refusal(act)
        if code is None and paper is None and self.is_owned_elsewhere(act):
            code = "stage_owned_elsewhere"
        if code is not None:
            raise RuleViolation(code, f"{act} in state {self.state}")

    def _refusal(self, act: Act) -> str | None:
        """The rule that forbids the act now, if any."""
        if self.read_only:
            return "dossier_read_only"
        if self.is_void:
            return "import_withdrawn"
        code = refusal(
            act,
            self.state,
            accepted=self.was_accepted,
            extended=self.extended is not None,
        )
        without, has_object = _OBJECTS.get(act, ("", _always))
        return code or (None if has_object(self) else without)


def _always(_dossier: DossierRecord) -> bool:
    return True


# What an act is done to, where the state alone does not say that it is there.
_OBJECTS: Mapping[Act, tuple[str, Callable[[DossierRecord], bool]]] = {
    Act.ANSWER_CONSULTATION: ("no_such_consultation", lambda it: bool(it.open_consultations)),
    Act.NOTIFY_HEAD: ("no_late_opinion", lambda it: bool(it.unreported_opinions)),
    Act.CONFIRM_FEE: ("no_transfer_waits", lambda it: bool(cash.awaited(it))),
    Act.REFUND_FEE: ("nothing_to_refund", cash.has_refundable),
    Act.SEND_BACK: ("nobody_had_it", lambda it: bool(it.works_on_it)),
    Act.COMPARE_ORIGINALS: ("nothing_to_compare", lambda it: bool(it.images_to_compare)),
    Act.SIGN_RESULT: ("nothing_to_sign", lambda it: it.awaits_signature),
    Act.RETURN_RESULT: ("result_not_signed", lambda it: not it.awaits_signature),
    Act.FIND_FAULT: ("result_missing", lambda it: it.result is not None),
    Act.CORRECT_RESULT: ("no_fault_found", lambda it: bool(it.open_faults)),
    Act.RETURN_MENDED: ("nothing_mended", lambda it: it.awaits_mended_return),
    Act.ARCHIVE: ("archived_already", lambda it: not it.archived),
    Act.PROPOSE: ("stage_is_ours", lambda it: it.holder is Holder.PROVINCE),
    Act.WITHDRAW_IMPORT: ("done_to_since_import", lambda it: it.is_only_imported),
}
