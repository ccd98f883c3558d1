"""The connector's configuration file (TOML): where its profile is, whom it speaks to, and how.

Secrets are never in it: it names files that hold one line each. `CONFIG` in the guide for the
province's technician shows a whole example. What domain documents mark as unverified (services for
numbers and for inbound dossiers, whether a look-up tells progress rows) is set here and has no
default.
"""

from pathlib import Path
from typing import Literal

import msgspec

from app.domain.provincial import HOME
from app.portal.faults import BadConfig


class _Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A table of the file; a key that we do not know is a mistake, not a wish."""


class OfficePart(_Part, frozen=True, kw_only=True):
    """The commune whose log is folded."""

    commune: str
    commune_name: str
    province: str
    province_name: str


class SystemPart(_Part, frozen=True, kw_only=True):
    """The provincial system's interface (generation A: domain keys of the adapter)."""

    base: str
    auth_endpoint: str
    integration_endpoint: str
    share_endpoint: str = ""
    username: str
    password_file: Path
    madonvi: str
    agency: str
    """DonViXuLy where a dossier names no other agency."""
    name: str = HOME
    generation: str = "a"
    procedure_version_key: str = ""
    """What a line of the list of procedures calls its version; without it each is asked again."""
    dstcode: str = ""
    plain_http: bool = False
    """Without TLS, where the way there is protected otherwise (VPN, the same machine)."""
    authority: Path | None = None
    """The certificate authority to trust, PEM; the machine's own list without it."""
    connect_seconds: float = 15.0
    read_seconds: float = 60.0


class NumberPart(_Part, frozen=True, kw_only=True):
    """Whence the official number comes: the slip (a lane, typed in) or the province's counter."""

    source: Literal["slip", "province"] = "slip"
    service: str = ""
    unit: str = ""


class InboundPart(_Part, frozen=True, kw_only=True):
    """Services by which the province hands over what came online; none are asked without names."""

    list_service: str = ""
    acknowledge_service: str = ""


class ProgressPart(_Part, frozen=True, kw_only=True):
    """What is known of progress rows (CapNhatTienDoHoSoMC)."""

    look_up_tells_rows: bool = False
    """TraCuuHoSo tells which rows are held: then a lost answer is cleared up by itself."""


class PacePart(_Part, frozen=True, kw_only=True):
    """How often; seconds.

    `longest` bounds the wait before a line that is down is tried again, `report_after` is how long
    it is down before the office is told.
    """

    between: float = 30.0
    between_procedures: float = 0.3
    longest: float = 600.0
    link_life: int = 7 * 24 * 3600
    report_after: float = 600.0


class Config(_Part, frozen=True, kw_only=True):
    """The whole file."""

    profile: Path
    password_file: Path
    office: OfficePart
    system: SystemPart
    number: NumberPart = NumberPart()
    inbound: InboundPart = InboundPart()
    progress: ProgressPart = ProgressPart()
    pace: PacePart = PacePart()


def secret(path: Path) -> str:
    """The one line of a secret's file; raises `BadConfig`."""
    try:
        return path.read_text("utf-8").split("\n", 1)[0].rstrip("\r")
    except (OSError, UnicodeDecodeError) as why:
        raise BadConfig(str(path)) from why
