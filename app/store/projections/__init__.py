"""Projections by topic: each module makes its own tables from folds and reads them for screens.

A topic has a `View` of what it folds (dossiers, or one type of entity of the office) and a `Topic`
that screens ask by `Reader.topic`. `DOSSIER_VIEWS` and `OFFICE_VIEWS` list them; `app.store.views`
makes and drops their tables with its own.
"""

from collections.abc import Mapping

from app.store.projections import (
    cash,
    certification,
    codes,
    fields,
    imports,
    papers,
    people,
    provincial,
    reports,
    rounds,
    scans,
    telling,
    visits,
    work,
)
from app.store.projections.topic import DossierView, OfficeView, Topic

__all__ = ["DOSSIER_VIEWS", "OFFICE_VIEWS", "DossierView", "OfficeView", "Topic", "office_views"]

DOSSIER_VIEWS: tuple[DossierView, ...] = (
    papers.VIEW,
    people.VIEW,
    certification.VIEW,
    telling.VIEW,
    visits.VIEW,
    work.VIEW,
    scans.VIEW,
    cash.VIEW,
    reports.VIEW,
    fields.VIEW,
    rounds.VIEW,
    imports.VIEW,
    provincial.VIEW,
    codes.VIEW,
)
OFFICE_VIEWS: tuple[OfficeView, ...] = (people.LINKS,)


def office_views(entity_type: str) -> tuple[OfficeView, ...]:
    """The views that show this type of entity."""
    return _BY_TYPE.get(entity_type, ())


def _by_type() -> Mapping[str, tuple[OfficeView, ...]]:
    types = {view.entity_type for view in OFFICE_VIEWS}
    return {
        name: tuple(view for view in OFFICE_VIEWS if view.entity_type == name) for name in types
    }


_BY_TYPE = _by_type()
