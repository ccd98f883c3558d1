"""What a thief finds who reads every byte of a folder.

Every file must be on the list of readable formats, and say nothing there, or be indistinguishable
from random bytes; and no needle may occur in any encoding.
"""

import json
import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import zstandard

from app.domain.text import fold

_PAGE, _LOG_HEAD, _FRAME_HEAD = 4096, 32, 24
_FEW = 2048  # bytes; below that no statistics
_PACKED = (
    b"\x78\x01",
    b"\x78\x9c",
    b"\x78\xda",
    b"\x1f\x8b",
    b"PK\x03\x04",
    b"\x28\xb5\x2f\xfd",
    b"BZh",
)
_ZSTD = b"\x28\xb5\x2f\xfd"
_HEADS = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08|\x28\xb5\x2f\xfd")
_MOST_INSIDE = 1 << 24
_LINE = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} [A-Z]+ (app|sync)\.[a-z_.]+: [ -~]*")
_TRACE = re.compile(r"[ -~]*")


def findings(folder: Path, needles: Iterable[str]) -> list[str]:
    """Everything that should not be there, as a sentence each; empty is good."""
    spellings = [spelling for needle in needles for spelling in _spellings(needle)]
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return [
        f"{path.relative_to(folder).as_posix()}: {what}"
        for path in files
        for what in _about(path, folder, spellings)
    ]


def looks_random(data: bytes) -> bool:
    """Whether the bytes are spread as evenly as encrypted ones are (chi-square, eight sigmas)."""
    if data.startswith(_PACKED):
        return False
    if len(data) < _FEW:
        return b"\x00" * 8 not in data
    expected = len(data) / 256
    counts = Counter(data)
    chi = sum((counts[byte] - expected) ** 2 / expected for byte in range(256))
    return chi < 255 + 8 * 22.6


def unpacked(data: bytes) -> Iterator[bytes]:
    """Whatever can be unpacked from any place that looks like the head of a packed stream."""
    for head in _HEADS.finditer(data):
        inside = _inflated(data[head.start() :])
        if inside:
            yield inside


def _inflated(data: bytes) -> bytes:
    """As much of one stream as can be had."""
    try:
        if data.startswith(_ZSTD):
            return zstandard.ZstdDecompressor().decompressobj().decompress(data)
        return zlib.decompressobj(wbits=32 + 15).decompress(data, _MOST_INSIDE)
    except (zlib.error, zstandard.ZstdError):
        return b""


def _about(path: Path, folder: Path, spellings: Iterable[bytes]) -> list[str]:
    data = path.read_bytes()
    found = [f"holds {needle!r}" for needle in spellings if needle in data]
    for inside in unpacked(data):
        found += [f"holds {needle!r}, packed" for needle in spellings if needle in inside]
    if any(needle in path.name.encode() for needle in spellings):
        found.append("is named after somebody")
    is_fine = _format_of(path.relative_to(folder).as_posix())
    return found if is_fine(data) else [*found, "is neither readable by right nor random"]


def _format_of(name: str) -> Callable[[bytes], bool]:
    for pattern, is_fine in _FORMATS:
        if re.fullmatch(pattern, name):
            return is_fine
    return lambda _: False


def _spellings(needle: str) -> set[bytes]:
    forms = {unicodedata.normalize(form, needle) for form in ("NFC", "NFD")} | {fold(needle)}
    forms |= {form.upper() for form in forms} | {form.lower() for form in forms}
    return {form.encode(code) for form in forms for code in ("utf-8", "utf-16-le", "utf-16-be")}


def _is_log_of_pages(data: bytes) -> bool:
    """SQLite's write-ahead log: heads of frames are plain, the pages between them are not."""
    step = _FRAME_HEAD + _PAGE
    pages = (data[at + _FRAME_HEAD : at + step] for at in range(_LOG_HEAD, len(data), step))
    return looks_random(b"".join(pages))


def _is_json_of(*keys: str) -> Callable[[bytes], bool]:
    return lambda data: set(json.loads(data)) == set(keys)


def _is_log(data: bytes) -> bool:
    lines = data.decode("utf-8", "replace").splitlines()
    return all(_LINE.fullmatch(line) or _TRACE.fullmatch(line) for line in lines)


_MANIFEST = (
    "serial",
    "turn",
    "base",
    "heads",
    "mark",
    "is_sure",
    "format",
    "made",
    "commune",
    "device",
    "epoch",
    "n",
    "files",
    "scans",
    "lost",
    "seal",
)
_CLOCK = ("bound", "offset", "offset_boot", "offset_origin", "offset_proved", "last_seen")
_SLOTS = (
    "version",
    "commune",
    "device",
    "recovery",
    "slots",
    "phone",
    "spent",
    "tries",
    "check",
    "had",
)
_WINDOW = ("font_points", "high_contrast", "scale_percent", "idle_lock_minutes", "width", "height")


def _is_last_acts(data: bytes) -> bool:
    """Lengths, and sealed pieces between them."""
    pieces, at = [], 0
    while at < len(data):
        length = int.from_bytes(data[at : at + 4])
        pieces.append(data[at + 4 : at + 4 + length])
        at += 4 + length
    return at == len(data) and looks_random(b"".join(pieces))


_FORMATS: tuple[tuple[str, Callable[[bytes], bool]], ...] = (
    (r"(.*/)?office\.db|(.*/)?before-migration-[0-9-]+\.db", looks_random),
    (r"(.*/)?office\.db-wal", _is_log_of_pages),
    (r"(.*/)?office\.db-shm", lambda _: True),  # numbers of pages; nothing of their content
    (r"slip-journal", looks_random),
    (r"(.*/)?slots", _is_json_of(*_SLOTS)),
    (r"line\.json", _is_json_of("url", "server", "key", "authority")),  # public
    (r"(.*/)?manifest\.json", _is_json_of(*_MANIFEST)),
    (r"(.*/)?verified", lambda data: re.fullmatch(rb"[0-9a-f]{64}", data) is not None),
    (r"(.*/)?later", looks_random),
    (r"last-acts(\.before)?", _is_last_acts),
    (r"clock\.json", _is_json_of(*_CLOCK)),
    (r"settings\.json", _is_json_of(*_WINDOW, "maximised", "spares_memory")),
    (r"lock", lambda data: data == b""),
    (r"logs/motcua\.log(\.\d)?", _is_log),
    (r"(backups/motcua-)?files(-[A-Z0-9]+)?/[0-9a-f]{64}(\.new)?", looks_random),
)
