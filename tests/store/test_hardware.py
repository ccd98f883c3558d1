"""What is known of a PC without rights, and what is honestly not known."""

import ctypes
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.system import disk_freeze, hardware, hardware_linux, hardware_windows
from app.system.build import BUILT
from app.system.disk_freeze import Product, Traces
from app.system.hardware import DiskHealth, DiskKind, Printers
from tests.helpers.clock import FrozenClock


def written(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root


def test_every_fact_of_this_machine_is_known_or_said_to_be_unknown(tmp_path):
    facts = hardware.facts(tmp_path, FrozenClock(BUILT))
    assert facts.system.cores >= 1
    assert facts.system.ram_bytes > 100 << 20
    assert 0 < facts.disk.free_bytes <= facts.disk.total_bytes
    assert not facts.is_clock_before_build


def test_a_clock_before_the_program_was_built_is_told(tmp_path):
    assert hardware.facts(
        tmp_path, FrozenClock(datetime(2019, 1, 1, tzinfo=UTC))
    ).is_clock_before_build


def test_a_folder_that_is_not_there_yet_is_judged_by_the_one_above(tmp_path):
    assert hardware.disk_under(tmp_path / "a" / "b").total_bytes > 0
    assert hardware.share_a_disk(tmp_path / "a", tmp_path / "b") is True


def test_linux_tells_processor_memory_and_name(tmp_path):
    root = written(
        tmp_path,
        {
            "etc/os-release": 'NAME="Debian"\nPRETTY_NAME="Debian GNU/Linux 12"\n',
            "proc/cpuinfo": "processor\t: 0\nmodel name\t: Pentium(R) G2030\n",
            "proc/meminfo": "MemTotal:        2048000 kB\nMemFree: 1 kB\n",
        },
    )
    facts = hardware_linux.system(root)
    assert (facts.name, facts.cpu) == ("Debian GNU/Linux 12", "Pentium(R) G2030")
    assert facts.ram_bytes == 2048000 << 10


of_linux = pytest.mark.skipif(sys.platform == "win32", reason="device numbers are POSIX")


@of_linux
@pytest.mark.parametrize(
    ("rotational", "kind"),
    [("1", DiskKind.HDD), ("0", DiskKind.SSD), ("", DiskKind.UNKNOWN)],
)
def test_linux_tells_a_partition_by_the_disk_it_is_on(tmp_path, rotational, kind):
    whole = tmp_path / "sys/devices/pci0/block/sda"
    written(whole, {"queue/rotational": rotational, "sda1/partition": "1"})
    facts = _under(tmp_path, whole / "sda1")
    assert (facts.kind, facts.physical) == (kind, "sda")
    assert facts.health is DiskHealth.UNKNOWN


@of_linux
def test_linux_knows_a_stick_and_worn_flash(tmp_path):
    stick = tmp_path / "sys/devices/pci0/usb1/1-1/block/sdb"
    written(stick, {"queue/rotational": "1"})
    assert _under(tmp_path / "one", stick).kind is DiskKind.USB
    for worn, health in (("0x01", DiskHealth.GOOD), ("0x03", DiskHealth.FAILING)):
        flash = tmp_path / worn / "sys/devices/mmc/block/mmcblk0"
        written(flash, {"queue/rotational": "0", "device/pre_eol_info": worn})
        assert _under(tmp_path / worn, flash).health is health


def test_linux_counts_printers_and_batteries(tmp_path):
    assert hardware_linux.printers(tmp_path) == Printers(None, None)
    written(tmp_path, {"etc/printcap": "# made by cups\nBrother|Brother:rm=pc:rp=Brother:\n"})
    assert hardware_linux.printers(tmp_path) == Printers(1, has_default=True)
    assert hardware_linux.power(tmp_path).has_battery is None
    written(tmp_path / "sys/class/power_supply", {"BAT0/type": "Battery", "AC/type": "Mains"})
    written(tmp_path / "sys/class/power_supply", {"AC/online": "0"})
    power = hardware_linux.power(tmp_path)
    assert (power.has_battery, power.on_mains) == (True, False)


def test_windows_answers_are_read_as_its_manual_says():
    usb, sata = bytes(28) + b"\x07\0\0\0", bytes(28) + b"\x0b\0\0\0"
    slow, quick = bytes(8) + b"\1\0\0\0", bytes(8) + b"\0\0\0\0"
    assert hardware_windows.kind_by(usb, slow) is DiskKind.USB
    assert hardware_windows.kind_by(bytes(28) + b"\x11\0\0\0", b"") is DiskKind.SSD
    assert hardware_windows.kind_by(sata, slow) is DiskKind.HDD
    assert hardware_windows.kind_by(sata, quick) is DiskKind.SSD
    assert hardware_windows.kind_by(b"", b"") is DiskKind.UNKNOWN
    assert hardware_windows.health_by(b"") is DiskHealth.UNKNOWN
    assert hardware_windows.health_by(b"\1\0\0\0") is DiskHealth.FAILING
    assert hardware_windows.health_by(bytes(4)) is DiskHealth.GOOD
    assert ctypes.sizeof(hardware_windows._Memory) == 64


def test_windows_of_32_bits_and_printers_of_files_are_told_apart():
    assert hardware_windows.is_64_bit({"PROCESSOR_ARCHITECTURE": "AMD64"})
    assert hardware_windows.is_64_bit(
        {"PROCESSOR_ARCHITECTURE": "x86", "PROCESSOR_ARCHITEW6432": "AMD64"}
    )
    assert not hardware_windows.is_64_bit({"PROCESSOR_ARCHITECTURE": "x86"})
    assert hardware_windows.prints_on_paper("Canon LBP2900")
    assert not hardware_windows.prints_on_paper("Microsoft Print to PDF")


def test_a_disk_freeze_program_is_found_by_any_of_its_traces(tmp_path):
    nothing = Traces(lambda _name: False, lambda _name: False, frozenset(), frozenset())
    listed = disk_freeze.listed()
    assert disk_freeze.found_in(nothing, listed) == ()
    by_service = nothing._replace(has_service=lambda name: name == "DFServ")
    assert disk_freeze.found_in(by_service, listed) == ("Deep Freeze",)
    by_process = nothing._replace(processes=frozenset({"defenderdaemon.exe"}))
    assert disk_freeze.found_in(by_process, listed) == ("Shadow Defender",)
    by_boot = nothing._replace(boot_words=frozenset({"overlayroot=tmpfs"}))
    assert disk_freeze.found_in(by_boot, listed) == ("overlayroot",)
    programs = tmp_path / "Program Files"
    (programs / "Toolwiz Time Freeze 2017").mkdir(parents=True)
    by_file = nothing._replace(
        has_file=lambda name: disk_freeze.is_there(name, tmp_path, [programs])
    )
    assert disk_freeze.found_in(by_file, listed) == ("Toolwiz Time Freeze",)
    assert disk_freeze.found_in(by_file, [Product("Other", files=("%X%/a",))]) == ()


def _under(root: Path, device: Path) -> hardware.DiskFacts:
    """The facts of this very folder, as if its device number led to `device`."""
    root.mkdir(exist_ok=True)
    number = root.stat().st_dev
    listed = root / f"sys/dev/block/{number >> 8 & 0xFFF}:{number & 0xFF}"
    listed.parent.mkdir(parents=True, exist_ok=True)
    listed.symlink_to(device)
    return hardware_linux.disk_under(root, root)
