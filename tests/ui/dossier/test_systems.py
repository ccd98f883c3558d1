"""The page of a dossier says in which systems it stands and where papers from online lie."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.ui.dossier.systems import online_papers, systems
from app.usecases.desk import Desk
from app.usecases.hand_entry import entered, entry_sheet
from tests.helpers.desk import a_desk, a_dossier
from tests.helpers.dossiers import an_import
from tests.helpers.office import an_open_office
from tests.usecases.test_online import online

__all__ = ["online"]


@pytest.fixture
def desk(tmp_path: Path, qapp: object) -> Iterator[Desk]:
    assert qapp
    with an_open_office(tmp_path) as office:
        yield a_desk(office)


def test_papers_that_came_online_are_listed_with_where_they_lie(desk: Desk, online: str):
    assert list(online_papers(desk.store.reader().dossier(online))) == [
        ("Tờ khai", "thành phần TP.01, tệp ở https://tinh/1.pdf"),
        ("Ảnh", "tệp ở hệ thống tỉnh"),
    ]


def where(desk: Desk, dossier_id: str) -> dict[str, str]:
    return dict(systems(desk.store.reader().dossier(dossier_id), desk.now()))


def test_each_system_says_what_it_knows(desk: Desk, online: str):
    assert where(desk, online)["Hệ thống tỉnh"].startswith("đến từ hệ thống này")
    ours = a_dossier(desk)
    assert where(desk, ours.id) == {"Hệ thống tỉnh": "chưa có ở đó"}
    entered(desk, entry_sheet(desk, ours.id), "H35.12.03-261124-0008")
    assert where(desk, ours.id)["Hệ thống tỉnh"].startswith("Lò Thị Mai nhập tay")


def test_an_import_came_from_there(desk: Desk):
    with desk.store.act(by=desk.officer) as act:
        dossier = act.record(act.new_id(), an_import())
    assert where(desk, dossier.id)["Hệ thống tỉnh"].startswith("đến từ hệ thống này, mã H35")
