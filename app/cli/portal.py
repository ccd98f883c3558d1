"""`motcua portal`: the connector to the province's system."""

import argparse
import signal
from pathlib import Path
from types import FrameType

import msgspec

from app.cli import portal_catalogue
from app.cli.answers import FAILED, Subparsers, say, say_json
from app.portal import profile
from app.portal.config import Config
from app.portal.config_file import read_config
from app.portal.connector import Connector, Pass
from app.portal.health import Health, is_silent, read_health
from app.system.clock import OFFICE_TIME, SystemClock, instant, milliseconds
from app.ui import words
from app.ui.labels import label


def add_parser(subparsers: Subparsers) -> None:
    """Describe the command group."""
    parser = subparsers.add_parser("portal", help="the connector to the province's system")
    acts = parser.add_subparsers(dest="act", required=True)
    for name, help_ in _ACTS.items():
        act = acts.add_parser(name, help=help_)
        act.add_argument("--config", type=Path, required=True, metavar="FILE")
        act.add_argument("--json", action="store_true")
        if name == "enrol":
            act.add_argument("--url", required=True)
            act.add_argument("--code", required=True)
        if name == "catalogue":
            portal_catalogue.add_options(act)


_ACTS = {
    "enrol": "make the connector's profile and let it in by a one-time code",
    "run": "work until told to stop",
    "once": "one pass now",
    "status": "how the line is and what waits",
    "catalogue": "what the province's catalogue says otherwise than ours",
}


def run(args: argparse.Namespace) -> int:
    """Do one act of the group."""
    config = read_config(args.config)
    match args.act:
        case "enrol":
            device = profile.enrol(config, args.url, args.code)
            say_json({"device": device}) if args.json else say(device)
        case "run":
            _run(config)
        case "once":
            return _once(config, as_json=args.json)
        case "catalogue":
            return portal_catalogue.run(config, args)
        case _:
            return _status(config, as_json=args.json)
    return 0


def _run(config: Config) -> None:
    with profile.opened(config) as desk:
        connector = Connector(desk, config)

        def stop(_signal: int, _frame: FrameType | None) -> None:
            connector.stop()

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        connector.run()


def _once(config: Config, *, as_json: bool) -> int:
    with profile.opened(config) as desk:
        done = Connector(desk, config).once()
    say_json(msgspec.to_builtins(done)) if as_json else say(_in_words(done))
    return 0 if done.is_fine else 1


def _status(config: Config, *, as_json: bool) -> int:
    """How it is; 1 when it does not work: never ran, ended, or silent for too long."""
    health = read_health(config)
    if as_json:
        say_json(msgspec.to_builtins(health))
    if health is None:
        if not as_json:
            say("Kết nối chưa chạy lần nào.")
        return FAILED
    stands_still = _why_it_stands_still(health, config)
    if not as_json:
        said = f"chờ gửi {health.waiting}, chưa ghi nhận {health.refused}"
        said = f"{said}, chưa rõ {health.in_doubt}"
        say(f"{stands_still or label(health.line)}; {said}")
        say(f"Đã ghi {health.told} hồ sơ, {health.rows} dòng từ lúc chạy.")
    return FAILED if stands_still else 0


def _why_it_stands_still(health: Health, config: Config) -> str:
    at = SystemClock().now()
    when = instant(health.pass_at).astimezone(OFFICE_TIME).strftime("%H:%M %d/%m/%Y")
    if health.ended:
        known = words.sentence(health.ended)
        return f"Đã dừng hẳn từ {when}: {known.code}: {known.what}"
    return f"Không chạy từ {when}" if is_silent(health, config.pace, milliseconds(at)) else ""


def _in_words(done: Pass) -> str:
    said = f"{label(done.line)}: đã ghi {done.recorded} hồ sơ, {done.rows} dòng tiến độ"
    said = f"{said}; chưa ghi nhận {done.refused}, để lại {done.skipped}; đến {done.inbound}"
    return f"{said}; chưa nhận hết sự kiện từ máy chủ tỉnh" if done.is_behind else said
