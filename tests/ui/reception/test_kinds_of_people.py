"""Foreigners, organisations, households, who signs by thumb: typed, kept, on the paper."""

from app.domain.papers import Printout
from app.domain.person import Person
from app.usecases.reception_form import ReceptionForm
from tests.ui.reception.counter import Counter


def is_received(counter: Counter, person: Person) -> Printout:
    """Typed into the fields, taken in, printed; answers the slip."""
    counter.presses("F2")
    counter.settles()
    counter.page.presenter.put(ReceptionForm(submitter=person))
    typed = counter.submitter.value()
    assert typed is not None
    counter.page.form.people.edited.emit()
    counter.finds_procedure("khai sinh")
    assert counter.takes_in().submitter == typed
    counter.until(lambda: bool(counter.tray.papers))
    return counter.tray.papers[-1]


def test_more_is_opened_by_its_link_and_typed(counter: Counter):
    counter.types("Pờ")
    assert counter.submitter.more.isHidden()
    counter.submitter._toggle_more()
    counter.types("Lao Chải")
    counter.settles()
    person = counter.page.presenter.form.submitter
    assert person is not None
    assert (person.name, person.hamlet) == ("Pờ", "Lao Chải")


def test_an_elder_signs_by_thumb_with_an_interpreter(counter: Counter):
    elder = Person(name="Pờ", birth_date="1941", thumb_print=True, interpreter="Lý A Sài (Hà Nhì)")
    slip = is_received(counter, elder)
    assert slip.text("signer") == "Pờ (điểm chỉ)"
    assert "Người phiên dịch: Lý A Sài (Hà Nhì)." in slip.text("notes")


def test_a_foreigner_has_a_passport(counter: Counter):
    slip = is_received(
        counter,
        Person(name="Bounmy", id_number="123456789", id_kind="passport", nationality="Lào"),
    )
    assert slip.text("id_number") == "123456789 (hộ chiếu, quốc tịch Lào)"


def test_an_organisation_is_represented(counter: Counter):
    slip = is_received(
        counter,
        Person(
            name="Vàng A Páo",
            organisation="HTX Thà Giàng",
            organisation_number="6200012345",
            position="Giám đốc",
        ),
    )
    assert slip.text("submitter") == "Vàng A Páo (Giám đốc, HTX Thà Giàng, mã số 6200012345)"
    assert slip.text("signer") == "Vàng A Páo"


def test_a_household_has_its_head_and_members(counter: Counter):
    slip = is_received(counter, Person(name="Lò Văn Tém", household="Lò Thị Sương 2012"))
    assert slip.text("submitter") == "Lò Văn Tém (chủ hộ; thành viên: Lò Thị Sương 2012)"


def test_more_is_in_sight_where_it_holds_something(counter: Counter):
    counter.page.presenter.put(ReceptionForm(submitter=Person(name="A", nationality="Lào")))
    assert not counter.submitter.more.isHidden()
    counter.presses("F2")
    counter.settles()
    assert counter.submitter.more.isHidden()
