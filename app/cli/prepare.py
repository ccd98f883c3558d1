"""`motcua prepare office`: one file for all PCs of an office; the passphrase is said, not kept.

Run at the province's server with `--data`, it makes the one-time codes too and signs with the
province's key in that commune; elsewhere a technician's key file signs, made at its first use.
"""

import argparse
import os
from pathlib import Path

import msgspec

from app.cli.answers import Subparsers, WrongUse, say, say_json
from app.cli.gateway_data import must_know_the_date
from app.cli.system_faults import must_take_file
from app.system import durable
from app.system.machine import Machine
from app.usecases import office_profile, shipped
from app.usecases.office import OfficeFacts, OfficeSettings
from app.usecases.office_profile import Prepared
from sync.gateway.acts import Acts
from sync.gateway.gateway import Gateway
from sync.protocol.canonical import UNREADABLE
from sync.protocol.signing import SECRET_KEY_BYTES, Signer

_MOST_PCS = 100


class _Plan(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the technician writes: the office, its settings, the gateway's address."""

    office: OfficeFacts
    settings: OfficeSettings = OfficeSettings()
    url: str = ""


def add_parser(subparsers: Subparsers) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("prepare", help="one file for all PCs of an office")
    actions = parser.add_subparsers(dest="action", required=True)
    office = actions.add_parser("office")
    office.add_argument("--from", dest="plan", type=Path, required=True, metavar="JSON")
    office.add_argument("--out", type=Path, required=True, metavar="FILE.motcua")
    office.add_argument("--pcs", type=_pcs, default=1, metavar="N")
    office.add_argument("--data", type=Path, default=None, metavar="DIR", help="the gateway's")
    office.add_argument("--key", type=Path, default=None, metavar="FILE", help="a technician's")
    office.add_argument("--templates", type=Path, default=None, metavar="DIR")
    office.add_argument("--catalogue", type=Path, default=None, metavar="FILE.mcp")
    office.add_argument("--by", default="", metavar="NAME")
    office.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Make the file and say its passphrase, once."""
    machine = Machine.here()
    prepared = _planned(args)
    must_take_file(args.out)
    passphrase = office_profile.new_passphrase(machine)
    if args.data is not None:
        signer, prepared = _by_province(args, prepared)
    elif args.key is not None:
        signer = _technician(args.key)
    else:
        raise WrongUse("--data DIR | --key FILE")
    file = office_profile.write(prepared, signer, args.by, passphrase, machine)
    durable.replace(args.out, file)
    told = {"file": str(args.out), "passphrase": passphrase, "signer": signer.device}
    if args.json:
        say_json(told | {"pcs": max(1, len(prepared.codes))})
    else:
        say(f"{args.out}: mật khẩu của tệp {passphrase} (đọc riêng); người ký {signer.device}")
    return 0


def _pcs(typed: str) -> int:
    """How many PCs an office has; raises `ValueError`."""
    number = int(typed)
    if not 1 <= number <= _MOST_PCS:
        raise ValueError(typed)
    return number


def _planned(args: argparse.Namespace) -> Prepared:
    written = args.plan.read_bytes()
    try:
        plan = msgspec.json.decode(written, type=_Plan)
    except UNREADABLE as error:
        raise WrongUse(f"--from {args.plan}", "plan_unreadable") from error
    templates = office_profile.own_templates(args.templates) if args.templates else ()
    package = args.catalogue.read_bytes() if args.catalogue else b""
    return Prepared(
        office=plan.office,
        settings=plan.settings,
        url=plan.url,
        templates=tuple(templates),
        package=package,
    )


def _by_province(args: argparse.Namespace, prepared: Prepared) -> tuple[Signer, Prepared]:
    """Codes for so many PCs, each noted as the operator's act."""
    must_know_the_date()
    gateway = Gateway(args.data, dictionaries=shipped.dictionaries())
    try:
        commune = prepared.office.commune_code
        acts = Acts(gateway, args.by or "operator")
        codes = tuple(acts.invite(commune, "office").code for _ in range(args.pcs))
        signer = gateway.folder.province_signer(commune, gateway.entropy)
        authority, url = gateway.folder.authority_pem(), gateway.settings.public_url
    finally:
        gateway.close()
    return signer, msgspec.structs.replace(
        prepared, codes=codes, authority=authority, url=prepared.url or url
    )


def _technician(path: Path) -> Signer:
    if not path.exists():
        durable.replace(path, os.urandom(SECRET_KEY_BYTES))
        path.chmod(0o600)
    secret = path.read_bytes()
    if len(secret) != SECRET_KEY_BYTES:
        raise WrongUse(f"--key {path}", "technicians_key_wrong")
    return Signer(secret)
