"""Runs the stand-in by itself: `python -m tests.provincial --port 0 --seed 7 --faults light`.

Says where it listens as one line of JSON; ends at SIGTERM, after `--seconds`, or, asked with
`--until-stdin-closes`, when nobody needs it any more. Then a line that comes in is a wish to see:
the page is left in the file of `--leave`, and what is held is said as one line of JSON.
"""

import argparse
import json
import os
import socket
import sys
import threading
from pathlib import Path
from typing import Any

from tests.provincial.faults import PLANS
from tests.provincial.page import whole_page
from tests.provincial.runner import Server, connection
from tests.provincial.shown import everything
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

        def ready() -> None:
            _tell(url, args)
            if args.until_stdin_closes:
                _listen(server, province, args.leave)

        server = Server(wire, args.tls, ready)
        _stop_in_time(server, args.seconds)
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
    parser.add_argument("--leave", type=Path, metavar="FILE", help="where the page is left")
    return parser


def _tell(url: str, args: argparse.Namespace) -> None:
    said = {"url": url, "pid": os.getpid(), "connection": connection(url, args.unit)}
    if args.tls:
        said["ca"] = str((args.tls / "ca.pem").absolute())
    _say(said)


def _stop_in_time(server: Server, seconds: float) -> None:
    timer = threading.Timer(seconds, server.end)
    timer.daemon = True
    timer.start()


def _listen(server: Server, province: Province, page: Path | None) -> None:
    """Show what is held for each line that comes, and end with the last."""

    def hear() -> None:
        for _line in sys.stdin:
            told = everything(province.held)
            if page is not None:
                page.write_text(whole_page(told, province.now()), "utf-8")
            _say(told)
        server.end()

    threading.Thread(target=hear, daemon=True).start()


def _say(told: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
