"""The desk on an old PC: start-up, memory, sign-in, reception, search with many dossiers.

python -m tests.bench.old_pc [--dossiers 100000] [--cpu 30] [--flush-ms 15] [--office DIR] [--out F]

The office is made at full speed; what is measured runs on one core with a CPU quota, a disk that
reads 40 MB a second and flushes in 15 ms, and a bare Qt window beside it in the same run.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

from app.cli.bench_office import an_office
from tests.bench.old_pc.throttle import CannotThrottle, SlowMachine, Slowness, a_slow_machine

ROOT = Path(__file__).parents[3]
BENCHES = ("startup", "search", "save")


def main() -> int:
    """Make the office, slow the machine down, measure."""
    asked = _asked()
    slowness = Slowness(cpu_percent=asked.cpu, flush_ms=asked.flush_ms)
    with tempfile.TemporaryDirectory(prefix="motcua-old-pc-") as aside:
        office = asked.office or Path(aside)
        with an_office(asked.dossiers, office):
            pass
        try:
            with a_slow_machine(slowness, Path(aside)) as machine:
                said = [_measured(machine, name, asked, office) for name in asked.bench]
        except CannotThrottle as no:
            sys.stderr.write(f"{no}\n")
            return 1
    told = {"slowness": vars(slowness), "benches": said}
    text = json.dumps(told, indent=2, ensure_ascii=False)
    if asked.out:
        asked.out.write_text(text + "\n", "utf-8")
    sys.stdout.write(text + "\n")
    return 0


def _measured(
    machine: SlowMachine, name: str, asked: argparse.Namespace, office: Path
) -> dict[str, object]:
    sizes = ["--dossiers", str(asked.dossiers), "--runs", str(asked.runs)]
    command = [sys.executable, "-m", "app", "bench", name, "--json", *sizes]
    said: dict[str, object] = json.loads(machine.run([*command, "--office", str(office)], ROOT))
    return said


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tests.bench.old_pc")
    parser.add_argument("--dossiers", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--cpu", type=int, default=30, help="percent of one core")
    parser.add_argument("--flush-ms", type=int, default=15)
    parser.add_argument("--office", type=Path, default=None, help="made there once, and kept")
    parser.add_argument("--bench", nargs="+", choices=BENCHES, default=list(BENCHES))
    parser.add_argument("--out", type=Path, default=None)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
