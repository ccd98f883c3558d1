"""Somebody who was here before is named beside the fields; two keys answer, none has to."""

from app.domain.person import Person
from app.ui.reception.people_part import Part
from app.usecases.people import known_people
from app.usecases.person_links import person_file
from tests.helpers.desk import a_dossier
from tests.ui.reception.counter import Counter

OLD = Person(name="Sùng A Lử", birth_date="1950", hamlet="Lao Chải", phone="0345000118")


def was_here(counter: Counter, person: Person = OLD) -> str:
    dossier = counter.does(lambda: a_dossier(counter.desk, submitter=person))
    return f"{dossier.id}:submitter"


def types_him(counter: Counter, name: str = "Sung A Lu") -> None:
    counter.presses("F2")
    counter.settles()
    counter.types(name)
    counter.presses("Tab")
    counter.types("1950")
    counter.presses("Tab", "Tab", "Tab", "Tab")
    counter.types("0345000118")


def said(counter: Counter, part: Part = Part.SUBMITTER) -> str:
    return counter.page.form.people.alike[part].text()


def hears(counter: Counter, words: str) -> None:
    counter.until(lambda: words in said(counter))


def test_who_was_here_is_named_with_the_reasons(counter: Counter):
    was_here(counter)
    types_him(counter)
    hears(counter, "Sùng A Lử · 1950 · Lao Chải (1 hồ sơ)")
    assert "Cùng họ tên nếu bỏ dấu, cùng năm sinh, cùng số điện thoại" in said(counter)


def test_one_key_takes_him_over_and_links_both(counter: Counter):
    old = was_here(counter)
    types_him(counter)
    hears(counter, "Sùng A Lử")
    counter.presses("Alt+1")
    counter.settles()
    person = counter.page.presenter.form.submitter
    assert person is not None
    assert (person.name, person.hamlet) == ("Sùng A Lử", "Lao Chải")
    assert said(counter) == ""
    counter.finds_procedure("khai sinh")
    counter.takes_in()
    file = counter.does(lambda: person_file(counter.desk, old))
    assert len(file.writings) == 2


def test_one_key_says_that_it_is_somebody_else(counter: Counter):
    old = was_here(counter)
    types_him(counter)
    hears(counter, "Sùng A Lử")
    counter.presses("Alt+2")
    counter.settles()
    assert said(counter) == ""
    counter.finds_procedure("khai sinh")
    counter.takes_in()
    file = counter.does(lambda: person_file(counter.desk, old))
    assert len(file.writings) == 1
    assert file.alike == ()


def test_the_next_likely_one_is_named_after_the_first(counter: Counter):
    was_here(counter)
    was_here(counter, Person(name="Sùng A Lừ", phone="0345000118", birth_date="1950"))
    types_him(counter)
    hears(counter, "Có thể đã có người này")
    first = said(counter)
    counter.presses("Alt+2")
    counter.until(lambda: said(counter) not in ("", first))


def test_it_never_hinders(counter: Counter):
    was_here(counter)
    types_him(counter)
    hears(counter, "Sùng A Lử")
    counter.finds_procedure("khai sinh")
    assert counter.takes_in().number
    found = counter.does(lambda: known_people(counter.desk, "sung a lu"))
    assert [one.dossiers for one in found] == [1, 1]


def test_it_is_no_stop_on_the_way_through_the_fields(counter: Counter):
    was_here(counter)
    types_him(counter)
    hears(counter, "Sùng A Lử")
    counter.presses("Tab", "Tab", "Tab")
    assert counter.page.form.procedure.search.control.hasFocus()


def test_a_correction_does_not_meet_itself(counter: Counter):
    was_here(counter)
    types_him(counter, "Sùng A Lử")
    counter.finds_procedure("khai sinh")
    dossier = counter.takes_in()
    counter.session.go("reception", dossier.id, "correct")
    counter.settles()
    counter.presses("Tab")
    counter.types("x")
    counter.page.alike._ask()
    counter.settles()
    assert said(counter) == ""


def test_the_owner_is_named_too_and_the_keys_are_hers(counter: Counter):
    was_here(counter)
    counter.presses("F2")
    counter.settles()
    counter.types("Lò Văn Tém")
    counter.presses("F7")
    counter.owner.name.line.setFocus()
    counter.types("Sung A Lu")
    counter.presses("Tab")
    counter.types("1950")
    counter.owner.phone.line.setFocus()
    counter.types("0345000118")
    counter.until(lambda: "Sùng A Lử" in said(counter, Part.OWNER))
    counter.presses("Alt+1")
    counter.settles()
    owner = counter.page.presenter.form.owner
    assert owner is not None
    assert owner.name == "Sùng A Lử"
