"""The timeline in words: what was done, by whom, when, where recorded and how far it has come."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from app.domain.access import Role
from app.domain.events import KINDS, SlipForm, TellOutcome, TellSubject, TellWay
from app.domain.history import Aside, Outcome
from app.domain.states import State
from app.ui.dossier.field_words import field_words, value_words
from app.ui.i18n import tr
from app.ui.labels import label
from app.ui.reception.due_words import moment_words
from app.ui.reception.typed import shown_money
from app.usecases.dossier_view import TimelineRow
from app.usecases.levels import Level
from app.usecases.promises import office_time

Say = Callable[[object], str]

_KINDS = {
    "province.recorded": "Hệ thống tỉnh đã ghi nhận",
    "province.record_refused": "Hệ thống tỉnh chưa ghi nhận",
    "province.registered": "Nộp trực tuyến",
    "province.fee_paid": "Đã thanh toán trực tuyến",
    "office.conflict_settled": "Đã xử lý vướng mắc",
}
_CLOCKS = {
    "estimated": "time estimated",
    "bad": "this PC's clock may have been wrong",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One entry: what was done, what it said, who and when, how far; `warning` when set aside."""

    title: str
    said: str
    who: str
    reached: str
    warning: str = ""


def told(row: TimelineRow, now: datetime) -> Told:
    """Say one line of the timeline."""
    return Told(
        title=kind_words(row.kind),
        said=said_words(row.kind, row.facts),
        who=", ".join(filter(None, (who_words(row, now), clock_words(row)))),
        reached=tr("Typed into the province's system by hand")
        if row.by_hand
        else level_words(row.level, at_server=row.at_server),
        warning=_warning(row),
    )


def level_words(level: Level, *, at_server: bool) -> str:
    """Say how far news have come; at the commune's server what is saved here is there."""
    if level is Level.SAVED_HERE and at_server:
        return tr("Saved on this PC, the commune's server")
    return label(level)


def who_words(row: TimelineRow, now: datetime) -> str:
    """Say who did it, when, and on which PC."""
    parts = [_when(row, now), row.by]
    if (role := _role(row.role)) is not None and role is not Role.PROVINCE:
        parts.append(label(role))
    parts.append(tr("this PC") if row.here else row.pc or tr("PC {device}", device=row.device))
    return ", ".join(part for part in parts if part)


def clock_words(row: TimelineRow) -> str:
    """Say what is to be thought of the clock; nothing when it was right."""
    return tr(_CLOCKS[row.clock]) if row.clock in _CLOCKS else ""


def kind_words(kind: str) -> str:
    """Name what was done."""
    if kind in _KINDS:
        return tr(_KINDS[kind])
    known = KINDS.get(kind)
    if known is None or known.act is None:
        return tr("Something that this program does not know")
    return label(known.act)


def said_words(kind: str, facts: Sequence[tuple[str, object]]) -> str:
    """Say what an act said, in sentences."""
    return ". ".join(map(_sentence, _said(dict(facts), kind)))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _when(row: TimelineRow, now: datetime) -> str:
    happened = moment_words(row.happened, now.date())
    if abs((row.recorded - row.happened).total_seconds()) < 60:
        return happened
    recorded = moment_words(row.recorded, now.date())
    return tr("{happened} (recorded {recorded})", happened=happened, recorded=recorded)


def _role(text: str) -> Role | None:
    return next((role for role in Role if role.value == text), None)


def _warning(row: TimelineRow) -> str:
    if row.outcome is Outcome.APPLIED:
        return ""
    why = next((label(one) for one in Aside if one.value == row.reason), "")
    return f"{label(row.outcome)}. {why}".removesuffix(". ") if why else label(row.outcome)


def _said(facts: Mapping[str, object], kind: str) -> Iterator[str]:
    names_itself = facts.get("reason") == _listed(facts.get("missing"))  # no other reason was given
    for field, words in _FIELDS.items():
        value = None if field == "reason" and names_itself else facts.get(field)
        if value and (field, kind) not in _UNSAID and (text := words(value)):
            yield text


def _plain(value: object) -> str:
    return str(value)


def _listed(value: object) -> str:
    return "; ".join(map(str, _many(value)))


def _with(text: str, say: Say = _plain) -> Say:
    """Say the value inside a sentence."""
    return lambda value: tr(text, value=say(value))


def _flag(text: str) -> Say:
    return lambda _value: tr(text)


def _parts(*names: str) -> Say:
    """Say some parts of a record, those that are there."""
    return lambda value: ", ".join(str(part) for name in names if (part := _part(value, name)))


def _whom(value: object) -> str:
    """Say a recipient, who is a record, or an officer, who is a name."""
    return value if isinstance(value, str) else _parts("name", "unit")(value)


def _part(value: object, name: str) -> object:
    return value.get(name) if isinstance(value, Mapping) else None


def _many(value: object) -> Sequence[object]:
    return value if isinstance(value, list | tuple) else ()


def _results(value: object) -> str:
    return "; ".join(map(_parts("name", "number"), _many(value)))


def _due(value: object) -> str:
    due = _part(value, "due")
    if not isinstance(due, int):
        return ""
    moment = office_time(due)
    return tr("Due {moment}", moment=moment_words(moment, moment.date()))


def _changes(value: object) -> str:
    said = value.items() if isinstance(value, Mapping) else ()
    return "; ".join(f"{field_words(field)}: {value_words(field, new)}" for field, new in said)


def _slip(value: object) -> str:
    return next((label(one) for one in SlipForm if one.value == value), "")


def _telling(kind: type[Enum]) -> Say:
    """Name a value of one of the enumerations of a call."""
    return lambda value: next((label(one) for one in kind if one.value == value), "")


def _state(value: object) -> str:
    return next((label(one) for one in State if one.value == value), "")


def _paper(value: object) -> str:
    """The paper on which others decided it; of a scan, the name of the paper scanned."""
    if isinstance(value, str):
        return value
    told = _parts("number", "decided_by", "position")(value)
    return tr("By paper: {value}", value=told)


def _copy(value: object) -> str:
    return tr("copy {n}", n=value) if value != 1 else ""


def _money(value: object) -> str:
    return tr("{sum} đồng", sum=shown_money(value)) if isinstance(value, int) else ""


# In the order in which they are said; what is not named here is shown elsewhere on the page.
_FIELDS: dict[str, Say] = {
    "form": _slip,
    "changes": _changes,
    "copy": _copy,
    "to": _with("To {value}", _whom),
    "missing": _with("Missing: {value}", _listed),
    "brought": _with("Brought: {value}", _listed),
    "what": _plain,
    "amount": _money,
    "code": _with("Number {value}"),
    "number": _with("Number {value}"),
    "instead_of": _with("Instead of {value}"),
    "promise": _due,
    "subject": _telling(TellSubject),
    "way": _telling(TellWay),
    "outcome": _telling(TellOutcome),
    "with_whom": _with("With {value}"),
    "results": _results,
    "receiver": _with("Received by {value}", _parts("name", "id_number", "relation")),
    "papers_returned": _with("Given back: {value}", _listed),
    "slip_lost": _flag("slip lost"),
    "originals_returned": _flag("originals given back"),
    "by_post": _flag("by post"),
    "online": _flag("sent electronically"),
    "cost": _money,
    "paid_by": _with("Paid by {value}"),
    "wrong_taken_back": _flag("the wrong result taken back"),
    "phone": _with("Telephone {value}"),
    "email": _with("Mail {value}"),
    "state": _state,
    "held_by": _with("With {value}"),
    "for_authority": _with("For {value}"),
    "consignment": _with("Consignment {value}"),
    "text": _plain,
    "evidence": _plain,
    "message": _plain,
    "reason": _plain,
    "note": _plain,
    "paper": _paper,
    "reused_from": _flag("a paper on file is used again"),
    "answered_late": _flag("⚠ the opinion came late (Điều 19(4))"),
    "forwarded_late": _flag("⚠ forwarded late (Điều 18)"),
}
_UNSAID = {
    ("code", "province.record_refused"),
    ("code", "province.recorded"),
    ("number", "office.slip_printed"),
}
