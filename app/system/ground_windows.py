"""What Windows says of drive letters and of OneDrive's folders; nothing is concluded here."""

import contextlib
from importlib import import_module
from typing import Any

_ROOM = 1024
_KEY = "Software\\Microsoft\\OneDrive\\Accounts"


def drive_type(drive: str) -> int:
    """What a letter is; 4 is a drive of another machine."""
    ctypes: Any = import_module("ctypes")
    return int(ctypes.windll.kernel32.GetDriveTypeW(drive + "\\"))


def stands_for(drive: str) -> str:
    r"""The device behind a letter; `\??\C:\folder` where it was made by `subst`, empty if none."""
    ctypes: Any = import_module("ctypes")
    room = ctypes.create_unicode_buffer(_ROOM)
    known = ctypes.windll.kernel32.QueryDosDeviceW(ctypes.c_wchar_p(drive), room, _ROOM)
    return str(room.value) if known else ""


def onedrive_folders() -> list[str]:
    """The folder of each of this person's accounts; Documents may have been moved below one."""
    registry: Any = import_module("winreg")
    found: list[str] = []
    with contextlib.suppress(OSError), registry.OpenKey(registry.HKEY_CURRENT_USER, _KEY) as key:
        for place in range(int(registry.QueryInfoKey(key)[0])):
            name = registry.EnumKey(key, place)
            with contextlib.suppress(OSError), registry.OpenKey(key, name) as account:
                found.append(str(registry.QueryValueEx(account, "UserFolder")[0]))
    return found
