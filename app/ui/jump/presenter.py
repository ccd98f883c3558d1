"""What a few letters may mean: pages by their names, then what the office's records hold."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.text import fold
from app.ui.i18n import tr
from app.ui.page import Goto, Place
from app.usecases.lookup import Found


@dataclass(frozen=True, slots=True)
class Destination:
    """One line of the list: what it says and where it leads."""

    title: str
    detail: str
    goal: Goto


def places_like(text: str, places: Sequence[Place]) -> list[Destination]:
    """Find pages whose name holds the letters, marks or no marks; all of them for no letters."""
    wanted = fold(text)
    return [
        Destination(place.text, _page(place.shortcut), Goto(place.key))
        for place in places
        if (place.in_navigation or (wanted and place.by_name)) and wanted in fold(place.text)
    ]


def _page(key: str) -> str:
    return tr("Page · {key}", key=key) if key else tr("Page")


def destinations(found: Sequence[Found]) -> list[Destination]:
    """Say where each thing found in the records leads."""
    return [Destination(f.title, f.detail, _goal(f)) for f in found]


def _goal(found: Found) -> Goto:
    match found.kind:
        case "procedure":
            return Goto("reception", found.id, "procedure")
        case "person":
            return Goto("people", found.id)
        case _:
            return Goto("dossier", found.id)
