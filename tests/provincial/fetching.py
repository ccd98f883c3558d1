"""The province fetches the files of a dossier by the links that it was given."""

import hashlib
import ssl
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from tests.provincial.fields import TABLE, Kind

_LINKS = {field.name for fields in TABLE.values() for field in fields if field.kind is Kind.LINK}


class Fetched(NamedTuple):
    """What came of a link: the status, and what the file is."""

    status: int
    size: int = 0
    sha256: str = ""
    kind: str = ""


def links_in(said: object) -> Iterator[str]:
    """Yield every link of a dossier, wherever it stands."""
    if isinstance(said, Mapping):
        for name, value in said.items():
            if name in _LINKS and value:
                yield str(value)
            yield from links_in(value)
    elif isinstance(said, list):
        for item in said:
            yield from links_in(item)


def fetch(link: str, authority: Path | None) -> Fetched:
    """Fetch one file as a browser or a server does: with nothing but the link."""
    context: Any = ssl.create_default_context(cafile=authority) if authority else None
    try:
        with urllib.request.urlopen(link, timeout=30, context=context) as answer:  # noqa: S310
            body = answer.read()
            kind = str(answer.headers.get("Content-Type", ""))
            return Fetched(answer.status, len(body), hashlib.sha256(body).hexdigest(), kind)
    except urllib.error.HTTPError as no:
        with no:
            return Fetched(no.code)
