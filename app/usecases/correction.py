"""Đính chính tiếp nhận: put right what was taken in wrongly, before it is forwarded."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.domain.dossier import Dossier, DossierVersion
    from app.usecases.desk import Desk
    from app.usecases.reception import ReceptionForm


def form_of(desk: Desk, dossier_id: str) -> ReceptionForm:
    """Return the reception form as it would be typed today for this dossier."""
    raise NotImplementedError


def correct_reception(
    desk: Desk, shown: DossierVersion, form: ReceptionForm, reason: str, *, slip_recovered: bool
) -> Dossier:
    """Keep UUID and reception time; set procedure, people, papers, due time and fee anew."""
    raise NotImplementedError
