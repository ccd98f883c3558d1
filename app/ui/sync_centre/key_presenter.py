"""What the card of this PC's key asks and does; no widgets."""

from typing import Protocol

from app.ui import notices
from app.ui.i18n import tr
from app.ui.notices import Notice
from app.ui.page import Session
from app.usecases import new_key
from app.usecases.new_key import KeyStanding


class KeyScreen(Protocol):
    """What is shown of it."""

    def show_standing(self, standing: KeyStanding) -> None:
        """Show what this PC is called."""

    def show_refusal(self, notice: Notice | None) -> None:
        """It did not work, and why."""

    def end(self) -> None:
        """It is done."""


class KeyPresenter:
    """Reads how it is with the key; changes it."""

    def __init__(self, session: Session, screen: KeyScreen) -> None:
        self._session, self._screen = session, screen

    def read(self) -> None:
        """Read what this PC is called."""
        desk = self._session.desk
        self._session.tasks.read(
            "key", lambda: new_key.key_standing(desk), self._screen.show_standing
        )

    def change(self, code: str) -> None:
        """Go on under a new key; with a code the province lets it in beside the old one."""
        desk = self._session.desk

        def work() -> str:
            if code:
                return new_key.change_key_by_code(desk, new_key.gateway_url(desk), code)
            return new_key.change_key(desk)

        self._session.tasks.run(work, self._changed, self._refused)

    def _changed(self, _device: str) -> None:
        self._screen.end()
        self._session.say(notices.done(tr("The key is changed; work goes on.")))
        self._session.window.send_asked.emit()
        self.read()

    def _refused(self, error: Exception) -> None:
        self._screen.show_refusal(notices.of(error))
