"""What the province says: its connector and its operator write through a province device."""

from typing import ClassVar

from app.domain.events.deeds import FeeTaken
from app.domain.events.parts import OnlineFile
from app.domain.events.payload import Payload
from app.domain.office_acts import OfficeAct
from app.domain.states import Act
from sync.protocol.bounds import Moment


class CodeGiven(Payload, frozen=True, kw_only=True):
    """The official code (mã số hồ sơ), given after acceptance (Điều 17(3))."""

    kind: ClassVar[str] = "province.code_given"
    act: ClassVar[Act | None] = Act.GIVE_CODE

    code: str
    system: str = ""


class Recorded(Payload, frozen=True, kw_only=True):
    """A system of the province has recorded it (Hệ thống tỉnh đã ghi nhận).

    `up_to` is the last event that it was told of (device:epoch:n), everything before it is told
    too; empty is everything that stood before this. `state` is TrangThaiHoSo as it was told.
    """

    kind: ClassVar[str] = "province.recorded"
    act: ClassVar[Act | None] = Act.ANSWER

    up_to: str = ""
    code: str = ""
    message: str = ""
    system: str = ""
    state: int = 0


class RecordRefused(Payload, frozen=True, kw_only=True):
    """A system of the province has not recorded it, and why (chưa ghi nhận: lý do).

    It needs a person; a line that fails is never told this way. `up_to` is the last event that
    was offered.
    """

    kind: ClassVar[str] = "province.record_refused"
    act: ClassVar[Act | None] = Act.ANSWER

    reason: str
    code: str = ""
    up_to: str = ""
    retryable: bool = False
    system: str = ""


class StateReported(Payload, frozen=True, kw_only=True):
    """A system of the province holds the dossier in this state (1..10).

    `item` is that system's name for its message; one message is told once.
    """

    kind: ClassVar[str] = "province.state_reported"
    act: ClassVar[Act | None] = Act.REPORT_STATE

    state: int
    reason: str = ""
    by_whom: str = ""
    unit: str = ""
    system: str = ""
    item: str = ""


class SupplementBrought(Payload, frozen=True, kw_only=True):
    """The citizen answered a request online; the desk looks at it and takes it in, or not.

    Moves nothing by itself: what is missing is decided at the desk (Điều 17(2), 19(5)). When it
    was brought is the event's `eff`.
    """

    kind: ClassVar[str] = "province.supplement_brought"
    act: ClassVar[Act | None] = Act.BRING_ONLINE

    item: str
    note: str = ""
    files: tuple[OnlineFile, ...] = ()
    system: str = ""


class FeePaidOnline(FeeTaken, frozen=True, kw_only=True):
    """The province's system has the citizen's payment (thanh toán trực tuyến, Điều 24).

    Confirmed by being said; `reference` is the number of the transaction, the event's `eff` its
    moment.
    """

    kind: ClassVar[str] = "province.fee_paid"

    reference: str = ""
    system: str = ""
    item: str = ""


class MessageUnplaced(Payload, frozen=True, kw_only=True):
    """A message of the province's system about a dossier that this commune does not know.

    Told so often that it is written down here, for a person, and told no more.
    """

    kind: ClassVar[str] = "province.message_unplaced"
    office_act: ClassVar[OfficeAct | None] = OfficeAct.REPORT_CONNECTION

    system: str
    item: str
    number: str
    about: str
    note: str = ""


class ConnectionReported(Payload, frozen=True, kw_only=True):
    """How the line between the connector and a system of the province is since when.

    Said when it has changed for good, not at every try. `reason` is a code with words of its own
    (`app.domain.provincial.Line`); `waiting` counts the dossiers that are owed.
    """

    kind: ClassVar[str] = "province.connection_reported"
    office_act: ClassVar[OfficeAct | None] = OfficeAct.REPORT_CONNECTION

    system: str
    line: str
    since: Moment
    waiting: int = 0
    connector: str = ""


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


class PolicySet(Payload, frozen=True, kw_only=True):
    """Where this commune's official numbers come from: the province's system, or lanes.

    `numbers_from` is `province` or `lane`, `unit` the unit's code in an official number.
    """

    kind: ClassVar[str] = "province.policy_set"

    numbers_from: str
    unit: str = ""


class HelpdeskNamed(Payload, frozen=True, kw_only=True):
    """The public key (X25519, hex) of the province's helpdesk: what is sealed with it, it reads."""

    kind: ClassVar[str] = "province.helpdesk_named"

    public_key: str


class RecoveryNamed(Payload, frozen=True, kw_only=True):
    """For whom communes seal what travels by stick, beside the server: age's word for a key."""

    kind: ClassVar[str] = "province.recovery_named"

    recipient: str


class Erased(Payload, frozen=True, kw_only=True):
    """Payloads removed everywhere (retention, law); the chain still verifies."""

    kind: ClassVar[str] = "province.erased"

    events: tuple[str, ...]
    basis: str = ""
