"""Declarations (tờ khai) of the commonest procedures: what they ask, and what is known already.

A declaration is two pieces of data: what it asks, here, and how it is laid out, a template of
`app.domain.papers.template` with the same name. Both are files that a province may replace.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Literal

import msgspec

from app.domain.errors import RuleViolation
from app.domain.events import DeclarationFilled
from app.domain.money import words_of_number
from app.domain.papers.content import heading
from app.domain.papers.template import Content, Row
from app.domain.papers.wording import Letterhead, day
from app.domain.person import Person
from app.domain.text import clean, clean_lines
from sync.protocol.canonical import UNREADABLE

Kind = Literal["text", "date", "lines", "rows"]
Known = Mapping[str, str]
"""What the desk knows already, by names such as `submitter.name`."""

MOST_ROWS = 40
_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_ID_KINDS = {
    "cccd": "Thẻ căn cước (CCCD)",
    "cmnd": "Giấy chứng minh nhân dân",
    "passport": "Hộ chiếu",
    "other": "Giấy tờ",
    "none": "Giấy tờ",
}
DECLARED_OF_A_PERSON = ("name", "birth", "sex", "ethnicity", "residence", "paper")


class Question(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One field to be filled in; `known` names what fills it beforehand.

    `rows` are lines of several columns, one a line, the columns parted by semicolons.
    """

    name: str
    label: str
    kind: Kind = "text"
    known: str = ""
    required: bool = False
    columns: tuple[str, ...] = ()


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Questions that belong together; `person` is the start of their names when about one."""

    title: str
    questions: tuple[Question, ...]
    person: str = ""


class Declaration(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one declaration asks; `procedures` are those that it belongs to."""

    form: str
    title: str
    short: str  # what the desk calls it
    procedures: tuple[str, ...]
    source: str
    parts: tuple[Part, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question, in the order of the paper."""
        return tuple(question for part in self.parts for question in part.questions)


def read_declaration(text: bytes | str) -> Declaration:
    """Read one file; raises `RuleViolation` for what is no declaration."""
    try:
        told = msgspec.json.decode(text, type=Declaration)
    except UNREADABLE as error:
        raise RuleViolation("template_unreadable", str(error)) from error
    names = [question.name for question in told.questions]
    if len(set(names)) < len(names):
        raise RuleViolation("template_unreadable", f"{told.form}: a name twice")
    return told


_NATIONALITY = {"cccd": "Việt Nam", "cmnd": "Việt Nam"}  # only citizens hold these cards


def known_of(submitter: Person | None, owner: Person | None, office: Letterhead) -> dict[str, str]:
    """What reception knows, by the names that questions ask for."""
    name = office.commune_name
    said = {"office.committee": f"Ủy ban nhân dân {name[:1].lower()}{name[1:]}" if name else ""}
    for whose, person in (("submitter", submitter), ("owner", owner or submitter)):
        if person is not None:
            said |= {f"{whose}.{name}": text for name, text in person_answers(person).items()}
    return {name: text for name, text in said.items() if text}


def person_answers(person: Person) -> dict[str, str]:
    """A person as declarations ask for one; what is not known is left out."""
    said = {
        "name": person.name,
        "birth": day(person.birth_date or ""),
        "sex": person.sex or "",
        "ethnicity": person.ethnicity or "",
        "nationality": person.nationality or _NATIONALITY.get(person.id_kind, ""),
        "residence": person.address or "",
        "paper": _paper(person),
        "phone": person.phone or "",
        "email": person.email or "",
    }
    return {name: text for name, text in said.items() if text}


def prefilled(declaration: Declaration, known: Known) -> dict[str, str]:
    """The answers that nobody has to type."""
    return {
        question.name: known[question.known]
        for question in declaration.questions
        if question.known in known
    }


def filled(declaration: Declaration, said: DeclarationFilled) -> DeclarationFilled:
    """The same with clean answers; raises `RuleViolation` for what the paper cannot bear."""
    names = {question.name: question for question in declaration.questions}
    if unknown := set(said.answers) - set(names):
        raise RuleViolation("declaration_field_unknown", ", ".join(sorted(unknown)))
    answers = {name: _cleaned(names[name], text) for name, text in said.answers.items()}
    if not any(answers.values()):
        raise RuleViolation("declaration_empty")
    kept = {name: text for name, text in answers.items() if text}
    return msgspec.structs.replace(
        said, answers=kept, interpreter=clean(said.interpreter), language=clean(said.language)
    )


def missing(declaration: Declaration, answers: Mapping[str, str]) -> tuple[Question, ...]:
    """Required questions without an answer: printed as dots, for the citizen's hand."""
    return tuple(
        question
        for question in declaration.questions
        if question.required and not answers.get(question.name, "").strip()
    )


def content(
    declaration: Declaration, said: DeclarationFilled, office: Letterhead, at: int
) -> Content:
    """What its paper says; `at` is the moment of printing (UTC milliseconds), 0 for an empty one.

    A date `d` is also offered in words as `d_words`, as civil status forms ask (ghi bằng chữ).
    """
    told: dict[str, str | tuple[Row, ...]] = {**heading(office, at)}
    for question in declaration.questions:
        answer = said.answers.get(question.name, "")
        if question.kind == "rows":
            told[question.name] = rows_of(question, answer)
            continue
        told[question.name] = answer
        if question.kind == "date":
            told[f"{question.name}_words"] = date_in_words(answer)
    return told | {
        "interpreter": said.interpreter,
        "language": said.language,
        "read_back": "1" if said.read_back else "",
        "thumb_print": "1" if said.thumb_print else "",
    }


def rows_of(question: Question, answer: str) -> tuple[Row, ...]:
    """The lines of an answer as numbered rows of a table."""
    lines = [line for line in answer.splitlines() if line.strip()][:MOST_ROWS]
    return tuple(_row(question.columns, number, line) for number, line in enumerate(lines, start=1))


def date_in_words(text: str) -> str:
    """31/01/1990 as "Ngày ba mươi mốt tháng một năm một nghìn chín trăm chín mươi"."""
    found = _DATE.fullmatch(text.strip())
    if found is None:
        return ""
    number, month, year = (int(part) for part in found.groups())
    said = (words_of_number(number), words_of_number(month), words_of_number(year))
    return "Ngày {} tháng {} năm {}".format(*said)


def for_procedure(declarations: Iterable[Declaration], code: str) -> Declaration | None:
    """The declaration that belongs to a procedure, if we have one."""
    return next((one for one in declarations if code in one.procedures), None)


def _row(columns: tuple[str, ...], number: int, line: str) -> Row:
    parts = [part.strip() for part in line.split(";")]
    padded = [*parts, *("",) * len(columns)]
    return {"number": str(number)} | dict(zip(columns, padded, strict=False))


def _cleaned(question: Question, text: str) -> str:
    return clean_lines(text) if question.kind in ("lines", "rows") else clean(text)


def _paper(person: Person) -> str:
    """Giấy tờ tùy thân: kind, number, day of issue."""
    if not person.id_number:
        return ""
    issued = f", cấp ngày {day(person.id_issued)}" if person.id_issued else ""
    return f"{_ID_KINDS[person.id_kind]} số {person.id_number}{issued}"
