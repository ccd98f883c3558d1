"""The gateway's data folder: what lies where, and which of it is secret.

    gateway.json               names of server and province, which database (owner only)
    ca.pem, ca.key             the authority (key: owner only)
    server.pem, server.key     the certificate of the moment (key: owner only), renewed by itself
    identity.key               the key that signs acknowledgements (owner only)
    registry.db                communes, devices, invitations (SQLite only)
    communes/<code>/log.db     one commune's log (SQLite only)
    communes/<code>/mark       the highest position acknowledged, outside the database
    communes/<code>/files/     papers and results as they were scanned, by their SHA-256
    links.key                  the key of links that anybody may open for a time (owner only)
    page.key                   the key of the page's sessions (owner only)
    recovery.txt               for whom communes seal what travels by stick, beside this server
    catalogue/                 packages of procedures that returns by stick bring along
    communes/<code>/sticks/    where each PC stood by its last stick; the number of the last return
    communes/<code>/province.key  the province's device in this commune (owner only)

The disk under it must be encrypted: the logs hold what citizens have told.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from sync.files import durable
from sync.files.opening import SECRET_BYTES
from sync.gateway.ca import Authority, Leaf
from sync.gateway.faults import NotAGateway, WrongDatabase
from sync.gateway.storage.opening import SQLITE, kind
from sync.protocol.age import Identity
from sync.protocol.signing import SECRET_KEY_BYTES, Signer

_RENEW_BEFORE = timedelta(days=90)
_COMMUNE = re.compile(r"[0-9A-Za-z-]{1,32}", re.ASCII)


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What `gateway.json` says."""

    province: str
    names: tuple[str, ...]
    database: str = SQLITE
    public_url: str = ""
    """Where others reach this server, for links to files; empty: where the asker reaches it."""


def is_commune_code(code: str) -> bool:
    """Whether it may name a folder of a commune."""
    return _COMMUNE.fullmatch(code) is not None


class Folder:
    """A data folder by its parts."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.registry = path / "registry.db"
        self._settings = path / "gateway.json"
        self._identity = path / "identity.key"

    def make(self, settings: Settings, now_ms: int, entropy: Callable[[int], bytes]) -> None:
        """Make what is missing; an existing gateway keeps its keys and takes the settings.

        Raises `WrongDatabase` when its logs lie in another kind of database.
        """
        wanted = kind(settings.database)
        if self._settings.exists() and kind(self.settings().database) != wanted:
            raise WrongDatabase(self.settings().database)
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        (self.path / "communes").mkdir(exist_ok=True)
        if not (self.path / "ca.pem").exists():
            authority = Authority.make(f"Motcua {settings.province}", now_ms)
            durable.write(self.path / "ca.key", authority.key_pem, private=True)
            durable.write(self.path / "ca.pem", authority.certificate_pem)
        if not self._identity.exists():
            durable.write(self._identity, entropy(SECRET_KEY_BYTES), private=True)
        durable.write(self._settings, msgspec.json.encode(settings), private=True)
        self._issue(settings, now_ms)

    def settings(self) -> Settings:
        """Read the settings; raises `NotAGateway`."""
        try:
            return msgspec.json.decode(self._settings.read_bytes(), type=Settings)
        except FileNotFoundError as why:
            raise NotAGateway(str(self.path)) from why

    def signer(self) -> Signer:
        """The key that signs acknowledgements; its device id is the server's id."""
        return Signer(self._identity.read_bytes())

    def identity(self) -> Identity:
        """The same key as it opens what was sealed for the server."""
        return Identity(self._identity.read_bytes())

    def recovery(self) -> str:
        """The recovery key's recipient; empty before one was made."""
        path = self.path / "recovery.txt"
        return path.read_text("ascii").strip() if path.exists() else ""

    def keep_recovery(self, recipient: str) -> None:
        """From now on this recovery key is told to the communes."""
        durable.write(self.path / "recovery.txt", recipient.encode("ascii"))

    def packages(self) -> Path:
        """Where packages of procedures lie that returns bring along."""
        return self.path / "catalogue"

    def sticks(self, code: str) -> Path:
        """What is remembered of a commune's sticks."""
        return self.commune(code) / "sticks"

    def authority_pem(self) -> bytes:
        """The certificate that clients pin."""
        return (self.path / "ca.pem").read_bytes()

    def server_files(self, now_ms: int) -> tuple[Path, Path]:
        """The server's certificate and key, renewed in good time."""
        certificate, key = self.path / "server.pem", self.path / "server.key"
        leaf = Leaf(certificate.read_bytes(), key.read_bytes())
        if leaf.ends - datetime.fromtimestamp(now_ms / 1000, UTC) < _RENEW_BEFORE:
            self._issue(self.settings(), now_ms)
        return certificate, key

    def commune(self, code: str) -> Path:
        """The folder of one commune; refuses what is no commune's code."""
        if not is_commune_code(code):
            raise ValueError(f"not a commune's code: {code!r}")
        return self.path / "communes" / code

    def files(self, code: str) -> Path:
        """Where the files of a commune lie."""
        return self.commune(code) / "files"

    def link_secret(self, entropy: Callable[[int], bytes]) -> bytes:
        """The key of links to files; made at the first use."""
        key = self.path / "links.key"
        if not key.exists():
            durable.write(key, entropy(SECRET_BYTES), private=True)
        return key.read_bytes()

    def page_secret(self, entropy: Callable[[int], bytes]) -> bytes:
        """The key of the page's sessions; made at the first use."""
        key = self.path / "page.key"
        if not key.exists():
            durable.write(key, entropy(SECRET_BYTES), private=True)
        return key.read_bytes()

    def serve_under(self, public_url: str) -> None:
        """Keep the address by which others reach this server."""
        settings = msgspec.structs.replace(self.settings(), public_url=public_url.rstrip("/"))
        durable.write(self._settings, msgspec.json.encode(settings), private=True)

    def log(self, code: str) -> Path:
        """Where SQLite keeps one commune's log."""
        return self.commune(code) / "log.db"

    def province_signer(self, code: str, entropy: Callable[[int], bytes]) -> Signer:
        """The province's device in a commune; its key is made at the first use."""
        key = self.commune(code) / "province.key"
        if not key.exists():
            key.parent.mkdir(parents=True, exist_ok=True)
            durable.write(key, entropy(SECRET_KEY_BYTES), private=True)
        return Signer(key.read_bytes())

    def _issue(self, settings: Settings, now_ms: int) -> None:
        authority = Authority.load(self.authority_pem(), (self.path / "ca.key").read_bytes())
        leaf = authority.issue(settings.names, now_ms)
        durable.write(self.path / "server.key", leaf.key, private=True)
        durable.write(self.path / "server.pem", leaf.certificate)
