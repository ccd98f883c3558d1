"""`motcua hub`: serve this commune's PCs, go to the PC that serves, try an address."""

import argparse
import signal
import sys
import threading
from pathlib import Path
from types import FrameType

from app.cli.answers import FAILED, Subparsers, port, say, say_json
from app.cli.unlocking import open_desk, unlocked
from app.domain.errors import RuleViolation
from app.store.faults import StoreFault
from app.system.machine import Machine
from app.ui.words.hub_lines import NOBODY, found_line, let_in_line, reach_lines, round_line
from app.usecases import hub, hub_child
from app.usecases.desk import Desk
from app.usecases.hub_reach import Reach, listens, reach_beside
from app.usecases.hub_search import look_for_hubs
from app.usecases.hub_service import HubService
from app.usecases.hub_state import HubState
from app.usecases.sync_service import SyncService
from sync.protocol.card import PORT

_EVERY = "0.0.0.0"  # noqa: S104 - a server listens
_HEED = 1.0
"""Windows hears Ctrl+C only between two waits."""


_TRIES = 10
"""So often it is waited for after the first fault."""


class NotServing(Exception):
    """The server of this PC never came to listen; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def add_parser(subparsers: Subparsers) -> None:
    """Describe the command group."""
    parser = subparsers.add_parser("hub", help="the commune's server")
    acts = parser.add_subparsers(dest="act", required=True)
    serve = acts.add_parser("serve", help="serve until it is told to end (SIGTERM, Ctrl+C)")
    serve.add_argument("--port", type=port, default=PORT, metavar="N")
    serve.add_argument(
        "--until-input-ends", action="store_true", help="end with the program that started it"
    )
    child = acts.add_parser("child", help="the process that listens; started by the program")
    child.add_argument("--host", default=_EVERY)
    child.add_argument("--port", type=port, default=PORT, metavar="N")
    child.add_argument("--name", default="")
    join = acts.add_parser("join", help="go to the PC that serves")
    join.add_argument("address", metavar="HOST[:PORT]")
    acts.add_parser("leave", help="go to no PC that serves")
    test = acts.add_parser(
        "test", help="can it be reached, and does it know this PC; on the server: who came"
    )
    test.add_argument("address", nargs="?", default="", metavar="HOST[:PORT]")
    find = acts.add_parser("find", help="look for it in the network")
    once = acts.add_parser("once", help="one round with it now")
    for act in (serve, join, test, find, once):
        act.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Do one act of the group."""
    if args.act == "child":
        return _child(args)
    if args.act == "test" and not args.address:
        return _test_here(args)
    with open_desk(args) as desk:
        return _ACTS[args.act](desk, args)


def _child(args: argparse.Namespace) -> int:
    """Listen for the window that started us; says why if it cannot."""
    tell = hub_child.lines_told(sys.stdout)
    asked = hub_child.Asked(Path(args.profile), args.host, args.port, args.name)
    try:
        hub_child.serve(asked, Machine.here(), sys.stdin.buffer, tell)
    except StoreFault as fault:
        tell({"fault": fault.code})
        return 1
    except OSError:
        tell({"fault": "hub_port_taken"})
        return 1
    return 0


def _serve(desk: Desk, args: argparse.Namespace) -> int:
    """Serve without a window: the neighbours, and the province as the line allows.

    Where it cannot even begin to listen it ends after a while and says why: at once it may be the
    one before it that has not ended yet.
    """
    hub.serve_here(desk, port=args.port)
    listening = threading.Event()
    faults: list[str] = []

    def changed(state: HubState) -> None:
        here = state.hosting
        if here.port and not listening.is_set():
            listening.set()
            say_json({"port": here.port}) if args.json else say(f"{here.port}")
            sys.stdout.flush()
        elif here.fault and not listening.is_set():
            faults.append(here.fault)

    ending = _told_to_end()
    if args.until_input_ends:
        threading.Thread(target=_input_ends, args=(ending,), daemon=True).start()
    service, rounds = HubService(desk, changed), SyncService(desk, lambda _status: None)
    rounds.start()
    service.start()
    left = _TRIES
    try:
        while left and not ending.wait(_HEED):
            left -= bool(faults) and not listening.is_set()
    finally:
        service.stop(5.0)
        rounds.stop(5.0)
    if not left:
        raise NotServing(faults[-1])
    return 0


def _told_to_end() -> threading.Event:
    """Set when a person, the unit or the scheduler ends us."""
    ending = threading.Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        ending.set()

    for each in ("SIGTERM", "SIGINT", "SIGBREAK"):
        if hasattr(signal, each):
            signal.signal(getattr(signal, each), end)
    return ending


def _input_ends(ending: threading.Event) -> None:
    while sys.stdin.readline():
        pass
    ending.set()


def _join(desk: Desk, args: argparse.Namespace) -> int:
    told = hub.join(desk, args.address)
    facts = {"device": told.device, "name": told.name}
    say_json(facts) if args.json else say(f"{told.name} ({told.device})")
    return 0


def _leave(desk: Desk, _args: argparse.Namespace) -> int:
    hub.leave(desk)
    say("Máy này không còn nối máy chủ xã nào.")
    return 0


def _test(desk: Desk, args: argparse.Namespace) -> int:
    told = hub.try_address(desk, args.address or hub.settings(desk).address)
    facts = {"device": told.device, "name": told.name, "known": told.known}
    if args.json:
        say_json(facts)
    else:
        say(let_in_line(told))
    return 0


def _test_here(args: argparse.Namespace) -> int:
    """No address: how it stands with our own server, else with the one that we go to."""
    here, officer, password = unlocked(args)
    found = reach_beside(here, officer, password)
    if not found.settings.serves:
        if not found.settings.address:
            raise RuleViolation("no_hub")
        with open_desk(args) as desk:
            return _test(desk, args)
    fault = listens(here, found.settings.port)
    if args.json:
        say_json(_reach_facts(found, fault))
    else:
        say("\n".join(reach_lines(found, fault)))
    return FAILED if fault else 0


def _reach_facts(found: Reach, fault: str) -> dict[str, object]:
    port = found.settings.port
    return {
        "listens": not fault,
        "fault": fault,
        "addresses": [f"{one}:{port}" for one in found.addresses],
        "firewall": found.firewall.inward.value,
        "came": {device: at.isoformat() for device, at in found.came.items()},
        "never_came": list(found.absent),
    }


def _find(desk: Desk, args: argparse.Namespace) -> int:
    """Who answers in the network, the proven ones first."""
    found = look_for_hubs(desk)
    if args.json:
        say_json([{"address": one.address, "name": one.name, "code": one.code} for one in found])
    else:
        say("\n".join(map(found_line, found)) or NOBODY)
    return 0 if any(not one.code for one in found) else FAILED


def _once(desk: Desk, args: argparse.Namespace) -> int:
    report = hub.one_round(desk)
    if args.json:
        say_json(report._asdict())
    else:
        say(round_line(report))
    return 0


_ACTS = {
    "serve": _serve,
    "join": _join,
    "leave": _leave,
    "test": _test,
    "find": _find,
    "once": _once,
}
