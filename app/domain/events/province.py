"""What the province says: its connector and its operator write through a province device."""

from typing import ClassVar

from app.domain.events.payload import Payload
from app.domain.states import Act


class CodeGiven(Payload, frozen=True, kw_only=True):
    """The official code (mã số hồ sơ), given after acceptance (Điều 17(3))."""

    kind: ClassVar[str] = "province.code_given"
    act: ClassVar[Act | None] = Act.GIVE_CODE

    code: str
    system: str = ""


class Recorded(Payload, frozen=True, kw_only=True):
    """The province's system has recorded it (Hệ thống tỉnh đã ghi nhận)."""

    kind: ClassVar[str] = "province.recorded"
    act: ClassVar[Act | None] = Act.ANSWER

    up_to: str = ""  # the event up to which it was recorded
    code: str = ""
    message: str = ""


class RecordRefused(Payload, frozen=True, kw_only=True):
    """The province's system has not recorded it, and why (chưa ghi nhận: lý do)."""

    kind: ClassVar[str] = "province.record_refused"
    act: ClassVar[Act | None] = Act.ANSWER

    reason: str
    code: str = ""
    up_to: str = ""
    retryable: bool = False


class StateReported(Payload, frozen=True, kw_only=True):
    """The province's system holds the dossier in this state (1..10)."""

    kind: ClassVar[str] = "province.state_reported"
    act: ClassVar[Act | None] = Act.REPORT_STATE

    state: int
    reason: str = ""
    by_whom: str = ""
    unit: str = ""


class DeviceCertified(Payload, frozen=True, kw_only=True):
    """A device may write, with these prefixes (see `sync.protocol.certificate`)."""

    kind: ClassVar[str] = "province.device_certified"

    device: str
    public_key: str  # hex
    prefixes: tuple[str, ...]
    name: str = ""
    role: str = ""


class DeviceRevoked(Payload, frozen=True, kw_only=True):
    """A device writes no more above these heads: (epoch, n, hex H(n)) each.

    An epoch that is not named is revoked from its beginning (see `sync.protocol.certificate`).
    """

    kind: ClassVar[str] = "province.device_revoked"

    device: str
    heads: tuple[tuple[str, int, str], ...] = ()
    reason: str = ""


class LaneGranted(Payload, frozen=True, kw_only=True):
    """A range of the unit's daily official numbers for one device and epoch."""

    kind: ClassVar[str] = "province.lane_granted"

    device: str
    epoch: str
    unit: str
    first: int
    last: int
    pattern: str = ""
    from_day: str = ""
    to_day: str = ""


class Erased(Payload, frozen=True, kw_only=True):
    """Payloads removed everywhere (retention, law); the chain still verifies."""

    kind: ClassVar[str] = "province.erased"

    events: tuple[str, ...]
    basis: str = ""
