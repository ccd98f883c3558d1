"""Making and checking a catalogue package: what a technician does once for a release."""

import os
from collections.abc import Mapping
from pathlib import Path

import msgspec

from app.domain.errors import RuleViolation
from app.system import durable
from app.system.secrets import Entropy
from app.usecases import catalogue_source
from app.usecases.catalogue import KEYS, SUFFIX, read_package, trusted_keys
from app.usecases.catalogue_package import Head, Issue, Package, build
from app.usecases.catalogue_source import Unsure
from sync.protocol.signing import SECRET_KEY_BYTES, Signer


class Checked(msgspec.Struct, frozen=True):
    """What a check found: the package's head, and the facts that somebody should look at."""

    head: Head
    unsure: tuple[Unsure, ...]


def make(source: Path, out: Path, issue: Issue, signer: Signer) -> Path:
    """Build the package from a source folder; its public key joins those beside it."""
    procedures, entries = catalogue_source.read(source)
    counts = catalogue_source.counts(procedures)
    data = build(procedures, entries, issue, counts, signer)
    out.mkdir(parents=True, exist_ok=True)
    path = out / f"catalogue-{issue.version}{SUFFIX}"
    durable.replace(path, data)
    _trust(out, signer)
    return path


def check(path: Path, keys: Mapping[str, bytes]) -> Checked:
    """Verify a package whole, count what is in it, and ask what is unsure."""
    package = Package(read_package(path), keys)
    procedures = package.procedures()
    listed = [entry.code for entry in package.contents().entries]
    is_complete = listed == [one.code for one in procedures]
    if not is_complete or catalogue_source.counts(procedures) != package.head.counts:
        raise RuleViolation("package_damaged", "counts")
    return Checked(package.head, catalogue_source.unsure(procedures))


def new_key(path: Path, entropy: Entropy) -> Signer:
    """Make a signing key; its private half goes to this file alone, readable by its owner only."""
    secret = entropy(SECRET_KEY_BYTES)
    if path.exists():
        raise RuleViolation("key_file_exists")
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secret.hex() + "\n")
    return Signer(secret)


def read_key(path: Path) -> Signer:
    """Read a signing key from its file; raises `RuleViolation`."""
    try:
        secret = bytes.fromhex(path.read_text("ascii"))
    except (ValueError, OSError) as error:
        raise RuleViolation("key_file_unreadable") from error
    if len(secret) != SECRET_KEY_BYTES:
        raise RuleViolation("key_file_unreadable")
    return Signer(secret)


def _trust(folder: Path, signer: Signer) -> None:
    """Add a public key to those whose packages are taken."""
    keys = trusted_keys(folder)
    keys[signer.device] = signer.public_key
    text = msgspec.json.encode({key: value.hex() for key, value in sorted(keys.items())})
    durable.replace(folder / KEYS, msgspec.json.format(text, indent=1) + b"\n")
