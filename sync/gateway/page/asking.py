"""A request and an answer as plain records, and the headers that every answer of the page bears."""

import gzip
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import parse_qsl

_FIELDS = 20
_SMALL = 1024

SAFE_HEADERS = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
"""No script, no picture, no other host; a form goes nowhere else, and nobody frames the page."""


class Asked(NamedTuple):
    """What a browser asks. `origin` is empty where it did not say where the form came from."""

    path: Mapping[str, str] = {}
    query: Mapping[str, str] = {}
    form: Mapping[str, str] = {}
    cookie: str = ""
    origin: str = ""
    host: str = ""

    @property
    def is_our_own(self) -> bool:
        """Whether the form was sent from a page of this very server."""
        return bool(self.host) and self.origin == f"https://{self.host}"

    def field(self, name: str, most: int = 200) -> str:
        """What was typed into a field, without blanks around it and without what no key types."""
        return cleaned(self.form.get(name, ""), most)


def cleaned(text: str, most: int = 200) -> str:
    """A name as it is compared: composed, without signs that nobody sees, one blank at a time."""
    composed = unicodedata.normalize("NFC", text)
    seen = "".join(sign for sign in composed if sign.isprintable() or sign.isspace())
    return " ".join(seen.split())[:most]


class Answer(NamedTuple):
    """What goes back; a cookie's value is put where it is not None."""

    body: str
    status: int = 200
    cookie: str | None = None
    place: str = ""
    kind: str = "text/html; charset=utf-8"
    keep: bool = False

    def headers(self) -> dict[str, str]:
        """All but the cookie; what is personal is kept nowhere on the way."""
        own = {"cache-control": "max-age=31536000, immutable" if self.keep else "no-store"}
        if self.place:
            own["location"] = self.place
        return SAFE_HEADERS | own

    def packed(self, accepted: str) -> tuple[bytes, dict[str, str]]:
        """The body as it travels: compressed where that is understood and worth it."""
        body, headers = self.body.encode(), self.headers()
        if "gzip" in accepted and len(body) > _SMALL:
            body = gzip.compress(body, 6, mtime=0)
            headers["content-encoding"] = "gzip"
        return body, headers | {"vary": "accept-encoding"}


def to(place: str, cookie: str | None = None) -> Answer:
    """Go on to another page; what was done is not done again by a reload."""
    return Answer("", 303, cookie, place)


def fields(body: bytes) -> dict[str, str]:
    """The fields of a form; raises `ValueError` for what no page of ours sends."""
    return dict(parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=_FIELDS))
