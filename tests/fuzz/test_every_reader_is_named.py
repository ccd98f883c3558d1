"""A reader that nobody gave to the fuzzer fails here: each module that decodes bytes is named.

Either a fuzz test reads through it, or it reads only what this very PC wrote for itself (inside the
encrypted database, or shipped and signed with the program); then it says so.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.fuzz.test_fuzz_readers import ROOMS, readers

ROOT = Path(__file__).parents[2]
DECODES = (
    *("json.decode", "msgpack.decode", "msgspec.convert", "json.loads", "tomllib.loads"),
    *("decode_object", "canonical.decode", "read_message", "RecordReader", "struct.unpack"),
    *("ZstdDecompressor", "ZipFile", "CalamineWorkbook", "PdfDocument", "HTMLParser"),
    *("bytes.fromhex", "b64decode", "b32decode", "urlsafe_b64decode", "QImageReader"),
)

ELSEWHERE = {
    "sync/files/calls.py": "tests/gateway/test_fuzz_files.py",
    "sync/files/tus.py": "tests/gateway/test_fuzz_files.py",
    "sync/files/depot.py": "tests/gateway/test_fuzz_files.py",
    "sync/gateway/server.py": "tests/fuzz/test_fuzz_doors.py",
    "sync/hub/server.py": "tests/fuzz/test_fuzz_doors.py",
    "sync/protocol/bundle.py": "tests/stick/test_fuzz.py",
    "sync/protocol/event.py": "tests/sync/test_fuzz.py",
    "sync/protocol/frame.py": "tests/sync/test_fuzz.py",
}
_IN_THE_DATABASE = "what this PC wrote into its own encrypted database"
_SHIPPED = "a file that ships with the program"
_GATEWAYS = "what the gateway wrote into its own folder"
OWN = {
    "app/cli/bench_gateway_pcs.py": "a benchmark's own gateway",
    "app/cli/demo_portal.py": "the demonstration's own process",
    "app/cli/prepare.py": "a plan that the technician types on that very machine",
    "app/portal/awaited.py": _IN_THE_DATABASE,
    "app/portal/catalogue.py": _IN_THE_DATABASE,
    "app/portal/doubts.py": _IN_THE_DATABASE,
    "app/portal/health.py": "the connector's own word on itself; a damaged one is none",
    "app/portal/procedures.py": _IN_THE_DATABASE,
    "app/store/arriving.py": "sealed with the data key; a torn record is cut off",
    "app/store/blobs.py": "names of files out of events that were read",
    "app/store/counters.py": _IN_THE_DATABASE,
    "app/store/device.py": _IN_THE_DATABASE,
    "app/store/forgotten.py": "slots that were read",
    "app/store/last_acts.py": "sealed with the data key",
    "app/store/new_key.py": _IN_THE_DATABASE,
    "app/store/projections/cash.py": _IN_THE_DATABASE,
    "app/store/projections/certification.py": _IN_THE_DATABASE,
    "app/store/projections/people.py": _IN_THE_DATABASE,
    "app/store/projections/reports.py": _IN_THE_DATABASE,
    "app/store/projections/telling.py": _IN_THE_DATABASE,
    "app/store/repairing.py": "rows of a damaged database: tests/store/damage",
    "app/store/steps.py": "sealed with the data key",
    "app/store/wreck.py": "rows of a damaged database: tests/store/damage",
    "app/system/disk_freeze.py": _SHIPPED,
    "app/system/ground.py": "a note of Dropbox on this machine; a damaged one is none",
    "app/system/network_linux.py": "what the kernel says",
    "app/system/packed.py": _SHIPPED,
    "app/system/single.py": "a wish of this program's other window; a damaged one is none",
    "app/ui/i18n.py": _SHIPPED,
    "app/ui/icons.py": _SHIPPED,
    "app/usecases/administration.py": _IN_THE_DATABASE,
    "app/usecases/batch.py": _IN_THE_DATABASE,
    "app/usecases/bundle_neighbours.py": _IN_THE_DATABASE,
    "app/usecases/bundle_records.py": _IN_THE_DATABASE,
    "app/usecases/catalogue.py": _SHIPPED,
    "app/usecases/catalogue_making.py": "the key of who makes a package, on that very machine",
    "app/usecases/catalogue_source.py": "source lines of who makes a package",
    "app/usecases/declarations.py": _IN_THE_DATABASE,
    "app/usecases/drafts.py": _IN_THE_DATABASE,
    "app/usecases/first_start.py": _IN_THE_DATABASE,
    "app/usecases/gateway_known.py": _IN_THE_DATABASE,
    "app/usecases/hub_child.py": "the key through the pipe of the program's own window",
    "app/usecases/hub_known.py": _IN_THE_DATABASE,
    "app/usecases/hub_round.py": "the proof of a hub: frames, read as all frames are",
    "app/usecases/line_chain.py": "a note of this PC beside its database",
    "app/usecases/link_profile.py": _IN_THE_DATABASE,
    "app/usecases/own_templates.py": _SHIPPED,
    "app/usecases/phone_codes.py": _IN_THE_DATABASE,
    "app/usecases/practice.py": _SHIPPED,
    "app/usecases/precheck.py": "what this PC found out about itself",
    "app/usecases/print_jobs.py": _IN_THE_DATABASE,
    "app/usecases/scanning.py": _IN_THE_DATABASE,
    "app/usecases/shipped.py": _SHIPPED,
    "app/usecases/stick_enrolment.py": _IN_THE_DATABASE,
    "app/usecases/sync_hold.py": _IN_THE_DATABASE,
    "app/usecases/takeover.py": _IN_THE_DATABASE,
    "sync/carriers/files.py": "addresses that were checked",
    "sync/gateway/folder.py": _GATEWAYS,
    "sync/gateway/helpdesk.py": _GATEWAYS,
    "sync/gateway/stick_enrolment.py": _GATEWAYS,
    "sync/gateway/stick_letters.py": _GATEWAYS,
    "sync/gateway/stick_returns.py": "addresses out of manifests that were read",
    "sync/journal/devices.py": _IN_THE_DATABASE,
    "sync/stick/outgoing.py": "addresses out of wishes that were read",
}


def test_every_module_that_decodes_is_fuzzed_or_reads_its_own():
    fuzzed = {module for room in ROOMS for one in readers(room).values() for module in one.modules}
    named = fuzzed | ELSEWHERE.keys() | OWN.keys()
    found = set(decoding())
    assert sorted(found - named) == []
    assert sorted((ELSEWHERE.keys() | OWN.keys()) - found) == []
    assert sorted(OWN.keys() & fuzzed) == []
    assert all((ROOT / module).is_file() for module in fuzzed)
    assert all((ROOT / test).is_file() for test in ELSEWHERE.values())


def decoding() -> Iterator[str]:
    """Modules that turn bytes of somebody into values."""
    for path in sorted([*(ROOT / "sync").rglob("*.py"), *(ROOT / "app").rglob("*.py")]):
        text = path.read_text("utf-8")
        module = path.relative_to(ROOT).as_posix()
        reads = module.startswith("sync/protocol/") and re.search(
            r"^def (read|unpack)", text, re.MULTILINE
        )
        named = any(name in text for name in DECODES)
        if reads or (named and any(map(_decodes, ast.walk(ast.parse(text))))):
            yield module


def _decodes(node: ast.AST) -> bool:
    match node:
        case ast.Call():
            return _name(node.func).endswith(DECODES)
        case ast.ClassDef():
            return any(_name(base).endswith(DECODES) for base in node.bases)
        case _:
            return False


def _name(node: ast.AST) -> str:
    match node:
        case ast.Attribute():
            return f"{_name(node.value)}.{node.attr}"
        case ast.Name():
            return node.id
        case _:
            return ""
