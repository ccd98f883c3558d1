"""Declarations: what is known is filled in, what is not stays open, what is wrong is refused."""

import msgspec
import pytest

from app.domain import declarations
from app.domain.declarations import Declaration, Part, Question
from app.domain.errors import RuleViolation
from app.domain.events import DeclarationFilled
from app.domain.person import Person
from tests.unit.test_papers_content import OFFICE

MAY = Person(
    name="Chẻo Thị Mẩy",
    birth_date="1962",
    sex="Nữ",
    id_number="012162001234",
    id_kind="cccd",
    id_issued="2021-05-02",
    phone="0345000118",
    address="Bản Thà Giàng",
    ethnicity="Dao",
)
CHILD = Person(name="Tẩn Mí Sếnh", birth_date="2026-11-20")
ASKS = Declaration(
    form="declaration_example",
    title="Tờ khai mẫu",
    short="Mẫu",
    procedures=("1.001193",),
    source="bịa ra để thử",
    parts=(
        Part(
            title="Người yêu cầu",
            person="asker",
            questions=(
                Question(name="asker_name", label="Họ tên", known="submitter.name", required=True),
                Question(name="asker_paper", label="Giấy tờ", known="submitter.paper"),
                Question(name="child_birth", label="Ngày sinh", kind="date", required=True),
            ),
        ),
        Part(
            title="Giấy tờ",
            questions=(
                Question(name="papers", label="Giấy tờ", kind="rows", columns=("paper", "pages")),
                Question(name="note", label="Ghi chú", kind="lines"),
            ),
        ),
    ),
)


def said(**answers: str) -> DeclarationFilled:
    return DeclarationFilled(form=ASKS.form, template="2026.1", answers=answers)


def test_who_stands_at_the_counter_is_not_asked_again() -> None:
    known = declarations.known_of(MAY, None, OFFICE)
    assert declarations.prefilled(ASKS, known) == {
        "asker_name": "Chẻo Thị Mẩy",
        "asker_paper": "Thẻ căn cước (CCCD) số 012162001234, cấp ngày 02/05/2021",
    }


def test_the_owner_is_the_submitter_unless_it_is_somebody_else() -> None:
    assert declarations.known_of(MAY, None, OFFICE)["owner.name"] == "Chẻo Thị Mẩy"
    assert declarations.known_of(MAY, CHILD, OFFICE)["owner.birth"] == "20/11/2026"


def test_nobody_is_known_at_an_empty_counter() -> None:
    known = declarations.known_of(None, None, OFFICE)
    assert set(known) == {"office.committee"}
    assert known["office.committee"].startswith("Ủy ban nhân dân xã")


def test_a_person_without_papers_has_none_on_the_declaration() -> None:
    assert declarations.person_answers(CHILD) == {"name": "Tẩn Mí Sếnh", "birth": "20/11/2026"}


def test_a_paper_without_its_day_of_issue_is_named_by_its_number() -> None:
    paper = declarations.person_answers(msgspec.structs.replace(MAY, id_issued=None))["paper"]
    assert paper == "Thẻ căn cước (CCCD) số 012162001234"


def test_what_is_required_and_open_is_told() -> None:
    open_ones = declarations.missing(ASKS, {"asker_name": "Mẩy", "child_birth": "  "})
    assert [question.name for question in open_ones] == ["child_birth"]


def test_answers_are_kept_clean_and_empty_ones_not_at_all() -> None:
    kept = declarations.filled(
        ASKS, said(asker_name="  Chẻo   Thị Mẩy ", note="một\r\nhai", asker_paper=" ")
    )
    assert kept.answers == {"asker_name": "Chẻo Thị Mẩy", "note": "một\nhai"}


@pytest.mark.parametrize(
    ("answers", "code"),
    [({"shoe_size": "38"}, "declaration_field_unknown"), ({"note": " "}, "declaration_empty")],
)
def test_what_the_paper_cannot_bear_is_refused(answers: dict[str, str], code: str) -> None:
    with pytest.raises(RuleViolation) as no:
        declarations.filled(ASKS, said(**answers))
    assert no.value.code == code


def test_the_paper_says_a_date_also_in_words_and_lists_line_by_line() -> None:
    told = declarations.content(
        ASKS, said(child_birth="31/01/1990", papers="Bằng tốt nghiệp; 2\n\nSổ hộ khẩu"), OFFICE, 0
    )
    assert told["child_birth_words"] == (
        "Ngày ba mươi mốt tháng một năm một nghìn chín trăm chín mươi"
    )
    assert told["papers"] == (
        {"number": "1", "paper": "Bằng tốt nghiệp", "pages": "2"},
        {"number": "2", "paper": "Sổ hộ khẩu", "pages": ""},
    )
    assert told["asker_name"] == ""


def test_reading_back_and_the_thumb_print_are_on_the_paper() -> None:
    spoken = msgspec.structs.replace(
        said(note="x"), read_back=True, thumb_print=True, interpreter="Tẩn A Sếnh", language="Dao"
    )
    told = declarations.content(ASKS, spoken, OFFICE, 0)
    assert (told["read_back"], told["thumb_print"], told["language"]) == ("1", "1", "Dao")
    assert declarations.content(ASKS, said(note="x"), OFFICE, 0)["read_back"] == ""


def test_a_year_alone_is_not_said_in_words() -> None:
    assert declarations.date_in_words("1962") == ""


def test_a_procedure_finds_its_declaration_or_none() -> None:
    assert declarations.for_procedure([ASKS], "1.001193") is ASKS
    assert declarations.for_procedure([ASKS], "9.999999") is None


def test_a_file_that_is_no_declaration_is_refused() -> None:
    whole = msgspec.json.encode(ASKS)
    assert declarations.read_declaration(whole) == ASKS
    twice = whole.replace(b'"note"', b'"papers"')
    for bad in (b"{}", twice):
        with pytest.raises(RuleViolation) as no:
            declarations.read_declaration(bad)
        assert no.value.code == "template_unreadable"
