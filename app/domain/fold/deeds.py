"""What is done to a dossier without moving it."""

from app.domain.dossier_record import Deed, ProvinceRecord, Scan
from app.domain.events import (
    Archived,
    AsideReviewed,
    ChainedAfter,
    CodeGiven,
    CodeReplaced,
    ConsultationAnswered,
    ConsultationAsked,
    ContactChanged,
    DeclarationFilled,
    EnteredByHand,
    FeePaidOnline,
    FeeTaken,
    FieldChanged,
    HeadNotified,
    Imported,
    MendedReturned,
    NoteAdded,
    OldNumberNoted,
    OriginalsCompared,
    PaperScanned,
    Payload,
    Proposed,
    Received,
    Recorded,
    RecordRefused,
    ResultCorrected,
    ResultFaultFound,
    ResultSigned,
    ScanRemoved,
    ScanWaived,
    SlipLost,
    SlipPrinted,
    StepAssigned,
    StepSentBack,
    SupplementBrought,
    SupplementWished,
)
from app.domain.fold import writing
from app.domain.fold.judging import Told
from app.domain.fold.story import Story
from app.domain.history import Aside, Said

_LISTS: dict[type[Payload], str] = {
    Archived: "archived",
    AsideReviewed: "reviews",
    ConsultationAnswered: "answers",
    ConsultationAsked: "consultations",
    DeclarationFilled: "declarations",
    FeePaidOnline: "fees_taken",
    FeeTaken: "fees_taken",
    HeadNotified: "head_notices",
    MendedReturned: "mended_returns",
    NoteAdded: "notes",
    OriginalsCompared: "compared",
    Proposed: "proposals",
    ResultCorrected: "corrected_results",
    ResultFaultFound: "faults",
    ResultSigned: "signatures",
    ScanWaived: "waived_scans",
    SlipLost: "lost_slips",
    SlipPrinted: "slips",
    OldNumberNoted: "old_numbers",
    ChainedAfter: "chained",
    StepAssigned: "assignments",
    StepSentBack: "assignments",
    SupplementBrought: "brought_online",
    SupplementWished: "wishes",
}


_WITH_AUTHOR = frozenset(
    {
        Archived,
        ConsultationAnswered,
        ConsultationAsked,
        HeadNotified,
        MendedReturned,
        Proposed,
        ResultCorrected,
        ResultFaultFound,
        ResultSigned,
        SlipLost,
        StepAssigned,
        StepSentBack,
        SupplementBrought,
        SupplementWished,
    }
)


def deed(story: Story, told: Told) -> Aside | None:
    """Do what it says: change a field, or add to a list."""
    match told.said:
        case ContactChanged():
            _contact(story, told, told.said)
        case FieldChanged():
            return writing.change(story, told, told.said)
        case CodeGiven() | CodeReplaced():
            _code(story, told, told.said)
        case EnteredByHand() | Recorded() | RecordRefused():
            _province(story, told, told.said)
        case Payload() as said if type(said) in _LISTS:
            story.add(_LISTS[type(said)], _kept(told, said))
        case PaperScanned():
            _take_away(story, told.said.replaces)
            envelope = told.event.envelope
            story.add("scans", Scan(told.id, told.said, told.at, envelope.by))
        case ScanRemoved():
            _take_away(story, told.said.scan)
        case _:
            pass  # a line of a book, a gap declared lost, contents erased: nothing else changes
    return None


def _kept(told: Told, said: Payload) -> object:
    """What the record keeps: the words alone, or with who said them and when."""
    if type(said) in _WITH_AUTHOR:
        return Deed(said, told.id, told.at, told.event.envelope.by)
    return said


def _take_away(story: Story, scan: str) -> None:
    """That scan counts no more; one that is gone already is no matter."""
    if scan:
        story.lists["scans"] = [one for one in story.lists.get("scans", ()) if one.event != scan]


def code_of(said: Said) -> str:
    """A number that may stand on paper or on a screen somewhere; findable for ever."""
    match said:
        case CodeGiven() | EnteredByHand() | Imported():
            return said.code
        case Received() | CodeReplaced() | SlipPrinted() | OldNumberNoted():
            return said.number
        case _:
            return ""


def _code(story: Story, told: Told, said: CodeGiven | CodeReplaced) -> None:
    """A number alone is no proof that anything was recorded.

    A new code stands where the old one stood; of two new ones the first placed stands.
    """
    if isinstance(said, CodeGiven):
        story.write(told, "official_code", said.code)
    elif story.facts.get("number") == said.instead_of:
        story.facts["number"] = said.number
        story.add("replaced_codes", Deed(said, told.id, told.at, told.event.envelope.by))
        if said.official or story.fields.value("official_code") == said.instead_of:
            story.write(told, "official_code", said.number if said.official else None)


def _contact(story: Story, told: Told, said: ContactChanged) -> None:
    """Telephone and mail of the submitter."""
    for field, value in (("submitter.phone", said.phone), ("submitter.email", said.email)):
        if value is not None:
            story.write(told, field, value or None)


def _province(story: Story, told: Told, said: EnteredByHand | Recorded | RecordRefused) -> None:
    """The last answer of the province's system, or what an officer typed into it."""
    if isinstance(said, EnteredByHand):
        story.write(told, "official_code", said.code)
    story.facts["province"] = ProvinceRecord(
        recorded=not isinstance(said, RecordRefused),
        at=told.at,
        reason=getattr(said, "reason", ""),
        message=getattr(said, "message", ""),
        retryable=getattr(said, "retryable", False),
        by_hand=isinstance(said, EnteredByHand),
        by=told.event.envelope.by,
        up_to=getattr(said, "up_to", ""),
    )
