"""Lists and search: made from the journal, and from nothing else."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from queue import Queue
from threading import Thread

import pytest

from app.domain.events import NoteAdded, OnPaper
from app.domain.states import State
from app.store import bulk, query, secrets, views
from app.store.answering import store_faults
from app.store.connection import open_reader, open_writer
from app.store.crowd import invented, somebody
from app.store.faults import StoreFault
from app.store.projections.people import People
from app.store.reader import Reader
from app.store.records import Filter
from tests.helpers.dossiers import a_person, a_recipient, a_result
from tests.helpers.office import AnOffice

CONTENTS = (  # names are our own constants
    *(f"SELECT * FROM {table}" for table in views.TABLES if table.startswith("view_")),  # noqa: S608
    "SELECT id, sz FROM search_folded_docsize",
    "SELECT id, sz FROM search_exact_docsize",
)


def contents(office: AnOffice) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every projection, and what the search index knows of each dossier."""
    reader = open_reader(office.profile.database, secrets.database_key(office.key.secret))
    try:
        return {sql: sorted(reader.rows(sql), key=repr) for sql in CONTENTS}
    finally:
        reader.close()


@pytest.fixture
def busy(office: AnOffice) -> AnOffice:
    """An office in which something of everything has happened."""
    bulk.record_many(office.store, office.officer, invented(20))
    dossier = office.receives(submitter=a_person("Đèo Thị Ươm", phone="0912 345 678"))
    office.forwards(office.receives(submitter=a_person("Đèo Thị Ướm", id_number="012345678901")))
    office.does(dossier, NoteAdded(text="ghi chú"))
    return office


def test_lists_made_anew_are_the_same_lists(busy: AnOffice):
    before = contents(busy)
    assert busy.store.rebuild() == 23
    assert contents(busy) == before
    assert len(before[CONTENTS[0]]) == 22


def test_progress_is_told_and_a_cancelled_rebuild_changes_nothing(busy: AnOffice):
    before, told = contents(busy), []
    busy.store.rebuild(lambda done, total: told.append((done, total)))
    assert told[-1] == (23, 23)

    def cancel(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        busy.store.rebuild(cancel)
    assert contents(busy) == before


def test_lists_of_another_version_are_made_anew_by_themselves(
    busy: AnOffice, monkeypatch: pytest.MonkeyPatch
):
    before = contents(busy)
    busy.closes()
    key = secrets.database_key(busy.key.secret)
    connection = open_writer(busy.profile.database, key)
    with connection.writing():
        connection.run("DELETE FROM view_dossier")
    connection.close()
    monkeypatch.setattr(views, "VERSION", views.VERSION + "+")
    busy.reopens()
    assert contents(busy) == before


def test_every_view_says_what_the_fold_says(busy: AnOffice):
    for row in busy.reader.dossiers(Filter(), limit=100):
        dossier = busy.reader.dossier(row.id)
        assert (row.state, row.provisional_code) == (dossier.state, dossier.number)
        assert row.holder == (dossier.forwarded.to.name if dossier.forwarded else "")


def test_every_table_belongs_to_somebody(busy: AnOffice):
    """A table beside journal, local truth and projections would be a second way to save."""
    reader = open_reader(busy.profile.database, secrets.database_key(busy.key.secret))
    names = [name for (name,) in reader.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    reader.close()
    owned = ("journal_", "local_", "view_", "search_", "sqlite_", "_sqlite_migrations")
    assert [name for name in names if not name.startswith(owned)] == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("deo thi uom", ["Đèo Thị Ướm", "Đèo Thị Ươm"]),
        ("đèo thị ươm", ["Đèo Thị Ươm", "Đèo Thị Ướm"]),
        ("ĐÈO THỊ ƯƠM", ["Đèo Thị Ươm", "Đèo Thị Ướm"]),
        ("uom deo", ["Đèo Thị Ướm", "Đèo Thị Ươm"]),
        ("0912345678", ["Đèo Thị Ươm"]),
        ("0912 345 678", ["Đèo Thị Ươm"]),
        ("5678", ["Đèo Thị Ươm"]),
        ("012345678901", ["Đèo Thị Ướm"]),
        ("8901", ["Đèo Thị Ướm"]),
        ("khôngcóai", []),
        ('" OR *', []),
        ("   ", []),
    ],
)
def test_a_person_is_found_however_she_is_typed(busy: AnOffice, typed: str, found: list[str]):
    assert [row.submitter for row in busy.reader.search(typed)][:2] == found


@pytest.mark.parametrize(
    "spell",
    [
        str,
        str.lower,
        lambda code: code.replace("-", " ").lower(),
        lambda code: code.replace("-", ""),
    ],
)
def test_a_code_is_found_however_it_is_typed(busy: AnOffice, spell):
    (row,) = busy.reader.search("0912345678")
    assert busy.reader.search(spell(row.code))[0] == row


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Phàn Láo Tả", "fàn láo tả"),
        ("Fàn Thị Mẩy", "phan may"),
        ("Lý Thị Mỹ", "lí mĩ"),
        ("Lí A Sài", "ly a sai"),
        ("Kao Văn Lù", "cao lu"),
        ("Cao Văn Lù", "kao lù"),
        ("Tẩn A Sài", "sai a tan"),
        ("Páo", "pao"),
        ("Páo", "pao 1950"),
        ("Sùng A Lử", "1950 lu"),
        ("Sùng A Lử", "su"),
    ],
)
def test_a_person_is_found_in_other_spellings(office: AnOffice, written: str, typed: str):
    office.receives(submitter=a_person(written, birth_date="1950"))
    office.receives(submitter=a_person("Giàng Thị Mai", birth_date="1971-05-03"))
    assert [row.submitter for row in office.reader.search(typed)] == [written]
    known = office.reader.topic(People).known(typed)
    assert [one.person.name for one in known] == [written]


def test_a_short_name_does_not_find_all_that_begin_like_its_other_spelling(office: AnOffice):
    office.receives(submitter=a_person("Hoàng Thị Linh"))
    assert office.reader.search("ly") == []
    assert office.reader.topic(People).known("ly") == []


def test_a_birth_date_finds_its_people(office: AnOffice):
    office.receives(submitter=a_person("Giàng Thị Mai", birth_date="1971-05-03"))
    assert [row.submitter for row in office.reader.search("03/05/1971")] == ["Giàng Thị Mai"]
    (known,) = office.reader.topic(People).known("03/05/1971")
    assert known.person.name == "Giàng Thị Mai"


def test_a_telephone_with_blanks_finds_its_person(office: AnOffice):
    office.receives(submitter=a_person("Giàng Thị Mai", phone="0345000118"))
    assert len(office.reader.topic(People).known("0345 000 118")) == 1


def test_known_people_are_offered_once_with_their_newest_data(office: AnOffice):
    office.receives(submitter=a_person("Chẻo Tả Mẩy", phone="0900000001"))
    office.clock.pass_by(timedelta(days=3))
    office.receives(submitter=a_person("Chẻo Tả Mẩy", phone="0900000002"))
    office.receives(submitter=a_person("Chẻo Tả Mẩy", id_number="012191000999"))
    offered = office.reader.topic(People).known("cheo ta")
    assert [(known.person.phone, known.dossiers) for known in offered] == [
        ("0900000001", 1),
        ("0900000002", 2),
    ]


def test_only_who_is_meant_is_offered_and_not_the_other_on_the_dossier(office: AnOffice):
    office.receives(
        submitter=a_person("Chẻo Tả Mẩy"), owner=a_person("Phàn A Sơn", id_number="099")
    )
    assert [known.person.name for known in office.reader.topic(People).known("phan")] == [
        "Phàn A Sơn"
    ]


def test_the_board_counts_what_the_day_asks_for(office: AnOffice):
    first, second, third = (office.receives() for _ in range(3))
    office.forwards(second)
    done = office.does(third, a_result(paper=OnPaper(decided_by="Chủ tịch")))
    assert done.state is State.DONE
    counts = office.reader.today_counts(office.clock.now())
    assert (counts.received_today, counts.to_forward, counts.due_today) == (3, 1, 2)
    assert (counts.to_return, counts.overdue, counts.unsent) == (1, 0, 3)
    counts = office.reader.today_counts(office.clock.now() + timedelta(days=1))
    assert (counts.received_today, counts.due_today, counts.overdue) == (0, 0, 2)
    assert first.id in {row.id for row in office.reader.dossiers(Filter(states=(State.ACCEPTED,)))}


def test_filters_narrow_together(busy: AnOffice):
    reader, now = busy.reader, busy.clock.now()
    assert reader.count(Filter(text="deo thi", open_only=True)) >= 2
    assert reader.count(Filter(accepted_from=now - timedelta(days=5), accepted_before=now)) == 5
    assert reader.count(Filter(procedure="1.001193", states=(State.PROCESSING,))) >= 1
    assert reader.count(Filter(unsent_only=True)) == reader.count(Filter()) == 22
    assert reader.count(Filter(troubled_only=True)) == 0
    assert reader.count(Filter(due_before=now, returned_before=now, returned_from=now)) == 0


def test_every_order_pages_through_everything_once(busy: AnOffice):
    for order in query.ORDERS:
        pages = [busy.reader.dossiers(Filter(), order, offset, 8) for offset in (0, 8, 16)]
        assert len({row.id for page in pages for row in page}) == 22, order


def test_what_waits_is_listed_by_due_time_with_its_events(busy: AnOffice):
    (row, events), *_ = busy.reader.waiting(limit=1)
    assert row.due == min(
        each.due for each in busy.reader.dossiers(Filter(), limit=100) if each.due
    )
    assert events == len(busy.reader.events(row.id))


def test_a_query_of_a_screen_that_lost_interest_is_stopped(office: AnOffice):
    readers: Queue[Reader] = Queue()
    codes: list[str] = []

    def asks_for_ever() -> None:
        reader = office.store.reader()
        readers.put(reader)
        with suppress_fault(codes), store_faults():
            reader._connection.rows(
                "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)"
                " SELECT count(*) FROM n"
            )

    thread = Thread(target=asks_for_ever)
    thread.start()
    reader = readers.get()
    while thread.is_alive():
        reader.cancel()
        thread.join(0.01)
    assert codes == ["cancelled"]


@contextmanager
def suppress_fault(codes: list[str]) -> Iterator[None]:
    try:
        yield
    except StoreFault as fault:
        codes.append(fault.code)


def test_an_invented_person_is_nobody():
    assert somebody(12).id_number == "099000000012"
    assert a_recipient().name


def test_only_the_projector_writes_what_screens_read():
    """Whoever else wrote there could change a record and forget to tell the other offices."""
    root = Path(__file__).parents[2]
    writes = re.compile(r"(INSERT|UPDATE|DELETE|REPLACE)[^;\"']*?\b(view_|search_)\w+", re.DOTALL)
    sources = [*(root / "app").rglob("*.py"), *(root / "sync").rglob("*.py")]
    own_room = root / "app" / "store" / "projections"
    writers = {
        path.name
        for path in sources
        if path.parent != own_room and writes.search(path.read_text("utf-8"))
    }
    assert writers == {"projector.py"}
