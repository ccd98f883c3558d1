"""People as their papers name them."""

import pytest

from app.domain.errors import RuleViolation
from app.domain.person import Person, birth_year, checked, is_foreigner


def test_a_name_may_be_one_word_and_a_birth_date_only_a_year():
    elder = checked(Person(name=" Pờ\0 ", birth_date="1941", phone="", address="Bản  A"))
    assert elder == Person(name="Pờ", birth_date="1941", address="Bản A")
    assert birth_year(elder) == 1941


def test_a_birth_date_that_is_not_known_stays_unknown():
    assert birth_year(checked(Person(name="Lò Văn A"))) is None


def test_a_full_birth_date_is_kept():
    assert birth_year(checked(Person(name="Lò Văn A", birth_date="1990-01-31"))) == 1990


@pytest.mark.parametrize(
    ("person", "code"),
    [
        (Person(name="\0 "), "person_name_missing"),
        (Person(name="A", birth_date="31/01/1990"), "birth_date_unreadable"),
        (Person(name="A", birth_date="1990-02-30"), "birth_date_unreadable"),
        (Person(name="A", birth_date="1790"), "birth_date_too_early"),
    ],
)
def test_what_cannot_be_kept_is_refused(person, code):
    with pytest.raises(RuleViolation, match=code):
        checked(person)


@pytest.mark.parametrize(
    ("nationality", "answer"), [(None, False), ("Việt Nam", False), ("VN", False), ("Lào", True)]
)
def test_a_foreigner_has_another_nationality(nationality, answer):
    assert is_foreigner(Person(name="A", nationality=nationality)) is answer
