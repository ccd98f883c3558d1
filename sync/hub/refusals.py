"""Why the commune's server does not do what was asked: a status, and a stable code."""

from sync.protocol.errors import SyncError, TooLarge, VersionRefused


class Refused(Exception):
    """The answer is no; `retry_after` seconds is 0 where trying again alone would not help."""

    def __init__(self, status: int, code: str, *, retry_after: int = 0, nonce: bytes = b"") -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.retry_after = retry_after
        self.nonce = nonce


def refused(why: SyncError) -> Refused:
    """The refusal that bytes come to that cannot be read."""
    status = 413 if isinstance(why, TooLarge) else 426 if isinstance(why, VersionRefused) else 400
    return Refused(status, why.code)
