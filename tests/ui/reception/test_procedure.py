"""Which procedure, by when, for how much: the catalogue, the office's word, the clerk's."""

from datetime import date

from app.domain.procedure import OUTSIDE_CATALOGUE, Channel, Limit, Unit
from app.usecases.procedure_choice import overrides_of
from tests.ui.reception.counter import Counter

WITHOUT_LIMIT = "2.002620"


def chosen(counter: Counter, code: str) -> None:
    """A citizen with a name and a procedure."""
    counter.types("Lò Văn Tém")
    counter.finds_procedure(code)


def test_a_missing_limit_is_asked_for_and_never_printed_as_none(counter: Counter):
    chosen(counter, WITHOUT_LIMIT)
    assert counter.page.form.procedure.limit.number.line.hasFocus()
    counter.presses("F8")
    counter.settles()
    assert counter.page.taking.dossier is None
    assert counter.page.form.procedure.limit.number.error
    counter.types("5")
    counter.settles()
    promise = counter.takes_in().promise
    assert promise is not None
    assert (promise.limit, promise.unit, promise.source) == (5, Unit.WORKING_DAY, "clerk")
    assert promise.due is not None


def test_a_limit_that_is_no_number_is_no_limit(counter: Counter):
    chosen(counter, WITHOUT_LIMIT)
    counter.types("mấy")
    counter.settles()
    counter.presses("F8")
    counter.settles()
    assert counter.page.taking.dossier is None
    assert "limit_unreadable" in counter.problems()


def test_a_procedure_outside_the_catalogue_is_always_possible(counter: Counter):
    counter.types("Lò Văn Tém")
    counter.presses("F4")
    counter.types("Xác nhận hộ nuôi trâu")
    counter.until(lambda: counter.page.form.procedure.search.list_shown() > 0)
    for _ in range(counter.page.form.procedure.search.list_shown()):
        counter.presses("Down")
    counter.presses("Return")
    counter.until(lambda: counter.page.presenter.form.other_name != "")
    counter.settles()
    counter.types("2")
    counter.presses("F6")
    counter.types("Đơn đề nghị")
    counter.presses("Return")
    dossier = counter.takes_in()
    assert dossier.procedure is not None
    assert dossier.procedure.code == OUTSIDE_CATALOGUE
    assert dossier.procedure.name == "Xác nhận hộ nuôi trâu"
    assert [row.name for row in dossier.papers] == ["Đơn đề nghị"]


def test_the_due_time_says_its_reason_in_words(counter: Counter):
    counter.finds_procedure("1.004873")
    side = counter.page.form.side
    assert side.due.text() == "17:00 thứ Sáu 27/11"
    assert "3 ngày làm việc" in side.reason.text()
    assert "nghỉ 24/11" in side.reason.text()


def test_people_who_are_typed_survive_the_choice_of_a_procedure(counter: Counter):
    counter.types("Lò Văn Tém")
    counter.presses("F4")
    counter.types("khai sinh")
    counter.presses("Return")
    counter.until(lambda: bool(counter.page.presenter.form.procedure_code))
    counter.settles()
    form = counter.page.presenter.form
    assert form.submitter is not None
    assert form.submitter.name == "Lò Văn Tém"
    assert form.papers


def test_the_office_may_overrule_the_catalogue_and_says_who_approved(counter: Counter):
    chosen(counter, WITHOUT_LIMIT)
    counter.page.form.procedure.override_asked.emit()
    dialog = counter.page.dialog
    assert dialog is not None
    dialog.limit.number.fill("4")
    dialog.fee.fill("15.000")
    dialog.approver.fill("Giàng A Páo")
    dialog.day.fill("20/11/2026")
    dialog.source.fill("Quyết định 12/QĐ-UBND")
    dialog.save()
    counter.settles()
    counter.until(lambda: counter.page.form.side.fee.text().startswith("15.000"))
    (override,) = counter.does(lambda: overrides_of(counter.desk))
    assert override.approved_on == date(2026, 11, 20)
    assert override.limits == dict.fromkeys(Channel, Limit(4, Unit.WORKING_DAY))
    counter.until(lambda: "Giàng A Páo" in counter.page.form.procedure.limit_said())
    promise = counter.takes_in().promise
    assert promise is not None
    assert promise.source == "office"


def test_an_exemption_takes_off_the_fee(counter: Counter):
    chosen(counter, WITHOUT_LIMIT)
    counter.types("5")
    money = counter.page.form.procedure.money
    money.amount.line.setFocus()
    counter.types("8.000")
    money.ground.box.setFocus()
    counter.presses("Down")
    counter.settles()
    assert counter.page.form.side.fee.text() == "Không phải nộp"
    fee = counter.takes_in().fee
    assert fee is not None
    assert fee.amount == 0
    assert fee.exemption


def test_a_fee_that_is_no_amount_hinders(counter: Counter):
    counter.types("Lò Văn Tém")
    counter.finds_procedure("khai sinh")
    counter.page.form.procedure.money.amount.line.setFocus()
    counter.types("hai nghìn")
    counter.presses("F8")
    counter.settles()
    assert counter.page.taking.dossier is None
    assert counter.page.form.procedure.money.amount.line.hasFocus()
