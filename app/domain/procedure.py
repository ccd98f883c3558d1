"""Administrative procedures (thủ tục hành chính): catalogue records and the office's changes."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum

import msgspec

from app.domain.errors import RuleViolation
from app.domain.text import clean, fold

NATIONAL = "national"
OUTSIDE_CATALOGUE = "NGOAI-DM"  # Thủ tục ngoài danh mục


class Unit(StrEnum):
    """How a limit is counted."""

    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    WORKING_HOUR = "working_hour"
    SAME_DAY = "same_day"  # trong ngày; nhận sau 15 giờ thì ngày làm việc tiếp theo
    MONTH = "month"


class Channel(StrEnum):
    """How a dossier reaches the desk (NĐ 118/2025, Điều 15)."""

    DIRECT = "direct"
    ONLINE = "online"
    POST = "post"


class PaperRole(StrEnum):
    """What the citizen does with a paper of the list."""

    SUBMIT = "submit"
    PRESENT = "present"
    EFORM = "eform"
    NOTE = "note"


class Limit(msgspec.Struct, frozen=True):
    """Time for settling a dossier (thời hạn giải quyết), such as 3 working days."""

    value: int
    unit: Unit


class ComponentDocument(msgspec.Struct, frozen=True):
    """One line of the list of papers (thành phần hồ sơ); `when` says in which case it is asked."""

    name: str
    form: str | None = None
    originals: int = 0
    copies: int = 0
    role: PaperRole = PaperRole.SUBMIT
    when: str | None = None


class ProcedureResult(msgspec.Struct, frozen=True):
    """A paper that the procedure ends with (kết quả giải quyết); not every one has a code."""

    code: str | None
    name: str


class Procedure(msgspec.Struct, frozen=True):
    """One procedure as the catalogue knew it between two dates.

    A limit, a list of papers or a fee that no source gave is absent (`limit()` and `fee_vnd` are
    None, `papers` is empty): the office fills it in, nobody guesses. `scope` is "national" or the
    name of the one province that has the procedure.
    """

    code: str
    name: str
    short_name: str = ""
    field: str = ""
    agency: str = ""
    scope: str = NATIONAL
    limits: Mapping[Channel, Limit] = {}
    papers: tuple[ComponentDocument, ...] = ()
    fee_vnd: int | None = None
    fee_note: str = ""
    results: tuple[ProcedureResult, ...] = ()
    legal_basis: str = ""
    limit_source: str = ""
    notes: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    def limit(self, channel: Channel = Channel.DIRECT) -> Limit | None:
        """The limit for this channel, or None where it must be asked for."""
        return self.limits.get(channel)

    def is_shown_in(self, province: str) -> bool:
        """A procedure of one province is shown only there ("Lai Châu" or "Tỉnh Lai Châu")."""
        return is_in_scope(self.scope, province)

    def is_valid_on(self, day: date) -> bool:
        """Was this text in force on that day? Both ends count; an open end is None."""
        started = self.valid_from is None or self.valid_from <= day
        return started and (self.valid_to is None or day <= self.valid_to)


class Override(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the office set instead of the catalogue: who approved it, when, and on what ground.

    None leaves the catalogue's value as it is.
    """

    code: str
    approver: str
    approved_on: date
    source: str
    limits: Mapping[Channel, Limit] | None = None
    papers: tuple[ComponentDocument, ...] | None = None
    fee_vnd: int | None = None
    fee_note: str | None = None


def is_in_scope(scope: str, province: str) -> bool:
    """Does a procedure of this scope exist in the province, named with or without its kind?"""
    return scope == NATIONAL or fold(province).endswith(fold(scope))


def overridden(procedure: Procedure, overrides: Sequence[Override]) -> Procedure:
    """The procedure as this office applies it; later overrides win over earlier ones."""
    for override in overrides:
        if override.code == procedure.code:
            procedure = _apply(procedure, override)
    return procedure


def check_override(override: Override) -> Override:
    """Raise `RuleViolation` unless it says who approved what, on what ground."""
    if not clean(override.approver) or not clean(override.source):
        raise RuleViolation("override_without_ground")
    if override.fee_vnd is not None and override.fee_vnd < 0:
        raise RuleViolation("money_negative")
    for limit in (override.limits or {}).values():
        check_limit(limit)
    return override


def check_limit(limit: Limit) -> Limit:
    """Raise `RuleViolation` for a limit that no calendar can count."""
    if not 1 <= limit.value <= 3660:
        raise RuleViolation("limit_out_of_range", str(limit.value))
    return limit


def outside_catalogue(name: str, limit: Limit | None = None, agency: str = "") -> Procedure:
    """A procedure that the catalogue lacks (Thủ tục ngoài danh mục): the name is what was typed."""
    typed = clean(name)
    if not typed:
        raise RuleViolation("procedure_name_missing")
    limits = {channel: check_limit(limit) for channel in Channel} if limit else {}
    return Procedure(
        code=OUTSIDE_CATALOGUE,
        name=typed,
        short_name=typed,
        agency=clean(agency),
        limits=limits,
        limit_source="office" if limit else "",
    )


def _apply(procedure: Procedure, override: Override) -> Procedure:
    """Lay one override over the catalogue's record."""
    ours = {
        name: value
        for name in ("papers", "fee_vnd", "fee_note")
        if (value := getattr(override, name)) is not None
    }
    if override.limits is not None:
        ours |= {"limits": {**procedure.limits, **override.limits}, "limit_source": "office"}
    return msgspec.structs.replace(procedure, **ours)
