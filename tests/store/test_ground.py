"""On what ground an office may lie: letters, shares, mounts and clouds as the systems tell them."""

import json
import sys
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from app.system import ground, ground_windows

DEVICES = {
    "C:": "\\Device\\HarddiskVolume3",
    "S:": "\\??\\C:\\Users\\mai\\OneDrive - UBND xã\\một cửa",
    "T:": "\\??\\S:\\office",
    "N:": "\\Device\\LanmanRedirector\\;N:0000000000012345\\maychu\\chung",
    "M:": "\\Device\\Mup\\;WebDavRedirector\\;M:00\\maychu@SSL\\chung",
    "U:": "\\??\\UNC\\maychu\\chung\\xa",
    "V:": "\\??\\N:\\xa",
    "L:": "\\??\\L:\\",  # a loop must not hang
}
TYPES = {"C:": 3, "N:": 4, "R:": 4}
OWN = [PureWindowsPath("C:\\Users\\mai\\OneDrive - UBND xã"), PureWindowsPath("E:\\Dam may")]
MOUNTS = """\
/dev/sda2 / ext4 rw 0 0
maychu:/chung /srv/ch\\303\\272ng nfs4 rw 0 0
//maychu/chung /mnt/o\\040mang cifs rw 0 0
/dev/sdb1 /mnt/o\\040mang/trong ext4 rw 0 0
ban@may: /home/mai/xa fuse.sshfs rw 0 0
/dev/sdc1 /media/usb fuseblk rw 0 0
maychu:/x /media/hai nfs rw 0 0
/dev/sdd1 /media/hai ext4 rw 0 0
/dev/sde1 /mnt ext4 rw 0 0
"""


def stands_for(drive: str) -> str:
    return DEVICES.get(drive, "")


@pytest.mark.parametrize(
    ("path", "is_share"),
    [
        ("C:\\ProgramData\\MotCua\\office", False),
        ("S:\\office", False),
        ("\\\\maychu\\chung\\office", True),
        ("\\\\?\\C:\\ProgramData\\MotCua", False),
        ("\\\\?\\UNC\\maychu\\chung\\office", True),
        ("N:\\office", True),
        ("M:\\office", True),
        ("U:\\office", True),
        ("V:\\office", True),
        ("R:\\office", True),
        ("L:\\office", False),
    ],
)
def test_a_letter_is_asked_what_it_stands_for(path: str, is_share: bool):
    told = ground.is_share(PureWindowsPath(path), stands_for, lambda drive: TYPES.get(drive, 0))
    assert told is is_share


def test_a_letter_put_over_a_folder_is_that_folder():
    whole = ground.without_subst(PureWindowsPath("T:\\2026"), stands_for)
    assert whole == PureWindowsPath("C:\\Users\\mai\\OneDrive - UBND xã\\một cửa\\office\\2026")
    assert ground.is_below_cloud(whole, [])


@pytest.mark.parametrize(
    ("path", "is_cloud"),
    [
        ("c:\\users\\MAI\\onedrive - ubnd Xã\\Documents\\office", True),  # moved Documents
        ("E:\\Dam may\\office", True),
        ("E:\\Dam may cu\\office", False),
        ("D:\\OneDrive\\office", True),
        ("D:\\OneDrive - Sở TTTT\\office", True),
        ("D:\\OneDrive-cu\\office", False),
        ("D:\\onedrive cũ\\office", False),
        ("D:\\Dropbox (Xã)\\office", True),
        ("D:\\Dropbox moi\\office", False),
        ("D:\\GoogleDrive\\office", True),
        ("D:\\iCloud Drive\\office", True),
        ("D:\\Zalo Received Files\\office", True),
        ("D:\\tai lieu\\dropbox.txt\\office", False),
    ],
)
def test_a_cloud_is_known_by_its_root_and_not_by_a_likeness(path: str, is_cloud: bool):
    assert ground.is_below_cloud(PureWindowsPath(path), OWN) is is_cloud


@pytest.mark.parametrize(
    ("path", "is_network"),
    [
        ("/var/lib/motcua", False),
        ("/mnt/o mang/office", True),
        ("/mnt/o mang/trong/office", False),
        ("/mnt/o mang 2/office", False),
        ("/home/mai/xa/office", True),
        ("/media/usb/office", False),
        ("/media/hai/office", False),  # the later mount covers the share
    ],
)
def test_the_innermost_mount_says_what_ground_it_is(path: str, is_network: bool):
    assert ground.is_network_mount(MOUNTS, PurePosixPath(path)) is is_network


def test_what_the_programs_say_of_themselves_is_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "may").mkdir()
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "may"))
    assert ground.is_in_cloud(tmp_path / "may" / "office")
    assert not ground.is_in_cloud(tmp_path / "may-cu" / "office")
    (tmp_path / "Dropbox").mkdir()
    note = tmp_path / "Dropbox" / "info.json"
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    for content in ("[]", "{", '{"personal": {"host": 1}}'):
        note.write_text(content, "utf-8")
        assert list(ground.dropbox_roots(note)) == []
    note.write_text(json.dumps({"business": {"path": str(tmp_path / "hop")}}), "utf-8")
    assert ground.is_in_cloud(tmp_path / "hop" / "office")


def test_a_link_into_a_cloud_is_followed(tmp_path: Path):
    (tmp_path / "OneDrive").mkdir()
    (tmp_path / "tai lieu").symlink_to(tmp_path / "OneDrive")
    assert ground.is_in_cloud(tmp_path / "tai lieu" / "office")


@pytest.mark.skipif(sys.platform != "win32", reason="asks Windows")
def test_windows_is_asked_what_a_letter_stands_for(tmp_path: Path):
    assert ground_windows.stands_for(tmp_path.drive)
    assert ground_windows.drive_type(tmp_path.drive) in range(7)
    assert not ground_windows.stands_for("?:")
    assert isinstance(ground_windows.onedrive_folders(), list)
    assert not ground.is_on_network(tmp_path)
