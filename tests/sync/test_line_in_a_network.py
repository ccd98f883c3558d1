"""Real faults of a real network: cables, routes, names and firewalls between two namespaces.

Needs root and `ip`; elsewhere it says so and is skipped. With MOTCUA_LINE_SLOW=1 the waits are the
program's own, and what each fault takes is printed.
"""

import json
import os
import shutil
import subprocess
import sys

import pytest

from tests.helpers.command import ROOT
from tests.helpers.patience import PATIENCE

pytestmark = pytest.mark.xdist_group("network")

PC, PROVINCE = f"mc-pc-{os.getpid()}", f"mc-province-{os.getpid()}"  # a killed run leaves its own
GOOD = "https://good.example"
UP = [
    f"ip -n {PC} addr replace 10.77.0.2/24 dev line0",
    f"ip -n {PC} route replace default via 10.77.0.1",
]
PLAN = [
    ("all is well", [], GOOD, []),
    ("cable out", [f"ip -n {PROVINCE} link set line1 down"], GOOD,
     [f"ip -n {PROVINCE} link set line1 up", *UP]),
    ("adapter off", [f"ip -n {PC} link set line0 down"], GOOD,
     [f"ip -n {PC} link set line0 up", *UP]),
    ("no address", [f"ip -n {PC} addr flush dev line0",
                    f"ip -n {PC} addr add 169.254.9.9/16 dev line0"], GOOD,
     [f"ip -n {PC} addr flush dev line0", *UP]),
    ("no route", [f"ip -n {PC} route del default"], GOOD, UP),
    ("router off", [f"ip -n {PC} route replace default via 10.77.0.9"], GOOD, UP),
    ("name unknown", [], "https://nobody.example", []),
    ("name lies", [], "https://lies.example", []),
    ("sign-in page", [], "https://hotel.example", []),
    ("refused", [], "https://good.example:444", []),
    ("black hole", [], "https://black.example", []),
    ("unreachable", [], "https://gone.example", []),
    ("other name", [], "https://10.77.0.1", []),
    ("name server off", [f"ip -n {PROVINCE} addr del 10.77.0.53/24 dev line1"],
     "https://good.example", [f"ip -n {PROVINCE} addr add 10.77.0.53/24 dev line1"]),
    ("certificate expired", [], f"{GOOD}:451", []),
    ("certificate too early", [], f"{GOOD}:452", []),
    ("foreign authority", [], f"{GOOD}:453", []),
    ("line opened", [], f"{GOOD}:454", []),
    ("program too old", [], f"{GOOD}:455", []),
    ("server too old", [], f"{GOOD}:456", []),
    ("answer unsigned", [], f"{GOOD}:457", []),
    ("device unknown", [], GOOD, []),
]  # fmt: skip
EXPECTED = {
    "all is well": ("authentication", "sign_in_to_look"),
    "cable out": ("adapter", "no_cable"),
    "adapter off": ("adapter", "no_adapter"),
    "no address": ("adapter", "no_address"),
    "no route": ("route", "no_route"),
    "router off": ("route", "router_silent"),
    "name unknown": ("name", "name_unknown"),
    "name lies": ("name", "name_lies"),
    "sign-in page": ("portal", "portal_in_the_way"),
    "refused": ("tcp", "tcp_refused"),
    "black hole": ("tcp", "tcp_silent"),
    "unreachable": ("tcp", "tcp_unreachable"),
    "other name": ("tls", "tls_other_name"),
    "name server off": ("name", "name_silent"),
    "certificate expired": ("tls", "tls_expired"),
    "certificate too early": ("tls", "tls_not_yet"),
    "foreign authority": ("tls", "tls_foreign"),
    "line opened": ("tls", "tls_intercepted"),
    "program too old": ("version", "program_old"),
    "server too old": ("version", "program_new"),
    "answer unsigned": ("version", "answer_unsigned"),
    "device unknown": ("authentication", "device_not_known"),
}


def _may():
    return sys.platform.startswith("linux") and os.geteuid() == 0 and shutil.which("ip")


def _ip(words, *, check=True):
    return subprocess.run(["ip", *words.split()], check=check, capture_output=True)  # noqa: S603, S607


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """What the PC found, fault by fault."""
    if not _may():
        pytest.skip("own networks need root and the command ip")
    added = _ip(f"netns add {PC}", check=False)
    if added.returncode:
        pytest.skip(f"nobody is given a network of his own here: {added.stderr.decode()}")
    folder = tmp_path_factory.mktemp("world") / "gateway"
    try:
        _stand_up()
        yield _walked(folder)
    finally:
        for name in (PC, PROVINCE):
            _ip(f"netns del {name}", check=False)
        shutil.rmtree(f"/etc/netns/{PC}", ignore_errors=True)


def _stand_up():
    _ip(f"netns add {PROVINCE}")
    _ip(f"link add line0 netns {PC} type veth peer name line1 netns {PROVINCE}")
    for name, link in ((PC, "line0"), (PROVINCE, "line1")):
        _ip(f"-n {name} link set lo up")
        _ip(f"-n {name} link set {link} up")
    for address in ("10.77.0.1/24", "10.77.0.4/24", "10.77.0.53/24"):
        _ip(f"-n {PROVINCE} addr add {address} dev line1")
    _ip(f"-n {PROVINCE} route add unreachable 10.99.0.0/24")
    _ip(f"-n {PROVINCE} route add blackhole 10.88.0.0/24")
    _ip(f"netns exec {PROVINCE} sysctl -q -w net.ipv4.ip_forward=1")
    # Linux answers "unreachable" once a second only, which a test's short wait does not sit out.
    _ip(f"netns exec {PROVINCE} sysctl -q -w net.ipv4.icmp_ratelimit=0")
    for command in UP:
        _ip(command.removeprefix("ip "))
    resolv = f"/etc/netns/{PC}"
    os.makedirs(resolv, exist_ok=True)  # noqa: PTH103 - beside nothing else of paths
    with open(f"{resolv}/resolv.conf", "w") as file:  # noqa: PTH123
        file.write("nameserver 10.77.0.53\noptions timeout:1 attempts:1\n")


def _walked(folder):
    run = ["ip", "netns", "exec"]
    slow = ["--slow"] if os.environ.get("MOTCUA_LINE_SLOW") else []
    world = subprocess.Popen(  # noqa: S603
        [*run, PROVINCE, sys.executable, "-m", "tests.helpers.line_world", folder],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT,
    )  # fmt: skip
    assert world.stdin
    assert world.stdout
    try:
        assert world.stdout.readline() == b"ready\n"
        child = [sys.executable, "-m", "tests.helpers.line_child", folder, json.dumps(PLAN), *slow]
        done = subprocess.run([*run, PC, *child], capture_output=True, cwd=ROOT, check=False)  # noqa: S603
        assert done.returncode == 0, done.stderr.decode()[-2000:]
        return json.loads(done.stdout)
    finally:
        world.stdin.close()
        world.wait(PATIENCE)
        world.stdout.close()


@pytest.mark.parametrize("fault", EXPECTED)
def test_exactly_the_right_link_breaks_with_its_own_code(told, fault):
    found = told[fault]
    assert (found["link"], found["code"]) == EXPECTED[fault]
    if os.environ.get("MOTCUA_LINE_SLOW"):
        sys.stderr.write(f"\n{fault}: {found['seconds']} s, {found['bytes']} bytes")
