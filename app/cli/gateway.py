"""`motcua gateway`: set up, run and look after the province's server."""

import argparse
import getpass
from collections.abc import Callable
from pathlib import Path

from app.cli import gateway_bundles, gateway_proof, gateway_stick, helpdesk
from app.cli.answers import Subparsers, port, say, say_json
from app.cli.gateway_data import must_know_the_date, now, opened, tell
from app.cli.unlocking import password
from app.domain.calendar import OFFICE_TIME
from app.domain.events import CodeGiven, Payload, Recorded, RecordRefused, StateReported, to_payload
from app.domain.states import State
from app.portal.overview import Overview
from app.system.clock import instant
from sync.gateway import copies
from sync.gateway.acts import Acts
from sync.gateway.faults import BadCommuneCode, NoSuchEntity, NotAGateway
from sync.gateway.folder import Folder, Settings, is_commune_code
from sync.gateway.gateway import Gateway
from sync.gateway.page.mount import Page
from sync.gateway.page.people import add_operator, operators, remove_operator
from sync.gateway.page.words import INVITE_ROLES
from sync.gateway.province import Fact
from sync.gateway.runner import serve
from sync.gateway.status import status
from sync.gateway.storage import opening

DEFAULT_PORT = 8443
_EVERY = "0.0.0.0"  # noqa: S104 - a server listens


def add_parser(subparsers: Subparsers) -> None:
    """Describe the command group."""
    parser = subparsers.add_parser("gateway", help="the province's server")
    acts = parser.add_subparsers(dest="act", required=True)
    for name, describe in _PARSERS.items():
        act = acts.add_parser(name)
        act.add_argument("--data", type=Path, required=True, metavar="DIR")
        act.add_argument("--database", default="", metavar="sqlite|URL")
        act.add_argument("--json", action="store_true")
        describe(act)


def run(args: argparse.Namespace) -> int:
    """Do one act of the group."""
    return _ACTS[args.act](args) or 0


def _describe_init(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--province", default="Lai Châu", metavar="NAME")
    parser.add_argument("--name", action="append", default=[], metavar="HOST")
    parser.add_argument("--commune", action="append", default=[], metavar="CODE=NAME")
    parser.add_argument("--database-owner", default="", metavar="URL", help="makes the tables")


def _describe_serve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default=_EVERY)
    parser.add_argument("--port", type=port, default=DEFAULT_PORT, metavar="N")
    parser.add_argument(
        "--public-url", default="", metavar="URL", help="where others fetch files from; is kept"
    )


def _describe_invite(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--commune", required=True, metavar="CODE")
    parser.add_argument("--commune-name", default="", metavar="NAME")
    parser.add_argument("--role", default="office", choices=tuple(INVITE_ROLES))
    _describe_operator(parser)


def _describe_status(parser: argparse.ArgumentParser) -> None:
    """`--data` and `--json` are all that it takes."""


def _describe_revoke(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--device", required=True, metavar="ID")
    parser.add_argument("--reason", required=True)
    _describe_operator(parser)


def _describe_operators(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("deed", choices=["add", "remove", "list"])
    parser.add_argument("--name", default="", metavar="NAME")
    parser.add_argument("--role", choices=["viewer", "operator"], default="viewer")


def _describe_answer(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dossier", required=True, metavar="UUID")
    answers = parser.add_mutually_exclusive_group(required=True)
    answers.add_argument("--accept", metavar="CODE")
    answers.add_argument("--refuse", metavar="REASON")
    answers.add_argument("--state", type=int, choices=[s.value for s in State if s.value])
    parser.add_argument("--reason", default="", help="with --state")
    _describe_operator(parser)


def _describe_operator(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--by", default="operator", metavar="OPERATOR")


def _init(args: argparse.Namespace) -> None:
    must_know_the_date()
    names = tuple(args.name) or ("localhost", "127.0.0.1")
    before = _before(args.data)
    database = args.database or before.database
    if args.database_owner:
        opening.prepare(database, args.database_owner)
    settings = Settings(
        province=args.province, names=names, database=database, public_url=before.public_url
    )
    gateway = Gateway.init(args.data, settings, now)
    try:
        for commune in args.commune:
            code, _, name = commune.partition("=")
            _must_be_code(code)
            gateway.add_commune(code, name or code)
        tell(
            args,
            {"server": gateway.id, "data": str(args.data)},
            gateway.id,
            f"Đã lập cổng {gateway.id} ở {args.data}.",
        )
    finally:
        gateway.close()


def _must_be_code(code: str) -> None:
    if not is_commune_code(code):
        raise BadCommuneCode(code)


def _before(data: Path) -> Settings:
    """The settings of a gateway that is there already; a new one begins with SQLite."""
    try:
        return Folder(data).settings()
    except NotAGateway:
        return Settings(province="", names=(), database=opening.SQLITE)


def _serve(args: argparse.Namespace) -> None:
    with opened(args) as gateway:
        if args.public_url:
            gateway.folder.serve_under(args.public_url)
        serve(
            gateway,
            args.host,
            args.port,
            lambda port: tell(
                args,
                {"server": gateway.id, "port": port},
                f"{args.host}:{port}",
                _serves(args.host, port),
            ),
            Page(gateway, Overview()),
        )


def _tell_ready(args: argparse.Namespace, server: str, port: int) -> None:
    told = {"server": server, "port": port}
    tell(args, told, f"{args.host}:{port}", _serves(args.host, port))


def _serves(host: str, port: int) -> str:
    """Where it listens, for a person."""
    if host == _EVERY:
        return f"Cổng đang chạy ở mọi địa chỉ của máy này, cổng {port} (--host để chọn một)."
    return f"Cổng đang chạy ở {host}:{port}."


def _invite(args: argparse.Namespace) -> None:
    must_know_the_date()
    with opened(args) as gateway:
        if args.commune_name:
            _must_be_code(args.commune)
            gateway.add_commune(args.commune, args.commune_name)
        invitation = Acts(gateway, args.by).invite(args.commune, args.role)
        ends = f"{instant(invitation.ends_at).astimezone(OFFICE_TIME):%H:%M %d/%m/%Y}"
        words = f"Mã ghi danh cho xã {args.commune}: {invitation.code}; một lần, đến {ends}."
        tell(args, invitation._asdict(), invitation.code, words)


def _status(args: argparse.Namespace) -> None:
    with opened(args) as gateway:
        told = status(gateway)
    if args.json:
        say_json(told)
        return
    say(f"{told['province']} · {told['server']}")
    for commune in told["communes"]:
        devices = len(commune["devices"])
        say(
            f"{commune['code']} {commune['name']}: {devices} thiết bị, {commune['placed']} sự kiện"
            f", {commune['files_held']}/{commune['files_named']} tệp"
            f", {len(commune['waiting_for_a_person'])} chờ người xử lý"
        )


def _revoke(args: argparse.Namespace) -> None:
    with opened(args) as gateway:
        revocation = Acts(gateway, args.by).revoke(args.device, args.reason)
        words = f"Đã thu hồi máy {args.device}. Máy đó biết ở lần đồng bộ sau."
        tell(args, revocation.to_payload(), args.device, words)


def _operators(args: argparse.Namespace) -> None:
    """Who may sign in to the page; what was done here is the technician's of this machine."""
    by = f"máy chủ: {getpass.getuser()}"
    with opened(args) as gateway:
        if args.deed == "add":
            typed, may_act = password(args.password_file), args.role == "operator"
            add_operator(gateway, args.name, typed, by, may_act=may_act)
        elif args.deed == "remove":
            remove_operator(gateway, args.name, by)
        roles = {one.name: "operator" if one.may_act else "viewer" for one in operators(gateway)}
    lines = "\n".join(f"{name}: {role}" for name, role in roles.items())
    tell(args, [{"name": name, "role": role} for name, role in roles.items()], lines)


def _answer(args: argparse.Namespace) -> None:
    facts = [_fact(args.dossier, said) for said in _said(args)]
    with opened(args) as gateway:
        commune = _commune_of(gateway, args.dossier)
        written = gateway.province(commune).answer(facts, args.by, gateway.now())
    told = {"dossier": args.dossier, "commune": commune, "events": [str(one) for one in written]}
    tell(args, told, args.dossier)


def _answer_stick(args: argparse.Namespace) -> None:
    with opened(args) as gateway:
        tell(args, *gateway_stick.answered(gateway, args))


def _confirm_stick(args: argparse.Namespace) -> None:
    with opened(args) as gateway:
        tell(args, *gateway_stick.confirmed(gateway, args))


def _describe_backup(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--copy", type=Path, required=True, metavar="DIR")


def _backup(args: argparse.Namespace) -> None:
    count = copies.back_up(args.data, args.copy)
    tell(args, {"files": count, "copy": str(args.copy)}, str(args.copy))


def _restore(args: argparse.Namespace) -> None:
    """Into an empty folder; every commune's log begins a new epoch and its PCs heal it."""
    codes = copies.put_back(args.copy, args.data)
    tell(args, {"communes": codes, "data": str(args.data)}, " ".join(codes))


def _said(args: argparse.Namespace) -> tuple[Payload, ...]:
    """What the operator's answer says, as facts of the province."""
    if args.accept:
        return (CodeGiven(code=args.accept), Recorded(code=args.accept))
    if args.refuse:
        return (RecordRefused(reason=args.refuse),)
    return (StateReported(state=args.state, reason=args.reason),)


def _fact(dossier: str, said: Payload) -> Fact:
    return Fact(dossier, "dossier", said.kind, to_payload(said), said.version)


def _commune_of(gateway: Gateway, dossier: str) -> str:
    """The commune whose log holds the dossier."""
    for commune in gateway.registry.communes():
        if gateway.commune(commune.code).log.entity(dossier):
            return commune.code
    raise NoSuchEntity(dossier)


_PARSERS: dict[str, Callable[[argparse.ArgumentParser], None]] = {
    "init": _describe_init,
    "serve": _describe_serve,
    "invite": _describe_invite,
    "status": _describe_status,
    "answer": _describe_answer,
    "revoke": _describe_revoke,
    "operator": _describe_operators,
    "backup": _describe_backup,
    "restore": _describe_backup,
    "helpdesk": helpdesk.describe,
    "stick": gateway_bundles.describe,
    "enrol-stick": gateway_stick.describe_answer,
    "confirm-stick": gateway_stick.describe_confirm,
    "proof": gateway_proof.describe,
}
_ACTS: dict[str, Callable[[argparse.Namespace], int | None]] = {
    "init": _init,
    "serve": _serve,
    "invite": _invite,
    "status": _status,
    "answer": _answer,
    "revoke": _revoke,
    "operator": _operators,
    "backup": _backup,
    "restore": _restore,
    "helpdesk": helpdesk.run,
    "stick": gateway_bundles.run,
    "enrol-stick": _answer_stick,
    "confirm-stick": _confirm_stick,
    "proof": gateway_proof.check,
}
