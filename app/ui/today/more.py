"""What waits only now and then: a link each, and no room taken while nothing waits."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from app.ui.i18n import tr
from app.ui.labels import label
from app.ui.widgets.buttons import LinkButton
from app.ui.widgets.flow import Flow
from app.usecases.lookup import Section

SECTIONS = (
    Section.ONLINE_LATE,
    Section.ONLINE_NEW,
    Section.ONLINE_BROUGHT,
    Section.ONLINE_PAID,
    Section.FORWARD_LATE,
    Section.OPINIONS_LATE,
    Section.TO_MEND,
    Section.TO_ASK,
    Section.OPINIONS,
    Section.TO_SIGN,
    Section.TO_COMPARE,
    Section.TO_CLOSE,
    Section.UNSCANNED,
)

_LATE = frozenset(
    {Section.ONLINE_LATE, Section.FORWARD_LATE, Section.OPINIONS_LATE, Section.TO_MEND}
)


class More(QWidget):
    """Links to the lists that are not empty."""

    def __init__(self, pressed: Callable[[Section], None]) -> None:
        super().__init__()
        line = Flow()
        line.setContentsMargins(0, 0, 0, 0)
        self.setLayout(line)
        self.links = {one: LinkButton("", partial(pressed, one)) for one in SECTIONS}
        for link in self.links.values():
            line.addWidget(link)
        self.show_counts({})

    def show_counts(self, counts: Mapping[Section, int]) -> None:
        """Show what waits now."""
        for section, link in self.links.items():
            count = counts.get(section, 0)
            words = tr("{what}: {n}", what=label(section), n=count)
            link.setText(f"⚠ {words}" if section in _LATE else words)
            link.setVisible(count > 0)
        self.setVisible(any(counts.get(section, 0) for section in SECTIONS))
