"""The page of a dossier that was imported says no more than the province's file did."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.store.records import Filter
from app.ui.dossier.due_line import due_line
from app.ui.dossier.facts import sections
from app.usecases import takeover
from app.usecases.desk import Desk
from app.usecases.dossier_view import DossierView, open_dossier
from tests.helpers import exports
from tests.helpers.desk import a_desk
from tests.helpers.exports import line
from tests.helpers.office import an_open_office

Opens = Callable[..., DossierView]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with an_open_office(tmp_path) as office:
        yield a_desk(office)


@pytest.fixture
def opens(desk: Desk, tmp_path: Path, qapp: object) -> Opens:
    def work(**changes: object) -> DossierView:
        file = takeover.open_file(exports.xlsx(tmp_path / "a.xlsx", [line(1, **changes)]))
        plan = takeover.propose(desk, file)
        assert plan is not None
        for group in takeover.groups(takeover.preview(desk, file, plan)):
            takeover.take_over(desk, group)
        (row,) = desk.store.reader().dossiers(Filter())
        return open_dossier(desk, row.id)

    return work


def said(desk: Desk, view: DossierView) -> dict[str, str]:
    return {line.label: line.words for one in sections(view, desk.now()) for line in one.lines}


def test_it_is_with_whom_the_file_says(desk: Desk, opens: Opens):
    found = said(desk, opens())
    assert found["Đang ở"] == "Phòng Kinh tế"
    assert found["Nhập từ tệp của tỉnh"].endswith("Lò Thị Mai")
    assert "Người tiếp nhận" not in found


def test_a_date_that_the_file_lacks_is_not_called_the_law_s(desk: Desk, opens: Opens):
    shown = due_line(opens(Ngày_hẹn_trả=""), desk.now())
    assert shown.left == "Tệp của tỉnh không ghi ngày hẹn trả"


def test_a_result_of_before_is_neither_in_time_nor_late(desk: Desk, opens: Opens):
    shown = due_line(opens(Trạng_thái="Chờ trả kết quả"), desk.now())
    assert shown.left == "Đã có kết quả từ trước khi nhập"
