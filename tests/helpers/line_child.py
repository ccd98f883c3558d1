"""A PC in a network namespace: breaks its line in one way after the other and walks along it."""

import itertools
import json
import subprocess
import sys
import time
from pathlib import Path

from app.system.machine import Machine
from app.usecases.gateway_known import KnownGateway
from app.usecases.line_chain import LineWalk, OwnSide
from sync.carriers.line_probe import Asker, Limits
from sync.protocol.signing import Signer
from tests.helpers.clock import FrozenClock

# A refusal that comes while the first packet still leaves is heard with the second, a second later.
QUICK = Limits(name=3, connect=2.5, shake=3, answer=3, plain=1)
STRANGER = Asker(Signer(bytes([99]) * 32), "AAAA")
STATISTICS = Path("/sys/class/net/line0/statistics")


def moved() -> int:
    """Bytes that have gone over the cable."""
    return sum(int((STATISTICS / f"{way}_bytes").read_text()) for way in ("rx", "tx"))


def walked(folder: Path, url: str, limits: Limits, asker: Asker) -> dict[str, object]:
    """Where the walk ends, how long it took, and what went over the cable."""
    drawn = itertools.count(1)
    machine = Machine(FrozenClock(), lambda size: next(drawn).to_bytes(size, "big"), "pc")
    known = KnownGateway(
        url, "", (folder / "pc.key").read_bytes(), (folder / "pc.pem").read_bytes()
    )
    began, before = time.monotonic(), moved()
    links = list(LineWalk(OwnSide(known, asker), machine, limits).links())
    broken = next(one for one in links if one.ok is not True)
    return {
        "link": broken.name,
        "code": broken.code,
        "seconds": round(time.monotonic() - began, 2),
        "bytes": moved() - before,
        "unchecked": sum(one.ok is None and one is not broken for one in links),
    }


def main(folder: Path, plan: str, *, is_quick: bool) -> None:
    """Go through a plan of (name, commands, address, commands to mend it)."""
    told = {}
    for name, breaks, url, mends in json.loads(plan):
        for command in breaks:
            subprocess.run(command.split(), check=True)  # noqa: S603 - our own plan
        asker = STRANGER if name == "device unknown" else Asker()
        told[name] = walked(folder, url, QUICK if is_quick else Limits(), asker)
        for command in mends:
            subprocess.run(command.split(), check=True)  # noqa: S603
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], is_quick="--slow" not in sys.argv)
