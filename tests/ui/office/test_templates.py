"""Mẫu giấy tờ on the page Cơ quan: what is in force, a look at it, a copy to be edited."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.office.page import OfficePage
from app.ui.office.presenter import View
from app.ui.office.templates_part import Line
from app.ui.page import Goto
from app.ui.shell.paper_preview import PaperPreview
from app.ui.tasks import Workers
from tests.ui.dossier.clerk import Clerk


@pytest.fixture
def clerk(qtbot: QtBot, workers: Workers, tmp_path: Path) -> Iterator[Clerk]:
    made = Clerk(qtbot, workers, tmp_path)
    yield made
    made.closes()


def page(clerk: Clerk) -> OfficePage:
    clerk.window.go(Goto("office", View.TEMPLATES))
    clerk.settles()
    assert isinstance(clerk.window.page, OfficePage)
    return clerk.window.page


def shown(office: OfficePage) -> list[Line]:
    rows = (office.template_model.row_at(office.template_model.index(n, 0)) for n in range(99))
    return [row for row in rows if row is not None]


def test_every_paper_stands_with_its_version_and_where_it_comes_from(clerk: Clerk):
    office = page(clerk)
    receipt = next(row for row in shown(office) if row.form == "receipt")
    assert (receipt.version, receipt.standing) == ("tt03-2025.1", "kèm chương trình")
    office.templates.stand_on("receipt")
    assert "TT 03/2025" in office.template.about.text()


def test_a_template_is_looked_at_by_key_with_invented_people(clerk: Clerk):
    office = page(clerk)
    office.templates.stand_on("receipt")
    clerk.presses("Alt+V")
    clerk.settles()
    dialogs = [one for one in QApplication.topLevelWidgets() if isinstance(one, PaperPreview)]
    assert [one.isVisible() for one in dialogs] == [True]
    assert dialogs[0].pictures
    clerk.presses("Esc")


def test_a_copy_is_the_offices_own_and_a_spoilt_one_says_its_code(clerk: Clerk):
    office = page(clerk)
    office.templates.stand_on("receipt")
    clerk.presses("Alt+C")
    clerk.settles()
    receipt = next(row for row in shown(office) if row.form == "receipt")
    assert receipt.standing == "của cơ quan"
    folder = clerk.office.profile.forms / "receipt"
    (file,) = folder.glob("*.json")
    file.write_text("{")
    clerk.presses("F5")
    page(clerk)
    first = shown(office)[0]
    assert first.is_fault
    office.templates.stand_on(first.key)
    assert office.template.about.text().startswith("MC-611: Mẫu in không đọc được.")
    assert "truncated" not in office.template.about.text()
    assert not office.template.look.isEnabled()
    receipt = next(row for row in shown(office) if row.form == "receipt")
    assert receipt.standing == "kèm chương trình"
