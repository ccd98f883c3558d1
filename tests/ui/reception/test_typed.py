"""What an officer types at 16:55 on a Friday, and how limits and due times are said."""

from datetime import date, datetime

import pytest

from app.domain.deadline import Due, Rule
from app.domain.procedure import Limit, Unit
from app.system.clock import OFFICE_TIME
from app.ui.reception import typed
from app.ui.reception.due_words import fee_words, length_words, limit_words, reason_words

pytestmark = pytest.mark.usefixtures("qapp")  # it speaks Vietnamese
FRIDAY_LATE = datetime(2026, 11, 27, 16, 55, tzinfo=OFFICE_TIME)


@pytest.mark.parametrize(
    "text", ["31/1/1990", "31-01-1990", "31.1.1990", "31011990", " 31/01/1990 "]
)
def test_a_day_is_read_however_it_is_typed(text: str):
    assert typed.day_of(text) == date(1990, 1, 31)


@pytest.mark.parametrize("text", ["31/02/1990", "1990", "", "hôm qua", "1/1/90"])
def test_what_is_no_day_is_none(text: str):
    assert typed.day_of(text) is None


@pytest.mark.parametrize("clock", ["8:40", "0840", "8h40", "08.40"])
def test_a_time_is_read_however_it_is_typed(clock: str):
    assert typed.moment("24/11/2026", clock) == datetime(2026, 11, 24, 8, 40, tzinfo=OFFICE_TIME)


@pytest.mark.parametrize("clock", ["25:00", "840", "", "trưa"])
def test_what_is_no_time_is_none(clock: str):
    assert typed.moment("24/11/2026", clock) is None


@pytest.mark.parametrize(
    ("text", "amount"), [("8.000", 8000), ("8000đ", 8000), ("1 250 000", 1_250_000), ("hai", None)]
)
def test_money_is_read_with_and_without_dots(text: str, amount: int | None):
    assert typed.money(text) == amount


@pytest.mark.parametrize(
    ("number", "kind"),
    [("012090001234", "cccd"), ("045123456", "cmnd"), ("B1234567", "passport"), ("", "none")],
)
def test_a_number_tells_which_paper_it_is_of(number: str, kind: str):
    assert typed.id_kind(number) == kind


def test_a_missing_limit_is_never_said_to_be_none():
    assert "hãy hỏi" in limit_words(None, "")


def test_a_limit_names_whose_word_it_is():
    assert limit_words(Limit(3, Unit.WORKING_DAY), "office").endswith("(cơ quan quy định)")
    assert length_words(Limit(1, Unit.SAME_DAY)) == "trong ngày"


def test_many_days_off_are_said_together():
    november = [date(2026, 11, day) for day in (28, 29, 30)]
    skipped = (*november, date(2026, 12, 5), date(2026, 12, 6))
    due = Due(
        accepted=FRIDAY_LATE,
        starts=FRIDAY_LATE,
        due=FRIDAY_LATE.replace(month=12, day=7),
        rule=Rule.WORKING_DAYS,
        skipped=skipped,
    )
    assert reason_words(due, Limit(6, Unit.WORKING_DAY)) == (
        "6 ngày làm việc, nghỉ 30/11 và cuối tuần"
    )


def test_a_fee_is_said_in_figures_and_words():
    assert fee_words(8000, "Tám nghìn đồng") == "8.000 đồng (Tám nghìn đồng)"
    assert fee_words(0, "") == "Không phải nộp"
    assert fee_words(None, "") == "chưa rõ, cần hỏi"
