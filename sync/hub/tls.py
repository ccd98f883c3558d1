"""A certificate that we make for ourselves at each start: the card says that it is ours.

Nobody signs it and no date in it is looked at, so neither the province's authority nor the clock
has to be right. Its key lives as long as the process: it is on the disk for a moment, locked by a
password that is nowhere written down.
"""

import datetime
import ssl
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

_BEGINS = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
_ENDS = datetime.datetime(2099, 12, 31, tzinfo=datetime.UTC)


class Tls(NamedTuple):
    """The server's side of TLS, and the SHA-256 of the certificate that it shows."""

    context: ssl.SSLContext
    certificate: bytes


def make_tls(folder: Path, device: str, entropy: Callable[[int], bytes]) -> Tls:
    """A new certificate for this device; nothing of it stays in the folder."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, device)])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(_BEGINS)
        .not_valid_after(_ENDS)
        .sign(key, hashes.SHA256())
    )
    password = entropy(32).hex().encode()
    locked = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(password),
    )
    shown = certificate.public_bytes(serialization.Encoding.PEM)
    context = _context(folder / f"hub-tls-{entropy(4).hex()}.pem", shown + locked, password)
    return Tls(context, sha256(certificate.public_bytes(serialization.Encoding.DER)).digest())


def _context(file: Path, content: bytes, password: bytes) -> ssl.SSLContext:
    """`ssl` takes keys from files alone."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.num_tickets = 0
    try:
        file.write_bytes(content)
        context.load_cert_chain(file, password=password)
    finally:
        file.unlink(missing_ok=True)
    return context
