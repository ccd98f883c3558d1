"""`motcua gateway helpdesk`: the key of the province's helpdesk, and what it opens.

`--data` is the gateway's folder; for `open` any folder that holds the key file will do, so that the
helpdesk can read a report on a PC that is not the server.
"""

import argparse
import getpass
import os
import sys
from pathlib import Path

from app.cli.answers import WrongUse, say
from app.cli.gateway_data import now, opened, tell
from app.cli.unlocking import password
from app.usecases.helpdesk import REPORT
from sync.files import durable
from sync.gateway import phone_desk
from sync.gateway.helpdesk import Helpdesk, must_have
from sync.gateway.phone_desk import Asked
from sync.gateway.storage.operators import Audit
from sync.protocol.phone_codes import PURPOSE

_QUESTION = "Cụm mật khẩu của bộ phận hỗ trợ: "


def describe(parser: argparse.ArgumentParser) -> None:
    """Describe what may be done with the key."""
    parser.add_argument("deed", choices=tuple(_DEEDS))
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE")
    parser.add_argument("--again", action="store_true", help="init: a new key beside the old")
    parser.add_argument("--key", type=Path, default=None, metavar="FILE", help="carried elsewhere")
    parser.add_argument("--commune", default="", metavar="CODE", help="code: of the caller")
    parser.add_argument("--device", default="", metavar="ID", help="code: its first letters do")
    parser.add_argument("--number", type=int, default=0, metavar="K", help="code: on the screen")
    parser.add_argument("--operator", default="", metavar="NAME", help="code: who reads it out")
    parser.add_argument("--reason", default="", help="code: who called, who was called back")
    parser.add_argument("--out", type=Path, default=None, metavar="FILE", help="open: write here")


def run(args: argparse.Namespace) -> None:
    """Do one of them."""
    _DEEDS[args.deed](args)


def _init(args: argparse.Namespace) -> None:
    """Make the key and tell every commune of its public part."""
    passphrase = password(args.password_file, _QUESTION)
    with opened(args) as gateway:
        public = Helpdesk(args.data).make(passphrase, os.urandom, now(), again=args.again)
        by = f"máy chủ: {getpass.getuser()}"
        Audit(gateway.storage.registry()).add(now(), by, "helpdesk_named", public.name)
    _show(args)


def _show(args: argparse.Namespace) -> None:
    """Say which key is in force; a commune that was never told of it hears now."""
    public = must_have(args.data)
    with opened(args) as gateway:
        for commune in gateway.registry.communes():
            gateway.name_helpdesk(commune.code)
    file = Helpdesk(args.data).key_file(public.name)
    told = {"name": public.name, "public_key": public.key, "key_file": str(file)}
    where = file.name if file.exists() else "tệp khóa đã chuyển đi nơi khác"
    tell(args, told, f"Khóa {public.name} · {where}")


def _open(args: argparse.Namespace) -> None:
    """Read a sealed report."""
    if args.file is None:
        raise WrongUse("motcua gateway helpdesk open FILE")
    passphrase = password(args.password_file, _QUESTION)
    try:
        box = args.file.read_bytes()
    except OSError as error:
        raise WrongUse(str(args.file), "file_unreadable") from error
    content = Helpdesk(args.data).open(box, REPORT, passphrase, args.key)
    if args.out is not None:
        durable.write(args.out, content, private=True)
        say(str(args.out))
    else:
        sys.stdout.write(content.decode("utf-8", "replace"))


def _code(args: argparse.Namespace) -> None:
    """Read out one code of one PC; the audit has it before the screen."""
    if not (args.commune and args.device and args.number and args.operator and args.reason):
        raise WrongUse(
            "motcua gateway helpdesk code --commune CODE --device ID --number K"
            " --operator NAME --reason TEXT"
        )
    passphrase = password(args.password_file, _QUESTION)
    with opened(args) as gateway:
        device = phone_desk.device_like(gateway, args.commune, args.device)
        asked = Asked(args.commune, device, args.number, args.operator, args.reason)
        code = phone_desk.read_out(
            gateway,
            asked,
            lambda box: Helpdesk(args.data).open(box, PURPOSE, passphrase, args.key),
        )
    tell(args, {"device": device, "number": args.number, "code": code}, code)


_DEEDS = {"init": _init, "show": _show, "open": _open, "code": _code}
