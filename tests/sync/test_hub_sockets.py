"""A call that the other side has broken off before the handshake leaves no socket open."""

import gc
import select
import socket
import ssl
import struct

import pytest

from sync.carriers.pinned import unpinned
from sync.hub.sockets import wrapped

AT_ONCE = struct.pack("ii", 1, 0)
"""A close that says so at once (RST)."""


def a_broken_call() -> socket.socket:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        call = socket.create_connection(listener.getsockname(), 10)
        other, _ = listener.accept()
        other.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
        other.close()
    select.select([call], [], [], 10)
    return call


@pytest.mark.parametrize("server", [False, True])
def test_nothing_stays_open(server):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER) if server else unpinned()
    with pytest.raises(OSError, match=r".*"):
        wrapped(context, a_broken_call(), server=server, host=None if server else "here")
    gc.collect()
