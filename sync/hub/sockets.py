"""TLS over a socket that may be dead already: whatever happens, nothing stays open."""

import socket
import ssl


def wrapped(
    context: ssl.SSLContext, plain: socket.socket, *, server: bool = False, host: str | None = None
) -> ssl.SSLSocket:
    """Shake hands; raises `OSError` or `ValueError` and has closed the socket then.

    If the other side was gone before, `ssl` takes the socket over, raises, and forgets to close it;
    on Windows it may not even raise, and hand over a socket on which nobody has shaken hands.
    """
    try:
        made = context.wrap_socket(plain, server_side=server, server_hostname=host)
        if made.version() is None:
            made.close()
            raise ConnectionResetError("gone before the handshake")
    except (OSError, ValueError) as why:
        _close_forgotten(why)
        plain.close()
        raise
    return made


def _close_forgotten(why: BaseException) -> None:
    place = why.__traceback__
    while place is not None:
        forgotten = place.tb_frame.f_locals.get("self")
        if isinstance(forgotten, ssl.SSLSocket):
            forgotten.close()
        place = place.tb_next
