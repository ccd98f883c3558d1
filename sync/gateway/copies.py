"""Backup and restore of a gateway's folder: every database as SQLite copies it, keys, marks, files.

With PostgreSQL the tables are the server's: pg_dump beside this. A gateway that was put back begins
a new log epoch in every commune, and the clients send again what it lacks.
"""

import errno
import os
import shutil
import sqlite3
from pathlib import Path

from sync.gateway.faults import CopyFailed, NotACopy, NotAGateway, StorageFailed
from sync.gateway.gateway import Gateway

_SIDE = ("-wal", "-shm")


def back_up(source: Path, target: Path) -> int:
    """Copy a gateway that may be at work; answers how many files. Twice adds what is new.

    Databases come first: a paper that came meanwhile is there without a name, never the reverse.
    """
    _must_be_gateway(source)
    part = target / "tables.part"
    shutil.rmtree(part, ignore_errors=True)
    try:
        count = _copy_tables(source, part)
    except (OSError, StorageFailed):  # what citizens have told does not lie about by halves
        shutil.rmtree(part, ignore_errors=True)
        raise
    for path in sorted(part.rglob("*.db")):
        to = target / path.relative_to(part)
        to.parent.mkdir(parents=True, exist_ok=True)
        path.replace(to)
    shutil.rmtree(part, ignore_errors=True)
    for path in sorted(source.rglob("*")):
        if path.is_file() and not path.name.endswith((".db", *_SIDE, ".part")):
            count += _take(path, target / path.relative_to(source))
    return count


def put_back(source: Path, target: Path) -> list[str]:
    """Put a backup into a new folder; answers the communes whose log begins a new epoch."""
    if not _is_gateway(source):
        raise NotACopy(str(source))
    if target.exists() and any(target.iterdir()):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
    shutil.copytree(source, target, dirs_exist_ok=True)
    target.chmod(0o700)
    gateway = Gateway(target)
    try:
        codes = [commune.code for commune in gateway.registry.communes()]
        for code in codes:
            gateway.renew(gateway.commune(code), "restored")
        return codes
    finally:
        gateway.close()


def _must_be_gateway(folder: Path) -> None:
    if not _is_gateway(folder):
        raise NotAGateway(str(folder))


def _is_gateway(folder: Path) -> bool:
    return (folder / "gateway.json").exists()


def _copy_tables(source: Path, part: Path) -> int:
    databases = sorted(source.rglob("*.db"))
    for database in databases:
        to = part / database.relative_to(source)
        to.parent.mkdir(parents=True, exist_ok=True)
        _copy(database, to)
    return len(databases)


def _copy(database: Path, to: Path) -> None:
    source = sqlite3.connect(database.absolute().as_uri() + "?mode=ro", uri=True)
    copy = sqlite3.connect(to)
    try:
        source.backup(copy)
    except sqlite3.OperationalError as why:
        raise CopyFailed(str(why)) from why
    finally:
        copy.close()
        source.close()


def _take(path: Path, to: Path) -> int:
    """Papers never change under their name; everything else is small."""
    if to.exists() and "files" in path.parts and to.stat().st_size == path.stat().st_size:
        return 0
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(path, to)
    return 1
