"""What the page Báo cho dân asks and does; no widgets."""

from collections.abc import Callable, Sequence

from app.domain.telling import ToTell
from app.ui import notices
from app.ui.i18n import tr
from app.ui.page import Session
from app.usecases import telling
from app.usecases.telling import Call, Village


class TellingPresenter:
    """Asks the use cases; `show` gets the villages with what is to be told in each."""

    def __init__(self, session: Session, show: Callable[[tuple[Village, ...]], None]) -> None:
        self._session = session
        self._desk = session.desk
        self._show = show

    def read(self) -> None:
        """Read what is to be told; a newer reading replaces an older one."""
        desk = self._desk
        self._session.tasks.read("telling", lambda: telling.to_tell(desk), self._show)

    def words(self, item: ToTell) -> str:
        """The sentence to read aloud."""
        return telling.words_to_read(self._desk, item)

    def tell(self, items: Sequence[ToTell], call: Call, done: Callable[[], None]) -> None:
        """Note how a call went; what it changed comes by itself."""
        desk = self._desk

        def answer(_nothing: object) -> None:
            self._session.say(notices.done(tr("Noted for {n} matters.", n=len(items))))
            done()

        self._session.tasks.once(
            "tell", lambda: telling.tell(desk, items, call), answer, self._complain
        )

    def print_list(self, village: Village) -> None:
        """Print the list for the village head."""
        desk = self._desk
        self._session.tasks.run(
            lambda: telling.list_for(desk, village),
            lambda paper: self._session.print_papers((paper,)),
            self._complain,
        )

    def name_head(self, village: str, name: str, phone: str) -> None:
        """Write down who heads a village."""
        desk = self._desk
        self._session.tasks.run(
            lambda: telling.name_village_head(desk, village, name, phone),
            lambda _nothing: self._session.say(notices.done(tr("The village head is noted."))),
            self._complain,
        )

    def open(self, item: ToTell) -> None:
        """Open the dossier that it is about."""
        self._session.go("dossier", item.dossier_id)

    def _complain(self, error: Exception) -> None:
        self._session.say(notices.of(error))
