"""What the technician copies onto the server says what the program understands."""

import re
import shlex
from pathlib import Path

from app.cli import gateway as command
from app.cli.answers import Parser
from sync.gateway.server import MAX_BODY

RESOURCES = Path(__file__).parents[2] / "resources"
UNIT = (RESOURCES / "server/motcua-gateway.service").read_text("utf-8")
NGINX = (RESOURCES / "server/nginx.conf").read_text("utf-8")
GUIDE = (RESOURCES / "help/gateway.vi.md").read_text("utf-8")


def _understood(line):
    parser = Parser()
    command.add_parser(parser.add_subparsers(dest="command"))
    words = shlex.split(line.replace("\\\n", " ").replace("...", "x"))
    return parser.parse_args(words[words.index("gateway") :])


def test_the_service_starts_the_gateway_in_its_own_folder():
    (line,) = re.findall(r"^ExecStart=(.*)$", UNIT, re.MULTILINE)
    args = _understood(line)
    assert (args.act, str(args.data), args.host) == ("serve", "/var/lib/motcua", "127.0.0.1")
    (folder,) = re.findall(r"^StateDirectory=(.*)$", UNIT, re.MULTILINE)
    assert str(args.data) == f"/var/lib/{folder}"
    assert f"{args.host}:{args.port};" in NGINX


def test_every_command_of_the_guide_is_one():
    commands = re.findall(r"bin/motcua (gateway (?:\\\n|[^\n`])*)", GUIDE)
    assert {_understood(line).act for line in commands} >= {"init", "status", "invite"}


def test_nginx_lets_through_what_a_pc_may_send_and_holds_nothing_back():
    (most,) = re.findall(r"client_max_body_size (\d+)m;", NGINX)
    assert int(most) * 1024 * 1024 > MAX_BODY
    assert "proxy_request_buffering off;" in NGINX
    assert "ssl_preread on;" in NGINX
