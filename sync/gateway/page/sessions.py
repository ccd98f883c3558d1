"""Who is signed in: a signed cookie, and the token that a form must carry.

Nothing is kept here: the cookie names the operator and two moments under an HMAC. Signing out and a
new password end every session of the operator that began before (`Operator.valid_from`).
"""

import base64
import binascii
import hashlib
import hmac
from typing import NamedTuple

import msgspec

COOKIE = "__Host-motcua"
"""With this prefix a browser takes it over TLS only, for this host only."""

LIFE_MS = 10 * 60 * 60 * 1000
IDLE_MS = 60 * 60 * 1000
_LONGEST = 512


class Session(NamedTuple):
    """One operator's browser; instants UTC milliseconds. `id` is random."""

    id: str
    operator: str
    begun_at: int
    used_at: int

    def is_alive(self, now_ms: int) -> bool:
        """Neither too old nor left alone for too long."""
        return now_ms - self.begun_at < LIFE_MS and now_ms - self.used_at < IDLE_MS


class Sessions:
    """Writes and reads cookies and tokens under one key."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def cookie(self, session: Session) -> str:
        """The cookie's value."""
        said = msgspec.json.encode(tuple(session))
        return f"{_text(said)}.{_text(self._mac(b'session', said))}"

    def read(self, cookie: str, now_ms: int) -> Session | None:
        """The session that a cookie names, if we wrote it and it is alive."""
        said, _, mac = cookie.partition(".")
        content = _bytes(said) if len(cookie) <= _LONGEST else b""
        if not hmac.compare_digest(_bytes(mac), self._mac(b"session", content)):
            return None
        session = Session(*msgspec.json.decode(content, type=tuple[str, str, int, int]))
        return session if session.is_alive(now_ms) else None

    def token(self, session: Session) -> str:
        """What every form of this session carries, so that no other page can send one."""
        return _text(self._mac(b"form", session.id.encode()))

    def is_token(self, session: Session, token: str) -> bool:
        """Whether the form came from a page of this session."""
        return hmac.compare_digest(token.encode(), self.token(session).encode())

    def _mac(self, purpose: bytes, said: bytes) -> bytes:
        return hmac.digest(self._key, purpose + b"\n" + said, hashlib.sha256)


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), b"-_", validate=True)
    except (ValueError, binascii.Error):
        return b""
