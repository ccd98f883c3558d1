"""`motcua gateway stick`: read what communes send by stick and write their returns."""

import argparse
import errno
import getpass
import os
from collections.abc import Callable, Iterable
from pathlib import Path

from app.cli.answers import FAILED, WrongUse
from app.cli.gateway_data import now, opened, tell
from app.system.stick_disk import STICK
from app.ui import words
from sync.files import durable
from sync.gateway.file_desk import FileDesk
from sync.gateway.stick_desk import Came
from sync.gateway.stick_returns import Gave, read_stick
from sync.gateway.storage.operators import Audit
from sync.protocol import age
from sync.protocol.errors import SyncError


def describe(parser: argparse.ArgumentParser) -> None:
    """Describe what may be done."""
    parser.add_argument("deed", choices=tuple(_DEEDS))
    parser.add_argument("path", type=Path, metavar="PATH", help="the stick; recovery: a new file")
    parser.add_argument("--again", action="store_true", help="recovery: a new key beside the old")


def run(args: argparse.Namespace) -> int:
    """Do it."""
    return _DEEDS[args.deed](args) or 0


def _import(args: argparse.Namespace) -> int:
    """Take what every commune's PCs have written, and write each commune its return.

    A failure where anything could not be read or written; the rest is done all the same.
    """
    by = f"máy chủ: {getpass.getuser()}"
    with opened(args) as gateway:
        came, gave = read_stick(gateway, FileDesk(gateway), STICK, args.path)
        audit = Audit(gateway.storage.registry())
        for one in came:
            if one.device is not None and one.manifest is not None:
                audit.add(now(), by, "stick_read", one.device.device, f"số {one.manifest.serial}")
    told = {"bundles": [_came(one) for one in came], "returns": [_gave(one) for one in gave]}
    tell(args, told, "\n".join([*map(_came_line, came), *map(_gave_line, gave)]))
    is_whole = not any(one.fault or one.troubles for one in came)
    return 0 if is_whole and not any(one.fault for one in gave) else FAILED


def _recovery(args: argparse.Namespace) -> None:
    """Make the key that opens every bundle when the server's own is lost; its file goes away."""
    with opened(args) as gateway:
        if args.path.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(args.path))
        if gateway.folder.recovery() and not args.again:
            raise WrongUse("motcua gateway stick recovery NEWFILE --again")
        secret, recipient = age.new_recovery()
        durable.write(args.path, f"{secret}\n".encode("ascii"), private=True)
        gateway.folder.keep_recovery(recipient)
        for commune in gateway.registry.communes():
            gateway.name_recovery(commune.code)
        by = f"máy chủ: {getpass.getuser()}"
        Audit(gateway.storage.registry()).add(now(), by, "recovery_named", recipient[:16])
    line = (
        f"Đã ghi khóa dự phòng vào {args.path}. In ra, cất vào két, rồi xóa tệp này khỏi máy chủ."
    )
    tell(args, {"recipient": recipient, "key_file": str(args.path)}, line)


def _came(one: Came) -> dict[str, object]:
    return {
        "folder": one.folder,
        "commune": one.device.commune if one.device else "",
        "device": one.device.device if one.device else "",
        "serial": one.manifest.serial if one.manifest else 0,
        "placed": one.placed,
        "files": one.files,
        "troubles": [{"name": name, "code": _code(code)} for name, code in one.troubles],
        "set_aside": [note.reason for note in one.notes],
        "error": _code(one.fault.code) if one.fault else "",
    }


def _gave(one: Gave) -> dict[str, object]:
    return {
        "commune": one.commune,
        "serial": one.manifest.serial if one.manifest else 0,
        "volumes": len(one.manifest.volumes) if one.manifest else 0,
        "bytes": one.manifest.size if one.manifest else 0,
        "devices": one.devices,
        "more": bool(one.manifest and one.manifest.more),
        "error": _code(one.fault.code) if one.fault else "",
    }


def _came_line(one: Came) -> str:
    if one.device is None:
        return f"{one.folder}: {_at_the_province(one.fault.code if one.fault else '')}"
    said = f"Xã {one.device.commune}, {one.device.name} ({one.folder}): {one.placed} việc mới"
    parts = [said, f"{one.files} tệp mới" if one.files else ""]
    parts += [f"{name}: {_at_the_province(code)}" for name, code in one.troubles]
    parts += _aside(note.reason for note in one.notes)
    return "; ".join(part for part in parts if part)


def _aside(reasons: Iterable[str]) -> list[str]:
    """What was kept for a person, in words."""
    known = {"revoked": "máy đã thu hồi nên để riêng", "other_branch": "hai máy mang một tên"}
    return [known.get(reason, reason) for reason in dict.fromkeys(reasons) if reason]


def _gave_line(one: Gave) -> str:
    if one.fault is not None or one.manifest is None:
        return f"Xã {one.commune}: chưa ghi được gói trả về. {_sentence(one.fault)}"
    left = "; còn nữa, USB không đủ chỗ" if one.manifest.more else ""
    return f"Xã {one.commune}: đã ghi gói trả về cho {one.devices} máy{left}"


def _sentence(fault: SyncError | None) -> str:
    return words.line(fault) if fault else ""


def _at_the_province(code: str) -> str:
    """What is wrong with what a commune wrote, and what to do here."""
    known = words.sentence(code)
    remedy = _REMEDIES.get(code, known.remedy)
    return f"{known.code}: {known.what} {remedy}".rstrip()


def _code(code: str) -> str:
    return words.sentence(code).code


_WRITE_AGAIN = "Báo xã ghi lại gói, tốt nhất là sang USB khác."
_REMEDIES = {
    "bundle_manifest_damaged": _WRITE_AGAIN,
    "bundle_unfinished": _WRITE_AGAIN,
    "bundle_volume_damaged": _WRITE_AGAIN,
    "bundle_volume_missing": _WRITE_AGAIN,
    "malformed": _WRITE_AGAIN,
}
_DEEDS: dict[str, Callable[[argparse.Namespace], int | None]] = {
    "import": _import,
    "recovery": _recovery,
}
