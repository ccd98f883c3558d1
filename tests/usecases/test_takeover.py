"""Taking over the province's export on a real store, from files of every kind."""

import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
import pytest

from app.domain.access import Role
from app.domain.errors import RuleViolation
from app.domain.states import State
from app.domain.takeover import Fault, Field, Judgement
from app.store.records import Filter, Officer
from app.system import tables
from app.usecases import takeover
from app.usecases.desk import Desk
from app.usecases.dossier_view import open_dossier
from app.usecases.processing import add_note
from app.usecases.synchronise import one_round
from app.usecases.takeover import Preview
from tests.helpers import exports
from tests.helpers.desk import a_desk
from tests.helpers.exports import Line, code, line
from tests.helpers.office import AnOffice
from tests.helpers.province import Province
from tests.helpers.two_pcs import a_second_pc

OLD = Path(__file__).parent / "files_of_provinces" / "excel97.xls"


def shown(desk: Desk, path: Path) -> Preview:
    file = takeover.open_file(path)
    plan = takeover.propose(desk, file)
    assert plan is not None
    return takeover.preview(desk, file, plan)


def takes_over(desk: Desk, path: Path) -> int:
    return sum(takeover.take_over(desk, group) for group in takeover.groups(shown(desk, path)))


def takes_back(desk: Desk, batch: str) -> int:
    done = 0
    while taken := takeover.take_back(desk, batch, "nhầm tệp"):
        done += taken
    return done


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return exports.xlsx(tmp_path / "hồ sơ.xlsx", [line(n) for n in range(1, 4)])


# Files of every kind


TONES = "\u0300\u0301\u0303\u0309\u0323"


def in_windows_1258(text: str) -> bytes:
    """Windows writes Vietnamese as letters, each followed by its tone."""
    apart = [unicodedata.normalize("NFD", letter) for letter in text]
    letters = ["".join(part for part in letter if part not in TONES) for letter in apart]
    tones = ["".join(part for part in letter if part in TONES) for letter in apart]
    whole = [unicodedata.normalize("NFC", letter) for letter in letters]
    return "".join(a + b for a, b in zip(whole, tones, strict=True)).encode("cp1258")


def an_old_csv(path: Path, lines: Sequence[Line]) -> Path:
    exports.separated(path, lines)
    path.write_bytes(in_windows_1258(path.read_text(encoding="utf-8")))
    return path


KINDS: dict[str, Callable[[Path, Sequence[Line]], Path]] = {
    "xlsx": exports.xlsx,
    "html named xls": exports.html,
    "html in utf-16": lambda path, lines: exports.html(path, lines, "utf-16"),
    "excel 2003 xml": exports.xml,
    "csv with semicolons": exports.separated,
    "csv with commas and a mark": lambda p, rows: exports.separated(p, rows, ",", "utf-8-sig"),
    "csv in windows-1258": an_old_csv,
    "tabs": lambda path, lines: exports.separated(path, lines, "\t"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_an_export_of_any_kind_says_the_same(desk: Desk, tmp_path: Path, kind: str):
    found = shown(desk, KINDS[kind](tmp_path / "tệp.xls", [line(1), line(2)]))
    assert [row.judgement for row in found.rows] == [Judgement.READY] * 2
    said = found.rows[0].said
    assert said is not None
    assert (said.code, said.submitter.name, said.submitter.id_number) == (
        code(1),
        "Vàng A Súa 1",
        "099091000001",
    )
    assert said.procedure.code == "1.001193"


def test_a_workbook_of_excel_97_is_read(desk: Desk):
    (row,) = shown(desk, OLD).rows
    assert row.judgement is Judgement.READY
    assert row.said is not None
    assert (row.said.submitter.name, row.said.submitter.id_number) == ("Lò Thị Pản", "012191000123")
    assert (row.row, row.accepted, row.due) == (4, "14/11/2026 08:30", "20/11/2026 17:00")


@pytest.mark.parametrize(
    ("content", "code_"),
    [
        (b"", "table_empty"),
        (b"PK\x03\x04 broken", "table_damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 locked", "table_damaged"),
        (b"<html><table></table></html>", "table_empty"),
    ],
)
def test_a_file_that_is_no_table_is_refused(tmp_path: Path, content: bytes, code_: str):
    path = tmp_path / "x.xls"
    path.write_bytes(content)
    with pytest.raises(RuleViolation) as no:
        takeover.open_file(path)
    assert no.value.code == code_


def test_a_file_out_of_all_measure_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = exports.xlsx(tmp_path / "x.xlsx", [line(1)])
    for name in ("LARGEST", "LARGEST_INSIDE", "MOST_ROWS"):
        with monkeypatch.context() as patch:
            patch.setattr(tables, name, 1)
            with pytest.raises(RuleViolation, match="table_too_large"):
                takeover.open_file(path)


def test_a_file_without_headings_has_no_plan(desk: Desk, tmp_path: Path):
    path = exports.xlsx(tmp_path / "x.xlsx", [], ["Họ tên", "Điểm"])
    assert takeover.propose(desk, takeover.open_file(path)) is None


# Taking over


def test_what_is_taken_over_stands_in_the_lists_and_only_once(desk: Desk, file: Path):
    assert takes_over(desk, file) == 3
    reader = desk.store.reader()
    assert {row.official_code for row in reader.dossiers(Filter())} == {code(1), code(2), code(3)}
    assert {row.faults for row in shown(desk, file).rows} == {(Fault.HERE_ALREADY,)}
    assert takes_over(desk, file) == 0


def test_a_group_that_is_recorded_again_changes_nothing(desk: Desk, file: Path):
    """After a power cut the screen may not know how far it had come."""
    (group,) = takeover.groups(shown(desk, file))
    assert (takeover.take_over(desk, group), takeover.take_over(desk, group)) == (3, 0)
    assert desk.store.reader().count(Filter()) == 3


def test_an_import_that_was_broken_off_is_one_with_what_follows(
    desk: Desk, file: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(takeover, "AT_ONCE", 1)
    first, *_rest = takeover.groups(shown(desk, file))
    takeover.take_over(desk, first)
    assert takes_over(desk, file) == 2
    (batch,) = takeover.imports(desk)
    assert (batch.dossiers, batch.untouched, batch.by) == (3, 3, "Lò Thị Mai")


def test_the_dossier_opens_with_its_history_and_its_acts(desk: Desk, file: Path):
    takes_over(desk, file)
    (row, *_) = desk.store.reader().search(code(2))
    view = open_dossier(desk, row.id)
    assert view.dossier.state is State.PROCESSING
    assert [entry.kind for entry in view.timeline] == ["office.imported"]


def test_a_role_that_may_not_takes_nothing_over(office: AnOffice, desk: Desk, file: Path):
    (group,) = takeover.groups(shown(desk, file))
    other = Officer("x", "Lý A Sài", Role.SPECIALIST.value)
    with pytest.raises(RuleViolation, match="role_not_allowed"):
        takeover.take_over(a_desk(office, other), group)
    assert desk.store.reader().count(Filter()) == 0


def test_without_a_column_of_codes_nothing_is_judged(desk: Desk, file: Path):
    opened = takeover.open_file(file)
    plan = takeover.propose(desk, opened)
    assert plan is not None
    columns = {one: place for one, place in plan.layout.columns.items() if one is not Field.CODE}
    layout = msgspec.structs.replace(plan.layout, columns=columns)
    with pytest.raises(RuleViolation, match="import_code_column_missing"):
        takeover.preview(desk, opened, takeover.Plan(0, layout))


# What the office says of its province's columns


def test_columns_and_states_told_once_are_known_for_the_next_file(desk: Desk, tmp_path: Path):
    heads = [*exports.HEADS[:1], "Định danh", *exports.HEADS[2:]]
    path = exports.xlsx(tmp_path / "a.xlsx", [line(1, Trạng_thái="Luân chuyển")], heads)
    file = takeover.open_file(path)
    plan = takeover.propose(desk, file)
    assert plan is not None
    assert Field.CODE not in plan.layout.columns
    layout = msgspec.structs.replace(plan.layout, columns={**plan.layout.columns, Field.CODE: 1})
    plan = takeover.Plan(plan.table, layout)
    assert takeover.preview(desk, file, plan).strange == {"Luân chuyển": 1}
    takeover.keep_columns(desk, file, plan, {"Luân chuyển": State.PROCESSING})
    again = takeover.propose(desk, file)
    assert again == plan
    assert takeover.headings(file, plan)[1] == "Định danh"
    found = takeover.preview(desk, file, plan)
    assert (found.rows[0].judgement, found.strange) == (Judgement.READY, {})


def test_a_name_that_two_procedures_have_is_none_of_them(desk: Desk, tmp_path: Path):
    """1.010788 and 1.010815 bear one name; which of them it is decides the term and the papers."""
    name = desk.catalogue.procedure("1.010788").name
    assert name == desk.catalogue.procedure("1.010815").name
    (row,) = shown(desk, exports.xlsx(tmp_path / "a.xlsx", [line(1, Tên_thủ_tục=name)])).rows
    assert (row.judgement, row.faults) == (Judgement.WARNED, (Fault.PROCEDURE_UNKNOWN,))
    assert row.said is not None
    assert row.said.procedure.name == name


def test_zeros_that_a_csv_has_lost_are_put_back(desk: Desk, tmp_path: Path):
    lines = [line(1, Số_CCCD="12091000001", Điện_thoại="999000001")]
    (row,) = shown(desk, exports.separated(tmp_path / "a.csv", lines)).rows
    assert row.said is not None
    person = row.said.submitter
    assert (person.id_number, person.phone) == ("012091000001", "0999000001")


# Taking it back


def test_an_import_is_taken_back_but_for_what_was_worked_on(desk: Desk, file: Path):
    takes_over(desk, file)
    (row, *_) = desk.store.reader().search(code(2))
    add_note(desk, open_dossier(desk, row.id).dossier.version, "đã gọi")
    (batch,) = takeover.imports(desk)
    assert takes_back(desk, batch.id) == 2
    assert [one.official_code for one in desk.store.reader().dossiers(Filter())] == [code(2)]
    (left,) = takeover.imports(desk)
    assert (left.dossiers, left.untouched, left.worked_on) == (1, 0, (code(2),))


def test_what_was_taken_back_can_be_taken_over_again(desk: Desk, file: Path):
    takes_over(desk, file)
    (batch,) = takeover.imports(desk)
    takes_back(desk, batch.id)
    assert takeover.imports(desk) == ()
    assert takes_over(desk, file) == 3
    assert desk.store.reader().count(Filter()) == 3


def test_refused_rows_are_written_for_whoever_mends_the_file(desk: Desk, tmp_path: Path):
    path = exports.xlsx(tmp_path / "a.xlsx", [line(1, Ngày_tiếp_nhận="mai")])
    (row,) = shown(desk, path).of(Judgement.REFUSED)
    out = tmp_path / "chưa nhập.xlsx"
    takeover.write_rows(desk, out, "Chưa nhập", [(row, "Ngày tiếp nhận không đọc được")])
    (title, _heads, cells) = tables.read(out).tables[0].rows
    assert title[0] == "Chưa nhập"
    assert cells[1:] == [code(1), "Vàng A Súa 1", exports.BIRTH, "Ngày tiếp nhận không đọc được"]


# Two PCs


def test_two_pcs_that_import_the_same_file_hold_one_dossier_each(
    enrolled: Desk, province: Province, tmp_path: Path, file: Path
):
    with a_second_pc(tmp_path, enrolled, province) as second:
        assert takes_over(enrolled, file) == takes_over(second.desk, file) == 3
        for desk in (enrolled, second.desk, enrolled):
            one_round(desk)
        for desk in (enrolled, second.desk):
            rows = desk.store.reader().dossiers(Filter())
            assert len(rows) == 3
            assert not any(row.conflicts or row.waiting for row in rows)
            assert {row.level for row in rows} == {3}  # the province has them: it told us
