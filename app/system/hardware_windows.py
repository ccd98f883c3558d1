"""Facts of a machine under Windows, by calls that any user may make.

`ctypes` and `winreg` are fetched by name, so that the module can be read anywhere; its functions
can be called under Windows only.
"""

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from app.system.hardware_facts import (
    DiskFacts,
    DiskHealth,
    DiskKind,
    Power,
    Printers,
    SystemFacts,
)

_VERSION_KEY = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion"
_CPU_KEY = r"HARDWARE\DESCRIPTION\System\CentralProcessor\0"
_SERVICES = r"SYSTEM\CurrentControlSet\Services"
_FIRST_11 = 22000
_SHARE_ALL, _OPEN_EXISTING = 7, 3
_QUERY_PROPERTY, _DEVICE_NUMBER, _PREDICT_FAILURE = 0x2D1400, 0x2D1080, 0x2D1100
_DEVICE, _SEEK_PENALTY = 0, 7
_BUS_TYPE_AT, _BUS_USB, _BUS_FLASH = 28, 7, frozenset({12, 13, 17})  # SD, MMC, NVMe
_NO_PAPER = ("pdf", "xps", "fax", "onenote", "image writer")
_LOCAL_AND_CONNECTED = 2 | 4
_NO_BATTERY, _UNKNOWN = 128, 255
_SNAP_PROCESSES = 2


class _Version(ctypes.Structure):
    _fields_ = (
        ("size", ctypes.c_uint32),
        ("major", ctypes.c_uint32),
        ("minor", ctypes.c_uint32),
        ("build", ctypes.c_uint32),
        ("platform", ctypes.c_uint32),
        ("pack", ctypes.c_wchar * 128),
    )


class _Memory(ctypes.Structure):
    _fields_ = (
        ("size", ctypes.c_uint32),
        ("load", ctypes.c_uint32),
        ("total", ctypes.c_uint64),
        ("rest", ctypes.c_uint64 * 6),
    )


class _PowerStatus(ctypes.Structure):
    _fields_ = (
        ("line", ctypes.c_uint8),
        ("battery", ctypes.c_uint8),
        ("percent", ctypes.c_uint8),
        ("saver", ctypes.c_uint8),
        ("seconds", ctypes.c_uint32 * 2),
    )


class _Printer(ctypes.Structure):
    _fields_ = (
        ("name", ctypes.c_wchar_p),
        ("server", ctypes.c_wchar_p),
        ("attributes", ctypes.c_uint32),
    )


class _Process(ctypes.Structure):
    _fields_ = (
        ("size", ctypes.c_uint32),
        ("usage", ctypes.c_uint32),
        ("id", ctypes.c_uint32),
        ("heap", ctypes.c_void_p),
        ("numbers", ctypes.c_uint32 * 5),
        ("name", ctypes.c_wchar * 260),
    )


def system() -> SystemFacts:
    """Windows' true version, whatever the program's manifest says, and the processor."""
    version = _Version(size=ctypes.sizeof(_Version))
    _library("ntdll").RtlGetVersion(ctypes.byref(version))
    memory = _Memory(size=ctypes.sizeof(_Memory))
    _library("kernel32").GlobalMemoryStatusEx(ctypes.byref(memory))
    build = int(version.build)
    return SystemFacts(
        system="windows",
        name=_named(_registry(_VERSION_KEY, "ProductName"), build),
        release=_registry(_VERSION_KEY, "DisplayVersion")
        or _registry(_VERSION_KEY, "ReleaseId")
        or f"{version.major}.{version.minor}",
        build=build,
        edition=_registry(_VERSION_KEY, "EditionID"),
        is_64_bit=is_64_bit(dict(os.environ)),
        cpu=_registry(_CPU_KEY, "ProcessorNameString").strip(),
        cores=os.cpu_count() or 1,
        ram_bytes=int(memory.total),
    )


def disk_under(folder: Path) -> DiskFacts:
    """What carries the letter of a folder; a share carries none."""
    drive = folder.absolute().drive
    if not drive.endswith(":"):
        return DiskFacts()
    with _opened(f"\\\\.\\{drive}") as volume:
        if volume is None:
            return DiskFacts()
        number = _asked(volume, _DEVICE_NUMBER, b"", 12)
        disk = int.from_bytes(number[4:8], "little") if number else None
        kind = kind_by(
            _asked(volume, _QUERY_PROPERTY, _query(_DEVICE), 512),
            _asked(volume, _QUERY_PROPERTY, _query(_SEEK_PENALTY), 12),
        )
    if disk is None:
        return DiskFacts(kind=kind)
    return DiskFacts(kind=kind, health=_health(disk), physical=f"disk {disk}")


def printers() -> Printers:
    """Those that print on paper; which one is the default is not told."""
    spool = _library("winspool.drv")
    needed, count = ctypes.c_uint32(), ctypes.c_uint32()
    sizes = (ctypes.byref(needed), ctypes.byref(count))
    spool.EnumPrintersW(_LOCAL_AND_CONNECTED, None, 4, None, 0, *sizes)
    room = ctypes.create_string_buffer(max(1, needed.value))
    if needed.value and not spool.EnumPrintersW(
        _LOCAL_AND_CONNECTED, None, 4, room, needed.value, *sizes
    ):
        return Printers()
    listed = ctypes.cast(room, ctypes.POINTER(_Printer))
    names = [listed[at].name or "" for at in range(count.value)]
    length = ctypes.c_uint32()
    spool.GetDefaultPrinterW(None, ctypes.byref(length))
    return Printers(sum(prints_on_paper(name) for name in names), length.value > 0)


def power() -> Power:
    """Whether there is a battery, and whether the mains are on."""
    status = _PowerStatus()
    if not _library("kernel32").GetSystemPowerStatus(ctypes.byref(status)):
        return Power()
    battery = None if status.battery == _UNKNOWN else not status.battery & _NO_BATTERY
    return Power(battery, on_mains=None if status.line == _UNKNOWN else status.line == 1)


def has_service(name: str) -> bool:
    """Whether a service or a driver of that name is set up."""
    winreg = import_module("winreg")
    try:
        winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, f"{_SERVICES}\\{name}").Close()
    except OSError:
        return False
    return True


def processes() -> frozenset[str]:
    """The names of the programs that run now, in small letters."""
    kernel = _library("kernel32")
    kernel.CreateToolhelp32Snapshot.restype = ctypes.c_void_p
    shot = ctypes.c_void_p(kernel.CreateToolhelp32Snapshot(_SNAP_PROCESSES, 0))
    one, names = _Process(size=ctypes.sizeof(_Process)), set[str]()
    more = kernel.Process32FirstW(shot, ctypes.byref(one))
    while more:
        names.add(one.name.lower())
        more = kernel.Process32NextW(shot, ctypes.byref(one))
    kernel.CloseHandle(shot)
    return frozenset(names)


def is_64_bit(environment: dict[str, str]) -> bool:
    """Whether Windows is, whatever the program is."""
    told = environment.get("PROCESSOR_ARCHITEW6432") or environment.get("PROCESSOR_ARCHITECTURE")
    return (told or "").endswith("64")


def prints_on_paper(name: str) -> bool:
    """Whether a printer is not one of those that only write a file."""
    return not any(word in name.lower() for word in _NO_PAPER)


def kind_by(device: bytes, seek: bytes) -> DiskKind:
    """Read the answers of the storage driver: the bus first, then whether seeking costs time."""
    bus = int.from_bytes(device[_BUS_TYPE_AT : _BUS_TYPE_AT + 4], "little")
    if bus == _BUS_USB:
        return DiskKind.USB
    if bus in _BUS_FLASH:
        return DiskKind.SSD
    if len(seek) <= 8:
        return DiskKind.UNKNOWN
    return DiskKind.HDD if seek[8] else DiskKind.SSD


def health_by(answer: bytes) -> DiskHealth:
    """Read the disk's own prediction (SMART); no answer is no news."""
    if not answer:
        return DiskHealth.UNKNOWN
    return DiskHealth.FAILING if int.from_bytes(answer[:4], "little") else DiskHealth.GOOD


def _named(name: str, build: int) -> str:
    """Windows 11 still calls itself 10 in its registry."""
    return name.replace("Windows 10", "Windows 11") if build >= _FIRST_11 else name


def _health(disk: int) -> DiskHealth:
    with _opened(f"\\\\.\\PhysicalDrive{disk}") as handle:
        return health_by(_asked(handle, _PREDICT_FAILURE, b"", 516) if handle else b"")


def _query(which: int) -> bytes:
    return which.to_bytes(4, "little") + bytes(8)


@contextmanager
def _opened(name: str) -> Iterator[Any]:
    """A device opened to be asked, not to be read: that needs no rights; `None` if refused."""
    kernel = _library("kernel32")
    kernel.CreateFileW.restype = ctypes.c_void_p
    handle = kernel.CreateFileW(name, 0, _SHARE_ALL, None, _OPEN_EXISTING, 0, None)
    if handle in {None, ctypes.c_void_p(-1).value}:
        yield None
        return
    try:
        yield ctypes.c_void_p(handle)
    finally:
        kernel.CloseHandle(ctypes.c_void_p(handle))


def _asked(handle: Any, code: int, question: bytes, room: int) -> bytes:  # noqa: ANN401 - a handle
    """One question to a device; nothing when it does not answer."""
    answer, got = ctypes.create_string_buffer(room), ctypes.c_uint32()
    told = _library("kernel32").DeviceIoControl(
        handle, code, question or None, len(question), answer, room, ctypes.byref(got), None
    )
    return answer.raw[: got.value] if told else b""


def _registry(key: str, name: str) -> str:
    """A value of the machine's registry; empty when it is not there."""
    winreg = import_module("winreg")
    try:
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, key) as opened:
            return str(winreg.QueryValueEx(opened, name)[0])
    except OSError:
        return ""


def _library(name: str) -> Any:  # noqa: ANN401 - whatever Windows has
    """A library of Windows, loaded anew so that nobody else's settings of its calls are changed."""
    return import_module("ctypes").WinDLL(name)
