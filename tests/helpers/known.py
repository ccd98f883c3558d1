"""What an office, a neighbour or the province knows by now."""

from app.domain.dossier import Dossier
from app.usecases.desk import Desk
from app.usecases.dossier_view import open_dossier
from sync.gateway.storage.registry import Device
from tests.helpers.province import Province


def knows(desk: Desk, dossier: Dossier) -> bool:
    """Whether it has come to this PC."""
    return desk.store.reader().row(dossier.id) is not None


def is_clean(desk: Desk, dossier: Dossier) -> bool:
    """Whether everything in it counts there."""
    return open_dossier(desk, dossier.id).dossier.is_clean


def registered(province: Province, device: str) -> Device:
    """What the province has written down of a device."""
    found = province.running.gateway.registry.device(device)
    assert found is not None
    return found
