"""What was practised is known by the events alone, in whatever order."""

from msgspec import structs

from app.domain.practice import Seen, Task, is_done, progress

BIRTH = Task(id="birth", title="Khai sinh", steps=(), kinds=("office.received",), procedure="1.1")
GIVE = Task(id="give", title="Trả", steps=(), kinds=("office.result_recorded", "office.returned"))


def test_a_task_is_done_when_all_that_it_asks_for_has_happened():
    assert not is_done(GIVE, [Seen("office.returned")])
    assert is_done(GIVE, [Seen("office.returned"), Seen("office.result_recorded", "2.2")])


def test_a_reception_of_another_procedure_is_not_the_one_that_was_asked_for():
    assert not is_done(BIRTH, [Seen("office.received", "2.2")])
    assert is_done(BIRTH, [Seen("office.received", "2.2"), Seen("office.received", "1.1")])


def test_what_is_asked_for_must_happen_to_one_dossier():
    done = [Seen("office.result_recorded", "1.1", "one"), Seen("office.returned", "1.1", "other")]
    assert not is_done(GIVE, done)
    assert is_done(GIVE, [*done, Seen("office.returned", "1.1", "one")])


def test_what_another_work_does_by_itself_is_not_the_work_that_was_asked_for():
    alone = structs.replace(GIVE, unless=("office.certified",))
    given = [Seen(kind, "2.2", "one") for kind in GIVE.kinds]
    assert is_done(alone, given)
    assert not is_done(alone, [*given, Seen("office.certified", "2.2", "one")])
    assert is_done(alone, [*given, Seen("office.certified", "2.2", "other")])


def test_the_next_task_is_the_first_that_is_not_done():
    nothing = progress([BIRTH, GIVE], [])
    assert (nothing.current, nothing.done) == (BIRTH, frozenset())
    later = progress([BIRTH, GIVE], [Seen("office.returned"), Seen("office.result_recorded")])
    assert (later.current, later.done) == (BIRTH, frozenset({"give"}))
    assert progress([BIRTH], [Seen("office.received", "1.1")]).current is None
