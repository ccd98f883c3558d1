"""Runs the stand-in by itself: `python -m tests.provincial --port 0 --seed 7 --faults light`.

Says where it listens as one line of JSON; ends at SIGTERM, after `--seconds`, or, asked with
`--until-stdin-closes`, when nobody needs it any more.
"""

import argparse
import json
import os
import socket
import sys
import threading
from pathlib import Path

from tests.provincial.faults import PLANS
from tests.provincial.runner import Server, connection
from tests.provincial.system import PASSWORD, USER, Province, system_clock
from tests.provincial.wire import Wire


def main() -> int:
    """Serve until told to stop."""
    args = _parser().parse_args()
    province = Province(args.state, system_clock, {USER: PASSWORD})
    wire = Wire(province, args.seed, PLANS[args.faults])
    if args.reset_faults:
        wire.misbehave(PLANS[args.faults])
    with socket.create_server(("127.0.0.1", args.port), backlog=128) as listener:
        port = listener.getsockname()[1]
        url = f"{'https' if args.tls else 'http'}://127.0.0.1:{port}"
        server = Server(wire, args.tls, lambda: _tell(url, args))
        _stop_in_time(server, args)
        server.run(sockets=[listener])
    province.held.close()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tests.provincial", description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--faults", choices=sorted(PLANS), default="none")
    parser.add_argument("--reset-faults", action="store_true", help="forget a plan that was kept")
    parser.add_argument("--state", type=Path, help="keep everything in this file")
    parser.add_argument("--tls", type=Path, metavar="DIR", help="TLS; makes DIR/ca.pem")
    parser.add_argument("--unit", default="H35.112.03", help="the agency that is told")
    parser.add_argument("--seconds", type=float, default=8 * 3600, help="ends by itself then")
    parser.add_argument("--until-stdin-closes", action="store_true")
    return parser


def _tell(url: str, args: argparse.Namespace) -> None:
    said = {"url": url, "pid": os.getpid(), "connection": connection(url, args.unit)}
    if args.tls:
        said["ca"] = str((args.tls / "ca.pem").absolute())
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


def _stop_in_time(server: Server, args: argparse.Namespace) -> None:
    def stop() -> None:
        server.should_exit = True

    timer = threading.Timer(args.seconds, stop)
    timer.daemon = True
    timer.start()
    if args.until_stdin_closes:

        def wait() -> None:
            sys.stdin.read()
            stop()

        threading.Thread(target=wait, daemon=True).start()


if __name__ == "__main__":
    sys.exit(main())
