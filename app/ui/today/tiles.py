"""The tiles of Hôm nay: a number, what it counts, and the way to the dossiers behind it."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.ui.i18n import tr
from app.ui.labels import label
from app.ui.tokens import Space
from app.ui.widgets.layout import Words
from app.usecases.lookup import Section

ORDER = (
    Section.OVERDUE,
    Section.LATE_SOON,
    Section.DUE_TODAY,
    Section.TO_FORWARD,
    Section.TO_RETURN,
    Section.TO_TELL,
    Section.SUPPLEMENT,
    Section.NOT_SENT,
    Section.CONFLICTS,
)
_TONES = {Section.OVERDUE: "bad", Section.LATE_SOON: "caution", Section.CONFLICTS: "caution"}
COLUMNS = 5


class Tile(QPushButton):
    """One count; pressed, it shows the dossiers behind it."""

    def __init__(self, section: Section, pressed: Callable[[], None]) -> None:
        super().__init__()
        self.section = section
        self.setProperty("kind", "tile")
        filling = QSizePolicy.Policy.Expanding  # a button's own height knows nothing of its words
        self.setSizePolicy(filling, filling)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._figure = Words("0", "figure", wrap=False)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        column.setSpacing(0)
        column.addWidget(self._figure)
        column.addWidget(Words(label(section)))
        column.addStretch(1)
        for words in self.findChildren(Words):
            words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.clicked.connect(lambda _on: pressed())
        self.show_count(0)

    def show_count(self, count: int) -> None:
        """Show how many; a zero is quiet, a late one is not."""
        self._figure.setText(str(count))
        self._figure.become(_look(self.section, count))
        self.setAccessibleName(tr("{what}: {n} dossiers", what=label(self.section), n=count))


class Tiles(QWidget):
    """All counts of the day."""

    def __init__(self, pressed: Callable[[Section], None]) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(Space.S)
        self._tiles = {section: Tile(section, partial(pressed, section)) for section in ORDER}
        for place, tile in enumerate(self._tiles.values()):
            grid.addWidget(tile, place // COLUMNS, place % COLUMNS)

    def show_counts(self, counts: Mapping[Section, int]) -> None:
        """Show the counts of the board."""
        for section, tile in self._tiles.items():
            tile.show_count(counts.get(section, 0))

    def tile(self, section: Section) -> Tile:
        """Answer the tile of a section."""
        return self._tiles[section]


def _look(section: Section, count: int) -> str:
    if count == 0:
        return "figure_quiet"
    return f"figure_{_TONES[section]}" if section in _TONES else "figure"
