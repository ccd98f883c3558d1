"""Who may come in: signing in and out, the session of a request, and whether a form is ours."""

import logging
from typing import NamedTuple

from sync.gateway.gateway import Gateway
from sync.gateway.page import passwords, words
from sync.gateway.page.asking import Answer, Asked, to
from sync.gateway.page.attempts import Attempts
from sync.gateway.page.layout import TOKEN, Frame, Viewer
from sync.gateway.page.sessions import Session, Sessions
from sync.gateway.page.simple import refusal_page, sign_in_page
from sync.gateway.storage.operators import Audit, Operator, Operators

LOG = logging.getLogger(__name__)

_REFRESH_MS = 60 * 1000
_ID_BYTES = 16


class Guest(NamedTuple):
    """Somebody who is signed in: their session and what they may do."""

    session: Session
    operator: Operator


class Door:
    """Lets operators in and keeps everybody else out."""

    def __init__(self, gateway: Gateway, sessions: Sessions) -> None:
        self._gateway = gateway
        self._sessions = sessions
        self._operators = Operators(gateway.storage.registry())
        self._audit = Audit(gateway.storage.registry())
        self._attempts = Attempts()

    def guest(self, asked: Asked) -> Guest | None:
        """Who asks, if their session still counts."""
        session = self._sessions.read(asked.cookie, self._gateway.now())
        operator = self._operators.find(session.operator) if session else None
        if session is None or operator is None or session.begun_at < operator.valid_from:
            return None
        return Guest(session, operator)

    def frame(self, guest: Guest | None = None) -> Frame:
        """What stands around a page for this guest."""
        viewer = None
        if guest is not None:
            name, may_act = guest.operator.name, guest.operator.may_act
            viewer = Viewer(name, may_act, self._sessions.token(guest.session))
        return Frame(self._gateway.settings.province, viewer)

    def is_form_of(self, guest: Guest, asked: Asked) -> bool:
        """Whether a page of this session sent the form, from here."""
        token = asked.form.get(TOKEN, "")
        return asked.is_our_own and self._sessions.is_token(guest.session, token)

    def used(self, guest: Guest) -> str | None:
        """A fresh cookie once a minute, so that who works is not signed out."""
        now = self._gateway.now()
        if now - guest.session.used_at < _REFRESH_MS:
            return None
        return self._sessions.cookie(guest.session._replace(used_at=now))

    def sign_in_form(self, said: str = "", status: int = 200) -> Answer:
        """The page that asks for name and password."""
        has_operators = bool(self._operators.all())
        page = sign_in_page(self.frame(), said, has_operators=has_operators)
        return Answer(page, status)

    def sign_in(self, asked: Asked) -> Answer:
        """Let somebody in by name and password."""
        if not asked.is_our_own:
            return self.refused(words.FORBIDDEN_FORM)
        name, now = asked.field("name", 60), self._gateway.now()
        if not self._attempts.may_try(name, now):
            return self.sign_in_form(words.REST, 429)
        operator = self._operators.find(name)
        if not passwords.is_right(asked.form.get("password", ""), operator_password(operator)):
            self._note_wrong(operator)
            return self.sign_in_form(words.WRONG, 403)
        self._attempts.was_right(name)
        self._audit.add(now, name, "signed_in")
        session = Session(self._gateway.entropy(_ID_BYTES).hex(), name, now, now)
        return to("/", self._sessions.cookie(session))

    def sign_out(self, guest: Guest) -> Answer:
        """End every session of this operator, here and elsewhere."""
        now = self._gateway.now()
        self._operators.end_sessions(guest.operator.name, now)
        self._audit.add(now, guest.operator.name, "signed_out")
        return to("/login", "")

    def refused(self, said: str, guest: Guest | None = None, status: int = 403) -> Answer:
        """Something that is not done."""
        back = "/" if guest else "/login"
        return Answer(refusal_page(self.frame(guest), words.FORBIDDEN, said, back), status)

    def _note_wrong(self, operator: Operator | None) -> None:
        """Names that are not known are written nowhere: they may be mistyped passwords."""
        if operator is None:
            LOG.warning("somebody unknown tried to sign in to the page")
            return
        self._audit.add(self._gateway.now(), operator.name, "wrong_password")


def operator_password(operator: Operator | None) -> str:
    """What is kept of a password; empty for nobody."""
    return operator.password if operator else ""
