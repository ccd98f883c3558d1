"""What a certificate tells about whoever shows it: the clock, the authority, who sits between."""

import socket
import ssl
from typing import Any, NamedTuple

from cryptography import x509
from cryptography.x509.oid import NameOID

from sync.carriers import plain_talk
from sync.carriers.interceptors import INTERCEPTORS
from sync.carriers.line_faults import Fault, LineFault
from sync.carriers.pinned import unpinned

_OTHER_NAME = {62, 64}  # OpenSSL: X509_V_ERR_HOSTNAME_MISMATCH, X509_V_ERR_IP_ADDRESS_MISMATCH
_DAY = 86_400


class Dates(NamedTuple):
    """Between which instants a certificate is valid, in UTC seconds."""

    begins: float
    ends: float


class Stranger(NamedTuple):
    """Who answered under a certificate that is not the province's."""

    issuer: str = ""
    is_ours_behind: bool = False
    """The server's own signature came through: somebody opens the line and passes it on."""
    is_portal: bool = False


def certificate_dates(talk: ssl.SSLSocket) -> Dates:
    """The dates of the certificate that was shown and proven."""
    shown: Any = talk.getpeercert() or {}
    begins, ends = shown.get("notBefore", ""), shown.get("notAfter", "")
    return Dates(ssl.cert_time_to_seconds(begins), ssl.cert_time_to_seconds(ends))


def date_fault(dates: Dates, seconds: float, signed: float | None) -> LineFault:
    """Whose fault it is that the dates do not fit: this PC's clock or the certificate's.

    `signed` is the time by the server's own word; without one the certificate is to blame.
    """
    if signed is not None and dates.begins <= signed <= dates.ends:
        return LineFault(Fault.TLS_CLOCK, f"{round((seconds - signed) / _DAY):+d}")
    judged_by = seconds if signed is None else signed
    return LineFault(Fault.TLS_NOT_YET if judged_by < dates.begins else Fault.TLS_EXPIRED)


def distrusted(why: ssl.SSLCertVerificationError, stranger: Stranger) -> LineFault:
    """What a certificate comes to that our authority did not sign for this name."""
    if why.verify_code in _OTHER_NAME:
        return LineFault(Fault.TLS_OTHER_NAME)
    if stranger.is_ours_behind or interceptor(stranger.issuer):
        return LineFault(Fault.TLS_INTERCEPTED, interceptor(stranger.issuer))
    return LineFault(Fault.TLS_PORTAL if stranger.is_portal else Fault.TLS_FOREIGN)


def interceptor(issuer: str) -> str:
    """The product that made a certificate on this PC or on the way; empty when none we know."""
    told = issuer.lower()
    return next((name.strip() for name in INTERCEPTORS if name in told), "")


def tls_fault(why: OSError) -> Fault:
    """What a handshake that broke off shows."""
    reason = getattr(why, "reason", "") or ""
    if reason in {
        "WRONG_VERSION_NUMBER",
        "HTTP_REQUEST",
        "HTTPS_PROXY_REQUEST",
        "RECORD_LAYER_FAILURE",
    }:
        return Fault.TLS_NONE
    return Fault.TLS_BROKEN


def met(
    plain: socket.socket, host: str, path: str, seconds: float
) -> tuple[str, plain_talk.Page | None]:
    """Shake hands with anybody and ask; answers who issued the certificate, and the page."""
    plain.settimeout(seconds)
    with unpinned().wrap_socket(plain, server_hostname=host) as talk:
        issuer = _issuer(talk.getpeercert(binary_form=True) or b"")
        return issuer, plain_talk.ask(talk, host, "GET", path)


def _issuer(certificate: bytes) -> str:
    try:
        name = x509.load_der_x509_certificate(certificate).issuer
    except ValueError:
        return ""
    kinds = (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME)
    return " ".join(str(part.value) for kind in kinds for part in name.get_attributes_for_oid(kind))
