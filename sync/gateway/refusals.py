"""Why a request is not done: a status for HTTP, a stable code for the program at the other end."""

from sync.protocol.errors import CodeRefused, Malformed, SyncError, TooLarge, VersionRefused


class Refused(Exception):
    """The answer is no; `retry_after` seconds is 0 where trying again alone would not help."""

    def __init__(self, status: int, code: str, *, retry_after: int = 0, nonce: bytes = b"") -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.retry_after = retry_after
        self.nonce = nonce


_STATUS: tuple[tuple[type[SyncError], int], ...] = (
    (TooLarge, 413),
    (Malformed, 400),
    (CodeRefused, 403),
    (VersionRefused, 426),
)


def worded(why: SyncError) -> Refused:
    """The refusal that a failure to read a request comes to."""
    status = next((status for kind, status in _STATUS if isinstance(why, kind)), 500)
    return Refused(status, why.code)
