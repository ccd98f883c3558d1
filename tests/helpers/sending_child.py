"""A PC that sends one file in a process of its own, to be killed without warning.

python -m tests.helpers.sending_child GATEWAY PORT FILE SERVER COUNTER
"""

import os
import sys
from pathlib import Path

from sync.carriers.files import HttpFileLine
from sync.carriers.http import HttpCarrier, Server
from sync.files.calls import Caller
from sync.gateway.folder import Folder
from sync.protocol.signing import Signer
from tests.helpers.gateway_files import sends
from tests.helpers.gateway_world import START


def main(gateway: str, port: str, file: str, server: str, counter: str) -> None:
    folder = Folder(Path(gateway))
    key = folder.signer().public_key
    address = Server(f"https://127.0.0.1:{port}", folder.authority_pem(), key)
    with HttpCarrier(address, lambda: START, os.urandom) as carrier:
        caller = Caller(Signer(b"\x01" * 32), "AAAA", server, key, int(counter), os.urandom)
        sends(HttpFileLine(carrier, caller), Path(file).read_bytes(), 32 << 10)


if __name__ == "__main__":
    main(*sys.argv[1:])
