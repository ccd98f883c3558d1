"""A PC on a line of 16 kbit/s that sends one file until it is whole, to be killed at will.

python -m tests.helpers.patient_child GATEWAY PORT FILE SERVER COUNTER

Its clock is the line: a second has passed when 2,000 bytes have gone up.
"""

import os
import sys
from pathlib import Path

from sync.carriers.files import HttpFileLine
from sync.carriers.http import HttpCarrier, Server
from sync.files.address import address_of
from sync.files.calls import Caller
from sync.files.sending import Seconds, Sending
from sync.files.slices import Slices
from sync.gateway.folder import Folder
from sync.protocol.errors import SyncError
from sync.protocol.signing import Signer
from tests.helpers.gateway_world import START

BYTES_A_SECOND = 2000
_TRIES = 1000


def main(gateway: str, port: str, path: str, server: str, counter: str) -> None:
    folder, content = Folder(Path(gateway)), Path(path).read_bytes()
    key = folder.signer().public_key
    address = Server(f"https://127.0.0.1:{port}", folder.authority_pem(), key)
    caller = Caller(Signer(b"\x01" * 32), "AAAA", server, key, int(counter), os.urandom)
    slices, gone = Slices(), 0
    for _ in range(_TRIES):
        with HttpCarrier(address, lambda: START, os.urandom) as carrier:
            line = HttpFileLine(carrier, caller)
            sending = Sending(address_of(content), content, _clock(carrier, gone))
            try:
                while not (told := sending.step(line, slices))[0].whole:
                    slices = told[1]
            except SyncError:
                slices = slices.after_failure()
            else:
                return
            gone += carrier.traffic.bytes_up
    raise SystemExit(1)


def _clock(carrier: HttpCarrier, gone: int) -> Seconds:
    return lambda: (gone + carrier.traffic.bytes_up) / BYTES_A_SECOND


if __name__ == "__main__":
    main(*sys.argv[1:])
