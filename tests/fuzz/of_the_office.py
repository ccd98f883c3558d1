"""What people and other PCs bring to the desk: readers of `app`, and right inputs for each."""

import hashlib
import io
import json
from datetime import date

import msgspec
import zstandard
from msgspec import inspect
from pypdf import PdfWriter
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage

from app.domain import card_zone, citizen_card
from app.domain.declarations import read_declaration
from app.domain.devices import certificates
from app.domain.errors import RuleViolation
from app.domain.events import KINDS, ScanSource, to_payload
from app.domain.fold import fold
from app.domain.fold.office import deeds
from app.domain.hand_entry import read_form
from app.domain.helpdesk import helpdesk_key
from app.domain.numbering import Official
from app.domain.officers import agencies, fold_officer
from app.domain.papers.proof_text import read_proof_text
from app.domain.papers.slip_text import read_slip_text
from app.domain.papers.template import read_template
from app.domain.procedure import Procedure
from app.domain.procedure_search import entry
from app.system import tables
from app.system.clock import milliseconds
from app.system.paths import resources
from app.system.spreadsheet import Sheet, write
from app.ui.scanning import sources
from app.usecases import office_profile
from app.usecases.catalogue_package import Issue, Package, build
from sync.protocol import canonical
from sync.protocol.errors import Malformed, NotCanonical
from sync.protocol.signing import Signer
from tests.fuzz.reader import Reader, in_words, of_file, written
from tests.helpers.desk import FACTS
from tests.helpers.dossiers import History, a_received
from tests.helpers.office import a_machine
from tests.unit.test_events_payloads import _sample

scrypt = hashlib.scrypt
RULE = (RuleViolation,)
TECHNICIAN = Signer(bytes([3]) * 32)
PASSPHRASE = "ABCD-EFGH-JKMN"  # noqa: S105 - opens a test's file
NOW = milliseconds(a_machine().clock.now())
_DOMAIN = "app/domain/"


def _event(data: bytes) -> object:
    """An event of another PC: of a dossier after its reception, and of something else."""
    told = canonical.decode_object(data)
    kind, said = told.get("k"), told.get("p")
    payload = said if isinstance(said, dict) else {}
    history, other = History(), History("f-1", "officer")
    history.says("quầy 1", a_received())
    history.tells("quầy 2", str(kind), payload)
    other.tells("quầy 2", str(kind), payload)
    pc = certificates([*history.events, *other.events], other.events[0].id.device)
    known = deeds(other.events, pc)
    return fold(history.events), fold_officer("f-1", known), agencies([known]), helpdesk_key(known)


EVENTS = [
    canonical.encode({"k": kind, "p": to_payload(_sample(inspect.type_info(KINDS[kind])))})
    for kind in sorted(KINDS)
]


# the prepared file `*.motcua`: whole, and with a head or a content that is truly signed

PREPARED = office_profile.write(
    office_profile.Prepared(office=FACTS, codes=("AAAAAAAAAA",), url="https://tinh.example"),
    TECHNICIAN, "Chứ", PASSPHRASE, a_machine(),
)  # fmt: skip
_MARK = PREPARED[: PREPARED.index(b"{")]
_SALT = bytes(28)
INSIDE = msgspec.json.encode(office_profile.Prepared(office=FACTS, codes=("AAAAAAAAAA",)))


def _right_head() -> bytes:
    told = json.loads(msgspec.json.encode(office_profile.head_of(PREPARED, NOW)))
    return json.dumps(told | {"salt": msgspec.to_builtins(_SALT)}).encode()


HEAD = _right_head()


def _file(head: bytes, body: bytes) -> bytes:
    signature = TECHNICIAN.sign("office-profile", head + body)
    return _MARK + msgspec.json.encode({"head": head, "body": body, "signature": signature})


def _opened(inside: bytes) -> object:
    sealed = office_profile._cipher(PASSPHRASE, _SALT).encrypt(_SALT[16:], inside, HEAD)
    return office_profile.opened(_file(HEAD, sealed), PASSPHRASE, NOW)


# the catalogue's package: whole, and with a head or a part that is truly signed

PROCEDURE = Procedure(code="1.001193", name="Đăng ký khai sinh", short_name="Khai sinh",
                      field="Hộ tịch", agency="UBND xã", scope="national")  # fmt: skip
ISSUE = Issue(version="2027.1.1", valid_from=date(2026, 1, 1))
PACKAGE = build((PROCEDURE,), (entry(PROCEDURE, ["khai sinh"]),), ISSUE, {}, TECHNICIAN)
KEYS = {TECHNICIAN.device: TECHNICIAN.public_key}
PACKAGE_HEAD = PACKAGE[8 : 8 + int.from_bytes(PACKAGE[4:8], "big")]
_PARTS = PACKAGE[8 + len(PACKAGE_HEAD) + 64 :]


def _package(data: bytes) -> object:
    package = Package(data, KEYS)
    return package.contents(), package.procedures()


def _signed_package(head: bytes, parts: bytes = _PARTS) -> bytes:
    size = len(head).to_bytes(4, "big")
    return b"".join([PACKAGE[:4], size, head, TECHNICIAN.sign("package", head), parts])


def _signed_part(index: bytes) -> object:
    told = json.loads(PACKAGE_HEAD)
    told["parts"] = [{"size": len(index), "sha256": hashlib.sha256(index).hexdigest()}]
    return Package(_signed_package(canonical.encode(told), index), KEYS).contents()


def _in_json(index: bytes) -> object:
    return _signed_part(zstandard.ZstdCompressor().compress(index))


CONTENTS = zstandard.ZstdDecompressor().decompress(
    _PARTS[: Package(PACKAGE, KEYS).head.parts[0].size]
)


# tables of other systems, papers from the scanner, pictures from telephones

WORKBOOK = written(
    "bang.xlsx", lambda path: write(path, [Sheet("S", (), (("Mã hồ sơ", 20),), [["H35-1"], [7]])])
)
MARKUP = (
    "<html><table><tr><td colspan='2'>Mã hồ sơ</td></tr><tr><td>H35-261128-1</td><td>7</td></tr>"
    "</table></html>"
).encode()
XML = (
    '<?xml version="1.0"?><Workbook><Row><Cell ss:Index="3"><Data>Mã</Data></Cell></Row></Workbook>'
).encode()
SEPARATED = "Mã hồ sơ;Ngày\r\nH35-1;28/11/2026\r\n".encode()


def _pdf() -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.write(out)
    return out.getvalue()


def _picture(kind: str) -> bytes:
    image, buffer = QImage(60, 40, QImage.Format.Format_RGB32), QBuffer()
    image.fill(0x00FF7788)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, kind)  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def _scan(data: bytes) -> object:
    source = sources.opened(data, ScanSource.FILE)
    return sources.drawn(source, 0)


def _some(folder: str) -> list[bytes]:
    return [path.read_bytes() for path in sorted((resources() / folder).rglob("*.json"))[:6]]


READERS = {
    "event": Reader(
        (_DOMAIN + "events/reading.py", _DOMAIN + "helpdesk.py", _DOMAIN + "devices.py"),
        _event, EVENTS, (Malformed, NotCanonical), is_json=True,
    ),
    "identity card": Reader(
        (_DOMAIN + "citizen_card.py",), in_words(citizen_card.read),
        ["034090000001||Lò Thị Pản|01011990|Nữ|Xã Sì Lở Lầu|01012022".encode()], RULE,
    ),
    "back of the card": Reader(
        (_DOMAIN + "card_zone.py",), in_words(card_zone.read),
        [b"IDVNM0900000011034090000001<<3\n9001011F3001011VNM<<<<<<<<<<<4\nLO<<THI<PAN"
         + b"<" * 19], RULE,
    ),
    "slip": Reader(
        (_DOMAIN + "papers/slip_text.py",), in_words(read_slip_text),
        [f"MC1/TAM-1/{TECHNICIAN.device}/AAAA/7/0BADCAFE".encode(),
         f"MC1/TAM-1/{TECHNICIAN.device}/AAAA/7/0BADCAFE/{'A' * 103}".encode()], RULE,
    ),
    "proof": Reader(
        (_DOMAIN + "papers/proof_text.py",),
        in_words(lambda text: read_proof_text(text).moments
                 if not read_proof_text(text).is_of_list else ()),
        [f"MC2/H35/{TECHNICIAN.device}/AAAA/7/0BADCAFE/1.2.3.4.5/{'A' * 103}".encode()], RULE,
    ),
    "typed official code": Reader(
        (_DOMAIN + "numbering.py",), in_words(Official.parse), [b"H35.112.03-261128-0009"], RULE
    ),
    "form of the portal": Reader(
        (_DOMAIN + "hand_entry.py",), read_form,
        [(resources() / "portal" / "hand_entry.json").read_bytes()], RULE, is_json=True,
    ),
    "declaration": Reader(
        (_DOMAIN + "declarations.py",), read_declaration, _some("declarations"), RULE, is_json=True
    ),
    "template": Reader(
        (_DOMAIN + "papers/template.py",), read_template, _some("forms"), RULE, is_json=True
    ),
    "prepared file": Reader(
        ("app/usecases/office_profile.py",),
        lambda file: office_profile.opened(file, PASSPHRASE, NOW), [PREPARED], RULE,
    ),
    "prepared file, head signed": Reader(
        ("app/usecases/office_profile.py",),
        lambda head: office_profile.head_of(_file(head, b""), NOW), [HEAD], RULE, is_json=True,
    ),
    "prepared file, content sealed": Reader(
        ("app/usecases/office_profile.py",), _opened, [INSIDE], RULE, is_json=True
    ),
    "package": Reader(("app/usecases/catalogue_package.py",), _package, [PACKAGE], RULE),
    "package, head signed": Reader(
        ("app/usecases/catalogue_package.py",), lambda head: _package(_signed_package(head)),
        [PACKAGE_HEAD], RULE, is_json=True,
    ),
    "package, part signed": Reader(
        ("app/usecases/catalogue_package.py",), _signed_part,
        [zstandard.ZstdCompressor().compress(CONTENTS)], RULE,
    ),
    "package, records signed": Reader(
        ("app/usecases/catalogue_package.py",), _in_json, [CONTENTS], RULE, is_json=True
    ),
    "workbook": Reader(
        ("app/system/tables.py",), of_file("bang.xlsx", tables.read), [WORKBOOK], RULE, share=4
    ),
    "table": Reader(
        ("app/system/tables.py",), of_file("bang.xls", tables.read), [MARKUP, XML, SEPARATED], RULE
    ),
    "scan": Reader(
        ("app/ui/scanning/sources.py",), _scan, [_pdf(), _picture("JPEG"), _picture("PNG")], RULE,
        share=4,
    ),
}  # fmt: skip
