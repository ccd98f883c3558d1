"""The pages of the window and their keys, in the order of the navigation.

A page's module is imported at its first visit, so that the first window needs none of them.
"""

from functools import partial
from importlib import import_module

from app.ui.i18n import tr
from app.ui.page import Page, PageBuilder, Place, Session


def places() -> list[Place]:
    """List every page; those out of the navigation are reached from others."""
    return [*_shown(), *_reached()]


def _shown() -> list[Place]:
    by_hand = _page("hand_entry", "HandEntryPage")
    return [
        Place("today", tr("Today"), "today", _page("today", "TodayPage"), "F9"),
        Place("reception", tr("Reception"), "reception", _page("reception", "ReceptionPage"), "F2"),
        Place("fast_lane", tr("Do it now"), "done", _page("fast_lane", "FastLanePage"), "Ctrl+J"),
        Place("dossiers", tr("Dossiers"), "dossiers", _page("dossiers", "DossiersPage"), "F3"),
        Place("books", tr("Certification books"), "procedure", _page("books", "BooksPage")),
        Place("cash", tr("Fees"), "fee", _page("cash", "CashPage"), "Ctrl+G"),
        Place("people", tr("People"), "person", _page("people", "PeoplePage")),
        Place("reports", tr("Registers and reports"), "result", _page("reports", "ReportsPage")),
        Place("troubles", tr("Matters to settle"), "warning", _page("troubles", "TroublesPage")),
        Place("telling", tr("Tell citizens"), "telephone", _page("telling", "TellingPage")),
        Place("sync_centre", tr("Synchronisation"), "sync", _page("sync_centre", "SyncCentrePage")),
        Place("hand_entry", tr("Type into the province's system"), "handover", by_hand),
        Place("office", tr("Office"), "office", _page("office", "OfficePage")),
        Place("rounds", tr("Rounds to the villages"), "leave", _page("rounds", "RoundsPage")),
    ]


def _reached() -> list[Place]:
    """Pages out of the navigation."""
    batch = _page("batch", "BatchPage")
    slips = _page("blank_slips", "BlankSlipsPage")
    checkup = _page("doctor", "DoctorPage")
    first = _page("first_start", "FirstStartPage")
    papers = _page("declarations", "DeclarationsPage")
    scanning = _page("scanning", "ScanningPage")
    takeover = _page("takeover", "TakeoverPage")
    late = _page("told_late", "ToldLatePage")
    return [
        Place("dossier", tr("Dossier"), "dossier", _page("dossier", "DossierPage"), "", False),
        Place("declarations", tr("Declarations"), "reception", papers, "", False, True),
        Place("scanning", tr("Scan papers"), "dossier", scanning, "", False),
        Place("doctor", tr("Check this PC"), "warning", checkup, "", False, True),
        Place("batch", tr("One brings for many"), "handover", batch, "", False, True),
        Place("blank_slips", tr("Blank slips"), "reception", slips, "", False, True),
        Place("first_start", tr("First start"), "office", first, "", False, True),
        Place("takeover", tr("Import dossiers at work"), "dossiers", takeover, "", False, True),
        Place("told_late", tr("Counted late by synchronisation"), "sync", late, "", False, True),
    ]


def _page(folder: str, name: str) -> PageBuilder:
    return partial(_build, folder, name)


def _build(folder: str, name: str, session: Session) -> Page:
    page = getattr(import_module(f"app.ui.{folder}.page"), name)(session)
    if not isinstance(page, Page):
        raise TypeError(name)
    return page
