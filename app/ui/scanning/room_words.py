"""What is said when the disk runs full: scans stop long before text does."""

from app.system.disk import Room
from app.ui.i18n import tr


def room_words(room: Room) -> str:
    """Say how much room is left; nothing while there is enough."""
    words = {
        Room.WARN: tr("Less than 2 GB are left on the disk: make room soon."),
        Room.NO_SCANS: tr(
            "Less than 500 MB are left: no scan is kept now. Dossiers are still received."
        ),
    }.get(room, "")
    return f"⚠ {words}" if words else ""
