"""What the Linux bundle needs of Debian is on a written list, and the installer looks for it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bundle import of_debian
from tests.bundle.test_bundle import FOLDER, PROGRAM

INSTALLER = Path(__file__).parents[2] / ".ci" / "installer"

linux = pytest.mark.skipif(sys.platform != "linux", reason="Debian's list")


@pytest.fixture
def needed() -> dict[str, set[str]]:
    """What the built bundle asks for."""
    if not PROGRAM.exists():
        pytest.skip("no bundle: build it with `make bundle`")
    return of_debian.needed(FOLDER)


@linux
@pytest.mark.frozen
def test_the_bundle_asks_debian_for_nothing_that_is_not_on_the_list(needed: dict[str, set[str]]):
    new = {name: sorted(by)[:3] for name, by in needed.items() if name not in of_debian.listed()}
    assert new == {}


@linux
@pytest.mark.frozen
def test_nothing_is_on_the_list_that_nobody_asks_for(needed: dict[str, set[str]]):
    assert set(of_debian.listed()) - set(needed) == set()


@linux
@pytest.mark.frozen
@pytest.mark.skipif(not shutil.which("dpkg-query"), reason="a Debian without dpkg is none")
def test_each_package_of_the_list_has_its_library(needed: dict[str, set[str]]):
    wrong = {
        library: package
        for library, package in of_debian.listed().items()
        if package not in of_debian.packages_with(library)
    }
    assert needed
    assert wrong == {}


@pytest.fixture
def unpacked(tmp_path: Path) -> Path:
    """What `make bundle` lays out, with a program of no size."""
    for name in ("motcua/motcua", "motcua/_internal/resources/icons/motcua.png"):
        path = tmp_path / "dist" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("#!/bin/sh\n")
        path.chmod(0o755)
    for name in ("install.sh", "motcua.desktop", "motcua.xml", of_debian.LIST.name):
        shutil.copy(INSTALLER / name, tmp_path / "dist")
    return tmp_path / "dist"


def installs(unpacked: Path, has: str) -> "subprocess.CompletedProcess[str]":
    """Install below a folder, on a PC that has these libraries."""
    known = unpacked / "has"
    known.mkdir()
    (known / "ldconfig").write_text(f"#!/bin/sh\ncat <<'END'\n{has}\nEND\n")
    (known / "ldconfig").chmod(0o755)
    return subprocess.run(  # noqa: S603 - our own program
        ["/bin/sh", unpacked / "install.sh"],
        env=os.environ
        | {"PATH": f"{known}:{os.environ['PATH']}", "DESTDIR": str(unpacked / "root")},
        capture_output=True,
        text=True,
        check=False,
    )


def all_but(*missing: str) -> str:
    """The list as ldconfig tells it, without some."""
    there = [library for library in of_debian.listed() if library not in missing]
    return "\n".join(f"\t{name} (libc6,x86-64) => /lib/{name}" for name in there)


@linux
def test_an_installation_names_the_packages_that_this_pc_lacks(unpacked: Path):
    done = installs(unpacked, all_but("libxcb-cursor.so.0", "libEGL.so.1"))
    assert done.returncode == 1
    assert "apt-get install libegl1 libxcb-cursor0" in done.stderr
    assert not (unpacked / "root" / "opt").exists()


@linux
def test_an_installation_goes_on_where_all_is_there(unpacked: Path):
    done = installs(unpacked, all_but())
    assert (done.returncode, done.stderr) == (0, "")
    assert (unpacked / "root" / "opt" / "motcua" / "motcua").exists()
    assert (unpacked / "root" / "usr" / "share" / "mime" / "packages" / "motcua.xml").exists()


@linux
def test_a_library_whose_name_only_begins_like_one_that_is_needed_will_not_do(unpacked: Path):
    done = installs(unpacked, all_but("libEGL.so.1") + "\n\tlibEGL.so.10 (libc6) => /lib/x")
    assert "libegl1" in done.stderr
