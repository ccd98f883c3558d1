"""TLS that trusts one authority, and looks at dates with a clock that it is handed.

OpenSSL would compare a certificate's dates with the PC's clock, and a dead CMOS battery would look
like a forged server. So its own check of dates is off, everything else stays on, and the dates
are checked here, against whatever time is trusted by then.
"""

import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Self

from sync.protocol.errors import ClockWrong

_NO_CHECK_TIME = 0x200000
"""X509_V_FLAG_NO_CHECK_TIME of OpenSSL; the `ssl` module has no name for it."""

STALL_SECONDS = 30

Clock = Callable[[], int]
"""UTC milliseconds; 0 means that dates are not to be checked (to ask for the time itself)."""


class PinnedContext(ssl.SSLContext):
    """A client context for one authority."""

    _clock: Clock
    _wrapped: ssl.SSLSocket | None
    _is_hung_up: bool

    @classmethod
    def trusting(cls, authority: bytes, clock: Clock) -> Self:
        """Trust what this authority (PEM) has signed for the host's name, and nothing else."""
        context = cls(ssl.PROTOCOL_TLS_CLIENT)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.load_verify_locations(cadata=authority.decode("ascii"))
        context.verify_flags |= ssl.VerifyFlags(_NO_CHECK_TIME)
        context._clock = clock
        context._wrapped = None
        context._is_hung_up = False
        return context

    def wrap_socket(self, sock: socket.socket, *args: Any, **kwargs: Any) -> ssl.SSLSocket:  # noqa: ANN401 - the signature of ssl
        """Shake hands, then look at the dates; from then on 30 s of silence end the round."""
        kwargs["do_handshake_on_connect"] = False  # whoever hangs up must know the socket by then
        wrapped = super().wrap_socket(sock, *args, **kwargs)
        self._wrapped = wrapped
        try:
            self._shake_hands(wrapped)
        except BaseException:
            wrapped.close()
            raise
        return wrapped

    def hang_up(self) -> None:
        """From another thread: whoever waits for the other side waits no longer."""
        self._is_hung_up = True
        if self._wrapped is not None:
            with suppress(OSError):  # it may have ended by itself
                socket.socket.shutdown(self._wrapped, socket.SHUT_RDWR)

    def _shake_hands(self, wrapped: ssl.SSLSocket) -> None:
        if self._is_hung_up:
            raise ConnectionAbortedError
        wrapped.do_handshake()
        wrapped.settimeout(STALL_SECONDS)
        self._check_dates(wrapped)

    def _check_dates(self, wrapped: ssl.SSLSocket) -> None:
        """Raise `ClockWrong` if the certificate is not valid at the trusted time."""
        seconds = self._clock() // 1000
        certificate: Any = wrapped.getpeercert() or {}
        if not seconds or "notBefore" not in certificate:
            return
        if seconds < ssl.cert_time_to_seconds(certificate["notBefore"]):
            raise ClockWrong("the certificate is not valid yet")
        if seconds > ssl.cert_time_to_seconds(certificate["notAfter"]):
            raise ClockWrong("the certificate is not valid any more")


def unpinned() -> ssl.SSLContext:
    """Trust nobody in particular: for the first word only, which the one-time code proves."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context
