"""The keys that follow from the data key: one for each use, none of them stored."""

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SECRET_BYTES = 32
_SALT_BYTES = 16  # SQLCipher keeps it in the clear at the head of the file


def database_key(secret: bytes) -> bytes:
    """SQLCipher's raw key followed by its salt, so that opening derives nothing."""
    return _derived(secret, "database", 32) + database_salt(secret)


def database_salt(secret: bytes) -> bytes:
    """The first 16 bytes of every database of this key: tells a foreign file from a damaged one."""
    return _derived(secret, "database salt", _SALT_BYTES)


def slip_journal_key(secret: bytes) -> bytes:
    """For the records of the slip journal."""
    return _derived(secret, "slip journal", 32)


def files_key(secret: bytes) -> bytes:
    """For attachments."""
    return _derived(secret, "files", 32)


def file_names_key(secret: bytes) -> bytes:
    """For the names of attachments on the disk."""
    return _derived(secret, "file names", 32)


def manifest_key(secret: bytes) -> bytes:
    """For the manifests of backups."""
    return _derived(secret, "backup manifest", 32)


def steps_key(secret: bytes) -> bytes:
    """For what a backup holds beside a whole copy, and for the events of the last half hour."""
    return _derived(secret, "backup steps", 32)


def _derived(secret: bytes, use: str, length: int) -> bytes:
    return HKDF(SHA256(), length, salt=None, info=f"motcua {use}".encode()).derive(secret)
