"""What an officer does at the scan page; shared by its tests."""

from pathlib import Path

from app.domain.dossier import Dossier
from app.domain.events import PaperStanding
from app.domain.procedure import ComponentDocument
from app.ui.scanning.page import ScanningPage
from app.usecases import scanning
from app.usecases.reception_form import PaperLine
from tests.helpers.desk import a_dossier
from tests.ui.dossier.clerk import MARITAL, Clerk

NAMES = ("Giấy chứng sinh", "Giấy chứng nhận kết hôn")
PAPERS = tuple(
    PaperLine(
        asked=ComponentDocument(name=name, originals=1),
        standing=PaperStanding.SUBMITTED,
        originals=1,
        added_here=True,
    )
    for name in NAMES
)


def received(clerk: Clerk) -> Dossier:
    return clerk.does(lambda: a_dossier(clerk.desk, MARITAL, papers=PAPERS))


def opens(clerk: Clerk, dossier: Dossier) -> None:
    clerk.opens(dossier)
    clerk.presses("F6")
    page = page_of(clerk)
    clerk.until(lambda: page.presenter.row is not None and page.presenter.id == dossier.id)
    settles(clerk)


def page_of(clerk: Clerk) -> ScanningPage:
    page = clerk.window.page
    assert isinstance(page, ScanningPage)
    return page


def settles(clerk: Clerk) -> None:
    clerk.until(lambda: not page_of(clerk).presenter.intake.is_running)
    clerk.settles()


def pages(clerk: Clerk) -> int:
    return page_of(clerk).parts.pages.list.count()


def takes(clerk: Clerk, tmp_path: Path, content: bytes, name: str = "scan.pdf") -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    page_of(clerk).presenter.take_files([path])
    settles(clerk)
    return path


def keeps(clerk: Clerk) -> None:
    before = len(scans(clerk))
    clerk.presses("F8")
    clerk.until(lambda: len(scans(clerk)) != before or bool(clerk.window.notices.text()))
    settles(clerk)


def dossier_now(clerk: Clerk) -> Dossier:
    wanted = page_of(clerk).presenter.id
    return clerk.does(lambda: clerk.desk.store.reader().dossier(wanted))


def scans(clerk: Clerk) -> list[str]:
    return [scan.said.paper for scan in dossier_now(clerk).scans]


def uses_folder(clerk: Clerk, folder: Path, *, removes: bool = True) -> None:
    folder.mkdir(exist_ok=True)
    page = page_of(clerk)
    settings = scanning.ScanSettings(folder=str(folder), removes=removes)
    page.presenter.change_settings(settings)
    clerk.until(lambda: page.presenter.settings == settings)


def looks(clerk: Clerk) -> str:
    """The scanner folder is looked into twice."""
    page = page_of(clerk)
    for _ in range(2):
        page.parts.folder.setText("")
        page.presenter.look_into_folder()
        clerk.until(lambda: bool(page.parts.folder.text()))
    return page.parts.folder.text()
