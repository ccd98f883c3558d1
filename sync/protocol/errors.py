"""What can go wrong between two machines: one class for each thing that happened."""


class SyncError(Exception):
    """A round did not come to its end; nothing that was durable is lost by it.

    `code` is stable (the screens turn it into words), `detail` is for the log and names no person,
    and `retryable` says that the next round may do better without anybody's help.
    """

    code = "sync"
    retryable = True

    def __init__(self, detail: str = "") -> None:
        super().__init__(f"{self.code}: {detail}" if detail else self.code)
        self.detail = detail


class Unreachable(SyncError):
    """No line, or the line died."""

    code = "unreachable"


class ServerBusy(SyncError):
    """The server asks us to come back later (413, 429, 503)."""

    code = "server_busy"

    def __init__(self, detail: str = "", retry_after: int = 60) -> None:
        super().__init__(detail)
        self.retry_after = retry_after


class CaptivePortal(SyncError):
    """A 200 without the server's signature: something on the way answered; never an ack."""

    code = "captive_portal"


class UntrustedServer(SyncError):
    """The certificate or the signature is not the province's."""

    code = "untrusted_server"
    retryable = False


class ClockWrong(SyncError):
    """The PC's date makes the server's certificate look not yet or no longer valid."""

    code = "clock_wrong"


class NotAuthorised(SyncError):
    """The server does not accept this device (401, 403); nothing is deleted because of it."""

    code = "not_authorised"
    retryable = False


class VersionRefused(SyncError):
    """The other side speaks none of our versions of the protocol."""

    code = "version_refused"
    retryable = False


class EpochChanged(SyncError):
    """The gateway's log began anew (409 EPOCH): compare and send again."""

    code = "epoch_changed"


class CursorLost(SyncError):
    """The gateway cannot go on from our place in the log (410 CURSOR): ask from an older place."""

    code = "cursor_lost"


class Malformed(SyncError):
    """Bytes that are not what they claim to be."""

    code = "malformed"
    retryable = False


class TooLarge(Malformed):
    """A length, a count or a depth above its bound."""

    code = "too_large"


class ForkFound(SyncError):
    """Two different events claim one id: a cloned or restored disk."""

    code = "fork_found"
    retryable = False


class CodeRefused(SyncError):
    """The one-time code is unknown, used, too old, or was tried too often."""

    code = "code_refused"
    retryable = False


class NotCanonical(ValueError):
    """A value that has no canonical text; `code` says why (`nul`, `number`, `type`, ...)."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
