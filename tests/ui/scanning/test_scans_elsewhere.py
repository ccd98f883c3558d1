"""Scans of other PCs, and what of a scan the province has."""

from pathlib import Path

from app.store.records import Touched
from app.store.store import Store
from app.ui.bench.papers import encoded, text_page
from tests.ui.dossier.clerk import Clerk
from tests.ui.scanning.at_the_table import (
    dossier_now,
    keeps,
    page_of,
    takes,
)


def test_a_scan_of_another_pc_is_wished_for_by_key_and_shown_when_it_comes(
    clerk: Clerk, tmp_path: Path
):
    takes(clerk, tmp_path, encoded(text_page()), "scan.jpg")
    keeps(clerk)
    page, files = page_of(clerk), clerk.desk.store.files
    (scan,) = dossier_now(clerk).scans
    path = files.found(scan.said.file)
    path.rename(tmp_path / "elsewhere")
    asked: list[str] = []
    clerk.window.session.window.fetch_asked.connect(asked.append)
    page.presenter.read()
    clerk.settles()
    page.parts.papers.selectRow(0)
    clerk.settles()
    assert page.parts.buttons["Alt+T"].isVisible()
    clerk.presses("Alt+T")
    assert asked == [scan.said.file]
    assert "Tệp sẽ tải về" in clerk.window.notices.text()
    (tmp_path / "elsewhere").rename(path)
    clerk.window.refresh(Touched("file", (page.presenter.id,)))
    clerk.until(lambda: not page.parts.pages.picture.image().isNull())
    assert page.parts.buttons["Alt+T"].isHidden()


def test_a_kept_scan_says_whether_the_province_has_it(clerk: Clerk, tmp_path: Path):
    takes(clerk, tmp_path, encoded(text_page()), "scan.jpg")
    keeps(clerk)
    page = page_of(clerk)
    page.parts.papers.selectRow(0)
    clerk.settles()
    assert page.parts.about.text().endswith("tệp chưa lên máy chủ tỉnh")
    (scan,) = dossier_now(clerk).scans
    clerk.does(lambda: _is_signed_for(clerk.desk.store, scan.said.file))
    clerk.window.refresh(Touched("file", (page.presenter.id,)))
    clerk.until(lambda: page.parts.about.text().endswith("tệp đã ở máy chủ tỉnh"))
    assert page.parts.model.index(0, 1).data().endswith("đã ở tỉnh")


def _is_signed_for(store: Store, file: str) -> None:
    """The sync thread has the gateway's word."""
    session = store.sync_session()
    session.file_sent(file, "epoch")
    session.close()
