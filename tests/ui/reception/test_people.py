"""Submitter and owner: known people, old addresses, warnings that hinder nobody, bad texts."""

from app.domain.person import Person
from app.ui.reception.people_part import Part
from app.usecases.reception_form import ReceptionForm
from tests.ui.reception.counter import BIRTH, CARD, Counter

SPLIT = "Số 5, Phường Ngọc Hà, Quận Ba Đình, Thành phố Hà Nội"


def test_filling_the_form_is_no_edit(counter: Counter, qtbot):
    person = Person(name="Lò Văn Tém", id_number="012090001234", id_kind="cccd", address=SPLIT)
    form = ReceptionForm(submitter=person, owner=person, relation="anh")
    with qtbot.assertNotEmitted(counter.page.form.edited):
        counter.page.form.fill(form)
    assert counter.page.form.values(form) == form


def test_tab_leads_through_a_person_and_on(counter: Counter):
    fields = counter.submitter
    for field in (fields.name, fields.birth, fields.sex, fields.address, fields.number):
        assert field.control.hasFocus()
        counter.presses("Tab")
    assert fields.phone.control.hasFocus()
    counter.presses("Tab", "Tab", "Tab")
    assert counter.page.form.procedure.search.control.hasFocus()


def test_the_old_address_of_a_card_is_todays_commune(counter: Counter):
    counter.scans(f"{CARD}\n")
    person = counter.page.presenter.form.submitter
    assert person is not None
    assert person.commune_code == "03562"
    assert "Xã Sì Lở Lầu" in counter.submitter.address.hint


def test_a_ward_that_was_split_is_asked_for(counter: Counter):
    counter.submitter.address.line.setFocus()
    counter.types(SPLIT)
    counter.settles()
    assert counter.submitter.must_choose_commune()
    assert "commune_open" in counter.problems()
    counter.submitter.today.box.setFocus()
    counter.presses("Down")
    counter.settles()
    person = counter.page.presenter.form.submitter
    assert person is not None
    assert person.commune_code is not None
    assert "commune_open" not in counter.problems()


def test_an_open_question_about_a_ward_hinders_nobody(counter: Counter):
    counter.types("Lò Văn Tém")
    counter.submitter.address.line.setFocus()
    counter.types(SPLIT)
    counter.settles()
    counter.finds_procedure("khai sinh")
    assert counter.takes_in().number


def test_a_number_that_does_not_fit_warns_and_hinders_nobody(counter: Counter):
    counter.types("Lò Văn Tém")
    counter.submitter.number.line.setFocus()
    counter.types("99912345678901")
    assert counter.submitter.number.hint.startswith("⚠")
    counter.finds_procedure("khai sinh")
    assert counter.takes_in().number


def test_a_number_says_the_sex(counter: Counter):
    counter.submitter.number.line.setFocus()
    counter.types("012190001234")
    assert counter.submitter.sex.value() == "Nữ"


def test_somebody_who_was_here_is_offered_without_marks(counter: Counter):
    counter.scans(f"{CARD}\n")
    counter.finds_procedure("khai sinh")
    counter.takes_in()
    counter.presses("F2")
    counter.settles()
    counter.types("lo van te")
    counter.until(lambda: counter.submitter.name.list_shown() > 0)
    counter.presses("Down", "Return")
    counter.settles()
    assert counter.submitter.number.value() == "012090001234"
    person = counter.page.presenter.form.submitter
    assert person is not None
    assert person.commune_code == "03562"


def test_without_a_name_f8_stands_at_the_name(counter: Counter):
    counter.finds_procedure("khai sinh")
    counter.presses("F8")
    counter.settles()
    assert counter.submitter.name.line.hasFocus()
    assert counter.submitter.name.error
    assert counter.page.taking.dossier is None


def test_an_owner_who_differs_needs_a_name(counter: Counter):
    counter.types("Lò Văn Tém")
    counter.presses("F7")
    counter.finds_procedure("khai sinh")
    counter.presses("F8")
    counter.settles()
    assert counter.owner.name.line.hasFocus()


def test_who_comes_for_another_says_by_what_right(counter: Counter):
    counter.types("Lò Văn Tém")
    counter.presses("F7")
    counter.owner.name.line.setFocus()
    counter.types("Lò Thị Sương")
    counter.finds_procedure("khai sinh")
    counter.presses("F8")
    counter.settles()
    assert counter.page.form.people.authority.ground.box.hasFocus()
    counter.presses("End")
    counter.page.form.people.authority.number.line.setFocus()
    counter.types("12/GUQ")
    authorisation = counter.takes_in().authorisation
    assert authorisation is not None
    assert authorisation.number == "12/GUQ"


def test_the_owner_may_be_the_submitter_after_all(counter: Counter):
    counter.types("Lò Văn Tém")
    counter.presses("F7", "F7")
    counter.finds_procedure("khai sinh")
    assert counter.takes_in().owner is None


def test_a_year_alone_is_a_birth_date(counter: Counter):
    counter.types("Lò Văn Tém")
    counter.presses("Tab")
    counter.types("1938")
    counter.finds_procedure("khai sinh")
    submitter = counter.takes_in().submitter
    assert submitter is not None
    assert submitter.birth_date == "1938"


def test_an_unreadable_birth_date_is_said_beside_its_field(counter: Counter):
    counter.types("Lò Văn Tém")
    counter.presses("Tab")
    counter.types("31/02/1990")
    counter.finds_procedure("khai sinh")
    counter.presses("F8")
    counter.settles()
    assert counter.submitter.birth.error
    assert counter.page.taking.dossier is None


def test_texts_with_nul_are_cleaned_and_nothing_is_lost(counter: Counter):
    people = counter.page.form.people
    people.fields[Part.SUBMITTER].name.line.setText("Lò\0 Văn\ud800 Tém\u202e")
    people.authority.relation.line.setText("cha\0")
    counter.page.form.procedure.request.line.setText("Khai\0 sinh cho\udfff con")
    people.fields[Part.SUBMITTER].name.edited.emit()
    counter.page.save_draft()
    counter.settles()
    counter.finds_procedure("khai sinh")
    dossier = counter.takes_in()
    assert dossier.submitter is not None
    assert dossier.submitter.name == "Lò Văn Tém"
    assert dossier.procedure is not None
    assert dossier.procedure.code == BIRTH
